"""Who reads it: a plan without what is not for them."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from functools import cache
from typing import Any, Final, Literal, TypeVar

from octotui.plan.base import Entity, FieldShape, fields_of
from octotui.plan.escalations import Escalation
from octotui.plan.plan import Plan
from octotui.plan.words import counted

E = TypeVar("E", bound=Entity)
Audience = Literal["team", "stakeholder"]
AUDIENCES: Final[tuple[Audience, ...]] = ("team", "stakeholder")

WITHHELD: Final = "Security escalation {id} (details withheld)"
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
    - security work: cards, next actions and changes of nothing but security batches (see `security_batches`)
    - internal items: things with ``internal = true``, a key that any thing may have
    - notes, minutes of meetings, and how the team feels
    - the ids and names of what went, in the fields that name other things

    What somebody writes about a secret in another place, such as a batch's summary, is not found.
    """
    if audience == "team":
        return plan
    secret, seen, hidden = set[str](), set[str](), _security_work(plan)
    for entity in _named(plan):
        is_hidden = id(entity) in hidden or is_secret(entity)
        (secret if is_hidden else seen).update((entity.id.casefold(), entity.label.casefold()))
    return _without(_less(plan, hidden), secret - seen)


def withheld(plan: Plan) -> Plan:
    """The plan as a report posts it: that there is a security escalation, and not what it is about.

    A security incident goes to the security on-call by its runbook (document 000, "Blocker Escalation"), while reports
    are pasted into issues and chats (document 001, "Weekly Progress Report"). So it is withheld in all of them, for
    whatever audience; on screen and in ``octotui show`` it stands in full.
    """
    if not any(one.level == "security" for one in plan.escalations):
        return plan
    told = tuple(_withheld(one) if one.level == "security" else one for one in plan.escalations)
    return Plan.built({**plan.given(), "escalations": told})


def _withheld(one: Escalation) -> Escalation:
    given = {name: value for name, value in one.given().items() if name not in ("ask", "resolution", "notes")}
    return Escalation.built({**given, "title": WITHHELD.format(id=one.id)})


def security_batches(plan: Plan) -> frozenset[str]:
    """The ids of the batches that are security work, as far as the plan says so.

    A batch is, if its own category, group or type says security, or if it is named by a security risk whose owner owns
    the batch, too: a risk to somebody else's batch does not make that one a secret. Its name alone says nothing.
    """
    threatened = {
        (name, risk.owner) for risk in plan.risks if says_security(risk) and risk.owner for name in risk.batches
    }
    return frozenset(one.id for one in plan.batches if says_security(one) or (one.id, one.owner) in threatened)


def left_out(plan: Plan, seen: Plan) -> str:
    """How many things an audience does not see: ``2 security items``; empty if it sees all."""
    gone: list[Entity] = []
    for name in _areas():
        kept = {one.id for one in getattr(seen, name)}
        gone += [one for one in getattr(plan, name) if one.id not in kept]
    word = "internal or security item" if any(one.extras.get("internal") for one in gone) else "security item"
    return counted(len(gone), word) if gone else ""


def _security_work(plan: Plan) -> frozenset[int]:
    """The cards, actions and changes of nothing but security batches."""
    ours = security_batches(plan)
    if not ours:
        return frozenset()
    found: list[Entity] = [card for card in plan.items if card.batch in ours]
    found += [action for action in plan.actions if action.batch in ours]
    found += [one for one in plan.changes if one.batches and ours.issuperset(one.batches)]
    return frozenset(map(id, found))


def _less(plan: Plan, hidden: frozenset[int]) -> Plan:
    if not hidden:
        return plan
    areas = {name: getattr(plan, name) for name in ("items", "actions", "changes")}
    kept = {name: tuple(one for one in area if id(one) not in hidden) for name, area in areas.items() if area}
    return Plan.built({**plan.given(), **kept})


def is_secret(entity: Entity) -> bool:
    """Whether a thing is about security, or marked as internal."""
    return bool(entity.extras.get("internal")) or says_security(entity)


def says_security(entity: Entity) -> bool:
    """Whether a thing's level, category, group or type says security."""
    extras = entity.extras
    says = [getattr(entity, field) for field in _kinds_of(type(entity))]
    says += [extras[field] for field in KINDS if field in extras]
    return any(isinstance(said, str) and "security" in said.casefold() for said in says)


@cache
def _kinds_of(model: type[Entity]) -> tuple[str, ...]:
    """Those of `KINDS` that a model has."""
    return tuple(field for field in KINDS if field in fields_of(model))


def _named(plan: Plan) -> Iterator[Entity]:
    """Everything that others may name by its id."""
    for name in _areas():
        yield from getattr(plan, name)


def _areas() -> tuple[str, ...]:
    return tuple(name for name, shape in fields_of(Plan).items() if shape.kind == "collection")


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
