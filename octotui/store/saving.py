"""Saving with a memory: what was there is backed up, what was done is noted, what others saved over is found."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path

from octotui.store.backups import keep
from octotui.store.files import read_settled, save_bytes
from octotui.store.journal import Entry, Journal
from octotui.store.lock import locked
from octotui.store.state import digest


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
        save_bytes(
            self.path, new, expected, whole=self._is_ours, around=lambda: self._noted(digest(expected), expected, entry)
        )

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
                    self._settle(content)

    def accept(self, data: bytes) -> None:
        """Take these bytes for meant: what was saved before is settled."""
        self.compare(data)
        self._unsettled.clear()

    def unsettled(self) -> tuple[Entry, ...]:
        """The saves that somebody else's may have undone, each told once."""
        found, self._unsettled = tuple(self._unsettled), []
        return found

    def authors(self, old: bytes, new: bytes) -> tuple[str, ...]:
        """Whose saves lead from one content to another; empty if others than octotui had a hand in it."""
        entries = self._journal.since(digest(old))
        if not entries or entries[-1].after != digest(new):
            return ()
        return tuple(dict.fromkeys(entry.who for entry in entries))

    def _is_ours(self, data: bytes) -> bool:
        """Whether octotui put these bytes there, in one piece."""
        return self._journal.knows(digest(data))

    def _settle(self, content: str) -> None:
        if not self._journal.knows(content):
            self._unsettled += self._journal.unsettled()
            self._journal.mark(content)

    @contextlib.contextmanager
    def _noted(self, content: str, data: bytes, entry: Entry) -> Iterator[None]:
        self._settle(content)
        keep(self.path, data, entry.at)
        self._journal.note(entry)
        try:
            yield
        except BaseException:
            self._journal.take_back()
            raise
