"""The strategic review, once a quarter (document 002, "Quarterly Strategic Reviews")."""

from __future__ import annotations

from collections.abc import Iterator

from octotui.plan.periods import quarter_named
from octotui.reports.brief import Brief, period_title
from octotui.reports.markdown import literal
from octotui.reports.monthly import initiative_line, milestones, people, risk_section
from octotui.reports.parts import (
    achievements,
    changes_in,
    dashboard_lines,
    escalations_open,
    metrics_of,
    said_or,
    status_lines,
    status_title,
    to_come,
)
from octotui.reports.phrases import sentence
from octotui.reports.report import Report, Section, point, points


def quarterly(brief: Brief) -> Report:
    """What the quarter brought to the business, how the goals stand, what it took, and what was learnt."""
    plan = brief.plan
    following = brief.period.next
    return Report(
        f"Strategic Review - {brief.when}",
        (brief.as_of,),
        (
            Section.of(status_title(brief), status_lines(brief)),
            Section.of("At a glance", dashboard_lines(brief)),
            Section.of("Business impact", _impact(brief), points(_value(brief)), metrics_of(brief, "business")),
            Section.of("Goals", points(map(literal, plan.project.goals)) if plan.project else ()),
            Section.of("Initiatives", _initiatives(brief)),
            Section.of("Milestones", milestones(brief)),
            Section.of("Achieved", said_or(achievements(brief), brief.nothing("Nothing was finished in this period."))),
            Section.of("Resources", people(brief), points(_resources(brief))),
            Section.of("Risks", risk_section(brief)),
            Section.of("Escalations", points(escalations_open(brief))),
            Section.of("Changes", points(changes_in(brief))),
            Section.of("What we learnt", points(_lessons(brief))),
            Section.of("Efficiency and team", metrics_of(brief, "efficiency", "team")),
            Section.of(
                f"Ahead: {period_title(plan, following)}", points(_next(brief)), points(to_come(brief, following))
            ),
        ),
    )


def _impact(brief: Brief) -> str:
    told = brief.told("business")
    return f"Business metrics: {told}." if told else ""


def _value(brief: Brief) -> Iterator[str]:
    """What the initiatives are worth."""
    for one in brief.look.initiatives:
        if one.value:
            yield f"{literal(one.name)}: {literal(one.value)}"


def _initiatives(brief: Brief) -> Iterator[str]:
    """The quarter's initiatives, each with what it is to bring."""
    for one in brief.look.initiatives:
        outcome = f". {sentence(literal(one.outcome))}" if one.outcome else ""
        yield point(initiative_line(brief, one) + outcome)


def _resources(brief: Brief) -> Iterator[str]:
    """What changes of the quarter cost or saved."""
    for one in brief.plan.changes:
        days = (one.proposed, one.decided, one.implemented)
        if one.impact and one.impact.resources and any(day in brief.period for day in days):
            yield f"{literal(one.title)} ({one.status}): {literal(one.impact.resources)}"


def _lessons(brief: Brief) -> Iterator[str]:
    """What changes taught, and what keeps issues of the quarter from coming back."""
    for one in brief.plan.changes:
        if one.lessons and any(day in brief.period for day in (one.proposed, one.decided, one.implemented)):
            yield f"{literal(one.title)}: {literal(one.lessons)}"
    for issue in brief.plan.issues:
        if issue.prevention and issue.resolved and issue.resolved.date() in brief.period:
            yield f"{literal(issue.title)}: {literal(issue.prevention)}"


def _next(brief: Brief) -> Iterator[str]:
    """The initiatives of the quarter that follows."""
    for one in brief.plan.initiatives:
        quarter = quarter_named(one.quarter)
        if quarter is not None and quarter.first in brief.period.next:
            yield initiative_line(brief, one) + (f". {sentence(literal(one.outcome))}" if one.outcome else "")
