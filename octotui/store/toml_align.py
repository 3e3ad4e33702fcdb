"""New ``key = value`` lines stand as their neighbours do, where those are aligned."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Final

from octotui.store.changed import changed_lines

_KEY: Final = r"(?:[\w-]+|\"[^\"]*\"|'[^']*')"
_PAIR: Final = re.compile(rf"([ \t]*{_KEY}(?:\.{_KEY})*)([ \t]*)=[ \t]")
_PADDED: Final = 0.1
"""A file of which this share of the pairs has more than one space before the equals sign likes new blocks aligned."""
_FEW: Final = 8
"""So many lines are looked for in a text one by one."""


def aligned(text: str, old: str) -> str:
    """The text with its new pairs in the column of the old ones in their block; a new block in one of its own.

    Args:
        text: The text after an edit.
        old: The text before it; its lines stay as they are.
    """
    start, old_end, new_end = changed_lines(old, text)
    start, end = _block_start(text, start), _block_end(text, new_end)
    lines = text[start:end].split("\n")
    before = _Before(old, old[start : old_end + end - new_end].split("\n"), lines)
    for block in _blocks(lines):
        _align(block, lines, before)
    return text[:start] + "\n".join(lines) + text[end:]


class _Before:
    """What is asked about the text before an edit."""

    def __init__(self, text: str, near: list[str], lines: list[str]) -> None:
        """The text, its lines where the edit was, and the lines there are now; it will be asked about these."""
        self._text = f"\n{text}\n"
        self._beginnings = {pair[0] for line in near if (pair := _PAIR.match(line))}
        here = {line.rstrip("\r") for line in near}
        self.known = here | self._known({line.rstrip("\r") for line in lines} - here)

    def begins_line(self, beginning: str) -> bool:
        """Whether a pair starts so, up to its value."""
        return beginning in self._beginnings or f"\n{beginning}" in self._text

    @cached_property
    def likes_aligned(self) -> bool:
        """Whether so many pairs stand in a column that a new block should, too."""
        pairs = [pair for line in self._text.split("\n") if (pair := _PAIR.match(line))]
        return bool(pairs) and sum(len(pair[2]) > 1 for pair in pairs) >= _PADDED * len(pairs)

    def _known(self, lines: set[str]) -> set[str]:
        """Those of the lines that it has; the last one may have got its end only now."""
        if len(lines) > _FEW:
            return lines & {line.rstrip("\r") for line in self._text.split("\n")}
        return {line for line in lines if f"\n{line}\n" in self._text or f"\n{line}\r\n" in self._text}


def _align(block: list[int], lines: list[str], before: _Before) -> None:
    pairs = {index: pair for index in block if (pair := _PAIR.match(lines[index]))}
    old = [pair for index, pair in pairs.items() if lines[index].rstrip("\r") in before.known]
    new = [
        index
        for index in pairs
        if lines[index].rstrip("\r") not in before.known and not (old and before.begins_line(pairs[index][0]))
    ]
    if not new:
        return
    longest = max(len(pairs[index][1]) for index in new)
    column = _column(old, before) if old else before.likes_aligned and longest + 1
    for index in new:
        if column > len(pairs[index][1]):
            lines[index] = f"{pairs[index][1]:<{column}}{lines[index][pairs[index].end(2) :]}"


def _column(pairs: list[re.Match[str]], before: _Before) -> int:
    """The column that most of the equals signs of a block stand in, if they are aligned; else 0."""
    columns = [pair.end(2) for pair in pairs]
    column = max(columns, key=columns.count)
    is_aligned = any(len(pair[2]) > 1 for pair in pairs if pair.end(2) == column) or before.likes_aligned
    return column if is_aligned else 0


def _blocks(lines: list[str]) -> Iterator[list[int]]:
    """The positions of lines that no header and no blank line parts."""
    block: list[int] = []
    for index, line in enumerate(lines):
        if _parts_blocks(line):
            yield block
            block = []
        else:
            block.append(index)
    yield block


def _block_start(text: str, start: int) -> int:
    """The start of the block that a line is in, or comes behind."""
    while start:
        above = text.rfind("\n", 0, start - 1) + 1
        if _parts_blocks(text[above : start - 1]):
            break
        start = above
    return start


def _block_end(text: str, end: int) -> int:
    """The end of the block that the line that ends there is in, or comes before."""
    while end < len(text):
        below = text.find("\n", end + 1)
        below = len(text) if below < 0 else below
        if _parts_blocks(text[end + 1 : below]):
            break
        end = below
    return end


def _parts_blocks(line: str) -> bool:
    return not line.strip() or line.lstrip().startswith("[")
