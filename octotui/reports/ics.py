"""The agenda as an iCalendar (RFC 5545), for whatever calendar people use.

- A day's time in a plan is local time without a zone, so it stays one ("floating"): 09:15 is 09:15 wherever the file is
  read. A release's window is a moment, and is written as that.
- What falls on every working day or on a named weekday is one series, from the project's start to its end. All else
  follows from the plan day by day (sprints, releases, a month after the last time), so each day is an event of its own.
- What is overdue stands on today, and says so: nobody looks for it on the days that are over.
- A calendar is passed on: that there is a security escalation is in it, and not what it is about.
- An event keeps its UID however often it is exported, also when its day moves: importing again brings it up to date.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Final
from uuid import NAMESPACE_OID, uuid5

from icalendar import Calendar, Event

from octotui import __version__
from octotui.plan.agenda import OPEN, Entry, agenda, entry_of, overdue
from octotui.plan.attendance import spoken
from octotui.plan.audience import withheld
from octotui.plan.edits import path_text, value_at
from octotui.plan.frozen import replace
from octotui.plan.periods import Lens, period_of
from octotui.plan.plaintext import one_line, plain_lines
from octotui.plan.plan import Plan
from octotui.plan.recurrence import Weekdays
from octotui.plan.rhythm import Every
from octotui.plan.turns import Turn, turns

CODES: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
NAMES: Final = {
    "batch": "Batch due",
    "milestone": "Milestone",
    "checklist": "Checklist due",
    "release": "Release",
    "action": "To do",
    "issue": "Issue due",
    "change": "Change",
    "mitigation": "To do",
    "runbook": "Runbook due",
}
"""What stands before the name of something that is no meeting."""
LED: Final = {"meeting": "Led by", "checkpoint": "Led by", "message": "Sent by"}
INVITED: Final = {"meeting": "With", "checkpoint": "Required", "message": "To"}
_LENSES: Final[dict[Every, Lens]] = {"week": "week", "two-weeks": "week", "month": "month", "quarter": "quarter"}


def calendar(plan: Plan, today: date, first: date, last: date, made: datetime, zone: tzinfo | None = None) -> bytes:
    """The agenda of some days as an iCalendar.

    Args:
        plan: The plan.
        today: The day it is.
        first: The first day.
        last: The last day; series go on behind it.
        made: The moment it is written, in UTC.
        zone: Where the team is: it says which day a release's window is on. None is where the program runs.

    Returns:
        The file's bytes, in UTF-8.
    """
    plan = withheld(plan)
    found = Calendar()
    found.add("prodid", f"-//octotui//octotui {__version__}//EN")
    found.add("version", "2.0")
    found.add("name", one_line(plan.name))
    found.add("x-wr-calname", one_line(plan.name))
    series = [turn for turn in turns(plan, today, zone) if isinstance(turn.days, Weekdays)]
    repeated = {turn.path for turn in series}
    events = [event for turn in series if (event := _series(plan, turn, first))]
    events += [
        _event(plan, _brought_up(entry, today), _occasion(plan, entry))
        for entry in dict.fromkeys((*overdue(plan, today, zone), *agenda(plan, today, first, last, zone)))
        if entry.path not in repeated and (entry.every is None or entry.state in OPEN)
    ]
    for event in events:
        event.add("dtstamp", made)
        found.add_component(event)
    return bytes(found.to_ical())


def _series(plan: Plan, turn: Turn, first: date) -> Event | None:
    """All its days as one event that repeats; none if the project is over."""
    days, project = turn.days, plan.project
    assert isinstance(days, Weekdays)
    start = min(project.start, first) if project and project.start else first
    end = project.end if project else None
    if end and end < first:
        return None
    entry = replace(entry_of(turn), day=days.after(start - timedelta(days=1)))
    event = _event(plan, entry, "")
    rule: dict[str, object] = {"freq": "weekly", "byday": [CODES[weekday] for weekday in sorted(days.weekdays)]}
    if end:
        rule["until"] = datetime.combine(end, time.max.replace(microsecond=0)) if entry.at else end
    event.add("rrule", rule)
    return event


def _brought_up(entry: Entry, today: date) -> Entry:
    """What is overdue falls on today, whenever it was due."""
    return replace(entry, day=today, at=None, moment=None) if entry.state == "overdue" else entry


def _event(plan: Plan, entry: Entry, occasion: str) -> Event:
    event = Event()
    event.add("uid", str(uuid5(NAMESPACE_OID, f"octotui {plan.name}\n{path_text(entry.path)}\n{occasion}")))
    name = "overdue" if entry.state == "overdue" else NAMES.get(entry.kind)
    event.add("summary", one_line(f"{name}: {entry.what}" if name else entry.what))
    event.add("categories", [entry.kind])
    if description := "\n".join(_description(plan, entry)):
        event.add("description", description)
    if entry.moment:
        event.add("dtstart", entry.moment)
    elif entry.at:
        event.add("dtstart", datetime.combine(entry.day, entry.at))
    else:
        event.add("dtstart", entry.day)
        event.add("transp", "TRANSPARENT")  # a day something is due on leaves its hours free
    if entry.minutes and (entry.at or entry.moment):
        event.add("duration", timedelta(minutes=entry.minutes))
    return event


def _description(plan: Plan, entry: Entry) -> Iterator[str]:
    """Who leads it and who is there, line by line, and what it is for."""
    thing = value_at(plan, entry.path)
    if text := getattr(thing, "purpose", "") or getattr(thing, "goal", ""):
        yield plain_lines(text)
    if entry.lead:
        yield one_line(f"{LED.get(entry.kind, 'Owner:')} {spoken(plan, entry.lead)}")
    if entry.attendees:
        yield one_line(f"{INVITED[entry.kind]}: {', '.join(spoken(plan, name) for name in entry.attendees)}")
    if channel := getattr(thing, "channel", ""):
        yield one_line(f"Where: {channel}")


def _occasion(plan: Plan, entry: Entry) -> str:
    """Which time of something it is, by what does not move when its day does: its sprint, week, month or release."""
    if entry.path[0] == "meetings":  # an action that a meeting asked for has no path of its own
        return entry.what
    if entry.every in _LENSES:
        return period_of(_LENSES[entry.every], entry.day).id
    if entry.every == "sprint":
        within = (one.id for one in plan.sprints if one.start and one.end and one.start <= entry.day <= one.end)
        return next(within, entry.day.isoformat())
    if entry.every == "release":
        coming = sorted(
            (release.window, release.id)
            for release in plan.releases
            if release.window and release.window.date() >= entry.day
        )
        return coming[0][1] if coming else entry.day.isoformat()
    return ""
