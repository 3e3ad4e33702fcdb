"""The base of dialogs: a calm panel over the dimmed screen; escape leaves without an answer."""

from __future__ import annotations

from typing import ClassVar, Generic, TypeVar

from textual.await_complete import AwaitComplete
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
    Dialog > .panel.-wrong { border-subtitle-color: $error; border-subtitle-style: bold; }
    Dialog Input, Dialog TextArea { background: $panel; padding: 0 1; }
    Dialog Input:focus, Dialog TextArea:focus { background: $primary 20%; }
    Dialog LineView { background: $surface; scrollbar-background: $surface; scrollbar-background-hover: $surface; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", "Leave", show=False)]

    def action_leave(self) -> None:
        """Leave without an answer."""
        self.dismiss(None)

    def dismiss(self, result: Answer | None = None) -> AwaitComplete:
        """Answer; a second answer, by a click or a key that was on its way, would close what is below."""
        return super().dismiss(result) if self.is_active else AwaitComplete()

    def say_below(self, text: str, *, wrong: bool = False) -> None:
        """Say something on the panel's lower edge: which keys there are, or what is wrong."""
        panel = self.query_one(".panel")
        panel.border_subtitle = self.words(text)
        panel.set_class(wrong, "-wrong")

    @staticmethod
    def words(text: str) -> Content:
        """A title or a hint, as text and never as markup."""
        return Content(one_line(text))
