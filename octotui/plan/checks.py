"""What a plan says that cannot be meant: names of things that are not there, circles, targets nobody can read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from octotui.plan.base import Entity
from octotui.plan.board import columns_of
from octotui.plan.checks_dates import check_dates
from octotui.plan.checks_people import check_people
from octotui.plan.edits import Path
from octotui.plan.frozen import Frozen
from octotui.plan.naming import slug
from octotui.plan.plaintext import one_line
from octotui.plan.plan import Plan
from octotui.plan.problems import Problem, did_you_mean, quoted
from octotui.plan.recurrence import WEEKDAYS, time_of, weekday_of
from octotui.plan.roles import Role, Task
from octotui.plan.secrecy import things_of
from octotui.plan.waiting import Waiting

MOST_SUGGESTIONS: Final = 20
"""To find the nearest of many names takes time: who has more wrong names than this gets them without a suggestion."""
LONGEST_CIRCLE: Final = 8
"""A longer one is told in part."""


class Reference(Frozen):
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
    Reference(("releases", "decisions"), "type", "decision_types"),
)
BLOCKED: Final = ("batches", "items", "milestones", "releases", "checklists", "issues", "risks", "changes")
"""What an escalation may hold up."""
WAITED_ON: Final = {"batches": "batch", "items": "card", "escalations": "escalation", "issues": "issue"}
"""What a blocker may name by its id."""
KINDS: Final = {
    "batches": "batch",
    "columns": "column",
    "sprints": "sprint",
    "releases": "release",
    "roles": "role",
    "decision_types": "decision type",
}
MAY_BE_ANY: Final = ("roles", "decision_types")
"""A plan that has none of these may name any."""


def check(plan: Plan) -> list[Problem]:
    """The warnings of a plan, each with the path of the field it is about."""
    checks = _Checks(plan)
    return [
        *checks.references(),
        *checks.blockers(),
        *checks.ticks(),
        *checks.columns(),
        *checks.namesakes(),
        *checks.rhythm(),
        *checks.notes(),
        *check_people(plan, checks.hint),
        *check_dates(plan),
    ]


class _Checks:
    """The checks of one plan, which share what they looked up."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._suggestions = MOST_SUGGESTIONS
        self._roles = {name.casefold(): role for role in reversed(plan.roles) for name in (role.name, role.id)}

    def references(self) -> Iterator[Problem]:
        """Fields that name nothing there is."""
        plan = self._plan
        known = {area: _ids(getattr(plan, area)) for area in KINDS if area != "columns"}
        known["columns"] = _ids(columns_of(plan.board))
        for reference in REFERENCES:
            ids = known[reference.to]
            if not ids and reference.to in MAY_BE_ANY:
                continue
            for path, entity in _things(plan, reference.place):
                written = entity.is_given(reference.field)  # what is left out cannot be wrong
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
        held = _ids(one for area in BLOCKED for one in getattr(plan, area))
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

    def columns(self) -> Iterator[Problem]:
        """Two columns of the same name: nobody could tell them apart."""
        board = self._plan.board
        named: set[str] = set()
        for column in board.columns if board else ():
            if (name := column.name.strip().casefold()) in named:
                what, path = f"the column {quoted(column.name)} is there twice", ("board", "columns", column.id, "name")
                yield Problem("warning", what, "give one of the two another name", path=path)
            named.add(name)

    def namesakes(self) -> Iterator[Problem]:
        """A card, an escalation or an issue with the id of a batch, and so on: a blocker could mean either."""
        of: dict[str, str] = {}
        for area, noun in WAITED_ON.items():
            for thing in getattr(self._plan, area):
                if of.setdefault(thing.id, noun) != noun:
                    what = f"{quoted(thing.id)} is the id of {_a(of[thing.id])}, too"
                    yield Problem("warning", what, "give one of the two another id", path=(area, thing.id))

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

    def notes(self) -> Iterator[Problem]:
        """Notes of meetings about something that looks like an id, and is neither one nor whoever owns something."""
        about = [(meeting, note) for meeting in self._plan.meetings for note in meeting.notes if note.about]
        if not about:
            return
        known = dict.fromkeys(one.id for _, one in things_of(self._plan))
        owners = {getattr(one, "owner", "") for _, one in things_of(self._plan)}
        for meeting, note in about:
            if note.about not in known and note.about not in owners and slug(note.about) == note.about:
                path = ("meetings", meeting.id, "notes", note.id, "about")
                yield self._warning(path, f"it is about {quoted(note.about)}, which is nowhere", note.about, known)

    def _may_be_role(self, name: str) -> bool:
        return name.casefold() in self._roles or name.casefold() == "all"

    def hint(self, name: str, known: Iterable[str]) -> str:
        """What would be right instead of a name, as long as there are not too many wrong ones."""
        self._suggestions -= 1
        return did_you_mean(name, known) if self._suggestions >= 0 else ""

    def _warning(self, path: Path, what: str, name: str, known: Iterable[str]) -> Problem:
        return Problem("warning", what, self.hint(name, known), path=path)


def _things(entity: Entity, place: tuple[str, ...], path: Path = ()) -> Iterator[tuple[Path, Entity]]:
    """The things in a collection, perhaps of collections, each with its path."""
    if not place:
        yield path, entity
        return
    for child in getattr(entity, place[0]):
        yield from _things(child, place[1:], (*path, place[0], child.id))


def _tasks(role: Role, phase: str) -> Iterable[Task]:
    return role.tasks_in(phase) if phase else (task for cell in role.tasks for task in cell.tasks)


def _a(noun: str) -> str:
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"


def _names(value: str | tuple[str, ...]) -> Iterable[str]:
    return filter(None, (value,) if isinstance(value, str) else value)


def _ids(entities: Iterable[Entity]) -> dict[str, None]:
    """The ids, quick to look up, in the plan's order."""
    return dict.fromkeys(entity.id for entity in entities)
