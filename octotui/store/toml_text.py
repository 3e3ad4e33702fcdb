"""TOML text under edit: tomlrt writes values and keeps what is around them; blocks and lines are moved as text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final, Self

import tomlrt

from octotui.plan.frozen import Frozen
from octotui.plan.problems import Problem, RawPath, quoted
from octotui.store.raw import UNPRINTED, EditRefused, RawText, utc_text
from octotui.store.toml_align import aligned
from octotui.store.toml_comments import in_column
from octotui.store.toml_lines import Pasted, Run, cut, cut_entry, paste_before, paste_behind, paste_last, runs_of
from octotui.store.toml_places import TomlPlaces

WIDE: Final = 100
"""A list on one line that grows beyond this many characters gets a line for each entry."""


class TomlText(RawText):
    """A TOML text under edit; tomlrt gets to see no more of it than the table an edit is about, where that is safe."""

    failures = (*RawText.failures, tomlrt.TOMLError)

    def __init__(self, places: TomlPlaces, data: Mapping[str, Any]) -> None:
        """A text, of which it is known where everything stands, and its data."""
        super().__init__(data)
        self._old = places.text
        self._text = places.text
        self._last_places = places
        self._open: _Piece | None = None
        self._newest: _Newest | None = None

    def render(self) -> str:
        """The text as it is now."""
        return in_column(aligned(self._as_text(), self._old), self._old)

    def is_block(self, place: RawPath) -> bool:
        """See `RawText`."""
        if self._is_newest(place):
            return True
        runs = runs_of(self._places(), place)
        return bool(runs) and runs[-1].is_block

    def has_comment(self, place: RawPath) -> bool:
        """See `RawText`; a text with the sign of one counts, too."""
        places = self._places()
        mark, runs = places.mark(place), runs_of(places, place)
        spans = [(run.start, run.end) for run in runs] or [(mark.start, mark.end) for mark in (mark,) if mark]
        return any("#" in places.text[start:end] for start, end in spans)

    def _is_newest(self, place: RawPath) -> bool:
        return self._newest is not None and self._newest.place == place and self._newest.pasted.text is self._as_text()

    def _runs_at(self, place: RawPath, index: int) -> list[Run]:
        """The lines of the entry behind which a new one comes (or of the first)."""
        held = self.at(place)
        keys: Sequence[str | int] = list(held) if isinstance(held, dict) else range(len(held))
        return runs_of(self._places(), (*place, keys[max(index - 1, 0)])) if keys else []

    def _places(self) -> TomlPlaces:
        """Where everything stands in the text as it is now."""
        text = self._as_text()
        if self._last_places.text is not text:
            self._last_places = self._last_places.after(text)
        return self._last_places

    def _as_text(self) -> str:
        if self._open is not None:
            start, end = self._open.start, self._open.end
            self._text = self._text[:start] + tomlrt.dumps(self._open.tree) + self._text[end:]
            self._open = None
        return self._text

    def _holder_of(self, place: RawPath) -> Any:
        """What a thing is in, or comes in, as tomlrt has it. Until the text is asked for, both may be changed."""
        if self._open is None or not self._open.has(place):
            self._open = self._piece(place)
        here: Any = self._open.tree
        for step in self._open.within(place[:-1]):
            here = here[step]
        return here

    def _piece(self, place: RawPath) -> _Piece:
        """The part of the text that an edit of a thing may be about: a block, or all of it."""
        places = self._places()
        part = None if _has_mixed_ends(places.text) else places.block_around(place)
        table, start, end = part or ((), 0, len(places.text))
        key = place[0] if part and not table else None
        return _Piece(table, key, start, end, tomlrt.loads(places.text[start:end]))

    def _write(self, place: RawPath, value: Any) -> None:
        if len(place) == 1 and place[0] not in self.raw and _is_section(value):
            self._text = paste_last(self._as_text(), self._block(place, value))
            return
        holder = self._holder_of(place)
        holder[place[-1]] = _toml(value, one_line=_is_in_line(holder))
        if isinstance(holder, tomlrt.Array):
            self._widen(place[:-1])

    def _write_entry(self, place: RawPath, index: int, value: Any) -> None:
        if self._newest and self._is_newest((*place, index - 1)):
            self._chain(self._newest, (*place, index), self._block(place, [value]))
            return
        if self._runs_at(place, index):
            self._paste(place, index, self._block(place, [value]), list(range(len(self.at(place)))))
            return
        self._holder_of((*place, index)).insert(index, _toml(value, one_line=True))
        self._widen(place)

    def _write_key(self, place: RawPath, key: str, value: Any, after: str | None) -> None:
        keys = list(self.at(place))
        index = 0 if after is None else keys.index(after) + 1
        runs = self._runs_at(place, index)
        if not runs:
            self._insert_in_line(place, index, key, value)
            return
        if runs[-1].is_block:
            piece = self._block((*place, key), value)
        else:
            piece = self._pair(place, keys[max(index - 1, 0)], key, value)
        self._paste(place, index, piece, keys)

    def _insert_in_line(self, place: RawPath, index: int, key: str, value: Any) -> None:
        table = self._holder_of((*place, key))
        order = list(table)
        order.insert(index, key)
        table[key] = _toml(value, one_line=True)
        table.sort(key=order.index)

    def _paste(self, place: RawPath, index: int, piece: str, keys: Sequence[str | int]) -> None:
        places = self._places()
        if not index:
            self._text = paste_before(places, (*place, keys[0]), piece)
            return
        pasted = paste_behind(places, (*place, keys[index - 1]), piece)
        self._text = pasted.text
        if piece.startswith("[["):
            self._newest = _Newest((*place, index), pasted)

    def _chain(self, newest: _Newest, place: RawPath, piece: str) -> None:
        """One more block behind the newest: where that ends is known, and many of them come at once."""
        text, start, gap = newest.pasted
        self._text = text[:start] + gap + piece + text[start:]
        self._newest = _Newest(place, Pasted(self._text, start + len(gap) + len(piece), gap))

    def _cut(self, place: RawPath) -> None:
        places = self._places()
        if runs_of(places, place):
            self._text, _ = cut(places, place)
        elif isinstance(place[-1], int) and len(self.at(place[:-1])) > 1 and (left := cut_entry(places, place)):
            self._text = left
        else:
            del self._holder_of(place)[place[-1]]

    def _is_written(self, place: RawPath) -> bool:
        return self._places().mark(place) is not None

    def _shift(self, place: RawPath, old: int, new: int) -> None:
        held = self.at(place)
        keys: list[Any] = list(held) if isinstance(held, dict) else list(range(len(held)))
        if not runs_of(self._places(), (*place, keys[0])):
            self._shift_in_line(place, old, new)
            return
        if len({self.is_block((*place, key)) for key in keys}) > 1:
            what = f"{quoted(place[-1])} is written in lines and in blocks, which cannot change places"
            raise EditRefused([Problem("error", what, "write all of it in one way")])
        self._text, piece = cut(self._places(), (*place, keys[old]))
        left = keys[:old] + keys[old + 1 :] if isinstance(held, dict) else keys[:-1]
        self._paste(place, new, piece, left)

    def _shift_in_line(self, place: RawPath, old: int, new: int) -> None:
        entries = self._holder_of((*place, old))
        order: list[Any] = list(range(len(entries)))
        order.insert(new, order.pop(old))
        if isinstance(entries, tomlrt.Table):
            names = list(entries)
            ranks = {names[index]: rank for rank, index in enumerate(order)}
            entries.sort(key=ranks.__getitem__)
            return
        turn = iter(range(len(order)))  # the key is asked for each entry once, in their order
        entries.sort(key=lambda _: order.index(next(turn)))

    def _widen(self, place: RawPath) -> None:
        entries = self._holder_of((*place, 0))
        if entries.multiline or _is_in_line(self._holder_of(place)):
            return
        if len(entries) > 1 and len(tomlrt.dumps({str(place[-1]): entries})) > WIDE:
            entries.set_multiline(multiline=True, indent=2)

    def _block(self, place: RawPath, value: Any) -> str:
        """A table, or a list of tables, as a text of its own with its headers."""
        root = tomlrt.Document()
        names = [step for step in place if isinstance(step, str)]
        if isinstance(value, list):
            root.install(names, tomlrt.AoT([_toml(entry, one_line=False) for entry in value]))
        else:
            root.install(names, tomlrt.Table.section(_toml(value, one_line=False)))
        return tomlrt.dumps(root).replace("\n", self._newline)

    def _pair(self, place: RawPath, neighbour: str, key: str, value: Any) -> str:
        """A ``key = value`` line that starts as its neighbour's does."""
        places = self._places()
        text, first = places.text, places.stretches((*place, neighbour))[0]
        label = "".join(f"{_quoted(str(step))}." for step in place[len(first.table) :])
        indent = text[text.rfind("\n", 0, first.start) + 1 : first.start]
        return f"{indent}{label}{_line(key, _toml(value, one_line=True))}".replace("\n", self._newline)

    @property
    def _newline(self) -> str:
        return "\r\n" if "\r\n" in self._old else "\n"


