"""What the columns of a board mean, whatever a plan calls them: where work starts, is reviewed and is done."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Final

from octotui.plan.board import Column, Item, columns_of
from octotui.plan.frozen import Frozen
from octotui.plan.plan import Plan
from octotui.plan.sprints import NOT_BEGUN, points_of

REVIEW: Final = "review"
UNSORTED: Final = ""
"""The id of the lane for cards whose column is not on the board."""


class Stages(Frozen):
    """Where on a board things begin to count; each is the place of a column, from 0.

    Attributes:
        ready: From here on a card has been agreed upon: the second column.
        doing: From here on it is worked on.
        review: From here on it has a pull request.
        done: From here on it is done: the column called Done, else the last one.
    """

    ready: int
    doing: int
    review: int
    done: int


def stages_of(columns: Sequence[Column]) -> Stages:
    """The stages of a board, by what its columns are called, else by their place.

    Work starts behind the first column and behind those of `NOT_BEGUN`. The review is the first column with "review"
    in its name, such as ``Code review``; on a board without one, the second half is under review.
    """
    count = len(columns)
    begun = (place for place in range(1, count) if columns[place].id not in NOT_BEGUN)
    names = enumerate(f"{column.id} {column.name}".casefold() for column in columns)
    reviews = (place for place, name in names if place and REVIEW in name)
    done = next((place for place in range(1, count) if columns[place].id == "done"), max(count - 1, 1))
    return Stages(1, next(begun, 1), next(reviews, max((count + 1) // 2, 1)), done)


class Lane(Frozen):
    """A column with its cards, in the plan's order.

    Attributes:
        column: The column; its id is `UNSORTED` for cards whose column is not on the board.
        cards: What is in it.
    """

    column: Column
    cards: tuple[Item, ...]

    @cached_property
    def points(self) -> float:
        """The points of its cards."""
        return points_of(self.cards)

    @property
    def is_over(self) -> bool:
        """Whether more cards are in it than its limit allows."""
        return self.column.limit is not None and len(self.cards) > self.column.limit


def lanes_of(plan: Plan) -> tuple[Lane, ...]:
    """The board, column by column; in front of it the cards of columns that it does not have, if there are any."""
    columns = columns_of(plan.board)
    cards: dict[str, list[Item]] = {column.id: [] for column in columns}
    lost: list[Item] = []
    for item in plan.items:
        cards.get(column_of(item, columns), lost).append(item)
    unsorted = (Lane(Column(id=UNSORTED, name="Not on the board"), tuple(lost)),) if lost else ()
    return (*unsorted, *(Lane(column, tuple(cards[column.id])) for column in columns))


def column_of(item: Item, columns: Sequence[Column]) -> str:
    """The id of a card's column; a card that names none is in the first one."""
    return item.column if item.is_given("column") else columns[0].id
