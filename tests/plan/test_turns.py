"""Whose turn it is: when next, since when overdue, and what marking does."""

from datetime import UTC, date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from octotui.plan.edits import apply, invert, value_at
from octotui.plan.reading import read_plan
from octotui.plan.turns import mark_held, turns, unmark_held

FRIDAY = date(2026, 11, 20)
SPRINTS = [
    {"id": "s3", "start": date(2026, 10, 19), "end": date(2026, 10, 30)},
    {"id": "s4", "start": date(2026, 11, 2), "end": date(2026, 11, 13)},
    {"id": "s5", "start": date(2026, 11, 16), "end": date(2026, 11, 29)},
]
RELEASES = [
    {"id": "r1", "status": "released", "window": "2026-10-27T08:00:00Z"},
    {"id": "r2", "window": "2026-11-24T08:00:00Z"},
    {"id": "r3", "status": "cancelled", "window": "2026-12-01T08:00:00Z"},
]


def plan_of(**sections):
    plan, problems = read_plan({"sprints": SPRINTS, "releases": RELEASES, **sections})
    assert not problems
    return plan


def turn_of(area, today=FRIDAY, sprints=SPRINTS, **fields):
    name = {"communications": "what"}.get(area, "name")
    plan = plan_of(**{area: [{"id": "it", name: "It", **fields}]}, sprints=sprints)
    return turns(plan, today, UTC)[0]


def on(day, month=11):
    return date(2026, month, day)


@pytest.mark.parametrize(
    ("fields", "due", "state"),
    [
        ({"every": "day"}, 20, "due"),
        ({"every": "day", "held": [on(19)]}, 20, "due"),
        ({"every": "day", "held": [on(18)]}, 19, "overdue"),
        ({"every": "day", "held": [on(18), on(20)]}, 23, "held"),
        ({"on": "wednesday"}, 25, "next"),
        ({"on": "friday"}, 20, "due"),
        ({"on": "wed", "held": [on(11), on(18)]}, 25, "next"),
        ({"on": "wed", "held": [on(11), on(17)]}, 25, "next"),  # a day early
        ({"on": "wed", "held": [on(11), on(19)]}, 25, "next"),  # a day late
        ({"on": "wed", "held": [on(11)]}, 18, "overdue"),
        ({"on": "wed", "held": [on(4), on(19)]}, 25, "next"),  # one was missed, and that is past mending
        ({"on": "friday", "held": [on(6), on(17)]}, 20, "due"),  # four days late is still last week's
        ({"on": "friday", "held": [on(13), on(16)]}, 20, "due"),  # more than half a week early is one more
        ({"on": "friday", "held": [on(19)]}, 27, "next"),  # the first time, a day early
        ({"on": "friday", "held": [on(16)]}, 20, "due"),  # the first time, nearer to the Friday before
        ({"held": [on(11)]}, 18, "overdue"),  # no weekday: a week after the last time
        ({"held": [on(16)]}, 23, "next"),
        ({"every": "two-weeks", "on": "friday", "held": [on(13)]}, 27, "next"),
        ({"every": "sprint", "held": [on(13)]}, 29, "next"),
        ({"every": "sprint", "on": "friday", "held": [on(13)]}, 27, "next"),
        ({"every": "sprint", "held": [on(30, 10)]}, 13, "overdue"),
        ({"every": "month", "held": [on(30, 10)]}, 30, "next"),
        ({"every": "release"}, 24, "next"),
        ({"every": "release", "held": [on(27, 10)]}, 24, "next"),
        ({"every": "feature"}, None, "unplanned"),
    ],
)
def test_a_meeting_has_its_next_day(fields, due, state):
    turn = turn_of("cadences", **fields)

    assert (turn.next and turn.next.day, turn.state) == (due, state)


@pytest.mark.parametrize(
    ("fields", "due", "state"),
    [
        ({}, None, "unplanned"),
        ({"due": on(18)}, 18, "overdue"),
        ({"due": on(18), "held": [on(10)]}, None, "held"),  # once is once
        ({"every": "feature", "due": on(18), "held": [on(9, 10)]}, 18, "overdue"),
        ({"every": "feature", "due": on(18), "held": [on(16)]}, None, "held"),
        ({"every": "week", "due": on(25), "held": [on(18)]}, 25, "next"),
        ({"every": "week", "due": on(23), "held": [on(20)]}, 27, "held"),
        ({"every": "sprint", "due": on(27), "held": [on(13)]}, 27, "next"),
        ({"every": "release"}, 23, "next"),  # on the working day before
        ({"every": "release", "release": "r2"}, 23, "next"),
        ({"every": "release", "release": "r2", "held": [on(19)]}, None, "held"),
        ({"release": "r1"}, None, "unplanned"),  # that one is out
    ],
)
def test_a_checkpoint_has_its_own_day_until_it_was_held(fields, due, state):
    turn = turn_of("checkpoints", **fields)

    assert (turn.next and turn.next.day, turn.state) == (due, state)


