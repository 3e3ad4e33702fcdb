from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from octotui.plan.burndown import burndown
from octotui.plan.plan import by_id
from octotui.plan.reading import read_plan
from octotui.plan.sprints import (
    Spread,
    card_state,
    current_sprint,
    finished_sprints,
    spread,
    sprint_at,
    sprint_points,
    velocity,
    working_day,
)

MONDAY = date(2026, 11, 16)
FRIDAY = date(2026, 11, 20)


def card(name, points, column="in-progress", **fields):
    return {"id": name, "title": name, "points": points, "column": column, "sprint": "s5", **fields}


CARDS = [
    card("a", 3, "done", finished=MONDAY + timedelta(days=1)),
    card("b", 2, "done"),
    card("c", 5, "in-review"),
    card("d", 8, blocked=True),
    card("e", 1, "ready"),
    card("f", None, "qa"),
]
SPRINTS = {
    "s2": {"start": date(2026, 10, 5), "end": date(2026, 10, 16), "planned": 24, "completed": 19},
    "s3": {"start": date(2026, 10, 19), "end": date(2026, 10, 30), "planned": 28, "completed": 26},
    "s4": {"start": date(2026, 11, 2), "end": date(2026, 11, 13), "planned": 30, "completed": 23},
    "s5": {"start": MONDAY, "end": date(2026, 11, 27)},
}


def plan_of(sprints=SPRINTS, items=CARDS, **areas):
    return read_plan({"sprints": sprints, "items": items, **areas})[0]


def points(plan, name="s5"):
    return sprint_points(plan, by_id(plan.sprints, name))


def test_a_sprint_in_points_is_the_sum_of_its_cards():
    found = points(plan_of())

    assert (found.planned, found.completed, found.in_progress, found.blocked, found.to_do) == (19, 5, 5, 8, 1)
    assert (found.unsized, found.scope, found.added) == (1, 19, 0)


def test_what_is_written_counts_before_the_cards():
    found = points(plan_of({"s5": {"planned": 16, "completed": 12}}))

    assert (found.planned, found.completed, found.scope, found.added, found.kept) == (16, 12, 19, 3, True)


def test_a_sprint_without_cards_and_numbers_is_not_known():
    found = points(plan_of({"s5": {"start": MONDAY}}, []))

    assert (found.planned, found.completed) == (None, None)


def test_a_card_finished_after_the_sprint_is_not_completed_in_it():
    found = points(plan_of(items=[card("late", 5, "done", finished=date(2026, 11, 30))]))

    assert (found.planned, found.completed) == (5, 0)


@pytest.mark.parametrize(
    ("column", "fields", "state"),
    [
        ("todo", {}, "to-do"),
        ("ready", {}, "to-do"),
        ("doing", {}, "in-progress"),
        ("doing", {"blocked": True}, "blocked"),
        ("todo", {"blocked": True}, "blocked"),
        ("shipped", {"blocked": True}, "done"),
        ("done", {}, "done"),
    ],
)
def test_where_a_card_stands_on_a_board_of_ones_own(column, fields, state):
    plan = plan_of(items=[card("a", 1, column, **fields)], board={"columns": ["Todo", "Doing", "Shipped"]})

    assert card_state(plan.items[0], plan.board) == state


def test_velocity_is_the_mean_of_the_last_three_finished_sprints():
    plan = plan_of({"s1": {"start": date(2026, 9, 21), "end": date(2026, 10, 2), "completed": 13}, **SPRINTS})

    assert velocity(plan, FRIDAY) == (19 + 26 + 23) / 3
    assert velocity(plan, date(2026, 11, 13)) == (13 + 19 + 26) / 3, "on its last day a sprint still runs"
    assert velocity(plan, date(2026, 9, 30)) is None
    assert spread(plan, FRIDAY) == Spread(13, 81 / 4, 26)
    assert [one.sprint.id for one in finished_sprints(plan, FRIDAY, 2)] == ["s3", "s4"]


def test_a_sprint_of_which_nothing_is_known_does_not_count_as_nothing():
    assert velocity(plan_of({**SPRINTS, "s4": {"start": date(2026, 11, 2), "end": date(2026, 11, 13)}}), FRIDAY) == 22.5