class _Piece(Frozen):
    """A part of the text as tomlrt has it.

    Attributes:
        table: Where in the data the table is that the part starts with.
        key: The only key of that table whose value is all there; None if each is.
        start: Where the part starts.
        end: Where it ends.
        tree: The part.
    """

    table: RawPath
    key: str | int | None
    start: int
    end: int
    tree: tomlrt.Document

    def has(self, place: RawPath) -> bool:
        """Whether what a thing is in is there."""
        return place[: len(self.table)] == self.table and len(place) > len(self.table) and self.key in (None, place[0])

    def within(self, place: RawPath) -> RawPath:
        """The place in the tree: an entry of a list has its header there, and those before it have not."""
        names = [step for step in self.table if isinstance(step, str)]
        position = [0] if self.table and isinstance(self.table[-1], int) else []
        return (*names, *position, *place[len(self.table) :])


class _Newest(Frozen):
    """The block that was put in last."""

    place: RawPath
    pasted: Pasted


class _Moment(datetime):
    """tomlrt writes what `isoformat` says; a plan's moments end with Z."""

    @classmethod
    def of(cls, moment: datetime) -> Self:
        moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
        return cls.combine(moment.date(), moment.timetz())

    def isoformat(self, *_: Any, **__: Any) -> str:
        return utc_text(datetime.combine(self.date(), self.timetz()))