def test_a_checkpoint_of_a_release_is_late_once_the_day_before_the_window_is_over():
    assert turn_of("checkpoints", on(24), release="r2").late == 1


def test_a_release_that_was_cancelled_has_no_day():
    assert turn_of("cadences", on(25), every="release").next is None


def test_what_was_never_sent_begins_with_the_end_of_its_period_and_is_not_late():
    found = {every: turn_of("communications", every=every) for every in ("week", "two-weeks", "month", "quarter")}

    assert {every: turn.next for every, turn in found.items()} == {
        "week": on(20), "two-weeks": on(20), "month": on(30), "quarter": on(31, 12),
    }  # fmt: skip
    assert turn_of("communications", on(21), every="week").next == on(27)


def test_without_sprints_a_sprint_is_two_weeks():
    assert turn_of("cadences", every="sprint", held=[on(13)], sprints=[]).next == on(27)


def test_a_weekday_nobody_knows_and_days_to_come_are_passed_over():
    turn = turn_of("communications", on="whenever", sent=[on(13), on(30, 12)])

    assert (turn.next, turn.last) == (on(20), on(13))


def test_what_is_counted_from_the_last_time_has_no_further_days_while_it_is_overdue():
    assert list(turn_of("cadences", held=[on(11)]).planned(on(16), on(30))) == [on(18)]
    assert list(turn_of("cadences", on="wed", held=[on(11)]).planned(on(16), on(30))) == [on(18), on(25)]


def test_a_day_is_noted_once_and_taken_back():
    plan = plan_of(cadences=[{"id": "sync", "name": "Sync"}])
    path = ("cadences", "sync")
    noted = apply(plan, mark_held(plan, path, FRIDAY))

    assert value_at(noted, (*path, "held")) == (FRIDAY,)
    assert mark_held(noted, path, FRIDAY) == ()
    assert apply(noted, unmark_held(noted, path, FRIDAY)) == plan
    assert unmark_held(plan, path, FRIDAY) == ()


everies = st.sampled_from(["day", "week", "two-weeks", "sprint", "month", "quarter", "release", "feature"])
near = st.dates(FRIDAY - timedelta(days=120), FRIDAY + timedelta(days=40))
weekdays = st.sampled_from(["", "monday", "wednesday", "sunday", "no such day"])
common = {"every": everies}
things = st.one_of(
    st.tuples(
        st.just("cadences"),
        st.fixed_dictionaries({"every": everies, "on": weekdays, "held": st.lists(near, max_size=8)}),
    ),
    st.tuples(
        st.just("communications"),
        st.fixed_dictionaries({"every": everies, "on": weekdays, "sent": st.lists(near, max_size=8)}),
    ),
    st.tuples(
        st.just("checkpoints"),
        st.fixed_dictionaries(
            {"held": st.lists(near, max_size=8)},
            optional={"every": everies, "due": near, "release": st.sampled_from(["r1", "r2", "r3"])},
        ),
    ),
)


@given(things, near, st.booleans())
def test_next_is_never_before_today_unless_it_is_overdue(thing, today, with_sprints):
    area, fields = thing
    turn = turn_of(area, today, SPRINTS if with_sprints else [], **fields)

    assert turn.next is None or turn.next >= today or turn.state == "overdue"
    assert turn.held or turn.state != "overdue" or area == "checkpoints"
    planned = list(turn.planned(today, today + timedelta(days=60)))
    assert planned == sorted(set(planned))
    assert all(turn.next <= day <= today + timedelta(days=60) for day in planned)


@given(things, near)
def test_marking_what_is_due_moves_its_next_day_forward_and_undo_brings_it_back(thing, today):
    area, fields = thing
    plan = plan_of(**{area: [{"id": "it", ("what" if area == "communications" else "name"): "It", **fields}]})
    (before,) = turns(plan, today, UTC)
    edits = mark_held(plan, (area, "it"), today)
    marked = apply(plan, edits)
    (after,) = turns(marked, today, UTC)

    assert after.last == today
    assert after.state == "held"
    assert after.next is None or after.next > today
    if before.next and before.next <= today:
        assert after.next is None or after.next > before.next
    assert apply(marked, invert(edits)) == plan


@given(everies, weekdays, near)
def test_a_named_weekday_is_the_weekday_it_falls_on(every, weekday, today):
    turn = turn_of("cadences", today, every=every, on=weekday, held=[today - timedelta(days=20)])
    expected = {"monday": 0, "wednesday": 2, "sunday": 6}.get(weekday)

    for day in turn.planned(today, today + timedelta(days=200)):
        if every in ("day", "release"):
            assert every == "release" or day.weekday() < 5
        elif expected is not None:
            assert day.weekday() == expected
        elif every != "sprint":
            assert day.weekday() < 5
