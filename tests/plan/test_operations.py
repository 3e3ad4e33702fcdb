"""What people do to a plan, as edits that can be taken back."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from octotui.plan.edits import apply, invert
from octotui.plan.operations import (
    add_thing,
    free_id,
    new_escalation,
    raise_level,
    remove_thing,
    reopen,
    resolve,
    review_risk,
    set_field,
    tick_item,
    tick_task,
)
from octotui.plan.plan import Plan
from octotui.plan.reading import read_plan

NOW = datetime(2026, 11, 20, 14, 0, 5, 123456, tzinfo=UTC)
STAMP = datetime(2026, 11, 20, 14, 0, 5, tzinfo=UTC)
PLAN, _ = read_plan(
    {
        "batches": [{"id": "b-1", "name": "One"}, {"id": "b-2", "name": "Two", "owner": "li"}],
        "risks": [{"id": "r", "title": "R", "probability": "high", "impact": "critical"}],
        "escalations": [{"id": "e-9", "title": "API down", "raised": {"by": "li", "at": "2026-11-18T09:10:00Z"}}],
        "roles": [{"id": "qa", "name": "QA", "tasks": {"release": ["Smoke test"]}}],
        "releases": [{"id": "2026.11"}],
        "checklists": [{"id": "day", "name": "Day", "items": ["Deploy", "Watch"]}],
    }
)


def done(plan: Plan, edits) -> Plan:
    """The plan after the edits, which can be taken back."""
    after = apply(plan, edits)
    assert apply(after, invert(edits)) == plan
    return after


def test_a_value_that_is_there_already_is_no_edit():
    assert set_field(PLAN, ("batches", "b-2", "owner"), "li") == ()
    assert done(PLAN, set_field(PLAN, ("batches", "b-2", "owner"), None)).batches[1].owner == ""


def test_a_thing_is_added_last_unless_it_has_a_neighbour():
    last = done(PLAN, add_thing(PLAN, ("batches",), "b-3", {"name": "Three"}))
    behind = done(PLAN, add_thing(PLAN, ("batches",), "b-3", {"name": "Three"}, after="b-1"))

    assert [batch.id for batch in last.batches] == ["b-1", "b-2", "b-3"]
    assert [batch.id for batch in behind.batches] == ["b-1", "b-3", "b-2"]


def test_a_thing_is_removed_and_remembers_its_place():
    assert [batch.id for batch in done(PLAN, remove_thing(PLAN, ("batches", "b-1"))).batches] == ["b-2"]


@pytest.mark.parametrize(
    ("area", "title", "wanted"),
    [
        ("batches", "Whatever", "b-3"),
        ("escalations", "X", "e-10"),
        ("risks", "Too late!", "too-late"),
        ("risks", "R", "r-2"),
    ],
)
def test_a_new_id_counts_on_where_ids_are_numbers_else_follows_the_title(area, title, wanted):
    assert free_id(PLAN, (area,), title) == wanted


def test_a_tick_says_who_and_when_and_goes_without_a_trace():
    path = ("checklists", "day", "items", "deploy")
    ticked = done(PLAN, tick_item(PLAN, path, "dana", NOW))
    item = ticked.checklists[0].items[0]

    assert (item.done, item.by, item.at) == (True, "dana", STAMP)
    assert ticked.checklists[0].progress == 50
    assert done(ticked, tick_item(ticked, path, "li", NOW)) == PLAN


def test_a_task_is_ticked_for_one_release_and_unticked():
    ticked = done(PLAN, tick_task(PLAN, PLAN.releases[0], "qa", "release", "Smoke test", "dana", NOW))
    release = ticked.releases[0]
    tick = release.tick_for("qa", "release", "smoke TEST")

    assert tick is not None
    assert (tick.by, tick.at) == ("dana", STAMP)
    assert release.tick_for("qa", "incident", "Smoke test") is None
    assert done(ticked, tick_task(ticked, release, "qa", "release", "Smoke test", "li", NOW)) == PLAN


def test_raising_a_level_leaves_a_record_and_ends_at_three():
    plan = PLAN
    for level in ("2", "3"):
        plan = done(plan, raise_level(plan.escalations[0], "ana", NOW, "no answer"))
        assert plan.escalations[0].level == level

    assert [(entry.did, entry.by) for entry in plan.escalations[0].history] == [
        ("raised to level 2", "ana"),
        ("raised to level 3", "ana"),
    ]
    assert plan.escalations[0].at_level_since == STAMP
    assert raise_level(plan.escalations[0], "ana", NOW) == ()


def test_an_escalation_is_resolved_and_opened_again_with_both_on_record():
    resolved = done(PLAN, resolve(PLAN.escalations[0], "ana", NOW, "they answered"))
    reopened = done(resolved, reopen(resolved.escalations[0], "li", NOW + timedelta(hours=1)))

    assert not resolved.escalations[0].is_open
    assert (resolved.escalations[0].resolved, resolved.escalations[0].resolution) == (STAMP, "they answered")
    assert reopened.escalations[0].is_open
    assert [entry.did for entry in reopened.escalations[0].history] == ["resolved", "reopened"]


def test_a_new_escalation_says_who_raised_it_and_what_it_holds_up():
    plan = done(PLAN, new_escalation(PLAN, "No runner", "2", ("b-1",), "dana", NOW, ask="Two machines", owner=""))
    one = plan.escalations[-1]

    assert (one.id, one.level, one.blocks, one.ask) == ("e-10", "2", ("b-1",), "Two machines")
    assert one.raised is not None
    assert (one.raised.by, one.raised.at) == ("dana", STAMP)


def test_a_review_keeps_the_score_of_the_day_and_a_day_has_one():
    once = done(PLAN, review_risk(PLAN, "r", "dana", NOW))
    again = done(once, review_risk(once, "r", "li", NOW, "still red"))
    (review,) = again.risks[0].reviews

    assert (review.on, review.probability, review.impact) == (date(2026, 11, 20), "high", "critical")
    assert (review.by, review.note) == ("li", "still red")
