"""The project board: cards in columns, moved by a key; what breaks a rule is flagged with the reason."""

from __future__ import annotations

from collections.abc import Awaitable, Iterable, Mapping, Sequence
from functools import partial
from typing import ClassVar

from textual.app import ComposeResult

from octotui.plan.base import Entity
from octotui.plan.board import Item, columns_of
from octotui.plan.board_moves import beside, new_in
from octotui.plan.board_rules import BoardRules
from octotui.plan.board_stages import UNSORTED, Lane, lanes_of
from octotui.plan.edits import Edits, Path, Set
from octotui.plan.plan import by_id
from octotui.plan.sprint_words import days_left
from octotui.plan.sprints import current_sprint, sprint_points
from octotui.plan.words import figure
from octotui.ui.dialogs.form import Form
from octotui.ui.snapshot import Snapshot
from octotui.ui.tabs.cards import card_lines, tell_card
from octotui.ui.tabs.listing import ListTab
from octotui.ui.text import Line, fit, say
from octotui.ui.widgets.chrome import OneLine
from octotui.ui.widgets.kanban import Kanban
from octotui.ui.widgets.kanban_drawing import Card, Pile
from octotui.ui.widgets.story import Story

ROOMY = 190
"""So many columns have room for the board and, all the time, a story beside it."""
SHORT_TITLE, LONG_TITLE = 2, 3
"""So many lines of a title are shown, on a screen of few lines and on others."""


