"""A sprint's burndown, in story points, and the range it will come out in (document 002, "Current Sprint")."""

from __future__ import annotations

from datetime import date

from octotui.plan.board import Sprint
from octotui.plan.frozen import Frozen
from octotui.plan.plan import Plan
from octotui.plan.sprints import (
    SPREAD_OF,
    Spread,
    SprintPoints,
    days_of,
    finished_sprints,
    spread_of,
    sprint_points,
    workdays,
)


class BurnDay(Frozen):
    """A day of a burndown, at its end.

    Attributes:
        day: The day.
        ideal: Points that would be left if each weekday brought the same.
        left: Points that are left; None on days to come.
    """

    day: date
    ideal: float
    left: float | None


class Ahead(Frozen):
    """A day to come of a running sprint, at its end: points left at the pace of the fastest and the slowest sprint."""

    day: date
    least: float
    most: float


class Burndown(Frozen):
    """A sprint day by day.

    Attributes:
        points: The sprint.
        start: The points that the ideal line begins at: those planned.
        days: From the first day to the last.
        ahead: The range it will come out in, going by the last finished sprints: from today, where both ends are what
            is left, to the last day. Empty if the sprint does not run or none is finished.
        undated: Completed points without a day: those of done cards without ``finished``, and what a kept number has
            more than the cards. They count on the sprint's last day, or today while it runs.
    """

    points: SprintPoints
    start: float
    days: tuple[BurnDay, ...]
    ahead: tuple[Ahead, ...]
    undated: float


def burndown(plan: Plan, sprint: Sprint, today: date) -> Burndown | None:
    """A sprint's burndown: ideal, left, and the range it will come out in.

    What is left on a day is the scope without what was finished until then. The scope is what was planned, or the
    cards where they add up to more: the plan does not say when a card came, so it counts from the first day.

    Returns:
        The days; None if the sprint has no first or last day, more than a year of them, or no points.
    """
    points, days = sprint_points(plan, sprint), days_of(sprint)
    if not days or not points.scope:
        return None
    start = points.planned or points.scope
    known = [day for day in days if day <= today]
    left, undated = _left(points, known)
    drawn = tuple(
        BurnDay(day, start * workdays(days[number + 1 :], days) / workdays(days, days), left.get(day))
        for number, day in enumerate(days)
    )
    paces = _paces(plan, today)
    ahead = _ahead(left[today], days[len(known) - 1 :], days, paces) if paces and days[0] <= today < days[-1] else ()
    return Burndown(points, start, drawn, ahead, undated)


def _left(points: SprintPoints, known: list[date]) -> tuple[dict[date, float], float]:
    """What was left at the end of each day that is over or runs, and the completed points that have no day."""
    if not known:
        return {}, 0
    dated = [(card.finished, card.points or 0) for card in points.cards["done"] if card.finished]
    undated = max(0, (points.completed or 0) - sum(size for on, size in dated if on <= known[-1]))
    left = {day: max(0, points.scope - sum(size for on, size in dated if on <= day)) for day in known}
    left[known[-1]] = max(0, left[known[-1]] - undated)
    return left, undated


def _ahead(left: float, coming: tuple[date, ...], days: tuple[date, ...], paces: Spread) -> tuple[Ahead, ...]:
    """The range from today on; ``coming`` begins with today."""
    worked = [workdays(coming[1 : number + 1], days) for number in range(len(coming))]
    return tuple(
        Ahead(day, max(0, left - paces.most * count), max(0, left - paces.least * count))
        for day, count in zip(coming, worked, strict=True)
    )


def _paces(plan: Plan, today: date) -> Spread | None:
    """What a working day completes, going by the last finished sprints."""
    with_days = [(points, days_of(points.sprint)) for points in finished_sprints(plan, today, SPREAD_OF)]
    return spread_of([(points.completed or 0) / workdays(days, days) for points, days in with_days if days])
