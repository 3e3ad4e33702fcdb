"""Made-up plans for properties: random data by the models' shapes, and random edits that fit a plan."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import cache
from random import Random
from typing import Any

from octotui.plan.base import Entity, fields_of
from octotui.plan.data import data_of
from octotui.plan.edits import Add, Edit, Move, Remove, Set, apply, value_at
from octotui.plan.plan import Plan
from octotui.plan.problems import PlanError
from octotui.plan.reading import literals
from octotui.plan.rules import Unfit

TEXTS = (
    "plain",
    "two words",
    'with "quotes"',
    "it's # no comment",
    "a = [1, {b}]",
    "back\\slash",
    "李静 – Ünïcode",
    "two\nlines",
    "dir\u202ection \x9b",
    "x" * 70,
)
VALUES: tuple[Any, ...] = (
    *TEXTS,
    0,
    42,
    7.5,
    True,
    False,
    date(2026, 11, 20),
    datetime(2026, 11, 20, 9, 30, tzinfo=UTC),
    ("one", "two"),
    (),
    (date(2026, 11, 13),),
)
SECTIONS = (
    "people", "batches", "milestones", "items", "sprints", "risks", "escalations", "routes", "roles", "channels",
    "releases", "checklists", "issues", "changes", "cadences", "actions", "weeks", "metrics",
)  # fmt: skip


@cache
def fitting(model: type[Entity], field: str) -> tuple[Any, ...]:
    """The made-up values that fit a field."""
    choices = literals(fields_of(model)[field].annotation)
    found = tuple(value for value in choices or VALUES if _fits(model, field, value))
    if _fits(model, field, "2026-11-20T09:30:00Z"):
        return found
    return tuple(value for value in found if not isinstance(value, datetime))  # a day, for which a moment does as well


def _fits(model: type[Entity], field: str, value: Any) -> bool:
    try:
        model.built({field: value})
    except Unfit as error:
        return all(detail["loc"][:1] != (field,) for detail in error.details)
    return True


def made_entity(random: Random, model: type[Entity], depth: int = 0) -> dict[str, Any]:
    """Data that fits a model, in canonical keys, without an id."""
    data: dict[str, Any] = {}
    for name, shape in fields_of(model).items():
        required = fields_of(model)[name].is_required
        if not required and random.random() > 0.3:
            continue
        if shape.kind == "value":
            data[name] = random.choice(fitting(model, name))
        elif shape.kind == "part":
            data[name] = made_entity(random, shape.model, depth + 1)
        elif depth < 2:
            data[name] = made_collection(random, shape.model, depth + 1)
    if not data or random.random() < 0.1:
        data["x_" + random.choice("ab")] = random.choice(("kept", 1, [1, 2], {"deep": ["er"]}))
    return data


def made_collection(random: Random, model: type[Entity], depth: int) -> list[dict[str, Any]]:
    """Entries with ids, or without where they may follow from the rest."""
    entries: list[dict[str, Any]] = []
    for number in range(random.randint(1, 3)):
        data = made_entity(random, model, depth)
        needs_id = model.writes_id or model.keyed or random.random() < 0.2
        entries.append({"id": f"{model.__name__.lower()}_{number}", **data} if needs_id else data)
    return entries


def made_plan(random: Random) -> dict[str, Any]:
    """The data of a plan, in canonical keys."""
    data: dict[str, Any] = {}
    for name in random.sample(SECTIONS, random.randint(1, 4)):
        data[name] = made_collection(random, fields_of(Plan)[name].model, 0)
    if random.random() < 0.5:
        data["project"] = made_entity(random, fields_of(Plan)["project"].model)
    return data


def made_edits(random: Random, plan: Plan, count: int) -> tuple[Edit, ...]:
    """Edits that fit the plan, one after the other."""
    edits: list[Edit] = []
    for _ in range(count * 3):
        edit = _made_edit(random, plan)
        try:
            plan = apply(plan, [edit]) if edit else plan
        except PlanError:
            continue
        edits += [edit] if edit else []
        if len(edits) == count:
            break
    return tuple(edits)


def _made_edit(random: Random, plan: Plan) -> Edit | None:
    collections = list(_collections(plan, (), 0))
    kind = random.choice(("set", "set", "set", "add", "remove", "move"))
    path, model, entities = random.choice(collections)
    if kind == "add":
        taken = [entity.id for entity in entities]
        value = made_entity(random, model, 1)
        new_id = random.choice((f"new_{random.randint(1, 99)}", model.implied_id(value)))
        if model.snake_ids:
            new_id = new_id.replace("-", "_")
        return Add((*path, new_id), value, random.choice([None, *taken])) if new_id not in taken else None
    if not entities:
        return None
    place = random.randrange(len(entities))
    here = (*path, entities[place].id)
    before = entities[place - 1].id if place else None
    if kind == "remove":
        return Remove(here, data_of(entities[place]), before)
    if kind == "move":
        others = [None, *(entity.id for entity in entities if entity.id != entities[place].id)]
        after = random.choice(others)
        return Move(here, before, after) if after != before else None
    return _made_set(random, plan, here, entities[place])


def _made_set(random: Random, plan: Plan, path: tuple[str, ...], entity: Entity) -> Edit | None:
    name, shape = random.choice(list(fields_of(type(entity)).items()))
    here = (*path, name)
    old = value_at(plan, here)
    required = fields_of(type(entity))[name].is_required
    if shape.kind == "collection":
        return None
    if random.random() < 0.2 and not required:
        return Set(here, data_of(old) if isinstance(old, Entity) else old, None)
    if random.random() < 0.1:
        return Set((*path, "x_a"), entity.extras.get("x_a"), random.choice(("new", 2, ("l", 1))))
    if shape.kind == "value":
        return Set(here, old, random.choice(fitting(type(entity), name)))
    if old is None and random.random() < 0.5:
        return Set(here, None, made_entity(random, shape.model, 2))
    inner = random.choice([field for field, s in fields_of(shape.model).items() if s.kind == "value"])
    return Set((*here, inner), old and old.given().get(inner), random.choice(fitting(shape.model, inner)))


def _collections(entity: Entity, path: tuple[str, ...], depth: int) -> Any:
    for name, shape in fields_of(type(entity)).items():
        value = getattr(entity, name)
        if shape.kind == "collection" and (depth or value or name in SECTIONS[:3]):
            yield (*path, name), shape.model, value
            for child in value:
                yield from _collections(child, (*path, name, child.id), depth + 1)
