"""The filter people type: words, ``owner:dana``, ``status:blocked``, ``!done``, ``"a phrase"``."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Final

from octotui.plan.frozen import Frozen

_TERM: Final = re.compile(r'([!-]?)(?:([a-z][a-z_]*):)?(?:"([^"]*)"?|([^\s"]\S*)|(?<=:))', re.IGNORECASE)
WHOLE: Final = frozenset({"changed"})
"""Fields that ask for something by themselves: ``changed:`` is whatever changed."""
_GAPS: Final = re.compile(r"[-_\s]+")


class Term(Frozen):
    """One condition: a text, perhaps in one field, perhaps not to be there.

    Attributes:
        text: What is looked for, folded; nothing yet while somebody types ``owner:``, and anything in one of `WHOLE`.
        field: The field to look in; nothing for anywhere.
        negated: Whether it must not be there.
        typed: The field and the text as they are looked for where nothing has such a field.
    """

    text: str
    field: str = ""
    negated: bool = False
    typed: str = ""

    def holds(self, text: Searchable) -> bool:
        """Whether the condition is met by what is written, or a field of which a value or a word in it begins so."""
        if self.field in text.fields:
            return f" {self.text}" in text.field(self.field) if self.text else bool(text.fields[self.field])
        return (self.typed or self.text) in text.words


class Searchable:
    """What a filter looks at in one thing.

    Attributes:
        fields: What ``field:value`` looks at, by field; a field that is not here is a word like any other.
        words: All that is written about the thing, the values of its fields with it, folded.
    """

    def __init__(self, words: str, fields: Mapping[str, str]) -> None:
        """Take what is written beside the fields, and the fields."""
        self.fields = fields
        self.words = folded(" ".join((words, *fields.values())))
        self._folded: dict[str, str] = {}

    def field(self, name: str) -> str:
        """A field's value, folded, behind a space: each of its words begins behind one."""
        if name not in self._folded:
            self._folded[name] = f" {folded(self.fields[name])}"
        return self._folded[name]


class Filter(Frozen):
    """Conditions that all have to hold; none lets everything through."""

    terms: tuple[Term, ...] = ()

    def matches(self, words: str, fields: Mapping[str, str]) -> bool:
        """Whether a thing is let through of which this is written; see `Searchable`."""
        return not self.terms or self.lets_through(Searchable(words, fields))

    def lets_through(self, text: Searchable) -> bool:
        """Whether a thing is let through."""
        return all(term.holds(text) != term.negated for term in self.terms)


def parse_filter(text: str) -> Filter:
    """Read what was typed; anything is a filter, and what is not finished yet asks for nothing."""
    return Filter(tuple(_term(*match.groups("")) for match in _TERM.finditer(text) if _says_something(match)))


def folded(text: str) -> str:
    """Text without case and accents; hyphens, underscores and line ends are single spaces."""
    if not text.isascii():
        text = "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
    return _GAPS.sub(" ", text.casefold()).strip()


def _says_something(match: re.Match[str]) -> bool:
    return (match[2] or "").lower() in WHOLE or bool(folded(match[3] or match[4] or "").strip("!"))


def _term(sign: str, field: str, phrase: str, word: str) -> Term:
    text = folded(phrase or word)
    return Term(text, field.lower(), bool(sign), folded(f"{field}:{phrase or word}") if field else text)
