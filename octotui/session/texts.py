"""Former texts of the plan: undo brings back the very bytes, as long as nothing else came between."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import Final

from octotui.plan.edits import Edits, invert

KEPT: Final = 20_000_000
"""So many bytes of former texts are kept."""


@dataclass(frozen=True, slots=True)
class _Saved:
    before: bytes
    edits: Edits
    after: bytes


class FormerTexts:
    """The texts from before each save of a session."""

    def __init__(self) -> None:
        """Nothing was saved yet."""
        self._saved: deque[_Saved] = deque()
        self._size = 0

    def note(self, before: bytes, edits: Edits, after: bytes) -> None:
        """Note a save: two texts, and the edits between them. The oldest make room."""
        self._saved.append(_Saved(before, edits, after))
        self._size += len(before)
        while self._size > KEPT:
            self._size -= len(self._saved.popleft().before)

    def before(self, edits: Edits, there: bytes) -> bytes | None:
        """The text from before the edits that these take back, if the file is still what they made of it."""
        wanted = ((saved.before, invert(saved.edits)) for saved in reversed(self._saved) if saved.after == there)
        return next((before for before, inverse in wanted if inverse == edits), None)
