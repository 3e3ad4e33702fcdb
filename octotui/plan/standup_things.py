"""What a standup tells of each thing: how it stands, why it is blocked or late, what became of it since the last."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, tzinfo
from typing import Any, Final, Literal, TypeAlias

from octotui.plan.base import Entity
from octotui.plan.batches import Batch
from octotui.plan.board import Item
from octotui.plan.board_rules import BoardRules
from octotui.plan.claims import Claim, ClaimKind, open_work
from octotui.plan.deltas import DeltaKind, Deltas, thing_of
from octotui.plan.edits import Path, Set, value_at
from octotui.plan.escalations import Escalation, late_by, route_for
from octotui.plan.frozen import Frozen
from octotui.plan.issues import Issue
from octotui.plan.plan import Plan
from octotui.plan.risks import Mitigation
from octotui.plan.sprints import card_state
from octotui.plan.waiting import Blocker, Waiting
from octotui.plan.words import age_text, counted

ThingState: TypeAlias = Literal["blocked", "at-risk", "open", "done"]
Since: TypeAlias = DeltaKind | Literal["same"]

KINDS: Final[tuple[ClaimKind, ...]] = ("batch", "card", "escalation", "issue", "action", "mitigation")
"""What a standup is about, in the order in which it is told; votes, ticks and reviews have meetings of their own."""
STATES: Final[tuple[ThingState, ...]] = ("blocked", "at-risk", "open", "done")
_KIND_OF: Final[dict[str, ClaimKind]] = {
    "batches": "batch",
    "items": "card",
    "escalations": "escalation",
    "issues": "issue",
    "actions": "action",
}
_PARTS: Final[dict[str, ClaimKind]] = {"meetings": "action", "risks": "mitigation"}
"""Areas whose things have ``actions`` that are ticked."""


class StandupThing(Frozen):
    """Something that a standup tells.

    Attributes:
        path: Where it is in the plan.
        entity: The thing itself.
        kind: What it is.
        label: What a person calls it.
        owner: Whose it is, as it is written; empty if nobody's.
        status: How it stands, in words: ``in progress``, ``level 2``.
        progress: In percent; None where a thing has none.
        due: The day it is due; None if nothing says when.
        state: Blocked; at risk, which is late, overdue or critical; open; or done since the last standup.
        why: Why it is blocked or at risk, and what it holds up, a reason each.
        is_in_hand: Whether somebody is at it, or should be: begun, blocked, late, or to be answered.
        changed: What became of it since the last standup, ``same`` for nothing; None if that is not known.
    """

    path: Path
    entity: Entity
    kind: ClaimKind
    label: str
    owner: str
    status: str
    progress: float | None
    due: date | None
    state: ThingState
    why: tuple[str, ...]
    is_in_hand: bool
    changed: Since | None

    @property
    def is_stale(self) -> bool:
        """Whether somebody has it in hand and nothing became of it since the last standup."""
        return self.is_in_hand and self.changed == "same"


def things(
    plan: Plan, now: datetime, today: date, changed: Deltas | None, zone: tzinfo | None = None
) -> Iterator[StandupThing]:
    """Everything open that a standup may tell, then what was done since the last one, in the plan's order."""
    look = _Look(plan, now, today, changed)
    for claim in open_work(plan, now, today, zone):
        if claim.kind in KINDS:
            yield look.open(claim)
    yield from look.done()


