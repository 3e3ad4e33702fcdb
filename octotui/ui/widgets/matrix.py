"""The release roles matrix: roles down, phases across, progress in each cell, and a cursor on one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import accumulate

from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from octotui.plan.frozen import Frozen
from octotui.plan.progress import Cell
from octotui.ui.meanings import bar
from octotui.ui.text import Line, Run, fit, say, strip_of
from octotui.ui.widgets.lineview import BEAM, LineView

NAME_LEAST, NAME_MOST, GAP = 14, 27, 1
CELL_LEAST, CELL_MOST = 7, 22


class MatrixRow(Frozen):
    """A role: its name, whether it is the user's, a cell for each phase, and a sign behind each that changed."""

    key: str
    name: str
    mine: bool
    cells: tuple[Cell, ...]
    signs: tuple[Run | None, ...]


class Matrix(LineView):
    """Rows of cells, two heading lines on top, a line of totals at the end."""

    class Moved(Message):
        """The cursor is on another cell."""

    HEAD = 1
    render_lines = Widget.render_lines  # its lines are made whole by `render_line`, and kept by Textual

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # Textual's name
        """Make an empty matrix."""
        super().__init__(id=id)
        self._rows: tuple[MatrixRow, ...] = ()
        self._columns: tuple[tuple[str, str, Cell], ...] = ()
        self._current = ""
        self.row, self.column = 0, 0

    @property
    def place(self) -> tuple[str, str] | None:
        """The role and the phase under the cursor."""
        if not self._rows or not self._columns:
            return None
        return self._rows[self.row].key, self._columns[self.column][0]

    def fill(self, rows: Sequence[MatrixRow], columns: Sequence[tuple[str, str, Cell]], current: str) -> None:
        """Show rows and columns.

        Args:
            rows: The roles.
            columns: The phases: key, name, and progress over all roles.
            current: The phase that stands out.
        """
        before = self.place[0] if self.place else None
        self._rows, self._columns, self._current = tuple(rows), tuple(columns), current
        keys = [row.key for row in rows]
        self.row = keys.index(before) if before in keys else min(self.row, max(len(keys) - 1, 0))
        self.column = min(self.column, max(len(columns) - 1, 0))
        self.redraw()

    def go_to(self, role: str, phase: str | None = None) -> None:
        """Put the cursor on a role, and on a phase if one is named."""
        keys = [row.key for row in self._rows]
        phases = [column[0] for column in self._columns]
        row = keys.index(role) if role in keys else self.row
        self._move(row - self.row, (phases.index(phase) if phase in phases else self.column) - self.column)

    def count(self) -> int:
        """Headings, roles, a blank line, totals."""
        return len(self._rows) * self._apart + self.HEAD + 3 - self._apart if self._rows else 0

    @property
    def _apart(self) -> int:
        """From one role to the next: while others look on a blank line parts them, if there is room."""
        room = self.scrollable_content_region.height
        return 2 if self.presented and room >= 2 * len(self._rows) + self.HEAD + 1 else 1

    def draw(self, number: int, width: int) -> Line:
        """A line without its backgrounds; cells are drawn by ``render_line``."""
        del number, width
        return ()

    def render_line(self, y: int) -> Strip:
        """A heading, a role or the totals."""
        width = self.scrollable_content_region.width
        number = y + self.scroll_offset.y if y else 0
        if not self._rows or number >= self.count():
            return Strip.blank(width, self.base)
        name, cells = self._widths(width)
        if number == 0:
            return self._line(("  ", ""), map(self._heading, self._columns, cells), name, cells, width)
        row, between = divmod(number - self.HEAD, self._apart)
        if row < len(self._rows) and not between:
            return self._role(row, name, cells, width)
        if number < self.count() - 1:
            return Strip.blank(width, self.base)
        totals = [
            self._cell(column[2], cell, None, quiet=True) for column, cell in zip(self._columns, cells, strict=True)
        ]
        return self._line(("All roles", "muted"), totals, name, cells, width)

    def do_down(self) -> None:
        """The next role."""
        self._move(1, 0)

    def do_up(self) -> None:
        """The role before."""
        self._move(-1, 0)

    def do_left(self) -> None:
        """The phase before."""
        self._move(0, -1)

    def do_right(self) -> None:
        """The next phase."""
        self._move(0, 1)

    def do_top(self) -> None:
        """The first role."""
        self._move(-len(self._rows), 0)

    def do_bottom(self) -> None:
        """The last role."""
        self._move(len(self._rows), 0)

    def on_click(self, event: events.Click) -> None:
        """A click moves the cursor."""
        name, cells = self._widths(self.scrollable_content_region.width)
        row = (event.y + self.scroll_offset.y - self.HEAD) // self._apart
        starts = accumulate((cell + GAP for cell in cells[:-1]), initial=name)
        column = sum(start <= event.x for start in starts) - 1
        if event.y and 0 <= row < len(self._rows):
            self._move(row - self.row, max(column, 0) - self.column)

    def on_focus(self) -> None:
        """The cursor shows that the keys go here."""
        self.refresh()

    def on_blur(self) -> None:
        """The cursor shows that the keys go elsewhere."""
        self.refresh()

    def _move(self, rows: int, columns: int) -> None:
        row = min(max(self.row + rows, 0), max(len(self._rows) - 1, 0))
        column = min(max(self.column + columns, 0), max(len(self._columns) - 1, 0))
        if (row, column) != (self.row, self.column):
            self.row, self.column = row, column
            self.refresh()
            self.show_line(0 if row == 0 else row * self._apart + self.HEAD)
            self.post_message(self.Moved())

    def _widths(self, width: int) -> tuple[int, tuple[int, ...]]:
        """Cells for the names, and for each column: never less than its heading takes, if there is room for that."""
        longest = max((len(row.name) for row in self._rows), default=10)
        needed = [max(CELL_LEAST, len(name)) for _, name, _ in self._columns]
        gaps = GAP * len(needed)
        name = min(longest + 3, NAME_MOST, max(width - sum(needed) - gaps, NAME_LEAST))
        each, over = divmod(max(width - name - gaps - sum(needed), 0), max(len(needed), 1))
        return name, tuple(
            min(CELL_MOST, least + each + (place < over)) if width > sum(needed) else CELL_LEAST
            for place, least in enumerate(needed)
        )

    def _heading(self, column: tuple[str, str, Cell], cell: int) -> Line:
        key, name, _ = column
        return fit(((name, "bold accent" if key == self._current else "muted"),), cell)

    def _role(self, number: int, name: int, cells: Sequence[int], width: int) -> Strip:
        row = self._rows[number]
        here = number == self.row
        label = say(f"{'• ' if row.mine else '  '}{row.name}", "bold" if here else "")
        strips = [strip_of(fit((label,), name), name, self.inks, self.base)]
        for place, (value, sign, cell) in enumerate(zip(row.cells, row.signs, cells, strict=True)):
            chosen = here and place == self.column
            look = "quiet" if not self.has_focus else BEAM if self.presented else "cursor"
            strips.append(self.inked(self._cell(value, cell, sign, quiet=False), cell, look if chosen else ""))
            strips.append(Strip.blank(GAP, self.base))
        return Strip.join(strips).adjust_cell_length(width, self.base)

    def _cell(self, cell: Cell, width: int, sign: Run | None, *, quiet: bool) -> Line:
        if not cell.total:
            return fit(((f" {self.octotui.glyphs.dot}", "faint"),), width)
        done = cell.done == cell.total
        ink = "good" if done else "muted" if not cell.done else ""
        figure = f"{self.octotui.glyphs.done if done else ' '}{cell.done}/{cell.total}"
        room = width - len(figure) - 2
        drawn = (
            bar(100 * cell.done / cell.total, room, self.octotui.glyphs, "good" if done else "accent")
            if room > 2
            else ()
        )
        shown = "muted" if quiet else ink
        return fit((*(((figure, shown), sign) if sign else ((f"{figure} ", shown),)), *drawn), width)

    def _line(
        self, label: tuple[str, str], values: Iterable[Line], name: int, cells: Sequence[int], width: int
    ) -> Strip:
        runs: list[tuple[str, str]] = [*fit((("  ", ""), label), name)]
        for value, cell in zip(values, cells, strict=True):
            runs += [*fit(value, cell), (" " * GAP, "")]
        return strip_of(tuple(runs), width, self.inks, self.base)
