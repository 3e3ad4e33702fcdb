"""Changes of scope, timeline and resources (document 002, "Change Management System")."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import ClassVar, Final, Literal, get_args

from octotui.plan.base import Entity, fields_of
from octotui.plan.values import Day, Filled, Moment, Names, Target

ChangeType = Literal["scope", "timeline", "resource"]
ChangeStatus = Literal["proposed", "assessed", "approved", "rejected", "implemented"]
ApprovalState = Literal["pending", "approved", "rejected"]
RiskLevel = Literal["high", "medium", "low"]

CHANGE_STATUSES: Final[tuple[ChangeStatus, ...]] = get_args(ChangeStatus)
UNASSESSED: Final = "its impact is not assessed"


class ChangeImpact(Entity):
    """The impact of a change, area by area, in words."""

    identity: ClassVar[tuple[str, ...]] = ()

    timeline: str = ""
    resources: str = ""
    scope: str = ""
    quality: str = ""
    dependencies: str = ""

    @property
    def areas(self) -> Mapping[str, str]:
        """What is said, by area; those of which nothing is said are left out."""
        said = {name: getattr(self, name) for name in fields_of(type(self))}
        return {name: text for name, text in said.items() if text.strip()}


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
    noted_by: str = ""
    note: str = ""

    @property
    def label(self) -> str:
        """Whose approval it is."""
        return self.by


class Change(Entity):
    """A change: proposed, assessed, approved or rejected, implemented."""

    identity: ClassVar[tuple[str, ...]] = ("title",)
    synonyms: ClassVar[dict[str, str]] = {"name": "title"}
    steps: ClassVar[Mapping[str, tuple[str, ...]]] = {
        "proposed": ("assessed", "rejected"),
        "assessed": ("approved", "rejected", "proposed"),
        "approved": ("implemented", "assessed"),
        "rejected": ("proposed",),
        "implemented": ("approved",),
    }
    """Document 002, "Change Management Process"; a step back is taken when a decision or a deed is taken back."""

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

    @property
    def is_assessed(self) -> bool:
        """Whether its impact is told in any area."""
        return bool(self.impact and self.impact.areas)

    @property
    def is_decided(self) -> bool:
        """Whether nobody has to decide any more."""
        return self.status not in ("proposed", "assessed")

    @property
    def approved_by(self) -> int:
        """How many of those who are asked have approved it."""
        return sum(approval.state == "approved" for approval in self.approvals)

    @property
    def lacks_lessons(self) -> bool:
        """Whether it was carried out and nobody wrote what was learnt (document 002, "Change Implementation")."""
        return self.status == "implemented" and not self.lessons.strip()

    def unapproved(self, name: Callable[[str], str] = str) -> tuple[str, ...]:
        """What its approval wants and has not got, in words; ``name`` says what people are called.

        Document 002 has a change assessed before it is put to the stakeholders, and approved by those who decide
        before it is carried out: its impact in some area, and the word of everyone who is asked, at least of one.
        """
        wanting = [] if self.is_assessed else [UNASSESSED]
        if not self.approvals:
            wanting.append("nobody is named to approve it")
        for state, words in (("pending", "not approved it yet"), ("rejected", "rejected it")):
            names = [name(approval.by) for approval in self.approvals if approval.state == state]
            if names:
                wanting.append(f"{' and '.join(names)} {'has' if len(names) == 1 else 'have'} {words}")
        return tuple(wanting)

    def missing_for(self, status: str) -> tuple[str, ...]:
        """What has to be there before a step ahead; a step back wants nothing."""
        if CHANGE_STATUSES.index(status) < CHANGE_STATUSES.index(self.status):
            return ()
        if status == "assessed":
            return () if self.is_assessed else (UNASSESSED,)
        return self.unapproved() if status in ("approved", "implemented") else ()
