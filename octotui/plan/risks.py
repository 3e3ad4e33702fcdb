"""The risk register (documents 001, "Risk Management", and 002, "Risk Management Integration")."""

from __future__ import annotations

from datetime import timedelta
from typing import ClassVar, Final, Literal

from octotui.plan.base import Entity
from octotui.plan.values import Day, Filled, Flag, Moment, Names, Percent, Target

Probability = Literal["low", "medium", "high"]
Impact = Literal["low", "medium", "high", "critical"]
RiskStatus = Literal["open", "mitigating", "closed", "happened"]
Band = Literal["critical", "high", "watch"]

PROBABILITIES: Final[tuple[Probability, ...]] = ("low", "medium", "high")
IMPACTS: Final[tuple[Impact, ...]] = ("low", "medium", "high", "critical")
REVIEW_EVERY: Final = timedelta(days=7)
"""Risks are reviewed weekly (document 001, "Risk Management")."""


def score(probability: Probability, impact: Impact) -> int:
    """The risk score, 1–9: ⌈0.75 · probability (1–3) · impact (1–4)⌉.

    It brings the table of document 001 (3 × 4) onto the scale of document 002 (1–9).
    """
    product = (PROBABILITIES.index(probability) + 1) * (IMPACTS.index(impact) + 1)
    return -(-3 * product // 4)


def band_of(points: int) -> Band:
    """The band of a score: critical 7–9, high 4–6, watch 1–3 (document 002)."""
    if points >= 7:
        return "critical"
    return "high" if points >= 4 else "watch"


class Contingency(Entity):
    """What is done if it happens: on which trigger, by which plan, and when that began."""

    short: ClassVar[str] = "plan"
    identity: ClassVar[tuple[str, ...]] = ("trigger",)

    trigger: str = ""
    plan: str = ""
    owner: str = ""
    activated: Moment | None = None
    activated_by: str = ""


class RiskReview(Entity):
    """A look at a risk: the day, what it was scored then, and a note."""

    identity: ClassVar[tuple[str, ...]] = ("on",)
    writes_id: ClassVar[bool] = False

    on: Day
    probability: Probability | None = None
    impact: Impact | None = None
    by: str = ""
    note: str = ""


class Mitigation(Entity):
    """A step that makes a risk smaller; ``progress`` in percent, ``effective`` once it is known."""

    identity: ClassVar[tuple[str, ...]] = ("text",)
    writes_id: ClassVar[bool] = False
    short: ClassVar[str] = "text"

    text: Filled
    owner: str = ""
    target: Target | None = None
    progress: Percent = 0
    done: Flag = False
    effective: Flag | None = None


class Risk(Entity):
    """Something that may happen and would hurt.

    Attributes:
        mitigation: What makes it smaller, in a sentence; ``actions`` are its steps.
        reviews: The looks at it, oldest first: the trend.
        batches: Ids of the batches it threatens.
        happened: The day it came true.
    """

    identity: ClassVar[tuple[str, ...]] = ("title",)
    synonyms: ClassVar[dict[str, str]] = {"name": "title", "risk": "title"}

    title: Filled
    probability: Probability = "medium"
    impact: Impact = "medium"
    status: RiskStatus = "open"
    category: str = ""
    owner: str = ""
    batches: Names = ()
    release: str = ""
    identified: Day | None = None
    closed: Day | None = None
    happened: Day | None = None
    mitigation: str = ""
    actions: tuple[Mitigation, ...] = ()
    contingency: Contingency | None = None
    reviews: tuple[RiskReview, ...] = ()
    notes: str = ""

    @property
    def score(self) -> int:
        """1–9, see `score`."""
        return score(self.probability, self.impact)

    @property
    def band(self) -> Band:
        """Critical, high or watch, by the score."""
        return band_of(self.score)

    @property
    def is_open(self) -> bool:
        """Whether it still needs looking at."""
        return self.status in ("open", "mitigating")

    @property
    def scores(self) -> tuple[int, ...]:
        """The score at each review that gives one, oldest first, then today's."""
        past = [
            score(review.probability, review.impact)
            for review in sorted(self.reviews, key=lambda review: review.on)
            if review.probability and review.impact
        ]
        return (*past, self.score) if not past or past[-1] != self.score else tuple(past)

    @property
    def last_review(self) -> Day | None:
        """The day it was last reviewed."""
        return max((review.on for review in self.reviews), default=None)
