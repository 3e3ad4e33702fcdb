"""A change that is not in the plan, told as two sides: what it wanted, and what stands there."""

from __future__ import annotations

from dataclasses import dataclass

from octotui.plan.base import Entity
from octotui.plan.data import data_of
from octotui.plan.edits import Add, Edit, Move, Remove, Set, value_at
from octotui.plan.plan import Plan
from octotui.plan.wording import place_words, value_words

GONE = "not there"


@dataclass(frozen=True, slots=True)
class Sides:
    """The two sides in words, each on one line and whole.

    Attributes:
        what: What it is about.
        was: What both sides started from.
        yours: What the change wanted.
        theirs: What the plan says.
    """

    what: str
    was: str
    yours: str
    theirs: str


def sides(edit: Edit, plan: Plan) -> Sides:
    """The sides of an edit that is not in this plan."""
    path, there = edit.path, value_at(plan, edit.path)
    what = place_words(path, plan)
    match edit:
        case Set(_, old, new):
            gone = len(path) > 2 and value_at(plan, path[:-1]) is None
            now = data_of(there) if isinstance(there, Entity) else there
            theirs = "the thing is not there" if gone else value_words(path, now)
            return Sides(what, value_words(path, old), value_words(path, new), theirs)
        case Add(_, value, _):
            yours = value_words(path, value)
            return Sides(what, GONE, yours, value_words(path, data_of(there)) if there else GONE)
        case Remove(_, value, _):
            theirs = value_words(path, data_of(there)) if there else GONE
            return Sides(what, value_words(path, value), "removed", theirs)
        case Move(_, was_after, after):
            return Sides(what, _place(was_after), _place(after), "elsewhere")


def _place(after: str | None) -> str:
    return f"behind {after}" if after else "in front"
