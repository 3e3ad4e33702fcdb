"""Mistakes in the writing of a file, in plain words: the line is looked at, for people make the same ones."""

from __future__ import annotations

import json
import re
from typing import Final

from octotui.plan.problems import Problem, quoted

_SMART: Final = re.compile("[“”„‟«»‘’‚]")
_COLON: Final = re.compile(r"^\s*[\w.\"'-]+\s*:(?:\s|$)")
_WORD: Final = re.compile(r"^\s*[\w.\"'-]+\s*=\s*([A-Za-z][^\"'#\[\]{},]*?)\s*(?:#.*)?$")
_BACKSLASH: Final = re.compile(r"\"[^\"]*\\[^\"]*")
_NO_VALUE: Final = re.compile(r"^\s*[\w.\"'-]+\s*=\s*(?:#.*)?$")
_HEADER: Final = re.compile(r"^\s*\[\[?[\w.\"' -]+\]\]?\s*(?:#.*)?$")
_PAIR: Final = re.compile(r"^\s*[\w.\"'-]+\s*=")
_LOOKS_TOML: Final = re.compile(r"^(?:#|\[\[?\s*[A-Za-z_]|[\w-]+\s*=)")
_WORDS: Final = {"True": "true", "False": "false", "TRUE": "true", "FALSE": "false", "yes": "true", "no": "false"}
_NOTHING: Final = frozenset({"None", "null", "nil", "~"})
_POSITION: Final = re.compile(r" \(line \d+, column \d+\)$")

_TOML_SAYS: Final = (
    (
        r"newline in|unterminated",
        "quotes that are not closed",
        "close them, or write three for a text of several lines",
    ),
    (r"duplicate key '(?:.*\.)?(.+)'", 'the key "{}" is there twice', "keep one of the two"),
    (r"redefinition of table '(.+)'", 'the table "{}" is there twice', "put all of it under one header"),
    (r"to close table header", "a header without its end", "write [name], or [[name]] for one of many"),
    (r"expected '=' after key", "a line that is no key = value", "write key = value, or # in front of a comment"),
    (r"expected newline or end of file", "something behind the value", "put it in the quotes, or on a line of its own"),
    (r"maximum depth", "too many tables and lists inside of each other", "flatten it"),
    (r"digits", "a number with thousands of digits", "write a shorter one"),
    (r"expected ',' or '(.)'", "a comma or a {} is missing", "is the line before complete?"),
)
"""What tomlrt says, in plain words, and the mend."""
_JSON_SAYS: Final = (
    (r"property name", "a key without double quotes", 'write "key": value'),
    (r"control character", "a line end or a tab inside of a text", "write \\n or \\t"),
    (r"',' delimiter", "something behind a value", "is a comma missing in front of it?"),
    (r"':' delimiter", "a key without a value", 'write "key": value'),
    (r"[Uu]nterminated string", "quotes that are not closed", "close them"),
    (r"escape", "a backslash in a text starts an escape", "write it twice (\\\\)"),
    (r"Extra data", "something behind the end", "take it out"),
)
"""What Python's reader says, in plain words, and the mend."""


def toml_problem(text: str, line: int, column: int, message: str) -> Problem:
    """A TOML syntax error in plain words.

    Args:
        text: The whole text.
        line: Where the parser stopped, from 1.
        column: The same, from 1.
        message: What the parser said.
    """
    lines = text.split("\n")
    here = lines[line - 1].rstrip("\r") if line <= len(lines) else ""
    found = _unclosed(lines, line, message) or _in_line(here, line, column)
    if found:
        return found
    if text.lstrip().startswith("{"):
        return Problem(
            "error", "this looks like JSON", "give the file a name that ends with .json", line=line, column=column
        )
    what, mend = _said(_TOML_SAYS, message) or (f"not valid TOML: {_shown(_POSITION.sub('', message))}", "")
    return Problem("error", what, mend, line=line, column=column)


def json_problem(text: str, error: json.JSONDecodeError) -> Problem:
    """A JSON syntax error in plain words."""
    lines = text.split("\n")
    here = lines[error.lineno - 1] if error.lineno <= len(lines) else ""
    if found := _smart(here, error.lineno):
        return found
    line, column = error.lineno, error.colno
    what, mend = _json_words(text, error)
    if (before := re.search(r",\s*$", text[: error.pos])) and text[error.pos : error.pos + 1] in ("}", "]"):
        what, mend = "a comma before the end", "take it out"
        line, column = _place(text, before.start())
    return Problem("error", what, mend, line=line, column=column)


