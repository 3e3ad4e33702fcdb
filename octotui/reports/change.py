"""A change and its impact (document 002, "Change Impact Assessment")."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from octotui.plan.base import fields_of
from octotui.plan.changes import Approval, Change, ChangeImpact, ChangeRisk, RiskLevel
from octotui.reports.brief import Brief
from octotui.reports.markdown import literal
from octotui.reports.phrases import batch_names, due_text, joined, person, sentence, short_day, whoever
from octotui.reports.report import Report, Section, points

LEVELS: Final[tuple[RiskLevel, ...]] = ("high", "medium", "low")


def change_report(brief: Brief, change: Change) -> Report:
    """What is asked for, what it does to the plan, and who has to agree."""
    return Report(
        f"Change {literal(change.id)}: {literal(change.title)}",
        tuple(_lead(brief, change)),
        (
            Section.of("Why", sentence(literal(change.reason))),
            Section.of("Impact areas", points(_impact(change))),
            Section.of("Risk assessment", points(_risks(change))),
            Section.of("Approval required", points(_approvals(brief, change))),
            Section.of("Alternatives", sentence(literal(change.alternatives))),
            Section.of("Recommendation", sentence(literal(change.recommendation))),
            Section.of("Lessons learned", sentence(literal(change.lessons))),
        ),
    )


def _lead(brief: Brief, change: Change) -> Iterator[str]:
    """What kind of change it is, where it stands, who is behind it, and what it touches."""
    plan, today = brief.plan, brief.today
    yield brief.as_of
    steps = [f"**{change.status.capitalize()}**"]
    if change.requested_by:
        steps.append(f"asked for by {person(plan, change.requested_by)}")
    for word, day in (("proposed", change.proposed), ("decided", change.decided), ("implemented", change.implemented)):
        if day:
            steps.append(f"{word} {short_day(day, today)}")
    yield f"A change of {_what(change)}. {', '.join(steps)}."
    owner = f"{person(plan, change.owner)} looks after it." if change.owner else "Nobody looks after it yet."
    answer = f" An answer is needed by {due_text(plan, change.target, today)}." if _is_open(change) else ""
    yield owner + (answer if change.target else "")
    if change.batches:
        yield f"It touches {joined(batch_names(plan, change.batches))}."


def _what(change: Change) -> str:
    return {"scope": "scope", "timeline": "the timeline", "resource": "resources"}[change.type]


def _is_open(change: Change) -> bool:
    return change.status in ("proposed", "assessed")


def _impact(change: Change) -> Iterator[str]:
    """The template's five areas, as far as they were assessed."""
    impact = change.impact or ChangeImpact()
    for area in fields_of(ChangeImpact):
        if said := getattr(impact, area):
            yield f"**{area.capitalize()}:** {literal(said)}"
    if impact.is_empty:
        yield "Nobody has assessed the impact yet."


def _risks(change: Change) -> Iterator[str]:
    """The worst first, each with what is done about it."""
    for level in LEVELS:
        for risk in change.risks:
            if risk.level == level:
                yield f"**{level.capitalize()}:** {_risk(risk)}"


def _risk(risk: ChangeRisk) -> str:
    return literal(risk.text) + (f" – {literal(risk.mitigation)}" if risk.mitigation else "")


def _approvals(brief: Brief, change: Change) -> Iterator[str]:
    """Who has to agree to what, and whether they do."""
    for approval in change.approvals:
        needed = f": {literal(approval.needed)}" if approval.needed else ""
        note = f" ({literal(approval.note)})" if approval.note else ""
        yield f"{whoever(brief.plan, approval.by)}{needed} – **{_answer(brief, approval)}**{note}"


def _answer(brief: Brief, approval: Approval) -> str:
    if approval.state == "pending":
        return "not yet answered"
    return approval.state + (f" {short_day(approval.at.date(), brief.today)}" if approval.at else "")
