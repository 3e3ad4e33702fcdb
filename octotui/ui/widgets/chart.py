"""Charts as lines of a story: curves and areas in braille dots, columns in blocks, all in the theme's inks.

The dots are set by plotille, which is imported when the first chart is drawn. It is asked for shapes only, never for
colours, so that no control code can come of it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Final, TypeAlias

from octotui.plan.frozen import Frozen, replace
from octotui.plan.words import figure
from octotui.ui.glyphs import ASCII, Glyphs
from octotui.ui.text import Line, Run, fit, say, width_of

if TYPE_CHECKING:
    from plotille import Canvas

BRAILLE: Final = 0x2800
ACROSS, DOWN = 2, 4
"""The dots of a cell."""
SPACED: Final = 4
"""A dotted curve has one dot of so many."""
BAR_LEAST, BAR_MOST, BAR_GAP = 4, 9, 2
STEPS: Final = (1, 2, 2.5, 5, 10)


class Curve(Frozen):
    """A line through points.

    Attributes:
        name: What the legend calls it.
        points: x and y, from left to right.
        ink: Its ink.
        mark: What it is drawn with where only ASCII is.
        dotted: Whether it is a row of dots rather than a line, so that it is told apart without colour.
    """

    name: str
    points: Sequence[tuple[float, float]]
    ink: str
    mark: str = "*"
    dotted: bool = False


class Area(Frozen):
    """What is between two lines.

    Attributes:
        name: What the legend calls it.
        points: x, the lower y and the higher y, from left to right.
        ink: Its ink.
        mark: What it is drawn with where only ASCII is.
    """

    name: str
    points: Sequence[tuple[float, float, float]]
    ink: str
    mark: str = ":"


Shape: TypeAlias = Curve | Area


class Axes(Frozen):
    """How far a chart goes from 0, and the words under it, each at its x."""

    right: float
    top: float
    words: Sequence[tuple[float, str]] = ()


class Bar(Frozen):
    """A column: its word, its value, and a mark at what was wanted."""

    word: str
    value: float
    wanted: float | None = None
    ink: str = "accent"


def plot(shapes: Sequence[Shape], axes: Axes, width: int, height: int, glyphs: Glyphs) -> list[Line]:
    """A chart with its axes: ``height`` lines of it, one for the axis and one for the words.

    Args:
        shapes: What is drawn; the later ones are on top.
        axes: How far it goes.
        width: In cells, with the axes.
        height: In lines, without those below the axis.
        glyphs: The set to draw with.
    """
    labels = _labels(axes.top, height)
    margin = max((len(label) for label in labels.values()), default=0) + 2
    room = max(width - margin, 4)
    drawn = [(shape, _dots(_within(shape, axes), axes, room, height)) for shape in shapes]
    lines: list[Line] = []
    for row in range(height):
        lead = (f"{labels.get(row, ''):>{margin - 2}} ", "muted"), (glyphs.wall, "line")
        cells = (_cell(drawn, row, column, glyphs, grid=row in labels) for column in range(room))
        lines.append((*lead, *_joined(cells)))
    lines.append(((" " * (margin - 1), ""), (glyphs.corner + glyphs.empty * room, "line")))
    if axes.words:
        lines.append(((" " * margin, ""), (_words(axes, room), "muted")))
    return lines


def legend(shapes: Sequence[Shape], glyphs: Glyphs) -> Line:
    """What is what: a piece of each shape, and its name."""
    pieces = [
        ((_sample(shape, glyphs), shape.ink), (" ", ""), say(shape.name, "muted"), ("   ", "")) for shape in shapes
    ]
    return tuple(run for piece in pieces for run in piece)


def bars(columns: Sequence[Bar], mean: float | None, width: int, height: int, glyphs: Glyphs) -> list[Line]:
    """Columns side by side, each with its value above and its word below; the last ones, if not all have room.

    Args:
        columns: From left to right.
        mean: Where a line goes across; None is nowhere.
        width: In cells.
        height: In lines, without the words below.
        glyphs: The set to draw with.
    """
    shown = columns[-max(1, width // (BAR_LEAST + BAR_GAP)) :]
    each = min(max(width // max(len(shown), 1) - BAR_GAP, BAR_LEAST), BAR_MOST)
    top = max((max(bar.value, bar.wanted or 0) for bar in shown), default=0) or 1
    scale = (height - 1) / top  # a line is kept for the value above the highest one
    lines: list[Line] = []
    for row in range(height):
        level = height - 1 - row
        across = mean is not None and math.floor(mean * scale) == level
        gap: Run = ((glyphs.dot if across else " ") * BAR_GAP, "")
        lines.append(tuple(run for bar in shown for run in (_piece(bar, level, scale, each, glyphs, across), gap)))
    return [*lines, tuple(run for bar in shown for run in (*fit(_centred(bar.word, each), each), (" " * BAR_GAP, "")))]


def _piece(bar: Bar, level: int, scale: float, width: int, glyphs: Glyphs, across: bool) -> Run:
    """A column's cells on one level, counted from the bottom."""
    filled = bar.value * scale - level
    if filled >= 1:
        return (glyphs.spark[-1] * width, bar.ink)
    if filled * len(glyphs.spark) >= 1:
        return (glyphs.spark[int(filled * len(glyphs.spark)) - 1] * width, bar.ink)
    if level == math.ceil(bar.value * scale - 1 / len(glyphs.spark)):
        return _text(figure(bar.value), width)
    if bar.wanted is not None and math.floor(bar.wanted * scale) == level:
        return (glyphs.empty * width, "muted")
    return ((glyphs.dot if across else " ") * width, "")


