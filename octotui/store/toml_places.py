"""Where everything in a TOML text stands: a light scanner for texts that are known to be valid."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from octotui.plan.problems import RawPath
from octotui.store.raw import Mark, Places, Statement

_SPACE: Final = re.compile(r"[ \t]*")
_TRIVIA: Final = re.compile(r"(?:[ \t\r\n]+|#[^\n]*)*")
_COMMA: Final = re.compile(rf"{_TRIVIA.pattern},?{_TRIVIA.pattern}")
_KEY: Final = re.compile(r"""[A-Za-z0-9_-]+|"(?:\\.|[^"\\\n])*"|'[^'\n]*'""")
_SIMPLE_PAIR: Final = re.compile(r"([A-Za-z0-9_-]+)[ \t]*=[ \t]*")
_DOT: Final = re.compile(r"[ \t]*\.[ \t]*")
_STRING: Final = re.compile(
    r'"""(?:\\.|[^\\])*?"""(?:"{0,2})' + r"|'''.*?'''(?:'{0,2})" + r'|"(?:\\.|[^"\\\n])*"' + r"|'[^'\n]*'", re.DOTALL
)
_STRING_OR_COMMENT: Final = re.compile(rf"{_STRING.pattern}|#[^\r\n]*", re.DOTALL)
_BARE: Final = re.compile(r"[^,\]}#\r\n]*[^,\]}#\r\n \t]")
_ESCAPE: Final = re.compile(r"\\(?:x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|e|.)", re.DOTALL)


@lru_cache(maxsize=4)
def toml_places(text: str) -> Places:
    """Where everything stands in a valid TOML text."""
    scanner = _Scanner(text)
    scanner.document()
    return Places(text, scanner.marks, scanner.statements)


def toml_comments(text: str) -> list[tuple[int, int]]:
    """Start and end of every comment in a valid TOML text."""
    return [match.span() for match in _STRING_OR_COMMENT.finditer(text) if match[0].startswith("#")]


class _Scanner:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.marks: dict[RawPath, Mark] = {}
        self.statements: list[Statement] = []
        self._entries: dict[RawPath, int] = {}

    def document(self) -> None:
        table: RawPath = ()
        self._trivia()
        while self.at < len(self.text):
            start = self.at
            is_header = self.text[start] == "["
            path = self._header() if is_header else self._pair(table)
            self._reach(path)
            table = path if is_header else table
            self.statements.append(Statement(path, table, start, self.at, is_header))
            self._trivia()

    def _trivia(self) -> None:
        """Skip space and comments."""
        self.at = self._matched(_TRIVIA)

    def _matched(self, pattern: re.Pattern[str]) -> int:
        match = pattern.match(self.text, self.at)
        return match.end() if match else self.at

    def _keys(self) -> Iterator[str]:
        while True:
            end = self._matched(_KEY)
            yield _key(self.text[self.at : end])
            self.at = end
            if (dot := self._matched(_DOT)) == self.at:
                return
            self.at = dot

    def _header(self) -> RawPath:
        start = self.at
        many = self.text.startswith("[[", self.at)
        self.at = self._after_space(self.at + (2 if many else 1))
        *above, last = self._keys()
        self.at = self.text.index("]]" if many else "]", self.at) + (2 if many else 1)
        place: RawPath = ()
        for key in above:
            place = self._known((*place, key), start)
        if not many:
            place = self._known((*place, last), start)
        else:
            place = (*place, last)
            self.marks.setdefault(place, Mark(start, start, self.at))
            self._entries[place] = self._entries.get(place, -1) + 1
            place = (*place, self._entries[place])
        self.marks[place] = Mark(start, start, self.at)
        return place

    def _after_space(self, at: int) -> int:
        self.at = at
        return self._matched(_SPACE)

    def _known(self, place: RawPath, start: int) -> RawPath:
        """A table on the way: the last entry, if it is a list of tables."""
        self.marks.setdefault(place, Mark(start, start, self.at))
        return (*place, self._entries[place]) if place in self._entries else place

    def _pair(self, table: RawPath) -> RawPath:
        start = self.at
        if simple := _SIMPLE_PAIR.match(self.text, start):
            self.at = simple.end()
            path = (*table, simple[1])
            self._value(path)
            self.marks[path] = Mark(start, simple.end(), self.at)
            return path
        keys = tuple(self._keys())
        self.at = self._after_space(self.text.index("=", self.at) + 1)
        value = self.at
        self._value((*table, *keys))
        for depth in range(1, len(keys)):
            inner = (*table, *keys[:depth])
            self.marks[inner] = Mark(self.marks.get(inner, Mark(start, start, start)).key, start, self.at)
        path = (*table, *keys)
        self.marks[path] = Mark(start, value, self.at)
        return path

    def _reach(self, place: RawPath) -> None:
        """What is around a thing ends where the thing ends."""
        for depth in range(1, len(place)):
            around = self.marks.get(place[:depth])
            if around and around.end < self.at:
                self.marks[place[:depth]] = Mark(around.key, around.start, self.at)

    def _value(self, place: RawPath) -> None:
        opening = self.text[self.at]
        if opening == "[":
            self._array(place)
        elif opening == "{":
            self._inline_table(place)
        else:
            self.at = self._matched(_STRING if opening in "\"'" else _BARE)

    def _array(self, place: RawPath) -> None:
        self.at += 1
        index = 0
        self._trivia()
        while self.text[self.at] != "]":
            start = self.at
            self._value((*place, index))
            self.marks[(*place, index)] = Mark(start, start, self.at)
            index += 1
            self._comma()
        self.at += 1

    def _inline_table(self, place: RawPath) -> None:
        self.at += 1
        self._trivia()
        while self.text[self.at] != "}":
            self._pair(place)
            self._comma()
        self.at += 1

    def _comma(self) -> None:
        self.at = self._matched(_COMMA)


def _key(written: str) -> str:
    if written.startswith("'"):
        return written[1:-1]
    return _ESCAPE.sub(_unescaped, written[1:-1]) if written.startswith('"') else written


def _unescaped(match: re.Match[str]) -> str:
    digits = match[1] or match[2] or match[3]
    if digits:
        return chr(int(digits, 16))
    return "\x1b" if match[0] == "\\e" else str(ast.literal_eval(f"'{match[0]}'"))
