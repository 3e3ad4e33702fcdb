"""Names in a plan that are nobody's, words given twice, and more of a person than there is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final, TypeAlias

from octotui.plan.base import Entity
from octotui.plan.changes import Change
from octotui.plan.edits import Path
from octotui.plan.naming import slug
from octotui.plan.plan import Plan
from octotui.plan.problems import Problem, quoted
from octotui.plan.whose import person_named

Hint: TypeAlias = Callable[[str, Iterable[str]], str]
"""What would be right, for a wrong name and those there are."""

NAMED: Final[Mapping[str, tuple[str, ...]]] = {
    "batches": ("owner",),
    "items": ("owner",),
    "risks": ("owner", "actions/owner", "contingency/owner"),
    "escalations": ("owner", "raised/by"),
    "issues": ("owner", "reporter"),
    "changes": ("owner", "requested_by"),
    "milestones": ("owner",),
    "initiatives": ("owner",),
    "actions": ("owner",),
    "runbooks": ("owner",),
    "releases": ("owner", "votes/by", "decisions/by"),
    "cadences": ("lead",),
    "checkpoints": ("lead",),
    "meetings": ("lead", "attendees", "actions/owner"),
}
"""Where somebody of the team is named; elsewhere it may be a role or anybody."""
CALLED: Final = (
    ("checkpoints", "required"),
    ("responsibilities", "owner"),
    ("responsibilities", "supporting"),
    ("decision_types", "owner"),
    ("decision_types", "path"),
)
"""Where a name is a role's or a person's id, or words."""
WORDS: Final = frozenset({"all", "everyone", "everybody", "team", "sponsor", "leadership", "stakeholders"})
"""They look like ids, and say who is meant without being any."""
WHOLE_WEEK: Final = 100
"""Percent."""


def check_people(plan: Plan, hint: Hint) -> Iterator[Problem]:
    """Warnings about the people and roles that a plan names."""
    known = _Known(plan, hint)
    yield from known.named()
    yield from known.called()
    yield from known.approvals()
    yield from _capacities(plan)
    yield from _namesakes(plan)
    yield from _second_votes(plan)


def _capacities(plan: Plan) -> Iterator[Problem]:
    """More of a person than there is, or less than nothing."""
    for person in plan.people:
        if person.capacity is not None and not 0 <= person.capacity <= WHOLE_WEEK:
            where = f"over {WHOLE_WEEK}" if person.capacity > 0 else "below 0"
            mend = "write how much of a working week it is, in percent"
            yield Problem(
                "warning",
                f"capacity is {person.capacity:g}, {where}",
                mend,
                path=("people", person.id, "capacity"),
            )


def _namesakes(plan: Plan) -> Iterator[Problem]:
    """Two people of one name: nobody could tell whose something is."""
    first: dict[str, str] = {}
    for person in plan.people:
        name = person.name.strip().casefold()
        if name and first.setdefault(name, person.id) != person.id:
            what = f"{quoted(person.name)} is the name of {quoted(first[name])}, too"
            yield Problem("warning", what, "give one of the two another name", path=("people", person.id, "name"))


def _second_votes(plan: Plan) -> Iterator[Problem]:
    """A role that votes twice on a release."""
    for release in plan.releases:
        voted: set[str] = set()
        for vote in release.votes:
            if (role := vote.role.casefold()) in voted:
                what, path = f"{quoted(vote.role)} votes twice", ("releases", release.id, "votes", vote.id, "role")
                yield Problem("warning", what, "keep one of the two votes", path=path)
            voted.add(role)


class _Known:
    """Who is known in one plan, looked up once."""

    def __init__(self, plan: Plan, hint: Hint) -> None:
        self._plan, self._hint = plan, hint
        self._people = {name for person in plan.people for name in (person.id, person.name)}
        self._roles = {name.casefold() for role in plan.roles for name in (role.name, role.id)}
        self._held = {name.casefold() for person in plan.people for name in person.roles}
        self._ids = [person.id for person in plan.people]
        self._all_ids = [*(role.id for role in plan.roles), *self._ids]

    def named(self) -> Iterator[Problem]:
        """Names that look like a handle of somebody, and are nobody's. A plan without people may name anybody."""
        for area, fields in NAMED.items() if self._plan.people else ():
            for thing in getattr(self._plan, area):
                for field in fields:
                    for path, name in _values(thing, field.split("/")):
                        if self._is_nobody(name, is_owner=field == "owner"):
                            what = f"{path[-1]} {quoted(name)} is not one of the people"
                            yield Problem("warning", what, self._hint(name, self._ids), path=(area, thing.id, *path))

    def called(self) -> Iterator[Problem]:
        """Roles that look like an id, and are none. A plan without roles may name any."""
        for area, field in CALLED if self._plan.roles else ():
            for thing in getattr(self._plan, area):
                value = getattr(thing, field)
                for name in (value,) if isinstance(value, str) else value:
                    if self._is_wrong(name):
                        what = f"there is no role {quoted(name)}"
                        path = (area, thing.id, field)
                        yield Problem("warning", what, self._hint(name, self._all_ids), path=path)

    def approvals(self) -> Iterator[Problem]:
        """Approvals by nobody, two by the same person, and what was approved without one."""
        for change in self._plan.changes:
            asked: set[str] = set()
            for approval in change.approvals:
                path = ("changes", change.id, "approvals", approval.id, "by")
                person = person_named(self._plan, approval.by)
                name = (person.id if person else approval.by).casefold()
                if self._plan.people and self._is_wrong(approval.by):
                    what = f"by {quoted(approval.by)} is not one of the people"
                    yield Problem("warning", what, self._hint(approval.by, self._all_ids), path=path)
                elif name in asked:
                    what = f"{quoted(approval.by)} is asked for approval twice"
                    yield Problem("warning", what, "keep one of the two", path=path)
                asked.add(name)
            yield from self._unapproved(change)

    def _unapproved(self, change: Change) -> Iterator[Problem]:
        if change.status in ("approved", "implemented"):
            names = [self._plan.person_name(one.by) for one in change.approvals if one.state != "approved"]
            if names:
                has = "has" if len(names) == 1 else "have"
                what = f"status is {change.status}, and {' and '.join(names)} {has} not approved it"
                mend = 'write the approval down, or status = "assessed"'
                yield Problem("warning", what, mend, path=("changes", change.id, "status"))

    def _is_nobody(self, name: str, *, is_owner: bool) -> bool:
        words = frozenset() if is_owner else WORDS | self._held
        return bool(name) and not self._is_known(name) and name not in words and not any(map(str.isspace, name))

    def _is_known(self, name: str) -> bool:
        return name in self._people or name.casefold() in self._roles

    def _is_wrong(self, name: str) -> bool:
        """Whether a name looks like an id, and is neither a person's nor a role's."""
        looks_like_id = bool(name) and slug(name) == name and name not in WORDS
        return looks_like_id and not self._is_known(name) and name.casefold() not in self._held


def _values(thing: Entity, way: Sequence[str], path: Path = ()) -> Iterator[tuple[Path, str]]:
    """The names in a field of a thing or of its parts, each with its path from there."""
    name, *rest = way
    value = getattr(thing, name)
    if not rest:
        yield from (((*path, name), one) for one in ((value,) if isinstance(value, str) else value))
        return
    if isinstance(value, tuple):
        for part in value:
            yield from _values(part, rest, (*path, name, part.id))
    elif value is not None:
        yield from _values(value, rest, (*path, name))
