"""How new things are spelled: the dialect of the file, of its neighbours first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import islice
from typing import Any, Literal, TypeAlias

from octotui.plan.base import Entity, fields_of
from octotui.plan.data import data_of
from octotui.plan.naming import camel, snake

Format: TypeAlias = Literal["toml", "json"]
NEIGHBOURS = 50
"""How many entries of a collection are asked how they are spelled."""


class Dialect:
    """The spelling of a collection: how its entries write a field's key and its value."""

    def __init__(self, format: Format, model: type[Entity], entries: Iterable[Any] = ()) -> None:  # noqa: A002  # its name everywhere
        """Look at entries as they are written, the nearest first."""
        self.format: Format = format
        self.model = model
        self.entries = [entry for entry in islice(entries, NEIGHBOURS) if isinstance(entry, Mapping)]

    def key(self, field: str) -> str:
        """How a field's key is written."""
        if self.model.field_of(field) != field:
            return field
        for entry in self.entries:
            for key in entry:
                if self.model.field_of(str(key)) == field:
                    return str(key)
        return camel(field) if self._is_camel() else field

    def entry_key(self, entry_id: str, keys: Iterable[str]) -> str:
        """The key of a new entry in a table from id to entry."""
        wanted = camel(entry_id)
        if not self.model.snake_ids or snake(wanted) != entry_id:
            return entry_id
        seen = [key for key in keys if key != snake(key) or "_" in key]
        is_camel = any(key != snake(key) for key in seen) if seen else self.format == "json"
        return wanted if is_camel else entry_id

    def value(self, field: str, value: Any, given: Any = None) -> Any:
        """A value as its neighbours write it: a number where they write one (``level = 2``)."""
        if isinstance(value, str) and value.isdecimal() and not isinstance(given, str):
            examples = [given, *(entry.get(self.key(field)) for entry in self.entries)]
            example = next((example for example in examples if example is not None), None)
            if isinstance(example, int) and not isinstance(example, bool):
                return int(value)
        return value

    def within(self, field: str) -> Dialect:
        """The dialect of a part or a collection of these entries."""
        model = fields_of(self.model)[field].model
        key = self.key(field)
        inner: list[Any] = []
        for entry in self.entries:
            held = entry.get(key)
            if fields_of(self.model)[field].kind == "part":
                inner.append(held)
            elif held:
                inner += held.values() if isinstance(held, Mapping) else held
        return Dialect(self.format, model, inner)

    def _is_camel(self) -> bool:
        keys = {str(key) for entry in self.entries for key in entry}
        if any(key != snake(key) and "-" not in key for key in keys):
            return True
        return self.format == "json" and not any("_" in key for key in keys)


def written(entity: Entity, dialect: Dialect, *, with_id: bool) -> Any:
    """An entity as a file holds it: the short form if that says it all, else a table."""
    data = data_of(entity)
    entry_id = data.pop("id", "") or entity.id
    table: dict[str, Any] = {dialect.key("id"): entry_id} if with_id else {}
    shapes = fields_of(type(entity))
    short = type(entity).short
    for name, value in data.items():
        shape = shapes.get(name)
        if shape is None or shape.kind == "value":
            table[dialect.key(name)] = dialect.value(name, value)
        elif value is not None:
            table[dialect.key(name)] = _children(getattr(entity, name), dialect.within(name))
    if not with_id and isinstance(short, str) and set(data) == {short}:
        return next(iter(table.values()))
    if not with_id and isinstance(short, tuple) and short and set(data) == set(short):
        return [table[dialect.key(name)] for name in short]
    return table


def _children(value: Any, dialect: Dialect) -> Any:
    if isinstance(value, Entity):
        return written(value, dialect, with_id=bool(value.id))
    if dialect.model.keyed:
        return {dialect.entry_key(child.id, ()): written(child, dialect, with_id=False) for child in value}
    return [written(child, dialect, with_id=needs_id(child, value)) for child in value]


def needs_id(entity: Entity, siblings: Iterable[Entity]) -> bool:
    """Whether a new entry of a list is written with its id."""
    implied = type(entity).implied_id(entity.values())
    if entity.id != implied or any(other is not entity and other.id == implied for other in siblings):
        return True
    data = data_of(entity)
    is_bare = isinstance(entity.short, str) and set(data) - {"id"} == {entity.short}
    return entity.writes_id and not is_bare
