"""The commands that add, edit, delete and copy things, the same on every tab."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Iterable, Mapping, Sequence
from typing import Any, ClassVar

from octotui.plan.base import Entity
from octotui.plan.beginnings import beginning_of
from octotui.plan.data import data_of
from octotui.plan.edits import Path, value_at
from octotui.plan.naming import slug, unused
from octotui.plan.operations import add_thing, free_id, remove_thing, set_field
from octotui.plan.parts import has_to_be_named, name_of, parts_to_add, shape_at
from octotui.plan.plan import Plan
from octotui.reports.thing import as_markdown
from octotui.store.json_text import escaped
from octotui.ui.dialogs.choose import Choice, Choose, choices_of
from octotui.ui.dialogs.form import Form
from octotui.ui.tabs.raising import Raising
from octotui.ui.tabs.setting import NOTHING
from octotui.ui.text import say

PERSON_FIELDS = ("owner", "reporter", "requested_by", "by")
"""Fields that are likely to name one of the people."""


class Editing(Raising):
    """Whole things and their parts. A marked set is one step of undo."""

    model: ClassVar[type[Entity]] = Entity

    def area_path(self) -> Path:
        """The collection that a new thing goes into."""
        return (self.view.areas[0],)

    def whole_of(self) -> Path | None:
        """The thing that `a` adds a part to; None while it adds a thing to the area."""
        return None

    def offers(self) -> Sequence[tuple[type[Entity], Path]]:
        """What `a` can add here, each with where it goes: a thing; in a story, the parts of what it is about."""
        whole = self.whole_of()
        if whole is None:
            return ((self.model, self.area_path()),)
        return [(shape.model, (*whole, shape.name)) for shape in parts_to_add(value_at(self.snapshot.whole, whole))]

    def do_add(self) -> Awaitable[None]:
        """Fill in a form for a new thing; where there are several kinds, choose one first."""
        offered = {name_of(model): (model, area) for model, area in self.offers()}
        if len(offered) == 1:
            return self._ask_new(*next(iter(offered.values())))
        choices = choices_of([(kind, ((kind, ""),)) for kind in offered], taken="a")

        async def take(kind: str | None) -> None:
            if kind is not None:
                await self._ask_new(*offered[kind])

        whole = self.whole_of()
        are_parts = whole is not None and all(area[: len(whole)] == whole for _, area in offered.values())
        to = f" to {say(value_at(self.snapshot.plan, whole).label)[0]}" if whole and are_parts else ""
        return self.octotui.ask(Choose(f"Add{to}", choices), take)

    def can_add(self) -> str:
        """In a story there have to be kinds of parts that can be added."""
        return "" if self.whole_of() is None or self.offers() else "It has no parts to add."

    def _ask_new(self, model: type[Entity], area: Path) -> Awaitable[None]:
        dialog = Form(f"New {name_of(model)}", model, {}, self.snapshot.today, self._suggestions())
        return self.octotui.ask(dialog, lambda values: self._add(area, model, values) if values else None)

    def can_edit(self) -> str:
        """Something has to be selected, and its details shown."""
        path = self.selected_path()
        if path and self.snapshot.withholds(path):
            return "Its details are hidden here: ~ shows them."
        return "" if self.selected() else NOTHING

    def do_edit(self) -> Awaitable[None]:
        """Edit all fields of the selected thing."""
        thing, path = self.selected(), self.selected_path()
        assert thing is not None
        assert path is not None
        name = say(thing.label)[0] or name_of(type(thing))
        left_out = self.snapshot.withheld_fields(path)
        dialog = Form(f"Edit {name}", type(thing), thing.values(), self.snapshot.today, self._suggestions(), left_out)
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
            self.go_to((*area, entity_id))

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

    def _suggestions(self) -> dict[str, list[str]]:
        plan = self.snapshot.plan
        people = [person.id for person in plan.people]
        return {**dict.fromkeys(PERSON_FIELDS, people), "role": [role.id for role in plan.roles]}
