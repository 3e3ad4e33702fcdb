"""The filter people type: words, ``owner:dana``, ``status:blocked``, ``!done``, "a phrase"."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

_TERM = re.compile(r'([!-]?)(?:([a-z_]+):)?(?:"([^"]*)"?|(\S+))', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Term:
    """One condition: a text, perhaps in one field, perhaps not to be there."""

    text: str
    field: str = ""
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Filter:
    """Conditions that all have to hold."""

    terms: tuple[Term, ...] = ()

    def matches(self, words: str, fields: Mapping[str, str]) -> bool:
        """Whether a thing with these words and fields is let through.

        A field that the thing does not have is a word like any other.
        """
        text = folded(f"{words} {' '.join(fields.values())}")
        return all(_holds(term, text, fields) != term.negated for term in self.terms)


def parse_filter(text: str) -> Filter:
    """Read what was typed; anything is a filter."""
    terms = [
        Term(folded(phrase or word), field.lower(), bool(sign))
        for sign, field, phrase, word in _TERM.findall(text)
        if phrase or word
    ]
    return Filter(tuple(terms))


def folded(text: str) -> str:
    """Text without case and accents; hyphens and underscores are spaces."""
    plain = "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
    return re.sub(r"[-_\s]+", " ", plain.casefold()).strip()


def _holds(term: Term, text: str, fields: Mapping[str, str]) -> bool:
    if term.field in fields:
        value = folded(fields[term.field])
        return value.startswith(term.text) or f" {term.text}" in f" {value}"
    wanted = f"{term.field}:{term.text}" if term.field else term.text
    return wanted in text
