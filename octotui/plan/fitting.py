"""Edits that were made for one plan and meet another: what still fits, what was put back, what it takes to insist."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from octotui.plan.base import Entity
from octotui.plan.edits import Add, Edit, Edits, Move, Path, Remove, Set, apply, invert, value_at
from octotui.plan.ground import Ground, is_in, on_ground
from octotui.plan.merge import Conflict, names_thing, taking
from octotui.plan.plan import Plan
from octotui.plan.problems import PlanError, Problem
from octotui.plan.reading import read_entity
from octotui.plan.wording import word

CHANGED = Problem("error", "somebody changed it since")


def fit(plan: Plan, edits: Edits) -> tuple[Edits, tuple[str, ...]]:
    """Split edits into those that still fit the plan, made to fit, and the rest in words."""
    fitting: list[Edit] = []
    left: list[str] = []
    for edit in edits:
        try:
            fitted = _fitted(plan, edit)
            plan = apply(plan, [fitted])
        except PlanError:
            left.append(word(edit, plan))
        else:
            fitting.append(fitted)
    return tuple(fitting), tuple(left)


def insisted(plan: Plan, edits: Edits, grounds: Sequence[Ground] = ()) -> tuple[Edits, tuple[str, ...]]:
    """The edits that bring a plan to say what these wanted, whatever it says now; and what cannot be, in words.

    Args:
        plan: The plan as it is.
        edits: What was wanted.
        grounds: The things it was made on: those that are gone come back, those that have another id are found.
    """
    back, edits = on_ground(plan, edits, grounds)
    plan = apply(plan, back)
    wanted: list[Edit] = list(back)
    left: list[str] = []
    for edit in edits:
        try:
            steps = (_fitted(plan, edit),) if isinstance(edit, Move) else taking(conflict_of(edit, plan), plan)
            plan = apply(plan, steps)
        except PlanError:
            left.append(word(edit, plan))
        else:
            wanted += steps
    return tuple(wanted), tuple(left)


def without_detours(edits: Edits) -> Edits:
    """Edits without those that the next one takes back: what cannot be written is no longer in the way once undone."""
    kept: list[Edit] = []
    for edit in edits:
        if kept and invert((edit,)) == (kept[-1],):
            kept.pop()
        else:
            kept.append(edit)
    return tuple(kept)


def conflict_of(edit: Edit, plan: Plan) -> Conflict:
    """An edit that is not in the plan, as two sides: what the plan says, and what the edit wants."""
    there = value_at(plan, edit.path)
    match edit:
        case Set(path, old, new):
            return Conflict(path, old, there, new)
        case Add(path, value, _):
            return Conflict(path, None, there, value)
        case Remove(path, value, _):
            return Conflict(path, value, there, None)
        case Move(path, _, _):
            return Conflict(path, there, there, there)


def edits_of(conflict: Conflict, done: Iterable[Edit]) -> Edits:
    """The edits behind the coming side of a conflict.

    Args:
        conflict: What both sides changed.
        done: All that the coming side did; of a thing that the standing side removed, they tell what was changed.
    """
    path, base, coming = conflict.path, conflict.base, conflict.coming
    changed = tuple(edit for edit in done if is_in(edit.path, path))
    if names_thing(path) and conflict.standing is None and None not in (base, coming) and changed:
        return changed
    if not names_thing(path):
        return (Set(path, base, coming),)
    return (Remove(path, base, None) if coming is None else Add(path, coming, None),)


def put_back(plan: Plan, edits: Iterable[Edit]) -> Edits:
    """Those of the edits that somebody put back: the plan says what it said before them.

    What was changed further, to something new, was not put back.

    Args:
        plan: The plan as it is now.
        edits: What was done to it, in order.
    """
    done: dict[Path, list[Edit]] = {}
    for edit in edits:
        if not isinstance(edit, Move):
            done.setdefault(edit.path, []).append(edit)
    gone: list[Edit] = []
    for path, steps in done.items():
        if _is_put_back(plan, steps) or any(isinstance(one, Add) and is_in(path, one.path) for one in gone):
            last = steps[-1]
            gone.append(Set(path, _before(steps[0]), last.new) if isinstance(last, Set) else last)
    return tuple(gone)


def _is_put_back(plan: Plan, steps: Sequence[Edit]) -> bool:
    """Whether a plan has what one path led to before the last of these steps, be it some steps earlier."""
    last = steps[-1]
    there = value_at(plan, last.path)
    match last:
        case Add():
            return there is None
        case Remove(_, value, _):
            return isinstance(there, Entity) and _same_thing(there, value)
        case Set(path, _, new):
            if says(plan, path, new):
                return False
            gone = value_at(plan, path[:-1]) is None
            return any(says(plan, path, before) and not (gone and before) for before in map(_before, steps))
        case Move():
            return False


def _before(edit: Edit) -> Any:
    return edit.old if isinstance(edit, Set) else None


def says(plan: Plan, path: Path, value: Any) -> bool:
    """Whether a plan has this value at a path, however the value is written."""
    try:
        return bool(value_at(apply(plan, [Set(path, None, value)]), path) == value_at(plan, path))
    except PlanError:
        return False


def _same_thing(thing: Entity, data: Any) -> bool:
    return read_entity(type(thing), data, thing.id) == thing


def _fitted(plan: Plan, edit: Edit) -> Edit:
    """The edit for this plan; whether its path leads somewhere is for `apply` to say.

    Raises:
        PlanError: Somebody changed what it builds on.
    """
    match edit:
        case Set(path, old, _):
            if value_at(apply(plan, [Set(path, None, old)]), path) != value_at(plan, path):
                raise PlanError([CHANGED])
            return edit
        case Remove(path, value, _):
            there = value_at(plan, path)
            if not isinstance(there, Entity) or not _same_thing(there, value):
                raise PlanError([CHANGED])
            return edit
        case Add(path, value, after):
            return Add(path, value, _present(plan, path, after))
        case Move(path, was_after, after):
            return Move(path, was_after, _present(plan, path, after))


def _present(plan: Plan, path: Path, after: str | None) -> str | None:
    """The neighbour to put a thing behind: the wanted one, else the last there is."""
    if after is None or value_at(plan, (*path[:-1], after)) is not None:
        return after
    siblings = value_at(plan, path[:-1]) or ()
    return siblings[-1].id if siblings else None
