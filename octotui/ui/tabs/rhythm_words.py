"""How the rhythm is said: when something is due, how it stands, how often it comes."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Final

from octotui.plan.periods import period_of
from octotui.plan.recurrence import EVERY_WORDS, WEEKDAYS, time_of, weekday_of
from octotui.plan.rhythm import Cadence
from octotui.plan.turns import Turn, record_of
from octotui.plan.words import counted, day_text, days_away
from octotui.ui.glyphs import Glyphs
from octotui.ui.text import Run, say
from octotui.ui.widgets.fortnight import LOOKS

GROUPS: Final = ("Overdue", "Today", "This week", "Next week", "Later", "No day yet")
LAST_OF_DAY: Final = (24, 0)
"""What has no time of day comes behind all that has."""


def group(turn: Turn) -> str:
    """The heading it stands under: what was held today stays with today."""
    if turn.state == "overdue":
        return "Overdue"
    if turn.today in (turn.next, turn.last):
        return "Today"
    if turn.next is None:
        return "No day yet"
    week = period_of("week", turn.today)
    return "This week" if turn.next in week else "Next week" if turn.next in week.next else "Later"


def order(turn: Turn) -> tuple[int, date, tuple[int, int]]:
    """Its place: by group, day and time; what is held today stays where it was due."""
    name = group(turn)
    day = turn.today if name == "Today" else turn.next
    return GROUPS.index(name), day or date.max, time_of(_at(turn)) or LAST_OF_DAY


def when(turn: Turn) -> Run:
    """The day it is due and the time of day, if it has any."""
    if turn.next is None:
        return ("", "")
    at = _at(turn)
    if turn.next == turn.today:
        return say(f"today {at}".strip())
    year = "" if turn.next.year == turn.today.year else f" {turn.next.year}"
    return say(f"{day_text(turn.next)}{year}{f' {at}' if at and not year else ''}")


def state_words(turn: Turn) -> str:
    """How it stands, in a few words."""
    record = record_of(turn.path[0])
    match turn.state:
        case "overdue":
            return f"{counted(turn.late, 'day')} late"
        case "due":
            return "due today"
        case "held":
            return f"{record} today" if turn.last == turn.today else record
        case "next":
            assert turn.next is not None
            return days_away(turn.next, turn.today)
    return "no day yet"


def state_run(turn: Turn, glyphs: Glyphs) -> Run:
    """How it stands: a glyph and a few words."""
    shape, ink = LOOKS[turn.state]
    return (f"{getattr(glyphs, shape)} {state_words(turn)}", ink)


def how_often(thing: Any) -> str:
    """``every week, on Wednesday at 14:00``; once has no word."""
    every = EVERY_WORDS[thing.every] if thing.every else "once"
    weekday = weekday_of(getattr(thing, "on", ""))
    on_day = f", on {WEEKDAYS[weekday].capitalize()}" if weekday is not None and thing.every != "day" else ""
    at = f" at {thing.at}" if getattr(thing, "at", "") else ""
    return f"{every}{on_day}{at}"


def _at(turn: Turn) -> str:
    """The time of day it has, as the plan writes it."""
    return turn.thing.at if isinstance(turn.thing, Cadence) else ""


def behind(turn: Turn) -> list[date]:
    """The next days behind the one it is due, three at most."""
    if turn.next is None:
        return []
    first = max(turn.next, turn.today) + timedelta(days=1)
    return list(turn.planned(first, first + timedelta(days=100)))[:3]
