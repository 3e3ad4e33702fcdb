"""What needs somebody's attention, and what does not."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings

from octotui.plan.attention import Notice, attention
from octotui.plan.edits import value_at
from octotui.plan.reading import read_plan
from tests.plan.plans import plans

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)


def found(**raw) -> list[Notice]:
    return list(attention(read_plan(raw)[0], NOW))


def one(**raw) -> tuple[str, str, tuple[str, ...], str]:
    (notice,) = found(**raw)
    return notice.kind, notice.level, notice.path, notice.what


def batch(**fields) -> list[dict]:
    return [{"id": "b", "name": "B", **fields}]


def risk(**fields) -> list[dict]:
    calm = {"impact": "high", "owner": "ana", "mitigation": "m", "reviews": [{"on": "2026-11-19"}]}
    return [{"id": "r", "title": "R", **calm, **fields}]


def escalation(**fields) -> list[dict]:
    return [{"id": "e", "title": "E", "owner": "ana", "raised": {"at": "2026-11-18T09:30:00Z"}, **fields}]


def test_a_batch_past_its_target_is_urgent():
    late = one(project={"start": "2026-10-19"}, batches=batch(target="Week 3–4", progress=80))

    assert late == ("late", "urgent", ("batches", "b"), "5 d late, 80% done")


@pytest.mark.parametrize("fields", [{"target": "2026-11-20"}, {"target": "2026-11-01", "status": "done"}, {}])
def test_a_batch_in_time_or_done_needs_no_attention(fields):
    assert found(batches=batch(**fields)) == []


def test_blocked_with_nobody_on_it_is_urgent_for_batches_and_cards():
    what = ("nobody", "urgent", ("batches", "b"), "blocked, and nobody is on it")

    assert one(batches=batch(status="blocked", blockers=["the vendor's answer"])) == what
    assert found(items=[{"id": "x", "title": "X", "blocked": True}])[0].path == ("items", "x")


def test_blocked_by_something_finished_can_go_on():
    batches = [{"id": "a", "name": "A", "status": "done"}, *batch(status="blocked", owner="li", blockers=["a"])]

    assert one(batches=batches) == ("cleared", "soon", ("batches", "b"), "blocked by something finished: a")


def test_blocked_by_one_thing_finished_and_one_not_has_to_wait():
    batches = [
        {"id": "a", "name": "A", "status": "done"},
        *batch(status="blocked", owner="li", blockers=["a", "rain is over"]),
    ]

    assert found(batches=batches) == []


def test_a_blocker_that_is_nowhere_is_told_until_the_batch_is_done():
    lost = one(batches=batch(blockers=["batch-9"]))

    assert lost == ("nowhere", "soon", ("batches", "b"), "waits on batch-9, which is nowhere")
    assert found(batches=batch(blockers=["batch-9"], status="done")) == []


def test_a_circle_holds_everything_up_unless_one_of_them_is_done():
    batches = [{"id": "a", "name": "A", "blockers": ["b"]}, *batch(blockers=["a"])]

    assert one(batches=batches) == ("circle", "urgent", ("batches", "a"), "waits on itself: a → b → a")
    batches[0]["status"] = "done"
    assert found(batches=batches) == []


@pytest.mark.parametrize(
    ("fields", "what"),
    [
        ({"owner": ""}, "no owner"),
        ({"mitigation": ""}, "no mitigation"),
        ({"reviews": []}, "never reviewed"),
        ({"reviews": [{"on": "2026-11-12"}]}, "not reviewed for 8 d"),
        ({"owner": "", "mitigation": "", "reviews": []}, "no owner, no mitigation, never reviewed"),
    ],
)
def test_a_risk_wants_an_owner_a_mitigation_and_a_weekly_look(fields, what):
    assert one(risks=risk(**fields)) == ("risk", "soon", ("risks", "r"), what)


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"mitigation": "", "actions": ["Act"]},
        {"reviews": [{"on": "2026-11-13"}]},
        {"reviews": [], "identified": "2026-11-16"},
        {"status": "closed", "owner": ""},
    ],
)
def test_a_risk_that_is_looked_after_or_closed_needs_no_attention(fields):
    assert found(risks=risk(**fields)) == []


@pytest.mark.parametrize(
    ("probability", "impact", "level"),
    [("high", "high", "urgent"), ("medium", "high", "soon"), ("low", "low", "note")],
)
def test_a_worse_risk_hurries_more(probability, impact, level):
    assert one(risks=risk(owner="", probability=probability, impact=impact))[1] == level


@pytest.mark.parametrize(
    ("level", "what"),
    [
        (1, "33 h late, level 1"),
        (3, "2 d late, level 3"),
        ("security", "2 d late, security"),
    ],
)
def test_an_escalation_past_its_response_time_is_urgent(level, what):
    assert one(escalations=escalation(level=level)) == ("no-answer", "urgent", ("escalations", "e"), what)


def test_an_escalation_in_time_needs_somebody_on_it_and_no_more():
    assert found(escalations=escalation(level=2)) == []
    assert one(escalations=escalation(level=2, owner="")) == ("nobody", "soon", ("escalations", "e"), "nobody is on it")


@pytest.mark.parametrize(
    ("fields", "late"),
    [
        ({"due": "2026-11-19"}, True),
        ({"due": "2026-11-20"}, False),
        ({"due": "2026-11-19", "held": ["2026-11-17"]}, False),
        ({"due": "2026-11-19", "every": "week", "held": ["2026-11-12"]}, True),
        ({"due": "2026-11-12", "every": "week", "held": ["2026-11-13"]}, False),
        ({"due": "2026-11-05", "every": "week", "held": ["2026-11-06"]}, True),
        ({"every": "month", "held": ["2026-09-01"]}, True),
        ({"every": "release", "held": ["2026-09-01"]}, False),
        ({}, False),
    ],
)
def test_a_checkpoint_is_overdue_when_its_day_went_by_without_it(fields, late):
    notices = found(checkpoints=[{"id": "review", "name": "Review", **fields}])

    assert [notice.kind for notice in notices] == ["checkpoint"] * late


def test_a_message_not_sent_and_a_meeting_not_held_are_told_once_somebody_keeps_their_record():
    message = {"what": "Report", "on": "friday", "sent": ["2026-11-06"]}
    assert one(communications=[message])[3] == "was due 2026-11-13, not sent"
    assert one(cadences=[{"name": "Sync", "on": "wednesday", "held": ["2026-11-11"]}])[:2] == ("meeting", "note")
    assert found(cadences=[{"name": "Sync", "on": "wednesday"}]) == []


def test_a_role_nobody_fills_is_told_once_the_plan_says_who_fills_any():
    roles = [{"id": "qa", "name": "QA"}, {"id": "pm", "name": "Project Manager"}, {"id": "ops", "name": "Ops"}]
    people = {"ana": {"name": "Ana", "roles": ["project manager"]}}

    assert found(roles=roles) == []
    assert [notice.path[1] for notice in found(roles=roles, people=people)] == ["qa", "ops"]
    assert [notice.path[1] for notice in found(roles=[{**roles[0], "people": ["Eva"]}, *roles[1:]])] == ["pm", "ops"]


@pytest.mark.parametrize(
    ("batches", "capacity", "what"),
    [(3, None, None), (4, None, "4 batches in hand"), (2, 50, "2 batches in hand with 50% of a week"), (1, 50, None)],
)
def test_somebody_with_too_much_in_hand_is_overloaded(batches, capacity, what):
    person = {"name": "Li"} | ({"capacity": capacity} if capacity else {})
    owned = [{"name": f"B{number}", "owner": "li", "status": "in-progress"} for number in range(batches)]
    notices = found(people={"li": person}, batches=[*owned, {"name": "Later", "owner": "li", "status": "queued"}])

    assert [notice.what for notice in notices] == ([what] if what else [])


def test_a_metric_off_its_target_says_by_how_much():
    metrics = {
        "flake": {"value": 7.5, "target": 5, "better": "lower", "unit": "%"},
        "coverage": 97,
        "prs": {"target": 3},
    }

    assert one(metrics=metrics) == ("metric", "note", ("metrics", "flake"), "7.5%, wanted at most 5%")


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"priority": "critical"}, ("urgent", "critical, nobody is on it")),
        ({"priority": "high", "owner": "li", "target": "2026-11-18"}, ("soon", "high, 2 d late")),
        ({"priority": "low", "target": "2026-11-18"}, ("note", "low, 2 d late, nobody is on it")),
        ({"priority": "critical", "owner": "li", "target": "2026-11-20"}, None),
        ({"priority": "critical", "status": "resolved"}, None),
    ],
)
def test_an_issue_late_or_nobodys_hurries_by_its_priority(fields, told):
    notices = found(issues=[{"id": "i", "title": "I", **fields}])

    assert [(notice.level, notice.what) for notice in notices] == ([told] if told else [])


def test_an_approval_that_takes_more_than_a_week_is_told():
    change = {"id": "c", "title": "C", "approvals": [{"by": "mara"}, {"by": "li", "state": "approved"}]}

    assert found(changes=[{**change, "proposed": "2026-11-13"}]) == []
    assert one(changes=[{**change, "proposed": "2026-11-12"}])[3] == "has waited 8 d for mara"
    assert found(changes=[{**change, "proposed": "2026-11-01", "status": "rejected"}]) == []


def test_an_action_left_over_from_a_past_week_is_told():
    actions = [{"text": "A", "week": "Week 2"}, {"text": "B", "week": "Week 2", "done": True}, {"text": "C"}]
    plan = {"project": {"name": "P", "start": "2026-11-02"}, "actions": actions}

    assert [notice.what for notice in found(**plan)] == ["was for Week 2"]
    assert found(**plan | {"project": {"name": "P", "start": "2026-11-09"}}) == []


def test_what_a_meeting_asked_for_is_told_once_its_day_is_over():
    asked = [{"text": "Late", "due": "2026-11-19"}, {"text": "Done", "due": "2026-11-19", "done": True}]
    meeting = {
        "kind": "standup",
        "at": "2026-11-18T09:15:00Z",
        "actions": [*asked, {"text": "Today", "due": "2026-11-20"}],
    }
    (notice,) = found(meetings=[meeting])

    assert (notice.label, notice.what) == ("Late", "was due 2026-11-19, Standup 2026-11-18")


def test_a_card_under_review_keeps_the_rules_and_a_column_its_limit():
    board = {"columns": ["To do", "Doing", {"name": "Review", "limit": 1}, "Done"]}
    good = {"acceptance": ["a"], "issue": "i", "pr": {"lines": 9, "approvals": 1, "ci": "passed"}}
    cards = [
        {"id": name, "title": name, "column": column, **fields}
        for name, column, fields in (
            ("new", "doing", {}),
            ("good", "review", good),
            ("long", "review", {**good, "pr": {"lines": 612, "approvals": 1, "ci": "failed"}}),
            ("old", "done", {}),
        )
    ]

    assert [(one.kind, one.level, one.path[1], one.label, one.what) for one in found(board=board, items=cards)] == [
        ("rule", "soon", "long", "long", "Review: 612 changed lines, at most 400; CI failed"),
        ("limit", "note", "long", "Review", "2 cards, at most 1"),
    ]


def test_the_most_urgent_comes_first():
    notices = found(
        metrics={"coverage": {"value": 50, "target": 80}},
        risks=risk(owner=""),
        batches=batch(target="2026-01-01"),
    )

    assert [notice.level for notice in notices] == ["urgent", "soon", "note"]


def test_the_moment_counts_wherever_it_was_said():
    plan, _ = read_plan({"batches": batch(target="2026-11-20")})
    evening = datetime(2026, 11, 20, 23, 0, tzinfo=UTC)
    east = timezone(timedelta(hours=9))

    assert attention(plan, evening) == attention(plan, evening.astimezone(east)) == ()


@given(plans())
@settings(deadline=None, max_examples=80, derandomize=True)
def test_every_notice_is_about_something_that_is_there(plan):
    assert all(value_at(plan, notice.path) and notice.what for notice in attention(plan, NOW))
