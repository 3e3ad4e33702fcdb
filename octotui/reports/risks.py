"""The risk dashboard of a period (document 002, "Risk Management Integration")."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from octotui.plan.figures.figure import Figure, source
from octotui.plan.plan import by_id
from octotui.plan.risk_trends import RiskTrends, in_force, is_finished, ranked, risk_trends, score_on, was_open
from octotui.plan.risks import REVIEW_EVERY, Band, Risk
from octotui.plan.words import counted, whole_percent
from octotui.reports.brief import Brief
from octotui.reports.markdown import literal
from octotui.reports.parts import escalations_open
from octotui.reports.phrases import first_of, joined, moment_text, person, short_day
from octotui.reports.report import Report, Section, point, points
from octotui.reports.things import mitigation_line, risk_line

BANDS: Final[dict[Band, str]] = {
    "critical": "Critical risks (score 7–9)",
    "high": "High risks (score 4–6)",
    "watch": "Watched risks (score 1–3)",
}
UNFOLDED: Final[tuple[Band, ...]] = ("critical", "high")
"""Of these the steps that are left are told, too."""


def risks(brief: Brief) -> Report:
    """The open risks, worst first, and what the period did to them."""
    open_ones = ranked(risk for risk in brief.plan.risks if risk.is_open)
    return Report(
        f"Risk Management Dashboard - {brief.when}",
        (brief.as_of, sentence_of(brief)),
        (
            *(
                Section.of(title, _band(brief, [risk for risk in open_ones if risk.band == band]))
                for band, title in BANDS.items()
            ),
            Section.of("Risk trends", points(trend_lines(brief))),
            Section.of("Contingency plans in force", points(_contingencies(brief))),
            Section.of("Escalations", points(escalations_open(brief))),
            Section.of("To look at", points(_neglected(brief, open_ones))),
        ),
    )


def sentence_of(brief: Brief) -> str:
    """How many risks are open, and how many of them are critical."""
    told = brief.told("risks")
    return f"Risks: {told}." if told else "The plan records no risks."


def trend_lines(brief: Brief) -> Iterator[str]:
    """The template's four trends, as far as there is something to tell."""
    if not brief.whole.plan.risks:
        return
    found = risk_trends(brief.whole.plan, brief.period.first, min(brief.period.last, brief.today))
    yield f"**New in this period:** {_named(brief, found.new)}"
    yield f"**Resolved:** {_named(brief, found.resolved)}"
    if found.happened:
        yield f"**Came true:** {_named(brief, found.happened)}"
    yield f"**Score trend:** {brief.notes.cite(_exposure(brief, found))}"
    if found.effectiveness is not None and not brief.look.is_told:
        yield f"**Mitigation effectiveness:** {brief.notes.cite(_effectiveness(brief, found))}"


def _band(brief: Brief, found: list[Risk]) -> Iterator[str]:
    """A band's risks; below those that matter the steps that are left, and when the contingency plan would begin."""
    for risk in found:
        yield point(risk_line(brief, risk))
        if risk.band in UNFOLDED:
            yield from points((mitigation_line(brief, one) for one in risk.actions if not is_finished(one)), depth=1)
            if risk.contingency and risk.contingency.trigger and not risk.contingency.activated:
                plan = literal(risk.contingency.plan) or "no plan yet"
                yield point(f"If {literal(risk.contingency.trigger)}: {plan}", depth=1)


def _named(brief: Brief, risks: Sequence[Risk]) -> str:
    """How many risks, and the names of the first that the readers may know."""
    names = [literal(risk.title) for risk in risks if by_id(brief.plan.risks, risk.id)]
    if not names:
        return str(len(risks) or "none")
    return f"{len(risks)} ({first_of(names, more=len(risks) - len(names))})"


def _exposure(brief: Brief, found: RiskTrends) -> Figure:
    """The sum of the open risks' scores, before the period and at its end."""
    moved = f"{found.score_trend}, from {found.score_before} to {found.score_after}"
    if found.score_trend == "stable":
        moved = f"stable at {found.score_after}"
    elif not found.score_before:
        moved = f"up to {found.score_after}; no risk was open before"
    known = [risk for risk in brief.whole.plan.risks if was_open(risk, found.until)]
    return Figure(
        "risk-score-trend",
        "Risk score trend",
        found.score_after,
        moved,
        "watch" if found.score_trend == "up" else "good",
        "The sum of the scores of all open risks, on the evening before the period and on its last day "
        "(document 002, Risk Trends).",
        tuple(source("risks", risk, f"{score_on(risk, found.until)}") for risk in known),
    )


def _effectiveness(brief: Brief, found: RiskTrends) -> Figure:
    """The share of the finished mitigation actions that helped."""
    judged = [
        (risk, action)
        for risk in brief.plan.risks
        for action in risk.actions
        if is_finished(action) and action.effective is not None
    ]
    helped = f"{found.effective} of {counted(found.judged, 'finished action')} helped"
    return Figure(
        "mitigation-effectiveness",
        "Mitigation effectiveness",
        found.effectiveness,
        f"{whole_percent(found.effectiveness or 0)}, {helped}",
        "good",
        "Of the finished mitigation actions somebody judged, those that helped (document 002, Risk Trends).",
        tuple(
            source("risks", risk, "helped" if action.effective else "did not help", action.text)
            for risk, action in judged
        ),
    )


def _contingencies(brief: Brief) -> Iterator[str]:
    """The plans that were begun, and by whom."""
    for risk in in_force(brief.plan):
        begun = risk.contingency
        if begun and begun.activated:
            by = f" by {person(brief.plan, begun.activated_by)}" if begun.activated_by else ""
            plan = f": {literal(begun.plan)}" if begun.plan else ""
            yield f"{literal(risk.title)} – since {moment_text(begun.activated)}{by}{plan}"


def _neglected(brief: Brief, open_ones: list[Risk]) -> Iterator[str]:
    """Open risks without owner, without mitigation, or not reviewed for more than a week."""
    for risk in open_ones:
        seen = risk.last_review or risk.identified
        old = seen is None or brief.today - seen > REVIEW_EVERY
        wanting = [
            *(["no owner"] if not risk.owner else []),
            *(["no mitigation"] if not risk.mitigation and not risk.actions else []),
            *([f"last seen {short_day(seen, brief.today)}" if seen else "never reviewed"] if old else []),
        ]
        if wanting:
            yield f"{literal(risk.title)} – {joined(wanting)}"