def _json_words(text: str, error: json.JSONDecodeError) -> tuple[str, str]:
    rest = text[error.pos :].lstrip()
    word = re.match(r"\w*", rest)
    if not text.strip():
        return "the file is empty", "`octotui init` writes a first plan"
    if _LOOKS_TOML.match(text.lstrip()):
        return "this looks like TOML", "give the file a name that ends with .toml"
    if not rest:
        return "the file ends too early", "close every { and ["
    if rest.startswith(("//", "/*", "#")):
        return "a comment, which JSON has not", "take it out, or write the plan as TOML"
    if rest.startswith("'"):
        return "single quotes", 'write "…"'
    if word and word[0] in (*_WORDS, *_NOTHING):
        mend = f"write {_WORDS[word[0]]}" if word[0] in _WORDS else "leave the key out"
        return f"{word[0]} is no word of JSON", mend
    return _said(_JSON_SAYS, error.msg) or (f"not valid JSON: {_shown(error.msg)}", "")


def _said(table: tuple[tuple[str, str, str], ...], message: str) -> tuple[str, str] | None:
    for pattern, what, mend in table:
        if match := re.search(pattern, message):
            return what.format(*map(_shown, match.groups())), mend
    return None


def _shown(text: str) -> str:
    """A piece of a message: short, and on one line whatever it holds."""
    return quoted(text)[1:-1]


def _unclosed(lines: list[str], line: int, message: str) -> Problem | None:
    """A list that is still open where the next header or key comes; the parser reads that as an entry."""
    here = lines[line - 1] if line <= len(lines) else ""
    if not (_HEADER.match(here) or _PAIR.match(here)) or "duplicate" in message or "redefinition" in message:
        return None
    for number in range(line - 1, 0, -1):
        above = lines[number - 1].split("#")[0].rstrip()
        if above and (above.endswith((",", "[")) and not _HEADER.match(above)):
            return Problem("error", "a list that is not closed", "add a ]", line=number, column=len(above))
        if above:
            return None
    return None


def _in_line(here: str, line: int, column: int) -> Problem | None:
    return (
        _smart(here, line) or _colon(here, line) or _word(here, line) or _path(here, line) or _empty(here, line, column)
    )


def _smart(here: str, line: int) -> Problem | None:
    outside = re.sub(r'"[^"]*"', lambda quoted: " " * len(quoted[0]), here)
    if not (match := _SMART.search(outside)):
        return None
    return Problem(
        "error", f"a typographic quote {match[0]}", 'write plain quotes: "…"', line=line, column=match.start() + 1
    )


def _colon(here: str, line: int) -> Problem | None:
    if not _COLON.match(here):
        return None
    return Problem("error", "a colon after a key", "write key = value", line=line, column=here.index(":") + 1)


def _word(here: str, line: int) -> Problem | None:
    match = _WORD.match(here)
    if not match or match[1] in ("true", "false", "nan", "inf"):
        return None
    word, column = match[1], match.start(1) + 1
    if word in _WORDS:
        return Problem("error", f"{word} is no word of TOML", f"write {_WORDS[word]}", line=line, column=column)
    if word in _NOTHING:
        return Problem("error", f"{word} is no word of TOML", "leave the key out", line=line, column=column)
    return Problem("error", "a text without quotes", f"write {quoted(word)}", line=line, column=column)


def _path(here: str, line: int) -> Problem | None:
    match = _BACKSLASH.search(here)
    if not match:
        return None
    column = here.index("\\", match.start()) + 1
    mend = "write it twice (\\\\), or the text in single quotes"
    return Problem("error", "a backslash in a text starts an escape", mend, line=line, column=column)


def _empty(here: str, line: int, column: int) -> Problem | None:
    if not _NO_VALUE.match(here) or column < here.index("="):
        return None
    return Problem("error", "a key without a value", 'write a value, or ""', line=line, column=here.index("=") + 1)


def _place(text: str, offset: int) -> tuple[int, int]:
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)
