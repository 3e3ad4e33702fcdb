"""The kinds of value a plan holds: days, moments, percent, names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, StrictBool, StrictFloat, StrictInt

WEEKS = re.compile(r"^\s*weeks?\s+(\d{1,3})(?:\s*(?:[-–—]|to)\s*(?:weeks?\s+)?(\d{1,3}))?\s*$", re.IGNORECASE)
"""``Week 3``, ``Week 3–4``, ``weeks 3-4``: counted from the project's start, the first is week 1."""


def _day(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, str):
        try:
            return date.fromisoformat(value.strip())
        except ValueError:
            raise ValueError(f"{value!r} is not a day, write it as 2026-12-01") from None
    if not isinstance(value, date):
        raise ValueError("not a day, write it as 2026-12-01")
    return value


def _moment(value: Any) -> Any:
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value.strip())
        except ValueError:
            raise ValueError(f"{value!r} is not a time, write it as 2026-12-01T09:30:00Z") from None
    elif isinstance(value, date) and not isinstance(value, datetime):
        value = datetime(value.year, value.month, value.day, tzinfo=UTC)
    if not isinstance(value, datetime):
        raise ValueError("not a time, write it as 2026-12-01T09:30:00Z")
    return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def _target(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if not isinstance(value, str):
        raise ValueError('not a target, write a day (2026-12-01) or weeks ("Week 3–4")')
    try:
        return date.fromisoformat(value.strip())
    except ValueError:
        return value


def _filled(value: str) -> str:
    if not value.strip():
        raise ValueError("empty, give it some text")
    return value


def plain(value: Any) -> Any:
    """Data of an unknown key, copied so that equal means equal and nothing is shared with a parser."""
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return tuple(plain(item) for item in value)
    return value


Day = Annotated[date, BeforeValidator(_day)]
Moment = Annotated[datetime, BeforeValidator(_moment)]
Target = Annotated[date | str, BeforeValidator(_target)]
Number = StrictInt | StrictFloat
Whole = StrictInt
Flag = StrictBool
Percent = Annotated[StrictInt, Field(ge=0, le=100)] | Annotated[StrictFloat, Field(ge=0, le=100)]
Count = Annotated[StrictInt, Field(ge=0)]
Points = Annotated[StrictInt, Field(ge=0)] | Annotated[StrictFloat, Field(ge=0)]
Filled = Annotated[str, AfterValidator(_filled)]
Names = tuple[str, ...]
