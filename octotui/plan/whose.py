"""Who a name means: a person by handle or name, with the roles they fill; or a role. The one rule for "mine"."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from octotui.plan.frozen import Frozen
from octotui.plan.plan import Plan
from octotui.plan.project import Person
from octotui.plan.roles import Role

EVERYONE: Final = "all"
"""A role that everybody has."""


class Whose(Frozen):
    """A person or a role that things fall to.

    Attributes:
        name: What people call them.
        handles: What names the person, in lower case; empty for a role.
        roles: The roles they fill, or the role itself: its id or name in lower case → its name.
    """

    name: str
    handles: frozenset[str]
    roles: Mapping[str, str]

    def means(self, *names: str) -> bool:
        """Whether one of these names is the person, one of their roles, or everyone."""
        return any(self.is_named(name) or self.role_in(name) for name in names)

    def is_named(self, name: str) -> bool:
        """Whether a name is the person's own."""
        return name.casefold() in self.handles

    def role_in(self, name: str) -> str:
        """The role that a name gives them; empty if none."""
        return "everyone" if name == EVERYONE else self.roles.get(name.casefold(), "")


def whose(plan: Plan, name: str) -> Whose:
    """Who a name means: a person of the plan, else a role of it, else somebody the plan says nothing about."""
    person, role = person_named(plan, name), role_named(plan, name)
    if person is None and role is not None:
        return Whose(role.name, frozenset(), _keys(role))
    handles = frozenset(word.casefold() for word in ((person.id, person.name) if person else (name,)) if word)
    roles: dict[str, str] = {word.casefold(): word for word in person.roles} if person else {}
    for filled in plan.roles:
        if _keys(filled).keys() & roles.keys() or handles.intersection(map(str.casefold, filled.people)):
            roles |= _keys(filled)
    return Whose(person.name or person.id if person else name, handles, roles)


def person_named(plan: Plan, name: str) -> Person | None:
    """The person with this handle or name, in any case."""
    wanted = name.casefold()
    return next((one for one in plan.people if wanted in (one.id.casefold(), one.name.casefold())), None)


def role_named(plan: Plan, name: str) -> Role | None:
    """The role with this id or name, in any case; a person's handle names the person."""
    if any(person.id == name for person in plan.people):
        return None
    wanted = name.casefold()
    return next((role for role in plan.roles if wanted in (role.id.casefold(), role.name.casefold())), None)


def roles_of(plan: Plan, person: Person) -> tuple[Role, ...]:
    """The roles a person fills, in the plan's order."""
    own = whose(plan, person.id).roles
    return tuple(role for role in plan.roles if role.id.casefold() in own)


def filled_by(plan: Plan, role: Role) -> tuple[str, ...]:
    """Who fills a role: handles of people, then names that are nobody's handle."""
    keys = _keys(role).keys()
    handles = [person.id for person in plan.people if keys & {name.casefold() for name in person.roles}]
    named = [found.id if (found := person_named(plan, name)) else name for name in role.people]
    return tuple(dict.fromkeys((*handles, *named)))


def _keys(role: Role) -> dict[str, str]:
    return {role.id.casefold(): role.name, role.name.casefold(): role.name}
