"""Who reads it: a plan without what is not for them."""

from __future__ import annotations

from collections.abc import Container, Iterable
from typing import Any, Final, Literal, TypeVar

from octotui.plan.base import Entity, FieldShape, fields_of
from octotui.plan.escalations import Escalation
from octotui.plan.plan import Plan
from octotui.plan.secrecy import areas, is_secret, secret_things, things_of
from octotui.plan.words import counted

E = TypeVar("E", bound=Entity)
Audience = Literal["team", "stakeholder"]
AUDIENCES: Final[tuple[Audience, ...]] = ("team", "stakeholder")

WITHHELD: Final = "Security escalation {id} (details withheld)"
FOR_THE_TEAM: Final = frozenset({"notes", "note", "condition", "open", "meetings", "team_health"})
"""Fields in which people speak among themselves."""
REFERENCES: Final = frozenset({"blockers", "blocks", "batches", "batch", "release", "sprint"})
"""Fields that name other things by id: a stakeholder does not even see that there is something."""


def for_audience(plan: Plan, audience: Audience) -> Plan:
    """The plan as an audience may see it.

    The team sees all of it. For stakeholders these go, wherever in the plan they are:

    - what is marked: things whose level, category, group or type says security, or with ``internal = true``, a key
      that any thing may have
    - what is about nothing else, by the ids it names: cards, actions, changes, issues, escalations, risks, checklists
      and checkpoints of security batches (see `secrecy.security_batches`) or of what goes
    - internal notes: notes, the conditions of votes, minutes of meetings, and how the team feels
    - the ids and names of what went, in the fields that name other things

    A security batch that is not marked itself stays, with its name, progress, gates and milestones. So do the votes and
    ticks of a security role, without their words. Free text stays as people wrote it: what they say about a secret in
    the weekly report or in a summary is not found. Numbers are no secret: figures are of the whole plan.
    """
    if audience == "team":
        return plan
    hidden = secret_things(plan)
    secret, seen = set[str](), set[str]()
    for _, entity in things_of(plan):
        (secret if id(entity) in hidden else seen).update((entity.id.casefold(), entity.label.casefold()))
    return without(less(plan, hidden), secret - seen)


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


def left_out(plan: Plan, seen: Plan) -> str:
    """How many things an audience does not see: ``2 security items``; empty if it sees all."""
    gone: list[Entity] = []
    for name in areas():
        kept = {one.id for one in getattr(seen, name)}
        gone += [one for one in getattr(plan, name) if one.id not in kept]
    word = "internal or security item" if any(one.extras.get("internal") for one in gone) else "security item"
    return counted(len(gone), word) if gone else ""


def less(plan: Plan, hidden: Container[int]) -> Plan:
    """The plan without some of its things, by their `id`."""
    kept = {area: tuple(one for one in getattr(plan, area) if id(one) not in hidden) for area in areas()}
    if all(len(things) == len(getattr(plan, area)) for area, things in kept.items()):
        return plan
    return Plan.built({**plan.given(), **{area: things for area, things in kept.items() if area in plan.given()}})


def without(entity: E, gone: Container[str], private: Container[str] = FOR_THE_TEAM) -> E:
    """A thing without what is secret in it, without private fields, and without names of what has gone."""
    shapes, given = fields_of(type(entity)), entity.given()
    kept = {
        name: _kept(shapes[name], value, gone, private) if name in shapes else value
        for name, value in given.items()
        if name not in private
    }
    kept = {name: value for name, value in kept.items() if value is not None}
    is_same = len(kept) == len(given) and all(kept[name] is given[name] for name in kept)
    return entity if is_same else type(entity).built(kept)


def _kept(shape: FieldShape, value: Any, gone: Container[str], private: Container[str]) -> Any:
    """What stays of a field's value; None if nothing does."""
    if isinstance(value, Entity):
        return None if is_secret(value) else without(value, gone, private)
    if shape.kind == "collection":
        return _same_or_fewer(value, (without(inner, gone, private) for inner in value if not is_secret(inner)))
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
