"""Changes of scope, timeline and resources (document 002, "Change Management System")."""

from __future__ import annotations

from typing import ClassVar, Literal

from octotui.plan.base import Entity
from octotui.plan.values import Day, Filled, Moment, Names, Target

ChangeType = Literal["scope", "timeline", "resource"]
ChangeStatus = Literal["proposed", "assessed", "approved", "rejected", "implemented"]
ApprovalState = Literal["pending", "approved", "rejected"]
RiskLevel = Literal["high", "medium", "low"]


class ChangeImpact(Entity):
    """The impact of a change, area by area, in words."""

    timeline: str = ""
    resources: str = ""
    scope: str = ""
    quality: str = ""
    dependencies: str = ""


class ChangeRisk(Entity):
    """A risk that a change brings: high, medium or low, and what is done about it."""

    identity: ClassVar[tuple[str, ...]] = ("text",)
    writes_id: ClassVar[bool] = False
    short: ClassVar[str] = "text"

    text: Filled
    level: RiskLevel = "medium"
    mitigation: str = ""


class Approval(Entity):
    """A stakeholder's approval; the id follows from who gives it."""

    identity: ClassVar[tuple[str, ...]] = ("by",)
    writes_id: ClassVar[bool] = False
    short: ClassVar[str] = "by"

    by: Filled
    needed: str = ""
    state: ApprovalState = "pending"
    at: Moment | None = None
    note: str = ""


class Change(Entity):
    """A change: proposed, assessed, approved or rejected, implemented."""

    identity: ClassVar[tuple[str, ...]] = ("title",)
    synonyms: ClassVar[dict[str, str]] = {"name": "title"}

    title: Filled
    type: ChangeType = "scope"
    status: ChangeStatus = "proposed"
    owner: str = ""
    requested_by: str = ""
    proposed: Day | None = None
    decided: Day | None = None
    implemented: Day | None = None
    target: Target | None = None
    batches: Names = ()
    reason: str = ""
    alternatives: str = ""
    recommendation: str = ""
    impact: ChangeImpact | None = None
    risks: tuple[ChangeRisk, ...] = ()
    approvals: tuple[Approval, ...] = ()
    lessons: str = ""
    notes: str = ""
