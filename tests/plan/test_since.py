"""Since when: what people type, and what it stands for."""

import time
from datetime import UTC, datetime

import pytest

from octotui.plan.problems import PlanError
from octotui.plan.reading import read_plan
from octotui.plan.since import last_held, parse_since

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
"""A Friday."""
MEETINGS = [
    {"kind": "standup", "at": "2026-11-18T09:00:00Z", "ended": "2026-11-18T09:14:00Z"},
    {"kind": "standup", "at": "2026-11-19T09:00:00Z", "ended": "2026-11-19T09:12:00Z"},
    {"kind": "standup", "at": "2026-11-20T09:30:00Z", "ended": "2026-11-20T09:42:00Z"},
    {"kind": "risk-review", "at": "2026-11-18T13:00:00Z"},
]


@pytest.fixture
def plan():
    found, problems = read_plan({"meetings": MEETINGS})
    assert not problems
    return found


@pytest.mark.parametrize(
    ("typed", "at", "words"),
    [
        ("standup", "2026-11-19T09:12", "the standup, 19 Nov 09:12"),
        (" Stand-Up ", "2026-11-19T09:12", "the standup, 19 Nov 09:12"),
        ("risk review", "2026-11-18T13:00", "the risk review, 18 Nov 13:00"),
        ("riskreview", "2026-11-18T13:00", "the risk review, 18 Nov 13:00"),
        ("meeting", "2026-11-19T09:12", "the standup, 19 Nov 09:12"),
        ("2026-11-18", "2026-11-18T00:00", "Wed 18 Nov"),
        ("2026-11-18 14:00", "2026-11-18T14:00", "18 Nov 14:00"),
        ("2026-11-18T14:00:00+02:00", "2026-11-18T12:00", "18 Nov 12:00"),
        ("today", "2026-11-20T00:00", "Fri 20 Nov"),
        ("Yesterday", "2026-11-19T00:00", "Thu 19 Nov"),
        ("a week ago", "2026-11-13T00:00", "Fri 13 Nov"),
        ("monday", "2026-11-16T00:00", "Mon 16 Nov"),
        ("tue", "2026-11-17T00:00", "Tue 17 Nov"),
        ("friday", "2026-11-13T00:00", "Fri 13 Nov"),
        ("-3d", "2026-11-17T00:00", "Tue 17 Nov"),
        ("-2w", "2026-11-06T00:00", "Fri 6 Nov"),
        ("-4h", "2026-11-20T05:30", "20 Nov 05:30"),
    ],
)
def test_a_meeting_a_day_or_a_moment_is_understood(plan, typed, at, words):
    since = parse_since(typed, plan, NOW)
    assert since.at == datetime.fromisoformat(at).replace(tzinfo=UTC)
    assert since.words == words
    assert not since.revision


@pytest.mark.parametrize("typed", ["HEAD~2", "main", "v1.0", "mon", "m", "3d", "2026-13-40", "d34db33f", "-x"])
def test_what_is_no_time_is_a_revision(plan, typed):
    since = parse_since(typed, plan, NOW)
    assert (since.revision, since.at) == ((typed, None) if typed != "mon" else ("", since.at))


def test_a_day_begins_where_the_user_is(plan, monkeypatch):
    monkeypatch.setenv("TZ", "Asia/Kolkata")
    time.tzset()
    assert parse_since("yesterday", plan, NOW).at == datetime(2026, 11, 18, 18, 30, tzinfo=UTC)
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "nothing says since when; write standup"),
        ("go-no-go", "no go/no-go is on record; name a day or a git revision"),
        ("2026-11-21", '"2026-11-21" is still to come'),
        ("2026-11-20 10:00", '"2026-11-20 10:00" is still to come'),
    ],
)
def test_what_cannot_be_is_said_in_a_line(plan, typed, said):
    with pytest.raises(PlanError) as failed:
        parse_since(typed, plan, NOW)
    (problem,) = failed.value.problems
    assert str(problem).startswith(said)


def test_without_meetings_there_is_no_last_one():
    plan, _ = read_plan({})
    assert last_held(plan, NOW) is None
    with pytest.raises(PlanError, match="no meeting is on record"):
        parse_since("meeting", plan, NOW)
