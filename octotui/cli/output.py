"""What commands say: data on standard output, talk on standard error, nothing that a terminal would obey."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from typing import Any, Final

from octotui.plan.plaintext import one_line

SCHEMA_VERSION: Final = 1


def talk(text: str) -> None:
    """Say something to the person: on standard error, line by line."""
    for line in text.split("\n"):
        print(one_line(line), file=sys.stderr)


def tell(text: str) -> None:
    """Print one line of what was asked for."""
    print(one_line(text))


def tell_lines(lines: Iterable[str]) -> None:
    """Print what was asked for, line by line."""
    for line in lines:
        tell(line)


def tell_json(kind: str, **content: Any) -> None:
    """Print data for a program, in an envelope that says what it is.

    Args:
        kind: What the content is: an area of the plan, or ``problems``.
        content: Plain JSON data.
    """
    import json  # for those who ask for it

    print(json.dumps({"schemaVersion": SCHEMA_VERSION, "kind": kind, **content}, indent=2))


def nobody_reads() -> None:
    """Let go of standard output, whose reader has seen enough: the flush at the exit must not say so again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def examples(*lines: str) -> str:
    """Commands to try, for the end of a help text."""
    return "\b\n" + "\n".join(("Examples:" if len(lines) > 1 else "Example:", *(f"  {line}" for line in lines)))


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """Rows in aligned columns, two spaces between them; the last column is not padded.

    Args:
        head: The titles of the columns.
        rows: One text for each column; control characters are shown, never printed.
    """
    shown = [list(head), *([one_line(cell) for cell in row] for row in rows)]
    widths = [max(width_of(row[column]) for row in shown) for column in range(len(head))]
    return ["  ".join(_padded(cell, width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in shown]


def width_of(text: str) -> int:
    """How many cells a terminal takes for a text without control characters."""
    if text.isascii():
        return len(text)
    import unicodedata

    return sum(
        0
        if unicodedata.combining(char) or unicodedata.category(char) in ("Cf", "Me", "Mn")
        else 2
        if unicodedata.east_asian_width(char) in "WF"
        else 1
        for char in text
    )


def _padded(text: str, width: int) -> str:
    return text + " " * (width - width_of(text))
