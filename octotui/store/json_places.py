"""Where everything in a JSON text stands: an object, or an array, is looked through when somebody asks for it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from octotui.plan.problems import RawPath
from octotui.store.changed import Span, changed_span
from octotui.store.raw import Mark, Places

_SPACE: Final = re.compile(r"[ \t\r\n]*")
_SCALAR: Final = re.compile(r"[^,\]}\s]+")
_VALUE_AT: Final = json.JSONDecoder().raw_decode
"""Reads a value; it knows best where one ends."""


class Member(NamedTuple):
    """One entry of an object or an array: its key (None in an array), and where it and its value stand."""

    key: str | None
    start: int
    value: int
    end: int

    def moved(self, by: int) -> Member:
        """The same entry of a text that has so many characters more in front of it."""
        return Member(self.key, self.start + by, self.value + by, self.end + by)


class Holder(NamedTuple):
    """An object or an array: where it opens and closes, and what is in it."""

    start: int
    close: int
    members: Sequence[Member]

    def number(self, step: str | int) -> int | None:
        """The position of an entry, by its key or its position."""
        if isinstance(step, int):
            return step if step < len(self.members) else None
        return next((number for number, member in enumerate(self.members) if member.key == step), None)


class JsonPlaces(Places):
    """Where everything in a valid JSON text stands."""

    def __init__(self, text: str) -> None:
        """Nothing is looked at yet."""
        super().__init__(text)
        self._holders: dict[int, Holder] = {}

    def mark(self, place: RawPath) -> Mark | None:
        """See `Places`."""
        if not place:
            return Mark(0, 0, len(self.text.rstrip()))
        holder = self.holder(place[:-1])
        number = holder.number(place[-1]) if holder else None
        if holder is None or number is None:
            return None
        _, start, value, end = holder.members[number]
        return Mark(start, value, end)

    def holder(self, place: RawPath) -> Holder | None:
        """The object or the array at a place; None if there is none."""
        start = after_space(self.text, 0)
        for step in place:
            holder = self._holder_at(start)
            number = holder.number(step) if holder else None
            if holder is None or number is None:
                return None
            start = holder.members[number].value
        return self._holder_at(start)

    def after(self, text: str) -> JsonPlaces:
        """See `Places`; what stands before a change, or around it, is not looked through again."""
        places = JsonPlaces(text)
        span = changed_span(self.text, text)
        for start in sorted(self._holders, reverse=True):  # the inner ones first: they tell where they end
            holder = self._holders[start]
            if holder.close < span.start:
                places._holders[start] = holder
            elif start < span.start and (around := places._around(holder, span)):
                places._holders[start] = around
        return places

    def _around(self, holder: Holder, span: Span) -> Holder | None:
        """What was an object or an array before, if the change is inside of one of its values."""
        more = span.new_end - span.old_end
        for number, (key, start, value, end) in enumerate(holder.members):
            if value < span.start and span.old_end < end:
                if self._value_end(value) != end + more:
                    return None
                changed = Member(key, start, value, end + more)
                behind = (member.moved(more) for member in holder.members[number + 1 :])
                return Holder(holder.start, holder.close + more, [*holder.members[:number], changed, *behind])
        return None

    def _value_end(self, start: int) -> int:
        return self._holders[start].close + 1 if start in self._holders else _value_end(self.text, start)

    def _holder_at(self, start: int) -> Holder | None:
        if self.text[start] not in "[{":
            return None
        if start not in self._holders:
            self._holders[start] = _holder(self.text, start)
        return self._holders[start]


def holders(text: str) -> Iterator[Sequence[Member]]:
    """The entries of every object and array in a text that Python's parser takes, in no order."""
    waiting = [after_space(text, 0)]
    while waiting:
        members = _holder(text, waiting.pop()).members
        waiting += [member.value for member in members if text[member.value] in "[{"]
        yield members


def after_space(text: str, at: int) -> int:
    """Where the next thing stands."""
    match = _SPACE.match(text, at)
    return match.end() if match else at


def _holder(text: str, start: int) -> Holder:
    """Scan one object or array; what is inside of its entries is skipped."""
    is_object = text[start] == "{"
    members: list[Member] = []
    at = after_space(text, start + 1)
    while text[at] not in "]}":
        first, key = at, None
        if is_object:
            key, end = _VALUE_AT(text, at)
            at = after_space(text, after_space(text, end) + 1)
        end = _value_end(text, at)
        members.append(Member(key, first, at, end))
        at = after_space(text, end)
        if text[at] == ",":
            at = after_space(text, at + 1)
    return Holder(start, at, members)


def _value_end(text: str, start: int) -> int:
    if text[start] in '[{"':
        return _VALUE_AT(text, start)[1]
    match = _SCALAR.match(text, start)
    return match.end() if match else start
