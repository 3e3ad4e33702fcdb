"""A word to somebody who waits: on standard error, after a second, and gone again before anything else is said."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterable, Iterator
from time import monotonic
from typing import Final, TypeVar

T = TypeVar("T")
PATIENCE: Final = 1.0
"""Seconds in silence before something is said."""
STEP: Final = 0.1
"""Seconds between two words."""


class Progress:
    """Counts what is looked at, and says so if it takes long and a person is there to see it."""

    def __init__(self, what: str, patience: float = PATIENCE) -> None:
        """Begin to wait.

        Args:
            what: What is done: ``looking through versions``.
            patience: How long nothing is said, in seconds.
        """
        self._what = what
        self._patience = patience
        self._next = monotonic() + patience
        self._count = 0
        self._width = 0
        self._is_seen = sys.stderr.isatty() and not _is_pipe()

    def over(self, items: Iterable[T]) -> Iterator[T]:
        """The items, each counted as it is taken."""
        for item in items:
            self._count += 1
            if self._is_seen and monotonic() > self._next:
                self._say(f"{self._what}: {self._count} …")
                self._next = monotonic() + STEP
            yield item

    def clear(self) -> None:
        """Take back what was said; now something else is."""
        if self._width:
            self._say(" " * self._width)
            self._say("")
            self._width = 0
        self._next = monotonic() + self._patience

    def _say(self, text: str) -> None:
        sys.stderr.write(f"\r{text}")
        sys.stderr.flush()
        self._width = len(text)


def _is_pipe() -> bool:
    """Whether the output goes to a program, such as a pager, that may own the screen."""
    return not sys.stdout.isatty() and stat.S_ISFIFO(os.fstat(sys.stdout.fileno()).st_mode)
