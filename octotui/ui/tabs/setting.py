"""The commands that set a field of what is selected, the same on every tab: they hand edits to the app."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from octotui.plan.base import Entity, fields_of
from octotui.plan.board import Item, columns_of
from octotui.plan.edits import Edit, Edits, apply, value_at
from octotui.plan.leftover import with_leftovers
from octotui.plan.operations import set_field
from octotui.plan.problems import PlanError
from octotui.plan.reading import literals
from octotui.plan.records import next_steps, status_field, with_records
from octotui.plan.targets import parse_target, target_text
from octotui.plan.wording import summarise
from octotui.ui.dialogs.ask import Ask, complaint
from octotui.ui.dialogs.choose import Choice, Choose, choices_of
from octotui.ui.dialogs.fields import FormField, understood
from octotui.ui.dialogs.pick import Option, Pick
from octotui.ui.meanings import status_line, words_of
from octotui.ui.tabs.base import Tab
from octotui.ui.text import say
from octotui.ui.widgets.table import Column

PROGRESS_STEP = 5
"""Percent."""
NOTHING = "Nothing is selected."
TICKS = ("passed", "done")
"""Fields that are ticked rather than chosen."""
OWNERS = ("owner", "lead")
"""Fields that say whose a thing is; none has both."""


class Setting(Tab):
    """Status, tick, owner, blockers, target and progress of the selected things; a marked set is one step of undo."""

    def can_status(self) -> str:
        """A status can be chosen where the model has one, and something can follow on it."""
        thing, field = self.selected(), self._status_field()
        if isinstance(thing, Item):
            return ""
        if thing is None or field is None:
            return self._needs("status")
        return (
            ""
            if next_steps(thing, field)
            else f"{thing.label} is {words_of(str(getattr(thing, field)))}: that is the end."
        )

    def do_status(self) -> Awaitable[None]:
        """Choose a status by one more key, among those that may follow; of a card, the column."""
        thing, field = self.selected(), self._status_field()
        if isinstance(thing, Item):
            return self.choose_column(thing, lambda column: self.set_all("column", column))
        assert thing is not None
        assert field is not None
        possible = next_steps(thing, field)
        current = str(getattr(thing, field))
        values = literals(fields_of(type(thing))[field].annotation)
        keyed = choices_of([(value, status_line(value, self.glyphs)) for value in values], taken="s")
        choices = [choice for choice in keyed if choice.value in (*possible, current)]  # each keeps its key
        return self._choose(f"{field.capitalize()} of {self._what_is_meant()}", choices, current, "s", self.set_status)

    def choose_column(self, card: Item | None, take: Callable[[str], None]) -> Awaitable[None]:
        """Choose a column of the board by a letter of its name."""
        columns = columns_of(self.snapshot.plan.board)
        choices = choices_of([(column.id, (say(column.name),)) for column in columns], taken="s")
        return self._choose("Column", choices, card.column if card else "", "s", take)

    def set_status(self, status: str) -> None:
        """Give the selected things a status."""
        self.set_all(self._status_field() or "status", status)

    def can_tick(self) -> str:
        """A tick is set where the model has one."""
        thing = self.selected()
        if thing is None:
            return NOTHING
        return "" if status_field(type(thing)) in TICKS else "There is nothing to tick here: s sets a status."

    def do_tick(self) -> None:
        """Tick the selected things, or take the ticks away."""
        thing = self.selected()
        assert thing is not None
        field = status_field(type(thing))
        assert field is not None
        self.set_all(field, None if getattr(thing, field) else True)

    def can_owner(self) -> str:
        """An owner can be chosen where the model has one."""
        return self._needs(*OWNERS)

    def do_owner(self) -> Awaitable[None]:
        """Choose an owner among the people, or type a name."""
        thing = self.selected()
        plan = self.snapshot.plan
        options = [
            Option(
                person.id,
                ((say(person.name or person.id),), (say(", ".join(person.roles), "muted"),)),
                f"{person.id} {person.name}",
            )
            for person in plan.people
        ]
        columns = [Column("Owner", 28), Column("Roles")]
        dialog = Pick("Owner", columns, options, free=True, start=str(getattr(thing, _owner_field(thing))))
        return self.octotui.ask(dialog, lambda picked: self._set_owner(picked[0]) if picked else None)

    def can_blockers(self) -> str:
        """Blockers can be chosen where the model has them."""
        return self._needs("blockers")

    def do_blockers(self) -> Awaitable[None]:
        """Choose what the selected thing waits on."""
        thing = self.selected()
        picked: Sequence[str] = getattr(thing, "blockers", ())
        known = [option for option in self._possible_blockers() if thing is None or option.value != thing.id]
        words = [Option(name, ((say(name),), (("words", "muted"),)), name) for name in picked]
        options = [*(word for word in words if word.value not in {option.value for option in known}), *known]
        dialog = Pick("Waits on", [Column("What"), Column("Kind", 12)], options, picked=picked, free=True)
        return self.octotui.ask(dialog, lambda names: self.set_all("blockers", names) if names is not None else None)

    def can_target(self) -> str:
        """A target can be set where the model has one."""
        return self._needs(*self.target_fields())

    def target_fields(self) -> tuple[str, ...]:
        """The field that holds the day a thing is due."""
        thing = self.selected()
        names = [name for name in ("target", "due") if thing is not None and name in fields_of(type(thing))]
        return tuple(names[:1]) or ("target",)

    def do_target(self) -> Awaitable[None]:
        """Type a target."""
        name = self.target_fields()[0]
        value = getattr(self.selected(), name, None)
        hint = "2026-12-01   fri   +3d   +2w   week 3-4   (empty: none)"
        field = FormField(name, "target")
        today = self.snapshot.today
        dialog = Ask("Target", hint, target_text(value), lambda text: complaint(lambda: parse_target(text, today)))
        return self.octotui.ask(
            dialog, lambda text: self.set_all(name, understood(field, text, today)) if text is not None else None
        )

    def can_more(self) -> str:
        """One step up is possible where there is progress."""
        return self._needs("progress")

    can_less = can_more

    can_set = can_more

    def do_more(self) -> Awaitable[None] | None:
        """Progress up by a step."""
        self.step(PROGRESS_STEP)
        return None

    def do_less(self) -> None:
        """Progress down by a step."""
        self.step(-PROGRESS_STEP)

    def do_set(self) -> Awaitable[None]:
        """Type the progress."""
        value = getattr(self.selected(), "progress", 0) or 0
        dialog = Ask("Progress, in percent", "0 to 100", f"{value:g}", _wrong_percent)
        return self.octotui.ask(dialog, lambda text: self.set_all("progress", int(text)) if text else None)

    def step(self, by: int) -> None:
        """Progress up or down, to the next multiple of the step, between 0 and 100 percent."""
        plan = self.octotui.session.plan
        edits: list[Any] = []
        for path in self.selected_paths():
            value = getattr(value_at(plan, path), "progress", 0) or 0
            wanted = (int(value) // abs(by) + 1) * abs(by) if by > 0 else -((-int(value)) // abs(by) + 1) * abs(by)
            edits += set_field(plan, (*path, "progress"), min(max(wanted, 0), 100))
        self.octotui.change(tuple(edits))

    def set_all(self, field: str, value: Any) -> None:
        """Give one field of all selected things the same value, as one step."""
        plan = self.octotui.plan
        edits: list[Edit] = []
        for path in self.acted_on():
            wanted = value
            if isinstance(value, tuple):
                wanted = self.snapshot.with_withheld(field, value_at(plan, (*path, field)) or (), value)
            edits += set_field(plan, (*path, field), wanted)
        self.change(tuple(edits))

    def change(self, edits: Edits, title: str = "") -> bool:
        """Change the plan, with the records that go with it; whether it could be."""
        app = self.octotui
        try:
            recorded = with_records(app.plan, edits, app.who, app.clock())
        except PlanError as error:
            app.say(str(error.problems[0]), "bad")
            return False
        said = title or summarise(edits, app.plan)
        return app.change(recorded, with_leftovers(said, lambda: apply(app.plan, recorded), edits))

    def _set_owner(self, name: str) -> None:
        """Give the selected things an owner; meetings and checkpoints have a lead."""
        plan = self.octotui.plan
        edits: list[Edit] = []
        for path in self.acted_on():
            edits += set_field(plan, (*path, _owner_field(value_at(plan, path))), name)
        self.change(tuple(edits))

    def _what_is_meant(self) -> str:
        """What a question calls the selected things: by id, a part by its words, marked ones by their number."""
        thing, paths = self.selected(), self.selected_paths()
        assert thing is not None
        if len(paths) > 1:
            return f"these {len(paths)}"
        return say(thing.id if type(thing).writes_id and len(paths[0]) == 2 else thing.label)[0]

    def _status_field(self) -> str | None:
        thing = self.selected()
        field = status_field(type(thing)) if thing is not None else None
        return None if field in TICKS else field

    def _needs(self, *names: str) -> str:
        thing = self.selected()
        if thing is None:
            return NOTHING
        return "" if any(name in fields_of(type(thing)) for name in names) else f"It has no {names[0]}."

    def _choose(
        self, title: str, choices: Sequence[Choice], current: str, opener: str, take: Callable[[str], None]
    ) -> Awaitable[None]:
        return self.octotui.ask(
            Choose(title, choices, current, opener), lambda value: take(value) if value is not None else None
        )

    def _possible_blockers(self) -> list[Option]:
        plan = self.snapshot.plan
        return [
            Option(
                entity.id, ((say(f"{entity.id}  {entity.label}"),), ((kind, "muted"),)), f"{entity.id} {entity.label}"
            )
            for kind, entities in (
                ("batch", plan.batches),
                ("escalation", plan.escalations),
                ("card", plan.items),
                ("issue", plan.issues),
            )
            for entity in entities
        ]


def _owner_field(thing: Entity | None) -> str:
    """The field that says whose a thing is."""
    return next((name for name in OWNERS if thing is not None and name in fields_of(type(thing))), OWNERS[0])


def _wrong_percent(text: str) -> str:
    return "" if text.isdigit() and 0 <= int(text) <= 100 else "a number from 0 to 100 is wanted"
