"""Days of a plan that cannot be meant: ends before their beginnings, sprints over each other, weeks nobody can read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any, Final, get_args

from octotui.plan.base import Entity, FieldShape, fields_of
from octotui.plan.board import Sprint
from octotui.plan.edits import Path
from octotui.plan.escalations import Raised
from octotui.plan.past_rules import is_later
from octotui.plan.periods import quarter_named
from octotui.plan.plan import Plan
from octotui.plan.problems import Problem, quoted
from octotui.plan.targets import is_valid_target
from octotui.plan.values import Target
from octotui.plan.words import as_written

SPANS: Final = (
    ("sprints", "start", "end"),
    ("meetings", "at", "ended"),
    ("batches", "started", "finished"),
    ("items", "started", "finished"),
    ("risks", "identified", "closed"),
    ("changes", "proposed", "decided"),
    ("changes", "decided", "implemented"),
    ("issues", "opened", "resolved"),
    ("escalations", "raised", "resolved"),
)
"""An area, the field with the first day of its things, and the one with the last."""


def check_dates(plan: Plan) -> Iterator[Problem]:
    """Warnings about the days, weeks and quarters of a plan."""
    yield from _backwards(plan)
    yield from _sprints(plan)
    yield from _targets(plan)
    yield from _weeks(plan)
    yield from _readings(plan)


def _readings(plan: Plan) -> Iterator[Problem]:
    """Two readings of a metric on one day."""
    for metric in plan.metrics:
        days: set[date] = set()
        for reading in metric.history:
            if reading.on in days:
                what, path = f"it was read twice on {reading.on}", ("metrics", metric.id, "history", reading.id, "on")
                yield _warning(path, what, "keep one of the two readings")
            days.add(reading.on)


def _backwards(plan: Plan) -> Iterator[Problem]:
    """What ends before it begins."""
    if plan.project:
        yield from _span(("project",), plan.project, "start", "end")
    for area, first, last in SPANS:
        for thing in getattr(plan, area):
            yield from _span((area, thing.id), thing, first, last)


def _span(path: Path, thing: Entity, first: str, last: str) -> Iterator[Problem]:
    begins, ends = _when(getattr(thing, first)), _when(getattr(thing, last))
    if begins is not None and ends is not None and is_later(begins, ends):
        what = f"{last} {as_written(ends)} is before {first} {as_written(begins)}"
        yield _warning((*path, last), what, "write the later of the two days there, or change the two")


def _when(value: Any) -> date | None:
    """A day or a moment; what was raised says itself when."""
    found: date | None = value.at if isinstance(value, Raised) else value
    return found


def _sprints(plan: Plan) -> Iterator[Problem]:
    """Sprints without an end, and those that begin while another one runs."""
    for sprint in plan.sprints:
        if sprint.start is not None and sprint.end is None:
            what = f"sprint {quoted(sprint.label)} has no end"
            yield _warning(("sprints", sprint.id), what, "add end = 2026-12-04, its last day")
    runs = [one for one in plan.sprints if one.start is not None and one.end is not None and one.start <= one.end]
    longest: Sprint | None = None
    for sprint in sorted(runs, key=lambda one: one.start or date.max):
        if longest and longest.end and sprint.start and sprint.start < longest.end:
            what = f"start {sprint.start} is before sprint {quoted(longest.label)} ends, {longest.end}"
            yield _warning(("sprints", sprint.id, "start"), what, "let one sprint begin when the other is over")
        if longest is None or (longest.end or date.min) < (sprint.end or date.min):
            longest = sprint


def _targets(plan: Plan) -> Iterator[Problem]:
    """Targets that are neither a day nor weeks, and weeks of a project that has no day to count from.

    A plan that tells nothing of its project, as those of document 001's tool, has its weeks in words only.
    """
    project = plan.project
    counts = project is None or project.start is not None
    uncounted: Path = ()
    for path, target in _all_targets(plan):
        if not is_valid_target(target):
            what = f"{path[-1]} {quoted(target)} is neither a day nor weeks"
            yield _warning(path, what, 'write a day (2026-12-01) or weeks ("Week 3–4")')
        elif isinstance(target, str) and not counts:
            uncounted = uncounted or path
    if uncounted:
        what = "targets are in weeks, and nothing says when week 1 is"
        yield _warning(uncounted, what, "add start = 2026-10-19, its first day, to the project")


def _weeks(plan: Plan) -> Iterator[Problem]:
    """Weeks of actions and quarters of initiatives that are none, and a week that is told about twice."""
    for action in plan.actions:
        if action.week and not is_valid_target(action.week):
            what = f"week {quoted(action.week)} is no week"
            yield _warning(("actions", action.id, "week"), what, 'write it as week = "Week 6"')
    for initiative in plan.initiatives:
        if initiative.quarter and quarter_named(initiative.quarter) is None:
            what = f"quarter {quoted(initiative.quarter)} is no quarter"
            yield _warning(("initiatives", initiative.id, "quarter"), what, 'write it as quarter = "2026 Q4"')
    told: set[str] = set()
    for week in plan.weeks:
        if (name := week.week.strip().casefold()) in told:
            what = f"{quoted(week.week)} is told about twice in weeks"
            yield _warning(("weeks", week.id, "week"), what, "make one of the two")
        told.add(name)


def _all_targets(entity: Entity, path: Path = ()) -> Iterator[tuple[Path, date | str]]:
    """All targets there are, in things and in their parts."""
    targets, children = _shape_of_targets(type(entity))
    for name in targets:
        if target := getattr(entity, name):
            yield (*path, name), target
    for shape in children:
        value = getattr(entity, shape.name)
        if shape.kind == "part" and value is not None:
            yield from _all_targets(value, (*path, shape.name))
        for child in value if shape.kind == "collection" else ():
            yield from _all_targets(child, (*path, shape.name, child.id))


@cache
def _shape_of_targets(model: type[Entity]) -> tuple[tuple[str, ...], tuple[FieldShape, ...]]:
    """The fields of a model that are targets, and those with entities that have any."""
    targets = tuple(name for name, shape in fields_of(model).items() if Target in get_args(shape.annotation))
    children = (shape for shape in fields_of(model).values() if shape.kind != "value")
    return targets, tuple(shape for shape in children if any(_shape_of_targets(shape.model)))


def _warning(path: Path, what: str, mend: str) -> Problem:
    return Problem("warning", what, mend, path=path)
