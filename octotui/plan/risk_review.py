"""The risk review: which risk is looked at when, and what the review changed (document 001, "Review Weekly")."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final, Literal, TypeAlias, get_args

from octotui.plan.frozen import Frozen
from octotui.plan.plan import Plan
from octotui.plan.risks import REVIEW_EVERY, Band, Risk

Rescored: TypeAlias = Literal["up", "down", "new", "closed", "reopened"]

BANDS: Final[tuple[Band, ...]] = get_args(Band)


class ScoreChange(Frozen):
    """A risk whose place in the register is another one now.

    Attributes:
        risk: The risk as it is now; as it was, if it left the plan.
        kind: Its score went up or down, it is new, closed (come true or taken out, too), or open again.
        before: Its score before, 1–9; None of a new one.
        after: Its score now; None of one that is not open any more.
    """

    risk: Risk
    kind: Rescored
    before: int | None
    after: int | None


class Exposure(Frozen):
    """The open risks of a plan in figures.

    Attributes:
        score: The sum of their scores. The sum, not the mean: see `octotui.plan.risk_trends.exposure`.
        count: How many there are.
        bands: How many there are in each band, the worst band first.
    """

    score: int
    count: int
    bands: Mapping[Band, int]


class Trend(Frozen):
    """Where a review led.

    Attributes:
        before: The open risks before it.
        after: Those after it.
        reviewed: The ids of the open risks that were looked at on the day of the review.
    """

    before: Exposure
    after: Exposure
    reviewed: tuple[str, ...]

    @property
    def words(self) -> str:
        """``score 92 → 94, critical 5 → 6``: what moved; ``score 92, as before`` if nothing did."""
        if self.before == self.after:
            return f"score {self.after.score}, as before"
        moved = [("score", self.before.score, self.after.score), ("open", self.before.count, self.after.count)]
        moved += [(band, self.before.bands[band], self.after.bands[band]) for band in BANDS]
        return ", ".join(f"{name} {old} → {new}" for name, old, new in moved if old != new)


def agenda(plan: Plan, today: date) -> tuple[Risk, ...]:
    """The open risks in the order of a review: the worst first, then those not looked at for longest.

    Of one score, those nobody ever reviewed come first; what is equal stays in the plan's order. A review that is
    dated after today does not count.
    """
    return tuple(sorted(_open(plan), key=lambda risk: (-risk.score, _last_review(risk, today) or date.min)))


def is_due(risk: Risk, today: date) -> bool:
    """Whether a risk is to be looked at: it was not, or not for a week."""
    last = _last_review(risk, today)
    return last is None or today - last >= REVIEW_EVERY


def changed_scores(old: Plan, new: Plan) -> tuple[ScoreChange, ...]:
    """The risks that went up or down, came, went, or are open again, in the plan's order; those taken out come last."""
    before, after = ({risk.id: risk for risk in plan.risks} for plan in (old, new))
    found = [_change(risk, before.get(risk.id)) for risk in new.risks]
    gone = [ScoreChange(risk, "closed", risk.score, None) for risk in _open(old) if risk.id not in after]
    return (*filter(None, found), *gone)


def trend(before: Plan, after: Plan, today: date) -> Trend:
    """The open risks before a review and after it, in figures.

    Args:
        before: The plan at the beginning of the review.
        after: The plan at its end.
        today: The day of the review.
    """
    reviewed = tuple(risk.id for risk in _open(after) if any(review.on == today for review in risk.reviews))
    return Trend(exposure(before), exposure(after), reviewed)


def exposure(plan: Plan) -> Exposure:
    """The open risks of a plan, in figures."""
    risks = _open(plan)
    bands = {band: sum(risk.band == band for risk in risks) for band in BANDS}
    return Exposure(sum(risk.score for risk in risks), len(risks), bands)


def _open(plan: Plan) -> tuple[Risk, ...]:
    return tuple(risk for risk in plan.risks if risk.is_open)


def _last_review(risk: Risk, today: date) -> date | None:
    return max((review.on for review in risk.reviews if review.on <= today), default=None)


def _change(risk: Risk, before: Risk | None) -> ScoreChange | None:
    """What became of one risk; None if nothing did."""
    if before is None:
        return ScoreChange(risk, "new", None, risk.score) if risk.is_open else None
    if before.is_open and not risk.is_open:
        return ScoreChange(risk, "closed", before.score, None)
    if not risk.is_open:
        return None
    if not before.is_open:
        return ScoreChange(risk, "reopened", before.score, risk.score)
    if risk.score == before.score:
        return None
    return ScoreChange(risk, "up" if risk.score > before.score else "down", before.score, risk.score)
