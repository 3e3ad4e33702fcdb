"""What needs somebody's attention, one list across all areas (documents 000, 001 and 002)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from typing import Final, Literal, TypeAlias

from octotui.plan.board import Item
from octotui.plan.board_rules import BoardRules, over_limit
from octotui.plan.board_stages import lanes_of
from octotui.plan.edits import Path
from octotui.plan.escalations import late_by, route_for
from octotui.plan.frozen import Frozen
from octotui.plan.issues import IssuePriority
from octotui.plan.kept import Kept
from octotui.plan.load import FULL_TIME, loads
from octotui.plan.plan import Plan
from octotui.plan.readings import bound_text, value_text
from octotui.plan.risks import REVIEW_EVERY, Band
from octotui.plan.targets import due_day
from octotui.plan.turns import FOLLOWS_FROM as TURNED_BY
from octotui.plan.turns import record_of, turns
from octotui.plan.waiting import FOLLOWS_FROM as WAITED_ON
from octotui.plan.waiting import Waiter, Waiting
from octotui.plan.whose import filled_by
from octotui.plan.words import age_text, percent
from octotui.plan.work import action_day

NoticeLevel: TypeAlias = Literal["urgent", "soon", "note"]
ORDER: Final[tuple[NoticeLevel, ...]] = ("urgent", "soon", "note")
_TURNS: Final[dict[str, tuple[str, NoticeLevel]]] = {
    "checkpoints": ("checkpoint", "soon"),
    "cadences": ("meeting", "note"),
    "communications": ("message", "note"),
}
DECIDED_WITHIN: Final = timedelta(days=7)
"""A change that somebody has to decide waits no longer than from one delivery sync to the next."""
_ISSUE_LEVELS: Final[dict[IssuePriority, NoticeLevel]] = {
    "critical": "urgent",
    "high": "soon",
    "medium": "note",
    "low": "note",
}
_RISK_LEVELS: Final[dict[Band, NoticeLevel]] = {"critical": "urgent", "high": "soon", "watch": "note"}


class Notice(Frozen):
    """Something that needs attention.

    Attributes:
        kind: Which rule found it.
        level: How much it hurries.
        path: The thing it is about.
        label: What a person calls that.
        what: What is the matter, in a few words.
    """

    kind: str
    level: NoticeLevel
    path: Path
    label: str
    what: str


def attention(plan: Plan, now: datetime, kept: Kept | None = None) -> tuple[Notice, ...]:
    """Everything that needs attention, the most urgent first.

    Args:
        plan: The plan.
        now: The moment, with its time zone; what is due on a day is late when that day is over in UTC.
        kept: What was found in earlier plans; a rule whose areas nobody touched since is not asked again.
    """
    kept = kept or Kept()
    look = _Look(plan, now.astimezone(UTC), kept)
    found: list[Notice] = []
    for rule, areas in _RULES.items():
        looked_at = (now, *(getattr(plan, area) for area in ("project", *areas)))
        found += kept.of(rule, looked_at, lambda rule=rule: tuple(rule(look)))  # type: ignore[misc]  # its own rule
    return tuple(sorted(found, key=lambda notice: ORDER.index(notice.level)))


class _Look:
    """A look at one plan at one moment; each method is a rule."""

    def __init__(self, plan: Plan, now: datetime, kept: Kept) -> None:
        self._plan = plan
        self._kept = kept
        self._now = now
        self._today = now.date()
        self._start = plan.project.start if plan.project else None

    @cached_property
    def _waiting(self) -> Waiting:
        return Waiting.of(self._plan, self._kept)

    def escalations(self) -> Iterator[Notice]:
        """Past their response time, or nobody's."""
        for one in self._plan.escalations:
            route, path = route_for(one.level, self._plan.routes), ("escalations", one.id)
            late = late_by(one, route, self._now)
            alone = one.is_open and not one.owner
            if late is not None:
                level = one.level if one.level == "security" else f"level {one.level}"
                what = f"{age_text(late)} late, {level}" + (", nobody is on it" if alone else "")
                yield Notice("no-answer", "urgent", path, one.label, what)
            elif alone:
                yield Notice("nobody", "soon", path, one.label, "nobody is on it")

    def late_batches(self) -> Iterator[Notice]:
        """Past their target and not done."""
        for batch in self._plan.batches:
            due = due_day(batch.target, self._start)
            if due is not None and due < self._today and not batch.is_done:
                what = f"{age_text(self._today - due)} late, {percent(batch.progress)} done"
                yield Notice("late", "urgent", ("batches", batch.id), batch.label, what)

    def blocked(self) -> Iterator[Notice]:
        """Blocked with nobody on it, blocked only by what is finished, or waiting on what is nowhere."""
        for area, things in (("batches", self._plan.batches), ("items", self._plan.items)):
            for thing in things:
                is_blocked = thing.blocked if isinstance(thing, Item) else thing.status == "blocked"
                if (is_blocked or thing.blockers) and not self._waiting.is_cleared(thing):
                    yield from self._blocked(thing, (area, thing.id), is_blocked=is_blocked)

    def _blocked(self, thing: Waiter, path: Path, *, is_blocked: bool) -> Iterator[Notice]:
        blockers = self._waiting.blockers_of(thing)
        if is_blocked and not thing.owner:
            yield Notice("nobody", "urgent", path, thing.label, "blocked, and nobody is on it")
        if is_blocked and blockers and all(blocker.state == "cleared" for blocker in blockers):
            names = ", ".join(blocker.name for blocker in blockers)
            yield Notice("cleared", "soon", path, thing.label, f"blocked by something finished: {names}")
        for blocker in blockers:
            if blocker.state == "unknown":
                yield Notice("nowhere", "soon", path, thing.label, f"waits on {blocker.name}, which is nowhere")

    def circles(self) -> Iterator[Notice]:
        """Things that wait on each other, so that none can begin; one that is done breaks the circle."""
        things = {one.id: (area, one) for area in ("items", "batches") for one in getattr(self._plan, area)}
        for circle in self._waiting.cycles():
            area, thing = things[circle[0]]
            if not any(self._waiting.is_cleared(things[name][1]) for name in circle):
                what = f"waits on itself: {' → '.join((*circle, circle[0]))}"
                yield Notice("circle", "urgent", (area, thing.id), thing.label, what)

    def risks(self) -> Iterator[Notice]:
        """Open without owner or mitigation, or not looked at for more than a week."""
        for risk in self._plan.risks:
            seen = risk.last_review or risk.identified
            wanting = (
                (not risk.owner, "no owner"),
                (not risk.mitigation and not risk.actions, "no mitigation"),
                (seen is None, "never reviewed"),
                (seen and self._today - seen > REVIEW_EVERY, f"not reviewed for {age_text(self._since(seen))}"),
            )
            what = ", ".join(words for is_wanting, words in wanting if is_wanting)
            if risk.is_open and what:
                yield Notice("risk", _RISK_LEVELS[risk.band], ("risks", risk.id), risk.label, what)

    def issues(self) -> Iterator[Notice]:
        """Open past their target, or nobody's; how much it hurries is for their priority to say."""
        for issue in self._plan.issues:
            due = due_day(issue.target, self._start)
            wanting = [f"{age_text(self._today - due)} late"] if due and due < self._today else []
            wanting += [] if issue.owner else ["nobody is on it"]
            if issue.is_open and wanting:
                level, path = _ISSUE_LEVELS[issue.priority], ("issues", issue.id)
                yield Notice("issue", level, path, issue.label, f"{issue.priority}, {', '.join(wanting)}")

    def board(self) -> Iterator[Notice]:
        """Cards under review that break a rule, and columns with more cards than their limit: at the last of them."""
        rules = BoardRules(self._plan.board)
        for item in filter(rules.is_late, self._plan.items):
            if broken := rules.broken(item):
                what = f"{rules.column_name(item)}: {'; '.join(one.reason for one in broken)}"
                yield Notice("rule", "soon", ("items", item.id), item.label, what)
        for lane in lanes_of(self._plan):
            if over := over_limit(lane):
                yield Notice("limit", "note", ("items", lane.cards[-1].id), lane.column.name, over)

    def approvals(self) -> Iterator[Notice]:
        """Changes that have waited for somebody's word for more than a week."""
        for change in self._plan.changes:
            asked = [self._plan.person_name(one.by) for one in change.approvals if one.state == "pending"]
            waited = self._since(change.proposed)
            if asked and not change.is_decided and waited > DECIDED_WITHIN:
                what = f"has waited {age_text(waited)} for {' and '.join(asked)}"
                yield Notice("approval", "soon", ("changes", change.id), change.label, what)

    def actions(self) -> Iterator[Notice]:
        """Next actions whose days are over, and what meetings asked for by a day that is."""
        for action in self._plan.actions:
            due = action_day(action, self._start)
            if due and due < self._today and not action.done:
                when = ", ".join(filter(None, (action.week, action.days)))
                yield Notice("action", "note", ("actions", action.id), action.label, f"was for {when}")
        for meeting in self._plan.meetings:
            for asked in meeting.actions:
                if asked.due and asked.due < self._today and not asked.done:
                    path, what = ("meetings", meeting.id, "actions", asked.id), f"was due {asked.due}, {meeting.label}"
                    yield Notice("action", "note", path, asked.label, what)

    def rhythm(self) -> Iterator[Notice]:
        """Past their day: checkpoints and meetings not held, messages not sent; see `octotui.plan.turns`."""
        for turn in turns(self._plan, self._today, UTC):
            if turn.late and turn.next:
                kind, level = _TURNS[turn.path[0]]
                what = f"was due {turn.next.isoformat()}, not {record_of(turn.path[0])}"
                yield Notice(kind, level, turn.path, turn.thing.label, what)

    def roles(self) -> Iterator[Notice]:
        """Filled by nobody, once the plan says who fills any."""
        plan = self._plan
        says_who = any(person.roles for person in plan.people) or any(role.people for role in plan.roles)
        for role in plan.roles if says_who else ():
            if not filled_by(plan, role):
                yield Notice("role", "soon", ("roles", role.id), role.label, "nobody fills this role")

    def people(self) -> Iterator[Notice]:
        """With more batches in hand than they have hands for; see `octotui.plan.load`."""
        known = loads(self._plan)
        for person in self._plan.people:
            load = known[person.id]
            if load.is_over:
                part = f" with {percent(load.capacity)} of a week" if load.capacity < FULL_TIME else ""
                what = f"{load.batches} batches in hand{part}"
                yield Notice("load", "note", ("people", person.id), person.label, what)

    def metrics(self) -> Iterator[Notice]:
        """Off their target."""
        for metric in self._plan.metrics:
            if metric.state == "missed":
                wanted = bound_text(metric, "at most", "at least")
                what = f"{value_text(metric.value, metric.unit)}, wanted {wanted}"
                yield Notice("metric", "note", ("metrics", metric.id), metric.label, what)

    def _since(self, day: date | None) -> timedelta:
        return self._today - (day or self._today)


_RULES: Final[dict[Callable[[_Look], Iterable[Notice]], tuple[str, ...]]] = {
    _Look.escalations: ("escalations", "routes"),
    _Look.late_batches: ("batches",),
    _Look.blocked: WAITED_ON,
    _Look.circles: WAITED_ON,
    _Look.risks: ("risks",),
    _Look.issues: ("issues",),
    _Look.board: ("items", "board"),
    _Look.approvals: ("changes", "people"),
    _Look.actions: ("actions", "meetings"),
    _Look.rhythm: TURNED_BY,
    _Look.roles: ("roles", "people"),
    _Look.people: ("people", "batches"),
    _Look.metrics: ("metrics",),
}
"""The rules, in the order in which things are told that hurry alike, each with the areas that it looks at."""
