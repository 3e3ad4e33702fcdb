"""The things that a change was made on, as they were: they may be gone, or have another id, when it is to come in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from octotui.plan.base import Entity
from octotui.plan.data import data_of
from octotui.plan.edits import Add, Edit, Edits, Path, apply, value_at
from octotui.plan.frozen import Frozen, replace
from octotui.plan.merge import names_thing
from octotui.plan.plan import Plan
from octotui.plan.problems import PlanError
from octotui.plan.reading import read_entity


class Ground(Frozen):
    """A thing that a change was made on.

    Attributes:
        path: Where it was.
        value: Its data.
        row: The ids of its collection, in their order.
    """

    path: Path
    value: Any
    row: tuple[str, ...]


def grounds_of(plan: Plan, edits: Iterable[Edit]) -> tuple[Ground, ...]:
    """The things of a plan that edits are made on, the outer ones first."""
    paths = dict.fromkeys(path for edit in edits for path in _around(edit.path))
    found = [(path, value_at(plan, path)) for path in sorted(paths, key=len)]
    return tuple(Ground(path, data_of(thing), _row(plan, path)) for path, thing in found if isinstance(thing, Entity))


def place_of(ground: Ground, plan: Plan) -> Path | None:
    """Where a thing is now: at its place, or under another id if that is certain; None if it is gone.

    It is certain if of the things that came since, one and only one is called the same.
    """
    if value_at(plan, ground.path) is not None:
        return ground.path
    *holder, old_id = ground.path
    came = [thing for thing in value_at(plan, tuple(holder)) or () if thing.id not in ground.row]
    same = [thing for thing in came if thing.label == _label(ground, type(thing)) not in ("", old_id)]
    return (*holder, same[0].id) if len(same) == 1 else None


def gone_ground(plan: Plan, path: Path, grounds: Sequence[Ground]) -> Ground | None:
    """The outermost thing around a path that is no longer at its place."""
    around = (ground for ground in grounds if is_in(path, ground.path))
    return next((ground for ground in around if place_of(ground, plan) != ground.path), None)


def on_ground(plan: Plan, edits: Edits, grounds: Sequence[Ground]) -> tuple[Edits, Edits]:
    """What a plan needs for edits that were made on things which it may not have any more.

    Returns:
        What brings those back that are gone, each to its old place as far as that is still there; and the edits,
        with the paths of those that have another id now.
    """
    back: list[Edit] = []
    left = list(grounds)
    while left:
        ground = left.pop(0)
        inside = [edit for edit in edits if is_in(edit.path, ground.path)]
        place = place_of(ground, plan)
        if not inside or place == ground.path:
            continue
        if place is not None:
            edits = tuple(replace(edit, path=_moved(edit.path, ground.path, place)) for edit in edits)
            left = [replace(inner, path=_moved(inner.path, ground.path, place)) for inner in left]
            continue
        step = Add(ground.path, ground.value, _left_of(ground, plan))
        try:
            plan = apply(plan, [step])
        except PlanError:  # what is around it is gone as well, and not known
            continue
        back.append(step)
    return tuple(back), edits


def is_in(path: Path, around: Path) -> bool:
    """Whether a path leads into what another one leads to."""
    return len(path) > len(around) and path[: len(around)] == around


def _around(path: Path) -> Iterable[Path]:
    return (path[:length] for length in range(1, len(path)) if names_thing(path[:length]))


def _moved(path: Path, old: Path, new: Path) -> Path:
    return new + path[len(old) :] if path[: len(old)] == old else path


def _row(plan: Plan, path: Path) -> tuple[str, ...]:
    return tuple(thing.id for thing in value_at(plan, path[:-1]) or ())


def _left_of(ground: Ground, plan: Plan) -> str | None:
    """The nearest neighbour that was in front of a thing and is there still."""
    there = set(_row(plan, ground.path))
    before = ground.row[: ground.row.index(ground.path[-1])]
    return next((left for left in reversed(before) if left in there), None)


def _label(ground: Ground, model: type[Entity]) -> str:
    try:
        return read_entity(model, ground.value, ground.path[-1]).label
    except PlanError:
        return ""
