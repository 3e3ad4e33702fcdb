"""The record of what was done about a thing: when, by whom, what, and why."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from octotui.plan.edits import Add, Edits, Path, last_id
from octotui.plan.escalations import HistoryEntry
from octotui.plan.naming import unused


def to_the_second(now: datetime) -> datetime:
    """A moment as a plan keeps it: nobody reads microseconds there."""
    return now.replace(microsecond=0)


def entry(path: Path, history: tuple[HistoryEntry, ...], who: str, now: datetime, did: str, note: str = "") -> Edits:
    """The edit that adds what was just done to a thing's history.

    Args:
        path: The thing.
        history: What was done so far.
        who: Who did it.
        now: When, in UTC.
        did: What, in a word or two.
        note: Why, or anything else; may be empty.
    """
    value: dict[str, Any] = {"at": to_the_second(now), "by": who, "did": did} | ({"note": note} if note else {})
    entry_id = unused(HistoryEntry.implied_id(value), {one.id for one in history})
    return (Add((*path, "history", entry_id), value, last_id(history)),)
