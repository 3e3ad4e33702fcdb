"""Milestones: those of the period, and those that matter now (document 002, "Progress Dashboard")."""

from __future__ import annotations

from datetime import date
from typing import Final

from octotui.plan.figures.figure import Figure, Look, State, of, source, unknown
from octotui.plan.work import Milestone

OPEN: Final = frozenset({"planned", "at-risk"})
"""What a milestone is before its verdict."""
FEWEST: Final = 3
"""So many milestones are told if there are so many."""


def milestones(look: Look) -> Figure:
    """Milestones reached, of those due in the period."""
    if not look.plan.milestones:
        how = "The plan has no milestones. Write one with its day: [milestones] first = { name = …, due = … }."
        return unknown("milestones", "Milestones", how)
    due = [one for one in look.plan.milestones if milestone_day(look, one) in look.period]
    reached = sum(one.status == "reached" for one in due)
    states = [milestone_state(look, one) for one in due]
    return Figure(
        "milestones",
        "Milestones",
        reached,
        of(reached, len(due), "reached") if due else "none due",
        "bad" if "bad" in states else "watch" if "watch" in states else "good",
        f"Of the milestones reached in {look.period.label}, or due in it and not reached before, those reached. One "
        "that is missed or past its day makes it bad, one at risk to watch (document 002, Progress Dashboard).",
        tuple(source("milestones", one, _milestone_says(look, one)) for one in due),
    )


def key_milestones(look: Look, most: int = 5) -> tuple[Milestone, ...]:
    """The milestones that matter now, by their day: those of the period, those overdue, and the next to come.

    Where there are too many, those still to be reached stay.
    """
    days = ((milestone_day(look, one) or date.max, one) for one in look.plan.milestones)
    by_day = sorted(days, key=_day)
    to_come = [one for day, one in by_day if day > look.period.last and one.status in OPEN]
    ours = [one for day, one in by_day if day in look.period or (day < look.today and one.status in OPEN)]
    chosen = [*ours, *to_come[: max(0, FEWEST - len(ours))]]
    kept = sorted(chosen, key=lambda one: one.status == "reached")[:most]
    return tuple(one for one in chosen if one in kept)


def _day(pair: tuple[date, Milestone]) -> date:
    return pair[0]


def milestone_day(look: Look, one: Milestone) -> date | None:
    """The day it counts on: the one it was reached on, else the one it is due."""
    return (one.reached if one.status == "reached" else None) or look.due(one.due)


def milestone_state(look: Look, one: Milestone) -> State:
    """Reached is good, missed or past its day is bad, at risk is to watch, to come is good."""
    due = look.due(one.due)
    if one.status == "missed" or (one.status != "reached" and due is not None and due < look.today):
        return "bad"
    return "watch" if one.status == "at-risk" else "good"


def _milestone_says(look: Look, one: Milestone) -> str:
    day = one.reached if one.status == "reached" and one.reached else look.due(one.due)
    return f"{one.status.replace('-', ' ')}, {'' if one.status == 'reached' else 'due '}{day}"
