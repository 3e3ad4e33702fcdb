"""The risk dashboard of document 002: the worst risks, and what the period did to all of them."""

from __future__ import annotations

from collections.abc import Awaitable, Sequence
from typing import Final

from octotui.plan.base import Entity
from octotui.plan.edits import Path
from octotui.plan.periods import LENSES, Lens, period_of
from octotui.plan.risk_trends import in_force, is_finished, mitigation_progress, ranked
from octotui.plan.risks import Band, Risk
from octotui.session import PlanChanged
from octotui.ui.meanings import BANDS, name_run, percent_bar, score_run, status_line
from octotui.ui.snapshot import Snapshot
from octotui.ui.tabs import View
from octotui.ui.tabs.risk_list import RiskList
from octotui.ui.tabs.risk_trends_story import TrendsStory
from octotui.ui.text import Line, say
from octotui.ui.widgets.table import Column

BAR = 8
BANDED: Final[dict[Band, str]] = {"critical": "score 7–9", "high": "score 4–6", "watch": "score 1–3"}


class RiskDashboardTab(RiskList):
    """Open risks by band with their mitigation, and the trends of a week, a month or a quarter."""

    columns = (
        Column("Score", 5, 5),
        Column("Risk", 0, 22),
        Column("Status", 12, 8),
        Column("Mitigation", BAR + 5, BAR + 5),
        Column("Next step", 28, 12, rank=2),
        Column("Owner", 16, 6, rank=1),
    )
    teaches = (
        "The risk dashboard: critical and high risks, their mitigation, and how the register changes.",
        "",
        "It is filled from the register: 4 goes there, and a adds the first risk.",
    )

    # Its columns need all the room there is: the panes stand side by side on a very wide screen only.
    SCOPED_CSS = False
    DEFAULT_CSS = """
    MainScreen.-wide RiskDashboardTab { layout: vertical; }
    MainScreen.-wide RiskDashboardTab > #list { width: 100%; height: 55%; padding-right: 0; }
    MainScreen.-wide RiskDashboardTab > #side {
        width: 100%; height: 45%; border-left: none; border-top: solid $foreground 14%;
    }
    MainScreen.-vast RiskDashboardTab { layout: horizontal; }
    MainScreen.-vast RiskDashboardTab > #list { width: 58%; height: 100%; padding-right: 1; }
    MainScreen.-vast RiskDashboardTab > #side {
        width: 42%; height: 100%; border-top: none; border-left: solid $foreground 14%;
    }
    MainScreen RiskDashboardTab.-empty > #side { width: 100%; height: 100%; border: none; }
    """

    def __init__(self, view: View) -> None:
        """Make the tab; it looks at the month."""
        super().__init__(view)
        self._lens: Lens = "month"
        self._told_for: tuple[Snapshot, Lens, int] | None = None

    def things(self, snapshot: Snapshot) -> Sequence[Risk]:
        """Open risks, the worst first; then those that are over but for their contingency plan."""
        risks = ranked(risk for risk in snapshot.plan.risks if risk.is_open)
        return [*risks, *(risk for risk in in_force(snapshot.plan) if not risk.is_open)]

    def group_of(self, thing: Risk, snapshot: Snapshot) -> Line | None:
        """The band, or that the contingency plan is in force."""
        del snapshot
        if not thing.is_open:
            return (("Contingency in force", "accent bold"),)
        return ((thing.band.capitalize(), f"{BANDS[thing.band]} bold"), (f"  {BANDED[thing.band]}", "muted"))

    def cells(self, thing: Risk, snapshot: Snapshot) -> Sequence[Line]:
        """The cells of a row."""
        progress = mitigation_progress(thing)
        begun = thing.contingency is not None and thing.contingency.activated is not None
        mark = (f"{self.glyphs.warn} " if begun and thing.is_open else "", "bad")
        return (
            (score_run(thing.score) if thing.is_open else (str(thing.score), "muted"), *self.trend_run(thing)),
            (mark, say(thing.title)),
            status_line(thing.status, self.glyphs),
            (("no actions", "faint"),) if progress is None else percent_bar(progress, BAR, self.glyphs),
            (say(_next_step(thing), "muted"),),
            (name_run(snapshot.plan.person_name(thing.owner)),),
        )

    def touched(self, change: PlanChanged) -> frozenset[str] | None:
        """The figures are of all risks, and a risk may come or go by its score."""
        return None if any(edit.path[0] == "risks" for edit in change.edits) else super().touched(change)

    def do_lens(self) -> None:
        """Look at the next longer period."""
        self._look(1)

    def do_lens_back(self) -> None:
        """Look at the next shorter period."""
        self._look(-1)

    def do_open(self) -> Awaitable[None] | None:
        """Go to the risk in the register."""
        path = self.selected_path()
        return self.octotui.main.jump(path[:2]) if path else None

    def whole_of(self) -> Path | None:
        """The figures are not of one risk: what is added is a risk."""
        return None

    def _look(self, by: int) -> None:
        self._lens = LENSES[(LENSES.index(self._lens) + by) % len(LENSES)]
        self._tell(from_top=False)

    def _kept_in_order(self, things: Sequence[Entity]) -> Sequence[Entity]:
        """A row changes its place only with its band."""
        return sorted(super()._kept_in_order(things), key=_place)

    def _tell(self, *, from_top: bool) -> None:
        """The figures stay the same whichever row the cursor is on, and are not computed again for a step."""
        del from_top
        told_for = (self.snapshot, self._lens, self.screen.size.height)
        if told_for == self._told_for:
            return
        self._told_for = told_for
        if not self.snapshot.plan.risks:
            self.story.tell(self._teach, from_top=True)
            return
        period = period_of(self._lens, self.snapshot.today)
        told = TrendsStory(self.snapshot, period, self.glyphs, self.screen.size.height)
        self.story.tell(told.tell, from_top=False)


def _place(thing: Entity) -> int:
    """Where a risk's group stands."""
    assert isinstance(thing, Risk)
    return list(BANDED).index(thing.band) if thing.is_open else len(BANDED)


def _next_step(risk: Risk) -> str:
    """The first mitigation action that is not finished; without one, the mitigation as a whole."""
    step = next((action.text for action in risk.actions if not is_finished(action)), None)
    return step or ("" if risk.actions else risk.mitigation)
