"""The difference between two plans, as the edits that lead from one to the other."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Hashable, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import TypeVar

from octotui.plan.base import Entity, fields_of
from octotui.plan.data import data_of
from octotui.plan.edits import Add, Edit, Edits, Move, Path, Remove, Set
from octotui.plan.plan import Plan

T = TypeVar("T", bound=Hashable)


def diff(old: Plan, new: Plan) -> Edits:
    """The edits that make ``new`` of ``old``; none if they are equal.

    Things are compared by id, so a renamed thing is the same thing, and one with another id is another.
    """
    return tuple(_entity((), old, new))


def _entity(path: Path, old: Entity, new: Entity) -> Iterator[Edit]:
    if old is new:
        return
    if old.id != new.id:  # only of parts: things in collections are paired by id
        yield Set((*path, "id"), old.id or None, new.id or None)
    for name, shape in fields_of(type(old)).items():
        before, after = getattr(old, name), getattr(new, name)
        if before is after or before == after:
            continue
        here = (*path, name)
        if shape.kind == "collection":
            yield from _collection(here, before, after)
        elif shape.kind == "part" and before is not None and after is not None:
            yield from _entity(here, before, after)
        elif shape.kind == "part":
            yield Set(here, before and data_of(before), after and data_of(after))
        else:
            yield Set(here, before, after)
    for key in dict.fromkeys((*old.extras, *new.extras)):
        if old.extras.get(key) != new.extras.get(key):
            yield Set((*path, key), old.extras.get(key), new.extras.get(key))


def _collection(path: Path, old: tuple[Entity, ...], new: tuple[Entity, ...]) -> Iterator[Edit]:
    before = {entity.id: entity for entity in old}
    after = {entity.id: entity for entity in new}
    row = _Row(before)
    for gone in [entity_id for entity_id in before if entity_id not in after]:
        yield Remove((*path, gone), data_of(before[gone]), row.take(gone))
    staying = longest_run([entity_id for entity_id in after if entity_id in before], before)
    behind: str | None = None
    for entity_id, entity in after.items():
        here = (*path, entity_id)
        if entity_id not in before:
            yield Add(here, data_of(entity), behind)
            row.put(entity_id, behind)
        else:
            if entity_id not in staying and (was := row.before(entity_id)) != behind:
                yield Move(here, was, behind)
                row.take(entity_id)
                row.put(entity_id, behind)
            yield from _entity(here, before[entity_id], entity)
        behind = entity_id


class _Row:
    """Ids in a row, each knowing its neighbours: plans have thousands of things, so no step may look at them all."""

    def __init__(self, ids: Iterable[str]) -> None:
        self._before: dict[str | None, str | None] = {}
        self._behind: dict[str | None, str | None] = {}
        last: str | None = None
        for entity_id in ids:
            self._join(last, entity_id)
            last = entity_id
        self._join(last, None)

    def before(self, entity_id: str) -> str | None:
        """Its left neighbour; None for the first."""
        return self._before[entity_id]

    def take(self, entity_id: str) -> str | None:
        """Take an id out; what it stood behind comes back."""
        left = self._before[entity_id]
        self._join(left, self._behind[entity_id])
        return left

    def put(self, entity_id: str, behind: str | None) -> None:
        """Put an id behind another; None: in front."""
        right = self._behind[behind]
        self._join(behind, entity_id)
        self._join(entity_id, right)

    def _join(self, left: str | None, right: str | None) -> None:
        self._behind[left], self._before[right] = right, left


def longest_run(wanted: Sequence[T], order: Iterable[T]) -> frozenset[T]:
    """The most ids that already stand in the wanted order: those need not move."""
    place = {entity_id: index for index, entity_id in enumerate(order)}
    places = [place[entity_id] for entity_id in wanted]
    if all(left < right for left, right in pairwise(places)):
        return frozenset(wanted)
    ends: list[int] = []  # of the runs of each length, the lowest last place
    last: list[T] = []  # and which id that is
    left_of: dict[T, T | None] = {}
    for entity_id, here in zip(wanted, places, strict=True):
        length = bisect_left(ends, here)
        left_of[entity_id] = last[length - 1] if length else None
        if length == len(ends):
            ends.append(here)
            last.append(entity_id)
        else:
            ends[length], last[length] = here, entity_id
    run: list[T] = []
    step: T | None = last[-1]
    while step is not None:
        run.append(step)
        step = left_of[step]
    return frozenset(run)