def test_the_sprint_to_look_at():
    plan = plan_of()

    assert current_sprint(plan, FRIDAY).id == "s5"
    assert current_sprint(plan, date(2026, 11, 14)) is None
    assert sprint_at(plan, date(2026, 11, 14)).id == "s4"
    assert sprint_at(plan, date(2027, 1, 1)).id == "s5"
    assert sprint_at(plan, date(2026, 1, 1)).id == "s2"
    assert sprint_at(plan_of({"x": {"name": "No days"}}), FRIDAY).id == "x"
    assert sprint_at(plan_of({}), FRIDAY) is None


def test_which_working_day_it_is():
    sprint = by_id(plan_of().sprints, "s5")

    assert working_day(sprint, FRIDAY) == (5, 10)
    assert working_day(sprint, date(2026, 11, 22)) == (5, 10)
    assert working_day(sprint, date(2026, 11, 28)) is None


def test_a_burndown_day_by_day():
    plan = plan_of()

    drawn = burndown(plan, by_id(plan.sprints, "s5"), FRIDAY)

    assert (drawn.start, drawn.undated) == (19, 2)
    assert [day.left for day in drawn.days[:6]] == [19, 16, 16, 16, 14, None], "the card without a day counts today"
    assert [round(day.ideal, 1) for day in drawn.days[3:9]] == [11.4, 9.5, 9.5, 9.5, 7.6, 5.7]
    assert drawn.days[-1].ideal == 0
    assert (drawn.ahead[0].day, drawn.ahead[0].least, drawn.ahead[0].most) == (FRIDAY, 14, 14)
    assert (round(drawn.ahead[-1].least, 2), round(drawn.ahead[-1].most, 2)) == (14 - 5 * 2.6, 14 - 5 * 1.9)


def test_a_finished_sprint_ends_where_its_kept_number_says():
    plan = plan_of()

    drawn = burndown(plan, by_id(plan.sprints, "s4"), FRIDAY)

    assert (drawn.days[-1].left, drawn.undated, drawn.ahead) == (7, 23, ())


def test_there_is_no_burndown_without_days_or_points():
    for sprint in ({"start": MONDAY}, {"start": MONDAY, "end": date(2026, 11, 2)}, {}):
        plan = plan_of({"s5": sprint})
        assert burndown(plan, plan.sprints[0], FRIDAY) is None
    empty = plan_of(items=[])
    assert burndown(empty, by_id(empty.sprints, "s5"), FRIDAY) is None


made_up_cards = st.lists(
    st.builds(
        lambda size, column, blocked, after: card(
            "x", size, column, blocked=blocked, finished=MONDAY + timedelta(days=after)
        ),
        st.none() | st.integers(0, 20),
        st.sampled_from(["backlog", "ready", "in-progress", "done", "nowhere"]),
        st.booleans(),
        st.integers(-20, 30),
    ),
    max_size=8,
).map(lambda cards: [{**one, "id": f"c{number}"} for number, one in enumerate(cards)])


@given(
    made_up_cards,
    st.none() | st.integers(0, 40),
    st.none() | st.integers(0, 40),
    st.integers(-3, 20),
    st.integers(0, 14),
)
def test_no_burndown_goes_up_or_below_nothing(cards, planned, completed, today, length):
    sprint = {"start": MONDAY, "end": MONDAY + timedelta(days=length), "planned": planned, "completed": completed}
    plan = plan_of({**SPRINTS, "s5": {key: value for key, value in sprint.items() if value is not None}}, cards)

    drawn = burndown(plan, by_id(plan.sprints, "s5"), MONDAY + timedelta(days=today))

    if drawn is None:
        return
    left = [day.left for day in drawn.days if day.left is not None]
    ideal = [drawn.start, *(day.ideal for day in drawn.days)]
    assert left == sorted(left, reverse=True)
    assert ideal == sorted(ideal, reverse=True)
    assert all(0 <= value <= drawn.points.scope for value in left)
    assert ideal[-1] == 0
    assert all(0 <= day.least <= day.most <= left[-1] for day in drawn.ahead)
    assert len(left) == min(max(today + 1, 0), length + 1)


@given(made_up_cards)
def test_every_card_is_in_one_state(cards):
    found = points(plan_of(items=cards))

    assert sum(len(of_state) for of_state in found.cards.values()) == len(cards)
