"""Cards that go to another column or another place in theirs, as edits."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from octotui.plan.board import Column, Item, columns_of
from octotui.plan.board_stages import column_of, stages_of
from octotui.plan.edits import Edits, Move, Set
from octotui.plan.plan import Plan

UNWRITTEN = Item.column


def to_column(plan: Plan, item: Item, column: str, today: date) -> Edits:
    """Bring a card to a column, with the days that follow from it.

    The day is noted when work starts (``started``) and when the card is done (``finished``), unless one is there. A
    card that goes back from there is not finished any more. One that goes back to where work has not started loses
    its start if that was today, so that a step forth and back leaves nothing behind.

    Args:
        plan: The plan as it is.
        item: The card.
        column: The id of a column of the board.
        today: The day that is noted.

    Returns:
        The edits; none if it is there already.
    """
    columns = columns_of(plan.board)
    if column_of(item, columns) == column:
        return ()
    wanted = _days(columns, column, item.started, item.finished, today)
    wanted["column"] = None if column == columns[0].id == UNWRITTEN else column
    given = item.given()
    return tuple(
        Set(("items", item.id, field), given.get(field), wanted[field])
        for field in ("column", "started", "finished")
        if field in wanted and given.get(field) != wanted[field]
    )


def new_in(plan: Plan, column: str, today: date) -> dict[str, Any]:
    """What a new card in a column has from the start: the column, and the days that follow from it."""
    columns = columns_of(plan.board)
    own = {} if column == columns[0].id else {"column": column}
    return own | {field: day for field, day in _days(columns, column, None, None, today).items() if day}


def _days(
    columns: Sequence[Column], column: str, started: date | None, finished: date | None, today: date
) -> dict[str, Any]:
    """What becomes of a card's days in a column."""
    place, stages = [each.id for each in columns].index(column), stages_of(columns)
    days: dict[str, Any] = {}
    if place >= stages.doing and started is None:
        days["started"] = today
    elif place < stages.doing and started == today:
        days["started"] = None
    if place < stages.done:
        days["finished"] = None
    elif finished is None:
        days["finished"] = today
    return days


def beside(plan: Plan, shown: Sequence[str], moved: Collection[str], by: int) -> Edits:
    """Bring cards one place up or down among those that are shown in a column.

    Args:
        plan: The plan as it is.
        shown: The ids of the column's cards, in their order.
        moved: The ids of those that move; who stands at the end already, or behind one that does, stays.
        by: 1 is down, -1 is up.

    Returns:
        The edits: each card moves over one neighbour that does not move itself.
    """
    order = [item.id for item in plan.items]
    column = list(shown)
    edits: list[Move] = []
    for card in reversed(shown) if by > 0 else list(shown):
        place = column.index(card)
        neighbour = column[place + by] if 0 <= place + by < len(column) else None
        if card not in moved or neighbour is None or neighbour in moved:
            continue
        was_after = _before(order, card)
        order.remove(card)
        after = neighbour if by > 0 else _before(order, neighbour)
        order.insert(0 if after is None else order.index(after) + 1, card)
        column[place], column[place + by] = column[place + by], card
        edits.append(Move(("items", card), was_after, after))
    return tuple(edits)


def _before(order: Sequence[str], card: str) -> str | None:
    """What stands just before a card."""
    place = order.index(card)
    return order[place - 1] if place else None
