"""The executive summary (document 002, "Reporting Templates"): one screen for those who decide."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Final

from octotui.plan.figures.open import open_issues, open_risks
from octotui.plan.periods import since
from octotui.reports.brief import Brief, period_title
from octotui.reports.parts import achievements, asked, in_hand, said_or, status_lines, status_title, to_come
from octotui.reports.report import Report, Section
from octotui.reports.things import batch_line, escalation_line, issue_line, risk_line

TOP: Final = 3
"""So many of each the template asks for."""


def executive(brief: Brief) -> Report:
    """How it goes and why, what was reached, what comes, and what is needed."""
    return Report(
        f"Execution Status Report - {brief.when}",
        (brief.as_of,),
        (
            Section.of(status_title(brief), status_lines(brief)),
            Section.of(
                "Key achievements",
                said_or(islice(achievements(brief), TOP), brief.nothing("Nothing was finished in this period.")),
            ),
            Section.of("Current focus", said_or(islice(_focus(brief), TOP), brief.nothing("Nothing is under way."))),
            Section.of("Issues and risks", said_or(_attention(brief), brief.nothing("Nothing critical is open."))),
            Section.of("Resource needs", said_or(asked(brief), brief.nothing("Nothing is asked for."))),
            Section.of(
                f"Goals for {period_title(brief.plan, brief.period.next)}",
                said_or(islice(to_come(brief, brief.period.next), TOP), brief.nothing("Nothing is planned yet.")),
            ),
        ),
    )


def _focus(brief: Brief) -> Iterator[str]:
    """The batches in hand, then what is due in what is left of the period."""
    yield from (batch_line(brief, batch) for batch in in_hand(brief))
    if brief.today < brief.period.last:
        yield from to_come(brief, since(brief.today, brief.period.last))


def _attention(brief: Brief) -> Iterator[str]:
    """What is open and critical: issues, escalations above the team, risks."""
    for issue in open_issues(brief.look):
        if issue.priority == "critical":
            yield f"Issue: {issue_line(brief, issue)}"
    for one in brief.plan.escalations:
        if one.is_open and one.level in ("3", "security"):
            yield f"Escalation: {escalation_line(brief, one)}"
    for risk in open_risks(brief.look):
        if risk.band == "critical":
            yield f"Risk: {risk_line(brief, risk)}"
