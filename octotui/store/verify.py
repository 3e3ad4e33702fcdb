"""No edited text is handed out before this has looked at it: the plan is the wanted one, and nothing else changed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, Final

from octotui.plan.base import Entity, fields_of
from octotui.plan.edits import Edit, Edits, Remove, Set
from octotui.plan.plan import Plan
from octotui.plan.problems import RawPath
from octotui.plan.reading import children_of, written_id
from octotui.store.locate import Index, collection_at, nearest_place
from octotui.store.raw import Mark, Places
from octotui.store.toml_places import toml_comments

_LAYOUT: Final = re.compile(r"^[\s,\[\]{}]+|[\s,\[\]{}]+(?=#)|[\s,\[\]{}]+$")
"""What may change on a line when something beside it does: commas, brackets, and the space around them."""


def same_plan(one: Plan, other: Plan) -> bool:
    """Whether two plans say the same; a line end is a line end."""
    return one == other or _comparable(one) == _comparable(other)


def lost_comment(old: str, new: str, touched: list[tuple[int, int]]) -> str | None:
    """A comment of a TOML text that is gone though it did not belong to what was taken away; None if there is none."""
    spans = toml_comments(old)
    free = Counter(old[start:end].rstrip() for start, end in spans if _is_within(start, touched))
    before = Counter(old[start:end].rstrip() for start, end in spans)
    after = Counter(new[start:end].rstrip() for start, end in toml_comments(new))
    return next(iter(before - after - free), None)


def lost_line(old: Places, new: str, touched: list[tuple[int, int]]) -> int | None:
    """A line that changed though no edit is about it; None if there is none. Commas and brackets may move."""
    about = {line for start, end in touched for line in range(old.line(start), old.line(end) + 1)}
    before = {number: line for number, line in enumerate(old.text.split("\n"), 1) if number not in about}
    after = Counter(new.split("\n"))
    gone = Counter(before.values()) - after
    if not gone:
        return None
    content = Counter(_LAYOUT.sub("", line) for line in (after - Counter(before.values())).elements())
    for line, times in gone.items():
        kept = _LAYOUT.sub("", line)
        if kept and content[kept] < times:
            return next(number for number, other in before.items() if other == line)
    return None


def touched_by(edits: Edits, raw: Mapping[str, Any], new: Mapping[str, Any], places: Places) -> list[tuple[int, int]]:
    """The stretches of the old text that the edits are about.

    Args:
        edits: The edits.
        raw: The old data.
        new: The data after the edits.
        places: Where everything stands in the old text.
    """
    touched: list[tuple[int, int]] = []
    index: Index = {}
    for edit in edits:
        if mark := places.nearest(nearest_place(raw, edit.path, index)):
            if isinstance(edit, (Remove, Set)):
                touched.append(_with_comments(mark, places))
            touched += _ends(mark)
        holder = collection_at(raw, edit.path[:-1], index) if not isinstance(edit, Set) else None
        if holder and (mark := places.marks.get(holder.place)):
            touched += _ends(mark)
        named = (places.marks.get(place) for place in _named(raw, new, edit))
        touched += [(mark.key, mark.end) for mark in named if mark]
    return touched


def _named(raw: Mapping[str, Any], new: Mapping[str, Any], edit: Edit) -> Iterator[RawPath]:
    """Entries beside the edited one that have their id written now, and had not."""
    path = edit.path[:-2] if isinstance(edit, Set) else edit.path[:-1]
    before, after = (collection_at(data, path) if path else None for data in (raw, new))
    if before is None or after is None or before.shape is None or not isinstance(before.raw, list):
        return
    written = {written_id(value) for _, value, _ in children_of(before.shape.model, after.raw)}
    for index, value, entry_id in children_of(before.shape.model, before.raw):
        if not written_id(value) and entry_id in written:
            yield (*before.place, index)


def _ends(mark: Mark) -> list[tuple[int, int]]:
    return [(mark.key, mark.key), (mark.start, mark.start), (mark.end, mark.end)]


def _with_comments(mark: Mark, places: Places) -> tuple[int, int]:
    """A thing from the comments right above it to the end of its last line, and the comments right below."""
    lines = places.text.split("\n")
    first, last = places.line(mark.key), places.line(max(mark.end - 1, mark.key))
    while first > 1 and lines[first - 2].lstrip().startswith("#"):
        first -= 1
    while last < len(lines) and lines[last].lstrip().startswith("#"):
        last += 1
    start = sum(len(line) + 1 for line in lines[: first - 1])
    return start, start + sum(len(line) + 1 for line in lines[first - 1 : last]) - 1


def _is_within(offset: int, spans: list[tuple[int, int]]) -> bool:
    return any(start <= offset <= end for start, end in spans)


def _comparable(value: Any) -> Any:
    if isinstance(value, Entity):
        own = {name: _comparable(getattr(value, name)) for name in ("id", *fields_of(type(value)))}
        return type(value), own, {key: _comparable(item) for key, item in value.extras.items()}
    if isinstance(value, Mapping):
        return {key: _comparable(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_comparable(item) for item in value]
    if isinstance(value, str):
        return value.replace("\r\n", "\n")
    return value
