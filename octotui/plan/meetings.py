"""The records of meetings: the last one of a kind, and a new one, which the plan's rhythm then knows of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, tzinfo
from typing import Any, Final

from octotui.plan.data import data_of
from octotui.plan.edits import Add, Edit, Edits, Set, apply, last_id, value_at
from octotui.plan.naming import slug, unused
from octotui.plan.plan import Plan
from octotui.plan.rhythm import Cadence, Checkpoint, Meeting, MeetingAction, MeetingKind, MeetingNote
from octotui.plan.turns import mark_held

CALLED: Final[dict[MeetingKind, tuple[str, ...]]] = {
    "standup": ("standup", "stand-up", "daily-scrum"),
    "go-no-go": ("go-no-go", "release-readiness", "readiness-review"),
    "risk-review": ("risk-review", "risks-review", "review-of-risks", "risk-register-review"),
    "delivery-sync": ("delivery-sync",),
    "demo": ("demo", "sprint-review"),
    "retrospective": ("retrospective", "retro"),
    "review": (),
}
"""What people call the meetings of the rhythm, as words of an id: document 000 has the readiness review before each
deployment, and that is where document 003 decides on go or no-go."""
STANDUP_MINUTES: Final = 15
"""Document 000, "Team Rhythm": "Daily standups (15 min)"."""
OTHER_MINUTES: Final = 30
"""No document says how long another meeting is: half an hour, unless the plan's rhythm says more or less."""


def last_meeting(plan: Plan, kind: MeetingKind, before: datetime | None = None) -> Meeting | None:
    """The latest meeting of a kind; with ``before``, the latest that began before that moment."""
    found = (one for one in plan.meetings if one.kind == kind and (before is None or one.at < before))
    return max(found, key=lambda one: one.at, default=None)


def planned_minutes(plan: Plan, kind: MeetingKind) -> int:
    """How long a meeting is to take.

    Returns:
        The minutes of its cadence in the plan; else 15 for a standup (document 000), and 30 for any other.
    """
    found = (one.minutes for one in rhythm_of(plan, kind) if isinstance(one, Cadence) and one.minutes)
    return next(found, STANDUP_MINUTES if kind == "standup" else OTHER_MINUTES)


def rhythm_of(plan: Plan, kind: MeetingKind, release: str = "") -> tuple[Cadence | Checkpoint, ...]:
    """What of the plan's rhythm a meeting is: a cadence, a checkpoint, or one of each.

    It is known by its id or its name, which has the words people call it by (see `CALLED`). A checkpoint of another
    release is not meant, nor is one of a batch; one of this very release is meant rather than one of any. Where two
    could be meant, such as the standups of two teams, neither is: nobody can tell which was held.
    """
    found: tuple[tuple[Cadence | Checkpoint, ...], ...] = (
        tuple(one for one in plan.cadences if _is_called(one, kind)),
        tuple(one for one in plan.checkpoints if _is_called(one, kind) and _is_for(one, release)),
    )
    return tuple(meant for candidates in found if (meant := _only_one(candidates, release)))


