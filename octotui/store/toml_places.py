"""Where everything in a TOML text stands: its headers are found at once, what is under one when somebody asks."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Final, NamedTuple, TypeAlias

from octotui.plan.problems import RawPath
from octotui.store.changed import Span, changed_span
from octotui.store.raw import Mark, Places
from octotui.store.toml_scan import TOP, Header, Pair, headers_in, pairs_in

_Lot: TypeAlias = "tuple[tuple[int, int], tuple[int, int], Stretch]"
"""A stretch, with the numbers of its first statement and of the one behind it: block, and pair in it."""
_HEADER: Final = -1
"""The number of a header among the pairs of its block."""


class Stretch(NamedTuple):
    """Statements behind one another: where they start and end, in which table, and whether a header comes first."""

    start: int
    end: int
    table: RawPath
    is_block: bool


class Block(NamedTuple):
    """A header and the lines under it, in two texts that differ nowhere else: its table, and where it stands.

    Attributes:
        path: The place of its table.
        header: Its header; None for what stands above all headers.
        start: Where it starts in both.
        old_end: Where it ends in the one.
        new_end: Where it ends in the other.
    """

    path: RawPath
    header: Header | None
    start: int
    old_end: int
    new_end: int


class TomlPlaces(Places):
    """Where everything in a TOML text stands.

    A block is a header and the pairs under it; block 0 is what stands above all headers.
    """

    def __init__(self, text: str, starts: Sequence[int], headers: Sequence[Header], index: Index) -> None:
        """See `toml_places`.

        Args:
            text: The text.
            starts: Where each block starts; the first before the text.
            headers: The header of each block.
            index: Which block is what.
        """
        super().__init__(text)
        self._starts_of = starts
        self._headers = headers
        self._index = index
        self._pairs_of: dict[int, tuple[list[Pair], Mapping[RawPath, Mark]]] = {}

    def mark(self, place: RawPath) -> Mark | None:
        """See `Places`."""
        marks = [mark for block in self._index.around(place) if (mark := self._pairs(block)[1].get(place))]
        inside = self._index.inside(place)
        if not inside:
            return Mark(marks[0].key, marks[-1].start, marks[-1].end) if marks else None
        first, end = self._starts_of[inside[0]], self._end(inside[-1])
        if (own := self._index.block(place)) is not None:
            return Mark(self._starts_of[own], self._starts_of[own], end)
        if not marks:
            return Mark(first, first, end)
        return Mark(min(first, marks[0].key), marks[-1].start, max(end, marks[-1].end))

    def stretches(self, place: RawPath) -> list[Stretch]:
        """The statements of a thing, as many stretches as there are; none if it stands inside of a line."""
        found: list[Stretch] = []
        last: tuple[int, int] | None = None
        for first, behind, stretch in sorted([*self._lots_of_pairs(place), *self._lots_of_blocks(place)]):
            if first == last:
                found[-1] = found[-1]._replace(end=stretch.end)
            else:
                found.append(stretch)
            last = behind
        return found

    def block_around(self, place: RawPath) -> tuple[RawPath, int, int] | None:
        """The table, with a header, in which a thing is written: its place, where it starts, and where its lines end.

        Returns:
            None if not all of the thing, and of the table, stands there in one piece.
        """
        around = self._index.around(place)
        if not around:
            return None
        table = self._index.path(max(around, key=lambda block: len(self._index.path(block))))
        blocks = self._index.inside(table) if table else [0]
        whole = blocks[0] == self._index.block(table) and blocks[-1] - blocks[0] == len(blocks) - 1
        if not whole or (not table and (self._index.inside(place[:1]) or not self._pairs(0)[0])):
            return None
        end = self.text.find("\n", self._end(blocks[-1]))
        return table, max(self._starts_of[blocks[0]], 0), len(self.text) if end < 0 else end + 1

    def widened(self, span: Span) -> Span:
        """A stretch that changed, in whole blocks."""
        first = bisect_left(self._starts_of, span.start) - 1
        more = self._next(bisect_left(self._starts_of, span.old_end) - 1) - span.old_end
        return Span(max(self._starts_of[first], 0), span.old_end + more, span.new_end + more)

    def changed_block(self, text: str) -> Block | None:
        """The block in which all of another text's changes are; None if they are in several."""
        span = changed_span(self.text, text)
        block, last = (bisect_left(self._starts_of, at) - 1 for at in (span.start, span.old_end))
        if block != last or span.start < self._starts_of[block] + self._headers[block].length:
            return None
        header = self._headers[block] if block else None
        return Block(self._index.path(block), header, *self.widened(span))

    def after(self, text: str) -> TomlPlaces:
        """See `Places`; only what changed is looked at."""
        start, old_end, new_end = self.widened(changed_span(self.text, text))
        found, end = headers_in(text, start, new_end)
        if end != new_end:
            return toml_places(text)
        first, last = bisect_left(self._starts_of, start), bisect_left(self._starts_of, old_end)
        starts = [
            *self._starts_of[:first],
            *(at for at, _ in found),
            *(at + new_end - old_end for at in self._starts_of[last:]),
        ]
        if [header for _, header in found] == self._headers[first:last]:
            return TomlPlaces(text, starts, self._headers, self._index)
        headers = [*self._headers[:first], *(header for _, header in found), *self._headers[last:]]
        return TomlPlaces(text, starts, headers, Index(headers))

    def _pairs(self, block: int) -> tuple[list[Pair], Mapping[RawPath, Mark]]:
        if block not in self._pairs_of:
            start = self._starts_of[block] + self._headers[block].length
            self._pairs_of[block] = pairs_in(self.text, self._index.path(block), start, self._next(block))
        return self._pairs_of[block]

    def _end(self, block: int) -> int:
        """Where the last statement of a block ends."""
        pairs, _ = self._pairs(block)
        return pairs[-1].end if pairs else self._starts_of[block] + self._headers[block].length

    def _next(self, block: int) -> int:
        return self._starts_of[block + 1] if block + 1 < len(self._starts_of) else len(self.text)

    def _lots_of_pairs(self, place: RawPath) -> Iterator[_Lot]:
        for block in self._index.around(place):
            pairs, _ = self._pairs(block)
            for number, pair in enumerate(pairs):
                if pair.path[: len(place)] == place:
                    behind = (block, number + 1) if number + 1 < len(pairs) else (block + 1, _HEADER)
                    yield (
                        (block, number),
                        behind,
                        Stretch(pair.start, pair.end, self._index.path(block), is_block=False),
                    )

    def _lots_of_blocks(self, place: RawPath) -> Iterator[_Lot]:
        numbered = enumerate(self._index.inside(place))
        for _, blocks in groupby(numbered, lambda each: each[1] - each[0]):  # the same for blocks behind one another
            lot = [block for _, block in blocks]
            first, last = lot[0], lot[-1]
            stretch = Stretch(self._starts_of[first], self._end(last), self._index.path(first), is_block=True)
            yield (first, _HEADER), (last + 1, _HEADER), stretch


