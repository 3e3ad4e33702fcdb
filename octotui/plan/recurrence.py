"""Days that come again: every working day, each Wednesday, the end of every sprint, a month after the last time."""

from __future__ import annotations

import re
from bisect import bisect_right
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count
from typing import Final, Protocol

from octotui.plan.frozen import Frozen
from octotui.plan.rhythm import Every

WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
WORKING: Final = frozenset(range(5))
"""Monday to Friday: what is done every day is done on these."""
EVERY_WORDS: Final[dict[Every, str]] = {
    "day": "every working day",
    "week": "every week",
    "two-weeks": "every two weeks",
    "sprint": "each sprint",
    "month": "every month",
    "quarter": "every quarter",
    "release": "each release",
    "feature": "each feature",
}
LENGTHS: Final[dict[Every, int]] = {
    "day": 1, "week": 7, "two-weeks": 14, "sprint": 14, "month": 30, "quarter": 91, "release": 14, "feature": 14,
}  # fmt: skip
"""How long a period is, in days and about; a sprint and a release have their own days where the plan tells them."""
MONTHS: Final[dict[Every, int]] = {"month": 1, "quarter": 3}

_TIME: Final = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")
_FRIDAY: Final = 4


class Days(Protocol):
    """Days something falls on."""

    def on_or_before(self, day: date) -> date | None:
        """The last of them up to a day."""

    def after(self, day: date) -> date | None:
        """The first of them behind a day."""


class Weekdays(Frozen):
    """The same days of each week; 0 is Monday. There has to be one."""

    weekdays: frozenset[int]

    def on_or_before(self, day: date) -> date:
        """The last of them up to a day."""
        return next(one for one in _steps(day, -1) if one.weekday() in self.weekdays)

    def after(self, day: date) -> date:
        """The first of them behind a day."""
        return next(one for one in _steps(day + timedelta(days=1), 1) if one.weekday() in self.weekdays)


class Listed(Frozen):
    """Days the plan names, in order: the ends of its sprints, the windows of its releases."""

    days: tuple[date, ...]

    def on_or_before(self, day: date) -> date | None:
        """The last of them up to a day."""
        place = bisect_right(self.days, day)
        return self.days[place - 1] if place else None

    def after(self, day: date) -> date | None:
        """The first of them behind a day."""
        place = bisect_right(self.days, day)
        return self.days[place] if place < len(self.days) else None


class Counted(Frozen):
    """Days counted from one: each a period after the one before, on a named weekday or else on a working day.

    A day that is on none moves to the nearest that is: Saturday to Friday, Sunday to Monday.

    Attributes:
        start: The day they are counted from; it is one of them.
        every: The period.
        weekday: The weekday they fall on, 0 is Monday; None is any working day.
    """

    start: date
    every: Every
    weekday: int | None = None

    def on_or_before(self, day: date) -> date | None:
        """The last of them up to a day."""
        last = None
        for one in self._all():
            if one > day:
                return last
            last = one
        return last

    def after(self, day: date) -> date | None:
        """The first of them behind a day."""
        return next(one for one in self._all() if one > day)

    def _all(self) -> Iterator[date]:
        return (self._nth(number) for number in count())

    def _nth(self, number: int) -> date:
        if not number:
            return self.start
        if months := MONTHS.get(self.every):
            counted = months_after(self.start, months * number)
        else:
            counted = self.start + timedelta(days=LENGTHS[self.every] * number)
        return nearest(counted, WORKING if self.weekday is None else frozenset({self.weekday}))


def between(days: Days, first: date, last: date) -> Iterator[date]:
    """Those of the days from one to another, both counted."""
    day = days.after(first - timedelta(days=1))
    while day is not None and day <= last:
        yield day
        day = days.after(day)


def nearest(day: date, weekdays: frozenset[int]) -> date:
    """The day itself if it is on one of the weekdays, else the nearest that is."""
    return next(
        day + timedelta(days=by) for by in (0, -1, 1, -2, 2, -3, 3) if (day + timedelta(days=by)).weekday() in weekdays
    )


def last_up_to(day: date, weekday: int) -> date:
    """The last such weekday up to a day."""
    return Weekdays(frozenset({weekday})).on_or_before(day)


def period_end(day: date, every: Every, weekday: int | None) -> date:
    """The last day of the week, month or quarter a day is in that is a working day, or such a weekday.

    Longer and other periods than these end with the week.
    """
    if months := MONTHS.get(every):
        month = day.month + (months - day.month % months) % months
        end = date(day.year, month, monthrange(day.year, month)[1])
    else:
        end = day + timedelta(days=6 - day.weekday())
    return last_up_to(end, weekday) if weekday is not None else Weekdays(WORKING).on_or_before(end)


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or the last that month has."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def weekday_of(text: str) -> int | None:
    """The weekday a text names, 0 is Monday: ``friday``, ``Fri``, ``fridays``; None if it names none."""
    typed = text.strip().casefold()
    named = (number for number, name in enumerate(WEEKDAYS) if name.startswith(typed) or typed == f"{name}s")
    return next(named, None) if len(typed) >= 3 else None


def time_of(text: str) -> tuple[int, int] | None:
    """The hour and the minute a text names, as ``09:15``; None if it names none."""
    match = _TIME.fullmatch(text.strip())
    return (int(match[1]), int(match[2])) if match else None


def _steps(day: date, by: int) -> Iterator[date]:
    return (day + timedelta(days=by * number) for number in count())
