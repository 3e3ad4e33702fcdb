"""What is on a terminal's screen, made from what a program wrote; and whether the last of it changed anything."""

import re
from typing import Final

import pyte

from tests.e2e.terminal import FOREIGN

BEGIN: Final = b"\x1b[?2026h"
END: Final = b"\x1b[?2026l"
"""Around what a terminal shows at once."""
UNFINISHED: Final = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*|[PX^_\]][^\x07\x1b]*\x1b?)?$")
"""A sequence whose end is still on its way."""
UNWATCHED: Final = {0}
"""Rows whose changes do not count: where the clock is, and that something is being saved."""


class Picture:
    """The screen, frame by frame. A frame is what came at once, or all of a synchronized block."""

    def __init__(self, columns: int, rows: int) -> None:
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        self._held = b""
        self._cells: list[tuple[pyte.screens.Char, ...]] = [()] * rows
        self._lines = [""] * rows
        self._cursor: tuple[int, int] | None = None

    @property
    def text(self) -> str:
        """What the screen says, line by line, to its last line that says something."""
        return "\n".join(self._lines).rstrip()

    def take(self, data: bytes) -> bool:
        """Take in what a program wrote; whether that completed a frame in which a cell or the cursor differs."""
        self._held += data
        end = _complete(self._held)
        ready, self._held = self._held[:end], self._held[end:]
        self._stream.feed(FOREIGN.sub(b"", ready))
        return bool(ready) and self._differs()

    def _differs(self) -> bool:
        changed = [row for row in self._screen.dirty if self._row_differs(row)]
        self._screen.dirty.clear()
        cursor = self._screen.cursor
        before, self._cursor = self._cursor, self._cursor if cursor.hidden else (cursor.x, cursor.y)
        return not UNWATCHED.issuperset(changed) or self._cursor != before

    def _row_differs(self, row: int) -> bool:
        line = self._screen.buffer[row]
        cells = tuple([line[column] for column in range(self._screen.columns)])
        if cells == self._cells[row]:
            return False
        self._cells[row] = cells
        self._lines[row] = "".join([cell.data for cell in cells]).rstrip()
        return True


def _complete(data: bytes) -> int:
    """How many of these bytes may be shown now."""
    begun = data.rfind(BEGIN)
    if begun >= 0 and data.find(END, begun) < 0:
        return begun
    unfinished = UNFINISHED.search(data)
    return unfinished.start() if unfinished else len(data)
