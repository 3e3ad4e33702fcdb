"""The standup: whose turn it is, and what they have in hand (document 000: progress, blockers, dependencies).

Turns with something blocked come first, then those at risk, then those whose next day is nearest, the rest by name;
those with nothing in hand come last. What is nobody's has the turn behind all others.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, tzinfo
from functools import cached_property
from typing import Final, Literal, TypeAlias

from octotui.plan.batches import Batch
from octotui.plan.board import Item
from octotui.plan.deltas import Deltas, is_touched_by
from octotui.plan.edits import Path, path_text
from octotui.plan.frozen import Frozen
from octotui.plan.plan import Plan, by_id
from octotui.plan.standup_things import KINDS, STATES, StandupThing, ThingState, things
from octotui.plan.waiting import Blocker, Waiting
from octotui.plan.whose import EVERYONE, filled_by, person_named, role_named

By: TypeAlias = Literal["people", "batches"]

NOBODYS: Final = "Nobody's"
BESIDE: Final = "Beside the batches"
CALLED_EVERYONE: Final = "Everyone"


class StandupTurn(Frozen):
    """A turn of a standup.

    Attributes:
        path: The person or the batch; empty for an owner the plan knows nothing about, and for what is nobody's.
        name: What a note of the meeting may be about: an id, the owner as written, or empty.
        label: Whose turn it is, as people say it.
        things: What they have in hand, kind by kind, the worst first; then what they finished since the last standup.
        chain: Of a batch: what it waits on, and below that what that waits on; each with its depth from 0.
        has_updated: Whether anything of theirs changed, or they changed anything, since the last standup; None if that
            is not known, or there is nothing to update.
    """

    path: Path
    name: str
    label: str
    things: tuple[StandupThing, ...]
    chain: tuple[tuple[int, Blocker], ...] = ()
    has_updated: bool | None = None

    @property
    def id(self) -> str:
        """What it goes by, the same in each standup."""
        return path_text(self.path) or self.name or self.label

    @cached_property
    def in_hand(self) -> tuple[StandupThing, ...]:
        """What somebody is at, or should be."""
        return tuple(thing for thing in self.things if thing.is_in_hand)

    @cached_property
    def state(self) -> ThingState:
        """The worst state of what is in hand; ``done`` if nothing is."""
        return min((thing.state for thing in self.in_hand), key=STATES.index, default="done")

    @cached_property
    def due(self) -> date | None:
        """The nearest day on which something in hand is due."""
        return min((thing.due for thing in self.in_hand if thing.due), default=None)


class StandupSummary(Frozen):
    """A standup in figures; things that are in several turns count once.

    Attributes:
        blocked: Things that are blocked.
        at_risk: Things that are late, overdue or critical, and not blocked.
        done: Things that were done since the last standup.
        stale: Things in hand of which nothing became.
        silent: The names of those, or of the batches, that have something in hand and of which nothing became.
    """

    blocked: tuple[StandupThing, ...]
    at_risk: tuple[StandupThing, ...]
    done: tuple[StandupThing, ...]
    stale: tuple[StandupThing, ...]
    silent: tuple[str, ...]


def agenda(
    plan: Plan, now: datetime, today: date, by: By, changed: Deltas | None, zone: tzinfo | None = None
) -> tuple[StandupTurn, ...]:
    """The turns of a standup, in their order; none if there is nobody and nothing.

    Args:
        plan: The plan.
        now: The moment, which says whether an escalation is late.
        today: The day, where the team is.
        by: Whose turns: of people, with everybody in the plan and whoever else owns something in hand; or of the
            batches that are not done.
        changed: What became of things since the last standup; None if nobody knows.
        zone: Where the team is; None is where the program runs.
    """
    told = tuple(things(plan, now, today, changed, zone))
    turns = _by_person(plan, told, changed) if by == "people" else _by_batch(plan, told)
    *others, last = turns
    return (*sorted(others, key=_place), *((last,) if last.things else ()))


def summary(turns: Iterable[StandupTurn]) -> StandupSummary:
    """A standup in figures."""
    turns = tuple(turns)
    once = {thing.path: thing for turn in turns for thing in turn.things}.values()

    def of(state: ThingState) -> tuple[StandupThing, ...]:
        return tuple(thing for thing in once if thing.state == state and (thing.is_in_hand or state == "done"))

    stale = tuple(thing for thing in once if thing.is_stale)
    silent = tuple(turn.label for turn in turns if turn.has_updated is False and turn.name)
    return StandupSummary(of("blocked"), of("at-risk"), of("done"), stale, silent)


def _place(turn: StandupTurn) -> tuple[int, date, str]:
    return STATES.index(turn.state), turn.due or date.max, turn.label.casefold()


def _by_person(plan: Plan, told: Sequence[StandupThing], changed: Deltas | None) -> Iterator[StandupTurn]:
    """A turn for each person, for each other owner of something, and the one of what is nobody's."""
    theirs: dict[str, list[StandupThing]] = {person.id: [] for person in plan.people}
    owners: dict[str, tuple[str, ...]] = {}
    nobodys: list[StandupThing] = []
    for thing in told:
        if thing.is_in_hand or thing.state == "done":
            if thing.owner not in owners:
                owners[thing.owner] = _who(plan, thing.owner)
            for name in owners[thing.owner]:
                theirs.setdefault(name, []).append(thing)
            if not thing.owner:
                nobodys.append(thing)
    for name, of_one in theirs.items():
        person = by_id(plan.people, name)
        label = (person.name or person.id) if person else _called(plan, name)
        turn = StandupTurn(("people", name) if person else (), name, label, _ordered(of_one))
        yield _with_update(turn, None if changed is None else is_touched_by(plan, changed, name))
    yield _with_update(StandupTurn((), "", NOBODYS, _ordered(nobodys)))


