"""Large letters: what is to be read from the back of a room, and in a compressed picture of the screen."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Final

from rich.cells import cell_len

if TYPE_CHECKING:
    from pyfiglet import Figlet

ABOVE: Final = {
    "\u0300": "`", "\u0301": "´", "\u0302": "^", "\u0303": "~", "\u0304": "¯", "\u0306": "˘", "\u0307": "˙",
    "\u0308": "¨", "\u0309": "?", "\u030a": "°", "\u030b": "˝", "\u030c": "ˇ", "\u031b": "'",
}  # fmt: skip
BELOW: Final = {"\u0323": ".", "\u0327": "¸", "\u0328": "˛"}
"""Accents as signs of their own: the fonts have letters of ASCII only."""
HEIGHTS: Final = {"ansi_regular": 5, "future": 3, "small": 5}
"""Lines of a letter, by the fonts of pyfiglet."""


def big(text: str, width: int, height: int, fonts: Sequence[str]) -> list[str]:
    """A text in the largest letters that there is room for.

    Args:
        text: On one line, and harmless.
        width: Cells.
        height: Lines; accents take one more above and below.
        fonts: Fonts of pyfiglet, the largest first.

    Returns:
        Its lines; just the text where there is no room, or the fonts do not know its letters.
    """
    for font in fonts:
        if HEIGHTS[font] <= height and (lines := _drawn(text, font)) is not None and cell_len(lines[-1]) <= width:
            return [line for place, line in enumerate(lines) if line.strip() or 0 < place < len(lines) - 1]
    return [text]


def _drawn(text: str, font: str) -> list[str] | None:
    letters = [letter for char in text if (letter := _letter(char, font)) is not None]
    if len(letters) < len(text) or not letters:
        return None
    return ["".join(rows) for rows in zip(*letters, strict=True)]


@cache
def _letter(char: str, font: str) -> tuple[str, ...] | None:
    """The lines of a letter, all of one width, its accents on the first and the last; None if the font has none."""
    apart = unicodedata.normalize("NFD", char)
    base, marks = apart[0], apart[1:]
    if not base.isascii() or not base.isprintable() or any(mark not in {**ABOVE, **BELOW} for mark in marks):
        return None
    rows = [" " * 2] * HEIGHTS[font] if base == " " else _figlet(base, font)
    width = max(map(len, rows))
    above = "".join(ABOVE[mark] for mark in marks if mark in ABOVE).center(width - 1).ljust(width)
    below = "".join(BELOW[mark] for mark in marks if mark in BELOW).center(width - 1).ljust(width)
    return (above, *(row.ljust(width) for row in rows), below)


def _figlet(char: str, font: str) -> list[str]:
    rows = [row.rstrip() for row in _font(font).renderText(char).split("\n")]
    rows = [*rows, *[""] * HEIGHTS[font]][: HEIGHTS[font]]
    width = max(map(len, rows)) + 1
    return [row.ljust(width) for row in rows]


@cache
def _font(name: str) -> Figlet:
    from pyfiglet import Figlet  # nobody but meetings has large letters

    return Figlet(font=name, width=200)
