"""The figures of the dashboard, each with how it was computed and from what (document 002, "Progress Dashboard")."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

from octotui.plan.figures import milestones, progress, quality, sprint
from octotui.plan.figures import open as open_things
from octotui.plan.figures.figure import Figure, Look, Source, State, unknown
from octotui.plan.periods import Lens, Period, period_of
from octotui.plan.plan import Plan

__all__ = [
    "FIGURES", "HEADLINE", "SPRINT", "Figure", "Look", "Source", "State", "figure", "figure_of", "figures",
    "figures_of", "look_at",
]  # fmt: skip

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
NEVER_TOLD: Final = frozenset({"sprint-in-progress", "sprint-blocked", "sprint-to-do", "people"})
"""What depends on the column a card was in on a day, which a plan does not keep."""


def look_at(plan: Plan, today: date, lens: Lens | Period = "week") -> Look:
    """A plan as one looks at it on a day.

    Args:
        plan: The plan.
        today: The day it is.
        lens: The week, month or quarter that today is in; or any other period.
    """
    return Look(plan, today, lens if isinstance(lens, Period) else period_of(lens, today))


def figures_of(look: Look) -> tuple[Figure, ...]:
    """All figures of a look, in the order of the dashboard; see `figure_of`."""
    return tuple(figure_of(look, id_) for id_ in FIGURES)


def figure_of(look: Look, id_: str) -> Figure:
    """A figure of a look by its id; what a plan does not tell of its past is unknown, and all before a project began.

    Raises:
        KeyError: There is no such figure.
    """
    found = FIGURES[id_](look)
    if look.is_told and look.start and look.today < look.start:
        return unknown(found.id, found.label, f"The project begins on {look.start}: the plan tells of nothing before.")
    if look.is_told and id_ in NEVER_TOLD:
        return unknown(found.id, found.label, "Nobody wrote down how it was on that day.")
    return found


def figures(plan: Plan, today: date, lens: Lens | Period = "week") -> tuple[Figure, ...]:
    """All figures, in the order of the dashboard; see `look_at`."""
    return figures_of(look_at(plan, today, lens))


def figure(plan: Plan, id: str, today: date, lens: Lens | Period = "week") -> Figure:  # noqa: A002  # as in the file
    """One figure by its id; see `look_at`.

    Raises:
        KeyError: There is no such figure.
    """
    return FIGURES[id](look_at(plan, today, lens))
