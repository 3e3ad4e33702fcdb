"""What a plan says of itself that cannot be: done and not begun, reached on no day, on record and still to come."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from octotui.plan.base import Entity
from octotui.plan.edits import Path
from octotui.plan.past import recorded_fields
from octotui.plan.past_rules import is_later
from octotui.plan.plan import Plan
from octotui.plan.problems import Problem
from octotui.plan.words import as_written


def check_states(plan: Plan, today: date) -> Iterator[Problem]:
    """Warnings about what does not go together, and about what is on record and on a day to come.

    They are for who checks a plan. They do not stand in the way of a change: one may come after the other.

    Args:
        plan: The plan.
        today: The day it is, here or in UTC: the later of the two.
    """
    yield from _to_come(plan, today)
    yield from _batches(plan)
    yield from _milestones(plan)
    yield from _releases(plan, today)


def _to_come(entity: Entity, today: date, path: Path = ()) -> Iterator[Problem]:
    for shape in recorded_fields(type(entity)):
        value = getattr(entity, shape.name)
        if shape.kind == "value":
            for when in value if isinstance(value, tuple) else (value,):
                if isinstance(when, date) and is_later(when, today):
                    what = f"{shape.name} {as_written(when)} is still to come"
                    yield _warning((*path, shape.name), what, "write the day on which it was")
        elif shape.kind == "part":
            yield from _to_come(value, today, (*path, shape.name)) if value is not None else ()
        else:
            for one in value:
                yield from _to_come(one, today, (*path, shape.name, one.id))


def _batches(plan: Plan) -> Iterator[Problem]:
    """Batches that are on their way before they are started, or finished and not done."""
    for batch in plan.batches:
        path = ("batches", batch.id)
        if batch.status == "not-started" and batch.progress and not batch.finished:
            what = f"it is not started, and progress is {batch.progress:g}"
            yield _warning((*path, "progress"), what, 'write status = "in-progress", or progress = 0')
        if batch.finished and not batch.is_done:
            what = f"it has a finished day, and status is {batch.status}"
            yield _warning((*path, "finished"), what, 'write status = "done", or leave the day out')


def _milestones(plan: Plan) -> Iterator[Problem]:
    """Milestones that are reached nobody knows when, or on a day and not reached."""
    for one in plan.milestones:
        path = ("milestones", one.id)
        if one.status == "reached" and one.reached is None:
            what = "it is reached, and nothing says when"
            yield _warning((*path, "status"), what, "add reached = 2026-12-01, its day")
        if one.reached and one.status != "reached":
            what = f"it has the day it was reached, and status is {one.status}"
            yield _warning((*path, "reached"), what, 'write status = "reached", or leave the day out')


def _releases(plan: Plan, today: date) -> Iterator[Problem]:
    """Releases that are out before their window, or against a NO-GO."""
    for release in plan.releases:
        path = ("releases", release.id, "status")
        if release.status == "released" and release.window and is_later(release.window, today):
            what = f"it is released before its window, {as_written(release.window)}"
            yield _warning(path, what, 'move the window, or write status = "active"')
        against = [vote.role for vote in release.votes if vote.vote == "no-go"]
        if release.status == "released" and against:
            what = f"it is released, and {', '.join(against)} said NO-GO"
            yield _warning(path, what, "write down the vote or the decision that followed")


def _warning(path: Path, what: str, mend: str) -> Problem:
    return Problem("warning", what, mend, path=path)
