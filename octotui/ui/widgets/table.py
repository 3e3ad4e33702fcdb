"""The table every tab shares: rows by id, a cursor that follows its row, marks, and a glow for what just changed."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate
from typing import Final

from textual import events
from textual.strip import Strip

from octotui.plan.frozen import Frozen
from octotui.ui.text import Align, Line, fit, width_of
from octotui.ui.widgets.lineview import BEAM, LineView, Sight
from octotui.ui.widgets.things import ThingsView

SAMPLE = 200
"""So many rows are measured to find a column's width."""
GAP = 2
ROOMY: Final = 16
"""With so many lines there is room for a blank one between rows, even if not all rows fit in."""
BLANK: Final = "gap "
"""What the key of a heading begins with that is no more than a blank line."""


class Column(Frozen):
    """A column of a table.

    Attributes:
        title: Its heading; each line of it is a line of the table's head.
        most: It is as wide as its cells, but no wider than this; 0 takes what room there is.
        least: It is never narrower.
        rank: When there is no room, the columns of the highest rank go first; 0 never goes.
        align: Left, or right for numbers.
    """

    title: str
    most: int = 0
    least: int = 4
    rank: int = 0
    align: Align = "left"


class Row(Frozen):
    """A row: the id it goes by, and how to draw its cells. A heading is a line the cursor passes over."""

    key: str
    cells: Callable[[], Sequence[Line]]
    heading: bool = False


