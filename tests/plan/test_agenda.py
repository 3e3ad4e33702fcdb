"""What falls on a day, across all areas."""

from datetime import UTC, date, time, timedelta

import pytest
from hypothesis import given, settings

from octotui.plan.agenda import agenda, overdue
from octotui.plan.edits import value_at
from octotui.plan.reading import read_plan
from octotui.plan.work import NextAction, action_day
from tests.plan.plans import plans

FRIDAY = date(2026, 11, 20)
MONDAY = date(2026, 11, 2)


def plan_of(**raw):
    return read_plan({"project": {"start": MONDAY}, **raw})[0]


def told(first=FRIDAY, last=FRIDAY + timedelta(days=13), **raw):
    entries = agenda(plan_of(**raw), FRIDAY, first, last, UTC)
    return [(entry.day.isoformat(), entry.kind, entry.what, entry.state) for entry in entries]


def test_everything_that_falls_on_a_day_is_in_it_in_the_order_of_days_and_times():
    assert told(
        batches=[{"id": "b", "name": "Infra", "target": "Week 4"}],
        milestones=[{"id": "m", "name": "Tuned", "due": "2026-11-24"}],
        checklists=[{"id": "c", "name": "Day of release", "due": "2026-11-24", "items": ["Smoke"]}],
        releases=[
            {"id": "2026.11", "name": "Quiet", "window": "2026-11-24T08:00:00Z"},
            {"id": "no", "status": "cancelled", "window": "2026-11-25T08:00:00Z"},
        ],
        actions=[{"id": "a", "text": "Split it", "week": "Week 3", "days": "Day 4–5"}],
        sprints=[{"id": "s5", "name": "Sprint 5", "start": "2026-11-16", "end": "2026-11-27"}],
        cadences=[{"id": "sync", "name": "Sync", "on": "tuesday", "at": "09:00"}],
        checkpoints=[{"id": "r", "name": "Review", "due": "2026-11-23"}],
        communications=[{"id": "w", "what": "Report", "on": "friday", "sent": ["2026-11-20"]}],
        meetings=[
            {
                "kind": "risk-review",
                "at": "2026-11-18T14:00:00Z",
                "actions": [{"text": "Ask", "due": FRIDAY}, {"text": "Past", "due": "2026-11-19"}],
            }
        ],
    ) == [
        ("2026-11-20", "message", "Report", "held"),
        ("2026-11-20", "action", "Split it", "due"),
        ("2026-11-20", "action", "Ask", "due"),
        ("2026-11-23", "checkpoint", "Review", "next"),
        ("2026-11-24", "release", "2026.11 Quiet", "next"),
        ("2026-11-24", "meeting", "Sync", "next"),
        ("2026-11-24", "milestone", "Tuned", "next"),
        ("2026-11-24", "checklist", "Day of release", "next"),
        ("2026-11-27", "message", "Report", "next"),
        ("2026-11-27", "sprint", "End of Sprint 5", "next"),
        ("2026-11-29", "batch", "Infra", "next"),
        ("2026-12-01", "meeting", "Sync", "next"),
    ]


@pytest.mark.parametrize(
    ("raw", "late"),
    [
        ({"batches": [{"name": "B", "target": "2026-11-18"}]}, 2),
        ({"batches": [{"name": "B", "target": "2026-11-18", "status": "done"}]}, None),
        ({"milestones": [{"name": "M", "due": "2026-11-19"}]}, 1),
        ({"milestones": [{"name": "M", "due": "2026-11-19", "status": "missed"}]}, None),
        ({"checklists": [{"name": "C", "due": "Week 2", "items": ["x"]}]}, 5),
        ({"releases": [{"id": "r", "window": "2026-11-19T08:00:00Z"}]}, 1),
        ({"releases": [{"id": "r", "window": "2026-11-19T08:00:00Z", "status": "released"}]}, None),
        ({"actions": [{"text": "A", "week": "Week 3", "days": "Day 1"}]}, 4),
        ({"sprints": [{"id": "s", "end": "2026-11-19"}]}, None),
        ({"checkpoints": [{"name": "R", "due": "2026-11-17"}]}, 3),
        ({"meetings": [{"kind": "demo", "at": MONDAY, "actions": [{"text": "A", "due": "2026-11-17"}]}]}, 3),
        (
            {
                "meetings": [
                    {"kind": "demo", "at": MONDAY, "actions": [{"text": "A", "due": "2026-11-17", "done": True}]}
                ]
            },
            None,
        ),
    ],
)
def test_what_is_past_its_day_and_not_done_is_overdue(raw, late):
    found = overdue(plan_of(**raw), FRIDAY, UTC)

    assert [entry.late for entry in found] == ([late] if late else [])


