"""What the risk dashboard tells of a period: figures, counts by band over time, and which risks they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from functools import cached_property
from itertools import dropwhile, zip_longest
from typing import Final

from octotui.plan.periods import LENSES, Lens, Period
from octotui.plan.risk_trends import RiskTrends, bands_over, in_force, risk_trends
from octotui.plan.risks import Band, Risk
from octotui.plan.words import moment_text, percent, short_day
from octotui.ui.glyphs import Glyphs
from octotui.ui.meanings import BANDS, score_run
from octotui.ui.snapshot import Snapshot
from octotui.ui.sparks import columns
from octotui.ui.text import Line, Run, fit, say
from octotui.ui.widgets.story import Story

POINTS: Final[dict[Lens, tuple[int, int]]] = {"week": (14, 1), "month": (10, 7), "quarter": (13, 7)}
"""How many days the chart shows for a lens, and how far they are apart."""
ORDER: Final[tuple[Band, ...]] = ("critical", "high", "watch")
BESIDE = 70
"""From so many cells on, figures and chart stand side by side."""
FIGURES = 48
GAP = 2
LABEL = 10
WIDEST_BAR = 4
TALL, VERY_TALL = 30, 50
"""From so many lines on, the chart is taller."""
TRENDS: Final = {"up": ("up", "bad"), "down": ("down", "good"), "stable": ("flat", "muted")}
"""The glyph and the ink of a score trend."""


class TrendsStory:
    """The figures of one plan in one period, up to today."""

    def __init__(self, snapshot: Snapshot, period: Period, glyphs: Glyphs, height: int) -> None:
        """Look at a plan.

        Args:
            snapshot: The plan, and the day it is.
            period: The period that today is in.
            glyphs: The set to draw with.
            height: The lines of the screen: on a tall one the chart is taller.
        """
        self._snapshot, self._period, self._glyphs, self._height = snapshot, period, glyphs, height
        self._until = min(period.last, snapshot.today)

    @cached_property
    def _trends(self) -> RiskTrends:
        return risk_trends(self._snapshot.plan, self._period.first, self._until)

    def tell(self, story: Story) -> None:
        """Period, figures, chart, and the risks behind the figures."""
        self._tell_period(story)
        if story.width >= BESIDE:
            left = min(story.width // 2, FIGURES)
            figures, bands = Story(left - GAP), Story(story.width - left)
            self._tell_figures(figures)
            self._tell_bands(bands)
            for one, other in zip_longest(figures.lines, bands.lines, fillvalue=()):
                story.row(*fit(one, left), *other)
        else:
            self._tell_figures(story)
            story.gap()
            self._tell_bands(story)
        self._tell_contingencies(story)
        told, lens = self._trends, self._period.lens
        for heading, risks in (("New", told.new), ("Resolved", told.resolved), ("Happened", told.happened)):
            self._tell_risks(f"{heading} this {lens}", risks, story)

    def _tell_period(self, story: Story) -> None:
        dot: Run = (f" {self._glyphs.dot} ", "faint")
        names: list[Run] = []
        for lens in LENSES:
            names += [dot] if names else []
            names.append((lens, "accent bold" if lens == self._period.lens else "muted"))
        story.row(*names, say(f"   {self._period.label}", "muted"))
        if self._height >= TALL:
            story.gap()

    def _tell_figures(self, story: Story) -> None:
        told = self._trends
        shape, ink = TRENDS[told.score_trend]
        story.fact("New", *self._count(len(told.new), "warn"))
        story.fact("Resolved", *self._count(len(told.resolved), "good"))
        story.fact("Happened", *self._count(len(told.happened), "bad"))
        sums = f"  {told.score_before} {self._glyphs.arrow} {told.score_after}"
        story.fact("Score sum", (f"{getattr(self._glyphs, shape)} {told.score_trend}", ink), (sums, "muted"))
        story.fact("Mitigation", *self._effectiveness())

    def _effectiveness(self) -> Line:
        told = self._trends
        if told.effectiveness is None:
            return (("nothing is judged yet", "faint"),)
        ink = "good" if told.effectiveness >= 75 else "warn" if told.effectiveness >= 50 else "bad"
        return (
            (f"{percent(told.effectiveness)} effective", ink),
            (f"  {told.effective} of {told.judged}", "muted"),
        )

    @staticmethod
    def _count(number: int, ink: str) -> Line:
        return ((str(number), f"{ink} bold" if number else "faint"),)

    def _tell_bands(self, story: Story) -> None:
        counts = self._counts()
        room = story.width - LABEL - len("  99")
        wide = max(1, min(WIDEST_BAR, room // len(counts) - 1))
        shown = list(counts.items())[-(room // (wide + 1)) :]
        most = max(max(count.values(), default=0) for _, count in shown)
        height = 1 if self._height < TALL else 2 if self._height < VERY_TALL else 4
        story.row(("Open risks", "accent bold"), (f"  {short_day(shown[0][0])} – {short_day(shown[-1][0])}", "muted"))
        for band in ORDER:
            values = [count[band] for _, count in shown]
            lines = columns(values, height, wide, most, self._glyphs)
            story.rows(((" " * LABEL, ""), (line, BANDS[band])) for line in lines[:-1])
            story.row((f"{band:<{LABEL}}", "muted"), (lines[-1], BANDS[band]), (f"  {values[-1]}", "bold"))

    def _counts(self) -> dict[date, Counter[Band]]:
        """The bands of some days up to today, from the first on which there was a risk."""
        number, apart = POINTS[self._period.lens]
        days = (self._until - timedelta(days=apart * back) for back in range(number - 1, -1, -1))
        counts = bands_over(self._snapshot.plan, tuple(days))
        return dict(dropwhile(lambda day: not day[1], counts.items())) or {self._until: Counter()}

    def _tell_contingencies(self, story: Story) -> None:
        risks = in_force(self._snapshot.plan)
        if not risks:
            return
        story.section("Contingency in force")
        for risk in risks:
            plan = risk.contingency
            assert plan is not None
            assert plan.activated is not None
            by = self._snapshot.plan.person_name(plan.activated_by)
            with story.part(("risks", risk.id)):
                story.point((self._glyphs.warn, "bad"), plan.plan or plan.trigger)
                since = f"since {moment_text(plan.activated)}"
                story.row("  ", say(f"{since}{f', {by}' if by else ''}: {risk.title}", "muted"))

    @staticmethod
    def _tell_risks(heading: str, risks: Sequence[Risk], story: Story) -> None:
        if not risks:
            return
        story.section(heading, str(len(risks)))
        for risk in risks:
            with story.part(("risks", risk.id)):
                story.point(score_run(risk.score), risk.title)
