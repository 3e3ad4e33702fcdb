"""Whole lines of a TOML text cut out and put in: blocks under a header, and ``key = value`` lines."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from octotui.plan.frozen import Frozen, replace
from octotui.plan.problems import RawPath
from octotui.store.toml_places import Stretch, TomlPlaces

_BLANK: Final = re.compile(r"[ \t]*\r?\n")
_REST: Final = re.compile(r"[ \t]*,?[ \t]*(?:#[^\n]*)?\r?\n")
"""What may stand behind an entry on its last line."""
_COMMENT_LINE: Final = re.compile(r"[ \t]*#[^\n]*(?:\n|$)")


class Run(Frozen):
    """Lines that belong together, by the offsets of their first and behind their last character."""

    start: int
    end: int
    is_block: bool


def runs_of(places: TomlPlaces, place: RawPath) -> list[Run]:
    """The lines of a thing with the comments that belong to it; none if it stands inside of a line."""
    return [_run(places.text, stretch) for stretch in places.stretches(place)]


def cut(places: TomlPlaces, place: RawPath) -> tuple[str, str]:
    """Take the lines of a thing out; returns the rest, and the lines."""
    text = places.text
    pieces: list[str] = []
    for run in reversed(runs_of(places, place)):
        pieces.append(_ended(text[run.start : run.end], text))
        before, after = text[: run.start], text[run.end :]
        if not before or _ends_blank(before):
            after = _without_blank(after)
        text = _without_last_blank(before) if not after and run.is_block else before + after
    return text, "".join(reversed(pieces))


def cut_entry(places: TomlPlaces, place: RawPath) -> str | None:
    """Take an entry out of an array if it stands in lines of its own, with the comments right above it.

    tomlrt would take comments along that a blank line parts from the entry: they are about several.
    """
    text, mark = places.text, places.mark(place)
    if mark is None:
        return None
    start = text.rfind("\n", 0, mark.start) + 1
    rest = _REST.match(text, mark.end)
    if not start or text[start : mark.start].strip() or rest is None or text[rest.end() :].lstrip().startswith(","):
        return None
    return text[: _start_of_comments(text, start)] + text[rest.end() :]


class Pasted(NamedTuple):
    """A text, where the lines put into it end, and the blank line that blocks have between them there."""

    text: str
    end: int
    gap: str


def paste_behind(places: TomlPlaces, place: RawPath, piece: str) -> Pasted:
    """Put lines behind those of a thing."""
    text, run = places.text, runs_of(places, place)[-1]
    before, after = _ended(text[: run.end], text), text[run.end :]
    if not run.is_block:
        return Pasted(before + piece + after, len(before) + len(piece), "")
    gap = _newline(text) if _has_gap(text, run) else ""
    behind = gap if after and not _BLANK.match(after) else ""
    before += gap + piece
    return Pasted(before + behind + after, len(before), gap)


def paste_before(places: TomlPlaces, place: RawPath, piece: str) -> str:
    """Put lines in front of those of a thing."""
    text, run = places.text, runs_of(places, place)[0]
    gap = _newline(text) if run.is_block and _has_gap(text, run) else ""
    return text[: run.start] + piece + gap + text[run.start :]


def paste_last(text: str, piece: str) -> str:
    """Put a block at the end of the text."""
    if not text.strip():
        return text + piece
    text = _ended(text, text)
    return text + ("" if _ends_blank(text) else _newline(text)) + piece


def _run(text: str, stretch: Stretch) -> Run:
    """Statements with the comments right above and below them; those at the top of the file are the file's."""
    first = text.rfind("\n", 0, stretch.start) + 1
    end = text.find("\n", stretch.end)
    run = Run(_start_of_comments(text, first) or first, len(text) if end < 0 else end + 1, stretch.is_block)
    return replace(run, end=_with_trailing(text, run))


def _start_of_comments(text: str, start: int) -> int:
    """The start of the comment lines right above a line, else of the line."""
    while start > 0:
        above = text.rfind("\n", 0, start - 1) + 1
        if not _COMMENT_LINE.match(text, above):
            break
        start = above
    return start


def _with_trailing(text: str, run: Run) -> int:
    """The end of a block with the comments right below it, unless they stand right above the next thing."""
    end = run.end
    while run.is_block and end < len(text) and (match := _COMMENT_LINE.match(text, end)):
        end = match.end()
    return end if end >= len(text) or _BLANK.match(text, end) else run.end


def _has_gap(text: str, run: Run) -> bool:
    """Whether blank lines stand around a block; a lone one gets them."""
    above, below = text[: run.start], text[run.end :]
    return _ends_blank(above) or bool(_BLANK.match(below)) or not (above or below)


def _ends_blank(text: str) -> bool:
    return text.endswith("\n") and not text[text.rfind("\n", 0, -1) + 1 :].strip()


def _without_blank(text: str) -> str:
    """The text without the blank lines it starts with."""
    at = 0
    while match := _BLANK.match(text, at):
        at = match.end()
    return text[at:]


def _without_last_blank(text: str) -> str:
    while _ends_blank(text):
        text = re.sub(r"[ \t]*\r?\n\Z", "", text)
    return text


def _ended(text: str, whole: str) -> str:
    return text if not text or text.endswith("\n") else text + _newline(whole)


def _newline(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"
