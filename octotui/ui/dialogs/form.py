"""The edit form, made from a model's fields: one for every area."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from datetime import date
from typing import Any, ClassVar

from rich.text import Text
from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.suggester import SuggestFromList
from textual.widgets import Input, Static, TextArea

from octotui.plan.base import Entity, fields_of
from octotui.plan.reading import explain
from octotui.plan.rules import Unfit
from octotui.ui.dialogs.base import Dialog
from octotui.ui.dialogs.fields import FormField, form_fields, typed, understood
from octotui.ui.text import Line, say
from octotui.ui.widgets.lineview import InkedWidget


class Form(Dialog[Mapping[str, Any]]):
    """All fields of a thing. The answer is the fields that were changed; None takes a field away."""

    DEFAULT_CSS = """
    Form > .panel { width: 84; height: auto; }
    Form VerticalScroll { height: auto; max-height: 100%; scrollbar-size-vertical: 1; }
    Form Horizontal { height: auto; margin-bottom: 0; }
    Form Horizontal > .label { width: 16; height: 1; color: $foreground 62%; padding: 0 1 0 0; }
    Form Horizontal.wrong > .label { color: $error; }
    Form TextArea { height: 4; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2", "take", show=False),
        Binding("down", "app.focus_next", show=False),
        Binding("up", "app.focus_previous", show=False),
    ]

    def __init__(
        self,
        title: str,
        model: type[Entity],
        values: Mapping[str, Any],
        today: date,
        suggestions: Mapping[str, Sequence[str]],
        left_out: Container[str] = (),
    ) -> None:
        """Make a form.

        Args:
            title: What is edited.
            model: Its class.
            values: What its fields hold now.
            today: The day that "+3d" counts from.
            suggestions: Words to complete, by field.
            left_out: Fields that are not asked for, and stay as they are.
        """
        super().__init__()
        self._title = title
        self._model = model
        self._fields = tuple(field for field in form_fields(model, new=not values) if field.name not in left_out)
        self._before = {field.name: typed(values.get(field.name)) for field in self._fields}
        self._today = today
        self._suggestions = suggestions
        self._leaving = False

    def compose(self) -> ComposeResult:
        """A labelled input for each field."""
        panel = Vertical(classes="panel")
        panel.border_title = self.words(self._title)
        panel.border_subtitle = self.words(KEYS)
        with panel, VerticalScroll(can_focus=False):
            for field in self._fields:
                with Horizontal(id=f"row-{field.name}"):
                    yield Static(self.words(field.title), markup=False, classes="label")
                    yield self._input(field)

    def on_mount(self) -> None:
        """Remember what the inputs make of the values: some take other line ends for their own."""
        self._before = {field.name: self._text_of(field) for field in self._fields}

    def action_leave(self) -> None:
        """Leave; what was typed is not thrown away by one key."""
        typed_something = any(self._text_of(field) != self._before[field.name] for field in self._fields)
        if typed_something and not self._leaving:
            self._leaving = True
            self.say_below("esc again forgets what you typed", wrong=True)
        else:
            super().action_leave()

    @on(Input.Changed)
    @on(TextArea.Changed)
    def _stay(self) -> None:
        self._leaving = False

    @on(Input.Submitted)
    def action_take(self) -> None:
        """Check every field; answer with what changed, or say what is wrong."""
        for row in self.query(Horizontal):
            row.remove_class("wrong")
        self.say_below(KEYS)
        changed: dict[str, Any] = {}
        for field in self._fields:
            text = self._text_of(field)
            if text == self._before[field.name]:
                continue
            try:
                value = understood(field, text, self._today)
            except ValueError as error:
                self._refuse(field.name, str(error))
                return
            changed[field.name] = value
        if self._fits(changed):
            self.dismiss(changed)

    def _fits(self, changed: Mapping[str, Any]) -> bool:
        texts = {field.name: self._text_of(field) for field in self._fields}
        for field in self._fields:
            if field.needed and not texts[field.name].strip():
                self._refuse(field.name, f"{field.title} is needed")
                return False
        needed = {field.name: texts[field.name] for field in self._fields if field.needed}
        try:
            self._model.built({**needed, **{k: v for k, v in changed.items() if v is not None}})
        except Unfit as error:
            detail = error.details[0]
            name = str(detail["loc"][0])
            what, mend = explain(self._model, name, detail)
            self._refuse(name, f"{what}; {mend}" if mend else what)
            return False
        return True

    def _refuse(self, name: str, what: str) -> None:
        self.say_below(say(what)[0], wrong=True)
        row = self.query_one(f"#row-{name}", Horizontal)
        row.add_class("wrong")
        self.set_focus(row.children[1])  # at once: `Widget.focus` waits until the next keys are typed

    def _input(self, field: FormField) -> Input | TextArea | ChoiceField:
        before = self._before[field.name]
        if field.kind in ("choice", "flag"):
            choices = field.choices or ("no", "yes")
            default = fields_of(self._model)[field.name].default
            return ChoiceField(field.name, choices, before or typed(default), given=bool(before))
        if field.kind == "long" or "\n" in before:
            return TextArea(before, tab_behavior="focus", compact=True, id=f"field-{field.name}")
        words = self._suggestions.get(field.name)
        suggester = SuggestFromList(words, case_sensitive=False) if words else None
        return Input(
            before, id=f"field-{field.name}", suggester=suggester, placeholder=HINTS.get(field.kind, ""), compact=True
        )

    def _text_of(self, field: FormField) -> str:
        widget = self.query_one(f"#field-{field.name}")
        if isinstance(widget, TextArea):
            return widget.text
        if isinstance(widget, ChoiceField):
            return widget.text
        assert isinstance(widget, Input)
        return widget.value


