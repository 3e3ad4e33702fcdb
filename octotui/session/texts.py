"""Former texts of the plan: undo brings back the very bytes, as long as nothing else came between."""

from __future__ import annotations

import contextlib
from collections import deque
from typing import Final

from octotui.plan.diff import diff
from octotui.plan.edits import Add, Edits, apply, invert
from octotui.plan.frozen import Frozen
from octotui.store.document import Document, parse
from octotui.store.raw import EditRefused

KEPT: Final = 20_000_000
"""So many bytes of former texts are kept."""


class _Saved(Frozen):
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

    def edited(self, document: Document, edits: Edits) -> Document:
        """A text with edits. What they take back comes as it was written, with its comments.

        Raises:
            EditRefused: The text cannot take an edit without damage.
        """
        from octotui.store.editing import edited  # who only looks on needs nothing of it

        inverse = invert(edits)
        former = next((saved for saved in reversed(self._saved) if saved.edits == inverse), None)
        if former is None:
            return edited(document, edits)
        if former.after == document.to_bytes():
            return parse(former.before, document.name, document)
        if any(isinstance(edit, Add) for edit in edits):
            return _brought_back(document, edits, former) or edited(document, edits)
        return edited(document, edits)


def _brought_back(document: Document, edits: Edits, former: _Saved) -> Document | None:
    """A text that changed since things were removed, with those things again, out of the text from before.

    Returns:
        None if they cannot be had from there.
    """
    from octotui.store.git import GitFailed  # for the few who undo a removal
    from octotui.store.merge import merge_texts

    with contextlib.suppress(EditRefused, GitFailed):
        old, new = (parse(data, document.name, document) for data in (former.before, former.after))
        merged = merge_texts(new, document, old).document
        if not diff(merged.plan, apply(document.plan, edits)):
            return merged
    return None
