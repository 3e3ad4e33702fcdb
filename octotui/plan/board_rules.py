"""The rules of the board: what a card and its pull request need, and how many cards a column takes (document 000).

Nothing is asked of a card in the first column. From the second on it has acceptance criteria; from the review on it
has an issue link and a pull request that is small, approved and green. `stages_of` says which columns these are.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, Literal, TypeAlias

from octotui.plan.board import Board, Item, PullRequest, columns_of
from octotui.plan.board_stages import Lane, column_of, stages_of
from octotui.plan.frozen import Frozen
from octotui.plan.words import counted

Rule: TypeAlias = Literal["criteria", "issue", "pr", "lines", "approvals", "ci"]
RULES: Final[dict[Rule, str]] = {
    "criteria": "acceptance criteria",
    "issue": "an issue link",
    "pr": "a pull request",
    "lines": "a small pull request",
    "approvals": "approvals",
    "ci": "CI green",
}
"""What each rule asks for, in the order they are told."""


class Broken(Frozen):
    """A rule that a card breaks, and how: ``612 changed lines, at most 400``."""

    rule: Rule
    reason: str


class BoardRules:
    """The rules of one board, looked up once for all its cards."""

    def __init__(self, board: Board | None) -> None:
        """Take the columns, the most lines and the fewest approvals from a board, or from document 000."""
        given = board or Board()
        self.max_lines, self.min_approvals = given.max_lines, given.min_approvals
        self._columns = columns_of(board)
        self._place = {column.id: place for place, column in enumerate(self._columns)}
        self.stages = stages_of(self._columns)

    def place_of(self, item: Item) -> int:
        """The place of a card's column, from 0; that of a column that is not on the board is the first."""
        return self._place.get(column_of(item, self._columns), 0)

    def column_at(self, place: int) -> str:
        """The id of the column at a place, from 0; of the last one, if there are not so many."""
        return self._columns[min(place, len(self._columns) - 1)].id

    def column_name(self, item: Item) -> str:
        """What a card's column is called; its id if it is not on the board."""
        column = column_of(item, self._columns)
        return self._columns[self._place[column]].name if column in self._place else column

    def is_done(self, item: Item) -> bool:
        """Whether a card is in the column called Done or behind it, else in the last one."""
        return self.place_of(item) >= self.stages.done

    def is_blocked(self, item: Item) -> bool:
        """Whether a card is marked as blocked; one that is done is not, whatever its mark says."""
        return item.blocked and not self.is_done(item)

    def is_in_hand(self, item: Item) -> bool:
        """Whether somebody works on a card: begun, and not done."""
        return self.place_of(item) >= self.stages.doing and not self.is_done(item)

    def is_late(self, item: Item) -> bool:
        """Whether a card is under review or behind it, and not yet done."""
        return self.place_of(item) >= self.stages.review and not self.is_done(item)

    def broken(self, item: Item) -> tuple[Broken, ...]:
        """The rules that a card breaks where it is."""
        return tuple(self._broken(item))

    def breaks_any(self, item: Item) -> bool:
        """Whether a card breaks a rule where it is."""
        return next(self._broken(item), None) is not None

    def _broken(self, item: Item) -> Iterator[Broken]:
        place = self.place_of(item)
        if place:
            yield from self._in_hand(item)
        if place and place >= self.stages.review:
            yield from self._in_review(item)

    def verdicts(self, item: Item) -> tuple[tuple[Rule, Broken | None], ...]:
        """Each rule that counts where a card is, in order, with what is wrong if it is broken."""
        place = self.place_of(item)
        asked: tuple[Rule, ...] = ("criteria", "issue", "pr", "lines", "approvals", "ci") if place else ()
        asked = asked if place >= self.stages.review else asked[:1]
        broken = {one.rule: one for one in self.broken(item)}
        if "pr" in broken:  # what is not there is not too long either
            asked = tuple(rule for rule in asked if rule not in ("lines", "approvals", "ci"))
        return tuple((rule, broken.get(rule)) for rule in asked)

    @staticmethod
    def _in_hand(item: Item) -> Iterator[Broken]:
        if not any(criterion.strip() for criterion in item.acceptance):
            yield Broken("criteria", "no acceptance criteria")

    def _in_review(self, item: Item) -> Iterator[Broken]:
        if not item.issue.strip():
            yield Broken("issue", "no issue link")
        if item.pr is None:
            yield Broken("pr", "no pull request")
        else:
            yield from self.broken_by(item.pr)

    def broken_by(self, pr: PullRequest) -> Iterator[Broken]:
        """The rules that a pull request breaks, wherever its card is."""
        if (pr.lines or 0) > self.max_lines:
            yield Broken("lines", f"{pr.lines} changed lines, at most {self.max_lines}")
        if (pr.approvals or 0) < self.min_approvals:
            given = counted(pr.approvals, "approval") if pr.approvals else "no approval"
            yield Broken("approvals", f"{given}, at least {self.min_approvals}")
        if pr.ci != "passed":
            reasons = {"failed": "CI failed", "pending": "CI is not through yet", None: "nobody knows what CI says"}
            yield Broken("ci", reasons[pr.ci])


def over_limit(lane: Lane) -> str:
    """By how much a column is over its limit, in words; empty if it is not."""
    return f"{len(lane.cards)} cards, at most {lane.column.limit}" if lane.is_over else ""
