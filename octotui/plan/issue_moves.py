"""What people do to an issue, as edits with their record: move it on, take it up (document 002, "Issue Escalation")."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from octotui.plan.edits import Edits, Set
from octotui.plan.history import entry
from octotui.plan.issues import ISSUE_LEVELS, Issue, IssueLevel
from octotui.plan.problems import PlanError, Problem, quoted

_DID: Final[Mapping[str, str]] = {"in-progress": "started", "resolved": "resolved", "closed": "closed"}


def status_record(issue: Issue, status: str, who: str, now: datetime) -> Edits:
    """The record that an issue got a status; none if it has it already."""
    if status == issue.status:
        return ()
    back = "put back" if issue.status == "in-progress" else "reopened"
    return entry(("issues", issue.id), issue.history, who, now, _DID.get(status, back))


def escalate(issue: Issue, level: IssueLevel, who: str, now: datetime, note: str = "") -> Edits:
    """Take an issue up to a level, with its record; nothing if it is there already.

    Raises:
        PlanError: The level is below the one it is on: what was told cannot be untold.
    """
    if level == issue.escalated:
        return ()
    path = ("issues", issue.id)
    if ISSUE_LEVELS.index(level) < ISSUE_LEVELS.index(issue.escalated):
        what = f"{issue.id} is escalated to {issue.escalated} and does not go back to {quoted(level)}"
        raise PlanError([Problem("error", what, "resolve it there", path=(*path, "escalated"))])
    record = entry(path, issue.history, who, now, f"escalated to {level}", note)
    return (Set((*path, "escalated"), issue.given().get("escalated"), level), *record)
