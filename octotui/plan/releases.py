"""Releases: what was ticked, voted, waived and decided for each (document 003)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import ClassVar, Literal

from octotui.plan.base import Entity
from octotui.plan.batches import Gate
from octotui.plan.roles import PhaseName
from octotui.plan.values import Day, Filled, Moment, Names

VoteChoice = Literal["go", "no-go", "abstain"]
ReleaseStatus = Literal["planned", "active", "released", "rolled-back", "cancelled"]


class Tick(Entity):
    """A task of the matrix that was done for a release: by whom, and when."""

    identity: ClassVar[tuple[str, ...]] = ("role", "phase", "task")
    writes_id: ClassVar[bool] = False

    role: str
    phase: str = ""
    task: str
    by: str = ""
    at: Moment | None = None
    note: str = ""


class Vote(Entity):
    """A role's word in the go/no-go.

    Attributes:
        open: What it covers that was open when it was cast (see `octotui.plan.vote_cover`); None if nobody noted that.
    """

    identity: ClassVar[tuple[str, ...]] = ("role",)
    writes_id: ClassVar[bool] = False

    role: str
    vote: VoteChoice
    by: str = ""
    at: Moment | None = None
    condition: str = ""
    note: str = ""
    open: Names | None = None


class Waiver(Entity):
    """What stands against a release, let through: why, by whom, and until when.

    Attributes:
        item: A point of a checklist, a gate, a role that says NO-GO, or an escalation: its id, or its text.
        until: The last day on which it counts.
    """

    identity: ClassVar[tuple[str, ...]] = ("item",)
    writes_id: ClassVar[bool] = False

    item: str
    by: str = ""
    reason: str = ""
    until: Day | None = None

    @property
    def lacks(self) -> tuple[str, ...]:
        """What it needs to count and does not say, in words."""
        needed = {"reason": self.reason.strip(), "name": self.by.strip(), "day until which it counts": self.until}
        return tuple(f"no {word}" for word, given in needed.items() if not given)

    def has_run_out(self, today: date) -> bool:
        """Whether its last day is over."""
        return self.until is not None and self.until < today

    def counts(self, today: date) -> bool:
        """Whether it lets anything through on a day."""
        return not self.lacks and not self.has_run_out(today)


class Decision(Entity):
    """A decision that was taken: what, by whom, when and why; ``type`` names a kind in ``decision_types``."""

    identity: ClassVar[tuple[str, ...]] = ("type", "at")
    writes_id: ClassVar[bool] = False

    type: str = ""
    outcome: Filled
    by: str = ""
    at: Moment | None = None
    reason: str = ""
    notes: str = ""


class Channel(Entity):
    """How people talk in a phase; the id is the phase."""

    keyed: ClassVar[bool] = True
    writes_id: ClassVar[bool] = False
    short: ClassVar[str] = "through"

    through: Names = ()


class Release(Entity):
    """One release: an instance of the matrix and of the release checklists.

    Attributes:
        phase: Where it stands; its column of the matrix stands out.
        window: When it is deployed.
        voters: Ids of the roles that have to vote; left out, every role with a task.
        done: The tasks ticked off.
    """

    steps: ClassVar[Mapping[str, tuple[str, ...]]] = {
        "planned": ("active", "cancelled"),
        "active": ("released", "rolled-back", "cancelled"),
        "released": ("rolled-back",),
        "rolled-back": (),
        "cancelled": (),
    }

    name: str = ""
    status: ReleaseStatus = "active"
    phase: PhaseName = "pre-release"
    window: Moment | None = None
    owner: str = ""
    scope: Names = ()
    batches: Names = ()
    voters: Names = ()
    summary: str = ""
    gates: tuple[Gate, ...] = ()
    done: tuple[Tick, ...] = ()
    votes: tuple[Vote, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    decisions: tuple[Decision, ...] = ()
    notes: str = ""

    def tick_for(self, role: str, phase: str, task: str) -> Tick | None:
        """The tick of a task, if it was done. A tick without a phase counts for the phase that has the task."""
        for tick in self.done:
            if tick.role == role and tick.task.casefold() == task.casefold() and tick.phase in ("", phase):
                return tick
        return None
