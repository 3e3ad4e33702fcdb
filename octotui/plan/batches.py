"""Batches: the big steps of a delivery (documents 001, "Progress Tracking Dashboard", and 000, "Quality & Testing")."""

from __future__ import annotations

from typing import ClassVar, Literal

from octotui.plan.base import Entity
from octotui.plan.values import Day, Filled, Flag, Moment, Names, Percent, Target

BatchStatus = Literal["not-started", "queued", "in-progress", "blocked", "done"]


class Gate(Entity):
    """A quality gate of a batch: unit, integration, smoke, security, manual QA, or one's own."""

    keyed: ClassVar[bool] = True
    short: ClassVar[str] = "passed"

    passed: Flag = False
    by: str = ""
    at: Moment | None = None
    note: str = ""


class Batch(Entity):
    """A step of the delivery.

    Attributes:
        priority: ``P0`` first; any text.
        progress: In percent, 0–100.
        target: A day, or weeks that count from the project's start ("Week 3–4").
        owner: A person's handle, or any text.
        blockers: Ids of batches, cards, escalations or issues that it waits on; or words.
    """

    synonyms: ClassVar[dict[str, str]] = {"target_date": "target"}

    name: Filled
    priority: Filled = "P2"
    status: BatchStatus = "not-started"
    progress: Percent = 0
    target: Target | None = None
    owner: str = ""
    blockers: Names = ()
    started: Day | None = None
    finished: Day | None = None
    summary: str = ""
    notes: str = ""
    gates: tuple[Gate, ...] = ()

    @property
    def is_done(self) -> bool:
        """Whether nothing is left to do."""
        return self.status == "done"

    @property
    def percent_done(self) -> float:
        """How far it is in percent: its progress, whatever that says once it is done 100."""
        return 100 if self.is_done else self.progress
