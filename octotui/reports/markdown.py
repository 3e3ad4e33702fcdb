"""Text from a plan as Markdown: it stays text, in one place of a table or a list."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from octotui.plan.plaintext import one_line

_PIPE: Final = re.compile(r"(\\*)\|")
_HTML: Final = re.compile(r"<(?=[A-Za-z/!?])")
_HAS_MEANING: Final = re.compile(
    r"[\\*`\[]|~~|<(?=[A-Za-z/!?])|&(?=#?\w+;)"
    r"|(?<![^\W_])_|_(?![^\W_])"  # between two letters it means nothing
    r"|^>|^[#+=-](?=[\s#+=-]|$)"
)
_NUMBERED: Final = re.compile(r"^(\d{1,9})([.)])(?=\s|$)")

NOTHING: Final = "- None recorded."


def inline(text: str) -> str:
    """Text in a paragraph or a list: on one line, no HTML, nothing that a terminal obeys."""
    return _HTML.sub(r"\\<", one_line(" ".join(text.split())))


def literal(text: str) -> str:
    """Text that stays text at any place of a line: what has a meaning in Markdown gets a backslash."""
    plain = one_line(" ".join(text.split()))
    return _NUMBERED.sub(r"\1\\\2", _HAS_MEANING.sub(r"\\\g<0>", plain))


def cell(text: str) -> str:
    """Text in a cell of a table."""
    return _PIPE.sub(r"\1\1\\|", inline(text))


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; its cells are not padded, so that a changed row is one changed line."""
    return "\n".join(_row(cells) for cells in (head, ["---"] * len(head), *rows)) + "\n"


def bullets(lines: Iterable[str]) -> str:
    """A list of lines that are Markdown already; without any it says so."""
    return "\n".join(f"- {line}" for line in lines) or NOTHING


def tasks(lines: Iterable[str], *, done: bool = False) -> str:
    """A list of lines with a box in front of each."""
    box = "[x]" if done else "[ ]"
    return bullets(f"{box} {line}" for line in lines)


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell(text) for text in cells) + " |"
