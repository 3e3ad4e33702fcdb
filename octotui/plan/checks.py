"""What a plan says that cannot be meant: names of things that are not there, circles, targets nobody can read."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final, get_args

from octotui.plan.base import Entity, fields_of
from octotui.plan.board import columns_of
from octotui.plan.edits import Path
from octotui.plan.plan import Plan
from octotui.plan.problems import Problem, did_you_mean, quoted
from octotui.plan.releases import Release, Tick
from octotui.plan.targets import is_valid_target
from octotui.plan.values import Target
from octotui.plan.waiting import Waiting

MOST_SUGGESTIONS: Final = 50
"""To find the nearest of many names takes time: who has more wrong names than this gets them without a suggestion."""


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
    found = [*checks.references(), *checks.blockers(), *checks.ticks(), *checks.owners(), *checks.targets()]
    return found


class _Checks:
    """The checks of one plan, which share what they looked up."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._suggestions = MOST_SUGGESTIONS
        self._roles = {role.id.casefold(): role for role in reversed(plan.roles)}
        self._roles |= {role.name.casefold(): role for role in reversed(plan.roles)}

    def references(self) -> Iterator[Problem]:
        """Fields that name nothing there is. Roles may be named by their names too, and "all" is everyone."""
        plan = self._plan
        known: dict[str, Collection[str]] = {area: _ids(getattr(plan, area)) for area in ("batches", "sprints", "releases")}
        known |= {"columns": _ids(columns_of(plan.board)), "roles": _ids(plan.roles)}
        for reference in REFERENCES:
            ids = known[reference.to]
            for path, entity in _things(plan, reference.place):
                value = getattr(entity, reference.field)
                for name in (value,) if isinstance(value, str) else value:
                    if name and name not in ids and not (reference.to == "roles" and self._is_role(name)):
                        what = f"there is no {KINDS[reference.to]} {quoted(name)}"
                        yield self._warning((*path, reference.field), what, name, ids)
'''+'' if False else '' or '''''' 
