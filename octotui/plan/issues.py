"""Issues: what went wrong, why, and how it is mended (document 002, "Issue Management System")."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Final, Literal, get_args

from octotui.plan.base import Entity
from octotui.plan.escalations import HistoryEntry
from octotui.plan.values import Day, Filled, Moment, Names, Target

IssueCategory = Literal["technical", "process", "business"]
IssuePriority = Literal["critical", "high", "medium", "low"]
IssueStatus = Literal["open", "in-progress", "resolved", "closed"]
IssueLevel = Literal["team", "manager", "director", "executive"]

PRIORITIES: Final[tuple[IssuePriority, ...]] = get_args(IssuePriority)
"""The most urgent first."""
ISSUE_LEVELS: Final[tuple[IssueLevel, ...]] = get_args(IssueLevel)
"""The way up (document 002, "Issue Escalation")."""
_ASKED: Final[Mapping[IssueStatus, tuple[str, ...]]] = {
    "open": ("description", "impact"),
    "in-progress": ("description", "impact", "root_cause"),
    "resolved": ("impact", "root_cause", "resolution"),
    "closed": ("root_cause", "resolution", "prevention"),
}


class Issue(Entity):
    """An issue with the fields of document 002's template; ``escalated`` is how far up it has gone."""

    identity: ClassVar[tuple[str, ...]] = ("title",)
    synonyms: ClassVar[dict[str, str]] = {"name": "title"}
    steps: ClassVar[Mapping[str, tuple[str, ...]]] = {
        "open": ("in-progress", "closed"),
        "in-progress": ("open", "resolved"),
        "resolved": ("closed", "open"),
        "closed": ("open",),
    }
    """Document 002, "Issue Resolution": worked on, resolved, verified and closed; opened again if it comes back.
    What turns out to be no issue is closed at once."""

    title: Filled
    category: IssueCategory = "technical"
    priority: IssuePriority = "medium"
    status: IssueStatus = "open"
    owner: str = ""
    reporter: str = ""
    escalated: IssueLevel = "team"
    batches: Names = ()
    opened: Day | None = None
    target: Target | None = None
    resolved: Moment | None = None
    description: str = ""
    impact: str = ""
    root_cause: str = ""
    resolution: str = ""
    prevention: str = ""
    notes: str = ""
    history: tuple[HistoryEntry, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to mend it."""
        return self.status in ("open", "in-progress")

    @property
    def unwritten(self) -> tuple[str, ...]:
        """The fields of the template that should be filled by now, and are not."""
        return tuple(field for field in _ASKED[self.status] if not getattr(self, field).strip())


def level_above(level: str) -> IssueLevel | None:
    """Who hears of an issue next; None above the executives."""
    place = ISSUE_LEVELS.index(level) + 1
    return ISSUE_LEVELS[place] if place < len(ISSUE_LEVELS) else None
