"""New ``key = value`` lines stand as their neighbours do, where those are aligned."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

_KEY: Final = r"(?:[\w-]+|\"[^\"]*\"|'[^']*')"
_PAIR: Final = re.compile(rf"([ \t]*{_KEY}(?:\.{_KEY})*)([ \t]*)=[ \t]")
_PADDED: Final = 0.1
"""A file of which this share of the pairs has more than one space before the equals sign likes new blocks aligned."""


def aligned(text: str, old: str) -> str:
    """The text with its new pairs in the column of the old ones in their block; a new block in one of its own.

    Args:
        text: The text after an edit.
        old: The text before it; its lines stay as they are.
    """
    before = old.split("\n")
    known = {line.rstrip("\r") for line in before}  # the last line may have got its end only now
    prefixes = {pair[0] for line in before if (pair := _PAIR.match(line))}
    likes_it = _is_aligned(before)
    lines = text.split("\n")
    for block in _blocks(lines):
        pairs = {index: pair for index in block if (pair := _PAIR.match(lines[index]))}
        old_pairs = [pair for index, pair in pairs.items() if lines[index].rstrip("\r") in known]
        new = [
            index
            for index in pairs
            if lines[index].rstrip("\r") not in known and not (old_pairs and pairs[index][0] in prefixes)
        ]
        longest = max((len(pairs[index][1]) for index in new), default=0)
        column = _column(old_pairs, likes_it=likes_it) if old_pairs else likes_it and longest + 1
        for index in new:
            if column > len(pairs[index][1]):
                lines[index] = f"{pairs[index][1]:<{column}}{lines[index][pairs[index].end(2) :]}"
    return "\n".join(lines)


def _column(pairs: list[re.Match[str]], *, likes_it: bool) -> int:
    """The column that most of the equals signs of a block stand in, if they are aligned; else 0."""
    columns = [pair.end(2) for pair in pairs]
    column = max(columns, key=columns.count)
    is_aligned = likes_it or any(len(pair[2]) > 1 for pair in pairs if pair.end(2) == column)
    return column if is_aligned else 0


def _is_aligned(lines: list[str]) -> bool:
    pairs = [pair for line in lines if (pair := _PAIR.match(line))]
    return bool(pairs) and sum(len(pair[2]) > 1 for pair in pairs) >= _PADDED * len(pairs)


def _blocks(lines: list[str]) -> Iterator[list[int]]:
    """The positions of lines that no header and no blank line parts."""
    block: list[int] = []
    for index, line in enumerate(lines):
        if not line.strip() or line.lstrip().startswith("["):
            yield block
            block = []
        else:
            block.append(index)
    yield block
