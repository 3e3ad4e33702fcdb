"""What needs somebody's attention, across all areas (design of the attention list; documents 000, 001, 002)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final, Literal, TypeAlias

from octotui.plan.edits import Path
from octotui.plan.escalations import is_overdue, route_for
from octotui.plan.plan import Plan
from octotui.plan.targets import due_day
from octotui.plan.waiting import Waiting

NoticeLevel: TypeAlias = Literal["urgent", "soon", "note"]
ORDER: Final[tuple[NoticeLevel, ...]] = ("urgent", "soon", "note")
REVIEW_DAYS: Final = 7
"""Risks are reviewed weekly (document 001)."""
MOST_OPEN: Final = 5
"""More open batches, risks and escalations than this are too many for one person."""


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that needs attention.

    Attributes:
        kind: Which rule found it.
        level: How much it hurries.
        path: Where it comes from.
        label: What a person calls that.
        what: What is the matter, in a few words.
    """

    kind: str
    level: NoticeLevel
    path: Path
    label: str
    what: str


def attention(plan: Plan, now: datetime) -> tuple[Notice, ...]:
    """Everything that needs attention, the most urgent first.

    Args:
        plan: The plan.
        now: The moment, with its time zone.
    """
    today = now.date()
    found = [
        *_escalations(plan, now),
        *_batches(plan, today),
        *_circles(plan),
        *_risks(plan, today),
        *_checkpoints(plan, today),
        *_metrics(plan),
        *_roles(plan),
        *_people(plan),
    ]
    return tuple(sorted(found, key=lambda notice: ORDER.index(notice.level)))


def _escalations(plan: Plan, now: datetime) -> Iterator[Notice]:
    for one in plan.escalations:
        if is_overdue(one, route_for(one.level, plan.routes), now):
            level = "security" if one.level == "security" else f"level {one.level}"
            yield Notice("escalation-late", "urgent", ("escalations", one.id), one.title, f"{level}, no answer in time")
        elif one.is_open and not one.owner:
            yield Notice("escalation-owner", "soon", ("escalations", one.id), one.title, "nobody is on it")


def _batches(plan: Plan, today: date) -> Iterator[Notice]:
    waiting = Waiting(plan)
    start = plan.project.start if plan.project else None
    for batch in plan.batches:
        path = ("batches", batch.id)
        due = due_day(batch.target, start)
        if due is not None and due < today and not batch.is_done:
            days = (today - due).days
            yield Notice(
                "batch-late", "urgent", path, batch.name, f"{days} day{'' if days == 1 else 's'} past its target"
            )
        if batch.status == "blocked" and not batch.owner:
            yield Notice("blocked-alone", "urgent", path, batch.name, "blocked, and nobody is on it")
        blockers = waiting.blockers_of(batch)
        if batch.status == "blocked" and blockers and all(blocker.state == "cleared" for blocker in blockers):
            yield Notice("unblocked", "soon", path, batch.name, "blocked by something finished")
        for blocker in blockers:
            if blocker.state == "unknown" and not batch.is_done:
                yield Notice("blocker-nowhere", "soon", path, batch.name, f"waits on {blocker.name}, which is nowhere")


def _circles(plan: Plan) -> Iterator[Notice]:
    batches = {batch.id: batch for batch in plan.batches}
    for circle in Waiting(plan).cycles():
        area = "batches" if circle[0] in batches else "items"
        yield Notice("circle", "urgent", (area, circle[0]), " → ".join((*circle, circle[0])), "wait on each other")


def _risks(plan: Plan, today: date) -> Iterator[Notice]:
    for risk in plan.risks:
        if not risk.is_open:
            continue
        path = ("risks", risk.id)
        hurry: NoticeLevel = "urgent" if risk.band == "critical" else "soon"
        last = risk.last_review
        missing = [
            "no owner" if not risk.owner else "",
            "no mitigation" if not (risk.mitigation or risk.actions) else "",
            "never reviewed" if last is None else "",
            f"last look {(today - last).days} d ago" if last and today - last > timedelta(days=REVIEW_DAYS) else "",
        ]
        if any(missing):
            what = ", ".join(reason for reason in missing if reason)
            yield Notice("risk", hurry, path, risk.title, f"{risk.score}: {what}")


def _checkpoints(plan: Plan, today: date) -> Iterator[Notice]:
    for one in plan.checkpoints:
        if one.due is not None and one.due < today and not any(day >= one.due for day in one.held):
            yield Notice("checkpoint", "soon", ("checkpoints", one.id), one.name, f"was due {one.due}")


def _metrics(plan: Plan) -> Iterator[Notice]:
    for metric in plan.metrics:
        if metric.state == "missed":
            unit = metric.unit if metric.unit in ("", "%") else f" {metric.unit}"
            what = f"{metric.value:g}{unit}, target {metric.target:g}{unit}"
            yield Notice("metric", "note", ("metrics", metric.id), metric.label, what)


def _roles(plan: Plan) -> Iterator[Notice]:
    filled = {role for person in plan.people for role in person.roles}
    for role in plan.roles:
        if not role.people and role.id not in filled:
            yield Notice("role-empty", "soon", ("roles", role.id), role.name, "nobody fills this role")


def _people(plan: Plan) -> Iterator[Notice]:
    owned = Counter(
        thing.owner
        for things in (
            [batch for batch in plan.batches if not batch.is_done],
            [risk for risk in plan.risks if risk.is_open],
            [one for one in plan.escalations if one.is_open],
        )
        for thing in things
        if thing.owner
    )
    for person in plan.people:
        if owned[person.id] > MOST_OPEN:
            what = f"owns {owned[person.id]} open things"
            yield Notice("overloaded", "note", ("people", person.id), person.name or person.id, what)
