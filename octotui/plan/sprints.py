"""Sprints: their points, days and velocity (document 002, "Progress Dashboard"; 000, "Velocity").

All figures are story points. A card without points counts as 0; how many such cards there are is told beside.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import islice
from typing import Final, Literal, TypeAlias

from octotui.plan.board import Board, Item, Sprint, columns_of
from octotui.plan.frozen import Frozen
from octotui.plan.plan import Plan

CardState: TypeAlias = Literal["to-do", "in-progress", "blocked", "done"]

NOT_BEGUN: Final = frozenset({"backlog", "ready", "to-do", "todo"})
"""Columns of cards nobody has begun, whatever their place; a board's first column is one, too."""
VELOCITY_OF: Final = 3
"""So many finished sprints make the velocity."""
SPREAD_OF: Final = 6
"""So many finished sprints make the spread that a forecast is drawn from."""


def card_state(item: Item, board: Board | None) -> CardState:
    """Where a card stands in its sprint; each card is in one state alone.

    Done is in the last column, or in one called Done. A card that is not done is blocked if it is marked so; else to
    do in the first column, Backlog or Ready; else in progress.
    """
    columns = columns_of(board)
    if item.column in {"done", columns[-1].id}:
        return "done"
    if item.blocked:
        return "blocked"
    return "to-do" if item.column in NOT_BEGUN | {columns[0].id} else "in-progress"


def cards_of(plan: Plan, sprint: Sprint) -> tuple[Item, ...]:
    """The cards of a sprint, in the plan's order."""
    return tuple(item for item in plan.items if item.sprint == sprint.id)


def points_of(cards: Iterable[Item]) -> float:
    """The points of cards together."""
    return sum(card.points or 0 for card in cards)


class SprintPoints(Frozen):
    """A sprint in points.

    Attributes:
        sprint: The sprint.
        cards: Its cards that are in the plan, by state.
        planned: What it was to bring: the number written at its start, else the points of its cards; None if the
            plan has neither.
        completed: What it brought so far: the number kept of an old sprint, else the points of its done cards without
            those finished after its last day; None if the plan has neither.
        in_progress: Points of its cards that somebody works on.
        blocked: Points of its cards that cannot move on; they do not count as in progress.
        to_do: Points of its cards that nobody has begun.
        unsized: How many of its cards have no points.
    """

    sprint: Sprint
    cards: dict[CardState, tuple[Item, ...]]
    planned: float | None
    completed: float | None
    in_progress: float
    blocked: float
    to_do: float
    unsized: int

    @property
    def on_cards(self) -> float:
        """The points of all its cards in the plan."""
        return sum(map(points_of, self.cards.values()))

    @property
    def scope(self) -> float:
        """What there is to do in all: planned, or more where its cards add up to more."""
        return max(self.planned or 0, self.on_cards)

    @property
    def added(self) -> float:
        """By how much its cards are more than what was planned."""
        return self.scope - (self.planned or 0) if self.planned is not None else 0

    @property
    def kept(self) -> bool:
        """Whether the completed points are a number that was kept, rather than its cards'."""
        return self.sprint.completed is not None


def sprint_points(plan: Plan, sprint: Sprint) -> SprintPoints:
    """The points of a sprint as the plan has them now."""
    cards = cards_of(plan, sprint)
    states: tuple[CardState, ...] = ("to-do", "in-progress", "blocked", "done")
    by_state: dict[CardState, tuple[Item, ...]] = {
        state: tuple(card for card in cards if card_state(card, plan.board) == state) for state in states
    }
    planned = sprint.planned if sprint.planned is not None else points_of(cards) if cards else None
    in_time = (card for card in by_state["done"] if not (card.finished and sprint.end and card.finished > sprint.end))
    done = points_of(in_time) if cards else None
    return SprintPoints(
        sprint,
        by_state,
        planned,
        sprint.completed if sprint.completed is not None else done,
        points_of(by_state["in-progress"]),
        points_of(by_state["blocked"]),
        points_of(by_state["to-do"]),
        sum(card.points is None for card in cards),
    )


def sprints_in_order(plan: Plan) -> tuple[Sprint, ...]:
    """The sprints by their first day; those without one come last, as they stand."""
    return tuple(sorted(plan.sprints, key=lambda one: one.start or one.end or date.max))


def current_sprint(plan: Plan, day: date) -> Sprint | None:
    """The sprint a day is in; of several the one that began last. None between sprints."""
    running = [one for one in sprints_in_order(plan) if one.start and one.end and one.start <= day <= one.end]
    return running[-1] if running else None


def sprint_at(plan: Plan, day: date) -> Sprint | None:
    """The sprint to look at on a day: the running one, else the last one before, else the next, else any."""
    dated = [one for one in sprints_in_order(plan) if one.start or one.end]
    begun = [one for one in dated if (one.start or one.end or day) <= day]
    return current_sprint(plan, day) or next(iter((*begun[-1:], *dated[:1], *plan.sprints[-1:])), None)


def is_finished(sprint: Sprint, day: date) -> bool:
    """Whether a sprint's last day is over."""
    return sprint.end is not None and sprint.end < day


def finished_sprints(plan: Plan, day: date, most: int | None = None) -> tuple[SprintPoints, ...]:
    """The last sprints that are over and of which the plan knows what they completed, oldest first; or all."""
    over = (sprint_points(plan, one) for one in reversed(sprints_in_order(plan)) if is_finished(one, day))
    return tuple(islice((points for points in over if points.completed is not None), most))[::-1]


def velocity(plan: Plan, day: date) -> float | None:
    """Points a sprint: the mean of what the last three finished sprints completed; None before the first."""
    completed = [points.completed or 0 for points in finished_sprints(plan, day, VELOCITY_OF)]
    return sum(completed) / len(completed) if completed else None


def working_day(sprint: Sprint, day: date) -> tuple[int, int] | None:
    """Which working day of a sprint a day is, and of how many; None outside of it, or if it has no days."""
    days = days_of(sprint)
    if not days or not days[0] <= day <= days[-1]:
        return None
    return workdays(days[: (day - days[0]).days + 1], days), workdays(days, days)


def days_of(sprint: Sprint) -> tuple[date, ...]:
    """Its days from the first to the last; none if one of them is missing, or there are more than a year's."""
    if sprint.start is None or sprint.end is None or not 0 <= (sprint.end - sprint.start).days < 366:
        return ()
    return tuple(sprint.start + timedelta(days=number) for number in range((sprint.end - sprint.start).days + 1))


def workdays(days: tuple[date, ...], of: tuple[date, ...]) -> int:
    """How many of the days are Monday to Friday; all of them in a sprint that has no such day."""
    weekdays = sum(day.weekday() < 5 for day in days)
    return weekdays if any(day.weekday() < 5 for day in of) else len(days)


class Spread(Frozen):
    """How much a sprint completes, going by the last ones: the least, the mean, the most."""

    least: float
    mean: float
    most: float


def spread(plan: Plan, day: date) -> Spread | None:
    """The spread of what the last six finished sprints completed; None before the first."""
    return spread_of([points.completed or 0 for points in finished_sprints(plan, day, SPREAD_OF)])


def spread_of(values: list[float]) -> Spread | None:
    """The least, the mean and the most of some values; None without any."""
    return Spread(min(values), sum(values) / len(values), max(values)) if values else None
