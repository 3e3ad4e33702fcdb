"""What in a plan is secret: what is marked, and what is about nothing else."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Set
from functools import cache
from typing import Final

from octotui.plan.base import Entity, fields_of
from octotui.plan.plan import Plan

KINDS: Final = ("level", "category", "group", "type")
"""The fields that say what kind of thing something is."""
ABOUT: Final[Mapping[str, str]] = {"batch": "batches", "batches": "batches", "release": "releases", "blocks": ""}
"""The fields that say what a thing is about, and the area they name things of; none is any."""
FRAME: Final = frozenset({"initiatives", "milestones"})
"""What stays with a security batch that is not marked itself: what every reader may know of it."""
UNBOUND: Final = frozenset({"releases"})
"""What is more than the batches it names."""


def is_secret(entity: Entity) -> bool:
    """Whether a thing is about security, or marked as internal."""
    return bool(entity.extras.get("internal")) or says_security(entity)


def says_security(entity: Entity) -> bool:
    """Whether a thing's level, category, group or type says security."""
    extras = entity.extras
    says = [getattr(entity, field) for field in _kinds_of(type(entity))]
    says += [extras[field] for field in KINDS if field in extras]
    return any(isinstance(said, str) and "security" in said.casefold() for said in says)


def security_batches(plan: Plan) -> frozenset[str]:
    """The ids of the batches that are security work, as far as the plan says so.

    A batch is, if its own category, group or type says security, or if it is named by a security risk whose owner owns
    the batch, too: a risk to somebody else's batch does not make that one a secret. Its name alone says nothing.
    """
    threatened = {
        (name, risk.owner) for risk in plan.risks if says_security(risk) and risk.owner for name in risk.batches
    }
    return frozenset(one.id for one in plan.batches if says_security(one) or (one.id, one.owner) in threatened)


def secret_things(plan: Plan) -> frozenset[int]:
    """The things with ids, by their `id`, that are marked, or that name only security batches and what is secret."""
    ours = {("batches", name) for name in security_batches(plan)}
    more = {id(one): (area, one.id) for area, one in things_of(plan) if is_secret(one)}
    gone: dict[int, tuple[str, str]] = {}
    while True:  # what is about something secret is secret, and so is what is about that
        gone |= more
        more = dict(_about_nothing_else(plan, gone, ours))
        if not more:
            return frozenset(gone)


def things_of(plan: Plan) -> Iterator[tuple[str, Entity]]:
    """Everything that others may name by its id, with its area."""
    for area in areas():
        for one in getattr(plan, area):
            yield area, one


@cache
def areas() -> tuple[str, ...]:
    """The areas with things."""
    return tuple(name for name, shape in fields_of(Plan).items() if shape.kind == "collection")


def _about_nothing_else(
    plan: Plan, gone: Mapping[int, tuple[str, str]], ours: Set[tuple[str, str]]
) -> Iterator[tuple[int, tuple[str, str]]]:
    left = [(area, one) for area, one in things_of(plan) if id(one) not in gone]
    marked = frozenset(gone.values())
    held = {name for _, name in marked | ours} - {one.id for area, one in left if (area, one.id) not in ours}
    for area, one in left:
        secret = marked if area in FRAME else marked | ours
        about = list(_names_in(one)) if area not in UNBOUND else []
        if about and all(name in held if not of else (of, name) in secret for of, name in about):
            yield id(one), (area, one.id)


def _names_in(thing: Entity) -> Iterator[tuple[str, str]]:
    for field in ABOUT.keys() & fields_of(type(thing)).keys():
        value = getattr(thing, field)
        yield from ((ABOUT[field], name) for name in _listed(value))


def _listed(value: str | Collection[str]) -> Iterable[str]:
    return filter(None, (value,) if isinstance(value, str) else value)


@cache
def _kinds_of(model: type[Entity]) -> tuple[str, ...]:
    """Those of `KINDS` that a model has."""
    return tuple(field for field in KINDS if field in fields_of(model))
