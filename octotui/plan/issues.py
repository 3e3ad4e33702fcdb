"""Issues: what went wrong, why, and how it is mended (document 002, "Issue Management System")."""

from __future__ import annotations

from typing import ClassVar, Literal

from octotui.plan.base import Entity
from octotui.plan.escalations import HistoryEntry
from octotui.plan.values import Day, Filled, Moment, Names, Target

IssueCategory = Literal["technical", "process", "business"]
IssuePriority = Literal["critical", "high", "medium", "low"]
IssueStatus = Literal["open", "in-progress", "resolved", "closed"]
IssueLevel = Literal["team", "manager", "director", "executive"]


class Issue(Entity):
    """An issue with the fields of document 002's template; ``escalated`` is how far up it has gone."""

    identity: ClassVar[tuple[str, ...]] = ("title",)
    synonyms: ClassVar[dict[str, str]] = {"name": "title"}

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
