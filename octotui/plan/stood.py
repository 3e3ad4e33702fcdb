"""How a plan stood on a day that is over, for those who report on it; and what nobody can know about it any more."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, Final, TypeAlias

from octotui.plan.batches import Batch, Gate
from octotui.plan.board import Item
from octotui.plan.board_rules import BoardRules
from octotui.plan.frozen import Frozen
from octotui.plan.metrics import Metric
from octotui.plan.past import as_of
from octotui.plan.past_rules import is_later
from octotui.plan.plan import Plan
from octotui.plan.releases import Release
from octotui.plan.work import Milestone

TOLD: Final = "as far as the plan tells"
"""What is said of a day that nobody kept the plan of."""


class Stood(Frozen):
    """A plan as it stood on a day.

    Attributes:
        plan: The plan.
        how: How that is known, for a line below a heading; empty where there is nothing to say.
        is_told: Whether it is only what the plan tells of its past: what has no day is not known.
    """

    plan: Plan
    how: str = ""
    is_told: bool = False


Standing: TypeAlias = Callable[[date], Stood]
"""How a plan stood at the end of a day, or how it is if the day is not over."""


def as_told(plan: Plan, now: date) -> Standing:
    """The days of a plan's past as far as it tells of them.

    Args:
        plan: The plan as it is.
        now: The day it is.
    """
    return lambda day: told(plan, day) if day < now else Stood(plan)


def told(plan: Plan, day: date) -> Stood:
    """A plan as far as it tells of a day; a value that is only today's is left out.

    Left out are the values of metrics that nobody read by then, the gates of a batch of which one was passed nobody
    knows when, so too of a release to come, marks of cards that are blocked for no reason that is told, and of
    milestones at risk. A card under way is in the first column of work. The progress of batches stays, and is not to
    be told: see `figures.Look.is_told`.
    """
    past = as_of(plan, day)
    areas = {
        "metrics": tuple(_metric(one, day) for one in past.metrics),
        "batches": tuple(_batch(one) for one in past.batches),
        "items": _cards(past),
        "milestones": tuple(_milestone(one) for one in past.milestones),
        "releases": tuple(_release(one, day) for one in past.releases),
    }
    known = {name: things for name, things in areas.items() if things != getattr(past, name)}
    return Stood(Plan.built({**past.given(), **known}) if known else past, TOLD, is_told=True)


def _metric(metric: Metric, day: date) -> Metric:
    read = [reading for reading in metric.history if reading.on <= day]
    value = max(read, key=lambda one: one.on).value if read else None
    return metric if metric.value == value else metric.changed("value", value)


def _batch(batch: Batch) -> Batch:
    return batch.changed("gates", None) if any(map(_is_undated, batch.gates)) else batch


def _release(release: Release, day: date) -> Release:
    is_to_come = is_later(release.window, day)
    return release.changed("gates", None) if is_to_come and any(map(_is_undated, release.gates)) else release


def _milestone(one: Milestone) -> Milestone:
    return one.changed("status", "planned") if one.status == "at-risk" else one


def _is_undated(gate: Gate) -> bool:
    return gate.passed and gate.at is None


def _cards(plan: Plan) -> tuple[Item, ...]:
    rules = BoardRules(plan.board)
    return tuple(_card(card, rules) for card in plan.items)


def _card(card: Item, rules: BoardRules) -> Item:
    if rules.is_done(card):
        return card
    values: dict[str, Any] = {}
    if rules.place_of(card):
        values["column"] = rules.column_at(rules.stages.doing if card.started else 0)
    if card.blocked and not card.blockers:
        values["blocked"] = None
    for field, value in values.items():
        card = card if getattr(card, field) == value else card.changed(field, value)
    return card
