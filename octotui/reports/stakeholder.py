"""The stakeholder report: each initiative in turn (document 002, "Reporting Templates")."""

from __future__ import annotations

from collections.abc import Iterator

from octotui.plan.batches import Batch
from octotui.plan.periods import since
from octotui.plan.plan import by_id
from octotui.plan.words import whole_percent
from octotui.plan.work import Initiative
from octotui.reports.brief import Brief
from octotui.reports.markdown import literal
from octotui.reports.parts import asked, dashboard_lines, gate_lines, metrics_of, to_come
from octotui.reports.phrases import due_text, lateness, person, sentence
from octotui.reports.report import Report, Section, point, points
from octotui.reports.things import escalation_line, issue_line, milestone_line


def stakeholder(brief: Brief) -> Report:
    """How far each initiative is, how good, what is in its way, what comes next, and what stakeholders can do."""
    return Report(
        f"Initiative Progress Report - {brief.when}",
        (brief.as_of, sentence(literal(brief.plan.project.summary)) if brief.plan.project else ""),
        (
            Section.of("At a glance", dashboard_lines(brief)),
            *(Section.of(literal(one.name), _initiative(brief, one)) for one in brief.look.initiatives),
            Section.of(
                "Batches", points(_batch(brief, one) for one in brief.plan.batches if not brief.plan.initiatives)
            ),
            Section.of("Quality", metrics_of(brief, "quality")),
            Section.of("For customers and business", metrics_of(brief, "business")),
            Section.of(
                "Coming up", points(to_come(brief, since(brief.today, max(brief.today, brief.period.next.last))))
            ),
            Section.of("What we ask of you", points(asked(brief))),
        ),
    )


def _initiative(brief: Brief, one: Initiative) -> Iterator[str]:
    """The template's lines for an initiative; what is not known is left out."""
    batches = [batch for name in one.batches if (batch := by_id(brief.plan.batches, name))]
    yield " ".join(sentence(literal(text)) for text in (one.outcome, one.value) if text)
    progress = brief.progress(one)
    if progress is not None:
        owner = f", led by {person(brief.plan, one.owner)}" if one.owner else ""
        yield point(f"**Progress:** {whole_percent(progress)} complete{owner}")
    yield from points((_batch(brief, batch) for batch in batches), depth=1)
    yield from _listed("Quality", gate_lines(batches))
    yield from _listed("Issues", _issues(brief, one))
    yield from _listed("Next steps", _steps(brief, one))


def _listed(title: str, lines: Iterator[str]) -> Iterator[str]:
    found = list(lines)
    if found:
        yield point(f"**{title}:**")
        yield from points(found, depth=1)


def _batch(brief: Brief, batch: Batch) -> str:
    """How far a batch is, and whether it is in time."""
    if batch.is_done:
        return f"{literal(batch.name)}: done"
    told = [brief.percent(batch) or "in progress", due_text(brief.plan, batch.target, brief.today)]
    late = lateness(brief.plan, batch.target, brief.today) or ("blocked" if batch.status == "blocked" else "")
    return f"{literal(batch.name)}: {', '.join(text for text in (*told, late) if text)}"


def _issues(brief: Brief, one: Initiative) -> Iterator[str]:
    """Open issues of its batches, and the escalations that hold them up."""
    ours = set(one.batches)
    for issue in brief.plan.issues:
        if issue.status in ("open", "in-progress") and ours & set(issue.batches):
            yield issue_line(brief, issue)
    for escalation in brief.plan.escalations:
        if escalation.is_open and ours & set(escalation.blocks):
            yield escalation_line(brief, escalation)


def _steps(brief: Brief, one: Initiative) -> Iterator[str]:
    """The milestones to come that belong to its batches."""
    for milestone in brief.plan.milestones:
        if milestone.status in ("planned", "at-risk") and set(one.batches) & set(milestone.batches):
            yield milestone_line(brief, milestone)
