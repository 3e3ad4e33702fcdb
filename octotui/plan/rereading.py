"""Data that was read before, with some of it changed since: the rest need not be read again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from functools import cached_property
from typing import Any, Final

from octotui.plan.base import Entity
from octotui.plan.frozen import Frozen
from octotui.plan.plan import Plan
from octotui.plan.problems import Problem, RawPath

_CLOSER: Final = frozenset({dict, list, float, datetime})
"""Types with values that are equal and yet not the same data."""


class Reading(Frozen):
    """Data that was read as a plan, with what was noted about it.

    Attributes:
        raw: The data.
        plan: What it says.
        noted: The warnings; a thing that one is about is read again, for they have to come again.
    """

    raw: Mapping[str, Any]
    plan: Plan
    noted: Sequence[Problem] = ()

    def thing(self, place: RawPath, entity_id: str, raw: Any) -> Entity | None:
        """What was read at a place of the same section under the same id, if its data was the same."""
        there = self._section(place[0]).get(entity_id)
        return there[1] if there and alike(there[0], raw) else None

    def section(self, place: RawPath, raw: Any) -> tuple[Entity, ...] | None:
        """What was read of a whole section, if all its data was the same."""
        key = str(place[0])
        if key not in self.raw or any(odd[0] == key for odd in self._odd) or not alike(self.raw[key], raw):
            return None
        things: tuple[Entity, ...] = getattr(self.plan, Plan.field_of(key) or "", ())
        return things

    def _section(self, key: str | int) -> Mapping[str, tuple[Any, Entity]]:
        if key not in self._sections:
            self._sections[key] = dict(self._things(key))
        return self._sections[key]

    def _things(self, key: str | int) -> Iterator[tuple[str, tuple[Any, Entity]]]:
        raw = self.raw.get(str(key))
        things = getattr(self.plan, Plan.field_of(str(key)) or "", ())
        entries: Iterator[tuple[Any, Any]] = iter(())
        if isinstance(raw, (Mapping, list)) and isinstance(things, tuple):
            entries = iter(raw.items() if isinstance(raw, Mapping) else enumerate(raw))
        written = ((step, data) for step, data in entries if data is not None)
        for (step, data), thing in zip(written, things, strict=False):
            if (key, step) not in self._odd:
                yield thing.id, (data, thing)

    @cached_property
    def _sections(self) -> dict[str | int, Mapping[str, tuple[Any, Entity]]]:
        return {}

    @cached_property
    def _odd(self) -> frozenset[RawPath]:
        return frozenset(problem.raw_path[:2] for problem in self.noted if problem.raw_path)


def alike(one: Any, other: Any) -> bool:
    """Whether two pieces of data are the same to the last: 1 is not 1.0, nor true, and keys are in the same order."""
    kind = type(one)
    if one is other or kind is not type(other):
        return one is other
    if kind is dict:
        return list(one) == list(other) and _all_alike(list(one.values()), list(other.values()))
    if kind is list:
        return len(one) == len(other) and _all_alike(one, other)
    if kind is float:
        return repr(one) == repr(other)
    if kind is datetime:
        return bool(one == other) and one.utcoffset() == other.utcoffset()
    return bool(one == other)


def _all_alike(some: Sequence[Any], others: Sequence[Any]) -> bool:
    if some != others:
        return False
    kinds = [*map(type, some)]
    if kinds != [*map(type, others)]:
        return False
    return _CLOSER.isdisjoint(kinds) or all(map(alike, some, others))
