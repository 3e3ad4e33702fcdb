"""TOML read by a fast parser, which says nothing where the exact one might say something else."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timezone
from typing import Any, Final

import rtoml

_LOOSE: Final = (re.compile(r"=[ \t]*[\r\n#]"), re.compile(r"\n[ \t]*="))
"""A line end beside an equals sign: rtoml takes it in an inline table, which is not TOML."""
_HEADER: Final = re.compile(r"\n[ \t]*(\[\[?)([^\[\]\n]+)\]")
_LAYOUT: Final = str.maketrans("", "", " \t\"'")


def quick_toml(text: str) -> dict[str, Any] | None:
    """The data of a TOML text.

    Returns:
        None if it is not valid TOML, or if rtoml may be wrong about it.
    """
    try:
        data = rtoml.loads(text)
    except rtoml.TomlParsingError:
        return None
    if text.startswith("\ufeff") or any(loose.search(text) for loose in _LOOSE) or _is_reopened(text):
        return None
    return plain_data(data, text)


def plain_data(data: dict[str, Any], text: str) -> dict[str, Any]:
    """The data of a text with Python's own time zones, and plain line ends in texts over several lines."""
    _make_plain(data, data.items(), has_returns="\r\n" in text)
    return data


def _is_reopened(text: str) -> bool:
    """Whether a header may come behind one of a table inside of it: rtoml then takes the keys in another order."""
    headers = _HEADER.findall("\n" + text)
    plain = {header: header[1].translate(_LAYOUT) for header in set(headers)}
    names = {*plain.values()}
    if any("\\" in name for name in names):  # an escape: two spellings of one key
        return True
    above = {name[:at] for name in names for at, char in enumerate(name) if char == "."}
    tables = {name for (brackets, _), name in plain.items() if brackets == "[" and name in above}
    inside: set[str] = set()
    for header in headers if tables else ():
        name = plain[header]
        if name in inside:
            return True
        inside.update(table for table in tables if name.startswith(f"{table}."))
    return False


def _make_plain(holder: Any, items: Iterable[tuple[Any, Any]], *, has_returns: bool) -> None:
    for key, value in items:
        kind = type(value)
        if kind is dict:
            _make_plain(value, value.items(), has_returns=has_returns)
        elif kind is list:
            _make_plain(value, enumerate(value), has_returns=has_returns)
        elif kind is datetime and (offset := value.utcoffset()) is not None:
            holder[key] = value.replace(tzinfo=timezone(offset) if offset else UTC)
        elif kind is str and has_returns and "\r\n" in value:
            holder[key] = value.replace("\r\n", "\n")
