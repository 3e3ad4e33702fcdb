"""The checklists: lists with their progress left, the chosen list's items right; space ticks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical

from octotui.config.commands import Command
from octotui.plan.base import Entity
from octotui.plan.checklists import Checklist, ChecklistItem
from octotui.plan.edits import Path, value_at
from octotui.plan.operations import tick_item
from octotui.plan.plan import by_id
from octotui.plan.search import Filter, parse_filter
from octotui.plan.words import moment_text
from octotui.session import PlanChanged
from octotui.ui.meanings import bar, tick_line
from octotui.ui.snapshot import Snapshot
from octotui.ui.tabs.editing import Editing
from octotui.ui.tabs.setting import NOTHING
from octotui.ui.text import Line, say
from octotui.ui.widgets.chrome import OneLine
from octotui.ui.widgets.story import StoryView
from octotui.ui.widgets.table import Column, Row, Table

BAR = 8
TEACHES = (
    "Checklists: kick-off, release day, incident response, or any other.",
    "",
    "Press a to add one, or write it in the file; an item is a string until somebody ticks it:",
    "",
    "[[checklists]]",
    'name = "Day of release"',
    'items = ["Hold the go/no-go", "Run the smoke tests"]',
)


class ChecklistsTab(Editing):
    """Lists, and the items of the chosen one. The keys act on the pane that has them."""

    can_be_filtered = True

    SCOPED_CSS = False  # its layout follows the size of the screen, which is outside of it
    DEFAULT_CSS = """
    ChecklistsTab { layout: vertical; }
    ChecklistsTab > #lists { height: 38%; }
    ChecklistsTab > #side { height: 62%; border-top: solid $foreground 14%; }
    .-wide ChecklistsTab { layout: horizontal; }
    .-wide ChecklistsTab > #lists { width: 42%; height: 100%; }
    .-wide ChecklistsTab > #side { width: 58%; height: 100%; border-top: none; border-left: solid $foreground 14%; }
    .-wide ChecklistsTab > #lists { padding-right: 1; }
    ChecklistsTab #head { margin-bottom: 1; }
    MainScreen.-short ChecklistsTab #head { margin: 0; }
    ChecklistsTab #items { height: 1fr; }
    ChecklistsTab #teach { height: 1fr; padding: 2 4; display: none; }
    ChecklistsTab.-empty > * { display: none; }
    ChecklistsTab.-empty > #teach { display: block; }
    """

    def compose(self) -> ComposeResult:
        """The lists, and the items of one."""
        yield Table(
            [Column("Checklist", 0, 16), Column("Done", 7, 5, align="right"), Column("", BAR, BAR, rank=1)], id="lists"
        )
        with Vertical(id="side"):
            yield OneLine(id="head")
            yield Table(
                [
                    Column("Item", 0, 36),
                    Column("Role", 20, 6, rank=1),
                    Column("By", 16, 4, rank=2),
                    Column("When", 12, 6, rank=3),
                ],
                id="items",
            )
        yield StoryView(id="teach")

    @property
    def lists(self) -> Table:
        """The lists."""
        return self.query_one("#lists", Table)

    @property
    def items(self) -> Table:
        """The items of the chosen list."""
        return self.query_one("#items", Table)

    @property
    def model(self) -> type[Entity]:  # type: ignore[override]  # it follows the pane that has the keys
        """What `a` adds: an item, or from the lists a list."""
        return ChecklistItem if self.items.has_focus else Checklist

    def show(self, snapshot: Snapshot, change: PlanChanged | None) -> None:
        """The lists with their progress, and the chosen one's items."""
        self.stale = False
        shown = [one for one in snapshot.plan.checklists if self._items_of(one, snapshot) or not self._is_filtering]
        self.set_class(not snapshot.plan.checklists, "-empty")
        ids = frozenset(edit.path[1] for edit in change.edits if len(edit.path) > 1) if change else None
        self.lists.fill([Row(one.id, partial(self._list_cells, one, snapshot)) for one in shown], ids)
        self.lists.show_signs(self.signs(self.lists.keys, lambda key: ("checklists", key)))
        self._show_items(snapshot)
        if change is not None and change.source != "you" and self.lists.key:
            mine = ("checklists", self.lists.key, "items")
            self.items.glow(
                frozenset(edit.path[3] for edit in change.edits if edit.path[:3] == mine and len(edit.path) > 3)
            )
        self.query_one("#teach", StoryView).tell(lambda story: story.teach(TEACHES), from_top=False)
        if self._is_filtering:
            found = sum(len(self._items_of(one, snapshot)) for one in snapshot.plan.checklists)
            self.octotui.main.show_found(found, sum(len(one.items) for one in snapshot.plan.checklists))

    def enter(self) -> None:
        """Take the keys in the lists."""
        self.give_keys(self.query_one("#teach") if self.has_class("-empty") else self.lists)

    def filter(self, text: str) -> None:
        """Show only items that match, and the lists that have some."""
        super().filter(text)
        self.show(self.snapshot, None)

    def selected_path(self) -> Path | None:
        """The item under the cursor; in the lists, the list."""
        if self.lists.key is None:
            return None
        chosen: Path = ("checklists", self.lists.key)
        return (*chosen, "items", self.items.key) if self.items.has_focus and self.items.key else chosen

    def selected_paths(self) -> tuple[Path, ...]:
        """What is marked in the pane with the keys, else what is under its cursor."""
        one = self.selected_path()
        table = self.items if self.items.has_focus else self.lists
        marked = [key for key in table.keys if key in table.marks]
        return tuple((*one[:-1], key) for key in marked) if marked and one else ((one,) if one else ())

    def area_path(self) -> Path:
        """A new item goes into the chosen list."""
        items_here = self.items.has_focus and self.lists.key
        return ("checklists", str(self.lists.key), "items") if items_here else ("checklists",)

    def go_to(self, path: Path) -> None:
        """Go to a list, or to an item in it."""
        self.lists.go_to(path[1])
        self._show_items(self.snapshot)
        if len(path) > 3:
            self.give_keys(self.items)
            self.items.go_to(path[3])

    def title_of(self, command: Command) -> str:
        """In the lists, the key that ticks goes to the items first."""
        return "items" if command.id == "tick" and not self.items.has_focus else super().title_of(command)

    def can_tick(self) -> str:
        """There has to be an item."""
        return "" if self.items.keys else NOTHING

    def do_tick(self) -> None:
        """Tick the items under the cursor or marked; from the lists, go to the items first."""
        if not self.items.has_focus:
            self.give_keys(self.items)
            self.octotui.say("space again ticks the item under the cursor; esc goes back to the lists.")
            return
        app = self.octotui
        edits = [
            edit for path in self.selected_paths() for edit in tick_item(app.session.plan, path, app.who, app.clock())
        ]
        paths = self.selected_paths()
        item = value_at(app.session.plan, paths[0])
        ticked = "unticked" if item.done else "ticked"
        app.change(tuple(edits), f"{ticked} “{item.text}”" if len(paths) == 1 else f"{ticked} {len(paths)} items")
        self.items.clear_marks()

    def do_mine(self) -> None:
        """Show only the items of the user's roles, or all again."""
        self.only_mine = not self.only_mine
        self.show(self.snapshot, None)
        self.octotui.main.show_filter()
        whose = self.snapshot.plan.person_name(self.snapshot.who)
        self.octotui.say(
            f"Only the items of {whose} and their roles; i shows all." if self.only_mine else "All items are shown."
        )

    def do_mark(self) -> None:
        """Mark the row, or take the mark away."""
        table = self.items if self.items.has_focus else self.lists
        table.toggle_mark()
        self.octotui.say(f"{len(table.marks)} marked: the keys act on all of them; esc clears.")

    def do_open(self) -> None:
        """Go into the list."""
        self.give_keys(self.items)

    def do_back(self) -> None:
        """Go back to the lists; there, clear marks and filter."""
        if self.items.has_focus:
            self.items.clear_marks()
            self.give_keys(self.lists)
        elif self.only_mine:
            self.do_mine()
        else:
            self.lists.clear_marks()
            self.octotui.main.action_clear_filter()

    @on(Table.Moved, "#lists")
    def _list_moved(self) -> None:
        self._show_items(self.snapshot)
        self.items.do_top()
        self.octotui.main.show_footer_soon()

    @on(Table.Opened)
    def _opened(self) -> None:
        self.do_open()

    @property
    def _is_filtering(self) -> bool:
        return bool(self.filter_text.strip()) or self.only_mine

    def _items_of(self, checklist: Checklist, snapshot: Snapshot) -> Sequence[ChecklistItem]:
        wanted = parse_filter(self.filter_text)
        return [item for item in checklist.items if self._is_shown(item, checklist, snapshot, wanted)]

    def _is_shown(self, item: ChecklistItem, checklist: Checklist, snapshot: Snapshot, wanted: Filter) -> bool:
        if self.only_mine and not snapshot.is_mine(item.owner, item.role):
            return False
        if not self.filter_text.strip():
            return True
        fields = {**_fields(item, checklist), **self.changed_field(("checklists", checklist.id, "items", item.id))}
        return wanted.matches(f"{item.text} {checklist.name} {item.notes}", fields)

    def _show_items(self, snapshot: Snapshot) -> None:
        checklist = by_id(snapshot.plan.checklists, self.lists.key or "")
        shown = self._items_of(checklist, snapshot) if checklist else ()
        self.items.fill([Row(item.id, partial(self._item_cells, item, snapshot)) for item in shown])
        listed = checklist.id if checklist else ""
        self.items.show_signs(self.signs(self.items.keys, lambda key: ("checklists", listed, "items", key)))
        self.query_one("#head", OneLine).show(self._head(checklist, snapshot) if checklist else ())

    def _head(self, checklist: Checklist, snapshot: Snapshot) -> Line:
        del snapshot
        parts = [part for part in (checklist.when, f"release {checklist.release}" if checklist.release else "") if part]
        gate: Line = (("  gate", "warn"),) if checklist.gate else ()
        return (
            ("  ", ""),
            say(checklist.name, "bold"),
            (f"  {checklist.ticked} of {len(checklist.items)}", "muted"),
            *gate,
            say("  " + f" {self.glyphs.dot} ".join(parts) if parts else "", "muted"),
        )

    def _list_cells(self, one: Checklist, snapshot: Snapshot) -> Sequence[Line]:
        del snapshot
        name = say(one.name, "muted" if one.is_done else "")
        gate: Line = (("  gate", "warn"),) if one.gate and not one.is_done else ()
        ink = "good" if one.is_done else "accent"
        figure = (f"{self.glyphs.done} " if one.is_done else "") + f"{one.ticked}/{len(one.items)}"
        return (
            (name, *gate),
            ((figure, "good" if one.is_done else "muted"),),
            bar(one.progress, BAR, self.glyphs, ink),
        )

    def _item_cells(self, item: ChecklistItem, snapshot: Snapshot) -> Sequence[Line]:
        plan = snapshot.plan
        role = by_id(plan.roles, item.role)
        mine = snapshot.is_mine(item.owner, item.role) and not item.done
        when = moment_text(item.at) if item.at else ""
        optional: Line = (("  optional", "faint"),) if item.optional else ()
        return (
            (*tick_line(item.done, item.text, self.glyphs), *optional),
            (say(role.name if role else item.role, "accent" if mine else "muted"),),
            (say(plan.person_name(item.by), "muted"),),
            ((when, "muted"),),
        )


def _fields(item: ChecklistItem, checklist: Checklist) -> Mapping[str, str]:
    done = "yes" if item.done else "no"
    return {"role": item.role, "owner": item.owner, "by": item.by, "done": done, "list": checklist.name}
