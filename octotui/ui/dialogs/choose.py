"""A little menu: one key picks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical

from octotui.config.commands import key_name
from octotui.plan.frozen import Frozen
from octotui.ui.dialogs.base import Dialog
from octotui.ui.text import Line, width_of
from octotui.ui.widgets.lineview import LineView

STEPS: Final = {"down": 1, "j": 1, "up": -1, "k": -1}


class Choice(Frozen):
    """One thing to choose: the value, how it looks, and the key that picks it."""

    value: str
    label: Line
    key: str


PREFERRED: Final = {"approved": "a"}
"""It has its first letter in every menu: what means yes in one may not mean no in the next."""


def choices_of(values: Sequence[tuple[str, Line]], taken: str = "") -> tuple[Choice, ...]:
    """Give each value a key: its first letter if no other value has it, else another letter of it, else a digit.

    Args:
        values: Values and how they look.
        taken: Keys that are not free, such as the one that opened the menu.
    """
    firsts = Counter(value[:1].lower() for value, _ in values)
    keys = {value: PREFERRED[value] for value, _ in values if value in PREFERRED}
    for value, _ in values:
        first = value[:1].lower()
        if firsts[first] == 1 and first.isalpha() and first not in taken:
            keys[value] = first
    for number, (value, _) in enumerate(values):
        letters = [letter for letter in value.lower() if letter.isalpha() and letter not in {*taken, *keys.values()}]
        keys.setdefault(value, letters[0] if letters else str((number + 1) % 10))
    return tuple(Choice(value, label, keys[value]) for value, label in values)


class Choose(Dialog[str]):
    """A menu of a few choices. The key that opened it takes the next one after the current."""

    DEFAULT_CSS = """
    Choose LineView { width: 100%; height: auto; max-height: 20; }
    """

    def __init__(self, title: str, choices: Sequence[Choice], current: str = "", opener: str = "") -> None:
        """Make a menu.

        Args:
            title: What is chosen.
            choices: The choices.
            current: The value it has now; the cursor starts there.
            opener: The key that opened the menu.
        """
        super().__init__()
        self._title = title
        self._choices = tuple(choices)
        self._current = current
        self._opener = opener

    def compose(self) -> ComposeResult:
        """A list in a panel."""
        panel = Vertical(classes="panel")
        panel.border_title = self.words(self._title)
        panel.border_subtitle = self.words(self._keys)
        with panel:
            yield _Menu(self._choices, self._current)

    def on_mount(self) -> None:
        """Make the panel as wide as what it says."""
        widest = max(len(self._title), *(width_of(choice.label) + 12 for choice in self._choices), 32)
        self.query_one(".panel").styles.width = widest + 8

    @property
    def _keys(self) -> str:
        again = f"{self._opener} next · " if self._opener else ""
        return f"{again}enter take · esc leave"

    def on_key(self, event: events.Key) -> None:
        """A choice's key picks it; arrows and enter do too. Any other changes nothing, and is named."""
        if event.key == "escape":
            return
        event.stop()
        picked = self._picked_by(event)
        if picked is not None:
            self.dismiss(picked)
        elif event.key in STEPS:
            self.query_one(_Menu).step(STEPS[event.key])
            self.say_below(self._keys)
        else:
            name = event.character if event.is_printable and event.key != "space" else key_name(event.key)
            self.say_below(f"{name} is none of these · esc leave", wrong=True)

    def _picked_by(self, event: events.Key) -> str | None:
        menu = self.query_one(_Menu)
        if event.key == "enter":
            return self._choices[menu.place].value
        if self._opener and event.character == self._opener:
            return self._choices[(menu.place_of(self._current) + 1) % len(self._choices)].value
        return next((choice.value for choice in self._choices if choice.key == event.character), None)


class _Menu(LineView):
    def __init__(self, choices: Sequence[Choice], current: str) -> None:
        super().__init__()
        self._choices = tuple(choices)
        self._current = current
        self.place = self.place_of(current)

    def place_of(self, value: str) -> int:
        return next((number for number, choice in enumerate(self._choices) if choice.value == value), 0)

    def step(self, by: int) -> None:
        before, self.place = self.place, (self.place + by) % len(self._choices)
        self.refresh_line_at(before)
        self.refresh_line_at(self.place)

    def on_click(self, event: events.Click) -> None:
        if 0 <= event.y < len(self._choices):
            self.step(event.y - self.place)

    def count(self) -> int:
        return len(self._choices)

    def get_content_height(self, container: object, viewport: object, width: int) -> int:
        del container, viewport, width
        return len(self._choices)

    def draw(self, number: int, width: int) -> Line:
        del width
        choice = self._choices[number]
        now = ("  (now)", "faint") if choice.value == self._current else ("", "")
        return ((f" {choice.key}  ", "accent bold"), *choice.label, now)

    def background_of(self, number: int) -> str:
        return "cursor" if number == self.place else ""
