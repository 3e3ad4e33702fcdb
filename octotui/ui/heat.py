"""The heat map of risks, drawn in lines: probability by impact, from the worst row down."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple

from octotui.plan.risk_moves import Cell
from octotui.plan.risks import IMPACTS, PROBABILITIES, Probability, band_of, score
from octotui.ui.meanings import BANDS
from octotui.ui.text import Line, at_most, fit

LABEL: Final = 8
NARROWEST, WIDEST = 6, 12
HERE: Final = 95
"""Percent of a cell's ink where one is."""


class Look(NamedTuple):
    """How a cell looks: what it says, in which ink, and whether it stands out from all others."""

    text: str
    ink: str = ""
    stands_out: bool = False


def cell_width(width: int, widest: int = WIDEST) -> int:
    """The cells of the screen for each cell of the map, and the gap behind it."""
    return min(widest, max(NARROWEST, (width - LABEL) // len(IMPACTS)))


def heat_rows(wide: int, look_of: Callable[[Cell], Look], tall: int = 1) -> list[Line]:
    """The rows of the map.

    Args:
        wide: See `cell_width`.
        look_of: Tells how a cell looks.
        tall: Lines of each row; what a cell says stands on the middle one.
    """
    return [
        _row(probability, wide, look_of, said=number == tall // 2)
        for probability in reversed(PROBABILITIES)
        for number in range(tall)
    ]


def impacts_row(wide: int) -> Line:
    """What stands below the columns."""
    return ((" " * LABEL, ""), *((f"{impact:^{wide}}", "muted") for impact in IMPACTS))


def _row(probability: Probability, wide: int, look_of: Callable[[Cell], Look], *, said: bool) -> Line:
    runs = list(fit(((probability if said else "", "muted"),), LABEL))
    for impact in IMPACTS:
        look, points = look_of((probability, impact)), score(probability, impact)
        percent = HERE if look.stands_out else 12 + 5 * points
        ((text, _),) = at_most(((look.text if said else "", ""),), wide - 1)
        runs += [(f"{text:^{wide - 1}}", f"{look.ink} {BANDS[band_of(points)]}@{percent}".strip()), (" ", "")]
    return tuple(runs)
