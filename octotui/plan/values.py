"""The kinds of value a plan holds: days, moments, percent, names."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Annotated, Any, TypeVar

from octotui.plan.problems import quoted
from octotui.plan.rules import Between, Checked, Exact, Understood

D = TypeVar("D", bound=date)

WEEKS = re.compile(r"^\s*weeks?\s+(\d{1,3})(?:\s*(?:[-–—]|to)\s*(?:weeks?\s+)?(\d{1,3}))?\s*$", re.IGNORECASE)
"""``Week 3``, ``Week 3–4``, ``weeks 3-4``: counted from the project's start, the first is week 1."""


FIRST_YEAR, LAST_YEAR = 1900, 2199
"""Whatever is counted from a day of these years is a day as well, in any time zone."""
LARGEST = 10**15
"""Whole numbers up to here are exact as decimal fractions too, and readable."""
HOLDERS = frozenset({dict, list, tuple})
DEEPEST = 100
"""So many tables and lists may be inside of each other, in both formats."""


def _day(value: Any) -> Any:
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, str):
        try:
            value = date.fromisoformat(value.strip())
        except ValueError:
            raise ValueError(f"{quoted(value)} is not a day, write it as 2026-12-01") from None
    if not isinstance(value, date):
        raise ValueError("not a day, write it as 2026-12-01")
    return _of_our_time(value)


def as_moment(value: Any) -> datetime:
    """A moment in UTC, out of one in any zone, a day, or a text.

    Raises:
        ValueError: It is none, or in no year that can be meant.
    """
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value.strip())
        except ValueError:
            raise ValueError(f"{quoted(value)} is not a time, write it as 2026-12-01T09:30:00Z") from None
    elif isinstance(value, date) and not isinstance(value, datetime):
        value = datetime(value.year, value.month, value.day, tzinfo=UTC)
    if not isinstance(value, datetime):
        raise ValueError("not a time, write it as 2026-12-01T09:30:00Z")
    _of_our_time(value)
    return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def _target(value: Any) -> Any:
    if isinstance(value, date):
        return _day(value)
    if not isinstance(value, str):
        raise ValueError('not a target, write a day (2026-12-01) or weeks ("Week 3–4")')
    try:
        day = date.fromisoformat(value.strip())
    except ValueError:
        return value
    return _of_our_time(day)


def _of_our_time(day: D) -> D:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError(f"the year {day.year} cannot be meant, write one from {FIRST_YEAR} to {LAST_YEAR}")
    return day


def _filled(value: str) -> str:
    if not value.strip():
        raise ValueError("empty, give it some text")
    return value


def is_countable(value: Any) -> bool:
    """Whether a number is finite and of at most 64 bits, and a moment is one in every time zone; so for each inside."""
    if isinstance(value, Mapping):
        return all(map(is_countable, value.values()))
    if isinstance(value, (list, tuple)):
        return all(map(is_countable, value))
    if isinstance(value, datetime):
        return 1 < value.year < 9999
    if isinstance(value, float):
        return math.isfinite(value)
    return not isinstance(value, int) or -(2**63) <= value < 2**63


def is_too_deep(value: Any) -> bool:
    """Whether more than `DEEPEST` tables and lists are inside of each other. It asks without recursion."""
    level = [value] if type(value) in HOLDERS else []
    for _ in range(DEEPEST):
        level = [
            inner
            for item in level
            for inner in (item.values() if isinstance(item, dict) else item)
            if type(inner) in HOLDERS
        ]
        if not level:
            return False
    return True


def plain(value: Any) -> Any:
    """Data of an unknown key, copied so that equal means equal and nothing is shared with a parser."""
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return tuple(plain(item) for item in value)
    return value


Day = Annotated[date, Understood(_day)]
Moment = Annotated[datetime, Understood(as_moment)]
Target = Annotated[date | str, Understood(_target)]
Number = Annotated[int | float, Between(-LARGEST, LARGEST)]
Whole = Annotated[int, Between(-LARGEST, LARGEST)]
Flag = Annotated[bool, Exact()]
Percent = Annotated[int | float, Between(0, 100)]
Count = Annotated[int, Between(0, LARGEST)]
Points = Annotated[int | float, Between(0, LARGEST)]
Days = Annotated[int | float, Between(0, 3650)]
Filled = Annotated[str, Checked(_filled)]
Names = tuple[str, ...]
