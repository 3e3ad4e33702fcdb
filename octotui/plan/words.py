"""Small words for figures, days and times, the same on every screen, in every command and in every report."""

from __future__ import annotations

from datetime import date, datetime, timedelta


def age_text(age: timedelta) -> str:
    """How long something has been: ``20 min``, ``5 h``, ``3 d`` (from 48 hours on); less than nothing is nothing."""
    minutes = max(0, int(age.total_seconds() // 60))
    if minutes < 60:
        return f"{minutes} min"
    return f"{minutes // 60} h" if minutes < 48 * 60 else f"{minutes // (24 * 60)} d"


def days_away(day: date, today: date) -> str:
    """How far a day is from today: ``today``, ``tomorrow``, ``yesterday``, ``in 3 d``, ``2 d ago``."""
    days = (day - today).days
    if abs(days) < 2:
        return {-1: "yesterday", 0: "today", 1: "tomorrow"}[days]
    return f"in {days} d" if days > 0 else f"{-days} d ago"


def short_day(day: date) -> str:
    """A day without its year: ``3 Nov``."""
    return f"{day.day} {day:%b}"


def day_text(day: date) -> str:
    """A day nearby: ``Mon 3 Nov``."""
    return f"{day:%a} {short_day(day)}"


def moment_text(moment: datetime, *, weekday: bool = False) -> str:
    """A moment nearby, in local time: ``3 Nov 09:15``, or ``Mon 3 Nov 09:15``."""
    local = moment.astimezone()
    return f"{(day_text if weekday else short_day)(local)} {local:%H:%M}"


def as_written(when: date) -> str:
    """A day or a moment as a plan has it: ``2026-12-01``, ``2026-12-01T09:30:00Z``."""
    return when.isoformat().replace("+00:00", "Z")


def figure(value: float) -> str:
    """A number as people write it: ``5``, ``6.5``, ``1234567``; ten digits at most."""
    return f"{value:.10g}"


def percent(value: float) -> str:
    """Percent as they are written: ``55%``, ``12.5%``."""
    return f"{figure(value)}%"


def whole_percent(value: float) -> str:
    """Percent without decimals: ``38%``; only 100 is 100, and only nothing is 0."""
    return f"{min(max(round(value), int(value > 0)), 100 - int(value < 100))}%"


def with_unit(number: str, unit: str) -> str:
    """A number with its unit: ``6.5%``, ``310 ms``, ``14``."""
    return f"{number}%" if unit == "%" else f"{number} {unit}".rstrip()


def counted(number: float, noun: str) -> str:
    """``1 risk``, ``2 risks``, ``3 batches``, ``0 activities``."""
    if number == 1:
        return f"1 {noun}"
    if noun.endswith("y") and noun[-2] not in "aeiou":
        return f"{figure(number)} {noun[:-1]}ies"
    return f"{figure(number)} {noun}{'es' if noun.endswith(('s', 'ch')) else 's'}"
