"""The figures behind the names of the views: one each, told before a view is ever opened."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeAlias

from octotui.plan.board_rules import BoardRules
from octotui.plan.load import loads
from octotui.plan.progress import current_release, phase_progress
from octotui.plan.sprints import sprint_at, sprint_points
from octotui.plan.whose import filled_by
from octotui.plan.words import figure
from octotui.ui.snapshot import Snapshot

Figure: TypeAlias = Callable[[Snapshot], str]


def _follows_from(*areas: str) -> Callable[[Figure], Figure]:
    """A figure that is told again only when one of these areas has changed, or the day."""

    def kept(tell: Figure) -> Figure:
        return wraps(tell)(lambda snapshot: snapshot.following(tell, areas, lambda: tell(snapshot)))

    return kept


def nothing(snapshot: Snapshot) -> str:
    """For a view that has none."""
    del snapshot
    return ""


@_follows_from("actions")
def actions_to_do(snapshot: Snapshot) -> str:
    """How many next actions are not done."""
    return str(sum(not action.done for action in snapshot.plan.actions) or "")


@_follows_from("batches")
def batches_done(snapshot: Snapshot) -> str:
    """Done of all."""
    return _of(sum(batch.is_done for batch in snapshot.plan.batches), len(snapshot.plan.batches))


@_follows_from("items", "board")
def cards_in_hand(snapshot: Snapshot) -> str:
    """How many cards are begun, and not done."""
    rules = BoardRules(snapshot.plan.board)
    return str(sum(rules.is_in_hand(item) for item in snapshot.plan.items) or "")


@_follows_from("changes")
def changes_waiting(snapshot: Snapshot) -> str:
    """How many wait for a decision."""
    return str(sum(not change.is_decided for change in snapshot.plan.changes) or "")


@_follows_from("risks")
def critical_risks(snapshot: Snapshot) -> str:
    """How many are critical."""
    return _told(sum(risk.is_open and risk.band == "critical" for risk in snapshot.plan.risks), "critical")


@_follows_from("releases")
def decisions_recorded(snapshot: Snapshot) -> str:
    """How many were taken, in all releases."""
    return str(sum(len(release.decisions) for release in snapshot.plan.releases) or "")


@_follows_from("checklists")
def lists_done(snapshot: Snapshot) -> str:
    """Done of all."""
    return _of(sum(one.is_done for one in snapshot.plan.checklists), len(snapshot.plan.checklists))


@_follows_from("metrics")
def metrics_missed(snapshot: Snapshot) -> str:
    """How many are off their target."""
    return _told(sum(metric.state == "missed" for metric in snapshot.plan.metrics), "missed")


@_follows_from("milestones")
def milestones_reached(snapshot: Snapshot) -> str:
    """Reached of all."""
    milestones = snapshot.plan.milestones
    return _of(sum(one.status == "reached" for one in milestones), len(milestones))


@_follows_from("escalations")
def open_escalations(snapshot: Snapshot) -> str:
    """How many are open."""
    return str(sum(escalation.is_open for escalation in snapshot.plan.escalations) or "")


@_follows_from("issues")
def open_issues(snapshot: Snapshot) -> str:
    """How many are open."""
    return str(sum(issue.is_open for issue in snapshot.plan.issues) or "")


@_follows_from("risks")
def open_risks(snapshot: Snapshot) -> str:
    """How many are open."""
    return str(sum(risk.is_open for risk in snapshot.plan.risks) or "")


@_follows_from("people", "batches")
def people_over_loaded(snapshot: Snapshot) -> str:
    """How many have more in hand than they should."""
    return _told(sum(load.is_over for load in loads(snapshot.plan).values()), "over-loaded")


@_follows_from("releases", "roles")
def phase_tasks_done(snapshot: Snapshot) -> str:
    """Done of all tasks of the current release's phase."""
    release = current_release(snapshot.plan)
    total = phase_progress(snapshot.plan, release, release.phase) if release else None
    return _of(total.done, total.total) if total else ""


@_follows_from("releases")
def releases_to_come(snapshot: Snapshot) -> str:
    """How many are not over."""
    return str(sum(release.status in ("active", "planned") for release in snapshot.plan.releases) or "")


@_follows_from("roles", "people")
def roles_vacant(snapshot: Snapshot) -> str:
    """How many nobody fills."""
    vacant = sum(not filled_by(snapshot.plan, role) for role in snapshot.plan.roles)
    return _told(vacant, "vacant") if snapshot.plan.people else ""


@_follows_from("runbooks")
def runbooks_current(snapshot: Snapshot) -> str:
    """Current ones of all."""
    return _of(sum(one.state == "current" for one in snapshot.plan.runbooks), len(snapshot.plan.runbooks))


@_follows_from("sprints", "items", "board")
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
