"""Periods of the calendar: the week, the month or the quarter one looks through (document 002, "Tracking Levels")."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Final, Literal, TypeAlias

from octotui.plan.frozen import Frozen
from octotui.plan.values import FIRST_YEAR, LAST_YEAR

Lens: TypeAlias = Literal["week", "month", "quarter"]

LENSES: Final[tuple[Lens, ...]] = ("week", "month", "quarter")
LEVELS: Final[dict[Lens, str]] = {"week": "Operational", "month": "Tactical", "quarter": "Strategic"}
"""What document 002 calls looking through each."""
FORMS: Final = "write 2026-W47, 2026-11, 2026-Q4, or week, month, quarter"

_WEEK: Final = re.compile(r"(\d{4})-?W(\d{1,2})", re.IGNORECASE)
_MONTH: Final = re.compile(r"(\d{4})-(\d{1,2})")
_QUARTER: Final = re.compile(r"(?:(\d{4})[-\s]?Q([1-4])|Q([1-4])[-\s]?(\d{4}))", re.IGNORECASE)
_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_ONE: Final = timedelta(days=1)


class Period(Frozen):
    """Some days in a row.

    Attributes:
        lens: What they are looked at as: a week, a month or a quarter.
        first: The first day.
        last: The last day; it belongs to the period.
    """

    lens: Lens
    first: date
    last: date

    def __contains__(self, day: date | None) -> bool:
        """Whether a day is in it; no day is not."""
        return day is not None and self.first <= day <= self.last

    @property
    def id(self) -> str:
        """How `parse_period` reads it: ``2026-W47``, ``2026-11``, ``2026-Q4``; else its two days."""
        if self != period_of(self.lens, self.first):
            return f"{self.first}..{self.last}"
        if self.lens == "week":
            year, week, _ = self.first.isocalendar()
            return f"{year}-W{week:02}"
        return f"{self.first:%Y-%m}" if self.lens == "month" else f"{self.first.year}-Q{self.quarter}"

    @property
    def label(self) -> str:
        """Its name for people: ``Week 47, 16–22 November 2026``, ``November 2026``, ``Q4 2026``."""
        if self != period_of(self.lens, self.first):
            return days_text(self.first, self.last)
        if self.lens == "week":
            return f"Week {self.first.isocalendar().week}, {days_text(self.first, self.last)}"
        if self.lens == "month":
            return f"{_MONTHS[self.first.month - 1]} {self.first.year}"
        return f"Q{self.quarter} {self.first.year}"

    @property
    def quarter(self) -> int:
        """The quarter of the year its first day is in, 1–4."""
        return (self.first.month - 1) // 3 + 1

    @property
    def previous(self) -> Period:
        """The one before; of days that are no whole week, month or quarter, as many days before."""
        if self == period_of(self.lens, self.first):
            return period_of(self.lens, self.first - _ONE)
        return Period(self.lens, self.first - (self.last - self.first) - _ONE, self.first - _ONE)

    @property
    def next(self) -> Period:
        """The one after; of days that are no whole week, month or quarter, as many days after."""
        if self == period_of(self.lens, self.first):
            return period_of(self.lens, self.last + _ONE)
        return Period(self.lens, self.last + _ONE, self.last + (self.last - self.first) + _ONE)


def period_of(lens: Lens, day: date) -> Period:
    """The week (Monday to Sunday), month or quarter a day is in."""
    if lens == "week":
        first = day - timedelta(days=day.weekday())
        return Period(lens, first, first + timedelta(days=6))
    month = day.month if lens == "month" else 3 * ((day.month - 1) // 3) + 1
    return Period(lens, date(day.year, month, 1), _month_end(day.year, month + (2 if lens == "quarter" else 0)))


def parse_period(text: str, today: date) -> Period:
    """The period that somebody typed.

    Args:
        text: ``2026-W47``, ``2026-11``, ``2026-Q4`` or ``Q4 2026``, or days as ``2026-11-02..2026-11-13``; ``week``,
            ``month``, ``quarter`` for the one today is in, and ``last week`` and so on for the one before that.
        today: The day that "week" counts from.

    Raises:
        ValueError: It is none of these; the message says what would be.
    """
    typed = " ".join(text.replace("-", " ").lower().split())
    for lens in LENSES:
        if typed in (lens, f"this {lens}"):
            return period_of(lens, today)
        if typed == f"last {lens}":
            return period_of(lens, today).previous
    try:
        found = _dated(text.strip())
    except ValueError:
        found = None
    if found is None:
        raise ValueError(FORMS)
    return found


def since(first: date, last: date) -> Period:
    """The days from one to another, both in it: looked at as a week up to ten days, as a month up to 45.

    Raises:
        ValueError: The last is before the first.
    """
    if last < first:
        raise ValueError(f"{first} is after {last}")
    days = (last - first).days + 1
    return Period("week" if days <= 10 else "month" if days <= 45 else "quarter", first, last)


def days_text(first: date, last: date) -> str:
    """Days in a row for people: ``16–22 November 2026``, ``30 November – 6 December 2026``."""
    end = f"{last.day} {_MONTHS[last.month - 1]} {last.year}"
    if first == last:
        return end
    if first.year != last.year:
        return f"{first.day} {_MONTHS[first.month - 1]} {first.year} – {end}"
    if first.month != last.month:
        return f"{first.day} {_MONTHS[first.month - 1]} – {end}"
    return f"{first.day}–{end}"


def quarter_named(text: str) -> Period | None:
    """The quarter a text names, such as ``2026 Q4`` or ``Q4 2026``; None if it names none."""
    match = _QUARTER.fullmatch(text.strip())
    if match is None:
        return None
    year, quarter = int(match[1] or match[4]), int(match[2] or match[3])
    return period_of("quarter", _first_of(year, 3 * quarter - 2))


def _dated(text: str) -> Period | None:
    first, dots, last = text.partition("..")
    if dots:
        return since(date.fromisoformat(first), date.fromisoformat(last))
    if match := _WEEK.fullmatch(text):
        _first_of(int(match[1]), 1)
        return period_of("week", date.fromisocalendar(int(match[1]), int(match[2]), 1))
    if match := _MONTH.fullmatch(text):
        return period_of("month", _first_of(int(match[1]), int(match[2])))
    return quarter_named(text)


def _first_of(year: int, month: int) -> date:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(FORMS)
    return date(year, month, 1)


def _month_end(year: int, month: int) -> date:
    after = date(year + month // 12, month % 12 + 1, 1)
    return after - _ONE
