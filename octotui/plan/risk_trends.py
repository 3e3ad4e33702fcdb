"""The risk dashboard's figures (document 002, "Risk Monitoring"): what a period brought, and where it leads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Final, Literal

from octotui.plan.frozen import Frozen
from octotui.plan.plan import Plan
from octotui.plan.risks import Band, Mitigation, Risk, band_of, score

ScoreTrend = Literal["up", "down", "stable"]
DAY: Final = timedelta(days=1)


class RiskTrends(Frozen):
    """What became of the risks in a period; all lists are in the plan's order.

    Attributes:
        since: The first day of the period.
        until: Its last day.
        new: The risks first seen in it.
        resolved: Those closed in it.
        happened: Those that came true in it.
        activated: Those whose contingency plan began in it.
        score_before: The exposure on the evening before the period.
        score_after: The exposure on its last evening.
        judged: How many finished mitigation actions somebody judged, at any time.
        effective: How many of these helped.
    """

    since: date
    until: date
    new: tuple[Risk, ...]
    resolved: tuple[Risk, ...]
    happened: tuple[Risk, ...]
    activated: tuple[Risk, ...]
    score_before: int
    score_after: int
    judged: int
    effective: int

    @property
    def score_trend(self) -> ScoreTrend:
        """Whether the exposure at the end is more than before the period, less, or the same."""
        if self.score_after == self.score_before:
            return "stable"
        return "up" if self.score_after > self.score_before else "down"

    @property
    def effectiveness(self) -> int | None:
        """The share of the judged actions that helped, in whole percent; None if none was judged."""
        return round(100 * self.effective / self.judged) if self.judged else None


def risk_trends(plan: Plan, since: date, until: date) -> RiskTrends:
    """What a period did to the risks.

    Args:
        plan: The plan.
        since: The first day of the period.
        until: The last; what came after it does not count.
    """
    judged = [action for risk in plan.risks for action in risk.actions if _is_judged(action)]

    def within(day: date | None) -> bool:
        return day is not None and since <= day <= until

    return RiskTrends(
        since,
        until,
        new=tuple(risk for risk in plan.risks if within(first_seen(risk))),
        resolved=tuple(risk for risk in plan.risks if risk.status == "closed" and within(ended(risk))),
        happened=tuple(risk for risk in plan.risks if risk.status == "happened" and within(ended(risk))),
        activated=tuple(risk for risk in plan.risks if within(activated_on(risk))),
        score_before=exposure(plan, since - DAY),
        score_after=exposure(plan, until),
        judged=len(judged),
        effective=sum(action.effective is True for action in judged),
    )


def exposure(plan: Plan, day: date) -> int:
    """The sum of the scores of all risks that were open at the end of a day.

    The sum, not the mean: a mean falls when a small risk joins a large one, though nothing got better.
    """
    return sum(standings(risk, (day,))[0] for risk in plan.risks)


def bands_over(plan: Plan, days: Sequence[date]) -> dict[date, Counter[Band]]:
    """How many open risks each band had at the end of each day."""
    counts: list[Counter[int]] = [Counter() for _ in days]
    for risk in plan.risks:
        for count, points in zip(counts, standings(risk, days), strict=True):
            count[points] += 1
    return {day: _banded(count) for day, count in zip(days, counts, strict=True)}


def standings(risk: Risk, days: Sequence[date]) -> list[int]:
    """What a risk was scored at the end of each day, 1–9; 0 when it was not known yet, or over."""
    seen, end, reviews = first_seen(risk) or date.min, ended(risk), _scored(risk)
    over = date.max if risk.is_open else end or date.min
    return [_points(risk, reviews, day) if seen <= day < over else 0 for day in days]


def score_on(risk: Risk, day: date) -> int:
    """What a risk was scored on a day, 1–9, whether or not it was open.

    Before its last review that is the score of the latest review up to the day, else of the first one there
    is; from the day of its last review on, the score it has now.
    """
    return _points(risk, _scored(risk), day)


def was_open(risk: Risk, day: date) -> bool:
    """Whether a risk was known, and neither closed nor come true, at the end of a day."""
    return standings(risk, (day,))[0] > 0


def first_seen(risk: Risk) -> date | None:
    """The day it was identified, else of its first review; None if nothing says."""
    return risk.identified or min((review.on for review in risk.reviews), default=None)


def ended(risk: Risk) -> date | None:
    """The day a risk was closed or came true, else of its last review; None if it is open, or nothing says."""
    if risk.is_open:
        return None
    return (risk.closed if risk.status == "closed" else risk.happened or activated_on(risk)) or risk.last_review


def activated_on(risk: Risk) -> date | None:
    """The day its contingency plan began, in UTC."""
    begun = risk.contingency.activated if risk.contingency else None
    return begun.date() if begun else None


def in_force(plan: Plan) -> tuple[Risk, ...]:
    """The risks whose contingency plan has begun and which are not closed, the latest first."""
    begun = [risk for risk in plan.risks if activated_on(risk) and risk.status != "closed"]
    return tuple(sorted(begun, key=lambda risk: str(activated_on(risk)), reverse=True))


def mitigation_progress(risk: Risk) -> float | None:
    """The mean of a risk's mitigation actions in percent, 0–100, a done one as 100; None if it has none."""
    if not risk.actions:
        return None
    return sum(100 if is_finished(action) else action.progress for action in risk.actions) / len(risk.actions)


def is_finished(action: Mitigation) -> bool:
    """Whether a mitigation action is done."""
    return action.done or action.progress >= 100


def ranked(risks: Iterable[Risk]) -> list[Risk]:
    """The worst first, then those not reviewed for longest."""
    return sorted(risks, key=lambda risk: (-risk.score, str(risk.last_review or ""), risk.id))


def _scored(risk: Risk) -> list[tuple[date, int]]:
    """The days of the reviews that give a score, and the score, oldest first."""
    return sorted(
        (review.on, score(review.probability, review.impact))
        for review in risk.reviews
        if review.probability and review.impact
    )


def _points(risk: Risk, reviews: Sequence[tuple[date, int]], day: date) -> int:
    if not reviews or day >= reviews[-1][0]:
        return risk.score
    return next((points for on, points in reversed(reviews) if on <= day), reviews[0][1])


def _banded(scores: Counter[int]) -> Counter[Band]:
    counts: Counter[Band] = Counter()
    for points, number in scores.items():
        if points:
            counts[band_of(points)] += number
    return counts


def _is_judged(action: Mitigation) -> bool:
    return is_finished(action) and action.effective is not None
