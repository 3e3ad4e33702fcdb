"""Targets: a day, or weeks that count from the project's start (document 001: "Week 3–4")."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from octotui.plan.values import WEEKS

_STEP: Final = re.compile(r"\+?\s*(\d{1,3})\s*([dw])")
_STEP_DAYS: Final = {"d": 1, "w": 7}
_WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
TYPED_FORMS: Final = "write a day (2026-12-01, fri, +3d, +2w) or weeks (week 3-4)"


def span(target: date | str | None, start: date | None) -> tuple[date, date] | None:
    """The first and the last day a target stands for.

    Args:
        target: A day, or weeks in words.
        start: The first day of week 1, whatever weekday it is; each week has seven days from there.

    Returns:
        The days, or None if there is no target, it cannot be understood, or weeks have nothing to count from.
    """
    if isinstance(target, date):
        return target, target
    weeks = _weeks(target)
    if weeks is None or start is None:
        return None
    first, last = weeks
    try:
        return start + timedelta(days=7 * (first - 1)), start + timedelta(days=7 * last - 1)
    except OverflowError:  # a start in the last years there are
        return None


def due_day(target: date | str | None, start: date | None) -> date | None:
    """The last day of a target; see `span`."""
    days = span(target, start)
    return days[1] if days else None


def week_number(day: date, start: date | None) -> int | None:
    """The project's week a day is in, from 1; None before the start or without one."""
    if start is None or day < start:
        return None
    return (day - start).days // 7 + 1


def target_text(target: date | str | None) -> str:
    """A target as it is shown: a day in ISO form, weeks with an en dash; other text as it is."""
    if isinstance(target, date):
        return target.isoformat()
    weeks = _weeks(target)
    return _weeks_text(weeks) if weeks else target or ""


def is_valid_target(target: date | str) -> bool:
    """Whether a target is a day or weeks."""
    return isinstance(target, date) or _weeks(target) is not None


def parse_target(text: str, today: date) -> date | str:
    """What a person types for a target.

    Args:
        text: ``2026-12-01``, ``fri`` (the next one after today), ``+3d``, ``2w``, ``tomorrow``, ``week 3-4``.
        today: The day that "tomorrow" counts from.

    Raises:
        ValueError: It is none of these; the message says what would be.
    """
    typed = text.strip().lower()
    if weeks := _weeks(typed):
        return _weeks_text(weeks)
    if typed in ("today", "tomorrow"):
        return today + timedelta(days=typed == "tomorrow")
    if step := _STEP.fullmatch(typed):
        return today + timedelta(days=int(step[1]) * _STEP_DAYS[step[2]])
    for number, name in enumerate(_WEEKDAYS):
        if len(typed) >= 3 and name.startswith(typed):
            return today + timedelta(days=(number - today.weekday() - 1) % 7 + 1)
    try:
        return date.fromisoformat(typed)
    except ValueError:
        raise ValueError(TYPED_FORMS) from None


@lru_cache(maxsize=1024)
def _weeks(target: str | None) -> tuple[int, int] | None:
    """The first and the last week, where the text names weeks that can be: from 1, and not backwards."""
    match = WEEKS.match(target) if target else None
    if match is None:
        return None
    first, last = int(match[1]), int(match[2] or match[1])
    return (first, last) if 1 <= first <= last else None


def _weeks_text(weeks: tuple[int, int]) -> str:
    first, last = weeks
    return f"Week {first}" if first == last else f"Week {first}–{last}"
