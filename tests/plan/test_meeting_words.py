"""What a meeting came to, in words: a line for each thing it changed, and the verdict of a go/no-go."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings

from octotui.plan.authority import decide
from octotui.plan.edits import apply
from octotui.plan.meeting_words import (
    LONGEST_CHANGE,
    MOST_CHANGES,
    RecordedVerdict,
    changes_in_words,
    recorded_verdict,
    verdict_lines,
)
from octotui.plan.meetings import record
from octotui.plan.operations import add_thing, remove_thing, resolve, review_risk, set_field
from octotui.plan.reading import read_plan
from octotui.plan.verdict import Reason, Verdict, verdict
from octotui.plan.voting import cast_vote
from tests.plan.plans import plans

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
END = NOW + timedelta(minutes=14)
TODAY = NOW.date()


def plan_of(**raw):
    return read_plan(raw)[0]


OLD = plan_of(
    people={"ana": "Ana"},
    roles=[{"id": "qa", "name": "QA Lead"}],
    batches=[{"id": "b-1", "name": "Base", "status": "in-progress", "progress": 20}],
    risks=[{"id": "r-1", "title": "Rain"}],
    escalations=[{"id": "e-1", "title": "Down"}, {"id": "e-2", "title": "Break-in", "level": "security"}],
    releases=[{"id": "2026.11"}],
    cadences=[{"name": "Standup"}],
    meetings=[{"kind": "standup", "at": "2026-11-19T09:15:00Z", "actions": ["Ask"]}],
)


def after(*steps):
    """The plan after steps that each make edits of the plan there is."""
    plan = OLD
    for step in steps:
        plan = apply(plan, step(plan))
    return plan


def sets(path, value):
    return lambda plan: set_field(plan, tuple(path.split("|")), value)


def votes(choice):
    return lambda plan: cast_vote(plan, plan.releases[0], "qa", choice, "ana", NOW)


def decides(outcome):
    return lambda plan: decide(plan.releases[0], "", outcome, "ana", NOW)


def resolves(place, words):
    return lambda plan: resolve(plan.escalations[place], "ana", NOW, words)


def reviews(plan):
    return review_risk(plan, "r-1", "ana", NOW)


def adds(plan):
    return add_thing(plan, ("escalations",), "e-3", {"title": "No\x1b room"})


@pytest.mark.parametrize(
    ("steps", "words"),
    [
        (
            [sets("batches|b-1|status", "blocked"), sets("batches|b-1|progress", 35)],
            "b-1 “Base”: status: in progress → blocked; progress: 20 → 35",
        ),
        (
            [sets("batches|b-1|status", "done"), sets("batches|b-1|finished", TODAY)],
            "b-1 “Base”: status: in progress → done",
        ),
        ([sets("batches|b-1|finished", TODAY)], "b-1 “Base”: finished: none → 2026-11-20"),
        ([adds], "e-3 “No␛ room”: added"),
        ([lambda plan: remove_thing(plan, ("batches", "b-1"))], "b-1 “Base”: removed"),
        ([resolves(0, "it is up")], "e-1 “Down”: status: open → resolved; resolution: none → it is up"),
        ([resolves(1, "the door")], "Security escalation e-2 (details withheld): closed"),
        ([reviews], "r-1 “Rain”: reviewed"),
        (
            [sets("risks|r-1|probability", "high"), reviews],
            "r-1 “Rain”: score: 3 → 5 (probability: medium → high); reviewed",
        ),
        ([votes("no-go"), decides("GO")], "release 2026.11: QA Lead says NO-GO; decided GO"),
        ([votes("go"), votes("abstain")], "release 2026.11: QA Lead says ABSTAIN"),
        ([lambda plan: record(plan, "standup", NOW, END, "ana")], None),
    ],
)
def test_what_a_meeting_changed_is_a_line_for_each_thing(steps, words):
    assert changes_in_words(OLD, after(*steps)) == ((words,) if words else ())


def test_a_vote_that_took_the_place_of_another_is_one_word():
    voted = after(votes("go"))
    again = apply(voted, cast_vote(voted, voted.releases[0], "qa", "no-go", "ben", END))

    assert changes_in_words(voted, again) == ("release 2026.11: QA Lead says NO-GO",)


def test_what_was_said_with_a_vote_is_not_told_beside_it():
    objected = apply(OLD, cast_vote(OLD, OLD.releases[0], "qa", "no-go", "ana", NOW, "go once 311 is in"))
    agreed = apply(objected, cast_vote(objected, objected.releases[0], "qa", "go", "ana", END))
    named = apply(agreed, set_field(agreed, ("releases", "2026.11", "votes", "qa", "condition"), "watch it"))

    assert changes_in_words(objected, agreed) == ("release 2026.11: QA Lead says GO",)
    assert changes_in_words(agreed, named) == ("release 2026.11: votes qa condition: none → watch it",)


def test_all_that_a_go_no_go_came_to_is_on_its_line():
    names = [f"Team {number} of the far coast" for number in range(9)]
    plan = plan_of(roles=[{"id": name, "name": name} for name in names], releases=[{"id": "r"}])
    voted = plan
    for name in names:
        voted = apply(voted, cast_vote(voted, voted.releases[0], name, "go", "ana", NOW))

    assert changes_in_words(plan, voted) == ("release r: " + "; ".join(f"{name} says GO" for name in names),)


def test_many_changes_are_cut_and_the_rest_is_counted():
    many = plan_of(batches=[{"id": f"b-{number}", "name": "x" * 300} for number in range(60)])
    told = changes_in_words(plan_of(), many)

    assert len(told) == MOST_CHANGES
    assert told[-1] == "and 21 more changes"
    assert max(map(len, told)) <= LONGEST_CHANGE


@settings(max_examples=60)
@given(plans(), plans())
def test_changes_are_lines_that_a_plan_can_hold(old, new):
    told = changes_in_words(old, new)

    assert all(line.isprintable() and 0 < len(line) <= LONGEST_CHANGE for line in told)
    assert changes_in_words(old, old) == ()
    assert len(apply(new, record(new, "standup", NOW, END, "ana", changes=told)).meetings) == len(new.meetings) + 1


def test_the_verdict_in_a_record_is_found_again():
    reasons = tuple(Reason("HOLD", f"reason {number}", None) for number in range(10))
    lines = verdict_lines(Verdict("HOLD", (*reasons, Reason("note", "beside", None))), OLD)
    meeting = plan_of(meetings=[{"kind": "go-no-go", "at": NOW, "decisions": ["Ship on Tuesday", *lines]}]).meetings[0]

    assert lines[:2] == ("Verdict HOLD", "because reason 0")
    told = (*(f"reason {number}" for number in range(8)), "there are 2 more reasons")
    assert recorded_verdict(meeting) == RecordedVerdict("HOLD", told, ("Ship on Tuesday",))
    assert verdict_lines(Verdict("GO", ()), OLD) == ("Verdict GO",)
    assert recorded_verdict(OLD.meetings[0]) == RecordedVerdict("", (), ())


def test_a_verdict_names_a_security_escalation_and_says_nothing_of_it():
    waiver = {"item": "e-2", "by": "ana", "reason": "x", "until": "2026-01-01"}
    vote = {"role": "qa", "vote": "go", "at": NOW, "open": []}
    release = {"id": "r", "voters": ["qa"], "votes": [vote], "waivers": [waiver]}
    plan = plan_of(
        releases=[release], escalations=[{"id": "e-2", "title": "Break-in", "level": "security", "release": "r"}]
    )
    lines = verdict_lines(verdict(plan, plan.releases[0], TODAY), plan)

    assert "because Security escalation e-2 (details withheld)" in lines
    assert any("waiver of Security escalation e-2" in line for line in lines)
    assert any("stale: since then Security escalation e-2" in line for line in lines)
    assert "Break-in" not in " ".join(lines)
