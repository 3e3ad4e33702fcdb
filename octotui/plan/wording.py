"""Edits in plain words: for notices, for undo, for the feed of what happened."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from octotui.plan.base import Entity
from octotui.plan.edits import Add, Edit, Edits, Move, Path, Remove, Set, value_at
from octotui.plan.plaintext import one_line
from octotui.plan.plan import Plan

LONGEST = 40


def word(edit: Edit, plan: Plan) -> str:
    """An edit in words: ``batch-3 status: in progress → done``. Takes the plan from before or after it."""
    match edit:
        case Set(path, old, new):
            return _set(path, old, new, plan)
        case Add(path, value, _):
            return f"{_place(path[:-1], plan)}: added {_name(path, value)}"
        case Remove(path, value, _):
            return f"{_place(path[:-1], plan)}: removed {_name(path, value)}"
        case Move(path, _, after):
            return f"{_place(path[:-1], plan)}: moved {path[-1]} {f'behind {after}' if after else 'to the top'}"


def summarise(edits: Edits, plan: Plan) -> str:
    """Edits in one line: one edit worded, several by the first and how many more."""
    told = [edit for edit in edits if not _goes_without_saying(edit, edits)] or list(edits)
    if not told:
        return "nothing"
    first = word(told[0], plan)
    if len(told) == 1:
        return first
    areas = {edit.path[0] for edit in told}
    if len(told) > 3 and len(areas) == 1:
        return f"{len(told)} changes in {_field(areas.pop())}"
    return f"{first}, and {len(told) - 1} more"


def _goes_without_saying(edit: Edit, edits: Sequence[Edit]) -> bool:
    """Who and when a tick was made says nothing beside the tick."""
    ticked = {other.path[:-1] for other in edits if other.path[-1] == "done"}
    return isinstance(edit, Set) and edit.path[-1] in ("by", "at") and edit.path[:-1] in ticked


def _set(path: Path, old: Any, new: Any, plan: Plan) -> str:
    place, field = _place(path[:-1], plan), path[-1]
    if field == "done" and len(path) > 2:
        return f"{_place(path[:-3], plan)}: {'ticked' if new else 'unticked'} {_label(path[:-1], plan)}"
    if isinstance(old, (tuple, list)) or isinstance(new, (tuple, list)):
        return f"{place} {_field(field)}: {_list_change(old or (), new or ())}"
    if isinstance(old, Mapping) or isinstance(new, Mapping):
        return f"{place} {_field(field)}: {'changed' if old and new else 'added' if new else 'removed'}"
    return one_line(f"{place} {_field(field)}: {_value(old, field)} → {_value(new, field)}")


def _list_change(old: Sequence[Any], new: Sequence[Any]) -> str:
    added = [f"+{_value(item)}" for item in new if item not in old]
    gone = [f"−{_value(item)}" for item in old if item not in new]
    return ", ".join([*added, *gone]) or "in another order"


def _place(path: Path, plan: Plan) -> str:
    """The thing a path is in: its id, and where it is part of another, what part."""
    if len(path) < 2:
        return _field(path[0]) if path else "plan"
    parts = [path[1]]
    for depth in range(2, len(path)):
        here = value_at(plan, path[: depth + 1])
        is_thing = isinstance(here, Entity) and isinstance(value_at(plan, path[:depth]), tuple)
        parts.append(_label(path[: depth + 1], plan) if is_thing else _field(path[depth]))
    return one_line(" ".join(parts))


def _label(path: Path, plan: Plan) -> str:
    thing = value_at(plan, path)
    label = thing.label if isinstance(thing, Entity) else path[-1]
    return f"“{one_line(label, LONGEST)}”" if " " in label else one_line(label, LONGEST)


def _name(path: Path, value: Mapping[str, Any]) -> str:
    label = next((str(value[key]) for key in ("name", "title", "text", "task", "did", "what") if value.get(key)), "")
    return one_line(f"{path[-1]}, “{one_line(label, LONGEST)}”" if label and len(path) == 2 else label or path[-1])


def _field(name: str) -> str:
    return name.replace("_", " ")


def _value(value: Any, field: str = "") -> str:
    if value is None or value == "":
        return "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    text = f"{value:g}" if isinstance(value, float) else str(value)
    return one_line(text.replace("-", " ") if field in ("status", "phase") else text, LONGEST)
