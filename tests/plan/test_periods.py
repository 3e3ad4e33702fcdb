from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from octotui.plan.periods import LENSES, Period, days_text, parse_period, period_of, quarter_named, since

TODAY = date(2026, 11, 20)
DAYS = st.dates(date(1905, 1, 1), date(2190, 12, 31))


@pytest.mark.parametrize(
    ("lens", "first", "last", "id_", "label"),
    [
        ("week", date(2026, 11, 16), date(2026, 11, 22), "2026-W47", "Week 47, 16–22 November 2026"),
        ("month", date(2026, 11, 1), date(2026, 11, 30), "2026-11", "November 2026"),
        ("quarter", date(2026, 10, 1), date(2026, 12, 31), "2026-Q4", "Q4 2026"),
    ],
)
def test_the_period_of_a_day(lens, first, last, id_, label):
    period = period_of(lens, TODAY)

    assert (period.first, period.last, period.id, period.label) == (first, last, id_, label)


@given(st.sampled_from(LENSES), DAYS)
def test_periods_have_no_gap_and_are_read_back_by_their_id(lens, day):
    period = period_of(lens, day)

    assert day in period
    assert period.previous.last + timedelta(days=1) == period.first
    assert period.next.previous == period
    assert parse_period(period.id, TODAY) == period


@given(DAYS, st.integers(0, 400))
def test_any_days_are_a_period_with_as_many_days_before(first, days):
    period = since(first, first + timedelta(days=days))

    assert period.previous.next.last == period.last or period == period_of(period.lens, period.first)
    assert first not in period.previous
    assert parse_period(period.id, TODAY) == period
    assert period.previous.last == first - timedelta(days=1)


@pytest.mark.parametrize(
    ("text", "id_"),
    [
        ("week", "2026-W47"),
        ("this month", "2026-11"),
        ("last week", "2026-W46"),
        ("last-quarter", "2026-Q3"),
        ("2026-w1", "2026-W01"),
        ("2027-W53", None),
        ("2026-W53", "2026-W53"),
        ("2026-2", "2026-02"),
        ("2026-13", None),
        ("Q1 2027", "2027-Q1"),
        ("2027q1", "2027-Q1"),
        ("2026-Q5", None),
        ("2026-11-02..2026-11-13", "2026-11-02..2026-11-13"),
        ("2026-11-02..2026-11-01", None),
        ("2026-11-02..", None),
        ("0000-W01", None),
        ("9999-W52", None),
        ("2026", None),
        ("", None),
    ],
)
def test_a_period_is_typed(text, id_):
    if id_:
        assert parse_period(text, TODAY).id == id_
    else:
        with pytest.raises(ValueError, match="write 2026-W47"):
            parse_period(text, TODAY)


def test_days_are_told_as_short_as_they_can_be():
    assert days_text(TODAY, TODAY) == "20 November 2026"
    assert days_text(date(2026, 11, 30), date(2026, 12, 6)) == "30 November – 6 December 2026"
    assert days_text(date(2026, 12, 28), date(2027, 1, 3)) == "28 December 2026 – 3 January 2027"


def test_days_that_end_before_they_begin_are_refused():
    with pytest.raises(ValueError, match="2026-11-21 is after 2026-11-20"):
        since(date(2026, 11, 21), TODAY)


def test_no_day_is_in_no_period():
    assert None not in Period("week", TODAY, TODAY)


def test_a_quarter_is_named_in_any_order():
    assert quarter_named("2026 Q4") == quarter_named("q4 2026") == period_of("quarter", TODAY)
    assert quarter_named("soon") is None
