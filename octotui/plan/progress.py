"""Progress: of batches against their time, and of the cells of the release matrix."""

from __future__ import annotations

from datetime import date
from typing import Final

from octotui.plan.batches import Batch
from octotui.plan.frozen import Frozen
from octotui.plan.plan import Plan, by_id
from octotui.plan.releases import Release
from octotui.plan.roles import PHASES, Role
from octotui.plan.targets import span
from octotui.plan.work import Initiative

PLANNED_PHASES: Final = tuple(phase for phase in PHASES if phase != "incident")
"""The phases every release goes through; an incident is hoped not to come."""


class Cell(Frozen):
    """How many tasks there are, and how many are done."""

    done: int = 0
    total: int = 0

    @property
    def percent(self) -> int:
        """Done tasks in percent, 0–100; without tasks there is nothing left to do."""
        return 100 * self.done // self.total if self.total else 100

    def __add__(self, other: Cell) -> Cell:
        """Both together."""
        return Cell(self.done + other.done, self.total + other.total)


def overall_progress(plan: Plan) -> int:
    """The mean of the batches' progress in percent, 0–100; a done batch counts as 100, no batches as 0."""
    return int(mean_progress(list(plan.batches)) or 0)


def expected_progress(plan: Plan, batch: Batch, today: date) -> int | None:
    """Where a batch would be if it went evenly from its first to its last day.

    Returns:
        Percent, 0–100, at the end of the day; None without a target or without a day it begins: the day it was
        started, else the first day of its weeks.
    """
    days = span(batch.target, plan.project.start if plan.project else None)
    if days is None or (batch.started is None and days[0] == days[1]):
        return None
    first, last = batch.started or days[0], days[1]
    if today >= last:
        return 100
    return max(0, 100 * ((today - first).days + 1) // ((last - first).days + 1))


def current_batch(plan: Plan) -> Batch | None:
    """The first batch that is not done (document 001, "Weekly Progress Report")."""
    return next((batch for batch in plan.batches if not batch.is_done), None)


def current_release(plan: Plan) -> Release | None:
    """The release people work on: the first active one, else the first planned one, else the last there is."""
    for status in ("active", "planned"):
        for release in plan.releases:
            if release.status == status:
                return release
    return plan.releases[-1] if plan.releases else None


def cell(_plan: Plan, release: Release | None, role: Role, phase: str) -> Cell:
    """A cell of the matrix: a role's tasks in a phase, and how many are ticked for the release."""
    tasks = role.tasks_in(phase)
    done = sum(release.tick_for(role.id, phase, task.text) is not None for task in tasks) if release else 0
    return Cell(done, len(tasks))


def role_progress(plan: Plan, release: Release | None, role: Role) -> Cell:
    """A role's tasks in all phases but the incident's."""
    return sum((cell(plan, release, role, phase) for phase in PLANNED_PHASES), Cell())


def phase_progress(plan: Plan, release: Release | None, phase: str) -> Cell:
    """All roles' tasks in a phase."""
    return sum((cell(plan, release, role, phase) for role in plan.roles), Cell())


def batches_named(plan: Plan, names: tuple[str, ...]) -> list[Batch]:
    """The batches of these ids that are there, in the order they are named."""
    return [batch for name in names if (batch := by_id(plan.batches, name)) is not None]


def mean_progress(batches: list[Batch]) -> float | None:
    """The mean of these batches' progress in percent, 0–100, a done one as 100; None if there are none."""
    return sum(batch.percent_done for batch in batches) / len(batches) if batches else None


def progress_of_initiative(plan: Plan, initiative: Initiative) -> float | None:
    """An initiative's own progress, else the mean of its batches in percent; None if it has neither."""
    own = initiative.progress
    return mean_progress(batches_named(plan, initiative.batches)) if own is None else own
