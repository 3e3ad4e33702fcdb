"""The base of tabs with a list: the table left, the selected thing's whole story right."""

from __future__ import annotations

from collections.abc import Awaitable, Mapping, Sequence
from functools import partial
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widget import Widget

from octotui.plan.base import Entity
from octotui.plan.edits import Path, value_at
from octotui.plan.lookup import by_id
from octotui.plan.search import Searchable, parse_filter
from octotui.session import PlanChanged
from octotui.ui.since import tell_delta
from octotui.ui.snapshot import Snapshot
from octotui.ui.tabs import View
from octotui.ui.tabs.base import Tab
from octotui.ui.tabs.editing import Editing
from octotui.ui.tabs.feed import tell_lately
from octotui.ui.text import Line
from octotui.ui.widgets.story import Story, StoryView
from octotui.ui.widgets.table import BLANK, Column, Row, Table
from octotui.ui.widgets.things import ThingsView


class ListTab(Editing, Tab):
    """A tab with a table and a story.

    A subclass says its columns, its order, its cells and its story.
    """

    columns: ClassVar[tuple[Column, ...]] = ()
    teaches: ClassVar[tuple[str, ...]] = ()
    """What the tab is for, how to add the first thing, and what it looks like in the file."""
    broad: ClassVar[bool] = False
    """Whether it has few rows and many columns: then the panes stand side by side only where every column has room."""
    keeps_order: ClassVar[bool] = True
    """Whether rows stay where they are while one works on them; not where their headings or people say the place."""
    reflects_all: ClassVar[bool] = False
    """Whether rows tell what follows from other things as well, so that any change may show on any of them."""
    can_be_filtered = True

    SCOPED_CSS = False  # its layout follows the size of the screen, which is outside of it
    DEFAULT_CSS = """
    ListTab { layout: vertical; }
    ListTab > #list { height: 55%; }
    ListTab > #side { height: 45%; border-top: solid $foreground 14%; }
    .-wide ListTab { layout: horizontal; }
    .-wide ListTab > #list { width: 61%; height: 100%; }
    .-wide ListTab > #side { width: 39%; height: 100%; border-top: none; border-left: solid $foreground 14%; }
    .-wide ListTab > #list { padding-right: 1; }
    ListTab #side StoryView { height: 1fr; }
    MainScreen.-wide ListTab.-broad { layout: vertical; }
    MainScreen.-wide ListTab.-broad > #list { width: 100%; height: 42%; padding-right: 0; }
    MainScreen.-wide ListTab.-broad > #side {
        width: 100%; height: 58%; border-left: none; border-top: solid $foreground 14%;
    }
    MainScreen.-vast ListTab.-broad { layout: horizontal; }
    MainScreen.-vast ListTab.-broad > #list { width: 61%; height: 100%; padding-right: 1; }
    MainScreen.-vast ListTab.-broad > #side {
        width: 39%; height: 100%; border-top: none; border-left: solid $foreground 14%;
    }
    ListTab.-empty > #list { display: none; }
    MainScreen.-narrow ListTab.-empty > #side, MainScreen.-wide ListTab.-empty > #side {
        width: 100%; height: 100%; border: none; padding: 2 4;
    }
    """

    def __init__(self, view: View) -> None:
        """Make the tab with its list not yet in order."""
        super().__init__(view)
        self._order: dict[str, int] = {}
        self._told: str | None = None
        self._things: list[Entity] = []
        self._places: dict[str, int] = {}
        self._texts: dict[str, Searchable] = {}
        self._known_rows: dict[str, tuple[Entity, Row]] = {}
        self.set_class(self.broad, "-broad")

    @property
    def area(self) -> str:
        """The collection that is listed."""
        return self.view.areas[0]

    @property
    def table(self) -> ThingsView:
        """The list."""
        return self.query_one("#list", ThingsView)

    def compose(self) -> ComposeResult:
        """The list, and beside it whatever the tab tells of the selected thing."""
        yield Table(self.columns, id="list")
        yield self.side()

    def side(self) -> Widget:
        """What stands beside the list."""
        return Vertical(StoryView(id="story"), id="side")

    def things(self, snapshot: Snapshot) -> Sequence[Entity]:
        """All things, in their best order."""
        things: Sequence[Entity] = getattr(snapshot.plan, self.area)
        return things

    def group_of(self, thing: Any, snapshot: Snapshot) -> Line | None:
        """The heading a thing stands under, if the list has headings."""
        del thing, snapshot
        return None

    def cells(self, thing: Any, snapshot: Snapshot) -> Sequence[Line]:
        """The cells of a row."""
        raise NotImplementedError

    def tell(self, thing: Any, snapshot: Snapshot, story: Story) -> None:
        """The whole story of a thing."""
        raise NotImplementedError

    def words(self, thing: Any, snapshot: Snapshot) -> str:
        """What the filter's words are looked for in."""
        del snapshot
        return f"{thing.id} {thing.label} {getattr(thing, 'notes', '')}"

    def fields(self, thing: Any, snapshot: Snapshot) -> Mapping[str, str]:
        """What the filter's ``field:value`` looks at."""
        owner = getattr(thing, "owner", "")
        said = thing.values() | dict(thing.extras)
        named = {name: str(value) for name, value in said.items() if isinstance(value, (str, int))}
        return {**named, "owner": f"{owner} {snapshot.plan.person_name(owner)}"}

    def is_mine(self, thing: Any, snapshot: Snapshot) -> bool:
        """Whether a thing falls to the user."""
        return snapshot.is_mine(getattr(thing, "owner", ""))

    def show(self, snapshot: Snapshot, change: PlanChanged | None) -> None:
        """Show a snapshot: only the rows that a change touches are drawn again."""
        self.stale = False
        staying = self._staying(snapshot, change) if change is not None else None
        if staying is None:
            self._show_all(snapshot, change)
        else:
            self._replace(staying)
        self.table.show_signs(self.signs(self.table.keys, self.path_of))
        if change is not None and change.source != "you":
            self.table.glow(self._named(change))
        self._tell(from_top=False)

    def _staying(self, snapshot: Snapshot, change: PlanChanged) -> list[Entity] | None:
        """What a change touches, where all rows stay in their places; None where that is not plain."""
        if self.filter_text or self.only_mine or snapshot.shown or not self.keeps_order:
            return None
        touched = self.touched(change)
        if touched is None or any(edit.path[0] != self.area or len(edit.path) < 3 for edit in change.edits):
            return None
        found = [by_id(getattr(snapshot.plan, self.area), key) for key in touched]
        there = [thing for thing in found if thing and thing.id in self._places and not self.group_of(thing, snapshot)]
        return there if len(there) == len(touched) else None

    def _replace(self, things: Sequence[Entity]) -> None:
        """Show things in the places where they were."""
        for thing in things:
            self._things[self._places[thing.id]] = thing
            self._texts.pop(thing.id, None)
        self.query_one("#list", Table).put([self._row(thing) for thing in things])

    def _show_all(self, snapshot: Snapshot, change: PlanChanged | None) -> None:
        self._things = [*self._kept_in_order(self.things(snapshot))]
        self._places = {thing.id: place for place, thing in enumerate(self._things)}
        self._texts, self._known_rows = {}, {}
        self.set_class(not self._things, "-empty")
        shown = self._filtered(snapshot)
        self.fill(shown, snapshot, self.touched(change) if change is not None else None)

    def fill(self, things: Sequence[Entity], snapshot: Snapshot, changed: frozenset[str] | None) -> None:
        """Show these things in the list; ``changed`` are the ids of those that look different, None is any of them."""
        self.query_one("#list", Table).fill(self._rows(things, snapshot), changed)

    def touched(self, change: PlanChanged) -> frozenset[str] | None:
        """The rows a change touches; None where it may be any of them."""
        if self.reflects_all or any(edit.path[0] not in (*self.view.areas, "project") for edit in change.edits):
            return None
        return self._named(change)

    def _named(self, change: PlanChanged) -> frozenset[str]:
        """The rows that a change itself is about."""
        return frozenset(
            self.key_of(edit.path) for edit in change.edits if edit.path[0] in self.view.areas and len(edit.path) > 1
        )

    def enter(self) -> None:
        """Take the keys in the list."""
        self.give_keys(self.query_one("#story") if self.has_class("-empty") else self.table)

    def get_ready_to_filter(self) -> None:
        """Put together what the filter looks at."""
        for thing in self._things:
            self._text_of(thing, self.snapshot)

    def filter(self, text: str) -> None:
        """Show only what matches."""
        super().filter(text)
        if self.stale or "changed:" in text.casefold():
            self.show(self.snapshot, None)
            return
        self.refill(self._filtered(self.snapshot))
        self._tell(from_top=False)

    def refill(self, things: Sequence[Entity]) -> None:
        """Show more or less of what was shown before."""
        self.query_one("#list", Table).fill(self._rows(things, self.snapshot), only_filtered=True)

    def do_mine(self) -> None:
        """Show only what is the user's, or all again."""
        self.only_mine = not self.only_mine
        self.show(self.snapshot, None)
        self.octotui.main.show_filter()
        whose = self.snapshot.plan.person_name(self.snapshot.who)
        self.octotui.say(f"Only what falls to {whose}; i shows all." if self.only_mine else "All are shown.")

    def do_sort(self) -> None:
        """Put the rows in their best order again."""
        self._order = {}
        self.show(self.snapshot, None)

    @property
    def story(self) -> StoryView:
        """The story beside the list."""
        return self.query_one("#story", StoryView)

    def do_open(self) -> Awaitable[None] | None:
        """Go into the story, to scroll it and to its parts; there, edit the part, or go to what it names."""
        part = self.story.part
        if part is None:
            self.give_keys(self.story)
            return None
        return self.do_edit() if part[:2] == self.row_path() else self.octotui.main.jump(part)

    def whole_of(self) -> Path | None:
        """In the story, what it is about."""
        return self.row_path() if self.story.has_focus else None

    def do_back(self) -> None:
        """Go back to the list; there, clear marks and filter."""
        if not self.table.has_focus:
            self.enter()
        elif self.table.marks:
            self.table.clear_marks()
        elif self.only_mine:
            self.do_mine()
        else:
            self.octotui.main.action_clear_filter()

    def do_mark(self) -> None:
        """Mark the row, or take the mark away."""
        self.table.toggle_mark()
        self.octotui.say(f"{len(self.table.marks)} marked: the keys act on all of them; esc clears.")

    def path_of(self, key: str) -> Path:
        """The path of a row, by its key."""
        return (self.area, key)

    def key_of(self, path: Path) -> str:
        """The key of the row that a thing, or a part of it, stands in."""
        return path[1]

    def row_path(self) -> Path | None:
        """The path of the row under the cursor."""
        key = self.table.key
        return self.path_of(key) if key else None

    def row_thing(self) -> Entity | None:
        """The thing of the row under the cursor."""
        path = self.row_path()
        thing = value_at(self.snapshot.plan, path) if path else None
        return thing if isinstance(thing, Entity) else None

    def selected_path(self) -> Path | None:
        """The part under the cursor in the story, else the thing under the cursor in the list."""
        return self.story.part or self.row_path()

    def selected_paths(self) -> tuple[Path, ...]:
        """The part under the cursor, else what is marked, else what is under the cursor in the list."""
        if self.story.part:
            return (self.story.part,)
        table = self.table  # looked up once: this is asked for at every key
        marked = [key for key in table.keys if key in table.marks] if table.marks else ()
        one = self.row_path()
        return tuple(self.path_of(key) for key in marked) or ((one,) if one else ())

    def go_to(self, path: Path) -> None:
        """Put the cursor on a thing; a filter that hides it is cleared."""
        if not self.table.go_to(self.key_of(path)):
            self.octotui.main.action_clear_filter()
            self.only_mine = False
            self.octotui.main.show_filter()
            self.show(self.snapshot, None)
            self.table.go_to(self.key_of(path))
        if len(path) == 2:
            self.give_keys(self.table)
            return
        self._tell(from_top=True)
        self.give_keys(self.story)
        self.story.go_to(path)

    @on(Table.Moved, "#list")
    def _moved(self) -> None:
        self._tell(from_top=True)
        self.octotui.main.show_footer_soon()

    @on(StoryView.Moved)
    def _moved_in_story(self) -> None:
        self.octotui.main.show_footer_soon()

    @on(Table.Opened)
    def _opened(self) -> None:
        self.do_open()

    def _tell(self, *, from_top: bool) -> None:
        view = self.query_one("#story", StoryView)
        thing = self.row_thing()
        if thing is None:
            view.tell(self._teach, from_top=True)
        else:
            view.tell(partial(self._whole_story, thing), from_top=from_top and thing.id != self._told)
        self._told = thing.id if thing else None

    def _whole_story(self, thing: Entity, story: Story) -> None:
        delta = self.snapshot.delta(self.row_path() or ())
        if delta is not None:
            story.news = partial(tell_delta, delta, self.snapshot, self.glyphs)
        self.tell(thing, self.snapshot, story)
        tell_lately(self.octotui, self.row_path() or (), story)

    def _teach(self, story: Story) -> None:
        whole, shown = self.snapshot.whole, self.snapshot.plan
        hidden = sum(len(getattr(whole, area)) - len(getattr(shown, area)) for area in self.view.areas)
        if hidden and self.has_class("-empty"):
            story.text(f"{hidden} here, hidden from those who look on: ~ shows them.", "muted")
            return
        if not self.has_class("-empty"):
            nothing = (
                "Nothing here is yours; i shows all."
                if self.only_mine
                else "Nothing matches; escape clears the filter."
            )
            story.text(nothing, "muted")
            return
        story.teach(self.teaches)

    def _filtered(self, snapshot: Snapshot) -> Sequence[Entity]:
        """The things that the filter lets through."""
        shown = [thing for thing in self._things if not self.only_mine or self.is_mine(thing, snapshot)]
        wanted = parse_filter(self.filter_text)
        if wanted.terms:
            shown = [thing for thing in shown if wanted.lets_through(self._text_of(thing, snapshot))]
        if self.filter_text or self.only_mine:
            self.octotui.main.show_found(len(shown), len(self._things))
        return shown

    def _text_of(self, thing: Entity, snapshot: Snapshot) -> Searchable:
        """What the filter looks at; it is put together once, not for each letter that is typed."""
        if thing.id not in self._texts:
            fields = {**self.fields(thing, snapshot), **self.changed_field(self.path_of(thing.id))}
            self._texts[thing.id] = Searchable(self.words(thing, snapshot), fields)
        return self._texts[thing.id]

    def _kept_in_order(self, things: Sequence[Entity]) -> Sequence[Entity]:
        """Rows do not change places while one works on them: those that were there stay in order."""
        if self._order and self.keeps_order:
            behind, places = -1.0, {}
            for thing in things:
                behind = places[thing.id] = self._order.get(thing.id, behind + 0.5)
            things = sorted(things, key=lambda thing: places[thing.id])
        self._order = {thing.id: place for place, thing in enumerate(things)}
        return things

    def _rows(self, things: Sequence[Entity], snapshot: Snapshot) -> list[Row]:
        rows: list[Row] = []
        heading: Line | None = None
        roomy = not self.screen.has_class("-short")
        for thing in things:
            group = self.group_of(thing, snapshot)
            if group is not None and group != heading:
                if rows and roomy:
                    rows.append(Row(f"{BLANK}{len(rows)}", lambda: [()], heading=True))
                rows.append(Row(f"heading {len(rows)}", partial(lambda line: [line], group), heading=True))
            heading = group
            rows.append(self._row(thing))
        return rows

    def _row(self, thing: Entity) -> Row:
        known = self._known_rows.get(thing.id)
        if known is None or known[0] is not thing:
            known = self._known_rows[thing.id] = (thing, Row(thing.id, lambda: self.cells(thing, self.snapshot)))
        return known[1]
