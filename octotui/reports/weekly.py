"""The weekly progress report (document 001, "Weekly Progress Report Template"), filled from the plan."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Final

from octotui.plan.batches import Batch
from octotui.plan.board import Item
from octotui.plan.escalations import Escalation, route_for
from octotui.plan.metrics import Metric
from octotui.plan.plan import Plan, by_id
from octotui.plan.progress import current_batch, overall_progress
from octotui.plan.targets import due_day, span
from octotui.plan.waiting import Waiting
from octotui.plan.work import Week
from octotui.reports.dashboard import percent
from octotui.reports.markdown import bullets, inline, tasks

TEMPLATE_METRICS: Final = {
    "prs_merged": ("PRs merged", ""),
    "ci_pass_rate": ("CI pass rate", "%"),
    "coverage": ("Test coverage", "%"),
    "production_incidents": ("Production incidents", ""),
    "deployment_minutes": ("Mean time to deploy", "minutes"),
}
"""The metrics every report has, by id: what they are called there, and their unit."""

NO_PLAN_YET: Final = "No resolution plan yet"
WITHHELD: Final = "Security escalation {id} (details withheld) - ask the security on-call"


def weekly(plan: Plan, label: str, today: date) -> str:
    """The report of a week.

    Args:
        plan: The plan.
        label: The week as the heading says it: ``Week 3``; a bare number is a week too.
        today: The last day of the week that is meant, if the label does not say which days it has.

    Returns:
        Markdown. What a security escalation is about is left out, for the report is pasted into issues.
    """
    week = _Week(plan, f"Week {label.strip()}" if label.strip().isdigit() else label.strip(), today)
    current = current_batch(plan)
    sections = {
        f"🎯 Current Batch: {inline(current.name) if current else 'None'}": (
            f"**Overall Progress:** {percent(overall_progress(plan))} complete"
        ),
        "✅ Completed This Week": tasks(_texts(week.completed()), done=True),
        "🚧 In Progress": tasks(week.in_progress()),
        "⚠️ Blockers": bullets(week.blockers()),
        "📊 Metrics This Week": bullets(_metrics(plan)),
        "📅 Next Week Goals": tasks(_texts(week.goals())),
        "🆘 Help Needed": bullets(_texts(week.said.help)),
        "🎉 Wins": bullets(_texts(week.wins())),
    }
    heading = f"## Weekly Progress Report - {inline(week.label)}\n"
    return heading + "".join(f"\n### {title}\n\n{text}\n" for title, text in sections.items())


@dataclass(frozen=True)
class _Week:
    """One week of a plan: its days, and what people said about it."""

    plan: Plan
    label: str
    today: date

    @cached_property
    def start(self) -> date | None:
        """The first day of the project's week 1."""
        return self.plan.project.start if self.plan.project else None

    @cached_property
    def days(self) -> tuple[date, date]:
        """The first and the last day: as the label says, else the seven days that end today."""
        return span(self.label, self.start) or (self.today - timedelta(days=6), self.today)

    @cached_property
    def said(self) -> Week:
        """What the plan records for this week."""
        wanted = self.label.casefold()
        found = next((week for week in self.plan.weeks if wanted in (week.week.casefold(), week.id)), None)
        return found or Week(week=self.label or "?")

    @cached_property
    def waiting(self) -> Waiting:
        return Waiting(self.plan)

    def completed(self) -> Iterator[str]:
        """What was said, then batches that are done, in this week if they say when, then cards of this week."""
        yield from self.said.completed
        yield from (batch.name for batch in self.plan.batches if batch.is_done and self._has(batch.finished, True))
        yield from (item.title for item in self.plan.items if self._has(item.finished, False))

    def in_progress(self) -> Iterator[str]:
        """Batches with owner and percent, then cards that somebody works on with owner and column."""
        for batch in self.plan.batches:
            if batch.status == "in-progress":
                yield f"{inline(batch.name)} - {self._owner(batch)} - {percent(batch.progress)}"
        for item in self.plan.items:
            if item.started and not item.finished:
                yield f"{inline(item.title)} - {self._owner(item)} - {inline(self._column(item))}"

    def blockers(self) -> Iterator[str]:
        """Open escalations with what would clear them, then what is blocked or waits, with why."""
        told = set[str]()
        for escalation in self.plan.escalations:
            if escalation.is_open:
                told.update(escalation.blocks)
                yield self._escalated(escalation)
        stuck: list[Batch | Item] = [batch for batch in self.plan.batches if batch.status == "blocked"]
        stuck += [item for item in self.plan.items if item.blocked]
        for thing in stuck:
            if thing.id not in told:
                yield f"{inline(self._stuck(thing))} - {inline(thing.notes) or NO_PLAN_YET}"

    def goals(self) -> Iterator[str]:
        """What was said, then what is to be finished in the seven days after this week."""
        yield from self.said.goals
        last = self.days[1]
        for batch in self.plan.batches:
            if not batch.is_done and self._is_next(due_day(batch.target, self.start), last):
                yield f"Finish {batch.name} ({percent(batch.progress)} now)"
        for milestone in self.plan.milestones:
            if milestone.status in ("planned", "at-risk") and self._is_next(due_day(milestone.due, self.start), last):
                yield f"Reach {milestone.name}"

    def wins(self) -> Iterator[str]:
        """What was said, then milestones that were reached."""
        yield from self.said.wins
        yield from (f"{one.name} reached" for one in self.plan.milestones if self._has(one.reached, False))

    def _escalated(self, escalation: Escalation) -> str:
        if escalation.level == "security":
            return WITHHELD.format(id=inline(escalation.id))
        route = route_for(escalation.level, self.plan.routes)
        level = f"level {escalation.level}{f', {route.name}' if route.name else ''}"
        return f"{inline(f'{escalation.title} ({level})')} - {inline(escalation.ask) or NO_PLAN_YET}"

    def _stuck(self, thing: Batch | Item) -> str:
        secret = {one.id for one in self.plan.escalations if one.level == "security"}
        waits_on = self.waiting.waiting_on(thing)
        labels = ", ".join(blocker.name if blocker.name in secret else blocker.label for blocker in waits_on)
        return f"{thing.label} waits on {labels}" if labels else f"{thing.label} is blocked"

    def _owner(self, thing: Batch | Item) -> str:
        return inline(self.plan.person_name(thing.owner)) or "Unassigned"

    def _column(self, item: Item) -> str:
        column = by_id(self.plan.board.columns, item.column) if self.plan.board else None
        return column.name if column else item.column.replace("-", " ")

    def _has(self, day: date | None, undated: bool) -> bool:
        first, last = self.days
        return undated if day is None else first <= day <= last

    @staticmethod
    def _is_next(due: date | None, last: date) -> bool:
        return due is not None and last < due <= last + timedelta(days=7)


def _metrics(plan: Plan) -> Iterator[str]:
    for metric_id, (name, unit) in TEMPLATE_METRICS.items():
        yield f"{name}: {_measured(by_id(plan.metrics, metric_id) or Metric(id=metric_id), unit)}"
    for metric in plan.metrics:
        if metric.id not in TEMPLATE_METRICS and metric.target is not None:
            yield f"{inline(metric.label)}: {_measured(metric, inline(metric.unit))}"


def _measured(metric: Metric, unit: str) -> str:
    """A metric's value, and where there is a target how it compares."""
    value = "n/a" if metric.value is None else _number(metric.value, unit)
    if metric.target is None:
        return value
    side = "at most" if metric.better == "lower" else "at least"
    return f"{value} (target {side} {_number(metric.target, unit)}: {metric.state})"


def _number(value: float, unit: str) -> str:
    return f"{value:.12g}{'' if unit in ('', '%') else ' '}{unit}"


def _texts(lines: Iterable[str]) -> Iterator[str]:
    return (inline(line) for line in lines)
