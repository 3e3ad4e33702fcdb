"""The risk review: the order of the risks, and what it changed."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings

from octotui.plan.data import data_of
from octotui.plan.edits import apply
from octotui.plan.operations import remove_thing, review_risk, set_field
from octotui.plan.reading import read_plan
from octotui.plan.risk_review import agenda, changed_scores, exposure, is_due, trend
from octotui.plan.risk_trends import exposure as exposure_on
from tests.plan.plans import plans

TODAY = date(2026, 11, 20)
NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)


def risk(name, probability="medium", impact="medium", reviewed=None, **more):
    reviews = [{"on": reviewed}] if reviewed else []
    return {"id": name, "title": name, "probability": probability, "impact": impact, "reviews": reviews, **more}


def plan_of(*risks):
    return read_plan({"risks": list(risks)})[0]


def test_the_worst_comes_first_then_what_was_never_reviewed_then_what_was_not_for_longest():
    plan = plan_of(
        risk("closed", "high", "critical", status="closed"),
        risk("recent", reviewed="2026-11-18"),
        risk("never"),
        risk("long-ago", reviewed="2026-10-01"),
        risk("never-either"),
        risk("worst", "high", "critical", "2026-11-20", status="mitigating"),
        risk("came", "high", "critical", status="happened"),
    )

    assert [one.id for one in agenda(plan, TODAY)] == ["worst", "never", "never-either", "long-ago", "recent"]


@pytest.mark.parametrize(
    ("reviewed", "due"),
    [(None, True), ("2026-11-13", True), ("2026-11-14", False), ("2026-11-20", False), ("2026-11-27", True)],
)
def test_a_risk_is_due_a_week_after_it_was_looked_at(reviewed, due):
    assert is_due(plan_of(risk("r", reviewed=reviewed)).risks[0], TODAY) is due


BEFORE = plan_of(
    risk("up"),
    risk("down", "high", "high"),
    risk("same", "low", "low"),
    risk("closes", "low", "low"),
    risk("gone", "low", "low"),
    risk("back", "high", "critical", status="closed"),
    risk("rests", status="closed"),
)


def _after():
    plan = BEFORE
    for path, value in (
        ("up/probability", "high"),
        ("down/impact", "low"),
        ("closes/status", "closed"),
        ("back/status", "open"),
        ("rests/impact", "critical"),
    ):
        plan = apply(plan, set_field(plan, ("risks", *path.split("/")), value))
    plan = apply(plan, review_risk(plan, "same", "ana", NOW))
    plan = apply(plan, remove_thing(plan, ("risks", "gone")))
    return read_plan({"risks": [*(data_of(one) for one in plan.risks), risk("new", "high", "high")]})[0]


def test_risks_went_up_and_down_came_and_went():
    assert [(one.risk.id, one.kind, one.before, one.after) for one in changed_scores(BEFORE, _after())] == [
        ("up", "up", 3, 5),
        ("down", "down", 7, 3),
        ("closes", "closed", 1, None),
        ("back", "reopened", 9, 9),
        ("new", "new", None, 7),
        ("gone", "closed", 1, None),
    ]


def test_the_trend_is_the_sum_of_the_open_scores_and_how_many_are_in_each_band():
    found = trend(BEFORE, _after(), TODAY)

    assert (found.before.score, found.before.count, dict(found.before.bands)) == (
        13,
        5,
        {"critical": 1, "high": 0, "watch": 4},
    )
    assert (found.after.score, found.after.count, dict(found.after.bands)) == (
        25,
        5,
        {"critical": 2, "high": 1, "watch": 2},
    )
    assert found.reviewed == ("same",)
    assert found.words == "score 13 → 25, critical 1 → 2, high 0 → 1, watch 4 → 2"
    assert trend(BEFORE, BEFORE, TODAY).words == "score 13, as before"


@settings(max_examples=60)
@given(plans())
def test_the_exposure_is_that_of_the_dashboard_and_nothing_changes_by_itself(plan):
    assert exposure(plan).score == sum(one.score for one in agenda(plan, TODAY))
    assert changed_scores(plan, plan) == ()
    known = [one for one in agenda(plan, TODAY) if not one.identified and not one.reviews]
    if len(known) == len(agenda(plan, TODAY)):
        assert exposure(plan).score == exposure_on(plan, TODAY)
