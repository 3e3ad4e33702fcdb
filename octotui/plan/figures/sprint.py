"""The sprint in points, and the velocity (document 002, "Progress Dashboard"); the rules are in `plan.sprints`."""

from __future__ import annotations

from collections.abc import Iterable

from octotui.plan.board import Item
from octotui.plan.burndown import burndown
from octotui.plan.figures.figure import Figure, Look, Source, amount, band, source, unknown
from octotui.plan.sprints import VELOCITY_OF, CardState, SprintPoints, finished_sprints, points_of
from octotui.plan.words import whole_percent

AS_PLANNED, NEARLY = 0.9, 0.75
"""Of the planned points completed: from here on good, from here on to watch."""
LITTLE, SOME = 0.1, 0.25
"""Of the planned points behind the ideal line: up to here good, up to here to watch."""
TOO_MUCH_BLOCKED = 0.25
"""More than this part of the sprint blocked is bad."""
NO_SPRINT = (
    'Add a sprint with its days, [sprints] s1 = { start = …, end = … }, and give cards sprint = "s1" and points.'
)


def velocity(look: Look) -> Figure:
    """Points a sprint: the mean of the last finished ones."""
    last = finished_sprints(look.plan, look.today, VELOCITY_OF)
    if not last:
        how = "No sprint is finished. Write the points that an old one completed: [sprints] s1 = { completed = … }."
        return unknown("velocity", "Velocity", how)
    completed = [points.completed or 0 for points in last]
    value = sum(completed) / len(last)
    known = [(points.completed or 0, points.planned) for points in last if points.planned]
    kept_to = sum(done for done, _ in known) / sum(wanted for _, wanted in known) if known else None
    return Figure(
        "velocity",
        "Velocity",
        value,
        f"{amount(value, 'point')} a sprint",
        "unknown" if kept_to is None else band(kept_to, AS_PLANNED, NEARLY),
        f"The mean of what the last {amount(len(last), 'finished sprint')} completed; {VELOCITY_OF} at most count. "
        f"{whole_percent(100 * AS_PLANNED)} of what they had planned is good, {whole_percent(100 * NEARLY)} is to "
        "watch (document 002, Team Velocity).",
        tuple(look.sprint_source(_brought(points), points) for points in last),
    )


def planned(look: Look) -> Figure:
    """The points planned for the sprint."""
    points = look.sprint
    label = "Planned"
    if points is None or points.planned is None:
        return unknown("sprint-planned", label, NO_SPRINT)
    written = points.sprint.planned is not None
    how = "The points planned at its start, as written" if written else "The points of all its cards"
    if points.added:
        how += f"; its cards add up to {amount(points.on_cards, 'point')}: {amount(points.added, 'point')} came later"
    return Figure(
        "sprint-planned",
        label,
        points.planned,
        amount(points.planned, "point"),
        "watch" if points.added else "good",
        f"{how}{_unsized(points)}. More than planned is to watch (document 002, Current Sprint).",
        (
            look.sprint_source(amount(points.planned, "point")),
            *_cards(card for cards in points.cards.values() for card in cards),
        ),
    )


def completed(look: Look) -> Figure:
    """The points completed in the sprint."""
    points = look.sprint
    if points is None or points.completed is None:
        return unknown("sprint-completed", "Completed", NO_SPRINT)
    if look.is_told and not points.kept and points.on_cards < (points.planned or 0):
        return unknown("sprint-completed", "Completed", "Not all of its cards are in the plan any more.")
    days = burndown(look.plan, points.sprint, look.today)
    left = [day for day in days.days if day.left is not None] if days else []
    behind = round((left[-1].left or 0) - points.added - left[-1].ideal, 6) if left else 0
    whole = points.planned or 0
    how = "The number kept of this sprint." if points.kept else "The points of its cards in the last column."
    return Figure(
        "sprint-completed",
        "Completed",
        points.completed,
        amount(points.completed, "point"),
        band(-behind, -LITTLE * whole, -SOME * whole),
        f"{how}{_against_ideal(behind, points.added) if left else ''} Up to {whole_percent(100 * LITTLE)} of the plan "
        f"behind is good, up to {whole_percent(100 * SOME)} to watch (document 002, Current Sprint).",
        (look.sprint_source(amount(points.completed, "point")), *_cards(points.cards["done"])),
    )


def in_progress(look: Look) -> Figure:
    """The points in progress in the sprint."""
    how = "The points of its cards that are neither blocked, nor done, nor in the first column, Backlog or Ready"
    return _on_cards(look, "sprint-in-progress", "In progress", "in-progress", how)


def blocked(look: Look) -> Figure:
    """The points blocked in the sprint."""
    part = whole_percent(100 * TOO_MUCH_BLOCKED)
    how = f"The points of its cards marked as blocked. Any is to watch, over {part} of the sprint is bad"
    return _on_cards(look, "sprint-blocked", "Blocked", "blocked", how)


def to_do(look: Look) -> Figure:
    """The points that nobody has begun in the sprint."""
    how = "The points of its cards in the first column, Backlog or Ready, that are not blocked"
    return _on_cards(look, "sprint-to-do", "To do", "to-do", how)


def _on_cards(look: Look, id_: str, label: str, state: CardState, how: str) -> Figure:
    points = look.sprint
    if points is None or not any(points.cards.values()):
        return unknown(id_, label, NO_SPRINT)
    cards = points.cards[state]
    value = points_of(cards)
    stuck = bool(cards) and state == "blocked"
    return Figure(
        id_,
        label,
        value,
        amount(value, "point"),
        "bad" if stuck and value > TOO_MUCH_BLOCKED * points.scope else "watch" if stuck else "good",
        f"{how}{_unsized(points)} (document 002, Current Sprint).",
        tuple(_cards(cards)),
    )


def _cards(cards: Iterable[Item]) -> Iterable[Source]:
    return (
        source("items", card, amount(card.points, "point") if card.points is not None else "no points")
        for card in cards
    )


def _unsized(points: SprintPoints) -> str:
    return f". {amount(points.unsized, 'card')} without points taken as 0" if points.unsized else ""


def _brought(points: SprintPoints) -> str:
    of_planned = f" of {amount(points.planned, 'point')}" if points.planned is not None else ""
    return f"{amount(points.completed or 0, 'point')}{of_planned}"


def _against_ideal(behind: float, added: float) -> str:
    """Where the planned points stand; what was added is not what the ideal line began with."""
    came = f"; {amount(added, 'point')} came on top" if added else ""
    if abs(behind) < 0.05:
        return f" That is where the ideal line is{came}."
    return f" That is {amount(abs(behind), 'point')} {'behind' if behind > 0 else 'ahead of'} the ideal line{came}."
