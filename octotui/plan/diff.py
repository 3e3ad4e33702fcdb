"""The difference between two plans, as the edits that lead from one to the other."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from octotui.plan.base import Entity, fields_of
from octotui.plan.data import data_of
from octotui.plan.edits import Add, Edit, Edits, Move, Path, Remove, Set
from octotui.plan.plan import Plan


def diff(old: Plan, new: Plan) -> Edits:
    """The edits that make ``new`` of ``old``; none if they are equal.

    Things are compared by id, so a renamed thing is the same thing, and one with another id is another.
    """
    return tuple(_entity((), old, new))


def _entity(path: Path, old: Entity, new: Entity) -> Iterator[Edit]:
    if old is new:
        return
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
    order = [entity.id for entity in old]
    for gone in [entity_id for entity_id in order if entity_id not in after]:
        yield Remove((*path, gone), data_of(before[gone]), _before(order, gone))
        order.remove(gone)
    staying = _longest_run([entity_id for entity_id in after if entity_id in before], order)
    behind: str | None = None
    for entity_id, entity in after.items():
        here = (*path, entity_id)
        if entity_id not in before:
            yield Add(here, data_of(entity), behind)
            order.insert(_place_behind(order, behind), entity_id)
        else:
            was = _before(order, entity_id)
            if entity_id not in staying and was != behind:
                yield Move(here, was, behind)
                order.remove(entity_id)
                order.insert(_place_behind(order, behind), entity_id)
            yield from _entity(here, before[entity_id], entity)
        behind = entity_id


def _before(order: list[str], entity_id: str) -> str | None:
    place = order.index(entity_id)
    return order[place - 1] if place else None


def _place_behind(order: list[str], entity_id: str | None) -> int:
    return 0 if entity_id is None else order.index(entity_id) + 1


def _longest_run(wanted: list[str], order: list[str]) -> frozenset[str]:
    """The most ids that already stand in the wanted order: those need not move."""
    if wanted == order:
        return frozenset(order)
    place = {entity_id: index for index, entity_id in enumerate(order)}
    tails: list[int] = []
    runs: list[tuple[str, ...]] = []
    for entity_id in wanted:
        at = bisect_left(tails, place[entity_id])
        run = (*(runs[at - 1] if at else ()), entity_id)
        if at == len(tails):
            tails.append(place[entity_id])
            runs.append(run)
        else:
            tails[at], runs[at] = place[entity_id], run
    return frozenset(runs[-1]) if runs else frozenset()
