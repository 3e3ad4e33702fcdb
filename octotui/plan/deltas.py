"""What became of each thing between two plans: new, changed, closed, reopened, gone; and who had no part in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any, Final, Literal, TypeAlias

from octotui.plan.base import Entity, fields_of
from octotui.plan.batches import Batch, Gate
from octotui.plan.became import became
from octotui.plan.board import Item, Sprint
from octotui.plan.changes import Approval, Change
from octotui.plan.checklists import Checklist, ChecklistItem
from octotui.plan.diff import diff
from octotui.plan.edits import Add, Edit, Edits, Move, Path, Set, value_at
from octotui.plan.escalations import Escalation
from octotui.plan.frozen import Frozen
from octotui.plan.issues import Issue
from octotui.plan.plan import Plan
from octotui.plan.releases import Release
from octotui.plan.rhythm import MeetingAction
from octotui.plan.risks import Mitigation, Risk
from octotui.plan.sprints import card_state
from octotui.plan.whose import whose
from octotui.plan.work import Milestone, NextAction, Runbook

DeltaKind: TypeAlias = Literal["new", "changed", "closed", "reopened", "gone"]

DELTA_KINDS: Final[tuple[DeltaKind, ...]] = ("new", "changed", "closed", "reopened", "gone")
_DOERS: Final = ("by", "noted_by", "activated_by")
_OVER: Final[Mapping[type[Entity], Callable[[Any, Plan], bool]]] = {
    Batch: lambda batch, _: batch.is_done,
    Item: lambda card, plan: card_state(card, plan.board) == "done",
    Sprint: lambda sprint, _: sprint.completed is not None,
    Milestone: lambda milestone, _: not milestone.is_open,
    Risk: lambda risk, _: not risk.is_open,
    Escalation: lambda escalation, _: not escalation.is_open,
    Issue: lambda issue, _: not issue.is_open,
    Change: lambda change, _: change.is_decided,
    Checklist: lambda checklist, _: checklist.is_done,
    Release: lambda release, _: release.status not in ("planned", "active"),
    NextAction: lambda action, _: action.done,
    Runbook: lambda runbook, _: runbook.state == "current",
    ChecklistItem: lambda point, _: point.done,
    Mitigation: lambda action, _: action.done,
    MeetingAction: lambda action, _: action.done,
    Gate: lambda gate, _: gate.passed,
    Approval: lambda approval, _: approval.state != "pending",
}
"""When a thing of a kind, or a part of one, is over; other kinds only change."""


class Delta(Frozen):
    """What became of a thing.

    Attributes:
        kind: ``closed`` and ``reopened`` are changes, too: of what is over now, or is not any more.
        path: The thing: its area and id, or a section that is one thing.
        edits: What was done to it; a new place in its row is nothing.
        before: The thing as it was; None of a new one.
        after: The thing as it is; None of one that is gone.
    """

    kind: DeltaKind
    path: Path
    edits: Edits
    before: Any
    after: Any

    @cached_property
    def names(self) -> frozenset[str]:
        """Whose it is, whose the parts are that changed, and who is on record for a change; as they are written."""
        found = {name for edit in self.edits for name in _recorded(edit)}
        for whole in filter(None, (self.before, self.after)):
            found |= {name for edit in self.edits for thing in self._along(edit, whole) for name in _owners(thing)}
        return frozenset(found - {""})

    def _along(self, edit: Edit, whole: Any) -> Iterator[Any]:
        """The thing itself, and each part on the way to what an edit is about."""
        depth = len(self.path)
        return (value_at(whole, edit.path[depth:end]) for end in range(depth, len(edit.path) + 1))


Deltas: TypeAlias = Mapping[Path, Delta]
"""By the path of the thing, area by area in the plan's order; what is gone comes first in its area."""


def deltas(old: Plan, new: Plan) -> Deltas:
    """What became of each thing that is not as it was.

    Args:
        old: The plan before.
        new: The plan after.
    """
    by_thing: dict[Path, list[Edit]] = {}
    for edit in diff(old, new):
        thing = thing_of(edit.path)
        if not (isinstance(edit, Move) and edit.path == thing):
            by_thing.setdefault(thing, []).append(edit)
    return {path: _delta(path, tuple(edits), old, new) for path, edits in by_thing.items()}


