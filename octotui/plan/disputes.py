"""Changes that are not in the plan and may be wanted: the user says which side holds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from octotui.plan.edits import Add, Edit, Edits, Path, Set
from octotui.plan.fitting import insisted
from octotui.plan.plan import Plan

Why = Literal["both", "over", "unsaved"]
"""Both changed the same; somebody saved over it; octotui ended before it could be saved."""


@dataclass(frozen=True, slots=True)
class Dispute:
    """A change that is not in the plan, and may be wanted: the user says which side holds.

    Attributes:
        why: How it came to be left out.
        edits: The change. The old values are those it was made on.
        who: Whose it is.
        at: When it was made or found missing, in UTC.
    """

    why: Why
    edits: Edits
    who: str
    at: datetime


def latest(disputes: Iterable[Dispute]) -> tuple[Dispute, ...]:
    """The disputes thing by thing and field by field; of several about one, the latest, from where the first began."""
    by_path: dict[Path, Dispute] = {}
    parts = (part for dispute in disputes for part in parts_of(dispute))
    for part in sorted(parts, key=lambda part: (part.at, part.why == "unsaved")):  # those came last
        first, *others = part.edits
        before = by_path.pop(first.path, None)
        since = _since(before.edits[0], first) if before else first
        by_path[first.path] = replace(part, edits=(since, *others))
    return tuple(by_path.values())


def parts_of(dispute: Dispute) -> Iterable[Dispute]:
    """A dispute for each thing that comes, with what was done to it, and for each other field."""
    parts: dict[Path, list[Edit]] = {}
    for edit in dispute.edits:
        around = (edit.path[:length] for length in range(1, len(edit.path)))
        path = next((one for one in around if one in parts and isinstance(parts[one][0], Add)), edit.path)
        parts.setdefault(path, []).append(edit)
    for edits in parts.values():
        chain = edits if isinstance(edits[0], Add) else [_since(edits[0], edits[-1])]
        yield replace(dispute, edits=tuple(chain))


def still_open(plan: Plan, disputes: Iterable[Dispute]) -> tuple[Dispute, ...]:
    """Those of the disputes that the plan does not say already."""
    return tuple(dispute for dispute in disputes if any(insisted(plan, dispute.edits)))


def _since(first: Edit, last: Edit) -> Edit:
    """The last edit of a field, as if it had been made on what the first one found."""
    return replace(last, old=first.old) if isinstance(first, Set) and isinstance(last, Set) else last
