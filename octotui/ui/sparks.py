"""Small drawings of figures over time, in text: a row of bars, and a point on a scale."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from octotui.ui.glyphs import Glyphs
from octotui.ui.text import Line


def sparkline(values: Sequence[float], width: int, glyphs: Glyphs) -> str:
    """A row of bars, one for each of the last values, from the least of them to the greatest.

    Args:
        values: Oldest first.
        width: So many bars at most.
        glyphs: The set to draw with.
    """
    shown = values[-width:]
    if not shown:
        return ""
    low, high = min(shown), max(shown)
    steps = len(glyphs.spark) - 2  # the highest is not full, or it would touch the row above
    if high == low:
        return glyphs.spark[steps // 2] * len(shown)
    return "".join(glyphs.spark[round(steps * (value - low) / (high - low))] for value in shown)


def columns(values: Sequence[float], height: int, wide: int, most: float, glyphs: Glyphs) -> list[str]:
    """Upright bars, line by line from the top, with a gap between them.

    Args:
        values: One bar each.
        height: In lines.
        wide: Cells of a bar.
        most: What a full bar stands for.
        glyphs: The set to draw with.
    """
    steps = len(glyphs.spark)
    full = [round((height * steps - 1) * value / most) if most else 0 for value in values]  # not up to what is above
    shapes = [
        ["" if filled <= below else glyphs.spark[min(filled - below, steps) - 1] for filled in full]
        for below in range((height - 1) * steps, -1, -steps)
    ]
    return [" ".join((shape or " ") * wide for shape in row) for row in shapes]


class Scale:
    """A scale that all rows of a small chart share, from the least to the greatest figure, with a mark on it."""

    def __init__(self, values: Sequence[float], mark: float | None, width: int) -> None:
        """Lay the scale out.

        Args:
            values: What is to be shown on it; at least one.
            mark: A figure that every row shows, such as a target.
            width: In cells.
        """
        known = (*values, mark) if mark is not None else tuple(values)
        self._low, self._high = min(known), max(known)
        self._width = max(width, 2)
        self._mark = None if mark is None else self._place(mark)

    def row(self, value: float, glyphs: Glyphs, ink: str) -> Line:
        """A row with a point where the value is; where the mark is as well, the point hides it."""
        cells = [(glyphs.empty, "line")] * self._width
        if self._mark is not None:
            cells[self._mark] = (glyphs.wall, "muted")
        cells[self._place(value)] = (glyphs.point, ink)
        return tuple((shape * len(list(same)), ink) for (shape, ink), same in groupby(cells))

    def _place(self, value: float) -> int:
        span = self._high - self._low
        return round((self._width - 1) * (value - self._low) / span) if span else self._width // 2
