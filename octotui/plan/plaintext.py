"""Text from outside made harmless: on one line, with nothing in it that a terminal obeys."""

from __future__ import annotations

import re
from typing import Final

_MARKS: Final = "[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f]"
UNSAFE: Final = re.compile(
    "[\x00-\x1f\x7f-\x9f"  # C0, DEL, C1
    "\u200b\u2060-\u2064\ufeff"  # no width; a joiner U+200D stays, emoji are made of it
    "\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f"  # line and paragraph separators, writing directions
    "\ud800-\udfff]"  # halves of a character, which no file and no terminal can take
    f"|(?<={_MARKS}{{4}}){_MARKS}+"  # marks piled up over the lines above
    "|(?<=\u200d)\u200d+"
)
"""What a text from outside must not bring along to a terminal."""
_STAND_INS: Final = {"\n": "⏎", "\t": "  ", "\x7f": "␡"}


def one_line(text: str, limit: int | None = None) -> str:
    """Text on one line, every character that would do something replaced by one that shows it.

    Args:
        text: Any text, of any origin.
        limit: At most so many characters come back; what is cut ends in an ellipsis.

    Returns:
        The text itself if there is nothing to replace; never a control character, line break or direction mark.
    """
    if limit is not None and len(text) > limit:
        text = text[: limit + 1]
    if not (text.isascii() and text.isprintable()):
        text = UNSAFE.sub(_stand_in, text)
    if limit is not None and len(text) > limit:
        return text[: max(limit - 1, 0)] + "…"[:limit]
    return text


def plain_lines(text: str) -> str:
    """A text of several lines, each of them harmless."""
    return "\n".join(one_line(line) for line in text.split("\n"))


def _stand_in(match: re.Match[str]) -> str:
    char = match[0]
    picture = chr(0x2400 + ord(char)) if char < " " else "�"
    return _STAND_INS.get(char, picture)
