"""What was worked out from parts of a plan, kept for as long as these parts stay the same."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

T = TypeVar("T")


class Kept:
    """Results by name, each with what it follows from. The next plan shares with the last what nobody touched."""

    def __init__(self) -> None:
        """Nothing is known yet."""
        self._known: dict[object, tuple[tuple[object, ...], Any]] = {}

    def of(self, name: object, parts: tuple[object, ...], work: Callable[[], T]) -> T:
        """What was worked out under this name, if its parts are still equal; else it is worked out.

        Args:
            name: What it is called; at another call it is the same work.
            parts: All that it follows from. Things that are shared are compared by being the same.
            work: Works it out.
        """
        known = self._known.get(name)
        if known is None or known[0] != parts:
            known = self._known[name] = (parts, work())
        result: T = known[1]
        return result
