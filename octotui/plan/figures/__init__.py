"""The figures of the dashboard, each with how it was computed and from what (document 002, "Progress Dashboard")."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

from octotui.plan.figures import milestones, progress, quality, sprint
from octotui.plan.figures import open as open_things
from octotui.plan.figures.figure import Figure, Look, Source, State
from octotui.plan.periods import Lens, Period, period_of
from octotui.plan.plan import Plan

__all__ = ["FIGURES", "HEADLINE", "SPRINT", "Figure", "Look", "Source", "State", "figure", "figures", "look_at"]

FIGURES: Final[Mapping[str, Callable[[Look], Figure]]] = {
    "progress": progress.progress,
    "on-time": progress.on_time,
    "quality": quality.quality,
    "velocity": sprint.velocity,
    "sprint-planned": sprint.planned,
    "sprint-completed": sprint.completed,
    "sprint-in-progress": sprint.in_progress,
    "sprint-blocked": sprint.blocked,
    "sprint-to-do": sprint.to_do,
    "milestones": milestones.milestones,
    "batches": progress.batches,
    "issues": open_things.issues,
    "risks": open_things.risks,
    "escalations": open_things.escalations,
    "changes": open_things.changes,
    "metrics": quality.metrics,
    "business": quality.business,
    "people": open_things.people,
}
"""Every figure by its id, in the order of the dashboard."""

HEADLINE: Final = ("progress", "on-time", "quality", "velocity")
SPRINT: Final = ("sprint-planned", "sprint-completed", "sprint-in-progress", "sprint-blocked")


def look_at(plan: Plan, today: date, lens: Lens | Period = "week") -> Look:
    """A plan as one looks at it on a day.

    Args:
        plan: The plan.
        today: The day it is.
        lens: The week, month or quarter that today is in; or any other period.
    """
    return Look(plan, today, lens if isinstance(lens, Period) else period_of(lens, today))


def figures(plan: Plan, today: date, lens: Lens | Period = "week") -> tuple[Figure, ...]:
    """All figures, in the order of the dashboard; see `look_at`."""
    look = look_at(plan, today, lens)
    return tuple(compute(look) for compute in FIGURES.values())


def figure(plan: Plan, id: str, today: date, lens: Lens | Period = "week") -> Figure:  # noqa: A002  # as in the file
    """One figure by its id; see `look_at`.

    Raises:
        KeyError: There is no such figure.
    """
    return FIGURES[id](look_at(plan, today, lens))
