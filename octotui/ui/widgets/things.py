"""What the table and the board have in common: things by id, a cursor on one of them, marks, and a glow."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from textual.message import Message

from octotui.ui.text import Run
from octotui.ui.widgets.lineview import BEAM, InkedWidget

GLOW_SECONDS = 1.5


class ThingsView(InkedWidget):
    """Things by id, with a cursor that follows its thing; what just changed glows.

    Attributes:
        marks: The ids of those that are marked.
        glowing: The ids of those that just changed.
        signs: What stands beside those that changed since then, by id.
    """

    class Moved(Message):
        """The cursor is on another thing.

        Attributes:
            key: The id of the thing; None where there is none.
        """

        def __init__(self, view: ThingsView, key: str | None) -> None:
            """Say which view and which thing."""
            super().__init__()
            self.view = view
            self.key = key

        @property
        def control(self) -> ThingsView:
            """The view."""
            return self.view

    class Opened(Message):
        """A thing was double-clicked."""

    marks: frozenset[str] = frozenset()
    glowing: frozenset[str] = frozenset()
    signs: Mapping[str, Run] = {}  # never changed in place

    @property
    def key(self) -> str | None:
        """The id of the thing under the cursor."""
        raise NotImplementedError

    @property
    def keys(self) -> list[str]:
        """The ids of all things, in order."""
        raise NotImplementedError

    def go_to(self, key: str) -> bool:
        """Put the cursor on a thing; whether there is one."""
        raise NotImplementedError

    def repaint(self, keys: Iterable[str]) -> None:
        """Draw some things again."""
        raise NotImplementedError

    def look_of(self, key: str) -> str:
        """The background of a thing: the cursor, brighter where the keys go; the glow; marks."""
        if key == self.key:
            return "quiet" if not self.has_focus else BEAM if self.presented else "cursor"
        if key in self.glowing:
            return "glow"
        return "mark" if key in self.marks else ""

    def sign_of(self, key: str) -> Run:
        """What stands before a thing: that it is marked, else what became of it; one cell, or none."""
        return (self.octotui.glyphs.mark, "accent") if key in self.marks else self.signs.get(key, (" ", ""))

    def show_signs(self, signs: Mapping[str, Run]) -> None:
        """Show what became of things."""
        before, self.signs = self.signs, signs
        self.repaint([key for key in before.keys() | signs.keys() if before.get(key) != signs.get(key)])

    def glow(self, keys: frozenset[str]) -> None:
        """Let things glow for a moment."""
        self.glowing |= keys
        self.repaint(keys)
        self.set_timer(GLOW_SECONDS, lambda: self._fade(keys))

    def toggle_mark(self) -> None:
        """Mark the thing under the cursor, or take its mark away."""
        if self.key:
            self.marks ^= {self.key}
            self.repaint((self.key,))

    def clear_marks(self) -> None:
        """Take all marks away."""
        marks, self.marks = self.marks, frozenset()
        self.repaint(marks)

    def on_focus(self) -> None:
        """The cursor shows that the keys go here."""
        self.repaint((self.key,) if self.key else ())

    def on_blur(self) -> None:
        """The cursor shows that the keys go elsewhere."""
        self.repaint((self.key,) if self.key else ())

    def _fade(self, keys: frozenset[str]) -> None:
        self.glowing -= keys
        self.repaint(keys)
