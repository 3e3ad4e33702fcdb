"""How the board is drawn: cards on their backgrounds, columns from them, and lines across all columns.

What stays the same from one key to the next is drawn once: a card with its background, a column, a line.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from rich.style import Style
from textual.strip import Strip

from octotui.plan.frozen import Frozen
from octotui.ui.text import Line, Run, fit, strip_of
from octotui.ui.widgets.lineview import BEAM, on_background
from octotui.ui.widgets.things import ThingsView

LEAST: Final = 21
"""No column is narrower."""
GAP: Final = 1
MARGIN: Final = 3
"""On both sides, where columns are out of sight: so many are told there."""
HEAD: Final = 2
CARD: Final = ("foreground", 0.055)
"""The background of a card: an ink, and how much of it."""


class Card(Frozen):
    """A card: the id it goes by, and its lines for a width."""

    key: str
    lines: Callable[[int], Sequence[Line]]


class Pile(Frozen):
    """A column: the id it goes by, its heading for a width, a note below that, and its cards from top to bottom."""

    key: str
    heading: Callable[[int], Line]
    note: str
    cards: Sequence[Card]


class Window(Frozen):
    """The columns in sight.

    Attributes:
        first: The number of the first one.
        widths: The width of each.
        margin: What is kept free on both sides; 0 if all are in sight.
    """

    first: int
    widths: tuple[int, ...]
    margin: int

    @classmethod
    def around(cls, column: int, before: int, count: int, width: int) -> Window:
        """As many columns as have room, sharing it.

        Args:
            column: The number of the one that has to be in sight.
            before: The first one in sight until now; the window moves as little as it takes.
            count: How many columns there are.
            width: The room, in cells.
        """
        if count * (LEAST + GAP) - GAP <= width:
            shown, margin = count, 0
        else:
            shown, margin = min(max(1, (width - 2 * MARGIN + GAP) // (LEAST + GAP)), count), MARGIN
        first = min(max(before, column - shown + 1), column, count - shown)
        each, over = divmod(max(width - 2 * margin - GAP * (shown - 1), shown), shown)
        return cls(max(first, 0), tuple(each + (place < over) for place in range(shown)), margin)

    def width_of(self, column: int) -> int:
        """The width of a column in sight."""
        return self.widths[column - self.first]

    def column_at(self, x: int) -> int | None:
        """The number of the column at a cell; None between columns."""
        left = self.margin
        for place, width in enumerate(self.widths):
            if left <= x < left + width:
                return self.first + place
            left += width + GAP
        return None


class Drawing:
    """Draws one board, and keeps what it drew."""

    def __init__(self, board: ThingsView) -> None:
        """Draw for a board, with its inks."""
        self._board = board
        self._base: Style | None = None
        self._blocks: dict[tuple[str, int, str, Run], list[Strip]] = {}
        self._columns: dict[str, tuple[object, list[Strip]]] = {}
        self._rows: list[tuple[Strip, ...]] = []
        self._lines: list[Strip] = []

    def forget(self) -> None:
        """Colours, cards or the room are others."""
        self._base = None
        self._blocks.clear()
        self._columns.clear()
        self._rows, self._lines = [], []

    def height_of(self, card: Card, width: int) -> int:
        """The lines of a card."""
        return len(self._block(card, width))

    def column(self, pile: Pile, top: int, width: int, height: int, cursor: str | None) -> list[Strip]:
        """A column from its heading down.

        Args:
            pile: The column.
            top: The first card that is shown.
            width: In cells.
            height: In lines.
            cursor: Whether the cursor is here: the name of its background, or None.
        """
        board = self._board
        wanted = (pile.key, top, width, height, cursor, cursor and board.key, board.marks, board.glowing, board.signs)
        if self._columns.get(pile.key, (None,))[0] != wanted:
            self._columns[pile.key] = (wanted, self._column(pile, top, width, height, cursor))
        return self._columns[pile.key][1]

    def across(self, columns: Sequence[list[Strip]], window: Window, behind: int, width: int) -> list[Strip]:
        """Lines across columns, with how many more there are on both sides."""
        glyphs = self._board.octotui.glyphs
        gap, edge = self._plain((), GAP), self._plain((), window.margin)
        left = self._plain(((f"{glyphs.left}{window.first}" if window.first else "", "accent"),), window.margin)
        right = self._plain(((f" {behind}{glyphs.right}" if behind else "", "accent"),), window.margin)
        rows, lines = [*zip(*columns, strict=True)], []
        for y, row in enumerate(rows):
            if y and y < len(self._rows) and all(map(_same, row, self._rows[y])):
                lines.append(self._lines[y])
                continue
            parts = [strip for part in row for strip in (part, gap)][:-1]
            parts = [edge if y else left, *parts, edge if y else right]
            lines.append(Strip.join(parts).adjust_cell_length(width, self._style))
        self._rows, self._lines = rows, lines
        return lines

    @property
    def _style(self) -> Style:
        if self._base is None:
            self._base = self._board.rich_style
        return self._base

    def _column(self, pile: Pile, top: int, width: int, height: int, cursor: str | None) -> list[Strip]:
        glyphs, blank = self._board.octotui.glyphs, self._plain((), width)
        hint = f" {glyphs.up} {top} more" if top else f" {pile.note}" if pile.note else ""
        shape = glyphs.full if cursor else glyphs.empty
        ink = "accent" if cursor == "cursor" else "muted" if cursor else "line"
        rule: Line = ((shape * (width - len(hint)), ink), (hint, "muted"))
        lines = [self._plain(pile.heading(width), width), self._plain(rule, width)]
        shown = top
        for card in pile.cards[top:]:
            block = self._block(card, width)
            is_last = shown == len(pile.cards) - 1  # below the others a line is kept for how many more there are
            if len(lines) + len(block) > height - (not is_last) and shown > top:
                break
            lines += [*block, blank]
            shown += 1
        if not pile.cards:
            lines.append(self._inked(((" nothing here", "faint"),), width, cursor or ""))
        lines = [*lines[:height], *[blank] * (height - len(lines))]
        if left := len(pile.cards) - shown:
            lines[-1] = self._plain(((f" {glyphs.down} {left} more", "muted"),), width)
        return lines

    def _block(self, card: Card, width: int) -> list[Strip]:
        """A card's lines on its background."""
        look, sign = self._board.look_of(card.key), self._board.sign_of(card.key)
        known = (card.key, width, look, sign)
        if known not in self._blocks:
            first = (self._board.octotui.glyphs.pointer, "") if look == BEAM and not sign[0].strip() else sign
            self._blocks[known] = [
                self._inked((first if not number else (" ", ""), *fit(row, width - 2)), width, look or "card")
                for number, row in enumerate(card.lines(width - 2))
            ]
        return self._blocks[known]

    def _plain(self, runs: Line, width: int) -> Strip:
        return self._inked(runs, width, "")

    def _inked(self, runs: Line, width: int, background: str) -> Strip:
        base, inks = self._style, self._board.inks
        if background == "card":
            base += Style(bgcolor=inks.tint(*CARD).rich_color)
            background = ""
        return strip_of(*on_background(fit(runs, width), width, background, inks, base))


def _same(one: object, other: object) -> bool:
    return one is other
