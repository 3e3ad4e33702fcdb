"""How much somebody has in hand: batches against what a person can carry."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Final

from octotui.plan.frozen import Frozen
from octotui.plan.plan import Plan
from octotui.plan.project import Person

MOST_BATCHES: Final = 3
"""Somebody with more batches in hand than this, in progress or blocked, is over-loaded; part-time counts in part."""
FULL_TIME: Final = 100


class Load(Frozen):
    """What a person has in hand.

    Attributes:
        batches: Batches of theirs that are in progress or blocked.
        capacity: How much of a working week they have, in percent.
    """

    batches: int
    capacity: float = FULL_TIME

    @property
    def most(self) -> float:
        """So many batches can be carried."""
        return MOST_BATCHES * self.capacity / FULL_TIME

    @property
    def is_over(self) -> bool:
        """Whether it is too much."""
        return self.batches > self.most


def loads(plan: Plan) -> dict[str, Load]:
    """The load of each person, by handle."""
    in_hand = Counter(batch.owner for batch in plan.batches if batch.status in ("in-progress", "blocked"))
    return {person.id: _load(person, in_hand) for person in plan.people}


def over_loaded(plan: Plan, handles: Iterable[str]) -> list[str]:
    """Those of some people who have too much in hand."""
    known = loads(plan)
    return [handle for handle in handles if handle in known and known[handle].is_over]


def _load(person: Person, in_hand: Counter[str]) -> Load:
    batches = sum(in_hand[name] for name in {person.id, person.name})
    return Load(batches, FULL_TIME if person.capacity is None else person.capacity)
