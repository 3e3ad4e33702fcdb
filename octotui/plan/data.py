"""From entities back to plain data, as an edit carries it and a file holds it."""

from __future__ import annotations

from typing import Any

from octotui.plan.base import Entity, fields_of


def data_of(entity: Entity) -> dict[str, Any]:
    """An entity as plain data in canonical keys: what was given, without what follows by itself.

    Collections become lists of tables; an id stands where the file would write one.
    """
    shapes = fields_of(type(entity))
    data: dict[str, Any] = {}
    given = entity.given()
    if entity.id and _id_is_needed(entity):
        data["id"] = entity.id
    for name, shape in shapes.items():
        if name in given and not (shape.kind == "collection" and given[name] == ()):
            data[name] = _plain_of(given[name])
    return data | dict(entity.extras)


def _id_is_needed(entity: Entity) -> bool:
    return entity.writes_id or entity.keyed or entity.id != type(entity).implied_id(entity.values())


def _plain_of(value: Any) -> Any:
    if isinstance(value, Entity):
        return data_of(value)
    if isinstance(value, tuple) and value and isinstance(value[0], Entity):
        return [data_of(item) for item in value]
    return value
