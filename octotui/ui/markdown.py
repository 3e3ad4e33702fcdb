"""The Markdown of reports as lines to read: headings, points, boxes, bold words; every other sign stays as it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby, pairwise
from operator import itemgetter
from typing import Final

from rich.cells import cell_len

from octotui.plan.plaintext import one_line
from octotui.ui.glyphs import Glyphs
from octotui.ui.text import Line, Run, wrap

_SIGN: Final = re.compile(r"\\([!-/:-@\[-`{-~])|(\*\*)| (\[\d+\])")
"""A sign made plain, where bold begins or ends, the number of a note."""
_POINT: Final = re.compile(r"( *)(-|\d+\.) (?:(\[[ x]\]) )?(.*)")


def lines_of(markdown: str, width: int, glyphs: Glyphs) -> list[Line]:
    """A report for a width in cells.

    Args:
        markdown: What a report is: headings, points and paragraphs, each on a line of its own.
        width: The room there is.
        glyphs: The user's shapes.
    """
    lines: list[Line] = []
    for before, row in pairwise(["", *markdown.splitlines()]):
        if not row and before.startswith("### "):
            continue  # on a screen the ink parts a heading from its text
        if row.startswith("### "):
            lines += _wrapped(_runs(row[4:], "accent bold"), width)
        elif row.startswith("## "):
            lines += _wrapped(_runs(row[3:], "bold"), width)
        elif point := _POINT.fullmatch(row):
            lines += _point(point, width, glyphs)
        else:
            lines += _wrapped(_runs(row, ""), width)
    return lines


def _point(point: re.Match[str], width: int, glyphs: Glyphs) -> Iterator[Line]:
    indent, mark, box, text = point.groups()
    bullet = f"{mark} " if mark != "-" else f"{glyphs.bullet} "
    if box:
        bullet = f"{glyphs.ticked if box == '[x]' else glyphs.box} "
    lead = f"{indent}{bullet}"
    rows = _wrapped(_runs(text, ""), width - cell_len(lead))
    yield ((lead, "muted"), *rows[0])
    yield from (((" " * cell_len(lead), ""), *row) for row in rows[1:])


def _runs(text: str, ink: str) -> Iterator[Run]:
    """The text in runs: bold where it says so, the numbers of notes faint."""
    bold, here = False, 0
    for sign in _SIGN.finditer(text):
        yield text[here : sign.start()], _ink(ink, bold)
        plain, star, note = sign.groups()
        if plain:
            yield plain, _ink(ink, bold)
        elif note:
            yield f" {note}", "muted"
        bold, here = bold != bool(star), sign.end()
    yield text[here:], _ink(ink, bold)


def _ink(ink: str, bold: bool) -> str:
    return "bold" if bold and not ink else ink


def _wrapped(runs: Iterable[Run], width: int) -> list[Line]:
    """Runs in lines of at most so many cells, broken at spaces; each character keeps its ink."""
    inked = [(one_line(text), ink) for text, ink in runs]
    text = "".join(part for part, _ in inked)
    inks = [ink for part, ink in inked for _ in part]
    lines: list[Line] = []
    here = 0
    for ((row, _),) in wrap(text, width):
        here = text.index(row, here)
        lines.append(_inked(row, inks[here : here + len(row)]))
        here += len(row)
    return lines


def _inked(text: str, inks: list[str]) -> Line:
    """A text in runs of the same ink."""
    pairs = groupby(zip(text, inks, strict=True), key=itemgetter(1))
    return tuple(("".join(char for char, _ in same), ink) for ink, same in pairs)
