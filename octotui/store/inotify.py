"""Watching folders with Linux's inotify: nothing runs until the system tells of a change.

watchfiles, which does the same on every system, looks each few milliseconds whether there is anything to tell, for as
long as a plan is open.
"""

from __future__ import annotations

import asyncio
import ctypes
import os
import struct
from collections.abc import Callable, Collection, Iterator
from typing import Final, Self

MODIFY, ATTRIB, CLOSE_WRITE = 0x2, 0x4, 0x8
MOVED_FROM, MOVED_TO, CREATE, DELETE = 0x40, 0x80, 0x100, 0x200
DELETE_SELF, MOVE_SELF, OVERFLOW, IGNORED = 0x400, 0x800, 0x4000, 0x8000
UNFINISHED: Final = MODIFY | CREATE
"""What somebody does who may not be through with it."""
WANTED: Final = (
    UNFINISHED | ATTRIB | CLOSE_WRITE | MOVED_FROM | MOVED_TO | DELETE | DELETE_SELF | MOVE_SELF
)  # fmt: skip
OF_THE_FOLDER: Final = DELETE_SELF | MOVE_SELF | OVERFLOW | IGNORED
"""What concerns every file in it."""
ONLY_A_FOLDER: Final = 0x01000000
PATIENCE: Final = 0.015
"""Seconds that are left to who writes, before it is told."""
HEAD: Final = struct.Struct("iIII")
"""Of an event: the watch, what happened, a number that joins two, and how long the name behind is."""
MOST: Final = 65536


class FolderWatch:
    """Tells when one of some names changes in some folders, as long as it is open."""

    def __init__(self, folders: Collection[str], names: Collection[str], tell: Callable[[], object]) -> None:
        """Watch, in the running loop.

        Args:
            folders: The folders; what is in folders below them is not watched.
            names: The names of the files; they need not be there.
            tell: Is called when one of them may have changed.

        Raises:
            OSError: There is no such folder, or the system watches too many already.
        """
        self._names = {os.fsencode(name) for name in names}
        self._tell = tell
        self._loop = asyncio.get_running_loop()
        self._later: asyncio.TimerHandle | None = None
        system = ctypes.CDLL(None, use_errno=True)
        self._fd = _done(system.inotify_init1(os.O_NONBLOCK | os.O_CLOEXEC))
        try:
            for folder in folders:
                _done(system.inotify_add_watch(self._fd, os.fsencode(folder), WANTED | ONLY_A_FOLDER))
        except OSError:
            os.close(self._fd)
            raise
        self._loop.add_reader(self._fd, self._hear)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Watch no more."""
        self._loop.remove_reader(self._fd)
        os.close(self._fd)
        if self._later is not None:
            self._later.cancel()

    def _hear(self) -> None:
        try:
            data = os.read(self._fd, MOST)
        except BlockingIOError:  # somebody else's event loop woke up as well
            return
        happened = 0
        for what, name in _events(data):
            if what & OF_THE_FOLDER or name in self._names:
                happened |= what
        if happened & ~UNFINISHED:
            self._tell()
        elif happened and self._later is None:
            self._later = self._loop.call_later(PATIENCE, self._tell_late)

    def _tell_late(self) -> None:
        self._later = None
        self._tell()


def _events(data: bytes) -> Iterator[tuple[int, bytes]]:
    """What happened, and to which name."""
    place = 0
    while place < len(data):
        _, what, _, length = HEAD.unpack_from(data, place)
        place += HEAD.size + length
        yield what, data[place - length : place].rstrip(b"\0")


def _done(result: int) -> int:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
    return result
