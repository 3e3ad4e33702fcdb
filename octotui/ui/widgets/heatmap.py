"""The risk heat map: probability by impact, a number in each cell, and a cursor to move on it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from rich.style import Style
from textual import events
from textual.message import Message
from textual.strip import Strip

from octotui.plan.risks import IMPACTS, PROBABILITIES, Impact, Probability, Risk, band_of, score
from octotui.ui.meanings import BANDS
from octotui.ui.text import Line, fit, strip_of
from octotui.ui.widgets.lineview import InkedWidget

LABEL = 8


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
        self._counts: Counter[tuple[str, str]] = Counter()
        self._risk: Risk | None = None
        self._row, self._column = 0, 0

    def show(self, risks: Sequence[Risk], selected: Risk | None) -> None:
        """Show how many of the risks are in each cell, and where the selected one is."""
        self._counts = Counter((risk.probability, risk.impact) for risk in risks)
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
        cell = min(12, max(6, (width - LABEL) // 4))
        if y == 0:
            return self._plain((("Heat map", "accent bold"), ("  open, probability × impact", "muted")), width)
        if 1 <= y <= 3:
            return self._cells(3 - y, cell, width)
        if y == 4:
            words = tuple((f"{impact:^{cell}}", "muted") for impact in IMPACTS)
            return self._plain(((" " * LABEL, ""), *words), width)
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
        cell = min(12, max(6, (self.size.width - LABEL) // 4))
        column = (event.x - LABEL) // cell
        if 1 <= event.y <= 3 and 0 <= column < len(IMPACTS):
            self._row, self._column = 3 - event.y, column
            self.refresh()

    def _go(self, rows: int, columns: int) -> None:
        self._row = min(max(self._row + rows, 0), len(PROBABILITIES) - 1)
        self._column = min(max(self._column + columns, 0), len(IMPACTS) - 1)
        self.refresh()

    def _plain(self, runs: Line, width: int) -> Strip:
        return strip_of(runs, width, self.inks, self.rich_style)

    def _cells(self, row: int, cell: int, width: int) -> Strip:
        strips = [strip_of(fit(((PROBABILITIES[row], "muted"),), LABEL), LABEL, self.inks, self.rich_style)]
        for column, impact in enumerate(IMPACTS):
            points = score(PROBABILITIES[row], impact)
            ink = BANDS[band_of(points)]
            here = self.has_focus and (row, column) == (self._row, self._column)
            strength = 0.95 if here else 0.12 + 0.05 * points
            base = self.rich_style + Style(bgcolor=self.inks.tint(ink, strength).rich_color)
            text = self._cell_text(row, column, cell, here=here)
            strips.append(strip_of(text, cell - 1, self.inks, base))
            strips.append(Strip.blank(1, self.rich_style))
        return Strip.join(strips).adjust_cell_length(width, self.rich_style)

    def _cell_text(self, row: int, column: int, cell: int, *, here: bool) -> Line:
        count = self._counts[PROBABILITIES[row], IMPACTS[column]]
        risk = self._risk
        selected = risk is not None and (risk.probability, risk.impact) == (PROBABILITIES[row], IMPACTS[column])
        number = str(count) if count else self.octotui.glyphs.dot
        text = f"[{number}]" if here else f"{self.octotui.glyphs.arrow}{number}" if selected else number
        ink = "background bold" if here else "bold" if count else "faint"
        return ((f"{text:^{cell - 1}}", ink),)
