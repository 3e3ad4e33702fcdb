"""Two plans that were made of one, put together again: thing by thing and field by field."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeAlias, TypeVar

from octotui.plan.base import Entity, FieldShape, fields_of
from octotui.plan.data import data_of
from octotui.plan.diff import diff
from octotui.plan.edits import Add, Edits, Path, Remove, Set, apply, value_at
from octotui.plan.frozen import Frozen, replace
from octotui.plan.merge_rows import merged_list, merged_row
from octotui.plan.plan import Plan
from octotui.plan.reading import read_entity

E = TypeVar("E", bound=Entity)
Things: TypeAlias = tuple[Entity, ...]


class Conflict(Frozen, beside=("row",)):
    """What both sides changed, and not to the same.

    Attributes:
        path: Of the field; or of the thing, if one side removed it or both added it.
        base: What both sides found, as edits carry it: a field's value, a thing's data, None for "not there".
        standing: What the one side made of it.
        coming: What the other side made of it.
        row: The ids of the thing's collection on the coming side, where it has its place.
    """

    path: Path
    base: Any
    standing: Any
    coming: Any
    row: tuple[str, ...] = ()


class Merged(Frozen):
    """Two plans put together.

    Attributes:
        plan: What either side changed is in it; where both changed the same, it says what the standing side says.
        conflicts: Where both changed the same, and not to the same.
        moved_twice: Things that both sides put at different places, and lists of which they moved entries so; the
            place of the standing side holds.
    """

    plan: Plan
    conflicts: tuple[Conflict, ...]
    moved_twice: tuple[Path, ...]


def merge(base: Plan, standing: Plan, coming: Plan) -> Merged:
    """Put two plans together that were made of one.

    Things are the same if their ids are. A list of names is merged name by name, an unknown key as a whole.

    Args:
        base: What both sides started from.
        standing: One side; it holds wherever a choice has to be made.
        coming: The other side.
    """
    merger = _Merger()
    plan = merger.entity((), Plan, base, standing, coming)
    return Merged(plan or Plan.built({}), tuple(merger.conflicts), tuple(merger.moved_twice))


def taking(conflict: Conflict, plan: Plan) -> Edits:
    """The edits that give the coming side its way in a plan, which may have moved on since.

    Returns:
        None of them if the plan says so already, or if the thing that the field belongs to is gone.
    """
    things = dict(_things_on(conflict.path))
    model = things.pop(conflict.path, None)
    if any(value_at(plan, holder) is None for holder in things):
        return ()
    there = value_at(plan, conflict.path)
    if model is not None:
        return _taking_thing(conflict, plan, model, there)
    return () if there == conflict.coming else (Set(conflict.path, there, conflict.coming),)


def names_thing(path: Path) -> bool:
    """Whether a path leads to a thing of a collection, not to a field."""
    return path in dict(_things_on(path))


def _taking_thing(conflict: Conflict, plan: Plan, model: type[Entity], there: Entity | None) -> Edits:
    path, holder = conflict.path, conflict.path[:-1]
    add = Add(path, conflict.coming, _left_of(path[-1], conflict.row, plan, holder))
    if there is None:
        return () if conflict.coming is None else (add,)
    siblings = [thing.id for thing in value_at(plan, holder)]
    place = siblings.index(there.id)
    remove = Remove(path, data_of(there), siblings[place - 1] if place else None)
    if conflict.coming is None:
        return (remove,)
    wanted = read_entity(model, conflict.coming, there.id)
    return () if there == wanted else diff(plan, apply(plan, [remove, replace(add, after=remove.after)]))


def _left_of(entity_id: str, row: tuple[str, ...], plan: Plan, holder: Path) -> str | None:
    """What a thing is put behind: its nearest left neighbour on its own side that the plan has."""
    siblings = [thing.id for thing in value_at(plan, holder) or ()]
    if entity_id not in row:
        return siblings[-1] if siblings else None
    there = set(siblings)
    return next((left for left in reversed(row[: row.index(entity_id)]) if left in there), None)


def _things_on(path: Path) -> Iterator[tuple[Path, type[Entity]]]:
    """The things of collections that a path leads through, the last of them perhaps its end."""
    model: type[Entity] = Plan
    in_collection = False
    for length, step in enumerate(path, 1):
        if in_collection:
            yield path[:length], model
            in_collection = False
            continue
        shape = fields_of(model).get(step)
        if shape is None or shape.kind == "value":
            return
        model, in_collection = shape.model, shape.kind == "collection"


class _Merger:
    """Walks three plans at once and collects what both sides changed."""

    def __init__(self) -> None:
        self.conflicts: list[Conflict] = []
        self.moved_twice: list[Path] = []

    def entity(self, path: Path, model: type[E], base: E | None, standing: E | None, coming: E | None) -> E | None:
        """A thing, a part or the plan, field by field; a part that is not there is one without a field."""
        if coming in (standing, base):
            return standing
        if base == standing:
            return coming
        before, ours, theirs = (side.given() if side else {} for side in (base, standing, coming))
        values: dict[str, Any] = {}
        for key in dict.fromkeys((*ours, *theirs)):
            here, default = (*path, key), _default(model, key)
            was, our, their = (side.get(key, default) for side in (before, ours, theirs))
            merged = self._field(here, fields_of(model).get(key), was, our, their)
            saying = [side for side, value in ((ours, our), (theirs, their)) if value == merged]
            if merged is not None and (not saying or any(key in side for side in saying)):
                values[key] = merged
        built = model.built(values)
        return None if built.is_empty else built

    def _field(self, path: Path, shape: FieldShape | None, base: Any, standing: Any, coming: Any) -> Any:
        if shape and shape.kind == "collection":
            return self._things(path, shape.model, base, standing, coming)
        if shape and shape.kind == "part":
            return self.entity(path, shape.model, base, standing, coming)
        if coming in (standing, base):
            return standing
        if base == standing:
            return coming
        is_list = shape and all(isinstance(value, tuple) for value in (base, standing, coming))
        if is_list and (row := merged_list(base, standing, coming)):
            self.moved_twice += [path] if row.moved_twice else []
            return row.items
        self.conflicts.append(Conflict(path, base, standing, coming))
        return standing

    def _things(self, path: Path, model: type[Entity], base: Things, standing: Things, coming: Things) -> Things:
        before, ours, theirs = ({thing.id: thing for thing in side} for side in (base, standing, coming))
        row = tuple(theirs)
        kept: dict[str, Entity] = {}
        for thing_id in dict.fromkeys((*before, *ours, *theirs)):
            found = (before.get(thing_id), ours.get(thing_id), theirs.get(thing_id))
            if (thing := self._thing((*path, thing_id), model, row, *found)) is not None:
                kept[thing_id] = thing
        order = merged_row(tuple(before), tuple(ours), row, kept)
        self.moved_twice += [(*path, thing_id) for thing_id in order.moved_twice]
        return tuple(kept[thing_id] for thing_id in order.items)

    def _thing(
        self,
        path: Path,
        model: type[Entity],
        row: tuple[str, ...],
        base: Entity | None,
        standing: Entity | None,
        coming: Entity | None,
    ) -> Entity | None:
        if standing is not None and coming is not None:
            if base is not None:
                return self.entity(path, model, base, standing, coming)
            inner = _Merger()
            both = inner.entity(path, model, None, standing, coming)
            if not inner.conflicts:
                self.moved_twice += inner.moved_twice
                return both
        elif base is None:
            return coming if standing is None else standing
        elif base in (standing, coming) or standing == coming:
            return None
        self.conflicts.append(Conflict(path, _carried(base), _carried(standing), _carried(coming), row))
        return standing


def _default(model: type[Entity], key: str) -> Any:
    """What a field says that was not given; nothing for one that must be given, and for an unknown key."""
    shape = fields_of(model).get(key)
    return shape.default if shape else None


def _carried(thing: Entity | None) -> dict[str, Any] | None:
    """A thing as an edit carries it."""
    return None if thing is None else data_of(thing)
