"""Whose turn it is: meetings, checkpoints and messages, each with the day it is next due and whether it is late.

- A day something falls on: the working days, a named weekday, the end of each sprint, the day of each release. A
  checkpoint of each release is due on the working day before (document 000: "before any production deployment").
- Where the calendar does not say the day, it is one period after the last time.
- A checkpoint's own ``due`` comes before either, until the checkpoint was held.
- What was never held begins with the end of its week, month or quarter, and is not late: nobody keeps its record.
- Overdue is what was not held by the end of its day: a formal review (document 000, "Stakeholder and Technical Review
  Checkpoints"), a message (document 001, "Communication Plan"; 002, "Communication Cadence"), a meeting (document 000,
  "Team Rhythm"). It was due on the first day it was missed, and is late by the days since.
- A time counts for the last day it fell on if that is still open, else for the next one if less than half a period is
  left to it: Tuesday's sync is Wednesday's, and a report sent on Monday is last Friday's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta, tzinfo
from typing import Final, Literal, TypeAlias

from octotui.plan.edits import Edits, Path, Set, path_text, value_at
from octotui.plan.frozen import Frozen
from octotui.plan.plan import Plan
from octotui.plan.recurrence import (
    LENGTHS,
    WORKING,
    Counted,
    Days,
    Listed,
    Weekdays,
    between,
    last_up_to,
    period_end,
    weekday_of,
)
from octotui.plan.rhythm import Cadence, Checkpoint, Communication, Every

Recurring: TypeAlias = Cadence | Checkpoint | Communication
TurnState: TypeAlias = Literal["overdue", "due", "held", "next", "unplanned"]

AREAS: Final = ("cadences", "checkpoints", "communications")
FOLLOWS_FROM: Final = (*AREAS, "sprints", "releases")
"""All that is looked at to say whose turn it is."""
_NO_DAYS: Final = Listed(())


class Turn(Frozen):
    """Something that comes again, as it stands on a day.

    Attributes:
        path: Where it is in the plan.
        thing: The meeting, checkpoint or message.
        today: The day.
        held: The days it was held or sent, up to today, in order.
        next: The day it is due: today or later, or the day it was missed; None where nothing says when.
        days: The days it falls on behind that.
    """

    path: Path
    thing: Recurring
    today: date
    held: tuple[date, ...]
    next: date | None
    days: Days

    @property
    def id(self) -> str:
        """What it goes by among things of three collections: its path."""
        return path_text(self.path)

    @property
    def last(self) -> date | None:
        """The day it was last held or sent."""
        return self.held[-1] if self.held else None

    @property
    def late(self) -> int:
        """How many days it is overdue; 0 if it is not."""
        return (self.today - self.next).days if self.next and self.next < self.today else 0

    @property
    def state(self) -> TurnState:
        """Overdue, due today, held (today, or for good), next on a later day, or not planned."""
        if self.late:
            return "overdue"
        if self.last == self.today or (self.held and not self.next):
            return "held"
        if self.next is None:
            return "unplanned"
        return "due" if self.next == self.today else "next"

    def planned(self, first: date, last: date) -> Iterator[date]:
        """The days it falls on from one to another, both counted: the one it is due, and those behind it.

        What is counted from the last time has no further days while it is overdue.
        """
        if self.next is None:
            return
        if first <= self.next <= last:
            yield self.next
        if not (self.late and isinstance(self.days, Counted)):
            yield from between(self.days, max(first, self.next + timedelta(days=1)), last)


def turns(plan: Plan, today: date, zone: tzinfo | None = None) -> tuple[Turn, ...]:
    """All meetings, checkpoints and messages of a plan as they stand on a day, in the plan's order.

    Args:
        plan: The plan.
        today: The day; what was held later does not count yet.
        zone: Where the team is: it says which day a release's window is on. None is where the program runs.
    """
    known = _Known(plan, zone)
    return tuple(known.turn(area, thing, today) for area in AREAS for thing in getattr(plan, area))


def mark_held(plan: Plan, path: Path, day: date) -> Edits:
    """Note that a meeting or a checkpoint was held, or a message sent, on a day; nothing if that is noted already."""
    days = _noted(plan, path)
    return () if day in days else _note(plan, path, (*days, day))


def unmark_held(plan: Plan, path: Path, day: date) -> Edits:
    """Take the note of a day back; nothing if there is none."""
    days = _noted(plan, path)
    return _note(plan, path, tuple(one for one in days if one != day)) if day in days else ()


def record_of(area: str) -> str:
    """The field with the days of an area's things: messages are sent, all else is held."""
    return "sent" if area == "communications" else "held"


