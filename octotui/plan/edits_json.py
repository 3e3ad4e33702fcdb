"""Edits as JSON data and back: for the records that have to outlive the process.

A path is its text. Dates and times, which JSON does not have, are tables with one key that says which they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time
from typing import Any, Final

from octotui.plan.edits import Add, Edit, Edits, Move, Remove, Set, parse_path, path_text
from octotui.plan.problems import PlanError, Problem
from octotui.plan.values import plain

_TAGS: Final[Mapping[str, type[date | time]]] = {"$moment": datetime, "$day": date, "$time": time}


def edits_to_json(edits: Iterable[Edit]) -> list[dict[str, Any]]:
    """Edits as plain JSON data, in their order."""
    return [_written(edit) for edit in edits]


def edits_from_json(data: Any) -> Edits:
    """The edits behind their JSON data.

    Raises:
        PlanError: The data does not say edits.
    """
    try:
        return tuple(_read(record) for record in data)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise PlanError([Problem("error", "no edits that octotui wrote")]) from error


def value_to_json(value: Any) -> Any:
    """A value of an edit as JSON data."""
    if isinstance(value, datetime):
        moment = value if value.tzinfo is None else value.astimezone(UTC)
        return {"$moment": moment.isoformat()}
    for tag, kind in _TAGS.items():
        if isinstance(value, kind):
            return {tag: value.isoformat()}
    if isinstance(value, Mapping):
        return {str(key): value_to_json(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [value_to_json(item) for item in value]
    return value


def value_from_json(data: Any) -> Any:
    """The value behind its JSON data."""
    if isinstance(data, Mapping):
        if len(data) == 1 and (tag := next(iter(data))) in _TAGS:
            return _TAGS[tag].fromisoformat(data[tag])
        return {key: value_from_json(item) for key, item in data.items()}
    return plain([value_from_json(item) for item in data]) if isinstance(data, list) else data


def _written(edit: Edit) -> dict[str, Any]:
    path = path_text(edit.path)
    match edit:
        case Set(_, old, new):
            return {"set": path, "old": value_to_json(old), "new": value_to_json(new)}
        case Add(_, value, after):
            return {"add": path, "value": value_to_json(value), "after": after}
        case Remove(_, value, after):
            return {"remove": path, "value": value_to_json(value), "after": after}
        case Move(_, was_after, after):
            return {"move": path, "wasAfter": was_after, "after": after}


def _read(record: Mapping[str, Any]) -> Edit:
    if "set" in record:
        return Set(parse_path(record["set"]), value_from_json(record["old"]), value_from_json(record["new"]))
    if "add" in record:
        return Add(parse_path(record["add"]), value_from_json(record["value"]), record["after"])
    if "remove" in record:
        return Remove(parse_path(record["remove"]), value_from_json(record["value"]), record["after"])
    return Move(parse_path(record["move"]), record["wasAfter"], record["after"])