def delta_at(found: Deltas, path: Path, plan: Plan) -> Delta | None:
    """What became of a thing, or of a part of one; None if it is as it was.

    Args:
        found: What became of each thing.
        path: The thing or the part.
        plan: The plan after.
    """
    thing = thing_of(path)
    whole, inside = found.get(thing), path[len(thing) :]
    if whole is None or not inside:
        return whole
    edits = tuple(edit for edit in whole.edits if edit.path[: len(path)] == path[: len(edit.path)])
    before, after = (one and value_at(one, inside) for one in (whole.before, whole.after))
    return Delta(_kind(before, after, plan, plan), path, edits, before, after) if edits else None


def delta_words(delta: Delta, plan: Plan) -> str:
    """What became of a thing on one line: ``status: in progress → blocked; progress: 40 → 55``.

    Args:
        delta: What became of it.
        plan: The plan after.
    """
    return "; ".join(delta_lines(delta, plan))


def delta_lines(delta: Delta, plan: Plan) -> tuple[str, ...]:
    """What became of a thing, a line for each change; see `delta_words`."""
    whole = {"new": ("new",), "gone": ("removed",)}.get(delta.kind)
    return whole or tuple(became(delta.path, delta.edits, delta.before, delta.after, plan))


def in_hand(plan: Plan, person: str) -> tuple[Path, ...]:
    """What somebody is at: their batches and cards that are begun, their open escalations and issues.

    Args:
        plan: The plan.
        person: A handle or a name.
    """
    who = whose(plan, person)
    begun: dict[str, Iterator[Any]] = {
        "batches": (batch for batch in plan.batches if batch.status in ("in-progress", "blocked")),
        "items": (card for card in plan.items if card_state(card, plan.board) in ("in-progress", "blocked")),
        "escalations": (one for one in plan.escalations if one.is_open),
        "issues": (one for one in plan.issues if one.is_open),
    }
    return tuple((area, one.id) for area, things in begun.items() for one in things if who.is_named(one.owner))


def is_touched_by(plan: Plan, changed: Deltas, person: str) -> bool:
    """Whether something of somebody's changed, or a change is on record as theirs."""
    who = whose(plan, person)
    return any(who.is_named(name) for delta in changed.values() for name in delta.names)


def untouched(plan: Plan, changed: Deltas, person: str) -> tuple[Path, ...]:
    """What somebody has in hand, if nothing of theirs changed: they have not updated. Nothing if they have.

    Args:
        plan: The plan after.
        changed: What became of its things.
        person: A handle or a name.
    """
    return () if is_touched_by(plan, changed, person) else in_hand(plan, person)


def not_updated(plan: Plan, changed: Deltas) -> tuple[str, ...]:
    """The handles of those who have something in hand and nothing of theirs changed, in the plan's order."""
    return tuple(person.id for person in plan.people if untouched(plan, changed, person.id))


def thing_of(path: Path) -> Path:
    """The path of the thing in an area that a path leads into; of a section that is one thing, its own."""
    shape = fields_of(Plan).get(path[0])
    return path[:2] if shape and shape.kind == "collection" else path[:1]


def is_over(thing: Any, plan: Plan) -> bool:
    """Whether nothing is left to do about a thing: done, closed, resolved, decided, all ticked."""
    rule = _OVER.get(type(thing))
    return rule is not None and rule(thing, plan)


def _delta(path: Path, edits: Edits, old: Plan, new: Plan) -> Delta:
    before, after = value_at(old, path), value_at(new, path)
    return Delta(_kind(before, after, old, new), path, edits, before, after)


def _kind(before: Any, after: Any, old: Plan, new: Plan) -> DeltaKind:
    if before is None or after is None:
        return "new" if before is None else "gone"
    was_over, now_over = is_over(before, old), is_over(after, new)
    if was_over == now_over:
        return "changed"
    return "closed" if now_over else "reopened"


def _owners(thing: Any) -> Iterable[str]:
    """Whose something is: one name, of a responsibility or a type of decision several."""
    owner = getattr(thing, "owner", "")
    return (owner,) if isinstance(owner, str) else owner


def _recorded(edit: Edit) -> Iterator[str]:
    """Who is named in an edit as the one who did something."""
    match edit:
        case Set(path, _, str(name)) if path[-1] in _DOERS:
            yield name
        case Add(_, value, _):
            yield from _doers(value)


def _doers(value: Any) -> Iterator[str]:
    """The names of those who did something, anywhere in the data of a thing."""
    if isinstance(value, Mapping):
        yield from (name for key in _DOERS if isinstance(name := value.get(key), str))
    for inner in value.values() if isinstance(value, Mapping) else value if isinstance(value, (tuple, list)) else ():
        yield from _doers(inner)
