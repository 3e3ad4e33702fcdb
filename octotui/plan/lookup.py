"""Things by their ids: a collection that is asked often, and a long one, is looked through once."""

from __future__ import annotations

from functools import lru_cache
from typing import Final, TypeVar

from octotui.plan.base import Entity

E = TypeVar("E", bound=Entity)

FEW: Final = 30
"""So many things are looked through as fast as they are found in an index."""


def by_id(entities: tuple[E, ...], wanted: str) -> E | None:
    """The first thing with an id, or None."""
    if len(entities) <= FEW:
        return next((one for one in entities if one.id == wanted), None)
    found: E | None = _index(_Same(entities)).get(wanted)  # type: ignore[assignment]  # they are of one kind
    return found


class _Same:
    """A collection, told from others by being the same: to compare what is in it would cost what an index saves."""

    __slots__ = ("entities",)

    def __init__(self, entities: tuple[Entity, ...]) -> None:
        self.entities = entities

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.entities is other.entities

    def __hash__(self) -> int:
        return id(self.entities)


@lru_cache(maxsize=32)
def _index(same: _Same) -> dict[str, Entity]:
    return {one.id: one for one in reversed(same.entities)}
