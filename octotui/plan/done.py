"""How a duty is done with one key: ticked, or held and sent today; the rest has a status of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Final, TypeAlias

from octotui.plan.claims import Claim, ClaimKind
from octotui.plan.edits import Edits, value_at
from octotui.plan.mine import Duty
from octotui.plan.operations import set_field, tick_item, tick_task
from octotui.plan.plan import Plan, by_id
from octotui.plan.turns import mark_held

AnyDuty: TypeAlias = Claim | Duty


def is_ticked(duty: AnyDuty) -> bool:
    """Whether a duty is done by ticking it."""
    return duty.kind in _DONE


def done(plan: Plan, duty: AnyDuty, who: str, now: datetime, today: date) -> Edits:
    """The edits that tick a duty, with who did it and when where the plan keeps that.

    Args:
        plan: The plan as it is.
        duty: Something that is ticked, see `is_ticked`.
        who: Who did it.
        now: When.
        today: The day, where the team is: a checkpoint was held, a message sent on it.
    """
    return _DONE[duty.kind](plan, duty, who, now, today) if value_at(plan, duty.path) is not None else ()


def _item(plan: Plan, duty: AnyDuty, who: str, now: datetime, _: date) -> Edits:
    return tick_item(plan, duty.path, who, now)


def _task(plan: Plan, duty: AnyDuty, who: str, now: datetime, _: date) -> Edits:
    release, (_roles, role, _tasks, phase, *_rest) = by_id(plan.releases, duty.of), duty.path
    return tick_task(plan, release, role, phase, duty.label, who, now) if release else ()


def _flag(plan: Plan, duty: AnyDuty, _who: str, _now: datetime, _today: date) -> Edits:
    return set_field(plan, (*duty.path, "done"), True)


def _held(plan: Plan, duty: AnyDuty, _who: str, _now: datetime, today: date) -> Edits:
    return mark_held(plan, duty.path, today)


_DONE: Final[Mapping[ClaimKind, Callable[[Plan, AnyDuty, str, datetime, date], Edits]]] = {
    "item": _item,
    "task": _task,
    "action": _flag,
    "mitigation": _flag,
    "checkpoint": _held,
    "message": _held,
}
