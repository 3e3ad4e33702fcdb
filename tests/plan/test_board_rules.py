"""What is asked of a card where it is, and what the columns of a board mean."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from octotui.plan.board import columns_of
from octotui.plan.board_rules import BoardRules, over_limit
from octotui.plan.board_stages import UNSORTED, Stages, lanes_of, stages_of
from octotui.plan.reading import read_plan

GOOD = {
    "issue": "https://example.org/issues/1",
    "acceptance": ["It works"],
    "pr": {"url": "https://example.org/pull/2", "lines": 400, "approvals": 1, "ci": "passed"},
}


def plan_of(*cards, **board):
    return read_plan(
        {"board": board, "items": [{"id": f"c{n}", "title": "T", **card} for n, card in enumerate(cards)]}
    )[0]


def reasons(card, **board):
    plan = plan_of(card, **board)
    return [broken.reason for broken in BoardRules(plan.board).broken(plan.items[0])]


@pytest.mark.parametrize("column", ["backlog", "ready", "in-progress", "in-review", "qa", "done"])
def test_a_good_card_breaks_no_rule_anywhere(column):
    assert reasons({**GOOD, "column": column}) == []


@pytest.mark.parametrize(
    ("pr", "reason"),
    [
        ({"lines": 612}, "612 changed lines, at most 400"),
        ({"approvals": 0}, "no approval, at least 1"),
        ({"approvals": None}, "no approval, at least 1"),
        ({"ci": "failed"}, "CI failed"),
        ({"ci": "pending"}, "CI is not through yet"),
        ({"ci": None}, "nobody knows what CI says"),
    ],
)
def test_a_pull_request_is_small_approved_and_green(pr, reason):
    wanted = {key: value for key, value in {**GOOD["pr"], **pr}.items() if value is not None}
    assert reasons({**GOOD, "column": "in-review", "pr": wanted}) == [reason]


def test_the_boards_own_numbers_count():
    card = {**GOOD, "column": "qa", "pr": {"lines": 90, "approvals": 1, "ci": "passed"}}
    assert reasons(card, max_lines=80, min_approvals=2) == ["90 changed lines, at most 80", "1 approval, at least 2"]


def test_more_is_asked_of_a_card_the_further_it_is():
    bare = ["no acceptance criteria", "no issue link", "no pull request"]
    wanted = {"backlog": [], "ready": bare[:1], "in-progress": bare[:1], "in-review": bare, "qa": bare, "done": bare}
    assert {column: reasons({"column": column}) for column in wanted} == wanted


def test_criteria_of_blanks_are_none():
    assert reasons({"column": "ready", "acceptance": [" ", ""]}) == ["no acceptance criteria"]


def test_each_rule_that_counts_has_a_verdict():
    plan = plan_of({**GOOD, "column": "in-review", "pr": {"lines": 612, "approvals": 1, "ci": "passed"}})
    verdicts = BoardRules(plan.board).verdicts(plan.items[0])
    assert [rule for rule, _ in verdicts] == ["criteria", "issue", "pr", "lines", "approvals", "ci"]
    assert [rule for rule, broken in verdicts if broken] == ["lines"]
    assert [rule for rule, _ in BoardRules(None).verdicts(plan_of({"column": "qa"}).items[0])] == [
        "criteria",
        "issue",
        "pr",
    ]


@pytest.mark.parametrize(
    ("columns", "stages"),
    [
        ((), Stages(ready=1, doing=2, review=3, done=5)),
        (("To do", "Doing", "Done"), Stages(1, 1, 2, 2)),
        (("Backlog", "Ready", "Doing", "Code review", "Done"), Stages(1, 2, 3, 4)),
        (("To do", "Doing", "Check", "Live"), Stages(1, 1, 2, 3)),
        (("To do", "Doing", "Review", "Done", "Released"), Stages(1, 1, 2, 3)),
        (("Pile",), Stages(1, 1, 1, 1)),
    ],
)
def test_columns_mean_what_they_are_called_else_what_their_place_says(columns, stages):
    assert stages_of(columns_of(plan_of(columns=list(columns)).board)) == stages


def test_on_a_board_of_three_only_what_is_done_needs_a_pull_request():
    columns = ["To do", "Doing", "Done"]
    assert reasons({"column": "doing"}, columns=columns) == ["no acceptance criteria"]
    assert "no pull request" in reasons({"column": "done"}, columns=columns)


def test_a_column_over_its_limit_says_by_how_much():
    plan = plan_of({"column": "doing"}, {"column": "doing"}, columns=["To do", {"name": "Doing", "limit": 1}, "Done"])
    assert [over_limit(lane) for lane in lanes_of(plan)] == ["", "2 cards, at most 1", ""]


def test_a_card_without_a_column_is_in_the_first_and_one_nobody_knows_in_front():
    plan = plan_of({}, {"column": "elsewhere"}, columns=["To do", "Done"])
    lanes = {lane.column.id: [card.id for card in lane.cards] for lane in lanes_of(plan)}
    assert lanes == {UNSORTED: ["c1"], "to-do": ["c0"], "done": []}
    assert next(iter(lanes)) == UNSORTED


@given(st.lists(st.sampled_from(["Backlog", "Ready", "Doing", "Review", "QA", "Done", "x"]), unique=True))
def test_every_card_is_in_one_lane_of_any_board(names):
    cards = [{"column": column} for column in ("backlog", "doing", "done", "y")]
    plan = plan_of(*cards, {}, columns=names)
    assert sorted(card.id for lane in lanes_of(plan) for card in lane.cards) == ["c0", "c1", "c2", "c3", "c4"]
    assert all(isinstance(BoardRules(plan.board).broken(card), tuple) for card in plan.items)
