"""How things get their names: ids from titles, fields from keys however they are spelled."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container

_WORD_START = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_NOT_ID = re.compile(r"[^\w.]+")


def snake(key: str) -> str:
    """``targetDate``, ``target-date`` and ``target_date`` are one key: the last."""
    return _WORD_START.sub("_", key).replace("-", "_").lower()


def camel(key: str) -> str:
    """``target_date`` as JSON spells it: ``targetDate``."""
    first, *rest = key.split("_")
    return first + "".join(part[:1].upper() + part[1:] for part in rest)


def slug(text: str) -> str:
    """An id that follows from a name: ``Critical Blockers!`` becomes ``critical-blockers``.

    Letters of any script stay; accents go. Text without a letter or a digit gives ``unnamed``.
    """
    plain = text if text.isascii() else _without_accents(text)
    return _NOT_ID.sub("-", plain.casefold().replace("_", "-")).strip("-.") or "unnamed"


def _without_accents(text: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))


def unused(wanted: str, taken: Container[str], last: dict[str, int] | None = None) -> str:
    """The wanted id, with ``-2``, ``-3`` … behind it where another has it.

    Args:
        wanted: The id.
        taken: Ids that others have.
        last: The last number of each wanted id, for who asks many times while ``taken`` grows; it is kept up.
    """
    last = {} if last is None else last
    name, number = wanted, last.get(wanted, 1)
    while name in taken:
        number += 1
        name = f"{wanted}-{number}"
    last[wanted] = number
    return name
