"""What is told of a metric: value against target, the way it went, and each reading on one scale."""

from __future__ import annotations

from octotui.plan.metrics import Metric
from octotui.plan.readings import bound_text, group_of, is_bare, margin_text, series, trend, value_text
from octotui.plan.words import figure
from octotui.ui.glyphs import Glyphs
from octotui.ui.meanings import name_run, status_line
from octotui.ui.snapshot import Snapshot
from octotui.ui.sparks import Scale
from octotui.ui.text import Line, say
from octotui.ui.widgets.story import Story

DAY = 12
WIDEST = 60
STATE_INKS = {"met": "good", "missed": "bad", "unknown": "info"}
BARE = "Only a number in the file; with a target, a group or a unit (e) each value is kept with its day."


def tell_metric(metric: Metric, snapshot: Snapshot, story: Story, glyphs: Glyphs) -> None:
    """The whole story of a metric."""
    group = ((f"  {glyphs.dot}  ", "faint"), say(group_of(metric), "muted")) if metric.group else ()
    story.title(metric.label, (say(metric.id, "muted"), *group))
    story.gap()
    bound = bound_of(metric, glyphs)
    beside = f", target {bound}" if bound else ", no target yet: t sets one"
    story.fact("Value", say(value_text(metric.value, metric.unit) or "never set", "bold"), say(beside, "muted"))
    off = margin_text(metric)
    story.fact("State", *state_line(metric, glyphs), say(f", {off}" if off else "", "muted"))
    moved = trend_line(metric, glyphs)
    if moved:
        story.fact("Trend", *moved, say(f", from {value_text(series(metric)[-2], metric.unit)}", "muted"))
    story.fact("Owner", name_run(snapshot.plan.person_name(metric.owner)))
    story.fact("Source", say(metric.source))
    _tell_history(metric, story, glyphs)
    if metric.notes:
        story.section("Notes")
        story.text(metric.notes)


def state_line(metric: Metric, glyphs: Glyphs) -> Line:
    """Met, missed or unknown; a value that has no target says so."""
    no_target = metric.value is not None and metric.target is None
    return status_line("no-target" if no_target else metric.state, glyphs)


def trend_line(metric: Metric, glyphs: Glyphs) -> Line:
    """Which way it moved since the reading before, and whether that is the way it should go."""
    moved = trend(metric)
    if moved is None:
        return ()
    ink = "muted" if moved.good is None else "good" if moved.good else "bad"
    return ((f"{getattr(glyphs, moved.way)} {judged(moved.good) or moved.way}", ink),)


def bound_of(metric: Metric, glyphs: Glyphs) -> str:
    """The target with the side it is on."""
    return bound_text(metric, glyphs.at_most, glyphs.at_least)


def judged(good: bool | None) -> str:
    """A change in one word; none if nobody can say."""
    return "" if good is None else "better" if good else "worse"


def _tell_history(metric: Metric, story: Story, glyphs: Glyphs) -> None:
    readings = sorted(metric.history, key=lambda reading: reading.on)
    if not readings:
        story.section("History")
        story.text(BARE if is_bare(metric) else "No readings yet: % takes today's.", "muted")
        return
    story.section("History", f"{glyphs.wall} the target" if metric.target is not None else "")
    values = series(metric)
    room = max(len(figure(value)) for value in values)
    scale = Scale(values, metric.target, min(story.width - DAY - room - 2, WIDEST))

    def row(day: object, value: float) -> None:
        ink = STATE_INKS[metric.changed("value", value).state]
        story.row((f"{day!s:<{DAY}}", "muted"), *scale.row(value, glyphs, ink), (f"  {figure(value):>{room}}", ""))

    if metric.value is not None and values[-1] != readings[-1].value:
        row("now", metric.value)
    for reading in reversed(readings):
        with story.part(("metrics", metric.id, "history", reading.id)):
            row(reading.on, reading.value)
