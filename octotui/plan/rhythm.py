"""The team's rhythm: meetings, checkpoints, who is told what and when (documents 000, 001, 002)."""

from __future__ import annotations

from typing import ClassVar, Literal

from octotui.plan.base import Entity
from octotui.plan.values import Count, Day, Filled, Moment, Names

Every = Literal["day", "week", "two-weeks", "sprint", "month", "quarter", "release", "feature"]
MeetingKind = Literal["standup", "go-no-go", "risk-review", "delivery-sync", "demo", "retrospective", "review"]


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


class Meeting(Entity):
    """The record of a meeting that was held."""

    identity: ClassVar[tuple[str, ...]] = ("kind", "at")

    kind: MeetingKind
    at: Moment
    ended: Moment | None = None
    lead: str = ""
    release: str = ""
    attendees: Names = ()
    summary: str = ""
    decisions: Names = ()
    actions: tuple[MeetingAction, ...] = ()
    parked: Names = ()
