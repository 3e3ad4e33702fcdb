"""Pick from a long list by typing part of it: the palette, the help, owners, blockers, themes."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.fuzzy import Matcher
from textual.widgets import Input

from octotui.plan.frozen import Frozen
from octotui.ui.dialogs.base import Dialog
from octotui.ui.text import Line
from octotui.ui.widgets.table import Column, Row, Table

MOST_RANKED = 400


class Option(Frozen):
    """One thing to pick.

    Attributes:
        value: What the answer holds.
        cells: How it looks, a line for each column.
        words: What the typed text is looked for in.
        heading: Whether it only parts the list.
    """

    value: str
    cells: tuple[Line, ...]
    words: str
    heading: bool = False


class _Typed(Input):
    """The input above a list. Where several may be picked, space ticks and is no letter."""

    def __init__(self, placeholder: str, *, space_is_letter: bool) -> None:
        super().__init__(placeholder=placeholder, compact=True)
        self._space_is_letter = space_is_letter

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Textual drops the bindings of keys that an input consumes, those with priority too."""
        return (self._space_is_letter or key != "space") and super().check_consume_key(key, character)


class Pick(Dialog[tuple[str, ...]]):
    """A list to pick from. The answer is the values picked; with ``free``, it may be the typed text."""

    DEFAULT_CSS = """
    Pick > .panel { width: 84; }
    Pick Table { height: auto; max-height: 22; margin-top: 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,ctrl+n", "step('down')", show=False),
        Binding("up,ctrl+p", "step('up')", show=False),
        Binding("pagedown", "step('page_down')", show=False),
        Binding("pageup", "step('page_up')", show=False),
        Binding("space", "pick", show=False, priority=True),
    ]

    def __init__(
        self,
        title: str,
        columns: Sequence[Column],
        options: Sequence[Option],
        *,
        picked: Sequence[str] | None = None,
        free: bool = False,
        start: str = "",
    ) -> None:
        """Make a list.

        Args:
            title: What is picked.
            columns: The columns of the list.
            options: What there is.
            picked: What is picked already; None allows but one pick.
            free: Whether a typed text that is not in the list is an answer.
            start: The value the cursor starts on.
        """
        super().__init__()
        self._title = title
        self._columns = tuple(columns)
        self._options = tuple(options)
        self._picked = None if picked is None else list(picked)
        self._free = free
        self._start = start

    def compose(self) -> ComposeResult:
        """An input over a table."""
        panel = Vertical(classes="panel")
        panel.border_title = self.words(self._title)
        panel.border_subtitle = self.words(self._keys)
        with panel:
            placeholder = "type to filter, or a name of your own" if self._free else "type to filter"
            yield _Typed(placeholder, space_is_letter=self._picked is None)
            yield _List(self._columns)

    def on_mount(self) -> None:
        """Start with everything there is."""
        self._fill("")
        if self._start:
            self.query_one(_List).go_to(self._start)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Space is a letter unless several may be picked."""
        del parameters
        return action != "pick" or self._picked is not None

    def action_step(self, where: str) -> None:
        """Move the cursor while the keys stay in the input."""
        getattr(self.query_one(_List), f"do_{where}")()

    def action_pick(self) -> None:
        """Pick the option under the cursor, or take the pick away."""
        key = self.query_one(_List).key
        if key is None or self._picked is None:
            return
        if key in self._picked:
            self._picked.remove(key)
        else:
            self._picked.append(key)
        self._fill(self.query_one(Input).value)

    @on(Input.Changed)
    def _filter(self, event: Input.Changed) -> None:
        self._fill(event.value)

    @on(Input.Submitted)
    @on(Table.Opened)
    def _answer(self) -> None:
        typed = self.query_one(Input).value.strip()
        key = self.query_one(_List).key
        if self._picked is not None:
            extra = [typed] if typed and self._free and key is None else []
            self.dismiss((*self._picked, *extra))
        elif key is not None:
            self.dismiss((key,))
        elif self._free and typed:
            self.dismiss((typed,))

    def _fill(self, typed: str) -> None:
        table = self.query_one(_List)
        table.marks = frozenset(self._picked or ())
        rows = [Row(option.value, partial(_cells, option), option.heading) for option in self._found(typed)]
        table.fill(rows)
        if typed:
            table.do_top()
        self._say_keys(found=bool(rows) or not typed)

    def _say_keys(self, *, found: bool) -> None:
        if found:
            self.say_below(self._keys)
        else:
            taken = ["enter take it as typed"] if self._free else []
            self.say_below(" · ".join(["nothing matches", *taken, "esc leave"]), wrong=not self._free)

    @property
    def _keys(self) -> str:
        keys = ["space tick", "enter take them"] if self._picked is not None else ["enter take"]
        return " · ".join([*keys, "↑↓ move", "esc leave"])

    def _found(self, typed: str) -> Sequence[Option]:
        if not typed.strip():
            return self._options
        options = [option for option in self._options if not option.heading]
        plain = [option for option in options if typed.casefold() in option.words.casefold()]
        if len(plain) > MOST_RANKED:
            return plain
        matcher = Matcher(typed)
        ranked = [(matcher.match(option.words), number, option) for number, option in enumerate(options)]
        return [option for score, _, option in sorted(ranked, key=lambda found: (-found[0], found[1])) if score > 0]


def _cells(option: Option) -> Sequence[Line]:
    return option.cells


class _List(Table):
    """A table that is moved from the input above it."""

    can_focus = False

    def background_of(self, number: int) -> str:
        background = super().background_of(number)
        return "cursor" if background == "quiet" else background
