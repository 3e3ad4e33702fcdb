"""How a plan stood on a day that is over, or at a moment that is, as far as it tells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any, Final, TypeVar

from octotui.plan.base import Entity, FieldShape, fields_of
from octotui.plan.batches import Batch
from octotui.plan.board import Item
from octotui.plan.changes import Change
from octotui.plan.escalations import Escalation, HistoryEntry
from octotui.plan.issues import Issue
from octotui.plan.metrics import Reading
from octotui.plan.past_rules import RULES, is_later
from octotui.plan.plan import Plan
from octotui.plan.releases import Decision, Tick, Vote
from octotui.plan.rhythm import Meeting
from octotui.plan.risk_trends import first_seen
from octotui.plan.risks import Risk, RiskReview
from octotui.plan.targets import span
from octotui.plan.work import Week

E = TypeVar("E", bound=Entity)

RECORDS: Final = frozenset(
    {
        "at", "on", "opened", "proposed", "identified", "started", "finished", "closed", "happened", "resolved",
        "reached", "decided", "implemented", "activated", "ended", "held", "sent",
    }
)  # fmt: skip
"""The fields that say when something was; the other days in a plan say when something is to be."""
BEGINNINGS: Final[Mapping[type[Entity], str]] = {
    HistoryEntry: "at",
    Tick: "at",
    Vote: "at",
    Decision: "at",
    Meeting: "at",
    Reading: "on",
    RiskReview: "on",
    Issue: "opened",
    Change: "proposed",
}
"""The field that says since when there is such a thing; for others see `began`."""
REFERENCES: Final = frozenset({"blockers", "blocks", "batches"})
"""Fields that name other things by their ids."""


def as_of(plan: Plan, day: date, today: date | None = None) -> Plan:
    """The plan as it stood at the end of a day, as far as it tells.

    What was raised, opened, voted, read or held later is not in it. What was finished, resolved, decided or ticked
    later is not yet so, and has a status from before; levels of escalation come from the history, scores of risks from
    their reviews, metrics from their readings. What nobody wrote a day for stays as it is: the progress of a batch,
    the column of a card that is not done, a metric without readings.

    Args:
        plan: The plan.
        day: The day; a moment counts on its day in UTC. Or a moment: what has only a day counts as earlier on its day.
        today: The day it is, if known: as of today, a plan is what it is.

    Returns:
        The plan itself, if nothing in it happened later.
    """
    if (today is not None and day >= today) or not any(is_later(on, day) for on in happened_in(plan)):
        return plan
    past = _before(plan, day, plan)
    gone = {one.id for one in _things(plan)} - {one.id for one in _things(past)}
    return _unnamed(past, gone) if gone else past


def happened_in(entity: Entity) -> Iterator[date]:
    """The days and moments of all that is on record in a thing and in its parts."""
    for shape in recorded_fields(type(entity)):
        value = getattr(entity, shape.name)
        if shape.kind == "value":
            yield from (one for one in (value if isinstance(value, tuple) else (value,)) if isinstance(one, date))
        elif shape.kind == "part":
            yield from happened_in(value) if value is not None else ()
        else:
            for inner in value:
                yield from happened_in(inner)


def began(thing: Entity) -> date | None:
    """When something came into the plan's world; None if nothing says, and for what has no such day."""
    if isinstance(thing, Risk):
        return first_seen(thing)
    if isinstance(thing, Escalation):
        return thing.raised.at if thing.raised else None
    field = BEGINNINGS.get(type(thing))
    when: date | None = getattr(thing, field) if field else None
    return when


@cache
def recorded_fields(model: type[Entity]) -> tuple[FieldShape, ...]:
    """The fields of a model that are on record, and those with parts."""
    return tuple(shape for shape in fields_of(model).values() if shape.kind != "value" or shape.name in RECORDS)


def _before(entity: E, day: date, plan: Plan) -> E:
    """A thing as it was: itself, if nothing happened to it later."""
    values: dict[str, Any] = {}
    for shape in recorded_fields(type(entity)):
        value = getattr(entity, shape.name)
        if shape.kind == "part" and value is not None:
            values[shape.name] = _before(value, day, plan)
        elif shape.kind == "collection":
            there = (one for one in value if not is_later(began(one), day) and not _is_of_a_later_week(one, day, plan))
            values[shape.name] = tuple(_before(one, day, plan) for one in there)
        elif isinstance(value, tuple):
            values[shape.name] = tuple(one for one in value if not is_later(one, day))
    rule = RULES.get(type(entity))
    return _with(_with(entity, rule(entity, day, plan)) if rule else entity, values)


def _with(entity: E, values: Mapping[str, Any]) -> E:
    """A thing with other values, None to take one away; itself if they are what it has."""
    given = entity.given()
    if all(_is_same(getattr(entity, name), value) for name, value in values.items()):
        return entity
    kept = {name: value for name, value in {**given, **values}.items() if value is not None}
    return type(entity).built({name: value for name, value in kept.items() if name in given or value != ()})


def _is_same(old: Any, new: Any) -> bool:
    if isinstance(old, tuple) and isinstance(new, tuple):
        return len(old) == len(new) and all(one is other for one, other in zip(old, new, strict=True))
    return old is new or (not isinstance(old, Entity) and old == new)


def _is_of_a_later_week(one: Entity, day: date, plan: Plan) -> bool:
    """Whether it is what people said of a week that had not begun."""
    days = span(one.week, plan.project.start if plan.project else None) if isinstance(one, Week) else None
    return days is not None and is_later(days[0], day)


def _things(plan: Plan) -> Iterator[Entity]:
    """What batches, cards and escalations may name."""
    for area in (plan.batches, plan.items, plan.escalations, plan.issues):
        yield from area


def _unnamed(plan: Plan, gone: set[str]) -> Plan:
    """The plan without the names of what was not there; what only that held up was not blocked."""
    return _with(
        plan,
        {
            shape.name: tuple(_freed(one, gone) for one in getattr(plan, shape.name))
            for shape in fields_of(Plan).values()
            if shape.kind == "collection" and REFERENCES & set(fields_of(shape.model))
        },
    )


def _freed(one: Entity, gone: set[str]) -> Entity:
    values: dict[str, Any] = {}
    for field in REFERENCES & set(fields_of(type(one))):
        names = getattr(one, field)
        kept = tuple(name for name in names if name not in gone)
        if len(kept) < len(names):
            values[field] = kept
    if values.get("blockers") == ():
        if isinstance(one, Batch) and one.status == "blocked":
            values["status"] = "in-progress" if one.started else "queued"
        if isinstance(one, Item):
            values["blocked"] = False
    return _with(one, values) if values else one