def _who(plan: Plan, owner: str) -> tuple[str, ...]:
    """Whose turn an owner's things belong to: a person's, of all who fill a role, else of whatever is written."""
    if person := person_named(plan, owner):
        return (person.id,)
    role = role_named(plan, owner)
    return (filled_by(plan, role) if role else ()) or ((owner,) if owner else ())


def _called(plan: Plan, owner: str) -> str:
    role = role_named(plan, owner)
    return role.name if role else CALLED_EVERYONE if owner == EVERYONE else owner


def _by_batch(plan: Plan, told: Sequence[StandupThing]) -> Iterator[StandupTurn]:
    """A turn for each batch that is not done, and the one of what belongs to none of these."""
    waiting, by_path = Waiting(plan), {thing.path: thing for thing in told}
    left = {path: thing for path, thing in by_path.items() if thing.is_in_hand or thing.state == "done"}
    parts = _parts(told)
    for batch in plan.batches:
        if batch.is_done:
            continue
        own = [("batches", batch.id), *parts.get(batch.id, ())]
        held_up = (by_path[path].entity for path in own if path in by_path)
        blockers = (
            one.path for thing in held_up if isinstance(thing, (Batch, Item)) for one in waiting.waiting_on(thing)
        )
        paths = dict.fromkeys((*own, *(path for path in blockers if path and path[0] in ("escalations", "issues"))))
        for path in paths:
            left.pop(path, None)
        of_batch = _ordered(by_path[path] for path in paths if path in by_path)
        yield _with_update(StandupTurn(own[0], batch.id, batch.name, of_batch, waiting.chain(batch)))
    yield _with_update(StandupTurn((), "", BESIDE if plan.batches else NOBODYS, _ordered(left.values())))


def _parts(told: Iterable[StandupThing]) -> dict[str, list[Path]]:
    """The cards, issues and actions of each batch, by its id."""
    parts: dict[str, list[Path]] = {}
    for thing in told:
        if not isinstance(thing.entity, Batch):
            own = getattr(thing.entity, "batch", "")
            for batch in (own,) if own else getattr(thing.entity, "batches", ()):
                parts.setdefault(batch, []).append(thing.path)
    return parts


def _ordered(of_one: Iterable[StandupThing]) -> tuple[StandupThing, ...]:
    """What is open kind by kind, the worst first; then what was done."""
    return tuple(sorted(of_one, key=lambda one: (one.state == "done", KINDS.index(one.kind), STATES.index(one.state))))


def _with_update(turn: StandupTurn, touched: bool | None = False) -> StandupTurn:
    """A turn that says whether something became of it; touched as well by whoever changed something of others."""
    known = [thing.changed for thing in turn.things if thing.changed is not None]
    if touched is None or not known or not turn.in_hand:
        return turn
    has_updated = touched or any(since != "same" for since in known)
    return StandupTurn(turn.path, turn.name, turn.label, turn.things, turn.chain, has_updated)
