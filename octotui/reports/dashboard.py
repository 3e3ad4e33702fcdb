"""The batches as a Markdown table (document 001, "Progress Tracking Dashboard")."""

from __future__ import annotations

from typing import Final

from octotui.plan.batches import Batch, BatchStatus
from octotui.plan.plan import Plan
from octotui.plan.words import percent
from octotui.reports.markdown import table

HEAD: Final = ("Batch", "Priority", "Status", "Progress", "Target Date", "Owner", "Blockers")
STATUS_WORDS: Final[dict[BatchStatus, str]] = {
    "not-started": "🔴 Not Started",
    "queued": "⚪ Queued",
    "in-progress": "🟡 In Progress",
    "blocked": "🟥 Blocked",
    "done": "✅ Done",
}


def dashboard(plan: Plan) -> str:
    """Every batch in the plan's order, a row each."""
    return table(HEAD, [_row(plan, batch) for batch in plan.batches])


def _row(plan: Plan, batch: Batch) -> tuple[str, ...]:
    return (
        batch.name,
        batch.priority,
        STATUS_WORDS[batch.status],
        percent(batch.percent_done),
        str(batch.target or "None"),
        plan.person_name(batch.owner) or "Unassigned",
        ", ".join(batch.blockers) or "None",
    )
