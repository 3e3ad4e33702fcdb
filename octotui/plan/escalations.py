"""The escalation queue (document 000, "Blocker Escalation")."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Annotated, Any, ClassVar, Final, Literal

from octotui.plan.base import Entity
from octotui.plan.rules import Understood
from octotui.plan.values import Days, Filled, Flag, Moment, Names

EscalationStatus = Literal["open", "resolved"]
LEVELS: Final = ("1", "2", "3", "security")


def _level(value: Any) -> Any:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


Level = Annotated[
    Literal["1", "2", "3", "security"],
    Understood(_level, written_as=Literal[1, 2, 3, "1", "2", "3", "security"]),
]
"""1 team, 2 cross-team, 3 sponsor, or security. Written as a number or a word."""


class HistoryEntry(Entity):
    """Something that was done about an escalation or an issue: when, by whom, what, and a note."""

    identity: ClassVar[tuple[str, ...]] = ("at", "did")
    writes_id: ClassVar[bool] = False

    at: Moment
    by: str = ""
    did: str = ""
    note: str = ""


class Raised(Entity):
    """Who raised it, and when."""

    identity: ClassVar[tuple[str, ...]] = ("by", "at")
    writes_id: ClassVar[bool] = False

    by: str = ""
    at: Moment | None = None


class Escalation(Entity):
    """A blocker that somebody has to clear.

    Attributes:
        level: 1, 2, 3 or "security".
        blocks: Ids of what it holds up.
        ask: What would clear it.
        history: What was done, oldest first; raising a level leaves an entry.
    """

    identity: ClassVar[tuple[str, ...]] = ("title",)
    synonyms: ClassVar[dict[str, str]] = {"name": "title"}

    title: Filled
    level: Level = "1"
    status: EscalationStatus = "open"
    blocks: Names = ()
    release: str = ""
    owner: str = ""
    raised: Raised | None = None
    resolved: Moment | None = None
    ask: str = ""
    resolution: str = ""
    notes: str = ""
    history: tuple[HistoryEntry, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether it still waits for somebody."""
        return self.status == "open"

    @property
    def at_level_since(self) -> datetime | None:
        """When it reached the level it is on: the last raise, else when it was raised."""
        raises = [entry.at for entry in self.history if entry.did.startswith("raised to")]
        return max(raises, default=self.raised.at if self.raised else None)

    @property
    def answered(self) -> datetime | None:
        """When somebody first did something about it on the level it is on; None if nobody has yet."""
        since = self.at_level_since
        done = [entry.at for entry in self.history if not entry.did.startswith(("raised", "reopened"))]
        return min((at for at in done if since is None or at > since), default=None)


class Route(Entity):
    """Where a level leads: who raises it, who is told, who supports, how fast.

    Attributes:
        id: The level.
        respond_days: Calendar days after the day it reached the level, until the end of which an
            answer is due; 0 is the same day.
        at_once: Whether an answer is due right away; then ``respond_days`` does not count.
    """

    keyed: ClassVar[bool] = True
    writes_id: ClassVar[bool] = False

    name: str = ""
    raised_by: Names = ()
    told: Names = ()
    supports: Names = ()
    respond_days: Days = 0
    at_once: Flag = False
    how: str = ""


@cache
def default_routes() -> tuple[Route, ...]:
    """The routes of document 000; a plan's own route with the same id takes its place."""
    return (
        Route(
            id="1",
            name="Team triage",
            raised_by=("Anyone in the team",),
            told=("The team, in the daily standup",),
            supports=("The team, self-organised",),
            how="Raise it in the standup; the team finds the way.",
        ),
        Route(
            id="2",
            name="Cross-team",
            raised_by=("Project Manager",),
            told=("Product Lead", "Dependent teams"),
            supports=("Technical Lead",),
            respond_days=2,
            how="The Project Manager takes it to the Product Lead and the teams it depends on.",
        ),
        Route(
            id="3",
            name="Sponsor",
            raised_by=("Project Manager", "Product Manager"),
            told=("Project sponsor",),
            supports=("Technical Lead", "Security team"),
            at_once=True,
            how="For what hurts the business or cannot be solved below.",
        ),
        Route(
            id="security",
            name="Security incident",
            raised_by=("Anyone who sees it",),
            told=("Security on-call",),
            supports=("DevOps Engineer", "Technical Lead"),
            at_once=True,
            how="Follow the security incident runbook.",
        ),
    )


def route_for(level: str, routes: tuple[Route, ...]) -> Route:
    """The plan's route for a level, else the default one."""
    known = {route.id: route for route in (*default_routes(), *routes)}
    return known[level]


def next_level(level: str) -> str | None:
    """The level above; None above 3. Security stands outside of the ladder."""
    return {"1": "2", "2": "3"}.get(level)


def response_due(escalation: Escalation, route: Route) -> date | datetime | None:
    """When an answer is due: a moment for "at once", else the last day; None if nobody wrote when it was raised."""
    since = escalation.at_level_since
    if since is None or route.at_once:
        return since
    return (since + timedelta(days=float(route.respond_days))).date()


def late_by(escalation: Escalation, route: Route, now: datetime) -> timedelta | None:
    """How long an open escalation has been without its answer since that was due; None if it is not late."""
    if not escalation.is_open or escalation.answered:
        return None
    due = response_due(escalation, route)
    if due is None:
        return None
    if isinstance(due, datetime):
        return now - due if now > due else None
    end = datetime.combine(due + timedelta(days=1), time.min, now.tzinfo)
    return now - end if now >= end else None


def is_overdue(escalation: Escalation, route: Route, now: datetime) -> bool:
    """Whether an open escalation has gone past its response time without an answer."""
    return late_by(escalation, route, now) is not None
