"""What is open: issues, risks, escalations, changes; and who works on it (documents 000 and 002)."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, time

from octotui.plan.escalations import Escalation, is_overdue, route_for
from octotui.plan.figures.figure import Figure, Look, Source, State, amount, of, source, unknown
from octotui.plan.issues import PRIORITIES, Issue
from octotui.plan.risks import Risk
from octotui.plan.sprints import card_state
from octotui.plan.words import percent


def open_issues(look: Look) -> tuple[Issue, ...]:
    """The issues that are open or in progress, the most urgent first."""
    still = (one for one in look.plan.issues if one.is_open)
    return tuple(sorted(still, key=lambda one: PRIORITIES.index(one.priority)))


def open_risks(look: Look) -> tuple[Risk, ...]:
    """The open risks, the worst first."""
    return tuple(sorted((risk for risk in look.plan.risks if risk.is_open), key=lambda risk: -risk.score))


def issues(look: Look) -> Figure:
    """Open issues by priority."""
    if not look.plan.issues:
        return unknown("issues", "Open issues", "The plan records no issues. Add one: [[issues]] with a title.")
    found = open_issues(look)
    counts = Counter(one.priority for one in found)
    parts = ", ".join(f"{counts[priority]} {priority}" for priority in PRIORITIES if counts[priority])
    state: State = "bad" if counts["critical"] else "watch" if counts["high"] else "good"
    return Figure(
        "issues",
        "Open issues",
        len(found),
        f"{len(found)} open: {parts}" if found else "none open",
        state,
        "Issues that are open or in progress. A critical one makes it bad, a high one to watch "
        "(document 002, Issue Management System).",
        tuple(source("issues", one, f"{one.priority}, {one.status.replace('-', ' ')}") for one in found),
    )


def risks(look: Look) -> Figure:
    """Open risks, and how many of them are critical."""
    if not look.plan.risks:
        return unknown("risks", "Open risks", "The plan records no risks. Add one: [[risks]] with a title.")
    found = open_risks(look)
    critical = sum(risk.band == "critical" for risk in found)
    high = sum(risk.band == "high" for risk in found)
    return Figure(
        "risks",
        "Open risks",
        len(found),
        f"{len(found)} open, {critical} critical" if found else "none open",
        "bad" if critical else "watch" if high else "good",
        "Risks that are open or being mitigated; critical is a score of 7–9, which makes it bad, 4–6 is to watch "
        "(document 002, Risk Dashboard).",
        tuple(source("risks", risk, f"score {risk.score}, {risk.band}") for risk in found),
    )


def late_escalations(look: Look) -> frozenset[str]:
    """The ids of the open escalations that had no answer in time, at the end of the day."""
    end = datetime.combine(look.today, time.max, UTC)
    routes = look.plan.routes
    return frozenset(one.id for one in look.plan.escalations if is_overdue(one, route_for(one.level, routes), end))


def escalations(look: Look) -> Figure:
    """Open escalations, and how many had no answer in time."""
    if not look.plan.escalations:
        return unknown(
            "escalations", "Escalations", "The plan records no escalations. Raise one with ! on what is stuck."
        )
    found, late = [one for one in look.plan.escalations if one.is_open], late_escalations(look)

    def says(one: Escalation) -> str:
        level = one.level if one.level == "security" else f"level {one.level}"
        return f"{level}, {'late' if one.id in late else 'answered' if one.answered else 'in time'}"

    return Figure(
        "escalations",
        "Escalations",
        len(found),
        f"{len(found)} open, {len(late)} late" if found else "none open",
        "bad" if late else "watch" if found else "good",
        "Open escalations; late is without an answer in its level's time: the same day on level 1, two days on level "
        "2, at once on level 3 and security, or as the plan's routes say (document 000, Blocker Escalation).",
        tuple(source("escalations", one, says(one)) for one in found),
    )


def changes(look: Look) -> Figure:
    """Changes that wait for a decision or to be carried out."""
    if not look.plan.changes:
        return unknown("changes", "Changes", "The plan records no changes. Add one: [[changes]] with a title.")
    undecided = [one for one in look.plan.changes if one.status in ("proposed", "assessed")]
    approved = [one for one in look.plan.changes if one.status == "approved"]
    return Figure(
        "changes",
        "Changes",
        len(undecided),
        f"{len(undecided)} to decide, {len(approved)} to carry out" if undecided or approved else "none open",
        "watch" if undecided else "good",
        "Changes proposed or assessed wait for a decision, which is to watch; approved ones wait to be carried out "
        "(document 002, Change Management System).",
        tuple(source("changes", one, one.status) for one in (*undecided, *approved)),
    )


def people(look: Look) -> Figure:
    """How many people have work in hand, and how much time the team has."""
    plan = look.plan
    if not plan.people:
        return unknown("people", "People", 'Name the people: [people] ana = "Ana Ruiz".')
    in_hand = Counter(
        [
            *(batch.owner for batch in plan.batches if batch.status in ("in-progress", "blocked")),
            *(card.owner for card in plan.items if card_state(card, plan.board) in ("in-progress", "blocked")),
        ]
    )
    weeks = sum(100 if person.capacity is None else person.capacity for person in plan.people) / 100
    counts = [(person, sum(in_hand[name] for name in {person.id, person.name})) for person in plan.people]
    busy = sum(bool(count) for _, count in counts)
    alone = in_hand[""]
    nobody = f" {amount(alone, 'thing')} in hand without an owner." if alone else ""
    return Figure(
        "people",
        "People",
        busy,
        f"{of(busy, len(counts))} with work in hand, {amount(weeks, 'full week')}",
        "watch" if alone else "good",
        f"People who own a batch or a card in progress or blocked, and how much of a week all have together.{nobody} "
        "Work in hand without an owner is to watch (document 002, Resource Utilization).",
        tuple(Source(("people", one.id), one.label, _hands(count, one.capacity)) for one, count in counts),
    )


def _hands(count: int, capacity: float | None) -> str:
    part = f", {percent(capacity)} of a week" if capacity is not None else ""
    return (f"{amount(count, 'thing')} in hand" if count else "no batch or card in hand") + part
