"""Made-up plans and edits for properties, drawn by the models' shapes: a new area is in them by itself."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from functools import cache
from typing import Any

from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from octotui.plan.base import Entity, FieldShape, fields_of
from octotui.plan.data import data_of
from octotui.plan.edits import Add, Edit, Edits, Move, Path, Remove, Set, apply, value_at
from octotui.plan.naming import unused
from octotui.plan.plan import Plan
from octotui.plan.reading import literals, read_entity, read_plan

IDS = ("a", "b", "c", "batch-1", "a/b", "~1", "Ärger.2", "12")
TEXTS = ("plain", "two words", "Week 3–4", "2026-11-20", "a", "batch-1", "two\nlines", "\x1b[2J", "李静", "x" * 70, "")
UNKNOWN = ("x", "shoe size", "self", "cls", "values", "_fields_set", "model_config", "$ref")
POOL: tuple[Any, ...] = (
    *TEXTS,
    *(0, 1, 42, 100, 7.5, -3, True, False),
    *(date(2026, 11, 20), date(2024, 2, 29)),
    datetime(2026, 11, 20, 9, 30, tzinfo=UTC),
    datetime(2026, 11, 20, 9, 30, tzinfo=timezone(timedelta(hours=5, minutes=30))),
    *((), ("a", "b"), ("two words",), (date(2026, 11, 13),)),
)
UNKNOWN_VALUES = (*POOL, {"deep": {"list": [1, {"a": None}]}}, [[], [1.5]], {})


@cache
def _adapter(model: type[Entity], field: str) -> TypeAdapter[Any]:
    info = fields_of(model)[field]
    return TypeAdapter(info.annotation)


@cache
def values_for(model: type[Entity], field: str) -> tuple[Any, ...]:
    """The made-up values that a field takes."""
    found = []
    for value in (*literals(fields_of(model)[field].annotation), *POOL):
        try:
            _adapter(model, field).validate_python(value)
        except ValidationError:
            continue
        found.append(value)
    return tuple(found)


@cache
@st.composite
def raw_entities(draw: st.DrawFn, model: type[Entity]) -> dict[str, Any]:
    """The data of an entity: what it needs, and a few of the things it may have."""
    shapes = fields_of(model)
    needed = [name for name in shapes if fields_of(model)[name].is_required]
    most = 5 if model is Plan else 3
    chosen = draw(_some(tuple(shapes), most))
    data = {name: draw(_raw_field(model, shapes[name])) for name in dict.fromkeys((*needed, *chosen))}
    if draw(st.integers(0, 4)) == 0:
        data |= {key: draw(st.sampled_from(UNKNOWN_VALUES)) for key in draw(_some(UNKNOWN, 2))}
    return data


@cache
def _some(names: tuple[str, ...], most: int) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(names), max_size=most, unique=True)


@cache
def _raw_field(model: type[Entity], shape: FieldShape) -> st.SearchStrategy[Any]:
    if shape.kind == "value":
        return st.sampled_from(values_for(model, shape.name))
    return _raw_parts(shape.model) if shape.kind == "part" else _raw_collections(shape.model)


@cache
@st.composite
def _raw_parts(draw: st.DrawFn, model: type[Entity]) -> dict[str, Any]:
    own_id = {"id": draw(st.sampled_from(IDS))} if draw(st.integers(0, 4)) == 0 else {}
    return draw(raw_entities(model)) | own_id


@cache
@st.composite
def _raw_collections(draw: st.DrawFn, model: type[Entity]) -> Any:
    """Some entities, as a list in which ids may be left out, or as a table from id to entity."""
    ids = draw(_some(IDS, 3))
    entities = [draw(raw_entities(model)) for _ in ids]
    if draw(st.booleans()) and len({entity_id.lower() for entity_id in ids}) == len(ids):
        return dict(zip(ids, entities, strict=True))
    has_id = [draw(st.booleans()) for _ in ids]
    return [{"id": own, **entity} if has else entity for own, entity, has in zip(ids, entities, has_id, strict=True)]


def raw_plans() -> st.SearchStrategy[dict[str, Any]]:
    """The data of plans, as a file's parser gives it."""
    return raw_entities(Plan)


def plans() -> st.SearchStrategy[Plan]:
    """Plans of a few areas each."""
    return raw_plans().map(lambda raw: read_plan(raw)[0])


@st.composite
def edits_for(draw: st.DrawFn, plan: Plan, most: int = 4) -> Edits:
    """Edits that can be applied to a plan one after the other."""
    edits: list[Edit] = []
    for _ in range(draw(st.integers(0, most))):
        edit = draw(_edits(plan))
        edits.append(edit)
        plan = apply(plan, [edit])
    return tuple(edits)


@st.composite
def _edits(draw: st.DrawFn, plan: Plan) -> Edit:
    path, entity = draw(st.sampled_from(list(_entities(plan))))
    shapes = fields_of(type(entity))
    if draw(st.integers(0, 9)) == 0:
        key = draw(st.sampled_from(UNKNOWN))
        new = draw(st.sampled_from((None, 1, "text", ("a", 1))))
        return Set((*path, key), entity.extras.get(key), new)
    shape = shapes[draw(st.sampled_from(list(shapes)))]
    here = (*path, shape.name)
    if shape.kind == "collection":
        return draw(_edits_in(here, getattr(entity, shape.name), shape.model))
    return Set(here, _data(value_at(plan, here)), draw(new_values(type(entity), shape)))


@st.composite
def new_values(draw: st.DrawFn, model: type[Entity], shape: FieldShape) -> Any:
    """Values for a field or a part, as an edit carries them; None takes it away."""
    if not fields_of(model)[shape.name].is_required and draw(st.integers(0, 3)) == 0:
        return None
    if shape.kind == "part":
        return data_of(read_entity(shape.model, draw(raw_entities(shape.model)))) or None
    return _adapter(model, shape.name).validate_python(draw(st.sampled_from(values_for(model, shape.name))))


@st.composite
def _edits_in(draw: st.DrawFn, path: Path, there: tuple[Entity, ...], model: type[Entity]) -> Edit:
    ids = [entity.id for entity in there]
    kind = draw(st.sampled_from(("add", "remove", "move") if ids else ("add",)))
    if kind == "add":
        new_id = unused(draw(st.sampled_from(IDS)), ids)
        value = data_of(read_entity(model, draw(raw_entities(model)), new_id))
        return Add((*path, new_id), value, draw(st.sampled_from((None, *ids))))
    index = draw(st.integers(0, len(ids) - 1))
    after = ids[index - 1] if index else None
    if kind == "remove":
        return Remove((*path, ids[index]), data_of(there[index]), after)
    others = [None, *(other for other in ids if other != ids[index])]
    return Move((*path, ids[index]), after, draw(st.sampled_from(others)))


def _entities(entity: Entity, path: Path = ()) -> Iterator[tuple[Path, Entity]]:
    yield path, entity
    for shape in fields_of(type(entity)).values():
        value = getattr(entity, shape.name)
        if shape.kind == "part" and value is not None:
            yield from _entities(value, (*path, shape.name))
        for child in value if shape.kind == "collection" else ():
            yield from _entities(child, (*path, shape.name, child.id))


def _data(value: Any) -> Any:
    return data_of(value) if isinstance(value, Entity) else value
