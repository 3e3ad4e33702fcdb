"""The standup: whose turn it is, in which order, with what in hand."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings

from octotui.plan.deltas import deltas
from octotui.plan.edits import apply
from octotui.plan.operations import set_field
from octotui.plan.reading import read_plan
from octotui.plan.standup import BESIDE, NOBODYS, agenda, summary
from octotui.plan.standup_things import STATES, things
from tests.plan.plans import plans

TODAY = date(2026, 11, 20)
NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
RAISED = {"by": "ana", "at": "2026-11-20T08:00:00Z"}


def plan_of(**raw):
    plan, problems = read_plan(raw)
    assert not problems
    return plan


def turns(plan, by="people", changed=None):
    return agenda(plan, NOW, TODAY, by, changed, UTC)


def after(plan, path, value):
    return apply(plan, set_field(plan, tuple(path.split("/")), value))


def labels(found):
    return [turn.label for turn in found]


def told(turn):
    return [(thing.kind, thing.label) for thing in turn.things]


PEOPLE = {name: {"name": name.capitalize()} for name in ("zoe", "ana", "ben", "cat", "dan", "eve")}


def test_blocked_comes_first_then_at_risk_then_the_nearest_day_then_names_and_nothing_in_hand_last():
    plan = plan_of(
        people=PEOPLE,
        items=[
            {"title": "No day", "owner": "ben", "column": "in-progress"},
            {"title": "Later", "owner": "cat", "column": "in-progress", "target": "2026-11-25"},
            {"title": "Soon", "owner": "dan", "column": "in-progress", "target": "2026-11-21"},
            {"title": "Past", "owner": "eve", "column": "in-progress", "target": "2026-11-18"},
            {"title": "Stuck", "owner": "zoe", "column": "in-progress", "blocked": True},
            {"title": "No day either", "owner": "Al", "column": "in-progress"},
            {"title": "Nobody's card", "column": "in-progress", "blocked": True},
            {"title": "Not begun", "owner": "ana", "column": "ready"},
        ],
    )
    found = turns(plan)

    assert labels(found) == ["Zoe", "Eve", "Dan", "Cat", "Al", "Ben", "Ana", NOBODYS]
    assert [turn.state for turn in found] == ["blocked", "at-risk", "open", "open", "open", "open", "done", "blocked"]
    assert told(found[-2]) == []
    assert told(found[-1]) == [("card", "Nobody's card")]


def test_a_person_tells_kind_by_kind_the_worst_first_and_only_what_is_in_hand():
    plan = plan_of(
        project={"start": "2026-10-19"},
        people={"ana": "Ana"},
        batches=[
            {"name": "Queued", "owner": "ana"},
            {"name": "Begun", "owner": "Ana", "status": "in-progress", "progress": 30},
            {"name": "Stuck", "owner": "ana", "status": "blocked", "blockers": ["e-1"]},
            {"name": "Over", "owner": "ana", "status": "done"},
        ],
        items=[
            {"title": "Card", "owner": "ana", "column": "qa"},
            {"title": "Done", "owner": "ana", "column": "done", "blockers": ["e-1"]},
        ],
        escalations=[{"id": "e-1", "title": "Down", "owner": "ana", "level": 2, "blocks": ["over"], "raised": RAISED}],
        issues=[{"title": "Leak", "owner": "ana", "priority": "critical", "opened": "2026-11-19"}],
        actions=[
            {"text": "This week", "owner": "ana", "week": "Week 5"},
            {"text": "Much later", "owner": "ana", "week": "Week 9"},
            {"text": "Ticked", "owner": "ana", "done": True},
        ],
        meetings=[{"kind": "standup", "at": "2026-11-19T09:15:00Z", "actions": [{"text": "Ask", "owner": "ana"}]}],
        risks=[
            {
                "title": "Rain",
                "actions": [
                    {"text": "Tent", "owner": "ana", "target": "2026-11-10"},
                    {"text": "Boots", "owner": "ana", "target": "2026-11-24"},
                ],
            }
        ],
    )
    (turn,) = turns(plan)

    assert told(turn) == [
        ("batch", "Stuck"),
        ("batch", "Begun"),
        ("card", "Card"),
        ("escalation", "Down"),
        ("issue", "Leak"),
        ("action", "This week"),
        ("action", "Ask"),
        ("mitigation", "Tent"),
    ]
    by_label = {thing.label: thing for thing in turn.things}
    assert by_label["Begun"].progress == 30
    assert by_label["Card"].status == "QA"
    assert by_label["Down"].why == ("holds up stuck",)
    assert by_label["Leak"].status == "open, critical"
    assert by_label["Ask"].status == "Standup 2026-11-19"
    assert by_label["Tent"].why == ("10 days late",)


@pytest.mark.parametrize(
    ("card", "why"),
    [
        ({"blockers": ["e-1"]}, "waits on API down (e-1, Ana)"),
        ({"blockers": ["e-2"]}, "waits on No machine (e-2, nobody is on it)"),
        ({"blockers": ["the weather"]}, "waits on the weather"),
        ({"blockers": ["e-99"]}, "waits on e-99, which is nowhere"),
        ({"blocked": True}, "blocked, and nobody wrote why"),
        ({"blocked": True, "blockers": ["b-0"]}, "blocked by something finished: b-0"),
    ],
)
def test_why_something_is_blocked_says_who_is_on_it(card, why):
    plan = plan_of(
        people={"ana": "Ana"},
        batches=[{"id": "b-0", "name": "Over", "status": "done"}],
        items=[{"title": "Card", "owner": "ben", "column": "in-progress", **card}],
        escalations=[
            {"id": "e-1", "title": "API down", "owner": "ana", "raised": RAISED},
            {"id": "e-2", "title": "No machine", "raised": RAISED},
        ],
    )
    (thing,) = next(turn for turn in turns(plan) if turn.name == "ben").things

    assert (thing.state, thing.why) == ("blocked", (why,))


def test_an_escalation_without_an_answer_in_time_is_at_risk_and_so_is_one_for_the_sponsor():
    late = {"title": "Late", "owner": "ana", "raised": {"at": "2026-11-17T08:00:00Z"}}
    sponsor = {"title": "Vault", "owner": "ben", "level": 3, "raised": RAISED}
    answered = {"history": [{"at": "2026-11-20T08:30:00Z", "did": "called"}]}
    plan = plan_of(escalations=[late, sponsor | answered])

    assert [(turn.name, turn.things[0].state, turn.things[0].why) for turn in turns(plan)] == [
        ("ana", "at-risk", ("no answer, 2 d late",)),
        ("ben", "at-risk", ("level 3",)),
    ]


def test_what_a_role_owns_is_told_by_everyone_who_fills_it_and_counted_once():
    plan = plan_of(
        people={"ana": {"name": "Ana", "roles": ["devops"]}, "ben": "Ben"},
        roles=[{"id": "devops", "name": "DevOps", "people": ["ben"]}, {"id": "qa", "name": "QA Lead"}],
        items=[
            {"title": "Pipeline", "owner": "devops", "column": "in-progress", "blocked": True},
            {"title": "Test", "owner": "qa", "column": "in-progress"},
        ],
    )
    found = turns(plan)

    assert [(turn.label, told(turn)) for turn in found] == [
        ("Ana", [("card", "Pipeline")]),
        ("Ben", [("card", "Pipeline")]),
        ("QA Lead", [("card", "Test")]),
    ]
    assert len(summary(found).blocked) == 1


def test_what_became_of_things_since_the_last_standup():
    old = plan_of(
        people={"ana": "Ana", "ben": "Ben", "cat": "Cat"},
        batches=[{"id": "b", "name": "B", "status": "in-progress", "owner": "ana"}],
        items=[
            {"id": "c-1", "title": "One", "column": "in-progress", "owner": "ana"},
            {"id": "c-2", "title": "Two", "column": "in-progress", "owner": "ben"},
            {"id": "c-3", "title": "Three", "column": "in-progress", "owner": "cat"},
            {"id": "c-4", "title": "Four", "column": "in-progress"},
        ],
        issues=[{"id": "i-1", "title": "Leak", "owner": "ana"}],
        checklists=[{"name": "Day", "items": ["Tag"]}],
        meetings=[{"kind": "standup", "at": NOW, "actions": [{"text": "Ask", "owner": "ana"}]}],
    )
    new = after(old, "batches/b/progress", 40)
    new = after(new, "items/c-1/column", "done")
    new = after(new, f"meetings/{new.meetings[0].id}/actions/ask/done", True)
    new = after(new, "checklists/day/items/tag/by", "cat")
    found = turns(new, changed=deltas(old, new))
    by_name = {turn.name: turn for turn in found}

    assert [(thing.label, thing.changed, thing.is_stale) for thing in by_name["ana"].things] == [
        ("B", "changed", False),
        ("Leak", "same", True),
        ("One", "closed", False),
        ("Ask", "closed", False),
    ]
    assert [(thing.label, thing.changed, thing.is_stale) for thing in by_name["ben"].things] == [("Two", "same", True)]
    assert {name: turn.has_updated for name, turn in by_name.items()} == {
        "ana": True,
        "ben": False,
        "cat": True,
        "": False,
    }
    told_in_all = summary(found)
    assert [thing.label for thing in told_in_all.done] == ["One", "Ask"]
    assert {thing.label for thing in told_in_all.stale} == {"Leak", "Two", "Three", "Four"}
    assert told_in_all.silent == ("Ben",)


def test_what_nobody_owned_and_was_done_counts_as_well():
    old = plan_of(items=[{"id": "c", "title": "Loose", "column": "qa"}])
    new = after(old, "items/c/column", "done")

    for by in ("people", "batches"):
        assert [thing.label for thing in summary(turns(new, by, deltas(old, new))).done] == ["Loose"]


def test_without_a_last_standup_nobody_is_silent_and_nothing_stale():
    plan = plan_of(people={"ana": "Ana"}, items=[{"title": "One", "column": "qa", "owner": "ana"}])
    (turn,) = turns(plan)

    assert (turn.has_updated, turn.things[0].changed, turn.things[0].is_stale) == (None, None, False)


def test_by_batch_each_has_its_cards_what_blocks_it_and_the_chain():
    plan = plan_of(
        batches=[
            {"id": "b-1", "name": "Base", "status": "in-progress", "target": "2026-11-25"},
            {"id": "b-2", "name": "Next", "blockers": ["b-1"]},
            {"id": "b-3", "name": "Stuck", "status": "blocked", "blockers": ["e-2"]},
            {"id": "b-4", "name": "Over", "status": "done"},
        ],
        items=[
            {"title": "Waiting", "batch": "b-1", "column": "ready"},
            {"title": "Doing", "batch": "b-1", "column": "in-progress"},
            {"title": "Loose", "column": "in-progress"},
            {"title": "Loose and not begun"},
        ],
        escalations=[
            {"id": "e-1", "title": "Down", "blocks": ["b-1"], "owner": "ana", "raised": RAISED},
            {"id": "e-2", "title": "No budget", "owner": "ana", "raised": RAISED},
            {"id": "e-3", "title": "Of nothing", "owner": "ana", "raised": RAISED},
        ],
        issues=[{"title": "Leak", "batches": ["b-1"]}],
    )
    found = turns(plan, "batches")

    assert labels(found) == ["Base", "Stuck", "Next", BESIDE]
    assert told(found[0]) == [
        ("batch", "Base"),
        ("card", "Waiting"),
        ("card", "Doing"),
        ("escalation", "Down"),
        ("issue", "Leak"),
    ]
    assert told(found[1]) == [("batch", "Stuck"), ("escalation", "No budget")]
    assert [turn.state for turn in found[:3]] == ["blocked", "blocked", "done"]
    assert (found[2].things[0].state, found[2].things[0].why) == ("open", ())
    assert [(depth, blocker.name) for depth, blocker in found[2].chain] == [(0, "b-1"), (1, "e-1")]
    assert told(found[3]) == [("card", "Loose"), ("escalation", "Of nothing")]


def test_without_people_or_batches_there_is_one_turn_with_all_that_is_in_hand():
    plan = plan_of(
        items=[{"title": "Card", "column": "in-progress"}], escalations=[{"title": "Down", "raised": RAISED}]
    )

    for by in ("people", "batches"):
        (turn,) = turns(plan, by)
        assert (turn.label, turn.id) == (NOBODYS, NOBODYS)
        assert told(turn) == [("card", "Card"), ("escalation", "Down")]


def test_an_empty_plan_has_no_agenda():
    assert turns(plan_of()) == turns(plan_of(), "batches") == ()


@settings(max_examples=60)
@given(plans(), plans())
def test_every_thing_in_hand_has_a_turn_and_turns_are_told_apart(old, new):
    changed = deltas(old, new)
    for by in ("people", "batches"):
        found = agenda(new, NOW, TODAY, by, changed, UTC)
        ids = [turn.id for turn in found]
        in_hand = {thing.path for thing in things(new, NOW, TODAY, changed, UTC) if thing.is_in_hand}

        assert len(ids) == len(set(ids))
        assert in_hand == {thing.path for turn in found for thing in turn.in_hand}
        places = [STATES.index(turn.state) for turn in found if turn.label not in (NOBODYS, BESIDE)]
        assert places == sorted(places)
