"""What both formats have in common: a text that is edited by a few raw operations, and where things stand in it."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import cached_property
from typing import Any, ClassVar, Final, NamedTuple

from octotui.plan.problems import PlanError, RawPath

UNPRINTED: Final = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]"
)
"""Characters that are written as escapes: control, direction, and what has no width."""


class EditRefused(PlanError):  # noqa: N818  # what it is, as its callers say it
    """An edit that the text cannot take; nothing was changed."""


class RawText(ABC):
    """A text under edit. Every place is a path of keys and positions in the file's own words.

    Attributes:
        raw: The data as it is now. It is changed beside the text, so that a second edit finds what the first one did
            without another reading; that both agree is verified at the end. What no edit is about is shared with the
            data that was given.
        failures: What is raised for what cannot be written.
    """

    failures: ClassVar[tuple[type[Exception], ...]] = (
        LookupError, ValueError, TypeError, AttributeError, AssertionError, RecursionError,
    )  # fmt: skip

    def __init__(self, data: Mapping[str, Any]) -> None:
        self.raw = dict(data)
        self._own: dict[int, Any] = {id(self.raw): self.raw}

    def at(self, place: RawPath) -> Any:
        """The data at a place."""
        here: Any = self.raw
        for step in place:
            here = here[step]
        return here

    def _opened(self, place: RawPath) -> Any:
        """The data at a place, to be changed: what is shared with who gave it is copied on the way."""
        here: Any = self.raw
        for step in place:
            inner = here[step]
            if id(inner) not in self._own:
                inner = here[step] = inner.copy()
                self._own[id(inner)] = inner
            here = inner
        return here

    def set(self, place: RawPath, value: Any) -> None:
        """Give a key, or an entry of a list, another value; a new key comes last in its table."""
        value = plain_value(value)
        self._write(place, value)
        self._opened(place[:-1])[place[-1]] = value

    def insert(self, place: RawPath, index: int, value: Any) -> None:
        """Put an entry into a list."""
        value = plain_value(value)
        self._write_entry(place, index, value)
        self._opened(place).insert(index, value)

    def insert_key(self, place: RawPath, key: str, value: Any, after: str | None) -> None:
        """Put a key into a table, behind another (None: as the first)."""
        value = plain_value(value)
        self._write_key(place, key, value, after)
        table: dict[str, Any] = self._opened(place)
        items = list(table.items())
        items.insert(0 if after is None else list(table).index(after) + 1, (key, value))
        _refill(table, items)

    def remove(self, place: RawPath) -> None:
        """Take a key out of a table, or an entry out of a list."""
        self._cut(place)
        del self._opened(place[:-1])[place[-1]]
        while len(place) > 1 and not self.at(place := place[:-1]) and not self._is_written(place):
            del self._opened(place[:-1])[place[-1]]

    def move(self, place: RawPath, old: int, new: int) -> None:
        """Give an entry of a list, or a key of a table, another position: the one it has afterwards."""
        self._shift(place, old, new)
        held = self._opened(place)
        if isinstance(held, dict):
            items = list(held.items())
            items.insert(new, items.pop(old))
            _refill(held, items)
        else:
            held.insert(new, held.pop(old))

    def is_block(self, place: RawPath) -> bool:  # noqa: ARG002  # for formats without such
        """Whether something is written under a header of its own."""
        return False

    def has_comment(self, place: RawPath) -> bool:  # noqa: ARG002  # for formats without such
        """Whether somebody commented on a value, or on something within it."""
        return False

    @abstractmethod
    def render(self) -> str:
        """The text as it is now."""

    def _is_written(self, place: RawPath) -> bool:  # noqa: ARG002  # for formats in which nothing may stand for empty
        return True

    @abstractmethod
    def _write(self, place: RawPath, value: Any) -> None: ...

    @abstractmethod
    def _write_entry(self, place: RawPath, index: int, value: Any) -> None: ...

    @abstractmethod
    def _write_key(self, place: RawPath, key: str, value: Any, after: str | None) -> None: ...

    @abstractmethod
    def _cut(self, place: RawPath) -> None: ...

    @abstractmethod
    def _shift(self, place: RawPath, old: int, new: int) -> None: ...


class Mark(NamedTuple):
    """Where something stands: the offsets of its key (or itself), of its value, and of what follows it."""

    key: int
    start: int
    end: int


class Places(ABC):
    """Where everything in a text stands.

    Attributes:
        text: The text.
    """

    def __init__(self, text: str) -> None:
        self.text = text

    @abstractmethod
    def mark(self, place: RawPath) -> Mark | None:
        """Where something stands; None if it is not written."""

    @abstractmethod
    def after(self, text: str) -> Places:
        """The places of this text with some change."""

    def line(self, offset: int) -> int:
        """The line of an offset, from 1."""
        return bisect_right(self._starts, offset)

    def line_column(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset, from 1."""
        line = self.line(offset)
        return line, offset - self._starts[line - 1] + 1

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(match.end() for match in re.finditer("\n", self.text))]

    def nearest(self, place: RawPath) -> Mark | None:
        """The mark of a place, or of the nearest thing around it."""
        while (mark := self.mark(place)) is None and place:
            place = place[:-1]
        return mark


def with_table(data: Mapping[str, Any], place: RawPath, table: Mapping[str, Any]) -> dict[str, Any]:
    """The data with another table at a place; what is around it is copied, what is beside it is shared."""
    copy: Any = table
    for depth in reversed(range(len(place))):
        around: Any = data
        for step in place[:depth]:
            around = around[step]
        inside, copy = copy, around.copy()
        copy[place[depth]] = inside
    result: dict[str, Any] = copy
    return result


def utc_text(moment: datetime) -> str:
    """A moment as RFC 3339 in UTC with Z; one without an offset is UTC."""
    moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    return moment.isoformat().replace("+00:00", "Z")


def plain_value(value: Any) -> Any:
    """A copy of a value as plain data: lists for tuples, and no keys without a value."""
    if isinstance(value, Mapping):
        return {str(key): plain_value(item) for key, item in value.items() if item is not None}
    if isinstance(value, (list, tuple)):
        return [plain_value(item) for item in value if item is not None]
    return value


def _refill(table: dict[str, Any], items: Sequence[tuple[str, Any]]) -> None:
    table.clear()
    table.update(items)
