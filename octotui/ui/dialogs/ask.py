"""A question with a short typed answer, checked while one types."""

from __future__ import annotations

from collections.abc import Callable

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input, Static

from octotui.ui.dialogs.base import Dialog
from octotui.ui.text import say


class Ask(Dialog[str]):
    """A line to type. The answer may be empty, unless one is needed."""

    DEFAULT_CSS = """
    Ask Static { height: auto; color: $foreground 62%; padding: 0 1; }
    Ask Static.wrong { color: $error; }
    """

    def __init__(
        self,
        title: str,
        hint: str = "",
        value: str = "",
        check: Callable[[str], str] | None = None,
        *,
        needed: bool = False,
    ) -> None:
        """Make a question.

        Args:
            title: What is asked.
            hint: What can be typed.
            value: What stands there already.
            check: Says what is wrong with a text; empty if nothing is.
            needed: Whether nothing is no answer.
        """
        super().__init__()
        self._title = title
        self._hint = hint
        self._value = value
        self._check = check or (lambda _: "")
        self._needed = needed

    def compose(self) -> ComposeResult:
        """An input in a panel, and a hint below."""
        panel = Vertical(classes="panel")
        panel.border_title = self.words(self._title)
        panel.border_subtitle = self.words("enter take · esc leave")
        with panel:
            yield Input(self._value, select_on_focus=True, compact=True)
            yield Static(self.words(self._hint), markup=False)

    @on(Input.Changed)
    def _say_what_is_wrong(self, event: Input.Changed) -> None:
        wrong = self._check(event.value) if event.value else ""
        static = self.query_one(Static)
        static.set_class(bool(wrong), "wrong")
        static.update(self.words(say(wrong or self._hint)[0]))

    @on(Input.Submitted)
    def _answer(self, event: Input.Submitted) -> None:
        if self._needed and not event.value.strip():
            self.query_one(Static).set_class(True, "wrong")
        elif not event.value or not self._check(event.value):
            self.dismiss(event.value)


def complaint(read: Callable[[], object]) -> str:
    """What is wrong with something typed, as reading it says; empty if nothing is."""
    try:
        read()
    except ValueError as error:
        return str(error)
    return ""
