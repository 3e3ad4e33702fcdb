"""What a period did to the risks, from their days and their reviews."""

from __future__ import annotations

from datetime import date

import pytest

from octotui.plan.reading import read_plan
from octotui.plan.risk_trends import (
    bands_over,
    exposure,
    in_force,
    mitigation_progress,
    ranked,
    risk_trends,
    score_on,
    was_open,
)

MONDAY, FRIDAY = date(2026, 11, 16), date(2026, 11, 20)


def plan_of(*risks):
    return read_plan({"risks": [{"id": f"r-{n}", "title": f"R{n}", **risk} for n, risk in enumerate(risks)]})[0]


def review(on, probability="high", impact="critical"):
    return {"on": on, "probability": probability, "impact": impact}


def trends(*risks, since=MONDAY, until=FRIDAY):
    return risk_trends(plan_of(*risks), since, until)


def ids(risks):
    return [risk.id for risk in risks]


def test_a_risk_is_new_in_the_period_it_was_identified_in_both_ends_counted():
    days = ("2026-11-15", "2026-11-16", "2026-11-20", "2026-11-21")

    assert ids(trends(*({"identified": day} for day in days)).new) == ["r-1", "r-2"]


def test_without_the_day_it_is_new_at_its_first_review():
    first = {"reviews": [review("2026-11-17"), review("2026-11-18")]}

    assert ids(trends(first, {}).new) == ["r-0"]


def test_closed_and_happened_are_told_apart_by_their_days():
    told = trends(
        {"status": "closed", "closed": "2026-11-18"},
        {"status": "closed", "closed": "2026-11-10"},
        {"status": "happened", "happened": "2026-11-18"},
        {"status": "happened", "contingency": {"plan": "P", "activated": "2026-11-17T10:00:00Z"}},
        {"status": "closed", "reviews": [review("2026-11-19")]},
        {"status": "open", "closed": "2026-11-18"},
    )

    assert (ids(told.resolved), ids(told.happened), ids(told.activated)) == (["r-0", "r-4"], ["r-2", "r-3"], ["r-3"])


def test_a_score_is_that_of_the_latest_review_up_to_the_day_and_today_as_it_is():
    scored = {
        "probability": "low",
        "impact": "low",
        "reviews": [review("2026-11-11"), review("2026-11-04", "medium", "high"), {"on": "2026-11-12"}],
    }
    (risk,) = plan_of(scored).risks

    scores = [score_on(risk, date(2026, 11, day)) for day in (1, 4, 10, 11, 20)]

    assert scores == [5, 5, 5, 1, 1]


@pytest.mark.parametrize(
    ("risks", "before", "after", "trend"),
    [
        ([{"reviews": [review("2026-11-11", "low", "low")], "probability": "low", "impact": "low"}], 1, 1, "stable"),
        ([{"reviews": [review("2026-11-11", "low", "low"), review("2026-11-18")], "impact": "critical"}], 1, 6, "up"),
        ([{"identified": "2026-11-01"}, {"identified": "2026-11-18", "probability": "low"}], 3, 5, "up"),
        (
            [{"identified": "2026-11-01"}, {"identified": "2026-11-01", "status": "closed", "closed": MONDAY}],
            6,
            3,
            "down",
        ),
        ([], 0, 0, "stable"),
    ],
)
def test_the_score_trend_compares_all_open_scores_on_the_evenings_before_and_at_the_end(risks, before, after, trend):
    told = trends(*risks)

    assert (told.score_before, told.score_after, told.score_trend) == (before, after, trend)


def test_effectiveness_counts_finished_actions_that_somebody_judged():
    actions = [
        {"text": "A", "done": True, "effective": True},
        {"text": "B", "progress": 100, "effective": True},
        {"text": "C", "done": True, "effective": False},
        {"text": "D", "progress": 70, "effective": True},
        {"text": "E", "done": True},
    ]
    told = trends({"actions": actions})

    assert (told.effective, told.judged, told.effectiveness) == (2, 3, 67)
    assert trends({"actions": actions[3:]}).effectiveness is None


def test_mitigation_progress_is_the_mean_of_the_actions():
    with_actions, without = plan_of({"actions": [{"text": "A", "done": True}, {"text": "B", "progress": 30}]}, {}).risks

    assert mitigation_progress(with_actions) == 65
    assert mitigation_progress(without) is None


def test_a_contingency_is_in_force_until_its_risk_is_closed():
    begun = {"contingency": {"plan": "P", "activated": "2026-11-17T10:00:00Z"}}
    later = {"contingency": {"plan": "P", "activated": "2026-11-18T10:00:00Z"}, "status": "happened"}

    told = in_force(plan_of(begun, later, {**begun, "status": "closed"}, {"contingency": "wait"}))

    assert ids(told) == ["r-1", "r-0"]


def test_a_risk_is_open_from_the_day_it_is_known_to_the_day_it_ends():
    risk = plan_of({"identified": MONDAY, "status": "closed", "closed": FRIDAY}).risks[0]

    assert [was_open(risk, date(2026, 11, day)) for day in (15, 16, 19, 20)] == [False, True, True, False]
    assert not was_open(plan_of({"status": "closed"}).risks[0], MONDAY)


def test_bands_and_exposure_of_a_day_are_of_the_risks_open_then():
    plan = plan_of(
        {"identified": MONDAY, "probability": "high", "impact": "critical"},
        {"identified": FRIDAY},
        {"status": "closed", "closed": MONDAY},
    )

    assert bands_over(plan, (MONDAY, FRIDAY)) == {MONDAY: {"critical": 1}, FRIDAY: {"critical": 1, "watch": 1}}
    assert exposure(plan, FRIDAY) == 12


def test_the_worst_comes_first_then_the_longest_without_a_review():
    plan = plan_of({}, {"reviews": [{"on": MONDAY}]}, {"impact": "high"}, {"reviews": [{"on": "2026-11-01"}]})

    assert ids(ranked(plan.risks)) == ["r-2", "r-0", "r-3", "r-1"]
