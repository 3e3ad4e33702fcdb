"""A file of lines that grows at its end: what is known of it is not read again."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple


class _Known(NamedTuple):
    """What a file held when it was last looked at: its lines, how many bytes they have, and which file it was."""

    lines: Sequence[bytes]
    size: int
    inode: int


_NOTHING: Final = _Known((), 0, 0)


class LineFile:
    """A file that several processes append lines to, under a lock that is not its matter.

    Attributes:
        path: The file; it need not be there.
    """

    def __init__(self, path: Path) -> None:
        """Nothing is read yet."""
        self.path = path
        self._known = _NOTHING
        self._is_alone = False
        self._is_fresh = False

    @contextlib.contextmanager
    def alone(self) -> Iterator[None]:
        """Nobody else writes to it meanwhile, so it is read once."""
        self._is_alone, self._is_fresh = True, False
        try:
            yield
        finally:
            self._is_alone = False

    def lines(self) -> Sequence[bytes]:
        """Its lines, with their ends; the last one has none if who wrote it was killed.

        Raises:
            OSError: It cannot be read.
        """
        if not (self._is_alone and self._is_fresh):
            self._known, self._is_fresh = self._looked_at(), True
        return self._known.lines

    def append(self, line: bytes, longest: int) -> None:
        """Write one more line; it begins one of its own if the last one has no end.

        Args:
            line: The line, with its end.
            longest: If it has more bytes, the older half of its lines goes first.

        Raises:
            OSError: There is no room for it.
        """
        lines = self.lines()
        if self._known.size > longest:
            self.write(lines := lines[len(lines) // 2 :])
        is_torn = bool(lines) and not lines[-1].endswith(b"\n")
        self._is_fresh = False
        with self.path.open("ab") as file:
            file.write((b"\n" if is_torn else b"") + line)

    def write(self, lines: Sequence[bytes]) -> None:
        """Let it hold these lines instead.

        Raises:
            OSError: There is no room for them.
        """
        self._is_fresh = False
        beside = self.path.with_suffix(".new")
        beside.write_bytes(b"".join(lines))
        beside.replace(self.path)

    def _looked_at(self) -> _Known:
        """What it holds now; only the end is read if the last known line is still at its place in the same file."""
        lines, size, inode = self._known
        try:
            with self.path.open("rb") as file:
                there = os.fstat(file.fileno()).st_ino
                if lines and there == inode:
                    start = size - len(lines[-1])
                    file.seek(start)
                    tail = file.read()
                    if tail.startswith(lines[-1]):
                        return _Known((*lines[:-1], *tail.splitlines(keepends=True)), start + len(tail), inode)
                    file.seek(0)
                data = file.read()
                return _Known(data.splitlines(keepends=True), len(data), there)
        except FileNotFoundError:
            return _NOTHING
