"""Parts that several reports share: how it goes, what was achieved, what comes next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import groupby
from typing import Final

from octotui.plan.batches import Batch
from octotui.plan.changes import Change
from octotui.plan.figures.figure import Figure, Source, State
from octotui.plan.metrics import Metric
from octotui.plan.overall import Colour, Overall, overall
from octotui.plan.periods import Period
from octotui.plan.readings import group_of
from octotui.reports.brief import Brief
from octotui.reports.markdown import literal
from octotui.reports.phrases import TEMPLATE_METRICS, due_text, joined, short_day, whoever
from octotui.reports.report import point, points
from octotui.reports.things import metric_line
from octotui.reports.week import said_in

GLYPHS: Final[dict[Colour, str]] = {"green": "🟢", "yellow": "🟡", "red": "🔴", "unknown": "⚪"}
MEANING: Final[dict[Colour, str]] = {
    "green": "nothing is late, blocked or waiting for help from above the team.",
    "yellow": "some things may go wrong; the team is on them.",
    "red": "something needs help from above the team.",
    "unknown": "the plan has nothing yet by which to judge.",
}
STATES: Final[dict[Colour, State]] = {"green": "good", "yellow": "watch", "red": "bad", "unknown": "unknown"}
AREAS: Final = {
    "escalations": "Escalations",
    "batches": "Batches",
    "issues": "Issues",
    "risks": "Risks",
    "milestones": "Milestones",
    "metrics": "Metrics",
    "releases": "Releases",
}
RULE: Final = (
    "Red: an escalation to the sponsor or about security without an answer in time, a batch more than a week late, a "
    "critical issue past its day, a critical risk (score 7–9) that nothing is done about or that came true. Yellow: "
    "such an escalation, issue or risk that is being worked on, a batch blocked or late, a milestone of the period "
    "missed, at risk or past its day, a no-go to a release that is not over, a bad quality score. Green: none of these "
    "(document 002, Executive Summary)."
)


def status_title(brief: Brief) -> str:
    """The heading above the colour, which is always that of the day the report is made."""
    return "Overall status" + ("" if brief.today in brief.period else f" on {short_day(brief.today, brief.today)}")


def status_lines(brief: Brief) -> Iterator[str]:
    """The colour and what it means; then each reason for it, the worst first."""
    found = overall(brief.look)
    yield f"{GLYPHS[found.colour]} **{brief.notes.cite(_colour(found))}** – {MEANING[found.colour]}"
    for (colour, area), reasons in groupby(found.reasons, key=lambda reason: (reason.colour, reason.path[0])):
        told = ", ".join(f"{literal(reason.label)} ({literal(reason.what)})" for reason in reasons)
        yield point(f"{GLYPHS[colour]} {AREAS[area]}: {told}")


def _colour(found: Overall) -> Figure:
    """The colour as a figure: the rule, and the reasons as what it was made from."""
    return Figure(
        "overall-status",
        "Overall status",
        None,
        "Not known" if found.colour == "unknown" else found.colour.capitalize(),
        STATES[found.colour],
        RULE,
        tuple(Source(reason.path, reason.label, f"{reason.colour}: {reason.what}") for reason in found.reasons),
    )


def measured(brief: Brief, figures: Mapping[str, str]) -> list[str]:
    """Figures by their ids behind their labels, a point each; those that are not known are left out."""
    told = ((label, brief.told(figure)) for figure, label in figures.items())
    return points(f"**{label}:** {text}" for label, text in told if text)


def dashboard_lines(brief: Brief) -> list[str]:
    """The dashboard's head (document 002, "Progress Dashboard")."""
    progress = "Initiative progress" if brief.plan.initiatives else "Progress"
    return measured(
        brief,
        {
            "progress": progress,
            "on-time": "Timeline adherence",
            "quality": "Quality score",
            "velocity": "Team velocity",
        },
    )


