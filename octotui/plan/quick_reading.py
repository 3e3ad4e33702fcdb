"""What is plainly right is read in one pass: keys that are known, values as their fields hold them, nothing to warn of.

`reading` reads everything else and says what is wrong with it; what is read here it would read alike.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, Final, TypeVar, get_args, get_origin

from octotui.plan.base import Entity, FieldShape, fields_of, made, needed_by, quick_fields
from octotui.plan.naming import unused
from octotui.plan.rules import DOUBT, Quick

E = TypeVar("E", bound=Entity)


def quick_entity(model: type[E], raw: Any, entity_id: str = "") -> E | None:
    """An entity from data in any of its written forms; None if the data wants a closer look."""
    data = expand(model, raw)
    if type(data) is not dict:
        return None
    fields = _fields(model)
    own: dict[str, Any] = {}
    for key, value in data.items():
        name, judge = fields[key]
        found = DOUBT if value is None or name in own else judge(value)
        if found is DOUBT:
            return None
        own[name] = found
    if entity_id and own.setdefault("id", entity_id) != entity_id:
        return None
    return made(model, own) if needed_by(model) <= own.keys() else None


def expand(model: type[Entity], raw: Any) -> Any:
    """The table that a short form stands for; anything else as it is."""
    if type(raw) is dict or isinstance(raw, Mapping):
        return raw
    if isinstance(model.short, str) and model.short:
        return {model.short: raw}
    if isinstance(raw, (list, tuple)) and model.short and len(raw) == len(model.short):
        return dict(zip(model.short, raw, strict=True))
    return raw


def ids_of(model: type[Entity], entries: list[Any]) -> list[str]:
    """The ids of a list's entries: those written, and those that follow from the rest of the entry.

    The latter get ``-2``, ``-3`` … where another has them.
    """
    written = [written_id(entry) for entry in entries]
    if all(written):
        return written
    taken = {entry_id for entry_id in written if entry_id}
    last: dict[str, int] = {}
    for index, entry in enumerate(entries):
        if not written[index]:
            written[index] = unused(implied_id(model, entry), taken, last)
            taken.add(written[index])
    return written


def written_id(raw: Any) -> str:
    """The id that stands in the data, if one does."""
    if type(raw) is not dict and not isinstance(raw, Mapping):
        return ""
    value = raw["id"] if "id" in raw else raw.get("Id", raw.get("ID"))
    return value if isinstance(value, str) else ""


def implied_id(model: type[Entity], raw: Any) -> str:
    """The id that follows from an entry's fields, however their keys are spelled."""
    data = expand(model, raw)
    if not isinstance(data, Mapping):
        return model.implied_id({})
    fields = _fields(model)
    return model.implied_id({name: value for key, value in data.items() if (name := fields[key][0])})


class _Fields(dict[Any, tuple[str, Quick]]):
    """A model's fields by the keys that were met, however they are spelled."""

    def __init__(self, model: type[Entity]) -> None:
        super().__init__()
        self._model = model

    def __missing__(self, key: Any) -> tuple[str, Quick]:
        name = self._model.field_of(key) if isinstance(key, str) else None
        if name is None:
            return "", _doubt  # not kept: there is no end to keys that nobody knows
        self[key] = found = name, _judge(self._model, name)
        return found


_fields: Final[Callable[[type[Entity]], _Fields]] = cache(_Fields)


def _judge(model: type[Entity], name: str) -> Quick:
    shape = fields_of(model).get(name)
    if shape is None or shape.kind == "value":
        judge = quick_fields(model)[name]
        return judge if shape is None or not _is_list(shape.annotation) else _of_lists(judge)
    return _part(shape) if shape.kind == "part" else _collection(shape)


def _is_list(annotation: Any) -> bool:
    return any(get_origin(kind) is tuple for kind in (annotation, *get_args(annotation)))


def _doubt(_: Any) -> Any:
    return DOUBT


def _of_lists(judge: Quick) -> Quick:
    """A file has lists where a field has tuples."""
    return lambda value: judge(tuple(value) if type(value) is list else value)


def _part(shape: FieldShape) -> Quick:
    def part(value: Any) -> Any:
        found = quick_entity(shape.model, value)
        return DOUBT if found is None or found.is_empty else found

    return part


def _collection(shape: FieldShape) -> Quick:
    model = shape.model

    def collection(value: Any) -> Any:
        if type(value) is not list or None in value:
            return DOUBT
        ids = ids_of(model, value)
        found = tuple(map(quick_entity, [model] * len(ids), value, ids))
        return DOUBT if None in found or len({*ids}) < len(ids) else found

    return collection
