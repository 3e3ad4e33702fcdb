"""Data that was read anew keeps the objects of what it was, where nothing changed: sameness is seen at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from octotui.plan.rereading import alike


def shared(new: Mapping[str, Any], old: Mapping[str, Any]) -> dict[str, Any]:
    """The new data; its sections, and the entries in them, are the old ones where the two are the same."""
    return {key: _section(value, old.get(key)) for key, value in new.items()}


def _section(new: Any, old: Any) -> Any:
    if alike(new, old):
        return old
    if isinstance(new, list) and isinstance(old, list):
        return _entries(new, old)
    if isinstance(new, dict) and isinstance(old, dict):
        return {key: old[key] if key in old and alike(value, old[key]) else value for key, value in new.items()}
    return new


def _entries(new: list[Any], old: list[Any]) -> list[Any]:
    """Entries that nobody touched stand as far from the beginning as they did, or from the end."""
    more = len(new) - len(old)
    found = list(new)
    for index, entry in enumerate(new):
        for before in (index, index - more):
            if 0 <= before < len(old) and alike(entry, old[before]):
                found[index] = old[before]
                break
    return found
