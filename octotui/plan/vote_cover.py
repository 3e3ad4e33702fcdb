"""What a role's vote covers: points, tasks, gates and escalations; and what of it came up since it was cast.

A vote covers what is to be done before the release goes live: the points of the release's gate lists that fall to the
role or to nobody in particular, the role's own tasks before the release, the gates of the release, and the escalations
on it. Tasks of later phases are no part of it: else every vote would be stale as soon as the deployment begins.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final, Literal, TypeAlias

from octotui.plan.checklists import Checklist
from octotui.plan.edits import Path, path_text
from octotui.plan.escalations import Escalation
from octotui.plan.frozen import Frozen
from octotui.plan.plan import Plan, by_id
from octotui.plan.progress import current_release
from octotui.plan.releases import Release, Vote
from octotui.plan.roles import PHASES
from octotui.plan.whose import EVERYONE, role_named

MatterKind: TypeAlias = Literal["item", "task", "gate", "escalation"]

BEFORE: Final = PHASES[0]
"""The phase that is over when a release goes live."""
DECISIVE: Final = ("3", "security")
"""Escalations of these levels stop a release."""


class Matter(Frozen):
    """Something that is open or done when people vote.

    Attributes:
        name: What it is called in ``Vote.open``: ``checklists/day/smoke``, ``gates/unit``, ``escalations/e-3``.
        kind: What it is.
        path: Where it is.
        label: What a person calls it.
        of: What it belongs to: its list, its phase, an escalation's level.
        role: The role it falls to; empty or ``all`` is everyone.
        owner: Whoever looks after it, where that is no role.
        is_open: Whether it still has to be done.
        mandatory: Whether it says NO-GO while it is open.
        done: When it was done, as far as anybody noted that.
    """

    name: str
    kind: MatterKind
    path: Path
    label: str
    of: str
    role: str
    owner: str
    is_open: bool
    mandatory: bool
    done: datetime | None


def role_id(plan: Plan, name: str) -> str:
    """The id of the role that a name means; a name that is no role's as it is."""
    role = role_named(plan, name)
    return role.id if role else name


def lists_of(plan: Plan, release: Release) -> tuple[Checklist, ...]:
    """The checklists of a release, in the plan's order.

    A gate list that names neither a release nor a batch is of the release that people work on.
    """
    current = current_release(plan)

    def belongs(one: Checklist) -> bool:
        is_for_any = one.gate and not one.release and not one.batch
        return one.release == release.id or (is_for_any and current is not None and current.id == release.id)

    return tuple(filter(belongs, plan.checklists))


def gate_lists(plan: Plan, release: Release) -> tuple[Checklist, ...]:
    """The checklists of a release whose points count in its go/no-go."""
    return tuple(one for one in lists_of(plan, release) if one.gate)


def escalations_on(plan: Plan, release: Release) -> tuple[Escalation, ...]:
    """The escalations that name a release or hold it up, open or not.

    Those that stop a release do so as well if what they hold up is a batch of it that is not done.
    """
    batches = {name for name in release.batches if not ((batch := by_id(plan.batches, name)) and batch.is_done)}

    def concerns(one: Escalation) -> bool:
        held = set(one.blocks)
        return release.id in {one.release, *held} or (one.level in DECISIVE and not batches.isdisjoint(held))

    return tuple(filter(concerns, plan.escalations))


def matters(plan: Plan, release: Release) -> tuple[Matter, ...]:
    """What a go/no-go is about for everybody: the points of the gate lists, the gates, the escalations."""
    return (*_points(plan, release), *_gates(release), *_escalations(plan, release))


def covered(plan: Plan, release: Release, role: str) -> tuple[Matter, ...]:
    """What a role's vote covers: points of gate lists, its tasks, the gates of the release, escalations on it."""
    own = {"", EVERYONE, role_id(plan, role)}
    points = (point for point in _points(plan, release) if role_id(plan, point.role) in own)
    return (*points, *_tasks(plan, release, role), *_gates(release), *_escalations(plan, release))


def open_for(plan: Plan, release: Release, role: str) -> tuple[Matter, ...]:
    """What is open of that which a role's vote covers."""
    return tuple(matter for matter in covered(plan, release, role) if matter.is_open)


def changed_since(plan: Plan, release: Release, vote: Vote) -> tuple[Matter, ...]:
    """What makes a vote stale: it is open now, or was done after the vote, and was not open when the vote was cast.

    Of a vote that nobody noted this for, such as one written by hand, nothing is known.
    """
    if vote.open is None:
        return ()
    was_open = frozenset(vote.open)

    def came_up(matter: Matter) -> bool:
        done_later = matter.done is not None and vote.at is not None and matter.done > vote.at
        return matter.name not in was_open and (matter.is_open or done_later)

    return tuple(filter(came_up, covered(plan, release, vote.role)))


def _points(plan: Plan, release: Release) -> Iterator[Matter]:
    for one in gate_lists(plan, release):
        for item in one.items:
            yield Matter(
                path_text(("checklists", one.id, item.id)),
                "item",
                ("checklists", one.id, "items", item.id),
                item.text,
                one.name,
                item.role,
                item.owner,
                is_open=not item.done,
                mandatory=not item.optional,
                done=item.at if item.done else None,
            )


def _tasks(plan: Plan, release: Release, role: str) -> Iterator[Matter]:
    found = role_named(plan, role)
    if found is None:
        return
    for task in found.tasks_in(BEFORE):
        tick = release.tick_for(found.id, BEFORE, task.text)
        yield Matter(
            path_text(("tasks", BEFORE, task.id)),
            "task",
            ("roles", found.id, "tasks", BEFORE, "tasks", task.id),
            task.text,
            BEFORE,
            found.id,
            "",
            is_open=tick is None,
            mandatory=False,
            done=tick.at if tick else None,
        )


def _gates(release: Release) -> Iterator[Matter]:
    for gate in release.gates:
        yield Matter(
            path_text(("gates", gate.id)),
            "gate",
            ("releases", release.id, "gates", gate.id),
            gate.id.replace("-", " "),
            "gate",
            "",
            "",
            is_open=not gate.passed,
            mandatory=True,
            done=gate.at if gate.passed else None,
        )


def _escalations(plan: Plan, release: Release) -> Iterator[Matter]:
    for one in escalations_on(plan, release):
        yield Matter(
            path_text(("escalations", one.id)),
            "escalation",
            ("escalations", one.id),
            one.title,
            one.level if one.level == "security" else f"level {one.level}",
            "",
            one.owner,
            is_open=one.is_open,
            mandatory=one.level in DECISIVE,
            done=None if one.is_open else one.resolved,
        )
