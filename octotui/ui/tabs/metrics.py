"""The metrics: by group, each against its target, with how it got there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

from octotui.plan.base import Entity
from octotui.plan.edits import Edits, Path, value_at
from octotui.plan.metrics import Metric, Reading
from octotui.plan.readings import (
    group_of,
    grouped,
    is_bare,
    last_read,
    new_metric,
    series,
    stepped,
    take_reading,
    trend,
    typed_value,
    value_text,
)
from octotui.plan.words import days_away, figure
from octotui.session import PlanChanged
from octotui.ui.dialogs.ask import Ask, complaint
from octotui.ui.snapshot import Snapshot
from octotui.ui.sparks import sparkline
from octotui.ui.tabs import View
from octotui.ui.tabs.listing import ListTab
from octotui.ui.tabs.metric_story import bound_of, judged, state_line, tell_metric, trend_line
from octotui.ui.tabs.setting import NOTHING
from octotui.ui.text import Line, say
from octotui.ui.widgets.story import Story
from octotui.ui.widgets.table import Column, Table

BARS = 10
DAY = 12
WORST_FIRST = ("missed", "met", "unknown")


class MetricsTab(ListTab):
    """Met or missed, value, target, trend and history; a new value is kept with its day."""

    model = Metric
    titles = {"set": "new value", "more": "step up", "less": "step down"}  # noqa: RUF012  # a ClassVar in the base
    ranks = {"set": 1}  # noqa: RUF012  # a ClassVar in the base
    columns = (
        Column("State", 11, 8),
        Column("Metric", 0, 14),
        Column("Value", 10, 5, align="right"),
        Column("Target", 11, 6, align="right"),
        Column("Trend", 8, 5, rank=1),
        Column("History", BARS, 7, rank=2),
        Column("Owner", 16, 5, rank=3),
        Column("Read", 10, 4, rank=4),
    )
    teaches = (
        "Metrics say in numbers how it goes: what they are, and what they should be.",
        "",
        "Press a to add the first one, or write it in the file:",
        "",
        "[metrics]",
        "prs_merged = 14",
        "",
        "[metrics.ci_flake_rate]",
        "value  = 6.5",
        "target = 5",
        'better = "lower"         # or higher',
        'unit   = "%"',
        'group  = "quality"       # progress, business, efficiency, team …',
        "",
        "% then takes a new value and keeps it with its day.",
        "In a script: octotui metrics ci_flake_rate=6",
    )

    def __init__(self, view: View) -> None:
        """Make the tab with nothing counted yet."""
        super().__init__(view)
        self._counts: Counter[tuple[str, str]] = Counter()

    def show(self, snapshot: Snapshot, change: PlanChanged | None) -> None:
        """The metrics; a new value may change what the heading of its group counts."""
        self._counts = Counter((group_of(metric), metric.state) for metric in snapshot.plan.metrics)
        super().show(snapshot, change)
        self.query_one("#list", Table).redraw()

    def things(self, snapshot: Snapshot) -> Sequence[Metric]:
        """By group; in each, what is missed first."""
        return grouped(sorted(snapshot.plan.metrics, key=lambda metric: WORST_FIRST.index(metric.state)))

    def _kept_in_order(self, things: Sequence[Entity]) -> Sequence[Entity]:
        """A row changes its place only with its group."""
        return grouped([metric for metric in super()._kept_in_order(things) if isinstance(metric, Metric)])

    def group_of(self, thing: Metric, snapshot: Snapshot) -> Line | None:
        """The group, and how many of it meet their target; none where there are no groups."""
        del snapshot
        if not any(name for name, _ in self._counts):
            return None
        group = group_of(thing)
        met, missed = (self._counts[group, state] for state in ("met", "missed"))
        count = f"  {met} of {met + missed} met" if met + missed else ""
        return (say(group.capitalize() or "Others", "accent bold"), (count, "muted"))

    def cells(self, thing: Metric, snapshot: Snapshot) -> Sequence[Line]:
        """The cells of a row."""
        ink = "bold bad" if thing.state == "missed" else "muted" if thing.target is None else ""
        return (
            state_line(thing, self.glyphs),
            (say(thing.label),),
            (say(value_text(thing.value, thing.unit) or "none", ink),),
            (say(bound_of(thing, self.glyphs), "muted"),),
            trend_line(thing, self.glyphs),
            self._spark(thing),
            (say(snapshot.plan.person_name(thing.owner), "muted"),),
            (say(_ago(thing, snapshot), "muted"),),
        )

    def words(self, thing: Metric, snapshot: Snapshot) -> str:
        """Id, name, group, source and notes."""
        return f"{super().words(thing, snapshot)} {thing.group} {thing.source}"

    def fields(self, thing: Metric, snapshot: Snapshot) -> Mapping[str, str]:
        """``state:missed``, ``group:quality``, ``trend:worse``."""
        moved = trend(thing)
        words = f"{moved.way} {judged(moved.good)}" if moved else ""
        return {**super().fields(thing, snapshot), "state": thing.state, "trend": words, "group": group_of(thing)}

    def tell(self, thing: Metric, snapshot: Snapshot, story: Story) -> None:
        """Value against target, the way it went, where it comes from."""
        tell_metric(thing, snapshot, story, self.glyphs)

    def can_more(self) -> str:
        """A value is needed to step from, and the list: a reading of an earlier day is edited."""
        thing = self.selected()
        if isinstance(thing, Reading):
            return "This is the reading of a day: e edits it."
        if not isinstance(thing, Metric):
            return NOTHING
        return "It has no value yet: % takes one." if thing.value is None else ""

    can_less = can_more

    def can_set(self) -> str:
        """A metric has to be selected."""
        thing = self.selected()
        return "" if isinstance(thing, Metric) else self.can_more()

    def step(self, by: int) -> None:
        """Values up or down by one step each; today's reading follows."""
        plan = self.octotui.plan
        stepped_to = [
            (path, stepped(metric, 1 if by > 0 else -1))
            for path in self.acted_on()
            if isinstance(metric := value_at(plan, path), Metric) and metric.value is not None
        ]
        self._take(stepped_to)

    def do_set(self) -> Awaitable[None]:
        """Type a new value; it is today's reading."""
        metric = self.selected()
        assert isinstance(metric, Metric)
        kept = "Kept as a number alone." if is_bare(metric) else "Kept as the reading of today."
        bound = bound_of(metric, self.glyphs)
        hint = f"{kept}   Target {bound}" if bound else kept

        def take(text: str | None) -> None:
            if text:
                self._take([(path, typed_value(text, metric.unit)) for path in self.acted_on()])

        return self._ask_number("New value", hint, metric.value, metric, take)

    def do_target(self) -> Awaitable[None]:
        """Type the value to reach."""
        metric = self.selected()
        assert isinstance(metric, Metric)

        def take(text: str | None) -> None:
            if text is not None:
                self.set_all("target", typed_value(text, metric.unit) if text.strip() else None)

        side = "no more than this" if metric.better == "lower" else "this or more"
        hint = f"It is met by {side}; e changes the side.   (empty: none)"
        return self._ask_number("Target", hint, metric.target, metric, take)

    def _ask_number(
        self, what: str, hint: str, value: float | None, metric: Metric, take: Callable[[str | None], None]
    ) -> Awaitable[None]:
        title = f"{what}: {say(metric.label)[0]}{f', {metric.unit}' if metric.unit else ''}"
        start = "" if value is None else figure(value)
        return self.octotui.ask(
            Ask(title, hint, start, lambda text: complaint(lambda: typed_value(text, metric.unit))), take
        )

    def _spark(self, metric: Metric) -> Line:
        values = series(metric)
        return ((sparkline(values, BARS, self.glyphs), "muted"),) if len(values) > 1 else ()

    def _take(self, values: Sequence[tuple[Path, float]]) -> None:
        """Set metrics to values read today, as one step."""
        plan, today = self.octotui.plan, self.snapshot.today
        edits: Edits = ()
        for path, value in values:
            edits += take_reading(plan, path[1], value, today)
        title = ""
        if len(values) == 1:
            path, value = values[0]
            metric = value_at(plan, path)
            title = (
                f"{metric.label}: {value_text(metric.value, metric.unit) or 'none'} → {value_text(value, metric.unit)}"
            )
        self.octotui.change(edits, title)

    def _add(self, area: Path, model: type[Entity], values: Mapping[str, Any]) -> None:
        """A new metric starts with its first reading."""
        given = {name: value for name, value in values.items() if value is not None}
        super()._add(area, model, new_metric(given, self.snapshot.today) if model is Metric else values)


def _ago(metric: Metric, snapshot: Snapshot) -> str:
    read = last_read(metric)
    if read is None:
        return ""
    return days_away(min(read, snapshot.today), snapshot.today)
