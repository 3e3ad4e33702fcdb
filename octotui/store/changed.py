"""What of a text changed: the stretch between what both texts begin with and what both end with."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple

_STEP: Final = 4096
"""So many characters are compared at once; a power of two."""


class Span(NamedTuple):
    """A stretch of two texts that are the same around it: where it starts in both, and where it ends in each."""

    start: int
    old_end: int
    new_end: int


def changed_span(old: str, new: str) -> Span:
    """The smallest stretch outside of which two texts are the same."""
    shorter = min(len(old), len(new))
    start = _alike(shorter, lambda at, end: old[at:end] == new[at:end])
    one, other = len(old), len(new)
    behind = _alike(shorter - start, lambda at, end: old[one - end : one - at] == new[other - end : other - at])
    return Span(start, one - behind, other - behind)


def changed_lines(old: str, new: str) -> Span:
    """The stretch in whole lines, without the end of the last one."""
    start, old_end, new_end = changed_span(old, new)
    line_end = old.find("\n", old_end)
    more = (len(old) if line_end < 0 else line_end) - old_end
    return Span(old.rfind("\n", 0, start) + 1, old_end + more, new_end + more)


def _alike(most: int, are_same: Callable[[int, int], bool]) -> int:
    """How many characters are the same, of so many."""
    at, step = 0, _STEP
    while step:
        if at + step <= most and are_same(at, at + step):
            at += step
        else:
            step //= 2
    return at
