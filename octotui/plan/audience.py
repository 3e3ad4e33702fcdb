"""Who reads it: a plan without what is not for them."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from functools import cache
from typing import Any, Final, Literal, TypeVar

from octotui.plan.base import Entity, FieldShape, fields_of
from octotui.plan.plan import Plan

E = TypeVar("E", bound=Entity)
Audience = Literal["team", "stakeholder"]
AUDIENCES: Final[tuple[Audience, ...]] = ("team", "stakeholder")

KINDS: Final = ("level", "category", "group", "type")
"""The fields that say what kind of thing something is."""
FOR_THE_TEAM: Final = frozenset({"notes", "note", "meetings", "team_health"})
"""Fields in which people speak among themselves."""
REFERENCES: Final = frozenset({"blockers", "blocks", "batches", "batch", "release", "sprint"})
"""Fields that name other things by id: a stakeholder does not even see that there is something."""


def for_audience(plan: Plan, audience: Audience) -> Plan:
    """The plan as an audience may see it.

    The team sees all of it. For stakeholders these go, wherever in the plan they are:

    - security items: things whose level, category, group or type says security
    - internal items: things with ``internal = true``, a key that any thing may have
    - notes, minutes of meetings, and how the team feels
    - the ids and names of what went, in the fields that name other things

    What somebody writes about a secret in another place, such as a batch's summary, is not found.
    """
    if audience == "team":
        return plan
    secret, seen = set[str](), set[str]()
    for entity in _named(plan):
        (secret if is_secret(entity) else seen).update((entity.id.casefold(), entity.label.casefold()))
    return _without(plan, secret - seen)


def is_secret(entity: Entity) -> bool:
    """Whether a thing is about security, or marked as internal."""
    extras = entity.extras
    says = [getattr(entity, field) for field in _kinds_of(type(entity))]
    says += [extras[field] for field in KINDS if field in extras]
    return bool(extras.get("internal")) or any(isinstance(said, str) and "security" in said.casefold() for said in says)


@cache
def _kinds_of(model: type[Entity]) -> tuple[str, ...]:
    """Those of `KINDS` that a model has."""
    return tuple(field for field in KINDS if field in fields_of(model))


def _named(plan: Plan) -> Iterator[Entity]:
    """Everything that others may name by its id."""
    for name, shape in fields_of(Plan).items():
        if shape.kind == "collection":
            yield from getattr(plan, name)


def _without(entity: E, gone: Container[str]) -> E:
    shapes, given = fields_of(type(entity)), entity.given()
    kept = {
        name: _kept(shapes[name], value, gone) if name in shapes else value
        for name, value in given.items()
        if name not in FOR_THE_TEAM
    }
    kept = {name: value for name, value in kept.items() if value is not None}
    is_same = len(kept) == len(given) and all(kept[name] is given[name] for name in kept)
    return entity if is_same else type(entity).built(kept)


def _kept(shape: FieldShape, value: Any, gone: Container[str]) -> Any:
    """What stays of a field's value; None if nothing does."""
    if isinstance(value, Entity):
        return None if is_secret(value) else _without(value, gone)
    if shape.kind == "collection":
        return _same_or_fewer(value, (_without(inner, gone) for inner in value if not is_secret(inner)))
    if shape.name not in REFERENCES:
        return value
    if isinstance(value, tuple):
        return _same_or_fewer(value, (name for name in value if name.casefold() not in gone))
    return None if value.casefold() in gone else value


def _same_or_fewer(before: tuple[Any, ...], kept: Iterable[Any]) -> tuple[Any, ...]:
    """What was kept; the tuple itself if that is all of it, so that a large plan is not built anew."""
    after = tuple(kept)
    is_same = len(after) == len(before) and all(new is old for new, old in zip(after, before, strict=True))
    return before if is_same else after