class Table(LineView, ThingsView):
    """A table of rows, of which it draws those in sight."""

    DEFAULT_CSS = """
    Table { height: 1fr; }
    """

    def __init__(self, columns: Sequence[Column], *, id: str | None = None, margin: int = 2) -> None:  # noqa: A002
        """Make an empty table.

        Args:
            columns: What it shows.
            id: Textual's id.
            margin: So many rows stay in sight above and below the cursor.
        """
        super().__init__(id=id)
        self.columns = tuple(columns)
        self._head = _lines_of(self.columns)
        self._rows: list[Row] = []
        self._place: dict[str, int] = {}
        self._tops: Sequence[int] = range(0)
        self._cursor = 0
        self._natural: tuple[int, ...] = ()
        self._measured: dict[str, tuple[int, ...]] = {}
        self._widths: dict[int, tuple[int, ...]] = {}
        self._margin = margin

    @property
    def key(self) -> str | None:
        """The id of the row under the cursor."""
        return self._rows[self._cursor].key if self._rows and not self._rows[self._cursor].heading else None

    @property
    def keys(self) -> list[str]:
        """The ids of all rows, in order."""
        return [row.key for row in self._rows if not row.heading]

    @property
    def cursor(self) -> int:
        """The number of the row under the cursor, headings counted."""
        return self._cursor

    def set_columns(self, columns: Sequence[Column]) -> None:
        """Show other columns from the next `fill` on, which has to draw everything."""
        self.columns = tuple(columns)
        self._head = _lines_of(self.columns)

    def fill(self, rows: Sequence[Row], changed: frozenset[str] | None = None, *, only_filtered: bool = False) -> None:
        """Show these rows; the cursor stays on its id, else on its place.

        Args:
            rows: The rows, in order.
            changed: The ids whose cells changed while the order stayed; None draws everything anew.
            only_filtered: Whether they are more or less of those there were, with the same cells.
        """
        same_order = changed is not None and [row.key for row in rows] == [row.key for row in self._rows]
        if same_order and changed is not None and len(changed) < SAMPLE:
            self._rows = [*rows]
            self._draw_again([self._place[key] for key in changed if key in self._place])
            return
        before, key = self.key, self.key
        self._rows = [*rows]
        self._place = {row.key: number for number, row in enumerate(rows)}
        if not only_filtered:
            self._measured.clear()
        self._natural = self._measure()
        self._widths.clear()
        self.marks = frozenset(mark for mark in self.marks if mark in self._place)
        place = self._place.get(key) if key else None
        self._cursor = self._settled(self._cursor if place is None else place)
        self.redraw()
        self.show_line(self._header_rows(self._cursor), self._margin)
        if self.key != before:
            self.post_message(self.Moved(self, self.key))

    def put(self, rows: Sequence[Row]) -> None:
        """Show other cells in some of the rows that are there."""
        numbers = [self._place[row.key] for row in rows]
        for number, row in zip(numbers, rows, strict=True):
            self._rows[number] = row
        self._draw_again(numbers)

    def go_to(self, key: str) -> bool:
        """Put the cursor on a row; whether there is one."""
        if key not in self._place:
            return False
        self._move_to(self._place[key])
        return True

    def repaint(self, keys: Iterable[str]) -> None:
        """Draw some rows again."""
        for key in keys:
            if (number := self._place.get(key)) is not None:
                self.redraw_line(number)

    def count(self) -> int:
        """The rows; the heading line of the table is not one of them."""
        return len(self._rows)

    def draw(self, number: int, width: int) -> Line:
        """A row: its cells in their columns."""
        row = self._rows[number]
        if row.heading:
            return (("  ", ""), *row.cells()[0])
        pointer = (self.octotui.glyphs.pointer if self.background_of(number) == BEAM else " ", "")
        return (self.sign_of(row.key), pointer, *self._laid_out([*row.cells()], width - GAP))

    def background_of(self, number: int) -> str:
        """That of its thing; headings have none."""
        return "" if self._rows[number].heading else self.look_of(self._rows[number].key)

    def strip_at(self, y: int, sight: Sight) -> Strip:
        """The headings stay on top; the rows scroll below."""
        if y >= self._head:
            return super().strip_at(y - self._head, sight)
        return self.kept(-1 - y, "", lambda: self._heading(y, sight.width))

    def _heading(self, y: int, width: int) -> Strip:
        titles = [((_line_of(column, y, self._head), "muted"),) for column in self.columns]
        return self.inked((("  ", ""), *self._laid_out(titles, width - GAP)), width, "")

    def redraw(self) -> None:
        """Draw all rows again; the headings take a line more, or several."""
        before = len(self._tops) and self._tops[-1]
        self._tops = self._spread()
        super().redraw()
        self._widths.clear()
        if self._tops and self._tops[-1] != before:
            self.show_line(self._header_rows(self._cursor), self._margin)

    @property
    def height_of_all(self) -> int:
        """The headings, and the rows with what is between them."""
        return self._head + (self._tops[-1] + 1 if self._tops else 0)

    def top_of(self, number: int) -> int:
        """How far below the headings a row is."""
        return self._tops[number] if number < len(self._tops) else number

    def number_at(self, top: int) -> int | None:
        """The row so far below the headings; None between rows."""
        place = bisect_right(self._tops, top) - 1  # a gap takes no line where rows stand apart
        return place if place >= 0 and self._tops[place] == top else None

    def refresh_line_at(self, number: int) -> None:
        """Repaint a row, below its place because of the headings."""
        y = self.top_of(number) - self.scroll_offset.y
        if 0 <= y < self.size.height - self._head:
            self.refresh_lines(y + self._head, 1)

    def scroll_to_line(self, number: int, margin: int) -> None:
        """The headings cover the first lines."""
        height, head = self.scrollable_content_region.height, self._head
        if height > head and number - self.scroll_offset.y >= height - head - margin:
            super().scroll_to_line(min(number + head, self.height_of_all - 1), margin)
        else:
            super().scroll_to_line(number, margin)

    def do_down(self) -> None:
        """Go to the next row."""
        self._step(1)

    def do_up(self) -> None:
        """Go to the row before."""
        self._step(-1)

    def do_page_down(self) -> None:
        """Go a page down."""
        self._step(self._page)

    def do_page_up(self) -> None:
        """Go a page up."""
        self._step(-self._page)

    def do_top(self) -> None:
        """Go to the first row."""
        self._step(-len(self._rows))

    def do_bottom(self) -> None:
        """Go to the last row."""
        self._step(len(self._rows))

    def on_click(self, event: events.Click) -> None:
        """A click selects, and never edits."""
        number = self.number_at(event.y - self._head + self.scroll_offset.y)
        if event.y >= self._head and number is not None and not self._rows[number].heading:
            self._move_to(number)
            if event.chain == 2:
                self.post_message(self.Opened())

    @property
    def _page(self) -> int:
        """How many rows there is room for, less two that stay in sight."""
        each = 1 if isinstance(self._tops, range) else 2
        return max(1, self.size.height // each - 2)

    def _spread(self) -> Sequence[int]:
        """How far down each row is: while others look on a blank line parts them, if there is room."""
        rows, room = self._rows, self.scrollable_content_region.height - self._head
        if not self.presented or room < min(ROOMY, 2 * len(rows) - 1):
            return range(len(rows))
        heights = (0 if row.key.startswith(BLANK) else 1 if row.heading else 2 for row in rows)
        return [*accumulate(heights, initial=0)][: len(rows)]

    def _step(self, by: int) -> None:
        if self._rows:
            wanted = min(max(self._cursor + by, 0), len(self._rows) - 1)
            self._move_to(self._settled(wanted, -1 if by < 0 else 1))

    def _move_to(self, number: int) -> None:
        if number == self._cursor:
            self.show_line(self._header_rows(number), self._margin)
            return
        before, self._cursor = self._cursor, number
        self.refresh_line_at(before)
        self.refresh_line_at(number)
        self.show_line(self._header_rows(number), self._margin)
        self.post_message(self.Moved(self, self.key))

    def _header_rows(self, number: int) -> int:
        """The line to bring in sight: a heading just above a row comes with it."""
        return number - 1 if number == 1 and self._rows and self._rows[0].heading else number

    def _settled(self, wanted: int, direction: int = 1) -> int:
        """The row nearest to a place that is not a heading, first in the direction one goes."""
        wanted = min(max(wanted, 0), max(len(self._rows) - 1, 0))
        for step in (direction, -direction):
            number = wanted
            while 0 <= number < len(self._rows):
                if not self._rows[number].heading:
                    return number
                number += step
        return wanted

    def _draw_again(self, numbers: Sequence[int]) -> None:
        """Draw some rows anew, by their numbers; all of them if a column gets another width."""
        for number in numbers:
            self._measured.pop(self._rows[number].key, None)
        natural, self._natural = self._natural, self._measure()
        if self._natural != natural:
            self._widths.clear()
            self.redraw()
            return
        for number in numbers:
            self.redraw_line(number)

    def _measure(self) -> tuple[int, ...]:
        """How wide the columns want to be, for their titles and the first rows; 0 for those that take what there is."""
        rows = [row for row in self._rows[:SAMPLE] if not row.heading]
        for row in rows:
            if row.key not in self._measured:
                self._measured[row.key] = tuple(map(width_of, row.cells()))
        titles = (max(column.least, *map(len, column.title.split("\n"))) for column in self.columns)
        widest = map(max, zip(titles, *(self._measured[row.key] for row in rows), strict=True))
        return tuple(min(width, column.most) for width, column in zip(widest, self.columns, strict=True))

    def _laid_out(self, cells: Sequence[Line], width: int) -> Line:
        widths = self._widths.get(width) or self._widths.setdefault(width, self._shared_out(width))
        runs: list[tuple[str, str]] = []
        for column, cell, room in zip(self.columns, cells, widths, strict=True):
            if room:
                runs += [*fit(cell, room, column.align), (" " * GAP, "")]
        return tuple(runs[:-1])

    def _shared_out(self, width: int) -> tuple[int, ...]:
        """The columns' widths: natural ones first, the rest to those that take what there is; the lesser go."""
        natural = self._natural or tuple(min(column.least, column.most) for column in self.columns)
        shown = list(range(len(self.columns)))
        while True:
            fixed = {n: natural[n] for n in shown if self.columns[n].most}
            loose = [n for n in shown if not self.columns[n].most]
            room = width - sum(fixed.values()) - GAP * (len(shown) - 1)
            least = sum(self.columns[n].least for n in loose)
            ranks = [self.columns[n].rank for n in shown]
            if room >= least or not max(ranks, default=0):
                break
            shown.remove(max(shown, key=lambda n: (self.columns[n].rank, n)))
        each, over = divmod(max(room, 0), len(loose) or 1)
        share = {n: each + (1 if place < over else 0) for place, n in enumerate(loose)}
        return tuple({**fixed, **share}.get(n, 0) for n in range(len(self.columns)))


def _lines_of(columns: Sequence[Column]) -> int:
    """So many lines the headings take."""
    return max((column.title.count("\n") + 1 for column in columns), default=1)


def _line_of(column: Column, number: int, head: int) -> str:
    """A line of a column's heading, whose last line stands just above the rows."""
    lines = column.title.split("\n")
    return [*[""] * (head - len(lines)), *lines][number]
