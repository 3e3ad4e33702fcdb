"""The risk heat map: probability by impact, a number in each cell, and a cursor to move on it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from textual import events
from textual.message import Message
from textual.strip import Strip

from octotui.plan.risk_moves import Cell, cell_of
from octotui.plan.risks import IMPACTS, PROBABILITIES, Impact, Probability, Risk
from octotui.ui.heat import LABEL, Look, cell_width, heat_rows, impacts_row
from octotui.ui.text import Line, strip_of
from octotui.ui.widgets.lineview import InkedWidget


class HeatMap(InkedWidget, can_focus=True):
    """Three rows of probability, four columns of impact. Arrows move, enter filters, space puts the risk there."""

    class OfCell(Message):
        """Something about a cell."""

        def __init__(self, probability: Probability, impact: Impact) -> None:
            """Say which cell."""
            super().__init__()
            self.probability: Probability = probability
            self.impact: Impact = impact

    class Picked(OfCell):
        """A cell was entered: show what is in it."""

    class Placed(OfCell):
        """The selected risk is to be scored as this cell."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # Textual's name
        """Make an empty map."""
        super().__init__(id=id)
        self._counts: Counter[Cell] = Counter()
        self._risk: Risk | None = None
        self._row, self._column = 0, 0

    def show(self, risks: Sequence[Risk], selected: Risk | None) -> None:
        """Show how many of the risks are in each cell, and where the selected one is."""
        self._counts = Counter(map(cell_of, risks))
        self.point_at(selected)

    def point_at(self, risk: Risk | None) -> None:
        """Show where a risk is; the cursor goes there unless one is moving it."""
        self._risk = risk
        if risk is not None and not self.has_focus:
            self._row, self._column = PROBABILITIES.index(risk.probability), IMPACTS.index(risk.impact)
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """A heading, three rows from high to low, the impacts, and a line of words."""
        width = self.size.width
        if y == 0:
            return self._plain((("Heat map", "accent bold"), ("  open, probability × impact", "muted")), width)
        if 1 <= y <= 3:
            return self._plain(heat_rows(cell_width(width), self._look_of)[y - 1], width)
        if y == 4:
            return self._plain(impacts_row(cell_width(width)), width)
        if y == 5 and self.has_focus:
            return self._plain(
                (("enter", "accent"), (" show these  ", "muted"), ("space", "accent"), (" score it so", "muted")), width
            )
        return self._plain((), width)

    def do_left(self) -> None:
        """A lesser impact."""
        self._go(0, -1)

    def do_right(self) -> None:
        """A greater impact."""
        self._go(0, 1)

    def do_up(self) -> None:
        """A higher probability."""
        self._go(1, 0)

    def do_down(self) -> None:
        """A lower probability."""
        self._go(-1, 0)

    def do_open(self) -> None:
        """Show the risks of the cell."""
        self.post_message(self.Picked(PROBABILITIES[self._row], IMPACTS[self._column]))

    def can_tick(self) -> str:
        """A risk has to be selected in the register."""
        return "" if self._risk else "No risk is selected in the register."

    def do_tick(self) -> None:
        """Score the selected risk as this cell."""
        self.post_message(self.Placed(PROBABILITIES[self._row], IMPACTS[self._column]))

    def on_focus(self) -> None:
        """Show the cursor."""
        self.refresh()

    def on_blur(self) -> None:
        """The cursor goes back to the selected risk."""
        self.point_at(self._risk)

    def on_click(self, event: events.Click) -> None:
        """A click moves the cursor."""
        column = (event.x - LABEL) // cell_width(self.size.width)
        if 1 <= event.y <= 3 and 0 <= column < len(IMPACTS):
            self._row, self._column = 3 - event.y, column
            self.refresh()

    def _go(self, rows: int, columns: int) -> None:
        self._row = min(max(self._row + rows, 0), len(PROBABILITIES) - 1)
        self._column = min(max(self._column + columns, 0), len(IMPACTS) - 1)
        self.refresh()

    def _plain(self, runs: Line, width: int) -> Strip:
        return strip_of(runs, width, self.inks, self.rich_style)

    def _look_of(self, cell: Cell) -> Look:
        count, risk = self._counts[cell], self._risk
        number = str(count) if count else self.octotui.glyphs.dot
        if self.has_focus and cell == (PROBABILITIES[self._row], IMPACTS[self._column]):
            return Look(f"[{number}]", "background bold", stands_out=True)
        selected = risk is not None and cell_of(risk) == cell
        return Look(f"{self.octotui.glyphs.arrow}{number}" if selected else number, "bold" if count else "faint")
