"""The smaller records around the work: next actions, milestones, runbooks, commands, weeks (documents 001, 002)."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import ClassVar, Final, Literal

from octotui.plan.base import Entity
from octotui.plan.targets import span
from octotui.plan.values import Day, Filled, Flag, Names, Percent, Target

MilestoneStatus = Literal["planned", "at-risk", "reached", "missed"]
RunbookState = Literal["to-author", "to-update", "current"]
_DAYS: Final = re.compile(r"days?\s+(\d{1,3})(?:\s*(?:[-–—]|to)\s*(?:days?\s+)?(\d{1,3}))?", re.IGNORECASE)


class NextAction(Entity):
    """An action of the coming days (document 001, "Immediate Next Actions"); ``days`` in words ("Day 1–2")."""

    identity: ClassVar[tuple[str, ...]] = ("text",)
    short: ClassVar[str] = "text"

    text: Filled
    days: str = ""
    week: str = ""
    owner: str = ""
    batch: str = ""
    done: Flag = False
    notes: str = ""


def action_day(action: NextAction, start: date | None) -> date | None:
    """The last day of a next action: of its days in its week ("Week 5", "Day 4–5"), or of the week.

    Args:
        action: The action.
        start: The first day of week 1; day 1 of a week is the weekday that this one is.
    """
    weeks, days = span(action.week, start), _DAYS.fullmatch(action.days.strip())
    if weeks is None or days is None:
        return weeks[1] if weeks else None
    return weeks[0] + timedelta(days=max(1, int(days[2] or days[1])) - 1)


class Milestone(Entity):
    """A day that matters."""

    name: Filled
    due: Target | None = None
    status: MilestoneStatus = "planned"
    reached: Day | None = None
    owner: str = ""
    batches: Names = ()
    notes: str = ""

    @property
    def is_open(self) -> bool:
        """Whether it is still ahead, or late."""
        return self.status in ("planned", "at-risk")


class Initiative(Entity):
    """A strategic aim above the batches, looked at each quarter (document 002, "Tracking Levels")."""

    name: Filled
    quarter: str = ""
    owner: str = ""
    progress: Percent | None = None
    batches: Names = ()
    outcome: str = ""
    value: str = ""


class Runbook(Entity):
    """A runbook: where it is, what for, and whether it is to author, to update or current."""

    identity: ClassVar[tuple[str, ...]] = ("path",)

    path: Filled
    purpose: str = ""
    state: RunbookState = "current"
    owner: str = ""
    target: Target | None = None

    @property
    def label(self) -> str:
        """Where it is."""
        return self.path


class ValidationCommand(Entity):
    """A command people run to check the work. octotui shows and copies it, and never runs it."""

    identity: ClassVar[tuple[str, ...]] = ("command",)

    command: Filled
    purpose: str = ""
    where: str = ""
    expect: str = ""

    @property
    def label(self) -> str:
        """The command itself."""
        return self.command


class Week(Entity):
    """What people want said in a week's report beside what the plan knows (document 001, "Weekly Progress Report")."""

    identity: ClassVar[tuple[str, ...]] = ("week",)
    synonyms: ClassVar[dict[str, str]] = {"label": "week", "name": "week"}

    week: Filled
    completed: Names = ()
    goals: Names = ()
    help: Names = ()
    wins: Names = ()
    team_health: str = ""
