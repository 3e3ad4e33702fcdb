"""Names as people say them: a person's, a role's with those who fill it, or the words as they are."""

from __future__ import annotations

from octotui.plan.plan import Plan
from octotui.plan.roles import Role
from octotui.plan.whose import filled_by, role_named


def spoken(plan: Plan, name: str) -> str:
    """A name as people say it: ``Ana Ruiz``, ``Technical Lead (Jonas Lindqvist)``, or the words as they are."""
    role = role_named(plan, name)
    people = ", ".join(people_in(plan, role)) if role else ""
    return f"{called(plan, name)} ({people})" if people else called(plan, name)


def called(plan: Plan, name: str) -> str:
    """A name in short: ``Ana Ruiz``, ``Technical Lead``, or the words as they are."""
    role = role_named(plan, name)
    return role.name if role else plan.person_name(name)


def people_in(plan: Plan, role: Role) -> tuple[str, ...]:
    """The names of those who fill a role."""
    return tuple(dict.fromkeys(map(plan.person_name, filled_by(plan, role))))
