"""What changed lately: the edits of this session, worded, for the thing they touch."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from octotui.plan.disputes import Dispute
from octotui.plan.edits import Edit, Path, Set
from octotui.plan.escalations import HistoryEntry
from octotui.plan.frozen import Frozen, replace
from octotui.plan.plan import Plan
from octotui.plan.wording import word
from octotui.plan.words import moment_text
from octotui.session import PlanChanged
from octotui.ui.glyphs import Glyphs
from octotui.ui.widgets.story import Story

if TYPE_CHECKING:
    from octotui.ui.app import OctotuiApp

KEPT, TOLD = 500, 6
SOURCES = {"you": "you", "undo": "you, undone", "redo": "you, again", "disk": "on disk"}


class Entry(Frozen, eq=False):
    """An edit that happened: when, where it came from, and whether it came to nothing before it was on disk."""

    at: datetime
    edit: Edit
    change: PlanChanged
    is_lost: bool = False

    @property
    def source(self) -> str:
        """Where it came from, in words."""
        return self.change.by or SOURCES[self.change.source] + (", never on disk" if self.is_lost else "")


class Feed:
    """The latest edits, newest last."""

    def __init__(self) -> None:
        """Start with nothing."""
        self._entries: list[Entry] = []

    def note(self, change: PlanChanged, at: datetime) -> None:
        """Note a change."""
        self._entries = [*self._entries, *(Entry(at, edit, change) for edit in change.edits)][-KEPT:]

    def lose(self, disputes: Iterable[Dispute]) -> None:
        """Note of one's own edits that others were faster: they never were on disk."""
        for edit in (edit for dispute in disputes if dispute.why == "both" for edit in dispute.edits):
            self._lose(edit)

    def _lose(self, edit: Edit) -> None:
        wanted = edit
        for place in reversed(range(len(self._entries))):
            entry = self._entries[place]
            if entry.change.source == "disk" or not _leads_to(entry.edit, wanted):
                continue
            self._entries[place] = replace(entry, is_lost=True)
            if not isinstance(edit, Set) or not isinstance(entry.edit, Set) or entry.edit.old == edit.old:
                return
            wanted = replace(entry.edit, new=entry.edit.old)  # the one before it, which was not saved either

    def of(self, path: Path) -> list[Entry]:
        """The latest edits of a thing, newest first."""
        return [entry for entry in reversed(self._entries) if entry.edit.path[: len(path)] == path][:TOLD]


def tell_history(history: Sequence[HistoryEntry], plan: Plan, glyphs: Glyphs, story: Story) -> None:
    """Tell what was done about a thing, the latest first, if the plan has a record of it."""
    if not history:
        return
    story.section("History")
    for entry in sorted(history, key=lambda entry: entry.at, reverse=True):
        by = f", {plan.person_name(entry.by)}" if entry.by else ""
        note = f": {entry.note}" if entry.note else ""
        story.point((glyphs.bullet, "faint"), f"{moment_text(entry.at)}  {entry.did}{by}{note}", "muted")


def tell_lately(app: OctotuiApp, path: Path, story: Story) -> None:
    """Tell what changed lately on a thing, if anything did since octotui was opened."""
    snapshot = app.snapshot
    entries = [entry for entry in app.feed.of(path) if snapshot.tells(entry.edit)]
    if not entries:
        return
    story.section("Lately")
    for entry in entries:
        when = f"{entry.at.astimezone():%H:%M} {entry.source}"
        words = snapshot.worded(word(entry.edit, entry.change.old))
        story.point((app.glyphs.bullet, "faint"), f"{when}: {words}", "muted")


def _leads_to(edit: Edit, wanted: Edit) -> bool:
    """Whether an edit is the one that came to nothing: of the same field to the same value, or of the same thing."""
    if edit.path != wanted.path or type(edit) is not type(wanted):
        return False
    return not isinstance(edit, Set) or not isinstance(wanted, Set) or edit.new == wanted.new
