"""Edits: everything that changes a plan. A path names things by id, never by position."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, TypeAlias, TypeVar

from octotui.plan.base import Entity, FieldShape, fields_of
from octotui.plan.frozen import Frozen
from octotui.plan.lookup import by_id
from octotui.plan.plan import Plan
from octotui.plan.problems import PlanError, Problem, quoted
from octotui.plan.reading import explain, read_entity
from octotui.plan.rules import Unfit

E = TypeVar("E", bound=Entity)
Path: TypeAlias = tuple[str, ...]


class Set(Frozen):
    """A field, or an unknown key, gets another value; None is "not there"."""

    path: Path
    old: Any
    new: Any


class Add(Frozen):
    """A thing comes into a collection, behind the one called ``after`` (None: as the first)."""

    path: Path
    value: Any
    after: str | None


class Remove(Frozen):
    """A thing leaves a collection; ``value`` and ``after`` are what brings it back."""

    path: Path
    value: Any
    after: str | None


class Move(Frozen):
    """A thing gets another place in its collection: behind ``after``; it was behind ``was_after``."""

    path: Path
    was_after: str | None
    after: str | None


Edit: TypeAlias = Set | Add | Remove | Move
Edits: TypeAlias = tuple[Edit, ...]


def path_text(path: Path) -> str:
    """A path on one line: ``batches/batch-2/progress``; a slash in an id is ``~1``, a tilde ``~0``."""
    return "/".join(part.replace("~", "~0").replace("/", "~1") for part in path)


def parse_path(text: str) -> Path:
    """The path behind its text."""
    return tuple(part.replace("~1", "/").replace("~0", "~") for part in text.split("/"))


def apply(plan: Plan, edits: Iterable[Edit]) -> Plan:
    """The plan after the edits, in their order.

    Raises:
        PlanError: A path leads nowhere, or a value does not fit its field.
    """
    for edit in edits:
        plan = _applied(plan, edit.path, edit)
    return plan


def invert(edits: Sequence[Edit]) -> Edits:
    """The edits that take these back."""
    return tuple(_inverse(edit) for edit in reversed(edits))


def value_at(plan: Plan, path: Path) -> Any:
    """The value or the entity at a path; None if there is none."""
    here: Any = plan
    for step in path:
        if isinstance(here, Entity):
            here = getattr(here, step, None) if step in fields_of(type(here)) or step == "id" else here.extras.get(step)
        elif isinstance(here, tuple):
            here = by_id(here, step) if here and isinstance(here[0], Entity) else None
        else:
            return None
    return here


def last_id(entities: tuple[Entity, ...]) -> str | None:
    """The ``after`` that adds a thing at the end."""
    return entities[-1].id if entities else None


def _inverse(edit: Edit) -> Edit:
    match edit:
        case Set(path, old, new):
            return Set(path, new, old)
        case Add(path, value, after):
            return Remove(path, value, after)
        case Remove(path, value, after):
            return Add(path, value, after)
        case Move(path, was_after, after):
            return Move(path, after, was_after)


def _applied(entity: E, rest: Path, edit: Edit) -> E:
    """The entity after an edit whose remaining path starts in it."""
    if not rest:
        raise _error(edit, "a path that names nothing")
    step, *below = rest
    shape = fields_of(type(entity)).get(step)
    if shape is None or shape.kind == "value" or (shape.kind == "part" and not below):
        return _with_value(entity, step, shape, tuple(below), edit)
    if shape.kind == "part":
        part = getattr(entity, step) or shape.model()
        return _rebuilt(entity, step, _applied(part, tuple(below), edit))
    if not below:
        raise _error(edit, f"{quoted(step)} holds many things, the path names none of them")
    return _rebuilt(entity, step, _collection(getattr(entity, step), shape, tuple(below), edit))


def _collection(entities: tuple[Entity, ...], shape: FieldShape, rest: Path, edit: Edit) -> tuple[Entity, ...]:
    wanted, *below = rest
    place = next((index for index, item in enumerate(entities) if item.id == wanted), None)
    if not below and isinstance(edit, Add):
        if place is not None:
            raise _error(edit, f"{quoted(wanted)} is there already")
        return _inserted(entities, read_entity(shape.model, edit.value, wanted), edit.after, edit)
    if place is None:
        raise _error(edit, f"there is no {quoted(wanted)}")
    without = entities[:place] + entities[place + 1 :]
    if below:
        return (*entities[:place], _applied(entities[place], tuple(below), edit), *entities[place + 1 :])
    if isinstance(edit, Move):
        return _inserted(without, entities[place], edit.after, edit)
    if isinstance(edit, Remove):
        return without
    raise _error(edit, f"{quoted(wanted)} is a thing, not a value")


def _inserted(entities: tuple[Entity, ...], entity: Entity, after: str | None, edit: Edit) -> tuple[Entity, ...]:
    if after is None:
        return (entity, *entities)
    place = next((index + 1 for index, item in enumerate(entities) if item.id == after), None)
    if place is None:
        raise _error(edit, f"there is no {quoted(after)} to put it behind")
    return (*entities[:place], entity, *entities[place:])


def _with_value(entity: E, field: str, shape: FieldShape | None, below: Path, edit: Edit) -> E:
    if below or not isinstance(edit, Set):
        raise _error(edit, f"{quoted(field)} is a value")
    value = edit.new
    if shape is not None and shape.kind == "part" and value is not None:
        value = read_entity(shape.model, value)
    return _rebuilt(entity, field, value, edit)


def _rebuilt(entity: E, field: str, value: Any, edit: Edit | None = None) -> E:
    if isinstance(value, Entity) and value.is_empty:
        value = None
    try:
        return entity.changed(field, value)
    except Unfit as error:
        detail = error.details[0]
        what, mend = explain(type(entity), field, detail)
        raise PlanError([Problem("error", what, mend, path=edit.path if edit else ())]) from error


def _error(edit: Edit, what: str) -> PlanError:
    return PlanError([Problem("error", f"{path_text(edit.path)}: {what}", path=edit.path)])
