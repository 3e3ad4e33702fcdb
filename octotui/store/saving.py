"""Saving with a memory: what was there is backed up, what was done is noted, what others saved over is found."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from typing import Final

from octotui.plan.frozen import replace
from octotui.store.backups import keep, keeping_last
from octotui.store.files import create_bytes, read_settled, save_bytes
from octotui.store.git_traces import GitTraces
from octotui.store.journal import Entry, Journal
from octotui.store.lock import locked
from octotui.store.state import digest

GIT: Final = "git"


class PlanFile:
    """A plan's file and what octotui remembers of it.

    Attributes:
        path: The file, or a link to it.
    """

    def __init__(self, path: Path) -> None:
        """Nothing is read yet."""
        self.path = path
        self._journal = Journal(path)
        self._unsettled: list[Entry] = []

    def read(self, known: bytes) -> bytes:
        """The file's bytes when it is at rest; see `read_settled`.

        Raises:
            PlanError: It cannot be read, or it does not come to rest.
        """
        return read_settled(self.path, known, whole=self._is_ours)

    def alone(self) -> AbstractContextManager[None]:
        """Keep every other octotui from saving meanwhile.

        Raises:
            PlanError: Another one keeps us from it for too long.
        """
        return locked(self.path)

    def save(self, new: bytes, expected: bytes, entry: Entry) -> None:
        """Replace the file's bytes, with a backup and a note of what was done.

        Raises:
            ChangedOnDisk: Others than the expected bytes are there.
            PlanError: The file cannot be written; it is as it was.
        """
        git = GitTraces(self.path)
        noted = replace(entry, blobs=git.blobs(new), moves=git.moves())
        save_bytes(self.path, new, expected, whole=self._is_ours, around=lambda: self._noted(expected, new, noted))

    def bring_back(self, data: bytes) -> None:
        """Write a file that is gone; what was saved before, and is not in these bytes, is not missed.

        Raises:
            PlanError: It is there, or it cannot be written.
        """
        with locked(self.path):
            create_bytes(self.path, data)
            if not self._is_ours(data):
                self._journal.mark(digest(data))

    def keep(self, data: bytes, at: datetime) -> None:
        """Keep the last text of a file that is gone, as a backup.

        Raises:
            PlanError: There is no room for it.
        """
        keep(self.path, data, at)

    def compare(self, data: bytes) -> None:
        """Look whether these bytes, just read, are octotui's own; if not, what was saved before is unsettled."""
        content = digest(data)
        if not self._journal.knows(content) and self._journal.unsettled():
            with locked(self.path):
                if self.path.read_bytes() == data:
                    self._settle(data)

    def unsettled(self) -> tuple[Entry, ...]:
        """The saves that another program's may have undone, each told once."""
        found, self._unsettled = tuple(self._unsettled), []
        return found

    def authors(self, old: bytes, new: bytes) -> tuple[str, ...]:
        """Whose saves lead from one content to another, or ``git``; empty if nobody known did it alone."""
        entries = self._journal.since(digest(old))
        if not entries or entries[-1].after != digest(new):
            return (GIT,) if GitTraces(self.path).wrote(new) else ()
        return tuple(dict.fromkeys(entry.who for entry in entries))

    def _is_ours(self, data: bytes) -> bool:
        """Whether octotui put these bytes there, in one piece."""
        return self._journal.knows(digest(data))

    def _settle(self, data: bytes) -> None:
        """Take in that these bytes are there: what they may have undone is unsettled, unless git put them there."""
        content = digest(data)
        if not self._journal.knows(content):
            saved = self._journal.unsettled()
            if saved and not self._is_gits(data, saved[-1]):
                self._unsettled += saved
            self._journal.mark(content)

    def _is_gits(self, data: bytes, saved: Entry) -> bool:
        """Whether git put these bytes where octotui had saved others, or went to another version in between."""
        git = GitTraces(self.path)
        return git.wrote(data) or git.left(saved.blobs, saved.moves)

    @contextlib.contextmanager
    def _noted(self, old: bytes, new: bytes, entry: Entry) -> Iterator[None]:
        with self._journal.alone():
            self._settle(old)
            keep(self.path, old, entry.at)
            with keeping_last(self.path, new, entry.at), self._journal.noting(entry):
                yield
