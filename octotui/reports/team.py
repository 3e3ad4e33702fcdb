"""The team update (document 002, "Reporting Templates")."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, time
from typing import Final

from octotui.plan.attention import attention
from octotui.plan.board import Sprint
from octotui.plan.board_rules import BoardRules
from octotui.plan.figures.open import open_issues
from octotui.plan.plan import by_id
from octotui.plan.sprints import finished_sprints
from octotui.plan.words import figure
from octotui.reports.brief import Brief
from octotui.reports.habits import board_lines, rhythm_line
from octotui.reports.markdown import literal
from octotui.reports.parts import (
    actions_to_do,
    escalations_open,
    in_hand,
    measured,
    metrics_of,
    progress_of,
    said_or,
    to_come,
)
from octotui.reports.phrases import sentence, short_day
from octotui.reports.report import Report, Section, point, points
from octotui.reports.things import batch_line, card_line, issue_line
from octotui.reports.week import said_in

SPRINT_PARTS: Final = ("planned", "completed", "in-progress", "blocked")


def team(brief: Brief) -> Report:
    """How far it is, how the sprint goes, what is in the way, what comes next, and how the team is."""
    said = said_in(brief.look)
    progress = measured(brief, {"progress": progress_of(brief), "on-time": "Timeline adherence", "batches": "Batches"})
    return Report(
        f"Team Execution Update - {brief.when}",
        (brief.as_of,),
        (
            Section.of("Progress summary", progress, points(batch_line(brief, one) for one in in_hand(brief))),
            Section.of("Sprint performance", _sprint(brief)),
            Section.of("Issues and blockers", said_or(_in_the_way(brief), brief.nothing("Nothing is in the way."))),
            Section.of(
                "Next focus", points(map(literal, said.goals)), points(_coming(brief)), points(rhythm_line(brief))
            ),
            Section.of("Team health", sentence(literal(said.team_health)), metrics_of(brief, "team"), _load(brief)),
        ),
    )


def _sprint(brief: Brief) -> Iterator[str]:
    """The sprint that runs in points, and its goal; then what the last one brought, velocity and quality."""
    now = brief.whole.sprint
    if now is not None and by_id(brief.plan.sprints, now.sprint.id):
        yield point(
            f"**{literal(now.sprint.label)}**{_days(brief, now.sprint)}: {literal(now.sprint.goal)}".removesuffix(": ")
        )
        told = [(brief.told(f"sprint-{name}"), name.replace("-", " ")) for name in SPRINT_PARTS]
        known = [f"{text} {name}" for text, name in told if text]
        yield from points([", ".join(known)] if known else [], depth=1)
    for last in finished_sprints(brief.whole.plan, brief.today)[-1:]:
        if last.sprint not in brief.plan.sprints or (now and last.sprint.id == now.sprint.id):
            continue
        planned = f" of {figure(last.planned)}" if last.planned is not None else ""
        yield point(f"**{literal(last.sprint.label)}:** {figure(last.completed or 0)}{planned} points completed")
    yield from measured(brief, {"velocity": "Velocity", "quality": "Quality score"})


def _days(brief: Brief, sprint: Sprint) -> str:
    days = " – ".join(short_day(day, brief.today) for day in (sprint.start, sprint.end) if day)
    return f" ({days})" if days else ""


def _in_the_way(brief: Brief) -> Iterator[str]:
    """Open issues and escalations, the worst first; then the cards that cannot move on."""
    rules = BoardRules(brief.plan.board)
    yield from (f"Issue: {issue_line(brief, issue)}" for issue in open_issues(brief.look))
    yield from (f"Escalation: {line}" for line in escalations_open(brief))
    yield from (f"Blocked: {card_line(brief, card)}" for card in brief.plan.items if rules.is_blocked(card))
    yield from board_lines(brief)


def _coming(brief: Brief) -> Iterator[str]:
    """What is due in the period that follows, then the cards that are ready to be begun."""
    yield from to_come(brief, brief.period.next)
    yield from (f"Next action: {line}" for line in actions_to_do(brief))
    ready = [card for card in brief.plan.items if card.column == "ready"]
    if ready:
        yield f"Ready to begin: {'; '.join(literal(card.title) for card in ready)}"


def _load(brief: Brief) -> list[str]:
    """Who has more in hand than hands."""
    now = datetime.combine(brief.today, time.max, UTC)
    busy = [notice for notice in attention(brief.whole.plan, now) if notice.kind == "load"]
    return points(f"{literal(notice.label)} has {literal(notice.what)}" for notice in busy)
