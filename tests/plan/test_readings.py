"""Metrics over time: readings, trend, margin, steps and groups."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from octotui.plan.edits import apply, invert
from octotui.plan.reading import read_plan
from octotui.plan.readings import (
    bound_text,
    grouped,
    last_read,
    margin,
    margin_text,
    new_metric,
    series,
    step_of,
    stepped,
    take_reading,
    trend,
    trend_text,
)

FRIDAY = date(2026, 11, 20)
HISTORY = [["2026-11-06", 11.5], ["2026-11-13", 9.0]]


def plan_of(metric):
    return read_plan({"metrics": {"m": metric}})[0]


def metric_of(**fields):
    return plan_of(fields).metrics[0]


def read_on(plan, value, day=FRIDAY):
    return apply(plan, take_reading(plan, "m", value, day))


def history(plan):
    return [(str(reading.on), reading.value) for reading in plan.metrics[0].history]


def test_a_new_value_is_the_reading_of_its_day_and_is_undone_with_it():
    plan = plan_of({"value": 9.0, "target": 5, "history": HISTORY})

    edits = take_reading(plan, "m", 6.5, FRIDAY)
    after = apply(plan, edits)

    assert after.metrics[0].value == 6.5
    assert history(after) == [("2026-11-06", 11.5), ("2026-11-13", 9.0), ("2026-11-20", 6.5)]
    assert apply(after, invert(edits)) == plan


def test_a_second_value_of_a_day_takes_the_firsts_place():
    plan = read_on(read_on(plan_of({"value": 9.0, "target": 5}), 8), 7.5)

    assert (plan.metrics[0].value, history(plan)) == (7.5, [("2026-11-20", 7.5)])


def test_the_same_value_on_another_day_is_a_reading_of_that_day_and_once_is_enough():
    plan = read_on(plan_of({"value": 9.0, "target": 5, "history": HISTORY}), 9.0)

    assert history(plan)[-1] == ("2026-11-20", 9.0)
    assert take_reading(plan, "m", 9.0, FRIDAY) == ()


def test_a_reading_of_an_earlier_day_takes_its_place_in_the_row():
    plan = read_on(plan_of({"value": 9.0, "target": 5, "history": HISTORY}), 10, date(2026, 11, 9))

    assert [on for on, _ in history(plan)] == ["2026-11-06", "2026-11-09", "2026-11-13"]


def test_a_bare_number_stays_one():
    plan = read_on(plan_of(93), 92)

    assert plan.metrics[0].given() == {"id": "m", "value": 92}


def test_a_new_metric_starts_its_history_unless_it_is_only_a_number():
    assert new_metric({"value": 3, "group": "team"}, FRIDAY)["history"] == [{"on": FRIDAY, "value": 3}]
    assert new_metric({"value": 3}, FRIDAY) == {"value": 3}
    assert new_metric({"name": "mood", "group": "team"}, FRIDAY) == {"name": "mood", "group": "team"}


@pytest.mark.parametrize(
    ("fields", "way", "good", "words"),
    [
        ({"value": 8, "target": 5, "better": "lower", "history": HISTORY}, "down", True, "down, better"),
        ({"value": 9.0, "target": 5, "better": "lower", "history": HISTORY}, "down", True, "down, better"),
        ({"value": 9.5, "target": 5, "better": "lower", "history": HISTORY}, "up", False, "up, worse"),
        ({"value": 9.5, "target": 5, "history": HISTORY}, "up", True, "up, better"),
        ({"value": 9.5, "history": HISTORY}, "up", None, "up"),
        ({"value": 9.5, "better": "higher", "history": HISTORY}, "up", True, "up, better"),
        ({"value": 4, "target": 5, "history": [["2026-11-06", 4], ["2026-11-13", 4]]}, "flat", None, "flat"),
    ],
)
def test_the_trend_is_against_the_reading_before(fields, way, good, words):
    moved = trend(metric_of(**fields))

    assert (moved.way, moved.good) == (way, good)
    assert trend_text(metric_of(**fields)) == words


def test_one_value_is_no_trend():
    assert trend(metric_of(value=3, target=4)) is None
    assert trend_text(metric_of(target=4)) == ""


def test_readings_count_by_their_days_however_they_are_written():
    metric = metric_of(value=7, history=[*reversed(HISTORY)])

    assert series(metric) == (11.5, 9.0, 7)


def test_the_day_of_a_value_is_that_of_its_last_reading_if_it_is_that():
    assert last_read(metric_of(value=9.0, history=[*reversed(HISTORY)])) == date(2026, 11, 13)
    assert last_read(metric_of(value=7, history=HISTORY)) is None


@pytest.mark.parametrize(
    ("fields", "by", "words"),
    [
        ({"value": 78.4, "target": 80, "unit": "%"}, -1.6, "1.6% short"),
        ({"value": 6.5, "target": 5, "better": "lower"}, -1.5, "1.5 over"),
        ({"value": 24, "target": 30, "better": "lower", "unit": "min"}, 6, "met by 6 min"),
        ({"value": 80, "target": 80}, 0, "just met"),
        ({"value": 80}, None, ""),
        ({"target": 80}, None, ""),
    ],
)
def test_the_distance_to_the_target_has_a_side(fields, by, words):
    assert margin(metric_of(**fields)) == by
    assert margin_text(metric_of(**fields)) == words


def test_a_target_says_from_which_side():
    assert bound_text(metric_of(target=5, better="lower", unit="%")) == "≤ 5%"
    assert bound_text(metric_of(target=80), at_least=">=") == ">= 80"
    assert bound_text(metric_of(value=5)) == ""


@pytest.mark.parametrize(
    ("fields", "step"),
    [
        ({"value": 78.4, "target": 80}, "0.1"),
        ({"value": 0.31, "target": 0.5}, "0.01"),
        ({"value": 96, "target": 95}, "1"),
        ({"value": 18240, "target": 20000, "history": [["2026-11-06", 17350]]}, "10"),
        ({"value": 100}, "1"),
        ({"value": 0, "target": 0}, "1"),
        ({"value": 21.0}, "1"),
        ({"value": 1e-7}, "1E-7"),
        ({"value": 33.333333333333336}, "0.01"),
    ],
)
def test_a_step_is_as_precise_as_what_is_written(fields, step):
    assert step_of(metric_of(**fields)) == Decimal(step)


def test_steps_are_exact_and_stay_whole_and_do_not_go_below_nothing():
    assert stepped(metric_of(value=78.4), 3) == 78.7
    assert isinstance(stepped(metric_of(value=7), -1), int)
    assert stepped(metric_of(value=0.1), -2) == 0
    assert stepped(metric_of(value=-3), -1) == -4
    with pytest.raises(ValueError, match="no value yet"):
        stepped(metric_of(target=4), 1)


@given(st.integers(0, 10**14) | st.just(0.0) | st.floats(1e-9, 1e9))
def test_a_step_always_moves_and_never_far(value):
    metric = metric_of(value=value)

    up = stepped(metric, 1)

    assert up > value
    assert up - value <= max(1, value / 20)


def test_groups_stand_in_the_documents_order_then_the_plans_then_the_rest():
    names = ["", "cost", "Team", "quality", "Progress", "efficiency", "business", "cost"]
    metrics = read_plan({"metrics": {f"m{n}": {"group": name} for n, name in enumerate(names)}})[0].metrics

    in_order = [metric.group for metric in grouped(metrics)]

    assert in_order == ["Progress", "quality", "business", "efficiency", "Team", "cost", "cost", ""]
