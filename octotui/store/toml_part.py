"""TOML that was read before, with a change under one of its headers: only what is under that header is read again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from octotui.plan.problems import RawPath
from octotui.plan.rereading import alike
from octotui.store.raw import with_table
from octotui.store.toml_places import Block, TomlPlaces
from octotui.store.toml_quick import quick_toml
from octotui.store.toml_scan import headers_in


def data_after(places: TomlPlaces, data: Mapping[str, Any], text: str) -> dict[str, Any] | None:
    """The data of a text that is nearly another. What did not change is shared with that.

    The lines under a header are TOML of their own, and neither they nor what is around them can change what the other
    says, as long as all headers stay and no key comes that is there already.

    Args:
        places: Where everything stands in the other text.
        data: What the other text says.
        text: The text.

    Returns:
        None if more than the lines under one header changed, or if they cannot be read by themselves.
    """
    block = places.changed_block(text)
    if block is None:
        return None
    before, after = places.text[block.start : block.old_end], text[block.start : block.new_end]
    ends_a_line = block.new_end == len(text) or after.rstrip(" \t").endswith("\n")
    old, new = quick_toml(before), quick_toml(after)
    if not ends_a_line or old is None or new is None or not _has_just(block, after):
        return None
    old, new = _table_of(block, old), _table_of(block, new)
    there = _at(data, block.path)
    inside = list(there)[len(old) :]
    if list(there)[: len(old)] != list(old) or not all(alike(there[key], old[key]) for key in old):
        return None
    if not new.keys().isdisjoint(inside):
        return None
    return with_table(data, block.path, new | {key: there[key] for key in inside})


def _has_just(block: Block, text: str) -> bool:
    """Whether the header of a block is the only one in a text that is valid TOML."""
    headers = [] if block.header is None else [(0, block.header)]
    return headers_in(text, 0, len(text)) == (headers, len(text))


def _table_of(block: Block, data: Mapping[str, Any]) -> dict[str, Any]:
    """The table of a block, in the data of its text alone."""
    here: Any = data
    for key in block.header.keys if block.header else ():
        here = here[key]
    return dict(here[0] if isinstance(here, list) else here)


def _at(data: Mapping[str, Any], place: RawPath) -> dict[str, Any]:
    here: Any = data
    for step in place:
        here = here[step]
    return dict(here)
