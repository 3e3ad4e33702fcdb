"""The team's rhythm: meetings, checkpoints, who is told what and when (documents 000, 001, 002)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Final, Literal

from octotui.plan.base import Entity
from octotui.plan.values import Count, Day, Filled, Flag, Moment, Names

Every = Literal["day", "week", "two-weeks", "sprint", "month", "quarter", "release", "feature"]
MeetingKind = Literal["standup", "go-no-go", "risk-review", "delivery-sync", "demo", "retrospective", "review"]

MEETING_NAMES: Final[Mapping[MeetingKind, str]] = {
    "standup": "Standup",
    "go-no-go": "Go/no-go",
    "risk-review": "Risk review",
    "delivery-sync": "Delivery sync",
    "demo": "Demo",
    "retrospective": "Retrospective",
    "review": "Review",
}


class Cadence(Entity):
    """A recurring meeting: how often, how long (minutes), who leads it.

    Attributes:
        on: The weekday it falls on ("friday"), where it has one.
        at: The local time of day, as ``09:15``.
    """

    name: Filled
    every: Every = "week"
    on: str = ""
    at: str = ""
    minutes: Count | None = None
    lead: str = ""
    attendees: Names = ()
    purpose: str = ""
    held: tuple[Day, ...] = ()


class Checkpoint(Entity):
    """A formal review: when it is due, who leads, who has to be there, when it was held."""

    name: Filled
    every: Every | None = None
    due: Day | None = None
    lead: str = ""
    required: Names = ()
    batch: str = ""
    release: str = ""
    held: tuple[Day, ...] = ()
    outcome: str = ""


class Communication(Entity):
    """Something people are told regularly: what, to whom, how, and when it was last sent."""

    identity: ClassVar[tuple[str, ...]] = ("what",)

    what: Filled
    every: Every = "week"
    on: str = ""
    audience: Names = ()
    channel: str = ""
    owner: str = ""
    sent: tuple[Day, ...] = ()

    @property
    def label(self) -> str:
        """What people are told."""
        return self.what


class MeetingAction(Entity):
    """Something a meeting asked someone to do."""

    identity: ClassVar[tuple[str, ...]] = ("text",)
    writes_id: ClassVar[bool] = False
    short: ClassVar[str] = "text"

    text: Filled
    owner: str = ""
    due: Day | None = None
    done: Flag = False


class MeetingNote(Entity):
    """Something that was said in a meeting; ``about`` is the id of a thing or of a person, or empty."""

    identity: ClassVar[tuple[str, ...]] = ("about", "text")
    writes_id: ClassVar[bool] = False
    short: ClassVar[str] = "text"

    about: str = ""
    text: Filled


class Meeting(Entity):
    """The record of a meeting that was held.

    Attributes:
        release: The release that a go/no-go was about.
        attendees: Who was there.
        decisions: What was decided, in words; the decision on a release is in that release.
        changes: What the meeting changed in the plan, in words, a line for each thing.
        parked: Topics kept for after the meeting.
    """

    identity: ClassVar[tuple[str, ...]] = ("kind", "at")
    writes_id: ClassVar[bool] = False

    kind: MeetingKind
    at: Moment
    ended: Moment | None = None
    lead: str = ""
    release: str = ""
    attendees: Names = ()
    summary: str = ""
    decisions: Names = ()
    changes: Names = ()
    notes: tuple[MeetingNote, ...] = ()
    actions: tuple[MeetingAction, ...] = ()
    parked: Names = ()

    @property
    def label(self) -> str:
        """What it was, and its day in local time: ``Risk review 2026-11-18``."""
        return f"{MEETING_NAMES[self.kind]} {self.at.astimezone().date()}"