class Index:
    """What each block is: the path of its header, with the positions of entries."""

    def __init__(self, headers: Sequence[Header]) -> None:
        self._paths: list[RawPath] = []
        self._blocks: dict[RawPath, int] = {}
        self._inside: dict[RawPath, list[int]] = {}
        entries: dict[RawPath, int] = {}
        for block, header in enumerate(headers):
            path = _path(header, entries)
            self._paths.append(path)
            self._blocks.setdefault(path, block)
            for depth in range(1, len(path) + 1):
                self._inside.setdefault(path[:depth], []).append(block)

    def path(self, block: int) -> RawPath:
        """The place of the table that a block is."""
        return self._paths[block]

    def block(self, place: RawPath) -> int | None:
        """The block whose header names this very table."""
        return self._blocks.get(place)

    def around(self, place: RawPath) -> list[int]:
        """The blocks of tables that a thing may be written in."""
        found = (self._blocks.get(place[:depth]) for depth in range(len(place)))
        return sorted(block for block in found if block is not None)

    def inside(self, place: RawPath) -> Sequence[int]:
        """The blocks of a table, and of those in it."""
        return self._inside.get(place, ())


def toml_places(text: str) -> TomlPlaces:
    """Where everything in a valid TOML text stands."""
    found, _ = headers_in(text, 0, len(text))
    headers = [TOP, *(header for _, header in found)]
    return TomlPlaces(text, [-1, *(at for at, _ in found)], headers, Index(headers))


def _path(header: Header, entries: dict[RawPath, int]) -> RawPath:
    """The place of a header's table; ``entries`` holds the position of the last entry of each list, and is kept up."""
    place: RawPath = ()
    for depth, key in enumerate(header.keys, 1):
        place = (*place, key)
        if header.is_many and depth == len(header.keys):
            entries[place] = entries.get(place, -1) + 1
        if place in entries:
            place = (*place, entries[place])
    return place
