"""How risks move on the heat map, and what a review made of them."""

from datetime import date

import pytest

from octotui.plan.reading import read_plan
from octotui.plan.risk_moves import (
    Days,
    Stay,
    by_outcome,
    came_from,
    cell_beside,
    not_reviewed,
    outcome_words,
    rescored_words,
)
from octotui.plan.risk_review import changed_scores

DAYS = Days(date(2026, 11, 19), date(2026, 11, 20))


def risk(name, probability="medium", impact="medium", reviews=(), **more):
    return {
        "id": name,
        "title": name,
        "probability": probability,
        "impact": impact,
        "reviews": [dict(zip(("on", "probability", "impact"), one, strict=False)) for one in reviews],
        **more,
    }


def plan_of(*risks):
    return read_plan({"risks": list(risks)})[0]


def one(*args, **more):
    return plan_of(risk("r", *args, **more)).risks[0]


@pytest.mark.parametrize(
    ("reviews", "found"),
    [
        ((), None),
        ([("2026-11-11", "high", "low")], None),
        ([("2026-11-11",)], None),
        ([("2026-11-11", "low", "low"), ("2026-11-18", "high", "low")], Stay(("low", "low"), date(2026, 11, 11))),
        ([("2026-11-18", "low", "low"), ("2026-11-11", "low", "high")], Stay(("low", "low"), date(2026, 11, 18))),
    ],
)
def test_a_risk_came_from_the_last_place_that_a_review_put_it_on(reviews, found):
    assert came_from(one("high", "low", reviews), one("high", "low")) == found


def test_what_moved_in_this_meeting_came_from_where_it_stood_when_the_meeting_began():
    now = one("high", "low", [("2026-11-18", "low", "low"), ("2026-11-20", "high", "low")])

    assert came_from(now, one("medium", "low")) == Stay(("medium", "low"), None)
    assert came_from(now, None) == Stay(("low", "low"), date(2026, 11, 18))


def test_a_step_does_not_leave_the_map():
    assert cell_beside(one("low", "high"), 1, 1) == ("medium", "critical")
    assert cell_beside(one("low", "critical"), -1, 1) == ("low", "critical")


@pytest.mark.parametrize(
    ("on", "has", "has_as_scored"),
    [
        (("2026-11-18", "medium", "medium"), False, False),
        (("2026-11-19", "medium", "medium"), True, True),
        (("2026-11-20", "high", "medium"), True, False),
        (("2026-11-20",), True, False),
        (("2026-11-21", "medium", "medium"), False, False),
    ],
)
def test_a_look_counts_on_the_days_of_the_review(on, has, has_as_scored):
    seen = one(reviews=[on])

    assert (DAYS.has(seen), DAYS.has_as_scored(seen)) == (has, has_as_scored)


def test_what_came_true_is_told_apart_from_what_is_closed():
    before = plan_of(risk("up"), risk("down"), risk("shut"), risk("came"), risk("back", status="closed"), risk("same"))
    after = plan_of(
        risk("up", "high", reviews=[("2026-11-20",)]),
        risk("down", "low"),
        risk("shut", status="closed"),
        risk("came", status="happened"),
        risk("back"),
        risk("same"),
        risk("new", "high", "critical"),
    )
    found = {outcome: [change.risk.id for change in those] for outcome, those in by_outcome(before, after).items()}

    assert found == {
        "up": ["up"],
        "down": ["down"],
        "new": ["new"],
        "reopened": ["back"],
        "closed": ["shut"],
        "happened": ["came"],
    }
    assert [risk.id for risk in not_reviewed(after, DAYS)] == ["new", "back", "same", "down"]
    words = "1 risk up, 1 down, 1 new, 1 reopened, 1 closed, 1 happened; 1 reviewed, 4 not"
    assert outcome_words(before, after, DAYS) == words
    assert rescored_words(changed_scores(before, after)) == (
        "up goes to high and medium: 3 → 5",
        "down goes to low and medium: 3 → 2",
    )


def test_a_review_that_moved_nothing_says_so():
    plan = plan_of(risk("a", reviews=[("2026-11-20",)]), risk("b", status="closed"))

    assert outcome_words(plan, plan, DAYS) == "1 reviewed"
