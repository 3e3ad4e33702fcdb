"""What a new thing is given by itself: since when it is there, and who brought it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final

from octotui.plan.base import Entity
from octotui.plan.changes import Change
from octotui.plan.escalations import Escalation
from octotui.plan.history import to_the_second
from octotui.plan.issues import Issue
from octotui.plan.risks import Risk

_GIVEN: Final[Mapping[type[Entity], Callable[[str, datetime], Mapping[str, Any]]]] = {
    Issue: lambda who, now: {"opened": _day(now), "reporter": who},
    Change: lambda who, now: {"proposed": _day(now), "requested_by": who},
    Risk: lambda _, now: {"identified": _day(now)},
    Escalation: lambda who, now: {"raised": {"by": who, "at": to_the_second(now)}},
}


def beginning_of(model: type[Entity], who: str, now: datetime) -> dict[str, Any]:
    """The fields of a new thing that follow from who makes it and when; nothing for most.

    Args:
        model: What is made.
        who: Who makes it; nobody, where it is not known.
        now: When, in UTC; a day is the day where the user is.
    """
    given = _GIVEN[model](who, now) if model in _GIVEN else {}
    return {field: value for field, value in given.items() if value}


def _day(now: datetime) -> object:
    return now.astimezone().date()
