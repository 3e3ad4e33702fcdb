"""Who waits on whom: blockers resolved to what they name, chains of them, and circles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Final, Literal, Self, TypeAlias

from octotui.plan.base import Entity
from octotui.plan.batches import Batch
from octotui.plan.board import Item, columns_of
from octotui.plan.edits import Path
from octotui.plan.frozen import Frozen
from octotui.plan.kept import Kept
from octotui.plan.naming import slug
from octotui.plan.plan import Plan

BlockerState: TypeAlias = Literal["open", "cleared", "unknown"]
Waiter: TypeAlias = Batch | Item

AREAS: Final = ("batches", "items", "escalations", "issues")
"""Where a blocker is looked for; the first that has the id counts."""
FOLLOWS_FROM: Final = (*AREAS, "board")
"""All that is looked at to say who waits on whom."""
CLEARED: Final = frozenset({"done", "resolved", "closed"})
DEEPEST: Final = 20
"""A chain is told this deep: further down it says nothing to a reader."""


class Blocker(Frozen):
    """What something waits on.

    Attributes:
        name: The id of what is named, else the words as they stand.
        path: Where it is in the plan; None for words.
        label: What a person calls it.
        state: ``cleared`` holds nothing up any more; ``unknown`` looks like an id, and nothing has it.
    """

    name: str
    path: Path | None
    label: str
    state: BlockerState


class Waiting:
    """What waits on what in one plan, looked up once."""

    def __init__(self, plan: Plan) -> None:
        """Look through a plan."""
        self._done_columns = {"done", *(column.id for column in columns_of(plan.board)[-1:])}
        self._things: dict[str, tuple[str, Entity]] = {}
        for area in AREAS:
            for entity in getattr(plan, area):
                self._things.setdefault(entity.id, (area, entity))
        self._id_of_name = {batch.name.casefold(): batch.id for batch in reversed(plan.batches)}
        self._held: dict[str, list[str]] = defaultdict(list)
        for escalation in (one for one in plan.escalations if one.is_open):
            for name in escalation.blocks:
                self._held[self._canonical(name)].append(escalation.id)
        self._all: tuple[Waiter, ...] = (*plan.batches, *plan.items)
        self._waiters: dict[str, list[Waiter]] = defaultdict(list)
        for thing in self._all:
            for name in dict.fromkeys(map(self._canonical, thing.blockers)):
                self._waiters[name].append(thing)

    @classmethod
    def of(cls, plan: Plan, kept: Kept) -> Self:
        """What waits on what in a plan; not looked up again if nobody touched what it follows from."""
        return kept.of(cls, tuple(getattr(plan, area) for area in FOLLOWS_FROM), lambda: cls(plan))

    def blockers_of(self, thing: Waiter) -> tuple[Blocker, ...]:
        """All a thing names as blockers, and the open escalations that say they hold it up; each once."""
        held = self._held.get(thing.id, ())
        names = dict.fromkeys((*map(self._canonical, thing.blockers), *held))
        return tuple(map(self._resolved, names))

    def waiting_on(self, thing: Waiter) -> tuple[Blocker, ...]:
        """The blockers that are not cleared."""
        return tuple(blocker for blocker in self.blockers_of(thing) if blocker.state != "cleared")

    def is_waiting(self, thing: Waiter) -> bool:
        """Whether a thing that is not done waits on something."""
        return not self.is_cleared(thing) and bool(self.waiting_on(thing))

    def is_cleared(self, entity: Entity) -> bool:
        """Whether a thing holds nothing up: a batch done, a card in the last column, the rest resolved or closed."""
        if isinstance(entity, Item):
            return entity.column in self._done_columns
        return getattr(entity, "status", "") in CLEARED

    def waiters_of(self, entity_id: str) -> tuple[Waiter, ...]:
        """The batches and cards that name it as a blocker."""
        return tuple(self._waiters.get(entity_id, ()))

    def chain(self, thing: Waiter) -> tuple[tuple[int, Blocker], ...]:
        """The blockers, and below each open one what that waits on itself.

        Returns:
            The depth from 0, at most `DEEPEST`, and the blocker. What was told once is not unfolded again, so
            circles end.
        """
        return tuple(self._chain(thing, 0, {thing.id}))

    def cycles(self) -> tuple[tuple[str, ...], ...]:
        """The circles of blockers among batches and cards, each once, from the first of its things in the plan."""
        found: dict[frozenset[str], tuple[str, ...]] = {}
        finished: set[str] = set()
        for thing in self._all:
            if thing.blockers and thing.id not in finished:
                self._walk(thing.id, found, finished)
        return tuple(found.values())

    def _chain(self, thing: Waiter, depth: int, told: set[str]) -> Iterator[tuple[int, Blocker]]:
        for blocker in self.blockers_of(thing):
            yield depth, blocker
            _, entity = self._things.get(blocker.name, ("", None))
            if blocker.state == "open" and isinstance(entity, Waiter) and entity.id not in told and depth < DEEPEST:
                told.add(entity.id)
                yield from self._chain(entity, depth + 1, told)

    def _walk(self, start: str, found: dict[frozenset[str], tuple[str, ...]], finished: set[str]) -> None:
        """Depth first without recursion: a chain may be as long as the plan."""
        way = {start: self._next(start)}
        while way:
            here = next(reversed(way))
            step = next(way[here], None)
            if step is None:
                del way[here]
                finished.add(here)
            elif step in way:
                ids = list(way)
                circle = tuple(ids[ids.index(step) :])
                found.setdefault(frozenset(circle), circle)
            elif step not in finished:
                way[step] = self._next(step)

    def _next(self, entity_id: str) -> Iterator[str]:
        """The batches and cards that one names as blockers."""
        _, entity = self._things[entity_id]
        names = map(self._canonical, entity.blockers) if isinstance(entity, Waiter) else ()
        return (name for name in names if name in self._things)

    def _canonical(self, name: str) -> str:
        """The id of what a blocker names, by its id or by a batch's name; else the words themselves."""
        return name if name in self._things else self._id_of_name.get(name.casefold(), name)

    def _resolved(self, name: str) -> Blocker:
        if name not in self._things:
            return Blocker(name, None, name, "unknown" if slug(name) == name else "open")
        area, entity = self._things[name]
        return Blocker(entity.id, (area, entity.id), entity.label, "cleared" if self.is_cleared(entity) else "open")