class _Look:
    """One plan at one moment, looked up once."""

    def __init__(self, plan: Plan, now: datetime, today: date, changed: Deltas | None) -> None:
        self._plan = plan
        self._now = now
        self._today = today
        self._changed = changed
        self._waiting = Waiting(plan)
        self._rules = BoardRules(plan.board)
        self._things = {area: {one.id: one for one in getattr(plan, area)} for area in (*_KIND_OF, *_PARTS)}

    def _at(self, path: Path) -> Any:
        """What is at a path of an area that a standup is about; see `value_at`, which looks through all of it."""
        area, name, *inner = path
        thing = self._things[area][name]
        return value_at(thing, tuple(inner)) if inner else thing

    def open(self, claim: Claim) -> StandupThing:
        """Something that is to be done."""
        thing = self._at(claim.path)
        in_hand, owner = self._is_in_hand(claim, thing), claim.names[0] if claim.part == "owner" else ""
        waits = tuple(self._waits(thing)) if in_hand else ()
        risky = tuple(self._risky(claim, thing))
        state: ThingState = "blocked" if waits else "at-risk" if risky else "open"
        why = (*waits, *risky, *self._holds_up(thing))
        return self._thing(claim.path, claim.kind, thing, owner, claim.due, state, why, in_hand, claim.of)

    def done(self) -> Iterator[StandupThing]:
        """What was closed, and the actions and steps that were ticked, since the last standup."""
        for path, delta in (self._changed or {}).items():
            if delta.kind == "closed" and path[0] in _KIND_OF:
                yield self._done(path, _KIND_OF[path[0]])
            for edit in delta.edits if path[0] in _PARTS else ():
                match edit:
                    case Set((*part, "done"), _, True):
                        yield self._done(tuple(part), _PARTS[path[0]])

    def _done(self, path: Path, kind: ClaimKind) -> StandupThing:
        thing = self._at(path)
        return self._thing(path, kind, thing, thing.owner, None, "done", (), False)

    def _thing(
        self,
        path: Path,
        kind: ClaimKind,
        thing: Any,
        owner: str,
        due: date | None,
        state: ThingState,
        why: tuple[str, ...],
        is_in_hand: bool,
        of: str = "",
    ) -> StandupThing:
        status, progress = self._status(thing, of), getattr(thing, "progress", None)
        since = "closed" if state == "done" else self._since(path)
        return StandupThing(path, thing, kind, thing.label, owner, status, progress, due, state, why, is_in_hand, since)

    def _since(self, path: Path) -> Since | None:
        if self._changed is None:
            return None
        delta = self._changed.get(thing_of(path))
        return delta.kind if delta else "same"

    def _is_in_hand(self, claim: Claim, thing: Any) -> bool:
        """Begun or late; an action that is due within a week, or any day; a step against a risk once it is late."""
        if claim.state == "late":
            return True
        match thing:
            case Batch():
                return thing.status in ("in-progress", "blocked")
            case Item():
                return card_state(thing, self._plan.board) in ("in-progress", "blocked")
            case Mitigation():
                return False
        return claim.kind != "action" or claim.due is None or claim.state != "open"

    def _status(self, thing: Any, of: str) -> str:
        match thing:
            case Batch():
                return thing.status.replace("-", " ")
            case Item():
                return self._rules.column_name(thing)
            case Escalation():
                return level_words(thing.level) if thing.is_open else "resolved"
            case Issue():
                return f"{thing.status.replace('-', ' ')}, {thing.priority}"
        return "done" if thing.done else of

    def _waits(self, thing: Any) -> Iterator[str]:
        """What a batch or a card waits on, each with who is on that."""
        if not isinstance(thing, (Batch, Item)):
            return
        waiting = self._waiting.waiting_on(thing)
        yield from (f"waits on {self._told(blocker)}" for blocker in waiting)
        is_blocked = thing.blocked if isinstance(thing, Item) else thing.status == "blocked"
        if is_blocked and not waiting:
            over = ", ".join(blocker.name for blocker in self._waiting.blockers_of(thing))
            yield f"blocked by something finished: {over}" if over else "blocked, and nobody wrote why"

    def _told(self, blocker: Blocker) -> str:
        """``Partner API down (e-7, Ana Ruiz)``; words as they are."""
        if blocker.path is None:
            return f"{blocker.name}, which is nowhere" if blocker.state == "unknown" else blocker.name
        owner = getattr(self._at(blocker.path), "owner", "")
        who = self._plan.person_name(owner) if owner else "nobody is on it"
        return f"{blocker.label} ({blocker.name}, {who})"

    def _risky(self, claim: Claim, thing: Any) -> Iterator[str]:
        """What is late, overdue or critical about it."""
        if isinstance(thing, Escalation):
            if late := late_by(thing, route_for(thing.level, self._plan.routes), self._now):
                yield f"no answer, {age_text(late)} late"
            elif thing.level in ("3", "security"):
                yield level_words(thing.level)
            return
        if claim.state == "late" and claim.due:
            yield f"{counted((self._today - claim.due).days, 'day')} late"
        if isinstance(thing, Issue) and thing.priority == "critical":
            yield "critical"

    def _holds_up(self, thing: Any) -> Iterator[str]:
        """What an escalation or an issue holds up that is not done."""
        if isinstance(thing, (Escalation, Issue)):
            named = dict.fromkeys(
                (*getattr(thing, "blocks", ()), *(one.id for one in self._waiting.waiters_of(thing.id)))
            )
            if held := ", ".join(name for name in named if not self._is_over(name)):
                yield f"holds up {held}"

    def _is_over(self, name: str) -> bool:
        """Whether a batch or a card of this id is done."""
        found = (self._things[area].get(name) for area in ("batches", "items"))
        return any(one is not None and self._waiting.is_cleared(one) for one in found)


def level_words(level: str) -> str:
    """An escalation's level: ``level 2``, ``security``."""
    return level if level == "security" else f"level {level}"