def record(
    plan: Plan,
    kind: MeetingKind,
    started: datetime,
    ended: datetime,
    lead: str,
    release: str = "",
    attendees: Iterable[str] = (),
    summary: str = "",
    notes: Iterable[MeetingNote] = (),
    actions: Iterable[MeetingAction] = (),
    parked: Iterable[str] = (),
    decisions: Iterable[str] = (),
    changes: Iterable[str] = (),
    zone: tzinfo | None = None,
) -> Edits:
    """The record of a meeting, and the note in the plan's rhythm that it was held that day.

    Args:
        plan: The plan.
        kind: What meeting it was.
        started: When it began; kept to the second.
        ended: When it ended.
        lead: Who led it.
        release: The release it was about.
        attendees: Who was there.
        summary: What is to be said of it in a sentence or two.
        notes: What was said, about what.
        actions: Who is to do what, until when.
        parked: Topics kept for later.
        decisions: What was decided.
        changes: What it changed, see `octotui.plan.meeting_words`.
        zone: Where the team is: it says which day it was held on. None is where the program runs.
    """
    value = {
        "kind": kind,
        "at": started.replace(microsecond=0),
        "ended": ended.replace(microsecond=0),
        "lead": lead,
        "release": release,
        "attendees": tuple(attendees),
        "summary": summary,
        "decisions": tuple(decisions),
        "changes": tuple(changes),
        "notes": _parts(notes),
        "actions": _parts(actions),
        "parked": tuple(parked),
    }
    value = {name: held for name, held in value.items() if held not in ("", (), [])}
    taken = {meeting.id for meeting in plan.meetings}
    path = ("meetings", unused(Meeting.implied_id(value), taken))
    held = _held(plan, kind, release, started.astimezone(zone).date())
    return (Add(path, value, last_id(plan.meetings)), *held)


def with_records_until(was: Plan, now: Plan, at: datetime, zone: tzinfo | None = None) -> Plan:
    """A plan of the past with the meetings that were over by then, though their records were written right after.

    Nothing that came of such a meeting later is in it: an action is as open as when it was written down.

    Args:
        was: The plan as it was.
        now: The plan as it is, which has the records.
        at: The moment of the past.
        zone: See `record`.
    """
    known = {meeting.id for meeting in was.meetings}
    for meeting in now.meetings:
        if meeting.id not in known and (meeting.ended or meeting.at) <= at:
            added = Add(("meetings", meeting.id), _as_written(meeting), last_id(was.meetings))
            held = _held(was, meeting.kind, meeting.release, meeting.at.astimezone(zone).date())
            was = apply(was, (added, *(edit for edit in held if _is_kept(edit, now))))
    return was


def _held(plan: Plan, kind: MeetingKind, release: str, day: date) -> Edits:
    """The note in the plan's rhythm that a meeting was held on a day."""
    areas = {Cadence: "cadences", Checkpoint: "checkpoints"}
    held = (mark_held(plan, (areas[type(one)], one.id), day) for one in rhythm_of(plan, kind, release))
    return tuple(edit for edits in held for edit in edits)


def _is_called(one: Cadence | Checkpoint, kind: MeetingKind) -> bool:
    """Whether the words of a meeting stand in a name, or in an id, as whole words."""
    spelled = [f"-{slug(text)}-" for text in (one.id, one.name)]
    return any(f"-{words}-" in text for words in CALLED[kind] for text in spelled)


def _is_for(one: Checkpoint, release: str) -> bool:
    return not one.batch and one.release in ("", release)


def _only_one(candidates: Sequence[Cadence | Checkpoint], release: str) -> Cadence | Checkpoint | None:
    """The one that is meant: the only one there is, or the only one of this release."""
    own = [one for one in candidates if release and getattr(one, "release", "") == release]
    meant = own or candidates
    return meant[0] if len(meant) == 1 else None


def _as_written(meeting: Meeting) -> dict[str, Any]:
    """A record as it was written down, when nothing was done yet about its actions."""
    data = data_of(meeting)
    actions = [{key: held for key, held in one.items() if key != "done"} for one in data.get("actions", ())]
    return data | ({"actions": actions} if actions else {})


def _is_kept(edit: Edit, now: Plan) -> bool:
    """Whether a plan has the day that a note adds."""
    return isinstance(edit, Set) and set(edit.new).difference(edit.old or ()) <= set(value_at(now, edit.path) or ())


def _parts(parts: Iterable[MeetingNote | MeetingAction]) -> list[dict[str, Any]]:
    """The data of notes or actions, without what they leave empty and without ids, which follow."""
    return [
        {key: held for key, held in data_of(part).items() if key != "id" and held not in ("", None)} for part in parts
    ]
