"""Text from outside made harmless: on one line, with nothing in it that a terminal obeys."""

from __future__ import annotations

import re
from typing import Final

_OBEYED: Final = re.compile(
    "[\x00-\x1f\x7f-\x9f"  # C0, DEL, C1
    "\u200b\u2060\ufeff"  # no width; the joiner U+200D stays, emoji are made of it
    "\u2028-\u202e\u2066-\u2069"  # line and paragraph separators, writing directions
    "\ud800-\udfff]"  # halves of a character, which no file and no terminal can take
)
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
    if not text.isprintable():
        text = _OBEYED.sub(_stand_in, text)
    if limit is not None and len(text) > limit:
        return text[: max(limit - 1, 0)] + "…"[:limit]
    return text


def _stand_in(match: re.Match[str]) -> str:
    char = match[0]
    picture = chr(0x2400 + ord(char)) if char < " " else "�"
    return _STAND_INS.get(char, picture)
