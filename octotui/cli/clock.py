"""The time: the one place where commands look at the clock."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Final

NOON: Final = time(12, tzinfo=UTC)


def now() -> datetime:
    """The time, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """The day where the user is."""
    return now().astimezone().date()


def moment(as_of: date | None) -> tuple[datetime, date]:
    """The time and the day; as of another day it is noon."""
    return (now(), today()) if as_of is None else (datetime.combine(as_of, NOON), as_of)