def test_what_is_done_stands_on_the_day_it_was_done():
    days = {"first": date(2026, 11, 9), "last": FRIDAY}

    assert told(
        **days,
        batches=[{"name": "B", "target": "2026-12-01", "status": "done", "finished": "2026-11-12"}],
        milestones=[{"name": "M", "due": "2026-11-19", "status": "missed"}],
        cadences=[{"name": "Sync", "on": "wednesday", "held": ["2026-11-11", "2026-11-18"]}],
    ) == [
        ("2026-11-11", "meeting", "Sync", "held"),
        ("2026-11-12", "batch", "B", "held"),
        ("2026-11-18", "meeting", "Sync", "held"),
        ("2026-11-19", "milestone", "M", "missed"),
    ]


def test_an_entry_says_who_when_and_for_how_long():
    (entry,) = agenda(
        plan_of(cadences=[{"id": "s", "name": "S", "at": "9:15", "minutes": 15, "lead": "ana", "attendees": ["li"]}]),
        FRIDAY,
        FRIDAY,
        FRIDAY,
    )

    assert (entry.at, entry.minutes, entry.lead, entry.attendees) == (time(9, 15), 15, "ana", ("li",))
    assert (entry.path, entry.every, entry.word) == (("cadences", "s"), "week", "today")


@pytest.mark.parametrize(
    ("week", "days", "day"),
    [
        ("Week 3", "Day 4–5", FRIDAY),
        ("Week 3", "day 1", date(2026, 11, 16)),
        ("Week 3", "", date(2026, 11, 22)),
        ("Week 3", "soon", date(2026, 11, 22)),
        ("", "Day 4", None),
        ("next week", "Day 4", None),
    ],
)
def test_an_action_is_due_on_the_last_of_its_days(week, days, day):
    assert action_day(NextAction(text="A", week=week, days=days), MONDAY) == day
    assert action_day(NextAction(text="A", week=week, days=days), None) is None


@settings(max_examples=60)
@given(plans())
def test_any_plan_has_an_agenda_whose_entries_lead_to_things(plan):
    first, last = FRIDAY - timedelta(days=5), FRIDAY + timedelta(days=30)
    entries = agenda(plan, FRIDAY, first, last)

    assert [entry.day for entry in entries] == sorted(entry.day for entry in entries)
    for entry in (*entries, *overdue(plan, FRIDAY)):
        assert value_at(plan, entry.path) is not None
        assert (
            (entry.late > 0)
            == (entry.state == "overdue")
            == (entry.day < FRIDAY and entry.state not in ("held", "missed"))
        )


def test_what_is_due_in_other_areas_is_in_it_while_it_is_open():
    assert told(
        issues=[
            {"id": "i", "title": "Slow", "target": "2026-11-23"},
            {"id": "no", "title": "Gone", "target": "2026-11-23", "status": "closed"},
        ],
        changes=[
            {"id": "c", "title": "Move it", "target": "2026-11-24"},
            {"id": "no", "title": "Not so", "target": "2026-11-24", "status": "rejected"},
        ],
        risks=[
            {
                "id": "r",
                "title": "R",
                "actions": [
                    {"text": "Step", "target": "2026-11-25"},
                    {"text": "Done", "target": "2026-11-25", "done": True},
                ],
            }
        ],
        runbooks=[
            {"path": "run.md", "state": "to-author", "target": "2026-11-26"},
            {"path": "ok.md", "target": "2026-11-26"},
        ],
        escalations=[
            {"id": "e-1", "title": "Stuck", "level": 2, "raised": {"by": "x", "at": "2026-11-19T09:00:00Z"}},
            {"id": "e-2", "title": "Free", "status": "resolved", "raised": {"by": "x", "at": "2026-11-19T09:00:00Z"}},
        ],
    ) == [
        ("2026-11-21", "escalation", "Answer e-1: Stuck", "next"),
        ("2026-11-23", "issue", "Slow", "next"),
        ("2026-11-24", "change", "Decide: Move it", "next"),
        ("2026-11-25", "mitigation", "Step", "next"),
        ("2026-11-26", "runbook", "run.md", "next"),
    ]
