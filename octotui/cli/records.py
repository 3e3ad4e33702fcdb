"""Things of a plan as plain JSON data: every field there is, in camelCase, absent ones null or []."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from typing import Any

from octotui.cli.derived import Moment, facts_of
from octotui.plan.base import Entity, FieldShape, fields_of
from octotui.plan.naming import camel

Record = dict[str, Any]


def record_of(entity: Entity) -> Record:
    """An entity with all its fields, in the order of its model, then the keys nobody knows as they came."""
    fields = {camel(name): _value(entity, shape) for name, shape in fields_of(type(entity)).items()}
    own_id = {"id": entity.id} if entity.id else {}
    return own_id | fields | {key: as_json(value) for key, value in entity.extras.items() if key not in fields}


def area_records(moment: Moment, area: str) -> list[Record]:
    """The things of an area, each with what follows about it; a section such as the project is one thing."""
    held = getattr(moment.plan, area)
    things = held if isinstance(held, tuple) else (held,) if held is not None else ()
    return [full_record(thing, moment) for thing in things]


def full_record(entity: Entity, moment: Moment) -> Record:
    """An entity with all its fields and with what follows about it."""
    return record_of(entity) | {key: as_json(value) for key, value in facts_of(entity, moment).items()}


def notice_records(moment: Moment) -> list[Record]:
    """What needs attention, the most urgent first."""
    from octotui.plan.attention import attention
    from octotui.plan.edits import path_text

    return [
        {
            "level": notice.level,
            "kind": notice.kind,
            "path": path_text(notice.path),
            "label": notice.label,
            "what": notice.what,
        }
        for notice in attention(moment.plan, moment.now)
    ]


def as_json(value: Any) -> Any:
    """A value as JSON has it: days as ``2026-11-20``, times in UTC as ``2026-11-20T14:00:00Z``, empty text null."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): as_json(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [as_json(item) for item in value]
    return None if value == "" else value


def _value(entity: Entity, shape: FieldShape) -> Any:
    value = getattr(entity, shape.name)
    if shape.kind == "value":
        return as_json(value)
    if shape.kind == "part":
        return record_of(value) if value is not None else None
    return [record_of(item) for item in value]
