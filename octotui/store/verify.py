"""No edited text is handed out before this has looked at it: the plan is the wanted one, and nothing else changed."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from octotui.plan.base import Entity, fields_of
from octotui.plan.edits import Edit, Edits, Remove, Set
from octotui.plan.plan import Plan
from octotui.plan.problems import RawPath
from octotui.plan.reading import children_of, written_id
from octotui.plan.rereading import alike
from octotui.store.changed import changed_lines, changed_span
from octotui.store.locate import Index, collection_at, nearest_place
from octotui.store.raw import Mark, Places
from octotui.store.toml_places import TomlPlaces
from octotui.store.toml_scan import toml_comments

_LAYOUT: Final = re.compile(r"^[\s,\[\]{}]+|[\s,\[\]{}]+(?=#)|[\s,\[\]{}]+$")
"""What may change on a line when something beside it does: commas, brackets, and the space around them."""


def same_plan(one: Plan, other: Plan) -> bool:
    """Whether two plans say the same; a line end is a line end."""
    return one == other or _comparable(one) == _comparable(other)


def changed_elsewhere(old: Mapping[str, Any], new: Mapping[str, Any], edits: Edits) -> bool:
    """Whether data of a section that no edit is about is another now."""
    edited = {edit.path[0] for edit in edits}
    about = {key for key in (*old, *new) if (Plan.field_of(key) or key) in edited}
    return any(not alike(old.get(key), new.get(key)) for key in {*old, *new} - about)


class Touched:
    """Stretches of a text that edits are about."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        """Stretches by the offsets of their first and last character."""
        self.spans: list[tuple[int, int]] = []
        for span in sorted(spans):
            if self.spans and span[0] <= self.spans[-1][1]:
                self.spans[-1] = (self.spans[-1][0], max(span[1], self.spans[-1][1]))
            else:
                self.spans.append(span)
        self._starts = [start for start, _ in self.spans]

    def meets(self, start: int, end: int) -> bool:
        """Whether one of them has a character in common with this one."""
        last = bisect_right(self._starts, end) - 1
        return last >= 0 and self.spans[last][1] >= start


def lost_comment(old: TomlPlaces, new: str, touched: Touched) -> str | None:
    """A comment of a TOML text that is gone though it did not belong to what was taken away; None if there is none."""
    start, old_end, new_end = old.widened(changed_span(old.text, new))
    spans = toml_comments(old.text, start, old_end)
    free = Counter(old.text[at:end].rstrip() for at, end in spans if touched.meets(at, at))
    before = Counter(old.text[at:end].rstrip() for at, end in spans)
    after = Counter(new[at:end].rstrip() for at, end in toml_comments(new, start, new_end))
    return next(iter(before - after - free), None)


def lost_line(old: str, new: str, touched: Touched) -> int | None:
    """A line that changed though no edit is about it; None if there is none. Commas and brackets may move."""
    start, old_end, new_end = changed_lines(old, new)
    lines = {at: line for at, line in _lines(old, start, old_end) if not touched.meets(at, at + len(line))}
    before = Counter(lines.values())
    about = {at: line for span in touched.spans for at, line in _lines_at(old, *span) if not start <= at <= old_end}
    after = Counter([*new[start:new_end].split("\n"), *about.values()])
    gone = before - after
    if not gone:
        return None
    content = Counter(_LAYOUT.sub("", line) for line in (after - before).elements())
    for line, times in gone.items():
        kept = _LAYOUT.sub("", line)
        if kept and content[kept] < times:
            return next(old.count("\n", 0, at) + 1 for at, other in lines.items() if other == line)
    return None


def touched_by(edits: Edits, raw: Mapping[str, Any], new: Mapping[str, Any], places: Places) -> Touched:
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
                touched.append(_with_comments(mark, places.text))
            touched += _ends(mark)
        holder = collection_at(raw, edit.path[:-1], index) if not isinstance(edit, Set) else None
        if holder and (mark := places.mark(holder.place)):
            touched += _ends(mark)
        named = (places.mark(place) for place in _named(raw, new, edit))
        touched += [(mark.key, mark.end) for mark in named if mark]
    return Touched(touched)


def _named(raw: Mapping[str, Any], new: Mapping[str, Any], edit: Edit) -> Iterator[RawPath]:
    """Entries beside the edited one that have their id written now, and had not."""
    path = edit.path[:-2] if isinstance(edit, Set) else edit.path[:-1]
    before, after = (collection_at(data, path) if path else None for data in (raw, new))
    if before is None or after is None or before.shape is None or not isinstance(before.raw, list):
        return
    if all(map(written_id, before.raw)):
        return
    written = {written_id(value) for _, value, _ in children_of(before.shape.model, after.raw)}
    for index, value, entry_id in children_of(before.shape.model, before.raw):
        if not written_id(value) and entry_id in written:
            yield (*before.place, index)


def _ends(mark: Mark) -> list[tuple[int, int]]:
    return [(mark.key, mark.key), (mark.start, mark.start), (mark.end, mark.end)]


def _with_comments(mark: Mark, text: str) -> tuple[int, int]:
    """A thing from the comments right above it to the end of its last line, and the comments right below."""
    start = text.rfind("\n", 0, mark.key) + 1
    while start and _is_comment(text, above := text.rfind("\n", 0, start - 1) + 1):
        start = above
    end = _line_end(text, max(mark.end - 1, mark.key))
    while end < len(text) and _is_comment(text, end + 1):
        end = _line_end(text, end + 1)
    return start, end


def _is_comment(text: str, start: int) -> bool:
    return text[start : _line_end(text, start)].lstrip().startswith("#")


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    """The lines of a stretch, each with where it starts."""
    for line in text[start:end].split("\n"):
        yield start, line
        start += len(line) + 1


def _lines_at(text: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    """The lines that have a part of a stretch."""
    return _lines(text, text.rfind("\n", 0, start) + 1, _line_end(text, end))


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
