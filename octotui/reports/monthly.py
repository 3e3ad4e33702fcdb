"""The initiative review, once a month (document 002, "Monthly Initiative Reviews")."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from octotui.plan.figures.milestones import milestone_day
from octotui.plan.figures.open import open_issues, open_risks
from octotui.plan.plan import Plan, by_id
from octotui.plan.project import Person
from octotui.plan.sprints import card_state
from octotui.plan.words import counted, whole_percent
from octotui.plan.work import Initiative
from octotui.reports.brief import Brief, period_title
from octotui.reports.markdown import literal
from octotui.reports.parts import (
    achievements,
    changes_in,
    dashboard_lines,
    escalations_open,
    gate_lines,
    metrics_of,
    said_or,
    to_come,
)
from octotui.reports.phrases import joined, person
from octotui.reports.report import Report, Section, point, points
from octotui.reports.risks import sentence_of, trend_lines
from octotui.reports.things import batch_line, issue_line, milestone_line, risk_line


def monthly(brief: Brief) -> Report:
    """How the initiatives, their quality, their risks and the people stand."""
    return Report(
        f"Initiative Review - {brief.when}",
        (brief.as_of,),
        (
            Section.of("At a glance", dashboard_lines(brief)),
            Section.of("Initiatives", initiatives(brief)),
            Section.of("Milestones", milestones(brief)),
            Section.of("Achieved", said_or(achievements(brief), brief.nothing("Nothing was finished in this period."))),
            Section.of("Quality gates", points(gate_lines(brief.plan.batches))),
            Section.of("Quality and performance", metrics_of(brief, "quality", "efficiency", "progress")),
            Section.of("Risks", *risk_section(brief)),
            Section.of("Issues", points(issue_lines(brief))),
            Section.of("Escalations", points(escalations_open(brief))),
            Section.of("Changes", points(changes_in(brief))),
            Section.of("People", people(brief)),
            Section.of(
                f"Ahead: {period_title(brief.plan, brief.period.next)}", points(to_come(brief, brief.period.next))
            ),
        ),
    )


def initiatives(brief: Brief) -> Iterator[str]:
    """Each initiative with its progress, and its batches below; without initiatives the batches."""
    for one in brief.look.initiatives:
        yield point(initiative_line(brief, one))
        batches = (by_id(brief.plan.batches, name) for name in one.batches)
        yield from points((batch_line(brief, batch) for batch in batches if batch), depth=1)
    if not brief.plan.initiatives:
        yield from points(batch_line(brief, batch) for batch in brief.plan.batches)


def initiative_line(brief: Brief, one: Initiative) -> str:
    """``**A release every week** – 90%, Ana Ruiz``."""
    progress = brief.progress(one)
    told = [
        *([whole_percent(progress)] if progress is not None else ()),
        *([person(brief.plan, one.owner)] if one.owner else ()),
    ]
    return f"**{literal(one.name)}**" + (f" – {', '.join(told)}" if told else "")


def milestones(brief: Brief) -> Iterator[str]:
    """How many of the period's milestones were reached, and each of them."""
    ours = [one for one in brief.plan.milestones if milestone_day(brief.look, one) in brief.period]
    if ours:
        yield f"{brief.told('milestones')}."
        yield from points(milestone_line(brief, one) for one in ours)


def risk_section(brief: Brief) -> Iterator[str]:
    """How many risks there are, what the period did to them, and the critical and high ones."""
    if brief.whole.plan.risks:
        yield sentence_of(brief)
        yield from points(trend_lines(brief))
        worst = [risk for risk in open_risks(brief.look) if risk.band == "critical"]
        yield from points(f"Critical: {risk_line(brief, risk)}" for risk in worst)


def issue_lines(brief: Brief) -> Iterator[str]:
    """The issues that are open, then how many were opened and resolved in the period."""
    yield from (issue_line(brief, issue) for issue in open_issues(brief.look))
    issues, period = brief.whole.plan.issues, brief.period
    opened = sum(one.opened in period for one in issues)
    resolved = sum(one.resolved is not None and one.resolved.date() in period for one in issues)
    if opened or resolved:
        yield f"{counted(opened, 'issue')} opened in this period, {resolved} resolved"


def people(brief: Brief) -> Iterator[str]:
    """How many people have work in hand; who has most of it, and who has none."""
    told = brief.told("people")
    if told:
        plan, load = brief.plan, work_in_hand(brief.whole.plan)
        busy = sorted((one for one in plan.people if load[one.id]), key=lambda one: -load[one.id])
        free = [one for one in plan.people if not load[one.id]]
        yield f"{told} together."
        yield from points(f"{literal(one.label)}: {counted(load[one.id], 'thing')} in hand{_part(one)}" for one in busy)
        yield from points([f"No batch or card in hand: {joined(literal(one.label) for one in free)}"] if free else [])


def _part(one: Person) -> str:
    return f", {whole_percent(one.capacity)} of a week" if one.capacity is not None else ""


def work_in_hand(plan: Plan) -> Counter[str]:
    """How many batches and cards in progress or blocked each person has, by handle."""
    batches = (batch for batch in plan.batches if batch.status in ("in-progress", "blocked"))
    cards = (card for card in plan.items if card_state(card, plan.board) in ("in-progress", "blocked"))
    owners = [*(batch.owner for batch in batches), *(card.owner for card in cards)]
    handles = {one.name: one.id for one in plan.people}
    return Counter(handles.get(owner, owner) for owner in owners)
