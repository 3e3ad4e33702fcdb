"""Who is meant by a name in a plan: a person by their handle, a role by its id or name, or whoever the words say."""

from __future__ import annotations

from octotui.plan.plan import Plan
from octotui.plan.roles import Role


def spoken(plan: Plan, name: str) -> str:
    """A name as people say it: ``Ana Ruiz``, ``Technical Lead (Jonas Lindqvist)``, or the words as they are."""
    role = role_named(plan, name)
    people = ", ".join(people_in(plan, role)) if role else ""
    return f"{called(plan, name)} ({people})" if people else called(plan, name)


def called(plan: Plan, name: str) -> str:
    """A name in short: ``Ana Ruiz``, ``Technical Lead``, or the words as they are."""
    role = role_named(plan, name)
    return role.name if role else plan.person_name(name)


def role_named(plan: Plan, name: str) -> Role | None:
    """The role with this id or name, in any case; a person's handle names the person."""
    if any(person.id == name for person in plan.people):
        return None
    wanted = name.casefold()
    return next((role for role in plan.roles if wanted in (role.id.casefold(), role.name.casefold())), None)


def people_in(plan: Plan, role: Role) -> tuple[str, ...]:
    """The names of those who fill a role, as the people or the role say."""
    names = {role.id.casefold(), role.name.casefold()}
    filling = (person.id for person in plan.people if names.intersection(map(str.casefold, person.roles)))
    return tuple(dict.fromkeys(plan.person_name(handle) for handle in (*filling, *role.people)))
