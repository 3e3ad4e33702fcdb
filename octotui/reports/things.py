"""A line of Markdown for each kind of thing, the same in every report: name, how it stands, whose it is, when due."""

from __future__ import annotations

from datetime import date

from octotui.plan.batches import Batch
from octotui.plan.board import Item
from octotui.plan.escalations import Escalation, route_for
from octotui.plan.issues import Issue
from octotui.plan.metrics import Metric
from octotui.plan.readings import margin, series, trend
from octotui.plan.risks import Mitigation, Risk
from octotui.plan.words import whole_percent
from octotui.plan.work import Milestone
from octotui.reports.brief import Brief
from octotui.reports.markdown import literal
from octotui.reports.phrases import (
    due_text,
    lateness,
    level_text,
    metric_name,
    metric_unit,
    person,
    quantity,
    short_day,
)


def batch_line(brief: Brief, batch: Batch) -> str:
    """``Infrastructure – 80%, Omar Haddad, due Week 3–4 (to 15 Nov), 5 days late. Waits on: Partner API down``."""
    name = literal(batch.name)
    if batch.is_done:
        return f"{name} – done" + (f" {short_day(batch.finished, brief.today)}" if batch.finished else "")
    stands = ["blocked"] if batch.status == "blocked" else []
    stands += [brief.percent(batch)] if brief.percent(batch) else [] if stands else ["in progress"]
    told = ", ".join([*stands, _owner(brief, batch.owner), *_due(brief, batch.target)])
    return f"{name} – {told}{_waits(brief, batch)}"


def card_line(brief: Brief, card: Item) -> str:
    """``Blue-green switch for the API – Omar Haddad, 8 points. Waits on: Partner API down since Tuesday``."""
    told = [_owner(brief, card.owner), *([quantity(card.points, "points")] if card.points is not None else ())]
    return f"{literal(card.title)} – {', '.join(told)}{_waits(brief, card)}"


def milestone_line(brief: Brief, one: Milestone) -> str:
    """``Release 2026.11 live – at risk, due 24 Nov, Dana Kim``."""
    name = literal(one.name)
    if one.status == "reached":
        return f"{name} – reached" + (f" {short_day(one.reached, brief.today)}" if one.reached else "")
    state = {"planned": "planned", "at-risk": "**at risk**", "missed": "**missed**", "reached": ""}[one.status]
    owner = [person(brief.plan, one.owner)] if one.owner else []
    return f"{name} – {', '.join([state, *_due(brief, one.due), *owner])}"


def issue_line(brief: Brief, issue: Issue) -> str:
    """``Sign-in takes four seconds – critical, in progress, 李静, due 23 Nov``."""
    told = [issue.priority, issue.status.replace("-", " "), _owner(brief, issue.owner), *_due(brief, issue.target)]
    return f"{literal(issue.title)} – {', '.join(told)}"


def escalation_line(brief: Brief, one: Escalation) -> str:
    """``Partner API down since Tuesday – level 2 (Cross-team), Ana Ruiz. Needed: a date from their side``."""
    route = route_for(one.level, brief.plan.routes).name
    level = level_text(one.level) + (f" ({literal(route)})" if route and one.level != "security" else "")
    late = ["no answer in time"] if one.id in brief.late_escalations else []
    told = ", ".join([level, _owner(brief, one.owner), *late])
    return f"{literal(one.title)} – {told}" + (f". Needed: {literal(one.ask)}" if one.ask else "")


def risk_line(brief: Brief, risk: Risk) -> str:
    """``A high finding goes live – score 9, mitigating (83% done), Samuel Okafor``."""
    done = brief.mitigated(risk)
    status = risk.status + (f" ({whole_percent(done)} done)" if done is not None else "")
    told = f"{literal(risk.title)} – score {risk.score}, {status}, {_owner(brief, risk.owner)}"
    if risk.actions:
        return told
    return f"{told}. {'Mitigation: ' + literal(risk.mitigation) if risk.mitigation else 'No mitigation yet.'}"


def mitigation_line(brief: Brief, action: Mitigation) -> str:
    """``Replace the XML parser – 90%, Jonas Lindqvist, due 20 Nov``."""
    is_done = action.done or action.progress >= 100
    helped = {True: ", it helped", False: ", it did not help", None: ""}[action.effective]
    owner = [person(brief.plan, action.owner)] if action.owner else []
    if is_done:
        return f"{literal(action.text)} – {', '.join(['done', *owner])}{helped}"
    far = [] if brief.look.is_told else [whole_percent(action.progress)]
    told = ", ".join([*far, *owner, *_due(brief, action.target)])
    return literal(action.text) + (f" – {told}" if told else "")


def metric_line(metric: Metric) -> str:
    """``Test coverage: 78.4%, 1.6% short of 80%; up from 77.1%, which is better``; nothing without a value."""
    if metric.value is None:
        return ""
    return f"{metric_name(metric)}: {quantity(metric.value, metric_unit(metric))}{_against(metric)}{_moved(metric)}"


def _against(metric: Metric) -> str:
    """How the value stands against the target."""
    by = margin(metric)
    if by is None or metric.target is None:
        return ""
    target = quantity(metric.target, metric_unit(metric))
    side = "at most" if metric.better == "lower" else "at least"
    if by >= 0:
        return f" (target {side} {target}, met)"
    return f" (target {side} {target}, missed by {quantity(-by, metric_unit(metric))})"


def _moved(metric: Metric) -> str:
    """How the value moved since the reading before."""
    moved, values = trend(metric), series(metric)
    if moved is None:
        return ""
    if moved.way == "flat":
        return ", unchanged"
    judged = "" if moved.good is None else ", better" if moved.good else ", worse"
    return f"; {moved.way} from {quantity(values[-2], metric_unit(metric))}{judged}"


def _waits(brief: Brief, thing: Batch | Item) -> str:
    """What it waits on."""
    labels = "; ".join(literal(blocker.label) for blocker in brief.look.waiting.waiting_on(thing))
    return f". Waits on: {labels}" if labels else ""


def _owner(brief: Brief, handle: str) -> str:
    return person(brief.plan, handle) if handle else "no owner yet"


def _due(brief: Brief, target: date | str | None) -> list[str]:
    """When it is due, and how late it is; nothing without a target."""
    parts = (due_text(brief.plan, target, brief.today), lateness(brief.plan, target, brief.today))
    return [f"{'' if number else 'due '}{part}" for number, part in enumerate(parts) if part]
