"""What follows from a plan about each thing: score, what it waits on, whether it is overdue."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from octotui.plan.base import Entity
from octotui.plan.batches import Batch
from octotui.plan.board import Item
from octotui.plan.changes import Change
from octotui.plan.checklists import Checklist
from octotui.plan.escalations import Escalation, is_overdue, response_due, route_for
from octotui.plan.frozen import Frozen
from octotui.plan.issues import Issue
from octotui.plan.metrics import Metric
from octotui.plan.plan import Plan
from octotui.plan.progress import overall_progress
from octotui.plan.project import Project
from octotui.plan.releases import Release
from octotui.plan.rhythm import Cadence, Checkpoint, Communication
from octotui.plan.risks import Risk
from octotui.plan.roles import Role
from octotui.plan.targets import due_day
from octotui.plan.waiting import Waiting

if TYPE_CHECKING:
    from octotui.plan.board_rules import BoardRules
    from octotui.plan.turns import Recurring, Turn


class Moment(Frozen):
    """A plan at a time, and what is looked up once for all its things."""

    plan: Plan
    now: datetime
    today: date

    @cached_property
    def waiting(self) -> Waiting:
        """What waits on what."""
        return Waiting(self.plan)

    @cached_property
    def rules(self) -> BoardRules:
        """The rules of the board."""
        from octotui.plan.board_rules import BoardRules

        return BoardRules(self.plan.board)

    @cached_property
    def turns(self) -> Mapping[tuple[type[Entity], str], Turn]:
        """Meetings, checkpoints and messages as they stand, by what they are and their id."""
        from octotui.plan.turns import turns

        return {(type(turn.thing), turn.thing.id): turn for turn in turns(self.plan, self.today)}

    def is_past(self, target: date | str | None) -> bool:
        """Whether the last day of a target is over."""
        due = due_day(target, self.plan.project.start if self.plan.project else None)
        return due is not None and due < self.today


Facts: TypeAlias = Mapping[str, Any]


def facts_of(entity: Entity, moment: Moment) -> Facts:
    """What follows about a thing, by key in camelCase; nothing for most."""
    follow = _FOLLOWING.get(type(entity))
    return follow(entity, moment) if follow else {}


def _project(_: Project, moment: Moment) -> Facts:
    return {"overallProgress": overall_progress(moment.plan)}


def _batch(batch: Batch, moment: Moment) -> Facts:
    waiting = [] if batch.is_done else [blocker.name for blocker in moment.waiting.waiting_on(batch)]
    return {"waitingOn": waiting, "overdue": not batch.is_done and moment.is_past(batch.target)}


def _item(item: Item, moment: Moment) -> Facts:
    waits = moment.waiting.is_waiting(item)
    return {
        "waitingOn": [blocker.name for blocker in moment.waiting.waiting_on(item)] if waits else [],
        "flags": [{"rule": broken.rule, "reason": broken.reason} for broken in moment.rules.broken(item)],
    }


def _risk(risk: Risk, _: Moment) -> Facts:
    from octotui.plan.risk_trends import mitigation_progress

    mitigated = mitigation_progress(risk)
    return {
        "score": risk.score,
        "band": risk.band,
        "reviewed": risk.last_review,
        "mitigationProgress": None if mitigated is None else round(mitigated),
    }


def _escalation(escalation: Escalation, moment: Moment) -> Facts:
    route = route_for(escalation.level, moment.plan.routes)
    return {"due": response_due(escalation, route), "overdue": is_overdue(escalation, route, moment.now)}


def _issue(issue: Issue, moment: Moment) -> Facts:
    return {"overdue": issue.is_open and moment.is_past(issue.target)}


def _change(change: Change, _: Moment) -> Facts:
    return {"missing": [] if change.status == "rejected" else list(change.unapproved())}


def _checklist(checklist: Checklist, moment: Moment) -> Facts:
    overdue = not checklist.is_done and moment.is_past(checklist.due)
    return {
        "ticked": checklist.ticked,
        "total": len(checklist.items),
        "progress": checklist.progress,
        "overdue": overdue,
    }


def _recurring(thing: Recurring, moment: Moment) -> Facts:
    turn = moment.turns[type(thing), thing.id]
    return {"next": turn.next, "last": turn.last, "state": turn.state, "daysLate": turn.late}


def _metric(metric: Metric, _: Moment) -> Facts:
    from octotui.plan.readings import last_read, margin, trend

    moved = trend(metric)
    return {
        "state": metric.state,
        "margin": margin(metric),
        "trend": moved.way if moved else None,
        "improving": moved.good if moved else None,
        "read": last_read(metric),
    }


def _role(role: Role, moment: Moment) -> Facts:
    from octotui.plan.whose import filled_by

    return {"filledBy": list(filled_by(moment.plan, role))}


def _release(release: Release, moment: Moment) -> Facts:
    from octotui.plan.progress import role_progress

    cells = [role_progress(moment.plan, release, role) for role in moment.plan.roles]
    return {"tasksDone": sum(cell.done for cell in cells), "tasksTotal": sum(cell.total for cell in cells)}


_FOLLOWING: Final[Mapping[type[Entity], Callable[[Any, Moment], Facts]]] = {
    Project: _project,
    Batch: _batch,
    Item: _item,
    Risk: _risk,
    Escalation: _escalation,
    Issue: _issue,
    Change: _change,
    Checklist: _checklist,
    Cadence: _recurring,
    Checkpoint: _recurring,
    Communication: _recurring,
    Metric: _metric,
    Release: _release,
    Role: _role,
}
