"""When things are due, as every list shows it."""

from __future__ import annotations

from datetime import date, timedelta

from octotui.plan.targets import due_day, target_text
from octotui.plan.words import age_text, day_text, short_day
from octotui.ui.glyphs import Glyphs
from octotui.ui.snapshot import Snapshot
from octotui.ui.text import Line, say

SOON_DAYS = 6
"""A day that is no farther away than this is called by its weekday."""


def due_line(target: date | str | None, snapshot: Snapshot, glyphs: Glyphs, *, done: bool = False) -> Line:
    """A target as people look at it: how late it is, today, a weekday, else the day or the weeks as they are written.

    Args:
        target: A day, or weeks.
        snapshot: The plan, whose weeks count from its start, and the moment.
        glyphs: The set to draw with.
        done: Whether it matters no more.
    """
    due = due_day(target, snapshot.start)
    if target is None or due is None or done:
        return (say(target_text(target), "muted"),)
    days = (due - snapshot.today).days
    if days < 0:
        return ((f"{glyphs.warn} {age_text(timedelta(days=-days))} late", "bad"),)
    if days == 0:
        return (("today", "warn"),)
    if isinstance(target, str):
        return (say(target_text(target)),)
    return ((day_text(due) if days <= SOON_DAYS else short_day(due), ""),)


def target_line(target: date | str | None, snapshot: Snapshot, glyphs: Glyphs, *, done: bool = False) -> Line:
    """A target with how far away it is behind it, as a story tells it."""
    due = due_day(target, snapshot.start)
    written = say(target_text(target), "muted" if done else "")
    if due is None or done:
        return (written,)
    days = (due - snapshot.today).days
    if days > 0:
        return (written, (f"  in {age_text(timedelta(days=days))}", "muted"))
    return (written, ("  ", ""), *due_line(target, snapshot, glyphs))
