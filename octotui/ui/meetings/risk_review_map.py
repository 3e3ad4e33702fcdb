"""The heat map beside a risk review: the risk whose turn it is, where it came from, and how many others there are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from itertools import zip_longest
from typing import Final

from octotui.plan.plan import Plan, by_id
from octotui.plan.risk_moves import Cell, Stay, came_from, cell_of
from octotui.plan.risks import IMPACTS, PROBABILITIES, Risk, score
from octotui.plan.words import short_day
from octotui.ui.glyphs import Glyphs
from octotui.ui.heat import LABEL, Look, cell_width, heat_rows, impacts_row
from octotui.ui.meanings import score_run
from octotui.ui.text import Line, fit, say
from octotui.ui.widgets.story import Story

TALL, VERY_TALL = 30, 50
"""From so many lines of the screen on, the cells are taller."""
FLAT_CELL, WORDS = 8, 34
"""The width of a cell where what is said about the map stands beside it, and the room for that."""
WIDEST: Final = 16
GAP: Final = 2
APART: Final = "   "
WHEN, WHERE = 9, 18
"""The room for a day, and for probability and impact."""


class RiskMap:
    """The heat map of a plan that is under review."""

    def __init__(self, plan: Plan, before: Plan, glyphs: Glyphs, height: int) -> None:
        """Look at a plan.

        Args:
            plan: The plan now.
            before: The plan when the review began.
            glyphs: The set to draw with.
            height: The lines of the screen: on a low one the words stand beside the map, not under it.
        """
        self._plan, self._before, self._glyphs = plan, before, glyphs
        self._is_flat = height < TALL
        self._tall = 1 if self._is_flat else 3 if height < VERY_TALL else 5

    def tell_one(self, risk: Risk, keys: tuple[str, ...], story: Story) -> None:
        """The map with one risk on it.

        Args:
            risk: The risk.
            keys: The keys that move it left, right, down and up, and those that score it up and down.
            story: Where it is told.
        """
        stay = came_from(risk, by_id(self._before.risks, risk.id))
        others = _counts(self._plan, but=risk.id)
        words: list[Line] = [(say(f"{risk.id} is {risk.status}.", "muted"),)]
        if risk.is_open:
            left, right, down, up, more, less = keys
            hints = [(*_key(f"{left} {right}", "impact"), (APART, ""), *_key(f"{down} {up}", "probability"))]
            hints.append(_key(f"{more} {less}", "score by a step"))
            words = [*self._moves(risk, stay), (), *hints]
        self._tell(lambda cell: self._look_of_one(cell, risk, stay, others[cell]), words, story)

    def tell_all(self, story: Story) -> None:
        """The map with all open risks on it, and how many there were before."""
        before, after = _counts(self._before), _counts(self._plan)
        words: Line = ((f"1{self._glyphs.arrow}2", "bold"), ("  before and after", "muted"))
        self._tell(lambda cell: self._look_of_all(before[cell], after[cell]), [words], story)

    def _tell(self, look_of: Callable[[Cell], Look], words: list[Line], story: Story) -> None:
        left = LABEL + len(IMPACTS) * FLAT_CELL + GAP
        is_beside = self._is_flat and story.width >= left + WORDS
        wide = FLAT_CELL if is_beside else cell_width(story.width, WIDEST)
        drawn = [*heat_rows(wide, look_of, self._tall), impacts_row(wide)]
        if is_beside:
            told = [line for line in words if line]
            story.rows((*fit(one, left), *other) for one, other in zip_longest(drawn, told, fillvalue=()))
        else:
            heading: list[Line] = [(("Heat map", "accent bold"), ("  open risks, probability × impact", "muted")), ()]
            story.rows([*([] if self._is_flat else heading), *drawn, (), *words])

    def _moves(self, risk: Risk, stay: Stay | None) -> list[Line]:
        """Where it is and where it came from, in words."""
        now = self._place(self._glyphs.primary, "now", cell_of(risk))
        if stay is None:
            return [now, (("  it never moved", "muted"),)]
        when = short_day(stay.seen) if stay.seen else "at start"
        up = risk.score > stay.score
        by = abs(risk.score - stay.score)
        shape, ink = (self._glyphs.up, "bad") if up else (self._glyphs.down, "good")
        moved: Line = ((f"  {shape}{by}", f"bold {ink}"),) if by else ()
        return [(*now, *moved), self._place(self._glyphs.idle, when, stay.cell)]

    def _place(self, mark: str, when: str, cell: Cell) -> Line:
        where = f"{cell[0]} × {cell[1]}"
        return ((f"{mark} ", "bold"), (f"{when:<{WHEN}}", "muted"), (f"{where:<{WHERE}}", ""), score_run(score(*cell)))

    def _look_of_one(self, cell: Cell, risk: Risk, stay: Stay | None, others: int) -> Look:
        number = str(others) if others else ""
        if risk.is_open and cell == cell_of(risk):
            return Look(f"[{self._glyphs.primary} {number}".rstrip() + "]", "background bold", stands_out=True)
        if risk.is_open and stay and cell == stay.cell:
            return Look(f"{self._glyphs.idle}{self._arrow(stay.cell, cell_of(risk))} {number}".rstrip(), "bold")
        return self._number(number)

    def _look_of_all(self, before: int, after: int) -> Look:
        if before != after:
            return Look(f"{before}{self._glyphs.arrow}{after}", "bold")
        return self._number(str(after) if after else "")

    def _number(self, number: str) -> Look:
        return Look(number or self._glyphs.dot, "" if number else "faint")

    def _arrow(self, old: Cell, new: Cell) -> str:
        """Which way it went, by impact and then by probability."""
        across = IMPACTS.index(new[1]) - IMPACTS.index(old[1])
        along = PROBABILITIES.index(new[0]) - PROBABILITIES.index(old[0])
        shapes = self._glyphs
        return (shapes.arrow if across > 0 else shapes.back if across else "") + (
            shapes.up if along > 0 else shapes.down if along else ""
        )


def _counts(plan: Plan, but: str = "") -> Counter[Cell]:
    """How many open risks stand where, without one of them."""
    return Counter(cell_of(risk) for risk in plan.risks if risk.is_open and risk.id != but)


def _key(keys: str, what: str) -> Line:
    return (keys, "accent"), (f" {what}", "muted")
