"""What a week was: what got done, what is in the way, what comes next; as plain text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Final

from octotui.plan.audience import WITHHELD
from octotui.plan.batches import Batch
from octotui.plan.board import Item
from octotui.plan.escalations import Escalation, route_for
from octotui.plan.periods import Period
from octotui.plan.plan import Plan, by_id
from octotui.plan.targets import due_day, span
from octotui.plan.waiting import Waiting
from octotui.plan.words import percent
from octotui.plan.work import Week

NO_PLAN_YET: Final = "No resolution plan yet"
ASK_THEM: Final = f"{WITHHELD} - ask the security on-call"


def said_in(plan: Plan, period: Period) -> Week:
    """What people said about the weeks of a period, together; of the goals and the help needed only the last."""
    start = plan.project.start if plan.project else None
    dated = [(span(week.week, start), week) for week in plan.weeks]
    weeks = [week for days, week in dated if days and days[1] in period]
    last = weeks[-1] if weeks else Week(week="?")
    return Week(
        week=last.week,
        completed=tuple(text for week in weeks for text in week.completed),
        goals=last.goals,
        help=last.help,
        wins=tuple(text for week in weeks for text in week.wins),
        team_health=last.team_health,
    )


@dataclass(frozen=True)
class WeekFacts:
    """A week of a plan.

    Attributes:
        plan: The plan.
        days: Its first and its last day.
        said: What people said about it.
        no_plan: What is said of a blocker that nobody has a plan for.
    """

    plan: Plan
    days: tuple[date, date]
    said: Week
    no_plan: str = NO_PLAN_YET

    @cached_property
    def waiting(self) -> Waiting:
        """What waits on what."""
        return Waiting(self.plan)

    @cached_property
    def start(self) -> date | None:
        """The first day of the project's week 1."""
        return self.plan.project.start if self.plan.project else None

    def completed(self) -> Iterator[str]:
        """What was said, then batches that are done, in this week if they say when, then cards of this week."""
        yield from self.said.completed
        yield from (batch.name for batch in self.plan.batches if batch.is_done and self._has(batch.finished, True))
        yield from (item.title for item in self.plan.items if self._has(item.finished, False))

    def in_progress(self) -> Iterator[str]:
        """Batches with owner and percent, then cards that somebody works on with owner and column."""
        for batch in self.plan.batches:
            if batch.status == "in-progress":
                yield f"{batch.name} - {self._owner(batch)} - {percent(batch.progress)}"
        for item in self.plan.items:
            if item.started and not item.finished:
                yield f"{item.title} - {self._owner(item)} - {self._column(item)}"

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
                yield self._with_plan(self._stuck(thing), thing.notes)

    def goals(self) -> Iterator[str]:
        """What was said, then what is to be finished in the seven days after this week."""
        yield from self.said.goals
        for batch in self.plan.batches:
            if not batch.is_done and self._is_next(batch.target):
                yield f"Finish {batch.name} ({percent(batch.progress)} now)"
        for milestone in self.plan.milestones:
            if milestone.status in ("planned", "at-risk") and self._is_next(milestone.due):
                yield f"Milestone: {milestone.name}"

    def wins(self) -> Iterator[str]:
        """What was said, then milestones that were reached."""
        yield from self.said.wins
        yield from (f"{one.name}: reached" for one in self.plan.milestones if self._has(one.reached, False))

    def _escalated(self, escalation: Escalation) -> str:
        if escalation.level == "security":
            return ASK_THEM.format(id=escalation.id)
        route = route_for(escalation.level, self.plan.routes)
        level = f"level {escalation.level}{f', {route.name}' if route.name else ''}"
        return self._with_plan(f"{escalation.title} ({level})", escalation.ask)

    def _stuck(self, thing: Batch | Item) -> str:
        secret = {one.id for one in self.plan.escalations if one.level == "security"}
        waits_on = self.waiting.waiting_on(thing)
        labels = ", ".join(blocker.name if blocker.name in secret else blocker.label for blocker in waits_on)
        return f"{thing.label} waits on {labels}" if labels else f"{thing.label} is blocked"

    def _with_plan(self, blocker: str, resolution: str) -> str:
        """A blocker and its resolution plan."""
        return " - ".join(text for text in (blocker, resolution.strip() or self.no_plan) if text)

    def _owner(self, thing: Batch | Item) -> str:
        return self.plan.person_name(thing.owner) or "Unassigned"

    def _column(self, item: Item) -> str:
        column = by_id(self.plan.board.columns, item.column) if self.plan.board else None
        return column.name if column else item.column.replace("-", " ")

    def _has(self, day: date | None, undated: bool) -> bool:
        first, last = self.days
        return undated if day is None else first <= day <= last

    def _is_next(self, target: date | str | None) -> bool:
        due, last = due_day(target, self.start), self.days[1]
        return due is not None and last < due <= last + timedelta(days=7)
