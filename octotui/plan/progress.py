"""Progress: of the whole plan, and of the cells of the release matrix."""

from __future__ import annotations

from dataclasses import dataclass

from octotui.plan.batches import Batch
from octotui.plan.plan import Plan
from octotui.plan.releases import Release
from octotui.plan.roles import PHASES, Role


@dataclass(frozen=True, slots=True)
class Cell:
    """How many tasks there are, and how many are done."""

    done: int = 0
    total: int = 0

    def __add__(self, other: Cell) -> Cell:
        """Both together."""
        return Cell(self.done + other.done, self.total + other.total)


def overall_progress(plan: Plan) -> int:
    """The mean of the batches' progress in percent, 0–100; a batch that is done counts as 100."""
    if not plan.batches:
        return 0
    return int(sum(100 if batch.is_done else batch.progress for batch in plan.batches) // len(plan.batches))


def current_batch(plan: Plan) -> Batch | None:
    """The first batch that is not done (document 001's weekly report)."""
    return next((batch for batch in plan.batches if not batch.is_done), None)


def current_release(plan: Plan) -> Release | None:
    """The release people work on: the first active one, else the first planned one, else the last there is."""
    for status in ("active", "planned"):
        for release in plan.releases:
            if release.status == status:
                return release
    return plan.releases[-1] if plan.releases else None


def cell(plan: Plan, release: Release | None, role: Role, phase: str) -> Cell:
    """A cell of the matrix: a role's tasks in a phase, and how many are ticked for the release."""
    del plan
    tasks = role.tasks_in(phase)
    done = sum(release.tick_for(role.id, phase, task.text) is not None for task in tasks) if release else 0
    return Cell(done, len(tasks))


def role_progress(plan: Plan, release: Release | None, role: Role) -> Cell:
    """A role's tasks in all phases but the incident's, which is hoped not to come."""
    return sum((cell(plan, release, role, phase) for phase in PHASES if phase != "incident"), Cell())


def phase_progress(plan: Plan, release: Release | None, phase: str) -> Cell:
    """All roles' tasks in a phase."""
    return sum((cell(plan, release, role, phase) for role in plan.roles), Cell())
