"""What a plan says that cannot be meant: names of things that are not there, circles, targets nobody can read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Final, get_args

from octotui.plan.base import Entity, FieldShape, fields_of
from octotui.plan.board import columns_of
from octotui.plan.edits import Path
from octotui.plan.naming import slug
from octotui.plan.plaintext import one_line
from octotui.plan.plan import Plan
from octotui.plan.problems import Problem, did_you_mean, quoted
from octotui.plan.recurrence import WEEKDAYS, time_of, weekday_of
from octotui.plan.roles import Role, Task
from octotui.plan.targets import is_valid_target
from octotui.plan.values import Target
from octotui.plan.waiting import Waiting

MOST_SUGGESTIONS: Final = 20
"""To find the nearest of many names takes time: who has more wrong names than this gets them without a suggestion."""
LONGEST_CIRCLE: Final = 8
"""A longer one is told in part."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A field that names things by their id.

    Attributes:
        place: The collections on the way to the thing that has the field.
        field: The field: a name, or many.
        to: The collection that has what is named.
    """

    place: tuple[str, ...]
    field: str
    to: str


REFERENCES: Final = (
    Reference(("initiatives",), "batches", "batches"),
    Reference(("milestones",), "batches", "batches"),
    Reference(("items",), "batch", "batches"),
    Reference(("items",), "sprint", "sprints"),
    Reference(("items",), "column", "columns"),
    Reference(("risks",), "batches", "batches"),
    Reference(("risks",), "release", "releases"),
    Reference(("escalations",), "release", "releases"),
    Reference(("releases",), "batches", "batches"),
    Reference(("releases",), "voters", "roles"),
    Reference(("releases", "done"), "role", "roles"),
    Reference(("releases", "votes"), "role", "roles"),
    Reference(("checklists",), "release", "releases"),
    Reference(("checklists",), "batch", "batches"),
    Reference(("checklists", "items"), "role", "roles"),
    Reference(("issues",), "batches", "batches"),
    Reference(("changes",), "batches", "batches"),
    Reference(("checkpoints",), "batch", "batches"),
    Reference(("checkpoints",), "release", "releases"),
    Reference(("actions",), "batch", "batches"),
    Reference(("meetings",), "release", "releases"),
    Reference(("people",), "roles", "roles"),
)
OWNED: Final = ("batches", "items", "risks", "escalations", "issues", "changes", "milestones", "actions", "runbooks")
"""Where an owner is somebody of the team; elsewhere it may be a role or anybody."""
BLOCKED: Final = ("batches", "items", "milestones", "releases", "checklists", "issues", "risks", "changes")
"""What an escalation may hold up."""
KINDS: Final = {"batches": "batch", "columns": "column", "sprints": "sprint", "releases": "release", "roles": "role"}


def check(plan: Plan) -> list[Problem]:
    """The warnings of a plan, each with the path of the field it is about."""
    checks = _Checks(plan)
    return [
        *checks.references(),
        *checks.blockers(),
        *checks.ticks(),
        *checks.owners(),
        *checks.targets(),
        *checks.rhythm(),
    ]


class _Checks:
    """The checks of one plan, which share what they looked up."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._suggestions = MOST_SUGGESTIONS
        self._roles = {name.casefold(): role for role in reversed(plan.roles) for name in (role.name, role.id)}

    def references(self) -> Iterator[Problem]:
        """Fields that name nothing there is. A plan without roles may name any."""
        plan = self._plan
        known = {area: _ids(getattr(plan, area)) for area in ("batches", "sprints", "releases", "roles")}
        known["columns"] = _ids(columns_of(plan.board))
        for reference in REFERENCES:
            ids = known[reference.to]
            for path, entity in _things(plan, reference.place):
                written = reference.field in entity.model_fields_set  # what is left out cannot be wrong
                for name in _names(getattr(entity, reference.field)) if written else ():
                    if name not in ids and not (reference.to == "roles" and self._may_be_role(name)):
                        what = f"there is no {KINDS[reference.to]} {quoted(name)}"
                        yield self._warning((*path, reference.field), what, name, ids)

    def blockers(self) -> Iterator[Problem]:
        """Blockers that look like an id and are none, and circles of them."""
        plan, waiting = self._plan, Waiting(self._plan)
        ids = [one.id for area in ("batches", "items", "escalations", "issues") for one in getattr(plan, area)]
        for area in ("batches", "items"):
            for thing in getattr(plan, area):
                for name in (one.name for one in waiting.blockers_of(thing) if one.state == "unknown"):
                    yield self._warning((area, thing.id, "blockers"), f"blocker {quoted(name)} is nowhere", name, ids)
        held = {one.id for area in BLOCKED for one in getattr(plan, area)}
        for escalation in plan.escalations:
            for name in escalation.blocks:
                if slug(name) == name and name not in held:
                    path = ("escalations", escalation.id, "blocks")
                    yield self._warning(path, f"it blocks {quoted(name)}, which is nowhere", name, held)
        batches = _ids(plan.batches)
        for circle in waiting.cycles():
            path = ("batches" if circle[0] in batches else "items", circle[0], "blockers")
            way = circle if len(circle) <= LONGEST_CIRCLE else (*circle[:LONGEST_CIRCLE], f"… {len(circle)} in all …")
            what = f"blockers go in a circle: {one_line(' → '.join((*way, circle[0])))}"
            yield Problem("warning", what, "take one of them out", path=path)

    def ticks(self) -> Iterator[Problem]:
        """Ticks of tasks that their role does not have."""
        for release in self._plan.releases:
            for tick in release.done:
                role = self._roles.get(tick.role.casefold())
                tasks = {task.text.casefold(): task.text for task in _tasks(role, tick.phase)} if role else {}
                if role and tick.task.casefold() not in tasks:
                    what = f"{role.name} has no task {quoted(tick.task)}{f' in {tick.phase}' if tick.phase else ''}"
                    path = ("releases", release.id, "done", tick.id, "task")
                    yield self._warning(path, what, tick.task, tasks.values())

    def owners(self) -> Iterator[Problem]:
        """Owners that look like a handle of somebody, and are nobody's. A plan without people may name anybody."""
        people = self._plan.people
        known = {*_ids(people), *(person.name for person in people)}
        for area in OWNED if people else ():
            for thing in getattr(self._plan, area):
                owner = thing.owner
                if (
                    owner
                    and owner not in known
                    and not any(map(str.isspace, owner))
                    and owner.casefold() not in self._roles
                ):
                    what = f"owner {quoted(owner)} is not one of the people"
                    yield self._warning((area, thing.id, "owner"), what, owner, _ids(people))

    def targets(self) -> Iterator[Problem]:
        """Targets that are neither a day nor weeks, and weeks of a project that has no day to count from.

        A plan that tells nothing of its project, as those of document 001's tool, has its weeks in words only.
        """
        project = self._plan.project
        counts = project is None or project.start is not None
        uncounted: Path = ()
        for path, target in _targets(self._plan):
            if not is_valid_target(target):
                what = f"{path[-1]} {quoted(target)} is neither a day nor weeks"
                yield Problem("warning", what, 'write a day (2026-12-01) or weeks ("Week 3–4")', path=path)
            elif isinstance(target, str) and not counts:
                uncounted = uncounted or path
        if uncounted:
            what = "targets are in weeks, and nothing says when week 1 is"
            yield Problem("warning", what, "add start = 2026-10-19, its first day, to the project", path=uncounted)

    def rhythm(self) -> Iterator[Problem]:
        """Weekdays and times of day that nobody can read."""
        for area in ("cadences", "communications"):
            for thing in getattr(self._plan, area):
                if thing.on and weekday_of(thing.on) is None:
                    what, path = f"on {quoted(thing.on)} is not a weekday", (area, thing.id, "on")
                    yield self._warning(path, what, thing.on, WEEKDAYS)
        for cadence in self._plan.cadences:
            if cadence.at and time_of(cadence.at) is None:
                what, path = f"at {quoted(cadence.at)} is not a time of day", ("cadences", cadence.id, "at")
                yield Problem("warning", what, 'write it as at = "09:15"', path=path)

    def _may_be_role(self, name: str) -> bool:
        return not self._roles or name.casefold() in self._roles or name.casefold() == "all"

    def _warning(self, path: Path, what: str, name: str, known: Iterable[str]) -> Problem:
        self._suggestions -= 1
        return Problem("warning", what, did_you_mean(name, known) if self._suggestions >= 0 else "", path=path)


