"""Parts that several reports share: how it goes, what was achieved, what comes next."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from datetime import date, timedelta
from itertools import groupby
from typing import Final

from octotui.plan.batches import Batch
from octotui.plan.changes import Change
from octotui.plan.escalations import LEVELS
from octotui.plan.figures.figure import Figure, Source, State, of
from octotui.plan.metrics import Metric
from octotui.plan.overall import Colour, Overall, Reason, overall
from octotui.plan.periods import Period
from octotui.plan.plan import by_id
from octotui.plan.readings import group_of
from octotui.plan.words import counted
from octotui.plan.work import action_day
from octotui.reports.brief import Brief
from octotui.reports.markdown import literal
from octotui.reports.phrases import TEMPLATE_METRICS, due_text, gate_name, joined, person, short_day, whoever
from octotui.reports.report import point, points
from octotui.reports.things import escalation_line, metric_line
from octotui.reports.week import said_in

GLYPHS: Final[dict[Colour, str]] = {"green": "🟢", "yellow": "🟡", "red": "🔴", "unknown": "⚪"}
MEANING: Final[dict[Colour, str]] = {
    "green": "nothing is late, blocked or waiting for help from above the team.",
    "yellow": "some things may go wrong.",
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
    found, seen = overall(brief.whole), overall(brief.look).reasons
    told = brief.notes.cite(_colour(found, seen))
    weeks = _uncounted(brief)
    so_far = "as far as it can be judged, " if weeks and found.colour == "green" else ""
    yield f"{GLYPHS[found.colour]} **{told}** – {so_far}{MEANING[found.colour]}{_ownerless(brief, found)}"
    if weeks:
        yield point(f"{GLYPHS['unknown']} Not judged: {counted(weeks, 'target')} in weeks; nothing says when week 1 is")
    for (colour, area), reasons in groupby(found.reasons, key=_kind_of):
        ours = [f"{literal(one.label)} ({literal(one.what)})" for one in seen if _kind_of(one) == (colour, area)]
        withheld = len(list(reasons)) - len(ours)
        yield point(
            f"{GLYPHS[colour]} {AREAS[area]}: {', '.join([*ours, *([f'{withheld} withheld'] * (withheld > 0))])}"
        )


def _uncounted(brief: Brief) -> int:
    """How many batches and milestones are still to be done by a week of which nothing says when it is."""
    plan = brief.whole.plan
    targets = [batch.target for batch in plan.batches if not batch.is_done]
    targets += [one.due for one in plan.milestones if one.is_open]
    return sum(isinstance(target, str) and brief.look.due(target) is None for target in targets)


def _kind_of(reason: Reason) -> tuple[Colour, str]:
    return reason.colour, reason.path[0]


def _ownerless(brief: Brief, found: Overall) -> str:
    """How many of the reasons are about something that should have an owner, and has none."""
    areas = ("escalations", "batches", "issues", "risks", "milestones")
    named = {reason.path[:2] for reason in found.reasons if reason.path[0] in areas}
    things = (by_id(getattr(brief.plan, area), id_) for area, id_ in named)
    alone = sum(thing is not None and not thing.owner for thing in things)
    return f" {counted(alone, 'thing')} of these {'has' if alone == 1 else 'have'} no owner." if alone else ""


def _colour(found: Overall, seen: Container[Reason]) -> Figure:
    """The colour as a figure: the rule, and the reasons as what it was made from; of one not seen only that it is."""
    hidden = Source(("escalations", ""), "", "")
    return Figure(
        "overall-status",
        "Overall status",
        None,
        "Not known" if found.colour == "unknown" else found.colour.capitalize(),
        STATES[found.colour],
        RULE,
        tuple(
            Source(reason.path, reason.label, f"{reason.colour}: {reason.what}") if reason in seen else hidden
            for reason in found.reasons
        ),
    )


def measured(brief: Brief, figures: Mapping[str, str]) -> list[str]:
    """Figures by their ids behind their labels, a point each; those that are not known are left out."""
    told = ((label, brief.told(figure)) for figure, label in figures.items())
    return points(f"**{label}:** {text}" for label, text in told if text)


def progress_of(brief: Brief) -> str:
    """Whose progress the figure is; there are three that a reader could mix up."""
    if not brief.plan.initiatives:
        return "Progress of the batches"
    which = "quarter's " if brief.look.lens == "quarter" else ""
    return f"Progress of the {which}initiatives"


def dashboard_lines(brief: Brief) -> list[str]:
    """The dashboard's head (document 002, "Progress Dashboard")."""
    return measured(
        brief,
        {
            "progress": progress_of(brief),
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
        if release.status == "released" and day and day in period and day <= brief.today:
            name = f" “{literal(release.name)}”" if release.name else ""
            yield f"Release {literal(release.id)}{name} live" + _on(brief, day)
    said = said_in(brief.look)
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
    told = [(one.name, brief.look.due(one.due)) for one in plan.milestones]
    for release in plan.releases:
        day = release.window.date() if release.window else None
        is_told = any(release.id in name and due == day for name, due in told)
        if release.status in ("planned", "active") and day and day in period and not is_told:
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
        last = [(word, short_day(day, today)) for word, day in days.items() if day][-1:]
        told = f"**{one.status}**" + "".join(
            f" {day}" if word == one.status else f", {word} {day}" for word, day in last
        )
        yield f"{literal(one.title)} – {told}{_waiting(brief, one) if waits else ''}"


def _waiting(brief: Brief, change: Change) -> str:
    """Whose answer is missing, and until when it is needed."""
    pending = joined(whoever(brief.plan, one.by) for one in change.approvals if one.state == "pending")
    until = f" by {due_text(brief.plan, change.target, brief.today)}" if change.target else ""
    return f"; waits for {pending or 'a decision'}{until}"


def asked(brief: Brief) -> Iterator[str]:
    """The approvals that are missing, with what they cost; then the help people asked for, unless it is for that."""
    plan, costs = brief.plan, list[str]()
    for change in plan.changes:
        if change.is_decided:
            continue
        until = f", by {due_text(plan, change.target, brief.today)}" if change.target else ""
        cost = change.impact.resources if change.impact else ""
        costs += [cost] if cost else []
        for approval in change.approvals:
            if approval.state == "pending":
                needed = f" ({literal(approval.needed)})" if approval.needed else ""
                money = f"; resources: {literal(cost)}" if cost else ""
                yield f"{whoever(plan, approval.by)}: decide on “{literal(change.title)}”{needed}{until}{money}"
    helps = said_in(brief.look).help
    yield from (literal(text) for text in helps if not any(cost in text for cost in costs))


def gate_lines(batches: Iterable[Batch]) -> Iterator[str]:
    """The quality gates of the batches that have begun."""
    for batch in batches:
        if batch.gates and (batch.progress or batch.is_done):
            waiting = [gate_name(gate.id) for gate in batch.gates if not gate.passed]
            passed = of(len(batch.gates) - len(waiting), len(batch.gates), "quality gates passed")
            yield f"{literal(batch.name)}: {passed}" + (f"; open are {joined(waiting)}" if waiting else "")


def actions_to_do(brief: Brief) -> Iterator[str]:
    """The next actions that are due by the end of the seven days after the period."""
    last = brief.period.last + timedelta(days=7)
    for action in brief.plan.actions:
        due = action_day(action, brief.look.start)
        if not action.done and due and due <= last:
            owner = f", {person(brief.plan, action.owner)}" if action.owner else ""
            yield f"{literal(action.text)} – {short_day(due, brief.today)}{owner}"


def escalations_open(brief: Brief) -> Iterator[str]:
    """The open escalations, the highest level first."""
    still = (one for one in brief.plan.escalations if one.is_open)
    for one in sorted(still, key=lambda one: LEVELS.index(one.level), reverse=True):
        yield escalation_line(brief, one)


def said_or(lines: Iterable[str], otherwise: str) -> list[str]:
    """Points, or a plain sentence if there are none."""
    return points(lines) or [otherwise]
