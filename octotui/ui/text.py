"""Screen text: lines of inked runs. Text from a plan comes in through `say` alone, which makes it literal."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from octotui.plan.plaintext import one_line
from octotui.ui.ink import Inks

Run = tuple[str, str]
"""A text and the name of its ink."""
Line = tuple[Run, ...]
Align = Literal["left", "right"]

ELLIPSIS = "…"


def say(text: object, ink: str = "") -> Run:
    """Text from outside as a run: on one line, no control characters, no markup."""
    return (one_line(str(text)), ink)


def line(*runs: Run | str) -> Line:
    """A line of runs; a bare string is the program's own words in the plain ink."""
    return tuple((run, "") if isinstance(run, str) else run for run in runs)


def width_of(runs: Line) -> int:
    """How many cells a line takes."""
    return sum(cell_len(text) for text, _ in runs)


def at_most(runs: Line, width: int) -> Line:
    """The line as it is, or cut with an ellipsis to so many cells."""
    return runs if width_of(runs) <= width else fit(runs, width)


def fit(runs: Line, width: int, align: Align = "left") -> Line:
    """The line in exactly so many cells: cut with an ellipsis, or padded."""
    taken = width_of(runs)
    if taken <= width:
        padding = (" " * (width - taken), "")
        return (padding, *runs) if align == "right" else (*runs, padding)
    if width <= 0:
        return ()
    room, kept = width - 1, []
    for text, ink in runs:
        cells = cell_len(text)
        if cells >= room:
            kept.append((set_cell_size(text, room) + ELLIPSIS, ink))
            break
        kept.append((text, ink))
        room -= cells
    return tuple(kept)


def wrap(text: str, width: int, ink: str = "") -> list[Line]:
    """Text from outside in lines of at most so many cells, broken at spaces; its own line breaks stay."""
    return [((one_line(row), ink),) for part in text.splitlines() or [""] for row in _rows(one_line(part), width)]


def _rows(text: str, width: int) -> Iterable[str]:
    width = max(width, 1)
    row = ""
    for word in text.split(" "):
        candidate = f"{row} {word}" if row else word
        if cell_len(candidate) <= width:
            row = candidate
            continue
        if row:
            yield row
        while cell_len(word) > width:
            head = set_cell_size(word, width).rstrip() or word[0]
            yield head
            word = word[len(head) :]  # noqa: PLW2901  # a word longer than the line is broken piece by piece
        row = word
    yield row


def strip_of(runs: Line, width: int, inks: Inks, base: Style) -> Strip:
    """The line as Textual draws it: so many cells wide, on the base style."""
    segments = [Segment(text, base + inks[ink] if ink else base) for text, ink in runs if text]
    return Strip(segments).adjust_cell_length(width, base)
