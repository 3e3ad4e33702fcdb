"""A TOML text cut into its sections, without reading what they say: enough to see which of them are the same."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from octotui.plan.problems import PlanError
from octotui.store.source import read_toml

_NEXT: Final = re.compile(
    r"""[^"'#\[\]{}]*(?:"""
    r'"""[^"\\]*(?:(?:\\.|"{1,2}(?!"))[^"\\]*)*"{3,5}'
    r"|'''.*?'{3,5}"
    r'|"[^"\\\n]*(?:\\.[^"\\\n]*)*"'
    r"|'[^'\n]*'"
    r"|#[^\n]*"
    r"|(?P<open>[\[{])|(?P<close>[\]}])|.)",
    re.DOTALL,
)
"""As much as says nothing about nesting, then a bracket, or a text or a comment that may hold some."""
_HEADER: Final = re.compile(r"""\[{1,2}[ \t]*([A-Za-z0-9_-]+|"(?:\\.|[^"\\\n])*"|'[^'\n]*')""")
_NOTHING: Final = re.compile(r"(?:\s+|#[^\n]*)*+")


def toml_sections(text: str) -> Mapping[str, str]:
    """The text of each section of a valid TOML text, by its key; what stands above all headers has the key "".

    A section is everything under the headers that begin with its key, with their comments. Two texts whose
    sections of a key are equal, and equal above all headers, say the same under that key.
    """
    pieces: dict[str, list[str]] = {}
    start, key = 0, ""
    for at, next_key in _headers(text):
        pieces.setdefault(key, []).append(text[start:at])
        start, key = at, next_key
    pieces.setdefault(key, []).append(text[start:])
    sections = {key: "".join(parts) for key, parts in pieces.items()}
    return {key: part for key, part in sections.items() if not _NOTHING.fullmatch(part)}


def _headers(text: str) -> Iterator[tuple[int, str]]:
    """Where each header stands, and its first key."""
    depth = 0
    for match in _NEXT.finditer(text):
        if match.lastgroup == "open":
            at = match.start("open")
            if depth == 0 and _is_first(text, at) and (header := _HEADER.match(text, at)):
                yield at, _plain(header[1])
            depth += 1
        elif match.lastgroup == "close":
            depth -= 1


def _is_first(text: str, at: int) -> bool:
    """Whether it is the first thing on its line."""
    return not text[text.rfind("\n", 0, at) + 1 : at].strip(" \t\ufeff")


def _plain(key: str) -> str:
    if key[0] not in "\"'":
        return key
    try:
        return str(next(iter(read_toml(f"{key} = 0"))))
    except PlanError:  # the text is not valid, and nobody will read it
        return key
