"""Since when one wants to know what changed: the end of a meeting, a day, a moment, or a git revision."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import Final, get_args

from octotui.plan.frozen import Frozen
from octotui.plan.plan import Plan
from octotui.plan.problems import PlanError, Problem, quoted
from octotui.plan.recurrence import WEEKDAYS
from octotui.plan.rhythm import MEETING_NAMES, Meeting, MeetingKind
from octotui.plan.words import day_text, moment_text

FORMS: Final = "write standup, risk-review or go-no-go, yesterday, monday, -3d, -4h, 2026-11-18, or a git revision"
MEETING: Final = "meeting"
"""The last meeting, whatever it was."""
_KINDS: Final[tuple[MeetingKind, ...]] = get_args(MeetingKind)
_PLAIN: Final = {kind.replace("-", ""): kind for kind in _KINDS}
_STEPS: Final = re.compile(r"-(\d{1,4})([hdw])")
_NAMED: Final = {"today": 0, "yesterday": 1, "a week ago": 7}


class Since(Frozen):
    """A point in the past.

    Attributes:
        words: What it is called: ``the standup, 19 Nov 09:12``, ``Wed 18 Nov``, ``HEAD~2``.
        short: The same where there is little room: ``19 Nov 09:12``.
        at: The moment; None for a revision.
        revision: What git calls it; empty for a moment.
    """

    words: str
    short: str
    at: datetime | None = None
    revision: str = ""


def parse_since(text: str, plan: Plan, now: datetime) -> Since:
    """The point in the past that somebody typed; what is no meeting and no time is taken for a git revision.

    A day begins with it: what changed since Monday changed on Monday or later.

    Args:
        text: ``standup`` and the other kinds of meetings, the end of the last one; ``meeting``, the last of any kind;
            ``2026-11-18``, ``2026-11-18 14:00``, ``today``, ``yesterday``, ``monday``; ``-4h``, ``-3d``, ``-2w``.
        plan: The plan, which knows its meetings.
        now: The moment that days are counted back from.

    Raises:
        PlanError: No such meeting is on record, it is still to come, or nothing was typed.
    """
    typed = text.strip()
    if not typed:
        raise _error("nothing says since when")
    if (plain := typed.casefold().replace("-", "").replace(" ", "")) in (MEETING, *_PLAIN):
        return _since_meeting(plan, _PLAIN.get(plain), now)
    found = _moment(typed.casefold(), now) or _dated(typed)
    if found is None:
        return Since(typed, typed, revision=typed)
    if found.at and found.at > now:
        raise _error(f"{quoted(typed)} is still to come")
    return found


def since_meeting(meeting: Meeting) -> Since:
    """The end of a meeting; its beginning if nobody wrote down when it ended."""
    at = meeting.ended or meeting.at
    when = moment_text(at)
    return Since(f"the {name_of(meeting.kind)}, {when}", when, at)


def name_of(kind: MeetingKind) -> str:
    """A kind of meeting within a sentence: ``risk review``."""
    return MEETING_NAMES[kind].lower()


def last_held(plan: Plan, now: datetime, kind: MeetingKind | None = None) -> Meeting | None:
    """The last meeting on record that is over; of a kind, or of any."""
    over = (one for one in plan.meetings if kind in (None, one.kind) and (one.ended or one.at) <= now)
    return max(over, key=lambda one: one.ended or one.at, default=None)


def since_day(day: date) -> Since:
    """The beginning of a day, where the program runs."""
    at = datetime.combine(day, time()).astimezone(UTC)
    return Since(day_text(day), day_text(day), at)


def _since_meeting(plan: Plan, kind: MeetingKind | None, now: datetime) -> Since:
    meeting = last_held(plan, now, kind)
    if meeting is None:
        raise _error(f"no {name_of(kind) if kind else MEETING} is on record", "name a day or a git revision")
    return since_meeting(meeting)


def _moment(typed: str, now: datetime) -> Since | None:
    """What is counted back from now."""
    today = now.astimezone().date()
    if typed in _NAMED:
        return since_day(today - timedelta(days=_NAMED[typed]))
    if len(typed) >= 3 and (weekday := next((one for one in WEEKDAYS if one.startswith(typed)), None)):
        return since_day(today - timedelta(days=(today.weekday() - WEEKDAYS.index(weekday) - 1) % 7 + 1))
    match = _STEPS.fullmatch(typed)
    if match is None:
        return None
    number, unit = int(match[1]), match[2]
    if unit == "h":
        at = now - timedelta(hours=number)
        return Since(moment_text(at), moment_text(at), at)
    return since_day(today - timedelta(days=number * (7 if unit == "w" else 1)))


def _dated(typed: str) -> Since | None:
    """A day or a moment of the calendar."""
    try:
        return since_day(date.fromisoformat(typed))
    except (ValueError, OverflowError):
        pass
    try:
        at = datetime.fromisoformat(typed).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return Since(moment_text(at), moment_text(at), at)


def _error(what: str, mend: str = FORMS) -> PlanError:
    return PlanError([Problem("error", what, mend)])
