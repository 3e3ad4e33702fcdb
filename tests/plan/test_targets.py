"""Targets are days, or weeks that count from the project's start."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from octotui.plan.targets import due_day, is_valid_target, parse_target, span, target_text, week_number

START = date(2026, 10, 19)  # a Monday
FRIDAY = date(2026, 11, 20)

quick = settings(deadline=None, max_examples=100, derandomize=True)


@pytest.mark.parametrize(
    ("target", "days"),
    [
        ("Week 1", (date(2026, 10, 19), date(2026, 10, 25))),
        ("Week 3–4", (date(2026, 11, 2), date(2026, 11, 15))),
        ("weeks 3-4", (date(2026, 11, 2), date(2026, 11, 15))),
        ("Week 3 to 4", (date(2026, 11, 2), date(2026, 11, 15))),
        (date(2026, 12, 1), (date(2026, 12, 1), date(2026, 12, 1))),
        ("", None),
        (None, None),
        ("after the audit", None),
        ("Week 0", None),
        ("Week 4–3", None),
    ],
)
def test_a_target_spans_the_days_it_names(target, days):
    assert span(target, START) == days
    assert due_day(target, START) == (days and days[1])


def test_weeks_have_seven_days_whatever_day_the_project_starts_on():
    wednesday = date(2026, 10, 21)

    assert span("Week 2", wednesday) == (date(2026, 10, 28), date(2026, 11, 3))


def test_weeks_without_a_start_are_due_on_no_day():
    assert span("Week 1", None) is None
    assert due_day(FRIDAY, None) == FRIDAY


def test_weeks_after_the_last_day_there_is_are_no_days():
    assert span("Week 999", date(9999, 12, 1)) is None


@given(st.dates(max_value=date(9000, 1, 1)), st.integers(1, 999))
@quick
def test_the_last_day_of_a_week_is_in_that_week(start, week):
    first, last = span(f"Week {week}", start)

    assert week_number(first, start) == week_number(last, start) == week


def test_before_the_start_there_is_no_week():
    assert week_number(date(2026, 10, 18), START) is None
    assert week_number(FRIDAY, None) is None
    assert week_number(FRIDAY, START) == 5


@pytest.mark.parametrize(
    ("typed", "target"),
    [
        ("2026-12-01", date(2026, 12, 1)),
        ("today", FRIDAY),
        (" Tomorrow ", date(2026, 11, 21)),
        ("+3d", date(2026, 11, 23)),
        ("3d", date(2026, 11, 23)),
        ("+2w", date(2026, 12, 4)),
        ("2w", date(2026, 12, 4)),
        ("sat", date(2026, 11, 21)),
        ("Monday", date(2026, 11, 23)),
        ("fri", date(2026, 11, 27)),  # today is one: the next
        ("week 3-4", "Week 3–4"),
        ("Weeks 3 to 4", "Week 3–4"),
        ("week 5", "Week 5"),
        ("week 5-5", "Week 5"),
    ],
)
def test_people_type_targets_in_many_ways(typed, target):
    assert parse_target(typed, FRIDAY) == target


@pytest.mark.parametrize("typed", ["", "fr", "soon", "2026-13-01", "week", "week 0", "week 4-3", "3x", "2026-2-1", "d"])
def test_what_is_no_target_says_what_would_be(typed):
    with pytest.raises(ValueError, match=r"write a day .* or weeks"):
        parse_target(typed, FRIDAY)


@given(st.text(max_size=12))
@quick
def test_whatever_is_typed_is_a_target_or_refused(text):
    try:
        target = parse_target(text, FRIDAY)
    except ValueError:
        return

    assert is_valid_target(target)


@pytest.mark.parametrize(
    ("target", "text"),
    [
        (FRIDAY, "2026-11-20"),
        ("weeks 3-4", "Week 3–4"),
        ("Week 3–4", "Week 3–4"),
        ("after the audit", "after the audit"),
        (None, ""),
    ],
)
def test_a_target_is_shown_as_a_day_or_with_an_en_dash(target, text):
    assert target_text(target) == text


@pytest.mark.parametrize(("target", "valid"), [(FRIDAY, True), ("Week 2", True), ("Week 0", False), ("soon", False)])
def test_only_days_and_weeks_are_targets(target, valid):
    assert is_valid_target(target) is valid
