"""What became of one thing, in words: a new thing with its facts, any other by what changed in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from octotui.cli.layout import COLUMNS, cell_text
from octotui.cli.records import Record, record_of
from octotui.plan.base import Entity
from octotui.plan.became import became
from octotui.plan.edits import Add, Edit, Path, Remove, value_at
from octotui.plan.plaintext import one_line
from octotui.plan.plan import Plan
from octotui.plan.risks import Risk

LONGEST: Final = 40
"""A fact is told in so many characters."""
_NAMES: Final = frozenset({"id", "name", "title", "text", "activity", "what"})
_UNTOLD: Final = _NAMES | {"escalated"}
"""Columns that are no facts of a new thing: what it is called, and the level on which every issue begins."""
_CLEAR: Final = frozenset({"priority", "status", "type", "kind", "state"})
"""Facts that say by themselves what they are."""


def words_of(thing: Path, edits: Sequence[Edit], old: Plan, new: Plan) -> Iterator[str]:
    """What became of a thing, a line for each change.

    Args:
        thing: Its path.
        edits: Those that are about it.
        old: The plan before.
        new: The plan after.
    """
    for edit in edits:
        is_new = isinstance(edit, Add)
        entity = value_at(new if is_new else old, thing)
        if edit.path == thing and isinstance(edit, (Add, Remove)) and isinstance(entity, Entity):
            facts = facts_of(thing[0], entity)
            yield ("added" if is_new else "removed") + (f": {facts}" if facts else "")
            return
    yield from became(thing, edits, value_at(old, thing), value_at(new, thing), new)


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