class _Escaped(str):
    """tomlrt writes what `translate` gives; unprinted characters become escapes, which it does only for some."""

    __slots__ = ()

    def translate(self, table: Any, /) -> str:
        return UNPRINTED.sub(lambda match: f"\\u{ord(match[0]):04X}", super().translate(table))


def _line(key: str, value: Any) -> str:
    document = tomlrt.Document()
    document[key] = value  # by key: a whole mapping would be written with headers
    return tomlrt.dumps(document)


def _quoted(key: str) -> str:
    return _line(key, 0).removesuffix(" = 0\n")


def _is_in_line(holder: Any) -> bool:
    """Whether it is an array, or a table in braces."""
    return isinstance(holder, tomlrt.Array) or (not isinstance(holder, tomlrt.Document) and bool(holder.is_inline))


def _has_mixed_ends(text: str) -> bool:
    """Whether only some of its lines end as on Windows; tomlrt then asks the first one which is right."""
    return "\r\n" in text and text.count("\r\n") != text.count("\n")


def _is_section(value: Any) -> bool:
    return isinstance(value, dict) or _is_records(value)


def _is_records(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(entry, dict) for entry in value)


def _is_wide(entries: Sequence[Any]) -> bool:
    return len(entries) > 1 and len(_line("key", entries)) > WIDE


def _toml(value: Any, *, one_line: bool) -> Any:
    """Plain data as tomlrt takes it.

    A list of tables, or a wide one, gets a line for each entry, unless it stands in a line itself.
    """
    if isinstance(value, dict):
        return {key: _toml(item, one_line=one_line) for key, item in value.items()}
    if isinstance(value, list):
        entries = [_toml(item, one_line=True) for item in value]
        return tomlrt.Array(entries, multiline=not one_line and (_is_records(value) or _is_wide(entries)), indent=2)
    if isinstance(value, str) and UNPRINTED.search(value):
        return _Escaped(value)
    if isinstance(value, datetime):
        return _Moment.of(value)
    return value
