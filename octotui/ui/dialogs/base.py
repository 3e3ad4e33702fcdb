"""The base of dialogs: a calm panel over the dimmed screen; escape leaves without an answer."""

from __future__ import annotations

from typing import ClassVar, Generic, TypeVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import ModalScreen

from octotui.plan.plaintext import one_line

Answer = TypeVar("Answer")


class Dialog(ModalScreen[Answer | None], Generic[Answer]):
    """A question. Its answer is None if it was left."""

    DEFAULT_CSS = """
    Dialog {
        align: center middle;
        background: $background 55%;
    }
    Dialog > .panel {
        width: 64;
        max-width: 94%;
        height: auto;
        max-height: 86%;
        background: $surface;
        border: round $primary 60%;
        border-title-color: $foreground;
        border-title-style: bold;
        border-subtitle-color: $foreground 60%;
        padding: 0 1;
    }
    Dialog Input, Dialog TextArea { background: $panel; padding: 0 1; }
    Dialog Input:focus, Dialog TextArea:focus { background: $primary 20%; }
    Dialog LineView { background: $surface; scrollbar-background: $surface; scrollbar-background-hover: $surface; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", "Leave", show=False)]

    def action_leave(self) -> None:
        """Leave without an answer."""
        self.dismiss(None)

    @staticmethod
    def words(text: str) -> Content:
        """A title or a hint, as text and never as markup."""
        return Content(one_line(text))
