"""The order of a row that two sides changed: what either moved or added stands where that side put it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, Final, Generic, TypeVar

from octotui.plan.diff import longest_run
from octotui.plan.frozen import Frozen

T = TypeVar("T", bound=Hashable)

_NUMBER: Final = re.compile(r"([0-9]+)")


class Row(Frozen, Generic[T]):
    """A merged row.

    Attributes:
        items: What stays, in order.
        moved_twice: What both sides put at different places; it stands where the standing side has it.
    """

    items: tuple[T, ...]
    moved_twice: tuple[T, ...]


def merged_row(base: Sequence[T], standing: Sequence[T], coming: Sequence[T], kept: Collection[T]) -> Row[T]:
    """Put a row in order by what two sides made of it.

    What neither side moved is the trunk, in its old order. Everything else hangs on its left neighbour in the order
    of the side that placed it. The sides can be swapped, but for what both put at different places.

    Args:
        base: The row as both sides found it; no row holds an item twice.
        standing: What one side made of it.
        coming: What the other side made of it.
        kept: What stays: each item is in one of the sides.
    """
    ours, theirs = _placed(base, standing), _placed(base, coming)
    both = ours & theirs
    one = _hang([item for item in standing if item in kept and (item in ours or item not in theirs)], ours, both)
    other = _hang([item for item in coming if item in kept and (item in theirs or item not in ours)], theirs, both)
    trunk = (item for item in base if item in kept and item not in ours and item not in theirs)
    items = tuple(_grown(chain((None,), trunk), _hanging(one, other)))
    return Row(items, tuple(item for item, left in one.shared.items() if left != other.shared[item]))


def merged_list(base: Sequence[T], standing: Sequence[T], coming: Sequence[T]) -> Row[T] | None:
    """Merge lists as sets in order: what either side took out goes, what either added comes.

    Returns:
        None if one of them holds an item twice, for then they are no sets.
    """
    before, ours, theirs = (dict.fromkeys(row) for row in (base, standing, coming))
    if any(len(unique) != len(row) for unique, row in ((before, base), (ours, standing), (theirs, coming))):
        return None
    kept = {item for item in (*ours, *theirs) if item not in before or (item in ours and item in theirs)}
    return merged_row(base, standing, coming, kept)


def natural(item: object) -> tuple[Any, ...]:
    """A key that sorts as people count: ``r-2`` comes before ``r-10``."""
    parts = _NUMBER.split(str(item))  # text and digits take turns
    counted = ((len(part.lstrip("0")), part.lstrip("0")) if index % 2 else part for index, part in enumerate(parts))
    return *counted, str(item)


class _Hung(Frozen, Generic[T]):
    """What one side placed, and the left neighbour it hangs on: None for the row's start.

    Attributes:
        alone: By neighbour, what this side alone placed.
        shared: By item, the neighbour of what both sides placed, among what both sides have.
    """

    alone: dict[T | None, T]
    shared: dict[T, T | None]


def _placed(base: Collection[T], side: Sequence[T]) -> frozenset[T]:
    """What a side added or moved."""
    known = frozenset(base)
    return frozenset(side) - longest_run([item for item in side if item in known], base)


def _hang(row: Iterable[T], placed: Collection[T], both: Collection[T]) -> _Hung[T]:
    hung: _Hung[T] = _Hung({}, {})
    left: T | None = None
    known: T | None = None  # the nearest that the other side has too
    for item in row:
        if item in both:
            hung.shared[item] = known
        elif item in placed:
            hung.alone[left] = item
        left = item
        known = item if item in both or item not in placed else known
    return hung


def _hanging(one: _Hung[T], other: _Hung[T]) -> Mapping[T | None, list[T]]:
    """What hangs on each item: what the sides have for themselves, as people count, then what they share."""
    hanging: defaultdict[T | None, list[T]] = defaultdict(list)
    for side in (one, other):
        for left, item in side.alone.items():
            hanging[left].append(item)
    for items in hanging.values():
        items.sort(key=natural)
    for item, left in one.shared.items():
        hanging[left].append(item)
    return hanging


def _grown(trunk: Iterable[T | None], hanging: Mapping[T | None, list[T]]) -> Iterator[T]:
    """The trunk, and behind each of its items what hangs on it, depth first."""
    for start in trunk:
        waiting = [start]
        while waiting:
            item = waiting.pop()
            if item is not None:
                yield item
            waiting.extend(reversed(hanging.get(item, ())))
