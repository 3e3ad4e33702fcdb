"""The burndown of a sprint and the velocity over sprints, told in a story."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest
from typing import Final

from octotui.plan.board import Sprint
from octotui.plan.burndown import Burndown, burndown
from octotui.plan.sprint_words import forecast_text
from octotui.plan.sprints import VELOCITY_OF, finished_sprints, sprint_at, sprint_points, velocity
from octotui.plan.words import figure, short_day
from octotui.ui.glyphs import Glyphs
from octotui.ui.snapshot import Snapshot
from octotui.ui.text import Line, fit
from octotui.ui.widgets.chart import Area, Axes, Bar, Curve, Shape, bars, legend, plot
from octotui.ui.widgets.story import Story

NUMBERS: Final = 22
"""The width of the numbers beside a chart."""
BESIDE: Final = 58
"""So many cells have room for a chart and numbers beside it."""
WIDEST: Final = 110
"""A chart is no wider than this."""


def tell_burndown(
    sprint: Sprint, snapshot: Snapshot, story: Story, glyphs: Glyphs, height: int, numbers: Sequence[Line]
) -> None:
    """Tell how the points of a sprint went down, with the numbers beside the chart or below it."""
    burn = burndown(snapshot.whole, snapshot.entire("sprints", sprint), snapshot.today)
    if burn is None:
        story.rows(numbers)
        story.gap()
        story.text("A burndown needs the sprint's first and last day, and points on its cards.", "muted")
        return
    beside = story.width >= BESIDE
    width = min(story.width - (NUMBERS if beside else 0), WIDEST)
    shapes = _shapes(burn)
    chart = plot(shapes, Axes(len(burn.days), _top(burn), _words(burn)), width, height, glyphs)
    story.section("Burndown", "points left at the end of each day")
    story.rows([*_side_by_side(chart, numbers, width)] if beside else chart)
    story.rows([legend(shapes, glyphs)])
    if forecast := forecast_text(burn):
        story.text(f"At the pace of the last sprints: {forecast}.")
    if burn.undated:
        story.text(f"{figure(burn.undated)} completed points have no day; they count on the last one shown.", "muted")
    if not beside:
        story.gap()
        story.rows(numbers)


def tell_velocity(snapshot: Snapshot, story: Story, glyphs: Glyphs, height: int) -> None:
    """Tell what each finished sprint completed, what the running one has so far, and the mean."""
    plan, today = snapshot.whole, snapshot.today
    finished, pace = finished_sprints(plan, today), velocity(plan, today)
    if pace is None:
        return
    told = [Bar(one.sprint.id, one.completed or 0, one.planned) for one in finished]
    here = sprint_at(plan, today)
    if here is not None and here.id not in {one.sprint.id for one in finished}:
        now = sprint_points(plan, here)
        told.append(Bar(here.id, now.completed or 0, now.planned, "info"))
    count = min(VELOCITY_OF, len(finished))
    of = f"the mean of the last {count}" if count > 1 else "the only one yet"
    story.section("Velocity", f"{figure(round(pace, 1))} points a sprint, {of}")
    story.rows(bars(told, pace, min(story.width, WIDEST), height, glyphs))
    story.rows([((f"{glyphs.empty * 2} planned   ", "muted"), (glyphs.dot * 2, ""), (" mean", "muted"))])


def _shapes(burn: Burndown) -> list[Shape]:
    """The forecast below, then the ideal line, and what is left on top; each day's value is at its end."""
    ideal = [(0.0, burn.start), *((number + 1.0, day.ideal) for number, day in enumerate(burn.days))]
    known = [(number + 1.0, day.left) for number, day in enumerate(burn.days) if day.left is not None]
    left = [(0.0, burn.points.scope), *known]
    shapes: list[Shape] = [Curve("ideal", ideal, "muted", ".", dotted=True)]
    if burn.ahead:
        first = len(known)
        spread = [(float(first + number), day.least, day.most) for number, day in enumerate(burn.ahead)]
        shapes.insert(0, Area("forecast", spread, "info", ":"))
    return [*shapes, Curve("left", left, "accent", "*")] if known else shapes


def _top(burn: Burndown) -> float:
    return max(burn.start, burn.points.scope)


def _words(burn: Burndown) -> list[tuple[float, str]]:
    """The first day, the Mondays, the last day."""
    days = [day.day for day in burn.days]
    return [
        (number + 0.5, short_day(day))
        for number, day in enumerate(days)
        if number in (0, len(days) - 1) or (day.weekday() == 0 and 3 <= number < len(days) - 3)
    ]


def _side_by_side(left: Sequence[Line], right: Sequence[Line], width: int) -> list[Line]:
    return [(*fit(one, width), ("   ", ""), *other) for one, other in zip_longest(left, right, fillvalue=())]
