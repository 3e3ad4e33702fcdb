"""The figures behind the names of the views: one each, told before a view is ever opened."""

from __future__ import annotations

from octotui.plan.board_rules import BoardRules
from octotui.plan.load import loads
from octotui.plan.progress import current_release, phase_progress
from octotui.plan.sprints import sprint_at, sprint_points
from octotui.plan.whose import filled_by
from octotui.plan.words import figure
from octotui.ui.snapshot import Snapshot


def nothing(snapshot: Snapshot) -> str:
    """For a view that has none."""
    del snapshot
    return ""


def actions_to_do(snapshot: Snapshot) -> str:
    """How many next actions are not done."""
    return str(sum(not action.done for action in snapshot.plan.actions) or "")


def batches_done(snapshot: Snapshot) -> str:
    """Done of all."""
    return _of(sum(batch.is_done for batch in snapshot.plan.batches), len(snapshot.plan.batches))


def cards_in_hand(snapshot: Snapshot) -> str:
    """How many cards are begun, and not done."""
    rules = BoardRules(snapshot.plan.board)
    return str(sum(rules.is_in_hand(item) for item in snapshot.plan.items) or "")


def changes_waiting(snapshot: Snapshot) -> str:
    """How many wait for a decision."""
    return str(sum(not change.is_decided for change in snapshot.plan.changes) or "")


def critical_risks(snapshot: Snapshot) -> str:
    """How many are critical."""
    return _told(sum(risk.is_open and risk.band == "critical" for risk in snapshot.plan.risks), "critical")


def decisions_recorded(snapshot: Snapshot) -> str:
    """How many were taken, in all releases."""
    return str(sum(len(release.decisions) for release in snapshot.plan.releases) or "")


def lists_done(snapshot: Snapshot) -> str:
    """Done of all."""
    return _of(sum(one.is_done for one in snapshot.plan.checklists), len(snapshot.plan.checklists))


def metrics_missed(snapshot: Snapshot) -> str:
    """How many are off their target."""
    return _told(sum(metric.state == "missed" for metric in snapshot.plan.metrics), "missed")


def milestones_reached(snapshot: Snapshot) -> str:
    """Reached of all."""
    milestones = snapshot.plan.milestones
    return _of(sum(one.status == "reached" for one in milestones), len(milestones))


def open_escalations(snapshot: Snapshot) -> str:
    """How many are open."""
    return str(sum(escalation.is_open for escalation in snapshot.plan.escalations) or "")


def open_issues(snapshot: Snapshot) -> str:
    """How many are open."""
    return str(sum(issue.is_open for issue in snapshot.plan.issues) or "")


def open_risks(snapshot: Snapshot) -> str:
    """How many are open."""
    return str(sum(risk.is_open for risk in snapshot.plan.risks) or "")


def people_over_loaded(snapshot: Snapshot) -> str:
    """How many have more in hand than they should."""
    return _told(sum(load.is_over for load in loads(snapshot.plan).values()), "over-loaded")


def phase_tasks_done(snapshot: Snapshot) -> str:
    """Done of all tasks of the current release's phase."""
    release = current_release(snapshot.plan)
    total = phase_progress(snapshot.plan, release, release.phase) if release else None
    return _of(total.done, total.total) if total else ""


def releases_to_come(snapshot: Snapshot) -> str:
    """How many are not over."""
    return str(sum(release.status in ("active", "planned") for release in snapshot.plan.releases) or "")


def roles_vacant(snapshot: Snapshot) -> str:
    """How many nobody fills."""
    vacant = sum(not filled_by(snapshot.plan, role) for role in snapshot.plan.roles)
    return _told(vacant, "vacant") if snapshot.plan.people else ""


def runbooks_current(snapshot: Snapshot) -> str:
    """Current ones of all."""
    return _of(sum(one.state == "current" for one in snapshot.plan.runbooks), len(snapshot.plan.runbooks))


def sprint_done(snapshot: Snapshot) -> str:
    """Points done of those there are, in the sprint one looks at."""
    sprint = sprint_at(snapshot.plan, snapshot.today)
    points = sprint_points(snapshot.plan, sprint) if sprint else None
    return f"{figure(points.completed or 0)}/{figure(points.scope)}" if points else ""


def turns_due(snapshot: Snapshot) -> str:
    """How many meetings, checkpoints and messages are overdue or due today."""
    return str(sum(turn.state in ("overdue", "due") for turn in snapshot.turns) or "")


def _of(done: int, total: int) -> str:
    return f"{done}/{total}" if total else ""


def _told(count: int, word: str) -> str:
    return f"{count} {word}" if count else ""
