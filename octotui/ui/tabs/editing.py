"""The commands that edit, the same on every tab: they make edits of what is selected and hand them to the app."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from typing import Any, ClassVar

from octotui.plan.base import Entity, fields_of
from octotui.plan.beginnings import beginning_of
from octotui.plan.data import data_of
from octotui.plan.edits import Edits, Path, value_at
from octotui.plan.naming import slug, unused
from octotui.plan.operations import add_thing, free_id, new_escalation, remove_thing, set_field
from octotui.plan.parts import has_to_be_named, name_of, parts_to_add, shape_at
from octotui.plan.plan import Plan
from octotui.plan.problems import PlanError
from octotui.plan.reading import literals
from octotui.plan.records import next_steps, status_field, with_records
from octotui.plan.targets import parse_target, target_text
from octotui.plan.wording import summarise
from octotui.reports.thing import as_markdown
from octotui.store.json_text import escaped
from octotui.ui.dialogs.ask import Ask
from octotui.ui.dialogs.choose import Choice, Choose, choices_of
from octotui.ui.dialogs.fields import FormField, understood
from octotui.ui.dialogs.form import Form
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
PERSON_FIELDS = ("owner", "reporter", "requested_by", "by")
"""Fields that are likely to name one of the people."""


class Editing(Tab):
    """Edits of the selected things. A marked set is one step of undo."""

    model: ClassVar[type[Entity]] = Entity

    def area_path(self) -> Path:
        """The collection that a new thing goes into."""
        return (self.areas[0],)

    def can_status(self) -> str:
        """A status can be chosen where the model has one, and something can follow on it."""
        thing, field = self.selected(), self._status_field()
        if thing is None or field is None:
            return self._needs("status")
        return (
            ""
            if next_steps(thing, field)
            else f"{thing.label} is {words_of(str(getattr(thing, field)))}: that is the end."
        )

    def do_status(self) -> Awaitable[None]:
        """Choose a status by one more key, among those that may follow."""
        thing, field = self.selected(), self._status_field()
        assert thing is not None
        assert field is not None
        possible = next_steps(thing, field)
        current = str(getattr(thing, field))
        values = [
            value for value in literals(type(thing).model_fields[field].annotation) if value in (*possible, current)
        ]
        choices = choices_of([(value, status_line(value, self.glyphs)) for value in values], taken="s")
        return self._choose(f"{field.capitalize()} of {self._what_is_meant()}", choices, current, "s", self.set_status)

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
        return self._needs("owner")

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
        dialog = Pick("Owner", columns, options, free=True, start=str(getattr(thing, "owner", "")))
        return self.octotui.ask(dialog, lambda picked: self.set_all("owner", picked[0]) if picked else None)

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
        dialog = Ask("Target", hint, target_text(value), lambda text: _wrong(lambda: parse_target(text, today)))
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

    def can_raise(self) -> str:
        """A blocker can be raised from anything that has an id."""
        return "" if self.selected() else NOTHING

    def do_raise(self) -> Awaitable[None]:
        """Raise a blocker from the selected thing: a level-1 escalation that says what it holds up."""
        thing, path = self.selected(), self.selected_path()
        assert thing is not None
        assert path is not None
        dialog = Ask(f"Raise a blocker on {thing.label}", "What is in the way? It starts at level 1, with the team.")
        return self.octotui.ask(dialog, lambda title: self._raise(path[1], title) if title else None)

    def whole_of(self) -> Path | None:
        """The thing that `a` adds a part to; None while it adds a thing to the area."""
        return None

    def do_add(self) -> Awaitable[None]:
        """Fill in a form for a new thing; in a story, for a new part of what it is about."""
        whole = self.whole_of()
        if whole is None:
            return self._ask_new(self.model, self.area_path())
        shapes = parts_to_add(value_at(self.snapshot.plan, whole))
        if len(shapes) == 1:
            return self._ask_new(shapes[0].model, (*whole, shapes[0].name))
        kinds = {name_of(shape.model): shape for shape in shapes}
        choices = choices_of([(kind, ((kind, ""),)) for kind in kinds], taken="a")

        async def take(kind: str | None) -> None:
            if kind is not None:
                await self._ask_new(kinds[kind].model, (*whole, kinds[kind].name))

        return self.octotui.ask(Choose(f"Add to {say(value_at(self.snapshot.plan, whole).label)[0]}", choices), take)

    def can_add(self) -> str:
        """In a story there have to be kinds of parts that can be added."""
        whole = self.whole_of()
        return "" if whole is None or parts_to_add(value_at(self.snapshot.plan, whole)) else "It has no parts to add."

    def _ask_new(self, model: type[Entity], area: Path) -> Awaitable[None]:
        dialog = Form(f"New {name_of(model)}", model, {}, self.snapshot.today, self._suggestions())
        return self.octotui.ask(dialog, lambda values: self._add(area, model, values) if values else None)

    def can_edit(self) -> str:
        """Something has to be selected."""
        return "" if self.selected() else NOTHING

    def do_edit(self) -> Awaitable[None]:
        """Edit all fields of the selected thing."""
        thing, path = self.selected(), self.selected_path()
        assert thing is not None
        assert path is not None
        name = say(thing.label)[0] or name_of(type(thing))
        dialog = Form(f"Edit {name}", type(thing), dict(thing), self.snapshot.today, self._suggestions())
        return self.octotui.ask(dialog, lambda values: self._edit(path, values) if values else None)

    def can_delete(self) -> str:
        """Something has to be selected."""
        return "" if self.selected() else NOTHING

    def do_delete(self) -> Awaitable[None]:
        """Ask, then delete."""
        paths = self.selected_paths()
        thing = self.selected()
        assert thing is not None
        named = thing.label if len(paths[0]) > 2 else f"{thing.id}, “{thing.label}”"
        what = (named or name_of(type(thing))) if len(paths) == 1 else f"these {len(paths)}"
        choices = (Choice("no", (("no, keep it", ""),), "n"), Choice("yes", (("yes, delete", "bad"),), "y"))
        dialog = Choose(f"Delete {say(what)[0]}?", choices, "no")
        return self.octotui.ask(dialog, lambda answer: self._delete(paths) if answer == "yes" else None)

    def can_copy(self) -> str:
        """Something has to be selected."""
        return "" if self.selected() else NOTHING

    def do_copy(self) -> None:
        """Copy the selected things as Markdown."""
        plan = self.snapshot.plan
        things = [value_at(plan, path) for path in self.selected_paths()]
        self.octotui.copy_text("\n\n".join(as_markdown(thing, plan) for thing in things), "as Markdown")

    can_copy_json = can_copy

    def do_copy_json(self) -> None:
        """Copy the selected things as JSON."""
        things = [{"id": path[-1], **data_of(value_at(self.snapshot.plan, path))} for path in self.selected_paths()]
        text = json.dumps(things[0] if len(things) == 1 else things, indent=2, ensure_ascii=False, default=str)
        self.octotui.copy_text(escaped(text), "as JSON")

    def set_all(self, field: str, value: Any) -> None:
        """Give one field of all selected things the same value, as one step."""
        plan = self.octotui.plan
        self.change(tuple(edit for path in self.acted_on() for edit in set_field(plan, (*path, field), value)))

    def change(self, edits: Edits, title: str = "") -> bool:
        """Change the plan, with the records that go with it; whether it could be."""
        app = self.octotui
        try:
            recorded = with_records(app.plan, edits, app.who, app.clock())
        except PlanError as error:
            app.say(str(error.problems[0]), "bad")
            return False
        return app.change(recorded, title or summarise(edits, app.plan))

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

    def _raise(self, entity_id: str, title: str) -> None:
        plan = self.octotui.session.plan
        edits = new_escalation(plan, title, "1", (entity_id,), self.octotui.who, self.octotui.clock())
        self.octotui.change(edits, f"raised {edits[0].path[1]}, level 1: {title}", plan)

    def _add(self, area: Path, model: type[Entity], values: Mapping[str, Any]) -> None:
        app = self.octotui
        plan = app.session.plan
        data = {name: value for name, value in values.items() if value is not None}
        if shape_at(type(plan), area).kind == "part":
            edits = tuple(edit for name, value in data.items() for edit in set_field(plan, (*area, name), value))
            app.change(edits, made_for=plan)
            return
        data = {**beginning_of(model, app.who, app.clock()), **data}
        title = str(data.pop("id", "") or next((data[name] for name in model.identity if name in data), ""))
        taken = {entity.id for entity in value_at(plan, area) or ()}
        if has_to_be_named(model):
            entity_id = unused(slug(title), taken)
        else:
            entity_id = free_id(plan, area, title) if model.writes_id else unused(model.implied_id(data), taken)
        if app.change(add_thing(plan, area, entity_id, data), made_for=plan):
            self.call_after_refresh(self.go_to, (*area, entity_id))

    def _edit(self, path: Path, values: Mapping[str, Any]) -> None:
        plan = self.octotui.plan
        self.change(tuple(edit for name, value in values.items() for edit in set_field(plan, (*path, name), value)))

    def _delete(self, paths: Iterable[Path]) -> None:
        plan: Plan = self.octotui.plan
        edits: list[Any] = []
        for path in reversed(tuple(paths)):
            is_part = shape_at(type(plan), path).kind == "part"
            edits += set_field(plan, path, None) if is_part else remove_thing(plan, path)
        self.octotui.change(tuple(edits))

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

    def _suggestions(self) -> dict[str, list[str]]:
        plan = self.snapshot.plan
        people = [person.id for person in plan.people]
        return {**dict.fromkeys(PERSON_FIELDS, people), "role": [role.id for role in plan.roles]}


def _wrong(read: Callable[[], object]) -> str:
    try:
        read()
    except ValueError as error:
        return str(error)
    return ""


def _wrong_percent(text: str) -> str:
    return "" if text.isdigit() and 0 <= int(text) <= 100 else "a number from 0 to 100 is wanted"
