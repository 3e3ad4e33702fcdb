"""What changed lately: the edits of this session, worded, for the thing they touch."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from octotui.plan.edits import Edit, Path
from octotui.plan.wording import word
from octotui.session import PlanChanged
from octotui.ui.widgets.story import Story

if TYPE_CHECKING:
    from octotui.ui.app import OctotuiApp

KEPT, TOLD = 500, 6
SOURCES = {"you": "you", "undo": "you, undone", "redo": "you, again", "disk": "on disk"}


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """An edit that happened: when, and where it came from."""

    at: datetime
    edit: Edit
    change: PlanChanged


class Feed:
    """The latest edits, newest last."""

    def __init__(self) -> None:
        """Start with nothing."""
        self._entries: list[Entry] = []

    def note(self, change: PlanChanged, at: datetime) -> None:
        """Note a change."""
        self._entries = [*self._entries, *(Entry(at, edit, change) for edit in change.edits)][-KEPT:]

    def of(self, path: Path) -> list[Entry]:
        """The latest edits of a thing, newest first."""
        return [entry for entry in reversed(self._entries) if entry.edit.path[: len(path)] == path][:TOLD]


def tell_lately(app: OctotuiApp, path: Path, story: Story) -> None:
    """Tell what changed lately on a thing, if anything did since octotui was opened."""
    entries = app.feed.of(path)
    if not entries:
        return
    story.section("Lately")
    for entry in entries:
        when = f"{entry.at.astimezone():%H:%M} {entry.change.by or SOURCES[entry.change.source]}"
        story.point((app.glyphs.bullet, "faint"), f"{when}: {word(entry.edit, entry.change.old)}", "muted")
