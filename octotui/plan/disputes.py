"""Changes that are not in the plan and may be wanted: the user says which side holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, Literal

from octotui.plan.edits import Add, Edit, Edits, Path, Set, apply, value_at
from octotui.plan.fitting import insisted
from octotui.plan.frozen import Frozen, replace
from octotui.plan.ground import Ground, gone_ground, is_in, place_of
from octotui.plan.plan import Plan

Why = Literal["both", "over", "unsaved"]
"""Both changed the same; somebody saved over it; octotui ended before it could be saved."""


class Dispute(Frozen):
    """A change that is not in the plan, and may be wanted: the user says which side holds.

    Attributes:
        why: How it came to be left out.
        edits: The change. The old values are those it was made on.
        who: Whose it is.
        at: When it was made or found missing, in UTC.
        grounds: The things that it was made on.
    """

    why: Why
    edits: Edits
    who: str
    at: datetime
    grounds: tuple[Ground, ...] = ()


def latest(plan: Plan, disputes: Iterable[Dispute]) -> tuple[Dispute, ...]:
    """The disputes thing by thing and field by field; of several about one, the latest, from where the first began.

    Args:
        plan: The plan as it is: what was done to a thing that is gone from it stays together.
        disputes: Those there are.
    """
    by_path: dict[Path, Dispute] = {}
    parts = (part for dispute in disputes for part in _parts(plan, dispute))
    for path, part in sorted(parts, key=lambda part: (part[1].at, part[1].why == "unsaved")):  # those came last
        before = by_path.pop(path, None)
        by_path[path] = replace(part, edits=_since(before.edits, part.edits)) if before else part
    return tuple(by_path.values())


def parts_of(plan: Plan, dispute: Dispute) -> tuple[Dispute, ...]:
    """A dispute for each thing that comes or is gone, with what was done to it, and for each other field."""
    return tuple(part for _, part in _parts(plan, dispute))


def still_open(plan: Plan, disputes: Iterable[Dispute]) -> tuple[Dispute, ...]:
    """Those of the disputes that the plan does not say already."""
    return tuple(dispute for dispute in disputes if any(insisted(plan, dispute.edits, dispute.grounds)))


def wanted_by(plan: Plan, disputes: Iterable[Dispute]) -> tuple[Edits, tuple[str, ...]]:
    """The edits that bring in what disputes wanted, one after the other; and what cannot be, in words."""
    wanted: list[Edit] = []
    left: list[str] = []
    for dispute in disputes:
        steps, cannot = insisted(plan, dispute.edits, dispute.grounds)
        plan = apply(plan, steps)
        wanted += steps
        left += cannot
    return tuple(wanted), tuple(left)


def stand(plan: Plan, dispute: Dispute) -> tuple[Any, ...]:
    """What a plan says where a dispute is about: where two plans say the same, the choice is the same."""
    places = (place_of(ground, plan) for ground in dispute.grounds)
    return (*(value_at(plan, edit.path) for edit in dispute.edits), *places)


def _parts(plan: Plan, dispute: Dispute) -> Iterator[tuple[Path, Dispute]]:
    parts: dict[Path, list[Edit]] = {}
    for edit in dispute.edits:
        around = (edit.path[:length] for length in range(1, len(edit.path)))
        gone = gone_ground(plan, edit.path, dispute.grounds)
        whole = gone.path if gone else edit.path
        path = next((one for one in around if one in parts and isinstance(parts[one][0], Add)), whole)
        parts.setdefault(path, []).append(edit)
    for path, edits in parts.items():
        grounds = tuple(ground for ground in dispute.grounds if any(is_in(edit.path, ground.path) for edit in edits))
        yield path, replace(dispute, edits=_since((), edits), grounds=grounds)


def _since(before: Iterable[Edit], after: Iterable[Edit]) -> Edits:
    """Edits after others: of each field the last, as if it had been made on what the first found."""
    after = tuple(after)
    if isinstance(after[0], Add):  # it comes anew, with what was done to it
        return after
    chain: dict[Path, Edit] = {}
    for edit in (*before, *after):
        first = chain.get(edit.path)
        if isinstance(first, Set) and isinstance(edit, Set):
            edit = replace(edit, old=first.old)  # noqa: PLW2901  # the same edit, told from its start
        chain[edit.path] = edit
    return tuple(chain.values())