def _text(text: str, width: int) -> Run:
    return (f"{text:^{width}}"[:width], "")


def _centred(text: str, width: int) -> Line:
    word = say(text, "muted")
    left = max(width - width_of((word,)), 0) // 2
    return ((" " * left, ""), word)


def _labels(top: float, height: int) -> dict[int, str]:
    """The numbers beside the axis, by row: round ones, with room between them."""
    most = max(height // 3, 1)
    power = 10 ** math.floor(math.log10(top / most)) if top > 0 else 1
    step = next((power * step for step in STEPS if power * step * most >= top), top)
    rows: dict[int, str] = {}
    for number in range(math.floor(top / step + 1e-9) + 1):
        rows[height - 1 - round(number * step / top * (height - 1))] = figure(number * step)
    return rows


def _within(shape: Shape, axes: Axes) -> Shape:
    """The shape as far as the axes go: what is beyond is drawn at the edge, and costs no more."""

    def held(value: float, most: float) -> float:
        return min(max(value, 0), most)

    if isinstance(shape, Area):
        area = [(held(x, axes.right), held(low, axes.top), held(high, axes.top)) for x, low, high in shape.points]
        return replace(shape, points=area)
    return replace(shape, points=[(held(x, axes.right), held(y, axes.top)) for x, y in shape.points])


def _dots(shape: Shape, axes: Axes, width: int, height: int) -> list[str]:
    """A shape alone, as rows of braille."""
    from plotille import Canvas

    # the canvas ends before its right and its top; the last dots are to be the ends of the axes
    right = axes.right * ACROSS * width / (ACROSS * width - 1)
    top = axes.top * DOWN * height / (DOWN * height - 1)
    canvas = Canvas(width, height, 0, 0, right, top)
    if isinstance(shape, Area):
        _shade(canvas, shape, axes, width, height)
    elif shape.dotted:
        _dot(canvas, shape)
    else:
        for (x, y), (to_x, to_y) in pairwise(shape.points):
            canvas.line(x, y, to_x, to_y)
    rows: list[str] = canvas.plot(linesep="\n").split("\n")
    return rows


def _dot(canvas: Canvas, curve: Curve) -> None:
    """Every so manyth dot of a line, counted on from one piece to the next."""
    count = 0
    for (x, y), (to_x, to_y) in pairwise(curve.points):
        steps = max(map(abs, canvas.dots_between(x, y, to_x, to_y)))
        for step in range(steps):
            if count % SPACED == 0:
                canvas.point(x + (to_x - x) * step / steps, y + (to_y - y) * step / steps)
            count += 1


def _shade(canvas: Canvas, area: Area, axes: Axes, width: int, height: int) -> None:
    """Every second dot between the lines, and every one on them."""
    across, up = axes.right / (ACROSS * width - 1), axes.top / (DOWN * height - 1)
    for (x, low, high), (to_x, to_low, to_high) in pairwise(area.points):
        for column in range(math.ceil(x / across), math.floor(to_x / across) + 1):
            part = (column * across - x) / (to_x - x)
            first, last = (round((a + (b - a) * part) / up) for a, b in ((low, to_low), (high, to_high)))
            for row in range(first, last + 1):
                if row in (first, last) or (column + row) % 2:
                    canvas.point(column * across, row * up)


def _cell(drawn: Sequence[tuple[Shape, list[str]]], row: int, column: int, glyphs: Glyphs, *, grid: bool) -> Run:
    """What is on top in a cell."""
    for shape, rows in reversed(drawn):
        if ord(rows[row][column]) != BRAILLE:
            return (shape.mark if glyphs is ASCII else rows[row][column], shape.ink)
    return (glyphs.dot if grid and column % 2 else " ", "line")


def _joined(cells: Iterator[Run]) -> Line:
    """Neighbours of one ink as one run."""
    runs: list[Run] = []
    for text, ink in cells:
        if runs and runs[-1][1] == ink:
            runs[-1] = (runs[-1][0] + text, ink)
        else:
            runs.append((text, ink))
    return tuple(runs)


def _words(axes: Axes, width: int) -> str:
    """The words under the axis, each at its place; one that has no room is left out."""
    line = ""
    for x, word in axes.words:
        place = min(round(x / axes.right * (width - 1)), width - len(word))
        if place >= len(line) + (2 if line else 0):
            line = f"{line:<{place}}{word}"
    return line


def _sample(shape: Shape, glyphs: Glyphs) -> str:
    if glyphs is ASCII:
        return shape.mark * 2
    return "⢕⢕" if isinstance(shape, Area) else "⠄⠄" if shape.dotted else "⠤⠤"
