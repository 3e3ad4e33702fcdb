"""The marks that git leaves in a file where two sides changed the same lines, and what to do about them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final, NamedTuple

from octotui.plan.frozen import replace
from octotui.plan.problems import Problem

MOST: Final = 100
"""So many conflicts are named."""
_MARK: Final = re.compile(r"(<{7,}|\|{7,}|={7,}|>{7,})(?: .*)?\r?$")
_ORDER: Final = "<|=>"
_WHAT: Final = "a merge conflict is still in the file"


class Marks(NamedTuple):
    """The lines of a conflict's marks, from 1; ``base`` is None where git does not show what was there before."""

    ours: int
    base: int | None
    theirs: int
    end: int


def conflict_problems(text: str, stopped: int) -> list[Problem]:
    """Every conflict that is marked in a text, each with its lines and what to keep of them.

    Args:
        text: The whole text.
        stopped: The line where the parser stopped; marks that begin below it were not the reason.

    Returns:
        The first mark, if there is no whole conflict.
    """
    first = next(_marks(text.split("\n")), None)
    if first is None or first[0] > stopped:
        return []
    found = [_problem(marks) for marks in islice(conflicts_in(text), MOST)]
    return found or [Problem("error", _WHAT, "settle it and take the marks out", line=first[0], column=1)]


def conflict_warnings(text: str) -> list[Problem]:
    """The conflicts in a text that could be read all the same: their marks stand in a value of several lines."""
    return [replace(_problem(marks), level="warning") for marks in islice(conflicts_in(text), MOST)]


def without_conflicts(data: bytes) -> bytes:
    """A file without what is in conflict, neither side of it."""
    lines = data.split(b"\n")
    for marks in reversed([*conflicts_in(data.decode("utf-8", "replace"))]):
        del lines[marks.ours - 1 : marks.end]
    return b"\n".join(lines)


def conflicts_in(text: str, wanted_size: int | None = None) -> Iterator[Marks]:
    """The whole conflicts in a text.

    Args:
        text: The text.
        wanted_size: Only marks of this length count; left out, those of seven characters and more.
    """
    if "<<<<<<<" not in text:
        return
    opened: dict[str, int] = {}
    size = 0
    for line, mark in _marks(text.split("\n")):
        kind = mark[0]
        if wanted_size and len(mark) != wanted_size:
            continue
        if kind == "<":
            opened, size = {kind: line}, len(mark)
        elif not opened or len(mark) != size or _ORDER.index(kind) <= _ORDER.index(max(opened, key=_ORDER.index)):
            continue
        elif kind != ">":
            opened[kind] = line
        elif "=" in opened:
            yield Marks(opened["<"], opened.get("|"), opened["="], line)
            opened = {}


def _marks(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """The lines that look like marks, with their numbers from 1."""
    for number, line in enumerate(lines, 1):
        if line[:1] in ("<", "|", "=", ">") and (match := _MARK.match(line)):
            yield number, match[1]


def _problem(marks: Marks) -> Problem:
    ours = _lines(marks.ours + 1, (marks.base or marks.theirs) - 1)
    theirs = _lines(marks.theirs + 1, marks.end - 1)
    middle = f"{marks.base}–{marks.theirs}" if marks.base else str(marks.theirs)
    mend = f"keep {ours} or {theirs}, and take lines {marks.ours}, {middle} and {marks.end} out"
    return Problem("error", _WHAT, mend, line=marks.ours, column=1)


def _lines(first: int, last: int) -> str:
    if last < first:
        return "nothing"
    return f"line {first}" if first == last else f"lines {first}–{last}"
