"""What a role's vote covers, and what makes it stale: what other programs wrote after it counts as well."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from octotui.plan.edits import Set, apply
from octotui.plan.operations import tick_item, tick_task
from octotui.plan.reading import read_plan
from octotui.plan.records import with_records
from octotui.plan.vote_cover import changed_since, covered, escalations_on, gate_lists, lists_of, open_for
from octotui.plan.voting import cast_vote

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
LATER = NOW + timedelta(minutes=5)
RAW = {
    "roles": [
        {"id": "qa", "name": "QA", "tasks": {"pre-release": ["Test", "Write"], "release": ["Watch"]}},
        {"id": "sec", "name": "Security Lead", "tasks": {"pre-release": ["Scan"]}},
    ],
    "releases": [
        {
            "id": "r",
            "phase": "release",
            "gates": {"unit": True, "smoke": False},
            "done": [{"role": "qa", "task": "Write", "at": NOW}],
        },
        {"id": "s", "status": "planned"},
    ],
    "checklists": [
        {
            "id": "day",
            "name": "Day",
            "release": "r",
            "gate": True,
            "items": [
                {"id": "load", "text": "Load test", "role": "qa"},
                {"id": "scan", "text": "Scan it", "role": "sec"},
                {"id": "all", "text": "Look", "role": "all", "optional": True},
                {"id": "tag", "text": "Tag it", "done": True, "at": NOW - timedelta(days=1)},
            ],
        },
        {"id": "after", "name": "After", "release": "r", "items": ["Sleep"]},
        {"id": "always", "name": "Always", "gate": True, "items": ["Breathe"]},
        {"id": "batch", "name": "Batch", "gate": True, "batch": "b", "items": ["Pack"]},
    ],
    "escalations": [
        {"id": "e-1", "title": "Slow", "release": "r"},
        {"id": "e-2", "title": "Held", "blocks": ["r"], "status": "resolved", "resolved": NOW},
        {"id": "e-3", "title": "Elsewhere", "level": 3, "release": "s"},
    ],
}
LOAD = ("checklists", "day", "items", "load")
TAG = ("checklists", "day", "items", "tag")


@pytest.fixture
def plan():
    return read_plan(RAW)[0]


@pytest.fixture
def voted(plan):
    """The plan with a GO of QA."""
    return apply(plan, cast_vote(plan, plan.releases[0], "qa", "go", "zo", NOW))


def stale_by(plan):
    release = plan.releases[0]
    return [matter.label for matter in changed_since(plan, release, release.votes[0])]


def test_a_vote_covers_points_then_tasks_then_gates_then_escalations(plan):
    found = covered(plan, plan.releases[0], "qa")

    assert [(one.name, one.is_open, one.mandatory) for one in found] == [
        ("checklists/day/load", True, True),
        ("checklists/day/all", True, False),
        ("checklists/day/tag", False, True),
        ("checklists/always/breathe", True, True),
        ("tasks/pre-release/test", True, False),
        ("tasks/pre-release/write", False, False),
        ("gates/unit", False, True),
        ("gates/smoke", True, True),
        ("escalations/e-1", True, False),
        ("escalations/e-2", False, False),
    ]
    assert [one.label for one in open_for(plan, plan.releases[0], "QA")] == [
        "Load test", "Look", "Breathe", "Test", "smoke", "Slow",
    ]  # fmt: skip


def test_a_gate_list_of_no_release_is_of_the_one_people_work_on(plan):
    now, then = plan.releases

    assert [one.id for one in lists_of(plan, now)] == ["day", "after", "always"]
    assert [one.id for one in gate_lists(plan, now)] == ["day", "always"]
    assert gate_lists(plan, then) == ()
    over = apply(plan, (Set(("releases", "r", "status"), "active", "released"),))
    assert [one.id for one in gate_lists(over, over.releases[1])] == ["always"]


@pytest.mark.parametrize(
    ("escalation", "is_on"),
    [
        ({"release": "r"}, True),
        ({"blocks": ["r"]}, True),
        ({"blocks": ["b"], "level": 2}, False),
        ({"blocks": ["b"], "level": 3}, True),
        ({"blocks": ["b"], "level": "security"}, True),
        ({"blocks": ["done"], "level": 3}, False),
        ({"blocks": ["other"], "level": 3}, False),
        ({"level": 3}, False),
    ],
)
def test_which_escalations_are_on_a_release(escalation, is_on):
    plan, _ = read_plan(
        {
            "releases": [{"id": "r", "batches": ["b", "done"]}],
            "batches": [{"id": "b", "name": "B"}, {"id": "done", "name": "D", "status": "done"}],
            "escalations": [{"id": "e", "title": "E", **escalation}],
        }
    )

    assert bool(escalations_on(plan, plan.releases[0])) is is_on


def test_a_vote_that_was_just_cast_is_not_stale_though_much_is_open(voted):
    assert stale_by(voted) == []


def test_a_point_that_another_program_opens_makes_the_vote_stale(voted):
    opened = apply(voted, (Set((*TAG, "done"), True, None),))

    assert stale_by(opened) == ["Tag it"]


def test_a_point_that_is_opened_and_ticked_again_still_does(voted):
    opened = apply(voted, tick_item(voted, TAG, "li", LATER))
    again = apply(opened, tick_item(opened, TAG, "li", LATER + timedelta(minutes=1)))

    assert stale_by(again) == ["Tag it"]
    assert again.checklists[0].items[3].done


def test_a_point_that_was_open_may_be_ticked_and_opened_as_often_as_one_likes(voted):
    done = apply(voted, tick_item(voted, LOAD, "li", LATER))
    opened = apply(done, tick_item(done, LOAD, "li", LATER))

    assert stale_by(done) == stale_by(opened) == []


def test_what_is_new_counts_and_what_falls_to_others_does_not(voted):
    raw = {**RAW, "releases": [{**RAW["releases"][0], "votes": [voted.releases[0].votes[0].given()]}]}
    day, *others = RAW["checklists"]
    new = {**day, "items": [*day["items"], {"text": "Ask legal"}, {"text": "Scan again", "role": "sec"}]}
    raised = [*RAW["escalations"], {"id": "e-9", "title": "Shut", "release": "r"}]

    assert stale_by(read_plan({**raw, "checklists": [new, *others]})[0]) == ["Ask legal"]
    assert stale_by(read_plan({**raw, "escalations": raised})[0]) == ["Shut"]


def test_gates_and_tasks_count_as_well(voted):
    release = voted.releases[0]
    gate = apply(voted, (Set(("releases", "r", "gates", "unit", "passed"), True, False),))
    task = apply(voted, tick_task(voted, release, "qa", "pre-release", "Write", "zo", LATER))

    assert (stale_by(gate), stale_by(task)) == (["unit"], ["Write"])


def test_the_deployment_makes_no_vote_stale(voted):
    """Tasks of later phases are not what the vote was about, and what was open then may be done now."""
    release = voted.releases[0]
    done = apply(voted, tick_task(voted, release, "qa", "release", "Watch", "zo", LATER))
    smoke = Set(("releases", "r", "gates", "smoke", "passed"), False, True)
    passed = apply(done, with_records(done, (smoke,), "zo", LATER))

    assert passed.releases[0].gates[1].at is not None
    assert stale_by(passed) == []


def test_of_a_vote_without_a_record_nothing_is_known(voted):
    unknown = apply(voted, (Set(("releases", "r", "votes", "qa", "open"), voted.releases[0].votes[0].open, None),))
    opened = apply(unknown, (Set((*TAG, "done"), True, None),))

    assert stale_by(opened) == []
