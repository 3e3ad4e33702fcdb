"""A change that is not in the plan, told as two sides: what it wanted, and what stands there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from octotui.plan.base import Entity
from octotui.plan.data import data_of
from octotui.plan.diff import diff
from octotui.plan.disputes import Dispute
from octotui.plan.edits import Add, Edit, Move, Path, Remove, Set, apply, value_at
from octotui.plan.frozen import Frozen, replace
from octotui.plan.ground import Ground, gone_ground, is_in, on_ground, place_of
from octotui.plan.plan import Plan
from octotui.plan.problems import PlanError
from octotui.plan.wording import place_words, value_words, word_within

GONE = "not there"
MOST = 3
"""So many changes of one thing are told one by one."""


class Sides(Frozen):
    """The two sides in words, each on one line and whole.

    Attributes:
        what: What it is about.
        was: What both sides started from; empty where the sides tell it.
        yours: What the change wanted.
        theirs: What the plan says.
        then: What becomes of one's own side if it is chosen, where that is not plain.
    """

    what: str
    was: str
    yours: str
    theirs: str
    then: str = ""


def sides(dispute: Dispute, plan: Plan) -> Sides:
    """The sides of a dispute about this plan."""
    first, *others = dispute.edits
    gone = gone_ground(plan, first.path, dispute.grounds)
    if gone is not None:
        return _of_gone(dispute, gone, plan)
    told = _of(first, plan)
    return replace(told, yours=f"{told.yours}, and {len(others)} more") if others else told


def _of_gone(dispute: Dispute, gone: Ground, plan: Plan) -> Sides:
    """The sides where somebody removed the thing that was changed, or gave it another id."""
    place, what = place_of(gone, plan), place_words(gone.path, plan)
    back, edits = on_ground(plan, dispute.edits, dispute.grounds)
    yours = _listed(edits, apply(plan, back), len(gone.path))
    if place is None:
        return Sides(what, "", yours, "removed", f"{what} comes back as it was, with this")
    new = place_words(place, plan)
    return Sides(what, "", yours, f"renamed to {new}", f"{new} gets it")


def _of(edit: Edit, plan: Plan) -> Sides:
    path, there = edit.path, value_at(plan, edit.path)
    what = place_words(path, plan)
    match edit:
        case Set(_, old, new):
            gone = len(path) > 2 and value_at(plan, path[:-1]) is None
            now = data_of(there) if isinstance(there, Entity) else there
            theirs = "the thing is not there" if gone else value_words(path, now)
            return Sides(what, value_words(path, old), value_words(path, new), theirs)
        case Add(_, value, _):
            theirs = _facts(path, data_of(there)) if there else GONE
            return Sides(what, GONE, f"added: {_facts(path, value)}", theirs)
        case Remove(_, value, _):
            return Sides(what, _facts(path, value), "removed", _changed(path, value, plan) if there else GONE)
        case Move(_, was_after, after):
            return Sides(what, _place(was_after), _place(after), "elsewhere")


def _changed(path: Path, value: Any, plan: Plan) -> str:
    """What became of a thing that had this data."""
    there = value_at(plan, path)
    try:
        before = apply(plan, [Remove(path, data_of(there), None), Add(path, value, None)])
    except PlanError:  # data of another version
        return _facts(path, data_of(there))
    done = [edit for edit in diff(before, plan) if is_in(edit.path, path)]
    return _listed(done, plan, len(path)) or _facts(path, data_of(there))


def _listed(edits: Iterable[Edit], plan: Plan, depth: int) -> str:
    told = [word_within(edit, plan, depth) for edit in edits]
    more = f", and {len(told) - MOST} more" if len(told) > MOST else ""
    return "; ".join(told[:MOST]) + more


def _facts(path: Path, value: Any) -> str:
    """A thing's data in words: what it says itself, and how many things are in it."""
    if not isinstance(value, Mapping):
        return value_words(path, value)
    inner = {key: item for key, item in value.items() if _holds_things(item)}
    said = {key: tuple(item) if isinstance(item, list) else item for key, item in value.items() if key not in inner}
    counts = [f"{key.replace('_', ' ')}: {len(item)}" for key, item in inner.items()]
    return ", ".join(filter(None, (value_words(path, said), *counts)))


def _holds_things(value: Any) -> bool:
    return isinstance(value, Mapping) or (isinstance(value, (list, tuple)) and any(map(_is_table, value)))


def _is_table(value: Any) -> bool:
    return isinstance(value, Mapping)


def _place(after: str | None) -> str:
    return f"behind {after}" if after else "in front"
