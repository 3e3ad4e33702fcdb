"""Roles to pick from: who owns, supports, works with, decides."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from octotui.plan.plan import Plan
from octotui.ui.dialogs.pick import Option, Pick
from octotui.ui.text import say
from octotui.ui.widgets.table import Column

COLUMNS: Final = (Column("Role", 30), Column("Id"))


def pick_role(plan: Plan, title: str, chosen: str) -> Pick:
    """Choose one role, or type a name."""
    return Pick(title, COLUMNS, _options(plan), free=True, start=chosen)


def pick_roles(plan: Plan, title: str, picked: Sequence[str]) -> Pick:
    """Tick any number of roles, and of the names that are there already."""
    return Pick(title, COLUMNS, _options(plan, picked), picked=picked, free=True)


def _options(plan: Plan, more: Sequence[str] = ()) -> list[Option]:
    named = {role.id: role.name for role in plan.roles} | {"all": "Everyone"}
    named |= {name: name for name in more if name not in named}
    return [Option(role, ((say(name),), (say(role, "muted"),)), f"{role} {name}") for role, name in named.items()]
