"""Roles: profiles, the release matrix, collaboration, decision authority (documents 003, 004, 000)."""

from __future__ import annotations

from typing import ClassVar, Final, Literal

from octotui.plan.base import Entity
from octotui.plan.values import Filled, Names

PhaseName = Literal["pre-release", "release", "post-release", "incident"]
PHASES: Final[tuple[PhaseName, ...]] = ("pre-release", "release", "post-release", "incident")


class Task(Entity):
    """A task of the release matrix; each release ticks it off anew."""

    identity: ClassVar[tuple[str, ...]] = ("text",)
    writes_id: ClassVar[bool] = False
    short: ClassVar[str] = "text"

    text: Filled
    notes: str = ""


class PhaseTasks(Entity):
    """A cell of the release matrix: what a role does in a phase. The id is the phase."""

    keyed: ClassVar[bool] = True
    writes_id: ClassVar[bool] = False
    short: ClassVar[str] = "tasks"

    tasks: tuple[Task, ...] = ()


class Interaction(Entity):
    """What a role does together with another; the id is the other role."""

    keyed: ClassVar[bool] = True
    writes_id: ClassVar[bool] = False
    short: ClassVar[str] = "about"

    about: str = ""


class Role(Entity):
    """A role: its profile, and its row in the release matrix.

    Attributes:
        tasks: The matrix row, phase by phase.
        collaborators: Roles it works with most; ``touchpoints`` and ``frequency`` say where and how often.
    """

    name: Filled
    summary: str = ""
    people: Names = ()
    responsibilities: Names = ()
    goals: Names = ()
    communication: Names = ()
    interactions: tuple[Interaction, ...] = ()
    collaborators: Names = ()
    touchpoints: Names = ()
    frequency: str = ""
    tasks: tuple[PhaseTasks, ...] = ()

    def tasks_in(self, phase: str) -> tuple[Task, ...]:
        """The tasks in a phase; none if the cell is empty."""
        return next((cell.tasks for cell in self.tasks if cell.id == phase), ())


class Responsibility(Entity):
    """An activity, its primary owner and the roles that support it (document 000)."""

    identity: ClassVar[tuple[str, ...]] = ("activity",)

    activity: Filled
    owner: str = ""
    supporting: Names = ()

    @property
    def label(self) -> str:
        """The activity."""
        return self.activity


class DecisionType(Entity):
    """A kind of decision, who takes it, and where it goes if that is not enough (document 003)."""

    name: Filled
    owner: Names = ()
    path: Names = ()
    notes: str = ""