def leader_of(thing: Recurring) -> str:
    """Who leads it, or sends it."""
    return thing.owner if isinstance(thing, Communication) else thing.lead


def invited_to(thing: Recurring) -> tuple[str, ...]:
    """Who is there, has to be there, or is told."""
    match thing:
        case Cadence():
            return thing.attendees
        case Checkpoint():
            return thing.required
        case Communication():
            return thing.audience


class _Known:
    """What a plan says about days, looked up once."""

    def __init__(self, plan: Plan, zone: tzinfo | None) -> None:
        self._ends = sorted({sprint.end for sprint in plan.sprints if sprint.end})
        windows = [(release, release.window.astimezone(zone).date()) for release in plan.releases if release.window]
        self._windows = [day for release, day in windows if release.status != "cancelled"]
        self._to_come = {release.id: day for release, day in windows if release.status in ("planned", "active")}

    def turn(self, area: str, thing: Recurring, today: date) -> Turn:
        """A thing as it stands on a day."""
        noted: tuple[date, ...] = getattr(thing, record_of(area))
        held = tuple(sorted({day for day in noted if day <= today}))
        due = self._own_day(thing, held)
        days = self._fixed(thing) or _counted(thing, due or (held[-1] if held else None), today)
        if due is None and days is not None:
            if held:
                due = days.after(_settled(days, held, _half(thing.every)))
            else:
                due = days.after(today - timedelta(days=1))
        return Turn((area, thing.id), thing, today, held, due, days or _NO_DAYS)

    def _own_day(self, thing: Recurring, held: tuple[date, ...]) -> date | None:
        """The day a checkpoint names, or that of its release, until it was held for that."""
        if not isinstance(thing, Checkpoint):
            return None
        due = thing.due or (
            _working_day_before(self._to_come[thing.release]) if thing.release in self._to_come else None
        )
        if due is None or (thing.every is None and held):
            return None
        return None if any(due - day < _half(thing.every) for day in held) else due

    def _fixed(self, thing: Recurring) -> Days | None:
        """The days that the calendar or the plan gives it; None where they are counted from the last time."""
        weekday = weekday_of(getattr(thing, "on", ""))
        match thing.every:
            case "day":
                return Weekdays(WORKING)
            case "week" if weekday is not None:
                return Weekdays(frozenset({weekday}))
            case "sprint" if self._ends:
                return _listed(last_up_to(end, weekday) if weekday is not None else end for end in self._ends)
            case "release" if isinstance(thing, Checkpoint):
                return _listed(_working_day_before(day) for day in self._windows if not thing.release)
            case "release":
                return _listed(self._windows)
            case "feature" | None:
                return _NO_DAYS
        return None


def _counted(thing: Recurring, start: date | None, today: date) -> Days | None:
    """The days counted from one; without one, from the end of the period that today is in."""
    every, weekday = thing.every, weekday_of(getattr(thing, "on", ""))
    if every is None:
        return None
    return Counted(start or _first_from(today, every, weekday), every, weekday)


def _settled(days: Days, held: tuple[date, ...], half: timedelta) -> date:
    """The last of the days that was held, whether early, on the day, or late."""
    settled: date | None = None
    for day in held:
        here, coming = days.on_or_before(day), days.after(day)
        is_early = coming is not None and coming - day < half
        if settled is None and here is not None and coming is not None:
            is_open = day - here <= coming - day
        else:
            is_open = here is not None and (settled is None or settled < here)
        if is_open:
            settled = here
        elif is_early:
            settled = coming
    return settled or held[-1]


def _half(every: Every | None) -> timedelta:
    """Half a period: held so shortly before its day, it was held for that."""
    return timedelta(days=LENGTHS[every]) / 2 if every else timedelta.max


def _first_from(today: date, every: Every, weekday: int | None) -> date:
    """The end of the period today is in, or of the next if that is over."""
    within = today
    while (end := period_end(within, every, weekday)) < today:
        within += timedelta(days=7)
    return end


def _working_day_before(day: date) -> date:
    return Weekdays(WORKING).on_or_before(day - timedelta(days=1))


def _listed(days: Iterable[date]) -> Listed:
    return Listed(tuple(sorted(set(days))))


def _noted(plan: Plan, path: Path) -> tuple[date, ...]:
    days = value_at(plan, (*path, record_of(path[0])))
    assert isinstance(days, tuple)
    return days


def _note(plan: Plan, path: Path, days: tuple[date, ...]) -> Edits:
    thing, field = value_at(plan, path), record_of(path[0])
    return (Set((*path, field), thing.given().get(field), days or None),)
