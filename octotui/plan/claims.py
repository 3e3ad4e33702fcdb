"""What is to be done, and by whom: everything open in a plan that names a person or a role, area by area.

- A release asks its roles for the tasks of its phase (document 003, "Release Roles Matrix"), and before it goes live
  for their votes. Tasks up to the deployment are due on the day of the window, those after it two days later
  ("24–48 hours"), those of an incident at once.
- A risk is due a week after it was last looked at (document 001, "Risk Management").
- An escalation is due when its level wants an answer (document 000), and once answered it is for every day until it is
  resolved; one that nobody owns falls to those who are told.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta, tzinfo
from typing import Final, Literal, TypeAlias

from octotui.plan.board import columns_of
from octotui.plan.board_stages import column_of
from octotui.plan.edits import Path
from octotui.plan.escalations import late_by, response_due, route_for
from octotui.plan.frozen import Frozen
from octotui.plan.plan import Plan
from octotui.plan.releases import Release
from octotui.plan.risks import REVIEW_EVERY
from octotui.plan.targets import due_day
from octotui.plan.turns import leader_of, turns
from octotui.plan.voting import vote_id, voters_missing
from octotui.plan.work import action_day

ClaimKind: TypeAlias = Literal[
    "batch", "card", "milestone", "risk", "mitigation", "escalation", "issue", "change", "approval", "action", "item",
    "task", "vote", "checkpoint", "message", "runbook",
]  # fmt: skip
ClaimState: TypeAlias = Literal["late", "today", "soon", "open"]
Part: TypeAlias = Literal["owner", "leads", "attends", "approves", "votes", "sends", "is told"]

STATES: Final[tuple[ClaimState, ...]] = ("late", "today", "soon", "open")
SOON: Final = timedelta(days=7)
AFTER_RELEASE: Final = timedelta(days=2)
OPEN_RELEASES: Final = ("active", "planned")


class Claim(Frozen):
    """Something that somebody has to do.

    Attributes:
        path: What it is about.
        kind: What that is.
        label: What a person calls it.
        names: Whom it falls to: handles, names of people, ids or names of roles, ``all``.
        part: What they are in it.
        due: The day it is due; None if nothing says when.
        state: Late, due today, soon (within a week), or open.
        of: What it belongs to, where its path does not say enough: the release of a task.
    """

    path: Path
    kind: ClaimKind
    label: str
    names: tuple[str, ...]
    part: Part
    due: date | None
    state: ClaimState
    of: str = ""


def claims(plan: Plan, now: datetime, today: date, zone: tzinfo | None = None) -> tuple[Claim, ...]:
    """Everything that is to be done and names who does it, in the plan's order.

    Args:
        plan: The plan.
        now: The moment, which says whether an escalation is late.
        today: The day, where the team is.
        zone: Where the team is; None is where the program runs.
    """
    return tuple(claim for claim in open_work(plan, now, today, zone) if any(claim.names))


def open_work(plan: Plan, now: datetime, today: date, zone: tzinfo | None = None) -> Iterator[Claim]:
    """Everything that is to be done, also what falls to nobody; see `claims`."""
    look = _Look(plan, now, today, zone)
    return (claim for rule in _RULES for claim in rule(look))


def open_releases(plan: Plan) -> tuple[Release, ...]:
    """The releases that people work on: all active ones, else the first planned one."""
    active = tuple(release for release in plan.releases if release.status == "active")
    return active or tuple(release for release in plan.releases if release.status == "planned")[:1]


class _Look:
    """A look at one plan at one moment; each method is a rule."""

    def __init__(self, plan: Plan, now: datetime, today: date, zone: tzinfo | None) -> None:
        self._plan = plan
        self._now = now
        self._today = today
        self._zone = zone
        self._start = plan.project.start if plan.project else None
        self._known: dict[date | str | None, tuple[date | None, ClaimState]] = {}

    def work(self) -> Iterator[Claim]:
        """Batches that are not done, cards that are not in the last column."""
        plan = self._plan
        for batch in plan.batches:
            if not batch.is_done:
                yield self._owned(("batches", batch.id), "batch", batch.name, batch.owner, batch.target)
        columns, ends = columns_of(plan.board), {sprint.id: sprint.end for sprint in plan.sprints}
        for card in plan.items:
            if column_of(card, columns) != columns[-1].id:
                due = card.target or ends.get(card.sprint)
                yield self._owned(("items", card.id), "card", card.title, card.owner, due)

    def beside_the_work(self) -> Iterator[Claim]:
        """Issues, milestones to reach, runbooks to write."""
        plan = self._plan
        for issue in plan.issues:
            if issue.status in ("open", "in-progress"):
                yield self._owned(("issues", issue.id), "issue", issue.title, issue.owner, issue.target)
        for milestone in plan.milestones:
            if milestone.status in ("planned", "at-risk"):
                path = ("milestones", milestone.id)
                yield self._owned(path, "milestone", milestone.name, milestone.owner, milestone.due)
        for runbook in plan.runbooks:
            if runbook.state != "current":
                path = ("runbooks", runbook.id)
                yield self._owned(path, "runbook", runbook.purpose or runbook.path, runbook.owner, runbook.target)

    def risks(self) -> Iterator[Claim]:
        """Open risks, to look at each week; and the steps that make them smaller."""
        for risk in self._plan.risks:
            path, seen = ("risks", risk.id), risk.last_review or risk.identified
            if risk.is_open:
                yield self._owned(path, "risk", risk.title, risk.owner, seen + REVIEW_EVERY if seen else None)
            for action in risk.actions:
                if risk.is_open and not action.done and action.progress < 100:
                    here = (*path, "actions", action.id)
                    yield self._owned(here, "mitigation", action.text, action.owner, action.target, risk.title)

    def escalations(self) -> Iterator[Claim]:
        """Open escalations: to answer, then to resolve."""
        for one in self._plan.escalations:
            if one.is_open:
                route = route_for(one.level, self._plan.routes)
                at = None if one.answered else response_due(one, route)
                due = at.astimezone(self._zone).date() if isinstance(at, datetime) else at
                late = late_by(one, route, self._now) is not None
                state = "late" if late else self._state(due or self._today, never_late=True)
                names, part = _answerers(one.owner, route.told)
                yield Claim(("escalations", one.id), "escalation", one.title, names, part, due, state)

    def changes(self) -> Iterator[Claim]:
        """Changes that nobody has decided: for whoever looks after them, and for each who has to approve."""
        for change in self._plan.changes:
            path = ("changes", change.id)
            if change.status not in ("rejected", "implemented"):
                yield self._owned(path, "change", change.title, change.owner, change.target)
            for approval in change.approvals:
                if change.status in ("proposed", "assessed") and approval.state == "pending":
                    yield self._claim(
                        (*path, "approvals", approval.id), "approval", change.title, (approval.by,), "approves",
                        change.target, approval.needed,
                    )  # fmt: skip

    def actions(self) -> Iterator[Claim]:
        """Next actions, and what meetings asked for."""
        for action in self._plan.actions:
            if not action.done:
                due = action_day(action, self._start)
                yield self._owned(("actions", action.id), "action", action.text, action.owner, due)
        for meeting in self._plan.meetings:
            for asked in meeting.actions:
                if not asked.done:
                    path = ("meetings", meeting.id, "actions", asked.id)
                    yield self._owned(path, "action", asked.text, asked.owner, asked.due, meeting.label)

    def items(self) -> Iterator[Claim]:
        """Points of checklists that are not ticked, but for those of releases that are over."""
        over = {release.id for release in self._plan.releases if release.status not in OPEN_RELEASES}
        for one in (one for one in self._plan.checklists if one.release not in over):
            for item in one.items:
                if not item.done:
                    names = (item.owner,) if item.owner else (item.role,)
                    path = ("checklists", one.id, "items", item.id)
                    yield self._claim(path, "item", item.text, names, "owner", item.due or one.due, one.name)

    def releases(self) -> Iterator[Claim]:
        """What a release asks its roles for: the tasks of its phase, and before it goes live their votes."""
        for release in open_releases(self._plan):
            window = release.window.astimezone(self._zone).date() if release.window else None
            yield from self._tasks(release, window)
            if release.phase == "pre-release":
                for role in voters_missing(self._plan, release):
                    path = ("releases", release.id, "votes", vote_id(role))
                    yield self._claim(path, "vote", "Go or no-go", (role,), "votes", window, release.id)

    def rhythm(self) -> Iterator[Claim]:
        """Checkpoints, for who leads and who has to be there; messages, for who sends them."""
        for turn in turns(self._plan, self._today, self._zone):
            if turn.path[0] != "cadences" and turn.state != "held" and turn.next:
                kind: ClaimKind = "message" if turn.path[0] == "communications" else "checkpoint"
                part: Part = "sends" if kind == "message" else "leads"
                label, due = turn.thing.label, turn.next
                yield self._claim(turn.path, kind, label, (leader_of(turn.thing),), part, due)
                if kind == "checkpoint":
                    required: tuple[str, ...] = getattr(turn.thing, "required", ())
                    yield self._claim(turn.path, kind, label, required, "attends", due)

    def _tasks(self, release: Release, window: date | None) -> Iterator[Claim]:
        due = {
            "incident": self._today,
            "post-release": window + AFTER_RELEASE if window else None,
        }.get(release.phase, window)
        for role in self._plan.roles:
            for task in role.tasks_in(release.phase):
                if release.tick_for(role.id, release.phase, task.text) is None:
                    path = ("roles", role.id, "tasks", release.phase, "tasks", task.id)
                    yield self._claim(path, "task", task.text, (role.id,), "owner", due, release.id)

    def _owned(
        self, path: Path, kind: ClaimKind, label: str, owner: str, target: date | str | None, of: str = ""
    ) -> Claim:
        return self._claim(path, kind, label, (owner,), "owner", target, of)

    def _claim(
        self,
        path: Path,
        kind: ClaimKind,
        label: str,
        names: tuple[str, ...],
        part: Part,
        target: date | str | None,
        of: str = "",
    ) -> Claim:
        if target not in self._known:
            due = due_day(target, self._start)
            self._known[target] = due, self._state(due)
        return Claim(path, kind, label, names, part, *self._known[target], of)

    def _state(self, due: date | None, *, never_late: bool = False) -> ClaimState:
        if due is None:
            return "open"
        if due < self._today and not never_late:
            return "late"
        if due <= self._today:
            return "today"
        return "soon" if due <= self._today + SOON else "open"


def _answerers(owner: str, told: tuple[str, ...]) -> tuple[tuple[str, ...], Part]:
    """Who has to answer an escalation: its owner, else those who are told."""
    return ((owner,), "owner") if owner else (told, "is told")


_RULES: Final = (
    _Look.escalations,
    _Look.releases,
    _Look.items,
    _Look.changes,
    _Look.actions,
    _Look.risks,
    _Look.work,
    _Look.beside_the_work,
    _Look.rhythm,
)
"""In the order in which things of one day are listed."""
