"""Cards that go to another column or place: the days that follow, and the way back."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from octotui.plan.board_moves import beside, new_in, to_column
from octotui.plan.board_stages import lanes_of
from octotui.plan.edits import apply, invert
from octotui.plan.plan import by_id
from octotui.plan.reading import read_plan

TODAY = date(2026, 11, 20)
EARLIER = date(2026, 11, 16)
COLUMNS = ("backlog", "ready", "in-progress", "in-review", "qa", "done")


def plan_of(*cards, **board):
    raw = {"board": board, "items": [{"id": f"c{n}", "title": "T", **card} for n, card in enumerate(cards)]}
    return read_plan(raw)[0]


def moved(plan, column, card="c0"):
    return apply(plan, to_column(plan, by_id(plan.items, card), column, TODAY))


def days(plan):
    return plan.items[0].started, plan.items[0].finished


def test_work_starts_and_ends_on_the_day_a_card_gets_there():
    plan = moved(plan_of({}), "ready")
    assert days(plan) == (None, None)
    plan = moved(plan, "in-progress")
    assert days(plan) == (TODAY, None)
    assert days(moved(plan, "done")) == (TODAY, TODAY)


def test_a_day_that_is_there_stays():
    plan = plan_of({"column": "in-progress", "started": EARLIER})
    assert days(moved(plan, "qa")) == (EARLIER, None)
    assert days(moved(plan, "ready")) == (EARLIER, None)
    assert days(moved(plan_of({"column": "qa", "finished": EARLIER}), "done")) == (TODAY, EARLIER)


def test_a_card_that_leaves_the_last_column_is_not_finished():
    plan = plan_of({"column": "done", "started": EARLIER, "finished": EARLIER})
    assert days(moved(plan, "qa")) == (EARLIER, None)


def test_a_card_stays_where_it_is():
    plan = plan_of({"column": "qa"}, {})
    assert to_column(plan, plan.items[0], "qa", TODAY) == ()
    assert to_column(plan, plan.items[1], "backlog", TODAY) == ()


@pytest.mark.parametrize("card", [{}, {"column": "ready"}, {"column": "in-progress", "started": EARLIER}], ids=str)
@given(way=st.lists(st.sampled_from(COLUMNS)))
def test_there_and_back_leaves_nothing_behind(card, way):
    plan = start = plan_of(card)
    for column in [*way, plan.items[0].column]:
        plan = moved(plan, column)
    assert plan == start


@given(way=st.lists(st.sampled_from(COLUMNS), min_size=1))
def test_every_move_can_be_taken_back(way):
    plan = start = plan_of({"column": "in-review", "started": EARLIER})
    edits = []
    for column in way:
        step = to_column(plan, plan.items[0], column, TODAY)
        plan, edits = apply(plan, step), [*edits, *step]
    assert apply(plan, invert(edits)) == start


def test_other_columns_have_days_too():
    plan = plan_of({}, columns=["To do", "Doing", "Live"])
    assert days(moved(plan, "doing")) == (TODAY, None)
    assert days(moved(plan, "live")) == (TODAY, TODAY)
    assert moved(moved(plan, "live"), "to-do").items[0].column == "to-do"


def test_a_new_card_has_what_its_column_says():
    plan = plan_of()
    assert new_in(plan, "backlog", TODAY) == {}
    assert new_in(plan, "in-review", TODAY) == {"column": "in-review", "started": TODAY}
    assert new_in(plan, "done", TODAY) == {"column": "done", "started": TODAY, "finished": TODAY}


PLACES = ["c0", "c1", "c2", "c3"]


def reordered(moving, by):
    plan = plan_of({"column": "qa"}, {"column": "ready"}, {"column": "qa"}, {"column": "qa"})
    shown = ["c0", "c2", "c3"]
    edits = beside(plan, shown, moving, by)
    after = apply(plan, edits)
    assert apply(after, invert(edits)) == plan
    return next([card.id for card in lane.cards] for lane in lanes_of(after) if lane.column.id == "qa")


@pytest.mark.parametrize(
    ("moving", "by", "wanted"),
    [
        ({"c0"}, 1, ["c2", "c0", "c3"]),
        ({"c3"}, -1, ["c0", "c3", "c2"]),
        ({"c3"}, 1, ["c0", "c2", "c3"]),
        ({"c0"}, -1, ["c0", "c2", "c3"]),
        ({"c0", "c2"}, 1, ["c3", "c0", "c2"]),
        ({"c2", "c3"}, -1, ["c2", "c3", "c0"]),
        ({"c0", "c3"}, 1, ["c2", "c0", "c3"]),
        ({"c1"}, 1, ["c0", "c2", "c3"]),
    ],
)
def test_cards_go_one_place_up_or_down_in_their_column(moving, by, wanted):
    assert reordered(moving, by) == wanted
