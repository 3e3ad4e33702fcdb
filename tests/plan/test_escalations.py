"""The queue of blockers: levels, response times, and what was done (document 000, "Blocker Escalation")."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from octotui.plan.escalations import (
    Escalation,
    default_routes,
    is_overdue,
    next_level,
    response_due,
    route_for,
)
from octotui.plan.reading import read_plan

RAISED = "2026-11-18T09:10:00Z"


def escalation(**fields) -> Escalation:
    raw = {"title": "API down", "raised": {"by": "li", "at": RAISED}, **fields}
    return read_plan({"escalations": [raw]})[0].escalations[0]


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize("level", [1, 2, 3, "1", "3", "security"])
def test_a_level_is_written_as_a_number_or_a_word(level):
    assert escalation(level=level).level == str(level)


@pytest.mark.parametrize(
    ("level", "due"),
    [
        (1, date(2026, 11, 18)),
        (2, date(2026, 11, 20)),
        (3, at("2026-11-18T09:10")),
        ("security", at("2026-11-18T09:10")),
    ],
)
def test_an_answer_is_due_the_same_day_in_two_days_or_at_once(level, due):
    one = escalation(level=level)

    assert response_due(one, route_for(one.level, ())) == due


@pytest.mark.parametrize(
    ("level", "now", "late"),
    [
        (1, "2026-11-18T23:59", False),
        (1, "2026-11-19T00:00", True),
        (2, "2026-11-20T23:59", False),
        (2, "2026-11-21T00:00", True),
        (3, "2026-11-18T09:10", False),
        (3, "2026-11-18T09:11", True),
        ("security", "2026-11-18T09:11", True),
    ],
)
def test_it_is_overdue_when_the_time_for_an_answer_is_over(level, now, late):
    one = escalation(level=level)

    assert is_overdue(one, route_for(one.level, ()), at(now)) is late


def test_what_is_resolved_or_has_no_time_is_never_overdue():
    late = at("2027-01-01")

    assert not is_overdue(escalation(status="resolved"), route_for("1", ()), late)
    assert not is_overdue(read_plan({"escalations": [{"title": "x"}]})[0].escalations[0], route_for("3", ()), late)


@pytest.mark.parametrize(
    ("did", "when", "late"),
    [
        ("asked the partner again", "2026-11-18T15:00:00Z", False),
        ("asked the partner", "2026-11-17T15:00:00Z", True),  # before it was raised
        ("reopened", "2026-11-18T15:00:00Z", True),
    ],
)
def test_an_answer_on_its_level_stops_the_clock(did, when, late):
    one = escalation(level=3, history=[{"at": when, "did": did}])

    assert is_overdue(one, route_for("3", ()), at("2026-11-20")) is late


def test_time_counts_from_the_day_it_reached_its_level():
    raised = {"at": "2026-11-20T15:00:00Z", "by": "ana", "did": "raised to level 2"}
    one = escalation(level=2, history=[raised])

    assert response_due(one, route_for("2", ())) == date(2026, 11, 22)


def test_a_plans_own_route_takes_the_place_of_the_default():
    plan, _ = read_plan({"routes": {"2": {"name": "Programme", "respond_days": 5}}})

    assert route_for("2", plan.routes).name == "Programme"
    assert route_for("1", plan.routes) == default_routes()[0]
    assert response_due(escalation(level=2), route_for("2", plan.routes)) == date(2026, 11, 23)


def test_levels_go_up_to_three_and_security_stands_outside():
    assert [next_level(level) for level in ("1", "2", "3", "security")] == ["2", "3", None, None]


def test_every_level_says_who_raises_it_who_is_told_and_who_supports():
    assert [route.id for route in default_routes()] == ["1", "2", "3", "security"]
    assert all(route.raised_by and route.told and route.supports and route.how for route in default_routes())
