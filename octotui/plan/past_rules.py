"""What was different about a thing before a later day: the rules of `plan.past`, a function for each model.

Each gives the values a thing had at the end of a day, None for none; a thing of which nothing changed gives nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime
from typing import Any, Final

from octotui.plan.base import Entity
from octotui.plan.batches import Batch, Gate
from octotui.plan.board import Item, Sprint, columns_of
from octotui.plan.changes import Approval, Change
from octotui.plan.checklists import ChecklistItem
from octotui.plan.escalations import Escalation, HistoryEntry
from octotui.plan.issues import Issue
from octotui.plan.metrics import Metric
from octotui.plan.plan import Plan
from octotui.plan.progress import PLANNED_PHASES
from octotui.plan.releases import Release
from octotui.plan.rhythm import Checkpoint, Meeting
from octotui.plan.risks import Contingency, Risk
from octotui.plan.sprints import NOT_BEGUN
from octotui.plan.targets import span
from octotui.plan.work import Milestone

_RAISED: Final = re.compile(r"raised to (?:level )?(\S+)")
_ESCALATED: Final = re.compile(r"escalated to (\S+)")
_STATUS: Final[Mapping[type[Entity], Mapping[str, str]]] = {
    Escalation: {"resolved": "resolved", "reopened": "open"},
    Issue: {
        "started": "in-progress", "resolved": "resolved", "closed": "closed", "reopened": "open", "put back": "open",
    },
}  # fmt: skip
"""What a history says was done, and the status that came of it."""


def day_of(when: date | None) -> date | None:
    """The day of a moment, in UTC."""
    return when.astimezone(UTC).date() if isinstance(when, datetime) else when


def is_later(when: date | None, then: date) -> bool:
    """Whether a day or a moment is after another; nothing is not. Beside a day, a moment counts on its day."""
    if isinstance(when, datetime) and isinstance(then, datetime):
        return when > then
    found, limit = day_of(when), day_of(then)
    return found is not None and limit is not None and found > limit


def _batch(batch: Batch, day: date, _plan: Plan) -> dict[str, Any]:
    if is_later(batch.started, day):
        return {"status": "not-started", "progress": 0, "started": None, "finished": None}
    return {"status": "in-progress", "finished": None} if is_later(batch.finished, day) else {}


def _item(card: Item, day: date, plan: Plan) -> dict[str, Any]:
    columns = [column.id for column in columns_of(plan.board)]
    if is_later(card.started, day):
        return {"column": columns[0], "started": None, "finished": None}
    if not is_later(card.finished, day):
        return {}
    begun = next((name for name in columns[1:-1] if name not in NOT_BEGUN), columns[0])
    return {"column": begun if card.started else columns[0], "finished": None}


def _sprint(sprint: Sprint, day: date, _plan: Plan) -> dict[str, Any]:
    return {"completed": None} if is_later(sprint.end, day) else {}


def _milestone(one: Milestone, day: date, plan: Plan) -> dict[str, Any]:
    due = span(one.due, plan.project.start if plan.project else None)
    was_to_come = one.status == "missed" and due is not None and not is_later(day, due[1])
    return {"status": "planned", "reached": None} if is_later(one.reached, day) or was_to_come else {}


def _risk(risk: Risk, day: date, _plan: Plan) -> dict[str, Any]:
    values: dict[str, Any] = {}
    if is_later(risk.closed, day) or is_later(risk.happened, day):
        values |= {"status": "mitigating" if risk.mitigation or risk.actions else "open"}
        values |= {name: None for name in ("closed", "happened") if is_later(getattr(risk, name), day)}
    scored = sorted((one for one in risk.reviews if one.probability and one.impact), key=lambda one: one.on)
    if scored and is_later(scored[-1].on, day):
        last = [one for one in scored if not is_later(one.on, day)][-1:] or scored[:1]
        values |= {"probability": last[0].probability, "impact": last[0].impact}
    return values


def _contingency(one: Contingency, day: date, _plan: Plan) -> dict[str, Any]:
    return {"activated": None, "activated_by": None} if is_later(one.activated, day) else {}


def _escalation(one: Escalation, day: date, _plan: Plan) -> dict[str, Any]:
    values: dict[str, Any] = {"level": _from_history(one.history, day, _RAISED, _level_below) or one.level}
    if is_later(one.resolved, day):
        values |= {"status": "open", "resolved": None, "resolution": None}
    return values | _status_told(one, day)


def _level_below(level: str) -> str:
    return {"2": "1", "3": "2"}.get(level, "1")


def _issue(one: Issue, day: date, _plan: Plan) -> dict[str, Any]:
    values: dict[str, Any] = {"escalated": _from_history(one.history, day, _ESCALATED, _who_heard_before)}
    values = values if values["escalated"] else {}
    if is_later(one.resolved, day):
        values |= {"status": "open", "resolved": None, "resolution": None, "prevention": None}
    return values | _status_told(one, day)


def _who_heard_before(level: str) -> str:
    return {"director": "manager", "executive": "director"}.get(level, "team")


def _from_history(
    history: Iterable[HistoryEntry], day: date, said: re.Pattern[str], below: Callable[[str], str]
) -> str | None:
    """The level something was on, if it was raised since: the one it was last raised to, else the one below."""
    raises = sorted((one.at, match[1]) for one in history if (match := said.match(one.did)))
    later = [level for at, level in raises if is_later(at, day)]
    earlier = [level for at, level in raises if not is_later(at, day)]
    return (earlier[-1] if earlier else below(later[0])) if later else None


def _status_told(one: Escalation | Issue, day: date) -> dict[str, Any]:
    """The status that its history tells, if that changed since."""
    words = _STATUS[type(one)]
    told = sorted((entry.at, words[entry.did]) for entry in one.history if entry.did in words)
    if not any(is_later(at, day) for at, _ in told):
        return {}
    return {"status": next((status for at, status in reversed(told) if not is_later(at, day)), "open")}


def _change(change: Change, day: date, _plan: Plan) -> dict[str, Any]:
    if is_later(change.decided, day):
        return {"status": "proposed", "decided": None, "implemented": None, "lessons": None}
    if is_later(change.implemented, day):
        return {"status": "approved", "implemented": None, "lessons": None}
    return {}


def _approval(one: Approval, day: date, _plan: Plan) -> dict[str, Any]:
    return {"state": "pending", "at": None, "note": None} if is_later(one.at, day) else {}


def _gate(gate: Gate, day: date, _plan: Plan) -> dict[str, Any]:
    return {"passed": False, "at": None, "by": None, "note": None} if is_later(gate.at, day) else {}


def _point(point: ChecklistItem, day: date, _plan: Plan) -> dict[str, Any]:
    return {"done": False, "at": None, "by": None} if is_later(point.at, day) else {}


def _checkpoint(one: Checkpoint, day: date, _plan: Plan) -> dict[str, Any]:
    return {"outcome": None} if any(is_later(on, day) for on in one.held) else {}


def _meeting(one: Meeting, day: date, _plan: Plan) -> dict[str, Any]:
    return {"ended": None} if is_later(one.ended, day) else {}


def _release(release: Release, day: date, _plan: Plan) -> dict[str, Any]:
    if not is_later(release.window, day):
        return {}
    ticked = {tick.phase for tick in release.done if tick.at and not is_later(tick.at, day)}
    reached = [phase for phase in PLANNED_PHASES if phase in ticked] or [PLANNED_PHASES[0]]
    over = {"status": "active", "notes": None} if release.status in ("released", "rolled-back") else {}
    return {**over, "phase": reached[-1]}


def _metric(metric: Metric, day: date, _plan: Plan) -> dict[str, Any]:
    if not metric.history:
        return {}
    known = [(one.on, one.value) for one in metric.history if not is_later(one.on, day)]
    return {"value": max(known)[1] if known else None}


RULES: Final[Mapping[type[Entity], Callable[[Any, date, Plan], dict[str, Any]]]] = {
    Batch: _batch,
    Item: _item,
    Sprint: _sprint,
    Milestone: _milestone,
    Risk: _risk,
    Contingency: _contingency,
    Escalation: _escalation,
    Issue: _issue,
    Change: _change,
    Approval: _approval,
    Gate: _gate,
    ChecklistItem: _point,
    Checkpoint: _checkpoint,
    Meeting: _meeting,
    Release: _release,
    Metric: _metric,
}
"""What was different before a later day: the values a thing had, None for none."""
