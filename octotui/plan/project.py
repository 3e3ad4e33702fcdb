"""The project the plan is for, and the people in it."""

from __future__ import annotations

from typing import ClassVar

from octotui.plan.base import Entity
from octotui.plan.values import Day, Names, Number


class Project(Entity):
    """What is delivered, for whom, and from when its weeks count.

    Attributes:
        start: The first day of week 1; "Week 3–4" counts from here.
        goals: What the project is to reach, in order.
    """

    name: str = ""
    start: Day | None = None
    end: Day | None = None
    sponsor: str = ""
    summary: str = ""
    goals: Names = ()


class Person(Entity):
    """Somebody in the team; the id is the handle that owners, ticks and votes name.

    Attributes:
        roles: Ids of the roles this person fills.
        capacity: How much of a working week, in percent.
    """

    keyed: ClassVar[bool] = True
    short: ClassVar[str] = "name"

    name: str = ""
    roles: Names = ()
    email: str = ""
    capacity: Number | None = None
    notes: str = ""
