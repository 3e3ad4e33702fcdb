"""Where headers, pairs and values stand in a TOML text that is known to be valid; a light scanner."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from octotui.plan.problems import RawPath
from octotui.store.raw import Mark

_SPACE: Final = re.compile(r"[ \t]*")
_TRIVIA: Final = re.compile(r"(?:[ \t\r\n]+|#[^\n]*)*")
_COMMA: Final = re.compile(rf"{_TRIVIA.pattern},?{_TRIVIA.pattern}")
_KEY: Final = re.compile(r"""[A-Za-z0-9_-]+|"[^"\\\n]*(?:\\.[^"\\\n]*)*"|'[^'\n]*'""")
_SIMPLE_PAIR: Final = re.compile(r"([A-Za-z0-9_-]+)[ \t]*=[ \t]*")
_DOT: Final = re.compile(r"[ \t]*\.[ \t]*")
_STRING: Final = re.compile(
    r'"""[^"\\]*(?:(?:\\.|"{1,2}(?!"))[^"\\]*)*"{3,5}'
    r"|'''.*?'''(?:'{0,2})"
    r'|"[^"\\\n]*(?:\\.[^"\\\n]*)*"'
    r"|'[^'\n]*'",
    re.DOTALL,
)
_STRING_OR_COMMENT: Final = re.compile(rf"{_STRING.pattern}|#[^\r\n]*", re.DOTALL)
_BARE: Final = re.compile(r"[^,\]}#\r\n]*[^,\]}#\r\n \t]")
_ESCAPE: Final = re.compile(r"\\(?:x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|e|.)", re.DOTALL)

_PLAIN_STRING: Final = r'"[^"\\\n]*+(?:\\.[^"\\\n]*+)*+"(?!")' + r"|'[^'\n]*+'(?!')"
_FLAT: Final = rf"(?:[^\n\"'#\[\]{{}}]++|{_PLAIN_STRING})"
_INSIDE: Final = rf"(?:[^\"'#\[\]{{}}]++|{_PLAIN_STRING}|#[^\n]*+)"
_INNER: Final = rf"[\[{{](?:{_INSIDE}|[\[{{]{_INSIDE}*+[\]}}])*+[\]}}]"
_HELD: Final = rf"[\[{{](?:{_INSIDE}|{_INNER})*+[\]}}]"
_LINES: Final = re.compile(rf"(?:[ \t]*+(?!\[)(?:{_FLAT}|{_HELD})*+(?:#[^\n]*+)?\n)*+")
"""Lines until a header, or until something that takes more to skip: a text over several lines, deep nesting."""
_HEADER: Final = re.compile(r"\[\[?[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*+\]\]?")


class Header(NamedTuple):
    """A header: how long it is, its keys, and whether it is one of many (``[[…]]``)."""

    length: int
    keys: tuple[str, ...]
    is_many: bool


TOP: Final = Header(1, (), is_many=False)
"""Stands for the header that the top of a text has not."""


class Pair(NamedTuple):
    """A ``key = value`` in lines of its own: what it is, and where it starts and ends."""

    path: RawPath
    start: int
    end: int


def toml_comments(text: str, start: int = 0, end: int = sys.maxsize) -> list[tuple[int, int]]:
    """Start and end of every comment in a text, or in a part of it that starts and ends outside of values."""
    return [match.span() for match in _STRING_OR_COMMENT.finditer(text, start, end) if match[0].startswith("#")]


def headers_in(text: str, start: int, end: int) -> tuple[list[tuple[int, Header]], int]:
    """The headers in a part of a text, and where they are; and the end of the part, or what reaches across it."""
    scanner = _Scanner(text, start)
    found: list[tuple[int, Header]] = []
    while True:
        scanner.skip(_LINES)
        at = scanner.skip(_TRIVIA)
        if at >= end:
            return found, at
        if text[at] == "[":
            found.append((at, scanner.header()))
        else:
            scanner.pair(())


def pairs_in(text: str, table: RawPath, start: int, end: int) -> tuple[list[Pair], dict[RawPath, Mark]]:
    """The pairs of a table in a part of a text without headers, and the marks of all that is in them."""
    scanner = _Scanner(text, start)
    found: list[Pair] = []
    while (at := scanner.skip(_TRIVIA)) < end:
        path = scanner.pair(table)
        found.append(Pair(path, at, scanner.at))
    return found, scanner.marks


class _Scanner:
    def __init__(self, text: str, at: int) -> None:
        self.text = text
        self.at = at
        self.marks: dict[RawPath, Mark] = {}

    def skip(self, pattern: re.Pattern[str]) -> int:
        """Skip what matches; returns the offset behind it."""
        if match := pattern.match(self.text, self.at):
            self.at = match.end()
        return self.at

    def header(self) -> Header:
        start = self.at
        if simple := _HEADER.match(self.text, start):
            self.at = simple.end()
            return _plain_header(simple[0])
        brackets = 2 if self.text.startswith("[[", start) else 1
        self.at += brackets
        self.skip(_SPACE)
        keys = tuple(self._keys())
        self.at = self.text.index("]", self.at) + brackets
        return Header(self.at - start, keys, brackets == 2)

    def pair(self, table: RawPath) -> RawPath:
        start = self.at
        if simple := _SIMPLE_PAIR.match(self.text, start):
            self.at = simple.end()
            path = (*table, simple[1])
            self._value(path)
            self.marks[path] = Mark(start, simple.end(), self.at)
            return path
        keys = tuple(self._keys())
        self.at = self.text.index("=", self.at) + 1
        value = self.skip(_SPACE)
        self._value((*table, *keys))
        for depth in range(1, len(keys)):
            inner = (*table, *keys[:depth])
            self.marks[inner] = Mark(self.marks.get(inner, Mark(start, start, start)).key, start, self.at)
        path = (*table, *keys)
        self.marks[path] = Mark(start, value, self.at)
        return path

    def _keys(self) -> Iterator[str]:
        while True:
            start = self.at
            yield _key(self.text[start : self.skip(_KEY)])
            end = self.at
            if self.skip(_DOT) == end:
                return

    def _value(self, place: RawPath) -> None:
        opening = self.text[self.at]
        if opening == "[":
            self._array(place)
        elif opening == "{":
            self._inline_table(place)
        else:
            self.skip(_STRING if opening in "\"'" else _BARE)

    def _array(self, place: RawPath) -> None:
        self.at += 1
        index = 0
        self.skip(_TRIVIA)
        while self.text[self.at] != "]":
            start = self.at
            self._value((*place, index))
            self.marks[(*place, index)] = Mark(start, start, self.at)
            index += 1
            self.skip(_COMMA)
        self.at += 1

    def _inline_table(self, place: RawPath) -> None:
        self.at += 1
        self.skip(_TRIVIA)
        while self.text[self.at] != "}":
            self.pair(place)
            self.skip(_COMMA)
        self.at += 1


@lru_cache(maxsize=1000)
def _plain_header(written: str) -> Header:
    """A header without quotes and spaces; entries of a list have the same."""
    return Header(len(written), tuple(written.strip("[]").split(".")), written.startswith("[["))


def _key(written: str) -> str:
    if written.startswith("'"):
        return written[1:-1]
    return _ESCAPE.sub(_unescaped, written[1:-1]) if written.startswith('"') else written


def _unescaped(match: re.Match[str]) -> str:
    digits = match[1] or match[2] or match[3]
    if digits:
        return chr(int(digits, 16))
    return "\x1b" if match[0] == "\\e" else str(ast.literal_eval(f"'{match[0]}'"))
