"""The agenda: everything in a plan that falls on a day, from meetings to the windows of releases.

What comes again, and when that is overdue, is said in `octotui.plan.turns`; the rest is due on its own day, and overdue
when that day is over and it is not done: batches and their targets (document 001, "Batch Execution Dashboard"),
milestones (002, "Progress Dashboard"), checklists and release windows (003, "Key Milestones & Checkpoints"), next
actions (001, "Immediate Next Actions"), and what `octotui.plan.agenda_dues` finds. A sprint ends, whatever is open in
it, so its end is never overdue.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, tzinfo
from typing import Any, Final, Literal, TypeAlias

from octotui.plan.agenda_dues import dues
from octotui.plan.edits import Path
from octotui.plan.frozen import Frozen, replace
from octotui.plan.plan import Plan
from octotui.plan.recurrence import time_of
from octotui.plan.rhythm import Cadence, Every
from octotui.plan.targets import due_day
from octotui.plan.turns import Turn, invited_to, leader_of, record_of, turns
from octotui.plan.words import counted
from octotui.plan.work import Milestone, action_day

EntryKind: TypeAlias = Literal[
    "meeting", "checkpoint", "message", "release", "batch", "milestone", "checklist", "action", "sprint",
    "issue", "change", "mitigation", "runbook", "escalation",
]  # fmt: skip
EntryState: TypeAlias = Literal["overdue", "due", "next", "held", "missed"]

KINDS: Final[dict[str, EntryKind]] = {"cadences": "meeting", "checkpoints": "checkpoint", "communications": "message"}
OPEN: Final = frozenset({"overdue", "due", "next"})
"""The states of what is still to do."""


class Entry(Frozen):
    """Something that falls on a day.

    Attributes:
        path: What it is about.
        kind: What that is.
        day: The day; of something overdue the day it was due.
        what: What a person calls it.
        state: Overdue, due today, next on a later day; held (or sent, done, reached, ended), or missed for good.
        done: The word for its being done.
        late: How many days it is overdue; 0 if it is not.
        at: The local time of day; None is any.
        minutes: How long it takes, where the plan says so.
        moment: The moment it begins, where the plan has one that is the same everywhere.
        every: How often it comes; None is once.
        lead: Who leads or owns it: a handle, a role or words.
        attendees: Who is there, or is told: handles, roles or words.
    """

    path: Path
    kind: EntryKind
    day: date
    what: str
    state: EntryState
    done: str = "done"
    late: int = 0
    at: time | None = None
    minutes: int | None = None
    moment: datetime | None = None
    every: Every | None = None
    lead: str = ""
    attendees: tuple[str, ...] = ()

    @property
    def word(self) -> str:
        """Its state as people say it: ``2 days overdue``, ``today``, ``sent``; a later day needs no word."""
        match self.state:
            case "overdue":
                return f"{counted(self.late, 'day')} overdue"
            case "due":
                return "today"
            case "next":
                return ""
            case "held":
                return self.done
        return "missed"


def agenda(plan: Plan, today: date, first: date, last: date, zone: tzinfo | None = None) -> tuple[Entry, ...]:
    """What falls on the days from one to another, both counted, in the order of days and times.

    Args:
        plan: The plan.
        today: The day it is; what was held on a day before stands there.
        first: The first day.
        last: The last day.
        zone: Where the team is; None is where the program runs.
    """
    return _ordered(entry for entry in _Look(plan, today, zone).entries(first, last) if first <= entry.day <= last)


def overdue(plan: Plan, today: date, zone: tzinfo | None = None) -> tuple[Entry, ...]:
    """What is overdue, the longest first."""
    return _ordered(entry for entry in _Look(plan, today, zone).entries(today, today) if entry.state == "overdue")


def entry_of(turn: Turn) -> Entry:
    """A meeting, checkpoint or message as an entry of today."""
    thing = turn.thing
    hour_minute = time_of(thing.at) if isinstance(thing, Cadence) else None
    return Entry(
        turn.path,
        KINDS[turn.path[0]],
        turn.today,
        thing.label,
        "due",
        done=record_of(turn.path[0]),
        at=time(*hour_minute) if hour_minute else None,
        minutes=thing.minutes if isinstance(thing, Cadence) else None,
        every=thing.every,
        lead=leader_of(thing),
        attendees=invited_to(thing),
    )


def _ordered(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    return tuple(sorted(entries, key=lambda entry: (entry.day, entry.at or time.max)))


class _Look:
    """A look at one plan on one day; what it finds is on any day."""

    def __init__(self, plan: Plan, today: date, zone: tzinfo | None) -> None:
        self._plan = plan
        self._today = today
        self._zone = zone
        self._start = plan.project.start if plan.project else None

    def entries(self, first: date, last: date) -> Iterator[Entry]:
        """What comes again, on these days or overdue; and all the rest."""
        for turn in turns(self._plan, self._today, self._zone):
            yield from self._turn(turn, first, last)
        yield from self._releases()
        yield from self._work()
        yield from self._meeting_actions()
        for due in dues(self._plan, self._zone):
            yield from self._once(due.path, due.kind, due.day, due.what, is_done=False, lead=due.lead)

    def _turn(self, turn: Turn, first: date, last: date) -> Iterator[Entry]:
        entry = entry_of(turn)
        for day in turn.held:
            yield replace(entry, day=day, state="held")
        planned = turn.planned(first, last)
        for day in dict.fromkeys((turn.next, *planned) if turn.next and turn.late else planned):
            yield self._on(entry, day)

    def _releases(self) -> Iterator[Entry]:
        for release in self._plan.releases:
            if release.window is not None and release.status != "cancelled":
                window = release.window.astimezone(self._zone)
                what = " ".join(filter(None, (release.id, release.name)))
                yield from self._once(
                    ("releases", release.id),
                    "release",
                    window.date(),
                    what,
                    is_done=release.status in ("released", "rolled-back"),
                    done=release.status.replace("-", " "),
                    at=window.time(),
                    moment=release.window,
                    lead=release.owner,
                )

    def _work(self) -> Iterator[Entry]:
        plan, start = self._plan, self._start
        for batch in plan.batches:
            day = (batch.finished if batch.is_done else None) or due_day(batch.target, start)
            yield from self._once(
                ("batches", batch.id), "batch", day, batch.label, is_done=batch.is_done, lead=batch.owner
            )
        for milestone in plan.milestones:
            yield from self._milestone(milestone)
        for one in plan.checklists:
            day = due_day(one.due, start)
            yield from self._once(("checklists", one.id), "checklist", day, one.label, is_done=one.is_done)
        for action in plan.actions:
            day = action_day(action, start)
            yield from self._once(
                ("actions", action.id), "action", day, action.label, is_done=action.done, lead=action.owner
            )
        for sprint in plan.sprints:
            is_over = sprint.end is not None and sprint.end < self._today
            what = f"End of {sprint.label}"
            yield from self._once(("sprints", sprint.id), "sprint", sprint.end, what, is_done=is_over, done="ended")

    def _milestone(self, milestone: Milestone) -> Iterator[Entry]:
        path, is_done = ("milestones", milestone.id), milestone.status == "reached"
        day = (milestone.reached if is_done else None) or due_day(milestone.due, self._start)
        for entry in self._once(
            path, "milestone", day, milestone.label, is_done=is_done, done="reached", lead=milestone.owner
        ):
            yield replace(entry, state="missed", late=0) if milestone.status == "missed" else entry

    def _meeting_actions(self) -> Iterator[Entry]:
        """What meetings asked for."""
        for meeting in self._plan.meetings:
            for action in meeting.actions:
                path, lead = ("meetings", meeting.id), action.owner
                yield from self._once(path, "action", action.due, action.text, is_done=action.done, lead=lead)

    def _once(
        self, path: Path, kind: EntryKind, day: date | None, what: str, *, is_done: bool, **more: Any
    ) -> Iterator[Entry]:
        if day is not None:
            entry = Entry(path, kind, day, what, "held" if is_done else "next", **more)
            yield entry if is_done else self._on(entry, day)

    def _on(self, entry: Entry, day: date) -> Entry:
        """Something that is still to do, on a day."""
        late = max(0, (self._today - day).days)
        state: EntryState = "overdue" if late else "due" if day == self._today else "next"
        return replace(entry, day=day, state=state, late=late)