def _things(entity: Entity, place: tuple[str, ...], path: Path = ()) -> Iterator[tuple[Path, Entity]]:
    """The things in a collection, perhaps of collections, each with its path."""
    if not place:
        yield path, entity
        return
    for child in getattr(entity, place[0]):
        yield from _things(child, place[1:], (*path, place[0], child.id))


def _targets(entity: Entity, path: Path = ()) -> Iterator[tuple[Path, date | str]]:
    """All targets there are, in things and in their parts."""
    targets, children = _shape_of_targets(type(entity))
    for name in targets:
        if target := getattr(entity, name):
            yield (*path, name), target
    for shape in children:
        value = getattr(entity, shape.name)
        if shape.kind == "part" and value is not None:
            yield from _targets(value, (*path, shape.name))
        for child in value if shape.kind == "collection" else ():
            yield from _targets(child, (*path, shape.name, child.id))


@cache
def _shape_of_targets(model: type[Entity]) -> tuple[tuple[str, ...], tuple[FieldShape, ...]]:
    """The fields of a model that are targets, and those with entities that have any."""
    targets = tuple(name for name, info in model.model_fields.items() if Target in get_args(info.annotation))
    children = (shape for shape in fields_of(model).values() if shape.kind != "value")
    return targets, tuple(shape for shape in children if any(_shape_of_targets(shape.model)))


def _tasks(role: Role, phase: str) -> Iterable[Task]:
    return role.tasks_in(phase) if phase else (task for cell in role.tasks for task in cell.tasks)


def _names(value: str | tuple[str, ...]) -> Iterable[str]:
    return filter(None, (value,) if isinstance(value, str) else value)


def _ids(entities: Iterable[Entity]) -> frozenset[str]:
    return frozenset(entity.id for entity in entities)