def achievements(brief: Brief) -> Iterator[str]:
    """What the period brought: batches done, milestones reached, releases live; then what people said."""
    plan, period = brief.plan, brief.period
    for batch in plan.batches:
        if batch.is_done and batch.finished in period:
            yield f"{literal(batch.name)} done" + _on(brief, batch.finished)
    for one in plan.milestones:
        if one.status == "reached" and one.reached in period:
            yield f"{literal(one.name)}, reached" + _on(brief, one.reached)
    for release in plan.releases:
        day = release.window.date() if release.window else None
        if release.status == "released" and day in period:
            name = f" “{literal(release.name)}”" if release.name else ""
            yield f"Release {literal(release.id)}{name} live" + _on(brief, day)
    said = said_in(plan, period)
    yield from map(literal, (*said.wins, *(said.completed if period.lens != "quarter" else ())))


def _on(brief: Brief, day: date | None) -> str:
    return f" on {short_day(day, brief.today)}" if day else ""


def in_hand(brief: Brief) -> list[Batch]:
    """The batches that are under way or blocked: the most urgent first, then the one due first."""
    batches = [batch for batch in brief.plan.batches if batch.status in ("in-progress", "blocked")]
    return sorted(batches, key=lambda batch: (batch.priority, str(brief.look.due(batch.target) or "9")))


def to_come(brief: Brief, period: Period) -> Iterator[str]:
    """What is to be reached in a period: milestones, batches and releases, by their days."""
    plan, today = brief.plan, brief.today
    found: list[tuple[str, str]] = []
    for one in plan.milestones:
        due = brief.look.due(one.due)
        if one.status in ("planned", "at-risk") and due and due in period:
            found.append((due.isoformat(), f"{literal(one.name)}, {due_text(plan, one.due, today)}"))
    for batch in plan.batches:
        due = brief.look.due(batch.target)
        if not batch.is_done and due and due in period:
            found.append((due.isoformat(), f"{literal(batch.name)} done, {due_text(plan, batch.target, today)}"))
    for release in plan.releases:
        day = release.window.date() if release.window else None
        if release.status in ("planned", "active") and day and day in period:
            name = f" “{literal(release.name)}”" if release.name else ""
            found.append((day.isoformat(), f"Release {literal(release.id)}{name}, {short_day(day, today)}"))
    return (text for _, text in sorted(found, key=lambda pair: pair[0]))


def metrics_of(brief: Brief, *groups: str) -> list[str]:
    """The metrics of some groups that have a value, a point each."""
    ours = (metric for metric in brief.plan.metrics if _group(metric) in groups)
    return points(line for line in map(metric_line, ours) if line)


def _group(metric: Metric) -> str:
    return group_of(metric) or TEMPLATE_METRICS.get(metric.id, ("", "", ""))[2]


def changes_in(brief: Brief) -> Iterator[str]:
    """The changes that were proposed, decided or carried out in the period, and those that wait for a decision."""
    plan, period, today = brief.plan, brief.period, brief.today
    for one in plan.changes:
        days = {"proposed": one.proposed, "decided": one.decided, "implemented": one.implemented}
        waits = one.status in ("proposed", "assessed")
        if not waits and not any(day in period for day in days.values()):
            continue
        last = [f"{word} {short_day(day, today)}" for word, day in days.items() if day][-1:]
        told = [f"**{one.status}**", *(last if last and not last[0].startswith(one.status) else ())]
        yield f"{literal(one.title)} – {', '.join(told)}{_waiting(brief, one) if waits else ''}"


def _waiting(brief: Brief, change: Change) -> str:
    """Whose answer is missing, and until when it is needed."""
    pending = joined(whoever(brief.plan, one.by) for one in change.approvals if one.state == "pending")
    until = f" by {due_text(brief.plan, change.target, brief.today)}" if change.target else ""
    return f"; waits for {pending or 'a decision'}{until}"


def said_or(lines: Iterable[str], otherwise: str) -> list[str]:
    """Points, or a plain sentence if there are none."""
    return points(lines) or [otherwise]
