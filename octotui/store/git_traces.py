"""Whether it was git that put a plan's bytes there: read from what git leaves behind, no process is started for it."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from octotui.store.branch import git_folder, text_of

GIT_SECONDS: Final = 2.0
"""Git writes its index, and its log, within so many seconds of a file that it puts there."""
BUSY_SECONDS: Final = 1.0
"""So long it is waited for a git that is at work."""
STALE_SECONDS: Final = 60.0
"""A lock that is older than the plan by so much was left by a git that was killed."""
_COMMITS: Final = ("commit:", "commit (initial):", "commit (amend):")
"""Of what git logs, these alone put no file there."""
_LOGGED: Final = re.compile(rb"> (\d+) [+-]\d{4}\t(.*)")


class GitTraces:
    """What git's own files say about a plan and the working tree it is in."""

    def __init__(self, path: Path) -> None:
        """The traces beside a plan; outside of git there are none."""
        self._file = Path(os.path.realpath(path))
        self._folder = git_folder(self._file)

    def moves(self) -> int:
        """How long git's log of what was checked out is, in bytes: what comes behind it came later."""
        return _size(self._folder / "logs" / "HEAD") if self._folder else 0

    def blobs(self, data: bytes) -> tuple[str, ...]:
        """The names that git gives to a content: as it is, and with the line ends that it may turn it to."""
        if self._folder is None:
            return ()
        return tuple(map(_blob, (data, data.replace(b"\r\n", b"\n")) if b"\r\n" in data else (data,)))

    def has(self, data: bytes) -> bool:
        """Whether git has a content as what is checked out, or about to be committed."""
        return any(map(self._has_checked_out, self.blobs(data)))

    def wrote(self, data: bytes) -> bool:
        """Whether it was git that put these bytes, which are the plan's, there.

        They are what its index has; it was at work when the file was written; and it had them before: what
        another program wrote and git took in, in an `add` or a `commit`, is younger in git than on disk.
        """
        if self._folder is None or not self._file.exists():
            return False
        written = self._file.stat().st_mtime
        self._wait(written)
        names = [name for name in self.blobs(data) if self._has_checked_out(name)]
        taken = max((_mtime(self._loose(name)) for name in names), default=0.0)
        if not names or taken > written:
            return False
        moved = any(int(written) <= at < written + GIT_SECONDS for at, _ in self._moves_since(0))
        index = 0 <= _mtime(self._folder / "index") - written < GIT_SECONDS
        return moved or (index and taken < written)

    def left(self, blobs: tuple[str, ...], since: int) -> bool:
        """Whether git has a content, and went from it to another one.

        Args:
            blobs: Git's names for the content.
            since: What `moves` said when it was put there.
        """
        if not any(True for _ in self._moves_since(since)):
            return False
        return not any(map(self._has_checked_out, blobs)) and any(map(self._has, blobs))

    def _moves_since(self, size: int) -> Iterator[tuple[int, str]]:
        """When git moved to another version, in seconds, and how; a log that was cut meanwhile counts whole."""
        if self._folder is None:
            return
        with contextlib.suppress(OSError):
            log = (self._folder / "logs" / "HEAD").read_bytes()
            for line in log[size if size <= len(log) else 0 :].splitlines():
                found = _LOGGED.search(line)
                if found and not (how := found[2].decode("utf-8", "replace")).startswith(_COMMITS):
                    yield int(found[1]), how

    def _has_checked_out(self, blob: str) -> bool:
        assert self._folder is not None
        try:
            return bytes.fromhex(blob) in (self._folder / "index").read_bytes()
        except OSError:
            return False

    def _has(self, blob: str) -> bool:
        return self._loose(blob).exists() or any(
            _packs(index, bytes.fromhex(blob)) for index in (self._objects() / "pack").glob("*.idx")
        )

    def _loose(self, blob: str) -> Path:
        return self._objects() / blob[:2] / blob[2:]

    def _objects(self) -> Path:
        """Where the contents are: a worktree of its own has them in the main one."""
        assert self._folder is not None
        return self._folder / text_of(self._folder / "commondir") / "objects"

    def _wait(self, written: float) -> None:
        """Wait for a git that is still at it: files come first, then the index, then the log."""
        assert self._folder is not None
        end = time.monotonic() + BUSY_SECONDS
        while _mtime(self._folder / "index.lock") > written - STALE_SECONDS and time.monotonic() < end:
            time.sleep(GIT_SECONDS / 100)


def _blob(data: bytes) -> str:
    return hashlib.sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()


def _packs(index: Path, name: bytes) -> bool:
    """Whether a pack has a content. Its index begins with how many names start with each byte, or a lower one."""
    try:
        with index.open("rb") as file:
            head = file.read(8 + 4 * 256)
            if not head.startswith(b"\xfftOc\0\0\0\2"):
                return False
            ends = [0, *(int.from_bytes(head[place : place + 4]) for place in range(8, len(head), 4))]
            first, last = ends[name[0]], ends[name[0] + 1]
            file.seek(len(head) + len(name) * first)
            return name in file.read(len(name) * (last - first))
    except OSError:  # packed anew just now
        return False


def _mtime(file: Path) -> float:
    try:
        return file.stat().st_mtime
    except OSError:
        return 0.0


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError:
        return 0