class BoardTab(ListTab):
    """Columns with their limits, cards with size, owner, sprint and flags; the story opens beside the board."""

    model = Item
    titles: ClassVar[dict[str, str]] = {"status": "column", "tick": "mark", "open": "story"}
    keeps_order = False  # the order of a column is what people made it
    teaches = (
        "The board: cards in columns, from Backlog to Done.",
        "",
        "Press a to add the first one, or write it in the file:",
        "",
        "[[items]]",
        'title = "Blue-green switch for the API"',
        'column = "in-progress"   # backlog, ready, in-progress, in-review, qa, done',
        "points = 8",
        'acceptance = ["Switch and back in under two minutes"]',
        "",
        "Other columns, and how many cards each may hold:",
        "",
        "[board]",
        'columns = ["To do", { name = "Doing", limit = 3 }, "Done"]',
    )

    SCOPED_CSS = False  # its layout follows the size of the screen, which is outside of it
    DEFAULT_CSS = """
    BoardTab > #head { dock: top; height: 1; }
    MainScreen.-tall BoardTab > #head { margin-bottom: 1; }
    MainScreen BoardTab { layout: horizontal; }
    MainScreen BoardTab > #list, MainScreen.-wide BoardTab > #list { width: 1fr; height: 100%; padding: 0 1; }
    MainScreen BoardTab > #side, MainScreen.-wide BoardTab > #side {
        display: none; width: 46; height: 100%; border-top: none; border-left: solid $foreground 14%;
    }
    MainScreen.-vast BoardTab > #side { width: 56; }
    MainScreen BoardTab.-open > #side, MainScreen BoardTab.-roomy > #side { display: block; }
    MainScreen.-narrow BoardTab.-open > #list { display: none; }
    MainScreen.-narrow BoardTab.-open > #side { width: 100%; border: none; }
    MainScreen BoardTab.-empty > #head { display: none; }
    MainScreen BoardTab.-empty > #side { display: block; width: 100%; border: none; }
    """

    @property
    def board(self) -> Kanban:
        """The columns."""
        return self.query_one("#list", Kanban)

    def compose(self) -> ComposeResult:
        """How the sprint stands, the columns, and the story."""
        yield OneLine(id="head")
        yield Kanban(id="list")
        yield self.side()

    def on_resize(self) -> None:
        """The story stays where there is room for it."""
        self.set_class(self.size.width >= ROOMY, "-roomy")

    def fill(self, things: Sequence[Entity], snapshot: Snapshot, changed: frozenset[str] | None) -> None:
        """Show these cards in their columns, and how the sprint stands."""
        del changed  # a card's change may show on those that wait on it, too
        shown = {thing.id: thing for thing in things if isinstance(thing, Item)}
        rules = BoardRules(snapshot.plan.board)
        self.board.fill([self._pile(lane, shown, snapshot, rules) for lane in _lanes(snapshot)])
        self.query_one("#head", OneLine).show(*self._head(snapshot, rules))

    def refill(self, things: Sequence[Entity]) -> None:
        """Show more or fewer cards."""
        self.fill(things, self.snapshot, None)

    def tell(self, thing: Item, snapshot: Snapshot, story: Story) -> None:
        """Everything about a card."""
        tell_card(thing, snapshot, BoardRules(snapshot.plan.board), self.glyphs, story)

    def words(self, thing: Item, snapshot: Snapshot) -> str:
        """Id, title, notes, criteria and links."""
        pr = thing.pr.url if thing.pr else ""
        return f"{super().words(thing, snapshot)} {' '.join(thing.acceptance)} {thing.issue} {pr}"

    def fields(self, thing: Item, snapshot: Snapshot) -> Mapping[str, str]:
        """``flag:lines`` (criteria, issue, pr, lines, approvals, ci), ``blocked:yes``, ``sprint:s5``, ``batch:``."""
        plan, rules = snapshot.plan, BoardRules(snapshot.plan.board)
        batch, sprint = by_id(plan.batches, thing.batch), by_id(plan.sprints, thing.sprint)
        return {
            **super().fields(thing, snapshot),
            "flag": " ".join(broken.rule for broken in rules.broken(thing)),
            "blocked": "yes" if rules.is_blocked(thing) else "no",
            "column": f"{thing.column} {rules.column_name(thing)}",
            "batch": f"{thing.batch} {batch.name if batch else ''}",
            "sprint": f"{thing.sprint} {sprint.name if sprint else ''}",
        }

    def enter(self) -> None:
        """Take the keys on the board; a story that covers it goes away."""
        self.remove_class("-open")
        super().enter()

    def do_open(self) -> Awaitable[None] | None:
        """Show the card's story, and go into it."""
        if self.story.has_focus:
            return super().do_open()
        self.add_class("-open")
        self.give_keys(self.story)
        self.call_after_refresh(self.story.on_focus)  # it has no width before, and so no parts to stand on
        return None

    def can_open(self) -> str:
        """There has to be a card."""
        return "" if self.row_path() else "There is no card here."

    def can_status(self) -> str:
        """There has to be a card."""
        return self.can_open()

    def do_status(self) -> Awaitable[None]:
        """Choose a column by a letter of its name."""
        card = self.row_thing()
        return self.choose_column(card if isinstance(card, Item) else None, self.set_status)

    def set_status(self, status: str) -> None:
        """Bring the selected cards to a column."""
        self._bring(dict.fromkeys(self._cards(self.acted_on()), status))

    def can_move_right(self) -> str:
        """Not behind the last column."""
        return "" if self._beside(1) else self.can_open() or "It is in the last column."

    def do_move_right(self) -> None:
        """Bring the selected cards one column on."""
        self._bring(self._beside(1))

    def can_move_left(self) -> str:
        """Not before the first column."""
        return "" if self._beside(-1) else self.can_open() or "It is in the first column."

    def do_move_left(self) -> None:
        """Bring the selected cards one column back."""
        self._bring(self._beside(-1))

    def can_move_down(self) -> str:
        """Not below the last card."""
        return "" if self._reordered(1) else self.can_open() or "It is at the end of its column."

    def do_move_down(self) -> None:
        """Bring the selected cards one place down in their column."""
        self.octotui.change(self._reordered(1))

    def can_move_up(self) -> str:
        """Not above the first card."""
        return "" if self._reordered(-1) else self.can_open() or "It is at the top of its column."

    def do_move_up(self) -> None:
        """Bring the selected cards one place up in their column."""
        self.octotui.change(self._reordered(-1))

    def can_tick(self) -> str:
        """A card can be marked."""
        return self.can_open()

    def do_tick(self) -> None:
        """Mark the card, or take the mark away."""
        self.do_mark()

    def _ask_new(self, model: type[Entity], area: Path) -> Awaitable[None]:
        """A new card goes into the column under the cursor."""
        if area != self.area_path():
            return super()._ask_new(model, area)
        column = self.board.pile or columns_of(self.snapshot.plan.board)[0].id
        start = new_in(self.snapshot.plan, column, self.snapshot.today)
        dialog = Form("New card", model, start, self.snapshot.today, self._suggestions())
        return self.octotui.ask(dialog, lambda values: self._add(area, model, {**start, **values}) if values else None)

    def _suggestions(self) -> dict[str, list[str]]:
        plan = self.snapshot.plan
        named = {"column": columns_of(plan.board), "batch": plan.batches, "sprint": plan.sprints}
        return super()._suggestions() | {field: [thing.id for thing in things] for field, things in named.items()}

    def _teach(self, story: Story) -> None:
        if self.has_class("-empty") or self.filter_text or self.only_mine:
            super()._teach(story)
        else:
            story.text("No card is in this column: a adds one, < and > bring some from the columns beside it.", "muted")

    def _cards(self, paths: Iterable[Path]) -> list[Path]:
        """The cards that are meant, also where the cursor is on a part of one."""
        return list(dict.fromkeys(path[:2] for path in paths if path[0] == self.area))

    def _beside(self, by: int) -> dict[Path, str]:
        """The column beside its own for each selected card that has one."""
        lanes, chosen = _lanes(self.snapshot), {path[1]: path for path in self._cards(self.selected_paths())}
        wanted = {chosen[card.id]: n + by for n, lane in enumerate(lanes) for card in lane.cards if card.id in chosen}
        ids = [lane.column.id for lane in lanes]
        return {path: ids[to] for path, to in wanted.items() if 0 <= to < len(ids) and ids[to] != UNSORTED}

    def _bring(self, columns: Mapping[Path, str]) -> None:
        plan = self.octotui.plan
        edits: Edits = tuple(
            Set((*path, "column"), item.given().get("column"), column)
            for path, column in columns.items()
            if (item := by_id(plan.items, path[1])) is not None
        )
        names = {column.id: column.name for column in columns_of(plan.board)}
        to = ", ".join(dict.fromkeys(names[column] for column in columns.values()))
        what = next(iter(columns))[1] if len(columns) == 1 else f"{len(columns)} cards"
        self.change(edits, f"{what} to {to}")

    def _reordered(self, by: int) -> Edits:
        board, moved = self.board, {path[1] for path in self._cards(self.selected_paths())}
        return beside(self.snapshot.whole, board.keys_in(board.pile or ""), moved, by)

    def _pile(self, lane: Lane, shown: Mapping[str, Item], snapshot: Snapshot, rules: BoardRules) -> Pile:
        most, glyphs = SHORT_TITLE if self.screen.has_class("-short") else LONG_TITLE, self.glyphs
        cards = [
            Card(item.id, partial(card_lines, item, snapshot, rules, glyphs, most))
            for card in lane.cards
            if (item := shown.get(card.id)) is not None
        ]
        points = f"{figure(lane.points)} pt" if lane.points else ""
        return Pile(lane.column.id, partial(self._heading, lane), points, cards)

    def _heading(self, lane: Lane, width: int) -> Line:
        """Name, and cards against the limit; over the limit with a sign."""
        limit = f"/{lane.column.limit}" if lane.column.limit is not None else ""
        sign = f"{self.glyphs.warn} " if lane.is_over else ""
        ink = "bad bold" if lane.is_over else "bold"
        right = (f" {len(lane.cards)}{limit}", "bad" if lane.is_over else "muted")
        return (*fit(((" ", ""), (sign, "bad"), say(lane.column.name, ink)), max(width - len(right[0]), 0)), right)

    def _head(self, snapshot: Snapshot, rules: BoardRules) -> tuple[Line, Line]:
        """The sprint: how long it takes still, and how its points stand; how many cards break a rule."""
        plan = snapshot.plan
        sprint = current_sprint(plan, snapshot.today)
        flagged = snapshot.kept.of("flagged", (plan.board, plan.items), lambda: _flagged(plan.items, rules))
        right: Line = ((f"{self.glyphs.warn} {flagged} flagged ", "warn"),) if flagged else ()
        if sprint is None:
            return ((("  No sprint is running.", "muted"),), right)
        points = sprint_points(snapshot.whole, snapshot.entire("sprints", sprint))
        dot = (f"  {self.glyphs.dot}  ", "faint")
        told: list[Line] = [
            (say(sprint.name or sprint.id, "bold"),),
            ((days_left(sprint, snapshot.today), "warn" if sprint.end == snapshot.today else ""),),
            ((figure(points.completed or 0), "good"), (f" of {figure(points.scope)} points done", "")),
            ((f"{figure(points.in_progress)} in progress", "muted"),),
        ]
        told += [((f"{figure(points.blocked)} blocked", "bad"),)] if points.blocked else []
        told += [(say(sprint.goal, "muted"),)] if sprint.goal else []
        return (("  ", ""), *(run for fact in told for run in (*fact, dot)))[:-1], right


def _lanes(snapshot: Snapshot) -> tuple[Lane, ...]:
    """The board, column by column, with the cards that are withheld."""
    whole = snapshot.whole
    return snapshot.kept.of("lanes", (whole.board, whole.items), lambda: lanes_of(whole))


def _flagged(items: Iterable[Item], rules: BoardRules) -> int:
    """How many cards break a rule."""
    return sum(rules.breaks_any(item) for item in items if not rules.is_done(item))
