"""What a week was: what got done, what is in the way, what comes next; as plain text."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cached_property
from typing import Final

from octotui.plan.audience import WITHHELD
from octotui.plan.batches import Batch
from octotui.plan.board import Item
from octotui.plan.board_rules import BoardRules
from octotui.plan.escalations import Escalation, route_for
from octotui.plan.figures.figure import Look
from octotui.plan.figures.progress import is_known
from octotui.plan.frozen import Frozen
from octotui.plan.plan import Plan, by_id
from octotui.plan.targets import span
from octotui.plan.words import counted, percent
from octotui.plan.work import Week

NO_PLAN_YET: Final = "No resolution plan yet"
ASK_THEM: Final = f"{WITHHELD} - ask the security on-call"


def said_in(look: Look) -> Week:
    """What people said about the weeks of a period, together; of the goals and the help needed only the last.

    A week belongs to the period its last day is in; of one that is not over, that is today.
    """
    dated = [(days, week) for week in look.plan.weeks if (days := span(week.week, look.start))]
    told = sorted((days[1], week.id, week) for days, week in dated if _counted_on(days, look.today) in look.period)
    weeks = [week for *_, week in told]
    last = weeks[-1] if weeks else Week(week="?")
    return Week(
        week=last.week,
        completed=tuple(text for week in weeks for text in week.completed),
        goals=last.goals,
        help=last.help,
        wins=tuple(text for week in weeks for text in week.wins),
        team_health=last.team_health,
    )


def _counted_on(days: tuple[date, date], today: date) -> date:
    return min(days[1], today) if days[0] <= today else days[1]


class WeekFacts(Frozen):
    """A week of a plan.

    Attributes:
        look: The plan, on the last day that is told.
        days: Its first and its last day.
        said: What people said about it.
        no_plan: What is said of a blocker that nobody has a plan for.
    """

    look: Look
    days: tuple[date, date]
    said: Week
    no_plan: str = NO_PLAN_YET

    @property
    def plan(self) -> Plan:
        """The plan."""
        return self.look.plan

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
        rules = BoardRules(self.plan.board)
        for batch in self.plan.batches:
            if batch.status == "in-progress":
                yield " - ".join(filter(None, (batch.name, self._owner(batch), self._percent(batch))))
        for item in self.plan.items:
            if item.started and not item.finished and not rules.is_done(item):
                yield f"{item.title} - {self._owner(item)} - {self._column(item)}"

    def blockers(self) -> Iterator[str]:
        """Open escalations with what would clear them, then what is blocked or waits, with why."""
        told = set[str]()
        for escalation in self.plan.escalations:
            if escalation.is_open:
                told.update(escalation.blocks)
                yield self._escalated(escalation)
        stuck: list[Batch | Item] = [batch for batch in self.plan.batches if batch.status == "blocked"]
        rules = BoardRules(self.plan.board)
        stuck += [item for item in self.plan.items if rules.is_blocked(item)]
        for thing in stuck:
            if thing.id not in told:
                yield self._with_plan(self._stuck(thing), thing.notes)

    def goals(self) -> Iterator[str]:
        """What was said, then what is to be finished by the seventh day after this week; what is late, first."""
        yield from self.said.goals
        batches = [(self.look.due(batch.target), batch) for batch in self.plan.batches if not batch.is_done]
        for due, batch in sorted((pair for pair in batches if pair[0]), key=lambda pair: pair[0] or date.max):
            if due and due <= self.days[1] + timedelta(days=7):
                told = ", ".join(filter(None, (self._percent(batch, " now"), self._late(due))))
                yield f"Finish {batch.name}" + (f" ({told})" if told else "")
        for milestone in self.plan.milestones:
            due = self.look.due(milestone.due)
            if milestone.is_open and due and due <= self.days[1] + timedelta(days=7):
                late = self._late(due)
                yield f"Milestone: {milestone.name}" + (f" ({late})" if late else "")

    def wins(self) -> Iterator[str]:
        """What was said, then milestones that were reached."""
        yield from self.said.wins
        yield from (f"{one.name}: reached" for one in self.plan.milestones if self._has(one.reached, False))

    def _percent(self, batch: Batch, more: str = "") -> str:
        return percent(batch.percent_done) + more if is_known(self.look, batch) else ""

    def _late(self, due: date) -> str:
        return f"{counted((self.look.today - due).days, 'day')} late" if due < self.look.today else ""

    def _escalated(self, escalation: Escalation) -> str:
        if escalation.level == "security":
            return ASK_THEM.format(id=escalation.id)
        route = route_for(escalation.level, self.plan.routes)
        level = f"level {escalation.level}{f', {route.name}' if route.name else ''}"
        return self._with_plan(f"{escalation.title} ({level})", escalation.ask)

    def _stuck(self, thing: Batch | Item) -> str:
        secret = {one.id for one in self.plan.escalations if one.level == "security"}
        waits_on = self.look.waiting.waiting_on(thing)
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
