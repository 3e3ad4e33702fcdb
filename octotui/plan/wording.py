"""Edits in plain words: for notices, for undo, for the feed of what happened."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Final

from octotui.plan.base import Entity, fields_of
from octotui.plan.edits import Add, Edit, Edits, Move, Path, Remove, Set, value_at
from octotui.plan.plaintext import one_line
from octotui.plan.plan import Plan
from octotui.plan.reading import expand, literals
from octotui.plan.words import figure

LONGEST: Final = 40
"""A value is told in so many characters."""
GROUPED: Final = 4
"""So many changes in one area are told by their number."""
KINDS: Final = {
    "checklists": "checklist",
    "releases": "release",
    "roles": "role",
    "people": "person",
    "weeks": "week",
    "routes": "route",
    "channels": "channel",
    "cadences": "meeting",
    "checkpoints": "checkpoint",
    "communications": "message",
}
"""Areas whose ids alone do not say what they are."""
ONE_OF_A_KIND: Final = ("project", "board")
STAMPS: Final = frozenset({"by", "at", "resolved", "resolution", "activated_by", "history"})
"""What is noted beside a change: who, when, on which record."""


def word(edit: Edit, plan: Plan) -> str:
    """An edit in words: ``batch-3 status: in progress → done``.

    Args:
        edit: The edit.
        plan: The plan from before or after it.

    Returns:
        One line without control characters; values are cut to `LONGEST` characters.
    """
    return one_line(_worded(edit, plan))


def word_within(edit: Edit, plan: Plan, depth: int) -> str:
    """An edit in words for those who see already which thing it is about: ``status: in progress → done``.

    Args:
        edit: The edit.
        plan: The plan from before or after it.
        depth: So many steps of the path name the thing.
    """
    return one_line(_worded(edit, plan, depth))


def summarise(edits: Edits, plan: Plan) -> str:
    """Edits in one line: one edit worded, some by the first and how many more, many of one area by their number."""
    told = [edit for edit in edits if not _is_stamp(edit.path)] or list(edits)
    if not told:
        return "nothing changed"
    areas = {edit.path[0] for edit in told}
    if len(told) >= GROUPED and len(areas) == 1 and len({edit.path[:2] for edit in told}) > 1:
        return f"{len(told)} changes in {_spaced(told[0].path[0])}"
    return word(told[0], plan) + (f" and {len(told) - 1} more" if len(told) > 1 else "")


def _is_stamp(path: Path) -> bool:
    """Whether an edit notes something beside another. ``open`` does in a vote; elsewhere it may be an id."""
    return bool(STAMPS.intersection(path[2:])) or (path[2:3] == ("votes",) and path[4:] == ("open",))


def place_words(path: Path, plan: Plan) -> str:
    """What a path leads to, in words: ``batch-3 status``, ``checklist day “Smoke test”``."""
    return one_line(_place(path, plan))


def value_words(path: Path, value: Any) -> str:
    """A value at a path in words, whole, on one line: ``in progress``; a table as its keys and values."""
    if isinstance(value, Mapping):
        return one_line(", ".join(f"{_spaced(key)} {_whole(item)}" for key, item in value.items() if key != "id"))
    field, model, _ = list(_steps(path))[-1]
    shape = fields_of(model).get(field)
    return _whole(value, bool(shape and literals(shape.annotation)))


def _worded(edit: Edit, plan: Plan, skip: int = 0) -> str:
    if ticked := _ticked(edit, plan):
        return _at(_place(edit.path[:2], plan, skip), ticked)
    here, above = _place(edit.path, plan, skip), _place(edit.path[:-1], plan, skip)
    is_part = len(edit.path) > 2
    match edit:
        case Set(path, old, new):
            return _at(here, _change(path, old, new))
        case Add(path, value, _):
            return _at(above, f"added {_name(path, value)}") if is_part else _at(here, "added")
        case Remove(path, value, _):
            return _at(above, f"removed {_name(path, value)}") if is_part else f"removed {here}".rstrip()
        case Move(_, _, after):
            return _at(here, f"moved {f'behind {_cut(after)}' if after else 'to the front'}")


def _at(place: str, what: str) -> str:
    return f"{place}: {what}" if place else what


def _ticked(edit: Edit, plan: Plan) -> str:
    """The words for a tick on a checklist, an action or in the release matrix, set or taken away; else none."""
    match edit:
        case Set(("checklists", _, "items", _, "done") | ("meetings", _, "actions", _, "done") as path, _, new):
            point = value_at(plan, path[:-1])
            done, text = bool(new), point.label if isinstance(point, Entity) else path[-2]
        case Add(("releases", _, "done", _) as path, value, _) | Remove(("releases", _, "done", _) as path, value, _):
            done, text = isinstance(edit, Add), str(value.get("task", path[-1]))
        case _:
            return ""
    return f"{'ticked' if done else 'unticked'} “{_cut(text)}”"


def _steps(path: Path) -> Iterator[tuple[str, type[Entity], bool]]:
    """Each step of a path, the model it is in, and whether it is the id of a thing of that model."""
    model: type[Entity] = Plan
    is_id = False
    for step in path:
        yield step, model, is_id
        shape = None if is_id else fields_of(model).get(step)
        is_id, model = bool(shape and shape.kind == "collection"), shape.model if shape else model if is_id else Entity


def _place(path: Path, plan: Plan, skip: int = 0) -> str:
    """What a path leads to: ids and fields, with the kind of thing where the id alone does not say it."""
    words: list[str] = []
    for depth, (step, model, is_id) in enumerate(_steps(path)):
        if depth < skip:
            continue
        if is_id:
            words.append(_cut(step) if model.writes_id or model.keyed else _text_of(path[: depth + 1], plan))
        elif depth == 0 and len(path) > 1 and step not in ONE_OF_A_KIND:
            words.append(KINDS.get(step, ""))
        else:
            words.append(_spaced(step))
    return " ".join(filter(None, words))


def _text_of(path: Path, plan: Plan) -> str:
    """The text of a thing whose id only follows from it."""
    thing = value_at(plan, path)
    return f"“{_cut(thing.label)}”" if isinstance(thing, Entity) and thing.label != thing.id else _cut(path[-1])


def _name(path: Path, value: Any) -> str:
    """What a thing in another thing is called, from its data."""
    model = list(_steps(path))[-1][1]
    data = expand(model, value)
    text = next((str(data[field]) for field in ("name", "title", "text", "did") if data.get(field)), "")
    return f"“{_cut(text)}”" if text else _cut(path[-1])


def _change(path: Path, old: Any, new: Any) -> str:
    field, model, _ = list(_steps(path))[-1]
    shape = fields_of(model).get(field)
    if (shape and shape.kind == "part") or isinstance(old, Mapping) or isinstance(new, Mapping):
        return "added" if old is None else "removed" if new is None else "changed"
    default = shape.default if shape else None
    before, after = (default if value is None else value for value in (old, new))
    if isinstance(before, tuple) and isinstance(after, tuple):
        return _change_of_names(before, after)
    is_choice = bool(shape and literals(shape.annotation))
    if isinstance(before, str) and isinstance(after, str):
        before, after = _from_where_they_part(before, after)
    return f"{_value(before, is_choice)} → {_value(after, is_choice)}"


def _from_where_they_part(old: str, new: str) -> tuple[str, str]:
    """Long texts without the words they begin with in common: what is cut must not be what changed."""
    shared = next((place for place, (one, other) in enumerate(zip(old, new, strict=False)) if one != other), None)
    start = old.rfind(" ", 0, min(len(old), len(new)) if shared is None else shared) + 1
    if start < LONGEST // 2:
        return old, new
    return f"…{old[start:]}", f"…{new[start:]}"


def _change_of_names(old: tuple[Any, ...], new: tuple[Any, ...]) -> str:
    """What came and what went; all of it, if it only changed places."""
    came, went = ([_value(one) for one in these if one not in those] for these, those in ((new, old), (old, new)))
    words = [f"+ {_cut(', '.join(came))}" if came else "", f"− {_cut(', '.join(went))}" if went else ""]
    return " ".join(filter(None, words)) or f"now in the order {_cut(', '.join(map(_value, new)))}"


def _value(value: Any, is_choice: bool = False) -> str:
    return _cut(_whole(value, is_choice))


def _whole(value: Any, is_choice: bool = False) -> str:
    if value in (None, "", ()):
        return "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, (int, float)):
        return figure(value)
    text = ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)
    return one_line(text.replace("-", " ") if is_choice else text)


def _cut(text: str) -> str:
    return one_line(text, LONGEST)


def _spaced(name: str) -> str:
    return _cut(name.replace("_", " "))
