"""What both formats have in common: a text that is edited by a few raw operations, and where things stand in it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property
from typing import Any, Final, Protocol

from octotui.plan.problems import PlanError, RawPath

UNPRINTED: Final = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
"""Characters that are written as escapes: control and direction."""


class EditRefused(PlanError):
    """An edit that the text cannot take; nothing was changed."""


class RawText(Protocol):
    """The text of a plan under edit. Every place is a path of keys and positions in the file's own words."""

    @property
    def raw(self) -> Mapping[str, Any]:
        """The data as it is now."""

    def set(self, place: RawPath, value: Any) -> None:
        """Give a key, or an entry of a list, another value; a new key comes last in its table."""

    def insert(self, place: RawPath, index: int, value: Any) -> None:
        """Put an entry into a list."""

    def insert_key(self, place: RawPath, key: str, value: Any, after: str | None) -> None:
        """Put a key into a table, behind another (None: as the first)."""

    def remove(self, place: RawPath) -> None:
        """Take a key out of a table, or an entry out of a list."""

    def move(self, place: RawPath, order: Sequence[int]) -> None:
        """Give the entries of a list, or the keys of a table, another order."""

    def rename(self, place: RawPath, key: str) -> None:
        """Give a key another name."""

    def render(self) -> str:
        """The text as it is now."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Where something stands: the offsets of its key (or itself), of its value, and of what follows it."""

    key: int
    start: int
    end: int


@dataclass(frozen=True)
class Places:
    """Where everything in a text stands.

    Attributes:
        marks: A mark for every raw path.
        comments: Start and end of every comment.
    """

    text: str
    marks: Mapping[RawPath, Mark]
    comments: Sequence[tuple[int, int]] = ()

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(match.end() for match in re.finditer("\n", self.text))]

    def line(self, offset: int) -> int:
        """The line of an offset, from 1."""
        return bisect_right(self._starts, offset)

    def line_column(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset, from 1."""
        line = self.line(offset)
        return line, offset - self._starts[line - 1] + 1

    def nearest(self, place: RawPath) -> Mark | None:
        """The mark of a place, or of the nearest thing around it."""
        while place and place not in self.marks:
            place = place[:-1]
        return self.marks.get(place)


def utc_text(moment: datetime) -> str:
    """A moment as RFC 3339 in UTC with Z; one without an offset is UTC."""
    moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    return moment.isoformat().replace("+00:00", "Z")


def plain_value(value: Any) -> Any:
    """A value as plain data: lists for tuples, no keys without a value."""
    if isinstance(value, Mapping):
        return {str(key): plain_value(item) for key, item in value.items() if item is not None}
    if isinstance(value, (list, tuple)):
        return [plain_value(item) for item in value if item is not None]
    return value


def is_day(value: Any) -> bool:
    """Whether a value is a day or a moment."""
    return isinstance(value, date)
