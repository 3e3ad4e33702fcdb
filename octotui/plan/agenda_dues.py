"""What is due on a day because it says so itself: issues, changes, steps against risks, runbooks, and answers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, tzinfo
from typing import Literal, TypeAlias

from octotui.plan.changes import Change
from octotui.plan.edits import Path
from octotui.plan.escalations import response_due, route_for
from octotui.plan.frozen import Frozen
from octotui.plan.plan import Plan
from octotui.plan.targets import due_day

DueKind: TypeAlias = Literal["issue", "change", "mitigation", "runbook", "escalation"]


class Due(Frozen):
    """Something that is still to do, and its day.

    Attributes:
        path: What it is about.
        kind: What that is.
        day: The last day for it; None if nothing says when.
        what: What a person calls it.
        lead: Whose it is.
    """

    path: Path
    kind: DueKind
    day: date | None
    what: str
    lead: str


def dues(plan: Plan, zone: tzinfo | None = None) -> Iterator[Due]:
    """Everything open of these kinds, in the plan's order.

    Args:
        plan: The plan.
        zone: Where the team is: it says on which day an answer is due. None is where the program runs.
    """
    start = plan.project.start if plan.project else None
    for issue in plan.issues:
        if issue.is_open:
            yield Due(("issues", issue.id), "issue", due_day(issue.target, start), issue.label, issue.owner)
    for change in plan.changes:
        if change.status not in ("rejected", "implemented"):
            yield Due(("changes", change.id), "change", due_day(change.target, start), _wanted(change), change.owner)
    for risk in plan.risks:
        for step in risk.actions:
            if risk.is_open and not step.done and step.progress < 100:
                path = ("risks", risk.id, "actions", step.id)
                yield Due(path, "mitigation", due_day(step.target, start), step.text, step.owner or risk.owner)
    for runbook in plan.runbooks:
        if runbook.state != "current":
            day = due_day(runbook.target, start)
            yield Due(("runbooks", runbook.id), "runbook", day, runbook.label, runbook.owner)
    yield from _answers(plan, zone)


def _wanted(change: Change) -> str:
    return change.label if change.is_decided else f"Decide: {change.label}"


def _answers(plan: Plan, zone: tzinfo | None) -> Iterator[Due]:
    """Escalations that nobody has answered on the level they are on."""
    for one in plan.escalations:
        if one.is_open and not one.answered:
            at = response_due(one, route_for(one.level, plan.routes))
            day = at.astimezone(zone).date() if isinstance(at, datetime) else at
            yield Due(("escalations", one.id), "escalation", day, f"Answer {one.id}: {one.label}", one.owner)
