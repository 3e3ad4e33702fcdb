"""Who may decide what, and whether who did was one of them (document 003, "Escalation & Decision Authority")."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Final, Literal, TypeAlias

from octotui.plan.attendance import called, spoken
from octotui.plan.edits import Add, Edits, last_id
from octotui.plan.frozen import Frozen
from octotui.plan.naming import unused
from octotui.plan.plan import Plan, by_id
from octotui.plan.releases import Decision, Release
from octotui.plan.roles import DecisionType
from octotui.plan.whose import whose

Authority: TypeAlias = Literal["owner", "path", "other", "unknown"]
"""Whoever decided is an owner of the decision, on its escalation path, neither; or nobody knows."""

OTHERS: Final = DecisionType(id="", name="Other decisions")
"""Stands for decisions without a type."""


class Recorded(Frozen):
    """A decision that was taken, and the release it was taken for."""

    release: Release
    decision: Decision


def authority(plan: Plan, kind: DecisionType, by: str) -> Authority:
    """What entitles somebody to a decision; ``unknown`` where the plan names no owner, or the record nobody."""
    if not by or not kind.owner:
        return "unknown"
    who = whose(plan, by)
    if who.means(*kind.owner):
        return "owner"
    return "path" if who.means(*kind.path) else "other"


def remark(plan: Plan, kind: DecisionType, by: str) -> str:
    """What is to be said about somebody's right to a decision; empty if it is theirs, or nobody knows."""
    match authority(plan, kind, by):
        case "other":
            return f"not the owner: {_one_of(plan, kind.owner)} decides"
        case "path":
            who = whose(plan, by)
            step = next(name for name in kind.path if who.means(name))
            return f"by escalation, as {called(plan, step)}"
    return ""


def deciders(plan: Plan, kind: DecisionType) -> str:
    """Who may decide, with the people behind the roles: ``Release Manager (Dana Kim) or Developer (…)``."""
    return " or ".join(spoken(plan, name) for name in kind.owner)


def recorded(plan: Plan, kind: str) -> list[Recorded]:
    """The decisions of a type in all releases, the latest first."""
    found = [Recorded(release, one) for release in plan.releases for one in release.decisions if one.type == kind]
    return sorted(found, key=lambda one: one.decision.at.timestamp() if one.decision.at else 0.0, reverse=True)


def types(plan: Plan) -> Iterator[DecisionType]:
    """The types of the plan, then those that only decisions name."""
    yield from plan.decision_types
    known = {kind.id for kind in plan.decision_types}
    named = (one.type for release in plan.releases for one in release.decisions)
    for name in dict.fromkeys(name for name in named if name not in known):
        yield DecisionType(id=name, name=name) if name else OTHERS


def type_of(plan: Plan, decision: Decision) -> DecisionType | None:
    """The type a decision names, if the plan has it."""
    return by_id(plan.decision_types, decision.type)


def decide(
    release: Release, kind: str, outcome: str, who: str, now: datetime, reason: str = "", notes: str = ""
) -> Edits:
    """Record a decision for a release: what, by whom, when and why."""
    value = {"type": kind, "outcome": outcome, "by": who, "at": now.replace(microsecond=0)}
    value |= {name: text for name, text in (("reason", reason), ("notes", notes)) if text}
    value = {name: held for name, held in value.items() if held != ""}
    taken = {decision.id for decision in release.decisions}
    path = ("releases", release.id, "decisions", unused(Decision.implied_id(value), taken))
    return (Add(path, value, last_id(release.decisions)),)


def _one_of(plan: Plan, names: Iterable[str]) -> str:
    return " or ".join(called(plan, name) for name in names)
