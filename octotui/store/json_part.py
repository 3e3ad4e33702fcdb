"""JSON that was read before, with a change in one thing of a section: only that thing is read again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from octotui.plan.problems import PlanError, RawPath
from octotui.store.changed import Span, changed_span
from octotui.store.json_places import JsonPlaces, Member
from octotui.store.raw import with_table
from octotui.store.source import read_json


def data_after(places: JsonPlaces, data: Mapping[str, Any], text: str) -> dict[str, Any] | None:
    """The data of a text that is nearly another. What did not change is shared with that.

    Args:
        places: Where everything stands in the other text.
        data: What the other text says.
        text: The text.

    Returns:
        None if more than one thing of one section changed, or if it cannot be read by itself.
    """
    span = changed_span(places.text, text)
    section = _around(places, (), span)
    thing = _around(places, section[0], span) if section else None
    if thing is None:
        return None
    place, member = thing
    part = text[member.value : member.end + span.new_end - span.old_end]
    try:
        return with_table(data, place, read_json(part))
    except PlanError:
        return None


def _around(places: JsonPlaces, place: RawPath, span: Span) -> tuple[RawPath, Member] | None:
    """The entry of an object or an array within whose value all of a change is."""
    holder = places.holder(place)
    for number, member in enumerate(holder.members if holder else ()):
        if member.value < span.start and span.old_end < member.end:
            return (*place, number if member.key is None else member.key), member
    return None
