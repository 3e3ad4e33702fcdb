"""What became of one thing, in words: its score by what moved it, ticks with who ticked, a new thing with its facts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from octotui.cli.layout import COLUMNS, cell_text
from octotui.cli.records import Record, record_of
from octotui.plan.base import Entity
from octotui.plan.edits import Add, Edit, Path, Remove, value_at
from octotui.plan.plaintext import one_line
from octotui.plan.plan import Plan
from octotui.plan.risks import Risk
from octotui.plan.wording import word_within

LONGEST: Final = 40
"""A fact is told in so many characters."""
_NAMES: Final = frozenset({"id", "name", "title", "text", "activity", "what"})
_UNTOLD: Final = _NAMES | {"escalated"}
"""Columns that are no facts of a new thing: what it is called, and the level on which every issue begins."""
_CLEAR: Final = frozenset({"priority", "status", "type", "kind", "state"})
"""Facts that say by themselves what they are."""
_SCORED_BY: Final = frozenset({"probability", "impact"})
_BESIDE: Final = frozenset({"by", "at", "activated_by"})
"""What is noted beside another change in the same part of a thing: who and when."""
_RECORDED: Final = frozenset({"level", "status", "escalated"})
"""Changes that leave a record in a thing's history, and the time."""


def words_of(thing: Path, edits: Sequence[Edit], old: Plan, new: Plan) -> Iterator[str]:
    """What became of a thing, a line for each change.

    Args:
        thing: Its path.
        edits: Those that are about it.
        old: The plan before.
        new: The plan after.
    """
    told = [edit for edit in edits if not _is_beside(edit, edits, len(thing))]
    if scored := _scored(thing, told, old, new):
        yield scored
        told = [edit for edit in told if edit.path[-1] not in _SCORED_BY or len(edit.path) > len(thing) + 1]
    for edit in told:
        plan = old if isinstance(edit, Remove) else new
        entity = value_at(plan, thing)
        if edit.path == thing and isinstance(edit, (Add, Remove)) and isinstance(entity, Entity):
            facts = facts_of(thing[0], entity)
            yield ("added" if isinstance(edit, Add) else "removed") + (f": {facts}" if facts else "")
        else:
            yield word_within(edit, plan, len(thing)) + _who(edit, new)


def facts_of(area: str, thing: Entity) -> str:
    """The main facts about a thing, without its name: ``P1, in progress, target Week 3–4, owner ana``."""
    keys = [key for key in COLUMNS.get(area, "").split() if key not in _UNTOLD]
    record = record_of(thing)
    if isinstance(thing, Risk):
        record["score"] = thing.score
    facts = [_fact(key, record) for key in keys]
    if items := record.get("items"):
        facts.append(f"{len(items)} {'item' if len(items) == 1 else 'items'}")
    return ", ".join(filter(None, facts))


def _fact(key: str, record: Record) -> str:
    value = record.get(key)
    if value is None or value is False or value in (0, []):
        return ""
    text = one_line(cell_text(key, value), LONGEST)
    if key in _CLEAR:
        return text.replace("-", " ")
    name = "".join(f" {char.lower()}" if char.isupper() else char for char in key)
    return name if value is True else f"{name} {text}"


def _scored(thing: Path, edits: Sequence[Edit], old: Plan, new: Plan) -> str:
    """A score that moved, and what moved it; nothing if none did."""
    before, after = value_at(old, thing), value_at(new, thing)
    if not isinstance(before, Risk) or not isinstance(after, Risk) or before.score == after.score:
        return ""
    causes = [
        word_within(edit, new, len(thing)) for edit in edits if edit.path[:-1] == thing and edit.path[-1] in _SCORED_BY
    ]
    return f"score: {before.score} → {after.score} ({', '.join(causes)})"


def _is_beside(edit: Edit, edits: Sequence[Edit], depth: int) -> bool:
    """Whether an edit only notes who, when, or for the record, what another edit says."""
    inner = edit.path[depth:]
    if not inner:
        return False
    if inner[0] in ("history", "resolved"):
        return any(other.path[depth : depth + 1] and other.path[depth] in _RECORDED for other in edits)
    if inner[-1] not in _BESIDE or (len(inner) == 1 and depth <= 2):
        return False
    less = {"at"} if inner[-1] == "at" else _BESIDE
    return any(other.path[:-1] == edit.path[:-1] and other.path[-1] not in less for other in edits)


def _who(edit: Edit, new: Plan) -> str:
    """Who ticked, behind a tick."""
    match edit:
        case Add(("releases", _, "done", _), value, _):
            who = str(value.get("by") or "")
        case _ if edit.path[0] == "checklists" and edit.path[-1] == "done":
            item = value_at(new, edit.path[:-1])
            who = str(getattr(item, "by", "") or "")
        case _:
            who = ""
    return f" ({one_line(who, LONGEST)})" if who else ""
