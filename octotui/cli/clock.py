"""The time: the one place where commands look at the clock."""

from __future__ import annotations

from datetime import UTC, date, datetime


def now() -> datetime:
    """The time, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """The day where the user is."""
    return now().astimezone().date()
