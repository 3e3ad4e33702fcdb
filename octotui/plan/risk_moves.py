"""How risks move on the heat map: where one came from, whether it was looked at, what a review made of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final, Literal, TypeAlias

from octotui.plan.frozen import Frozen
from octotui.plan.plan import Plan
from octotui.plan.risk_review import Rescored, ScoreChange, agenda, changed_scores, exposure
from octotui.plan.risks import IMPACTS, PROBABILITIES, Impact, Probability, Risk, score
from octotui.plan.words import counted

Cell: TypeAlias = tuple[Probability, Impact]
Outcome: TypeAlias = Rescored | Literal["happened"]

OUTCOMES: Final[tuple[Outcome, ...]] = ("up", "down", "new", "reopened", "closed", "happened")
"""What a review may make of a risk, as it is told; a risk that came true is told apart from one that is closed."""


class Stay(Frozen):
    """Where a risk stood on the map.

    Attributes:
        cell: Its probability and impact.
        seen: The day of the last review that put it there; None if it stood there when the meeting began.
    """

    cell: Cell
    seen: date | None

    @property
    def score(self) -> int:
        """What it was scored there, 1–9."""
        return score(*self.cell)


def cell_of(risk: Risk) -> Cell:
    """Where a risk stands on the map."""
    return risk.probability, risk.impact


def cell_beside(risk: Risk, more_probable: int, more_impact: int) -> Cell:
    """The place so many steps from a risk's, not beyond the edge of the map; steps may be less than nothing."""
    row, column = PROBABILITIES.index(risk.probability) + more_probable, IMPACTS.index(risk.impact) + more_impact
    return PROBABILITIES[min(max(row, 0), len(PROBABILITIES) - 1)], IMPACTS[min(max(column, 0), len(IMPACTS) - 1)]


def came_from(risk: Risk, before: Risk | None) -> Stay | None:
    """The last place on the map that a risk stood on before the one it is on now.

    Args:
        risk: The risk as it is.
        before: The risk when the meeting began; None if it was not there.

    Returns:
        Where it stood when the meeting began, if that was elsewhere; else by its reviews; None if it never moved.
    """
    if before is not None and cell_of(before) != cell_of(risk):
        return Stay(cell_of(before), None)
    reviews = sorted(risk.reviews, key=lambda review: review.on, reverse=True)
    stays = (Stay((one.probability, one.impact), one.on) for one in reviews if one.probability and one.impact)
    return next((stay for stay in stays if stay.cell != cell_of(risk)), None)


class Days(Frozen):
    """The days of a review, which may go on after midnight; a look at a risk that is dated later does not count.

    Attributes:
        first: The day it began.
        today: The day it is.
    """

    first: date
    today: date

    def has(self, risk: Risk) -> bool:
        """Whether a risk was looked at in the review."""
        return any(self.first <= one.on <= self.today for one in risk.reviews)

    def has_as_scored(self, risk: Risk) -> bool:
        """Whether it was looked at with the score it has now."""
        return any(
            self.first <= one.on <= self.today and (one.probability, one.impact) == cell_of(risk)
            for one in risk.reviews
        )


def outcome_of(change: ScoreChange) -> Outcome:
    """What a review made of a risk, one of `OUTCOMES`."""
    return "happened" if change.kind == "closed" and change.risk.status == "happened" else change.kind


def by_outcome(before: Plan, after: Plan) -> dict[Outcome, list[ScoreChange]]:
    """The risks that a review changed, by what it made of them, in the order these are told."""
    changes = changed_scores(before, after)
    found = {outcome: [one for one in changes if outcome_of(one) == outcome] for outcome in OUTCOMES}
    return {outcome: those for outcome, those in found.items() if those}


def not_reviewed(plan: Plan, days: Days) -> tuple[Risk, ...]:
    """The open risks that nobody looked at in a review, the worst first."""
    return tuple(risk for risk in agenda(plan, days.today) if not days.has(risk))


def outcome_words(before: Plan, after: Plan, days: Days) -> str:
    """What a review came to: ``2 risks up, 1 closed; 14 reviewed, 4 not``."""
    counts = [(len(those), outcome) for outcome, those in by_outcome(before, after).items()]
    moved = ", ".join(
        f"{number if place else counted(number, 'risk')} {word}" for place, (number, word) in enumerate(counts)
    )
    left = len(not_reviewed(after, days))
    looked = f"{exposure(after).count - left} reviewed" + (f", {left} not" if left else "")
    return f"{moved}; {looked}" if moved else looked


def rescored_words(changes: Sequence[ScoreChange]) -> tuple[str, ...]:
    """What is on record of each risk that was scored anew: ``r-partner goes to high and high: 5 → 7``."""
    return tuple(
        f"{one.risk.id} goes to {one.risk.probability} and {one.risk.impact}: {one.before} → {one.after}"
        for one in changes
        if one.kind in ("up", "down")
    )
