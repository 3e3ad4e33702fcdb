"""The board: columns side by side, each scrolling by itself, with a cursor on one card."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual import events
from textual.geometry import Region
from textual.strip import Strip

from octotui.ui.widgets.kanban_drawing import HEAD, Drawing, Pile, Window
from octotui.ui.widgets.things import ThingsView


class Kanban(ThingsView, can_focus=True):
    """Columns of cards, of which it draws those in sight.

    Where not all columns have room, a window of them follows the cursor.
    """

    DEFAULT_CSS = """
    Kanban { background: $background; }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # Textual's name
        """Make an empty board."""
        super().__init__(id=id)
        self._piles: Sequence[Pile] = ()
        self._places: dict[str, tuple[int, int]] = {}
        self._column, self._row = 0, 0
        self._tops: dict[str, int] = {}
        self._window = Window(0, (), 0)
        self._drawing = Drawing(self)
        self._frame: list[Strip] = []

    @property
    def key(self) -> str | None:
        """The id of the card under the cursor; None in an empty column."""
        cards = self._piles[self._column].cards if self._piles else ()
        return cards[self._row].key if cards else None

    @property
    def keys(self) -> list[str]:
        """The ids of all cards, column by column."""
        return list(self._places)

    @property
    def pile(self) -> str | None:
        """The id of the column the cursor is in."""
        return self._piles[self._column].key if self._piles else None

    def keys_in(self, pile: str) -> list[str]:
        """The ids of a column's cards, from top to bottom."""
        return [card.key for each in self._piles if each.key == pile for card in each.cards]

    def fill(self, piles: Sequence[Pile]) -> None:
        """Show these columns, from left to right; the cursor follows its card, else it stays in its place."""
        key, pile = self.key, self.pile
        self._piles = piles
        self._places = {
            card.key: (column, row) for column, each in enumerate(piles) for row, card in enumerate(each.cards)
        }
        self.marks &= self._places.keys()
        places = {each.key: number for number, each in enumerate(piles)}
        if key in self._places:
            self._column, self._row = self._places[key]
        elif pile in places:
            self._column = places[pile]
        elif not pile:  # shown for the first time: where there is something
            self._column = next((number for number, each in enumerate(piles) if each.cards), 0)
        self._column = min(self._column, max(len(piles) - 1, 0))
        self._row = self._within(self._row)
        self._drawing.forget()
        self._update()
        if self.key != key or self.pile != pile:
            self.post_message(self.Moved(self, self.key))

    def go_to(self, key: str) -> bool:
        """Put the cursor on a card; whether there is one."""
        if key in self._places:
            self._move_to(*self._places[key])
        return key in self._places

    def repaint(self, keys: Iterable[str]) -> None:
        """Draw some cards again."""
        del keys  # each is kept with its background, so that all that changed is another one
        self._update()

    def do_down(self) -> None:
        """Go to the next card of the column."""
        self._step(1)

    def do_up(self) -> None:
        """Go to the card before."""
        self._step(-1)

    def do_page_down(self) -> None:
        """Go a page down."""
        self._step(max(1, self.size.height // 4))

    def do_page_up(self) -> None:
        """Go a page up."""
        self._step(-max(1, self.size.height // 4))

    def do_top(self) -> None:
        """Go to the first card of the column."""
        self._step(-len(self._places))

    def do_bottom(self) -> None:
        """Go to the last card of the column."""
        self._step(len(self._places))

    def do_left(self) -> None:
        """Go to the column before, at the same height."""
        self._turn(-1)

    def do_right(self) -> None:
        """Go to the next column, at the same height."""
        self._turn(1)

    def render_line(self, y: int) -> Strip:
        """A line across all columns in sight."""
        return self._frame[y] if y < len(self._frame) else Strip.blank(self.size.width, self.rich_style)

    def notify_style_update(self) -> None:
        """Colours changed: draw everything again."""
        super().notify_style_update()
        self._drawing.forget()
        if self.is_mounted:
            self._update()

    def on_resize(self) -> None:
        """How many columns there are depends on the width."""
        self._drawing.forget()
        self._update()

    def on_click(self, event: events.Click) -> None:
        """A click selects, and never edits."""
        column = self._window.column_at(event.x)
        if column is None:
            return
        row, y = self._tops.get(self._piles[column].key, 0), HEAD
        for card in self._piles[column].cards[row:]:
            y += self._drawing.height_of(card, self._window.width_of(column)) + 1
            if event.y < y:
                break
            row += 1
        self._move_to(column, row)
        if event.chain == 2 and self.key:
            self.post_message(self.Opened())

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """The wheel scrolls the column under the pointer."""
        self._scroll(event.x, 1)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """The wheel scrolls the column under the pointer."""
        self._scroll(event.x, -1)

    def _step(self, by: int) -> None:
        self._move_to(self._column, self._row + by)

    def _turn(self, by: int) -> None:
        column = min(max(self._column + by, 0), max(len(self._piles) - 1, 0))
        if column != self._column:
            height = self._row - self._tops.get(self._piles[self._column].key, 0)
            self._move_to(column, self._tops.get(self._piles[column].key, 0) + height)

    def _move_to(self, column: int, row: int) -> None:
        before = self._column, self._row
        self._column = column
        self._row = self._within(row)
        self._update()
        if before != (self._column, self._row):
            self.post_message(self.Moved(self, self.key))

    def _within(self, row: int) -> int:
        """The nearest row there is in the cursor's column; 0 in an empty one."""
        cards = self._piles[self._column].cards if self._piles else ()
        return min(max(row, 0), max(len(cards) - 1, 0))

    def _scroll(self, x: int, by: int) -> None:
        column = self._window.column_at(x)
        if column is not None:
            pile = self._piles[column]
            self._tops[pile.key] = min(max(self._tops.get(pile.key, 0) + by, 0), max(len(pile.cards) - 1, 0))
            self._update(follow=False)

    def _update(self, *, follow: bool = True) -> None:
        """Draw what is in sight, and send the lines that are different; the cursor stays in sight."""
        size = self.size
        if not size or not self._piles:
            self.refresh()
            return
        self._window = Window.around(self._column, self._window.first, len(self._piles), size.width)
        if follow:
            self._bring_in_sight(size.height)
        before, self._frame = self._frame, self._drawn(size.width, size.height)
        if len(before) != len(self._frame):
            self.refresh()
            return
        pairs = enumerate(zip(before, self._frame, strict=True))
        lines = [y for y, (old, new) in pairs if old is not new and old != new]
        if lines:
            self.refresh(*(Region(0, y, size.width, 1) for y in lines))

    def _bring_in_sight(self, height: int) -> None:
        """Scroll the cursor's column as little as it takes; what is free below its last card is used."""
        pile = self._piles[self._column]
        if pile.cards:
            top = min(self._tops.get(pile.key, 0), self._row, self._start(pile, len(pile.cards) - 1, height))
            self._tops[pile.key] = max(top, self._start(pile, self._row, height))

    def _start(self, pile: Pile, last: int, height: int) -> int:
        """The first card from which on all up to the last are in sight."""
        room, width = height - HEAD - 1, self._window.width_of(self._column)
        first, taken = last, self._drawing.height_of(pile.cards[last], width)
        while first > 0:
            taken += self._drawing.height_of(pile.cards[first - 1], width) + 1
            if taken > room:
                break
            first -= 1
        return first

    def _drawn(self, width: int, height: int) -> list[Strip]:
        window, here = self._window, "cursor" if self.has_focus else "quiet"
        columns = [
            self._drawing.column(
                self._piles[number],
                self._tops.get(self._piles[number].key, 0),
                each,
                height,
                here if number == self._column else None,
            )
            for number, each in enumerate(window.widths, start=window.first)
        ]
        behind = len(self._piles) - window.first - len(columns)
        return self._drawing.across(columns, window, behind, width)