KEYS = "enter or f2 take · tab next field · esc leave"
HINTS = {
    "names": "a, b, c",
    "days": "2026-12-01, 2026-12-08",
    "day": "2026-12-01, fri, +3d",
    "target": "2026-12-01, fri, +3d, week 3-4",
    "moment": "2026-12-01T09:30Z",
}


class ChoiceField(InkedWidget, can_focus=True):
    """A choice on one line: left and right, or a letter of the word, change it."""

    DEFAULT_CSS = """
    ChoiceField { height: 1; width: 1fr; padding: 0 1; background: $panel; }
    ChoiceField:focus { background: $primary 20%; }
    """

    def __init__(self, name: str, choices: Sequence[str], current: str, *, given: bool) -> None:
        """Make a choice.

        Args:
            name: The field.
            choices: What may be chosen.
            current: What is chosen now.
            given: Whether the plan says so, or it is only what goes without saying.
        """
        super().__init__(id=f"field-{name}")
        self._choices = tuple(choices)
        self._place = self._choices.index(current) if current in self._choices else -1
        self._given = given

    @property
    def text(self) -> str:
        """The choice; empty if nobody made one."""
        return self._choices[self._place] if self._given and self._place >= 0 else ""

    def render(self) -> Text:
        """All choices, the one that counts in bold."""
        text = Text(no_wrap=True, overflow="ellipsis")
        for number, choice in enumerate(self._choices):
            word: Line = (say(choice.replace("-", " ")),)
            here = number == self._place
            style = self.inks["accent bold"] if here else self.inks["muted"]
            text.append(f"[{word[0][0]}]" if here else f" {word[0][0]} ", style)
            text.append(" ")
        return text

    def on_key(self, event: events.Key) -> None:
        """Left, right, space and letters choose; enter takes the form."""
        size = len(self._choices)
        if event.key in ("left", "right", "space"):
            self._choose((self._place + (-1 if event.key == "left" else 1)) % size)
        elif event.key == "enter":
            form = self.screen
            assert isinstance(form, Form)
            form.action_take()
        elif event.character and event.character.isalnum():
            order = [(self._place + step) % size for step in range(1, size + 1)]
            found = next((n for n in order if self._choices[n].startswith(event.character.lower())), None)
            if found is None:
                return
            self._choose(found)
        else:
            return
        event.stop()

    def _choose(self, place: int) -> None:
        self._place, self._given = place, True
        self.refresh()
