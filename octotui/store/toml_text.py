"""TOML text under edit: tomlrt keeps what people wrote, and this says how new things look."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any, Final, Self, cast

import tomlrt

from octotui.plan.problems import Problem, RawPath, quoted
from octotui.store.raw import UNPRINTED, EditRefused, plain_value, utc_text

WIDE: Final = 100
"""A list on one line that grows beyond this many characters gets a line for each entry."""


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


class TomlText:
    """A TOML text under edit; see `RawText`."""

    def __init__(self, text: str) -> None:
        self._document = tomlrt.loads(text)
        self._head = _head_comment(text)

    @property
    def raw(self) -> Mapping[str, Any]:
        """The live data."""
        return self._document

    def render(self) -> str:
        """The text as it is now."""
        return tomlrt.dumps(self._document)

    def set(self, place: RawPath, value: Any) -> None:
        """See `RawText`."""
        holder, last = self._at(place[:-1]), place[-1]
        value = plain_value(value)
        if holder is self._document and last not in holder and _is_section(value):
            self._append_section(str(last), value)
            return
        inline = not isinstance(holder, tomlrt.AoT) and bool(getattr(holder, "is_inline", True))
        holder[last] = _toml(value, one_line=inline)
        if isinstance(holder, tomlrt.Array):
            self._widen(place[:-1])

    def insert(self, place: RawPath, index: int, value: Any) -> None:
        """See `RawText`."""
        entries = self._at(place)
        entries.insert(index, _toml(plain_value(value), one_line=isinstance(entries, tomlrt.Array)))
        self._widen(place)

    def insert_key(self, place: RawPath, key: str, value: Any, after: str | None) -> None:
        """See `RawText`."""
        table = self._at(place)
        order = list(table)
        neighbour = after if after is not None else next(iter(order), None)
        value = _toml(plain_value(value), one_line=True)
        if neighbour is not None and isinstance(table[neighbour], tomlrt.Table) and table.has_header(neighbour):
            value = tomlrt.Table.section(value if isinstance(value, Mapping) else {})
        order.insert(0 if after is None else order.index(after) + 1, key)
        table[key] = value
        table.sort(key=order.index)

    def remove(self, place: RawPath) -> None:
        """See `RawText`."""
        holder, last = self._at(place[:-1]), place[-1]
        if isinstance(holder, tomlrt.AoT) and len(holder) == 1:  # else tomlrt leaves ``key = []``
            holder, last = self._at(place[:-2]), place[-2]
        del holder[last]

    def move(self, place: RawPath, order: Sequence[int]) -> None:
        """See `RawText`."""
        entries = self._at(place)
        ranks = {old: new for new, old in enumerate(order)}
        if isinstance(entries, tomlrt.Table):
            names = {key: ranks[index] for index, key in enumerate(entries)}
            entries.sort(key=names.__getitem__)
            return
        turn = iter(range(len(order)))  # the key is asked for each entry once, in their order
        entries.sort(key=lambda _: ranks[next(turn)])

    def rename(self, place: RawPath, key: str) -> None:
        """See `RawText`."""
        raise EditRefused([Problem("error", f"{quoted(place[-1])} is a key of the file", f"rename it to {key} by hand")])

    def _at(self, place: RawPath) -> Any:
        here: Any = self._document
        for step in place:
            here = here[step]
        return here

    def _widen(self, place: RawPath) -> None:
        entries = self._at(place)
        if not isinstance(entries, tomlrt.Array) or entries.multiline or len(entries) < 2:
            return
        holder = self._at(place[:-1])
        if getattr(holder, "is_inline", True) or len(tomlrt.dumps({str(place[-1]): entries})) <= WIDE:
            return
        entries.set_multiline(multiline=True, indent=2)

    def _append_section(self, key: str, value: Any) -> None:
        """A new section at the end of the file; tomlrt would put it before the file's last comments."""
        if isinstance(value, list):
            section = tomlrt.Document({key: tomlrt.AoT([_toml(entry, one_line=False) for entry in value])})
        else:
            section = tomlrt.Document({key: tomlrt.Table.section(_toml(value, one_line=False))})
        text = self.render()
        newline = "\r\n" if "\r\n" in text else "\n"
        gap = "" if not text else newline if text.endswith("\n") else newline * 2
        self._document = tomlrt.loads(text + gap + tomlrt.dumps(section).replace("\n", newline))


def _is_section(value: Any) -> bool:
    return isinstance(value, dict) or _is_records(value)


def _is_records(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(entry, dict) for entry in value)


def _toml(value: Any, *, one_line: bool) -> Any:
    """Plain data as tomlrt takes it; a list of tables gets a line for each unless it stands in a line itself."""
    if isinstance(value, dict):
        return {key: _toml(item, one_line=one_line) for key, item in value.items()}
    if isinstance(value, list):
        entries = [_toml(item, one_line=True) for item in value]
        return tomlrt.Array(entries, multiline=not one_line and _is_records(value), indent=2)
    if isinstance(value, str) and UNPRINTED.search(value):
        return _Escaped(value)
    if isinstance(value, datetime):
        return _Moment.of(value)
    return value


def _head_comment(text: str) -> str:
    """The comment lines at the very top."""
    lines = text.splitlines(keepends=True)
    count = next((index for index, line in enumerate(lines) if not line.startswith("#")), len(lines))
    return "".join(lines[:count])
