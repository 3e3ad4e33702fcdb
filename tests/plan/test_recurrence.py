"""Days that come again."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from octotui.plan.recurrence import (
    WEEKDAYS,
    Counted,
    Listed,
    Weekdays,
    between,
    months_after,
    period_end,
    time_of,
    weekday_of,
)

FRIDAY = date(2026, 11, 20)
days = st.dates(date(2026, 1, 1), date(2028, 12, 31))
kinds_of_days = st.one_of(
    st.sets(st.integers(0, 6), min_size=1).map(lambda weekdays: Weekdays(frozenset(weekdays))),
    st.sets(days, max_size=5).map(lambda listed: Listed(tuple(sorted(listed)))),
    st.builds(Counted, days, st.sampled_from(["week", "two-weeks", "sprint", "month", "quarter"]), st.none()),
    st.builds(Counted, days, st.sampled_from(["week", "two-weeks", "month"]), st.integers(0, 6)),
)


@given(kinds_of_days, days)
def test_the_day_before_and_the_day_after_have_none_between_them(some, day):
    here, coming = some.on_or_before(day), some.after(day)

    assert here is None or here <= day
    assert coming is None or coming > day
    if here and coming:
        assert some.after(here) == coming
        assert some.on_or_before(coming) == coming


@given(kinds_of_days, days, st.integers(0, 60))
def test_days_between_are_in_order_and_none_is_left_out(some, first, length):
    last = first + timedelta(days=length)
    found = list(between(some, first, last))

    each = (first + timedelta(days=number) for number in range(length + 1))
    assert found == [day for day in each if some.on_or_before(day) == day]


@pytest.mark.parametrize(
    ("start", "every", "weekday", "then"),
    [
        (date(2026, 11, 18), "week", None, [date(2026, 11, 25), date(2026, 12, 2)]),
        (date(2026, 11, 13), "two-weeks", 4, [date(2026, 11, 27), date(2026, 12, 11)]),
        (date(2026, 11, 16), "two-weeks", 4, [date(2026, 11, 27), date(2026, 12, 11)]),  # Monday, late: Friday again
        (date(2026, 1, 31), "month", None, [date(2026, 2, 27), date(2026, 3, 31)]),  # 28 February is a Saturday
        (date(2026, 10, 29), "month", None, [date(2026, 11, 30), date(2026, 12, 29)]),  # 29 November is a Sunday
        (date(2026, 10, 1), "quarter", 3, [date(2026, 12, 31), date(2027, 4, 1)]),
    ],
)
def test_days_are_counted_from_a_day_and_fall_on_working_days(start, every, weekday, then):
    counted = Counted(start, every, weekday)

    first = counted.after(start)
    assert [first, counted.after(first)] == then


@pytest.mark.parametrize(
    ("every", "weekday", "end"),
    [
        ("week", None, date(2026, 11, 20)),
        ("week", 2, date(2026, 11, 18)),
        ("month", None, date(2026, 11, 30)),
        ("month", 4, date(2026, 11, 27)),
        ("quarter", None, date(2026, 12, 31)),
    ],
)
def test_a_period_ends_on_its_last_working_day_or_such_a_weekday(every, weekday, end):
    assert period_end(FRIDAY, every, weekday) == end


def test_a_month_has_a_last_day():
    assert months_after(date(2026, 10, 31), 1) == date(2026, 11, 30)
    assert months_after(date(2026, 11, 30), 3) == date(2027, 2, 28)
    assert months_after(date(2026, 12, 5), 12) == date(2027, 12, 5)


def test_weekdays_are_read_however_people_write_them():
    assert [weekday_of(name) for name in WEEKDAYS] == list(range(7))
    assert [weekday_of(text) for text in ("Fri", " THURS ", "fridays", "tue")] == [4, 3, 4, 1]
    assert [weekday_of(text) for text in ("", "t", "th", "someday", "fridayish", "monday, friday")] == [None] * 6


def test_times_of_day_are_read_where_there_is_such_a_time():
    assert [time_of(text) for text in ("09:15", "9:05", "23:59")] == [(9, 15), (9, 5), (23, 59)]
    assert [time_of(text) for text in ("", "24:00", "9", "09:60", "half past nine", "09:15:00")] == [None] * 6
