"""A sprint in words: its days, how it stands, how it will come out."""

from __future__ import annotations

from datetime import date
from typing import Literal, TypeAlias

from octotui.plan.board import Sprint
from octotui.plan.burndown import Burndown
from octotui.plan.sprints import is_finished
from octotui.plan.words import counted, figure, short_day

SprintState: TypeAlias = Literal["planned", "active", "closed"]


def sprint_state(sprint: Sprint, day: date) -> SprintState:
    """Whether a sprint is to come, runs or is over; one without days is to come."""
    if is_finished(sprint, day):
        return "closed"
    return "active" if sprint.start and sprint.start <= day else "planned"


def sprint_days(sprint: Sprint) -> str:
    """The days of a sprint: ``16–27 Nov``, ``30 Nov – 11 Dec``; empty if it has none."""
    start, end = sprint.start, sprint.end
    if start is None or end is None:
        day = start or end
        return short_day(day) if day else ""
    same = (start.year, start.month) == (end.year, end.month)
    return f"{start.day}–{short_day(end)}" if same else f"{short_day(start)} – {short_day(end)}"


def days_left(sprint: Sprint, day: date) -> str:
    """How long a running sprint takes still: ``7 days left``, ``last day``; empty if it does not run."""
    if sprint.end is None or sprint_state(sprint, day) != "active":
        return ""
    left = (sprint.end - day).days
    return f"{counted(left, 'day')} left" if left else "last day"


def forecast_text(burn: Burndown) -> str:
    """How a sprint will come out: ``12–18 of 37 points by 27 Nov``; empty where nothing can be said."""
    if not burn.ahead:
        return ""
    last, scope = burn.ahead[-1], burn.points.scope
    least, most = round(scope - last.most), round(scope - last.least)
    span = f"{least}" if least == most else f"{least}–{most}"
    return f"{span} of {figure(scope)} points by {short_day(last.day)}"
