"""What an audience does not see."""

import json

from hypothesis import given
from hypothesis import strategies as st

from octotui.plan.audience import for_audience, left_out, withheld
from octotui.plan.base import Entity, fields_of
from octotui.plan.data import data_of
from octotui.plan.plan import Plan
from octotui.plan.reading import read_plan
from tests.plan.plans import raw_plans


def reduced(raw):
    return for_audience(read_plan(raw)[0], "stakeholder")


def test_the_team_sees_everything():
    plan, _ = read_plan({"risks": [{"title": "A", "category": "security", "notes": "x"}]})

    assert for_audience(plan, "team") is plan


def test_security_items_and_internal_items_go_with_what_names_them():
    plan = reduced(
        {
            "batches": [{"id": "b1", "name": "B", "blockers": ["e-1", "e-2"]}],
            "escalations": [
                {"id": "e-1", "title": "Leak", "level": "security"},
                {"id": "e-2", "title": "Slow", "level": 2},
            ],
            "risks": [
                {"title": "Keys", "category": "Application Security"},
                {"title": "Talk", "internal": True},
                {"title": "Snow", "category": "weather"},
            ],
            "metrics": {"holes": {"value": 3, "group": "security"}, "mood": 4},
            "releases": [{"id": "1", "decisions": [{"type": "security-exception", "outcome": "let it through"}]}],
        }
    )

    assert [one.id for one in plan.escalations] == ["e-2"]
    assert plan.batches[0].blockers == ("e-2",)
    assert [risk.title for risk in plan.risks] == ["Snow"]
    assert [metric.id for metric in plan.metrics] == ["mood"]
    assert plan.releases[0].decisions == ()


def test_an_id_that_something_open_has_too_is_still_named():
    plan = reduced(
        {
            "batches": [{"id": "one", "name": "A"}, {"id": "two", "name": "B", "blockers": ["one"]}],
            "risks": [{"id": "one", "title": "Secret", "category": "security"}],
        }
    )

    assert plan.batches[1].blockers == ("one",)


def test_a_batch_that_is_named_by_its_name_is_not_named_either():
    plan = reduced(
        {
            "batches": [
                {"id": "one", "name": "Quiet Work", "internal": True},
                {"id": "two", "name": "B", "blockers": ["quiet work", "the weather"]},
            ]
        }
    )

    assert plan.batches[0].blockers == ("the weather",)


def test_notes_and_minutes_go_and_what_follows_from_histories_stays():
    plan = reduced(
        {
            "batches": [{"id": "b1", "name": "B", "notes": "between us"}],
            "escalations": [
                {
                    "id": "e-1",
                    "title": "Slow",
                    "raised": {"by": "ana", "at": "2026-11-18T09:00:00Z"},
                    "history": [{"at": "2026-11-18T10:00:00Z", "did": "called", "note": "they were rude"}],
                }
            ],
            "meetings": [{"kind": "risk-review", "at": "2026-11-18T13:00:00Z", "summary": "Frank words"}],
            "weeks": [{"week": "Week 1", "wins": ["Won"], "team_health": "tired"}],
        }
    )

    assert plan.batches[0].notes == ""
    assert plan.escalations[0].answered is not None
    assert plan.escalations[0].history[0].note == ""
    assert plan.meetings == ()
    assert plan.weeks[0].wins == ("Won",)
    assert plan.weeks[0].team_health == ""


def things(entity):
    yield entity
    for name, shape in fields_of(type(entity)).items():
        value = getattr(entity, name)
        if shape.kind == "collection":
            for inner in value:
                yield from things(inner)
        elif isinstance(value, Entity):
            yield from things(value)


@given(raw_plans(), st.data())
def test_no_note_and_nothing_secret_is_left_whatever_the_plan(raw, data):
    plan, _ = read_plan(raw)
    marked = data.draw(st.sampled_from([one for one in things(plan) if one is not plan] or [plan]))
    raw = json.loads(json.dumps(data_of(plan), default=str))
    _mark(raw, marked.id)

    left = list(things(for_audience(read_plan(raw)[0], "stakeholder")))

    assert not any(getattr(one, field, "") for one in left for field in ("notes", "note"))
    assert not any(one.extras.get("internal") is True for one in left)
    assert not any(
        "security" in str(getattr(one, field, "")) for one in left for field in ("level", "category", "group")
    )


@given(raw_plans())
def test_what_is_left_is_a_plan_and_reducing_it_again_changes_nothing(raw):
    once = for_audience(read_plan(raw)[0], "stakeholder")

    assert isinstance(once, Plan)
    assert for_audience(once, "stakeholder") == once


def _mark(data, wanted):
    """Make the things of an id internal, wherever they are."""
    if isinstance(data, dict):
        if data.get("id") == wanted:
            data["internal"] = True
        for value in data.values():
            _mark(value, wanted)
    elif isinstance(data, list):
        for value in data:
            _mark(value, wanted)


def test_the_work_on_a_security_risk_goes_and_the_batch_stays():
    risk = {"title": "Leak", "category": "security", "owner": "sam", "batches": ["b1", "b2"]}
    plan = reduced(
        {
            "batches": [{"id": "b1", "name": "Security", "owner": "sam"}, {"id": "b2", "name": "B", "owner": "omar"}],
            "risks": [risk],
            "items": [
                {"id": "c1", "title": "Close the hole", "batch": "b1"},
                {"id": "c2", "title": "C", "batch": "b2"},
            ],
            "actions": {"a1": {"text": "Merge it", "batch": "b1"}, "a2": {"text": "A", "batch": "b2"}},
            "changes": [
                {"id": "ch1", "title": "Vault", "batches": ["b1"]},
                {"id": "ch2", "title": "Time", "batches": ["b1", "b2"]},
            ],
            "escalations": [{"id": "e", "title": "E", "blocks": ["c1", "c2"]}],
        }
    )

    left = {area: [one.id for one in getattr(plan, area)] for area in ("batches", "items", "actions", "changes")}
    assert left == {"batches": ["b1", "b2"], "items": ["c2"], "actions": ["a2"], "changes": ["ch2"]}
    assert plan.escalations[0].blocks == ("c2",)


def test_what_is_about_nothing_but_secrets_goes_however_far_it_is_away():
    plan = reduced(
        {
            "batches": [{"id": "b1", "name": "Vault", "category": "security"}, {"id": "b2", "name": "B"}],
            "items": [{"id": "c1", "title": "Rotate the keys", "batch": "b1"}],
            "escalations": [
                {"id": "e1", "title": "No money for the vault", "blocks": ["b1", "c1"]},
                {"id": "e2", "title": "E", "blocks": ["c1", "b2"]},
                {"id": "e3", "title": "About nothing"},
            ],
            "issues": [{"id": "i1", "title": "Keys in logs", "batches": ["b1"]}],
            "milestones": {"m1": {"name": "Keys rotated", "batches": ["b1"]}, "m2": {"name": "M"}},
            "checklists": [{"id": "l1", "name": "Rotation", "batch": "b1"}],
        }
    )

    assert [one.id for one in plan.escalations] == ["e2", "e3"]
    assert (plan.issues, plan.items, plan.checklists) == ((), (), ())
    assert [one.id for one in plan.milestones] == ["m2"]


def test_a_vote_counts_and_its_words_stay_in_the_team():
    vote = {"role": "security-lead", "vote": "no-go", "condition": "once the scan is clean", "note": "four open"}

    (seen,) = reduced({"releases": [{"id": "1", "votes": [vote]}]}).releases[0].votes

    assert (seen.vote, seen.condition, seen.note) == ("no-go", "", "")


def test_a_batch_that_is_only_called_security_is_no_secret():
    plan = reduced({"batches": [{"id": "b", "name": "Security"}], "items": [{"title": "C", "batch": "b"}]})

    assert [card.title for card in plan.items] == ["C"]


def test_how_much_is_left_out_is_told():
    plan, _ = read_plan({"risks": [{"title": "A", "category": "security"}, {"title": "B"}]})

    assert left_out(plan, for_audience(plan, "stakeholder")) == "1 security item"
    assert left_out(plan, plan) == ""


def test_a_report_says_that_there_is_a_security_escalation_and_not_what_it_is_about():
    plan, _ = read_plan(
        {"escalations": [{"id": "e-1", "title": "Leak", "level": "security", "ask": "Rotate", "owner": "sam"}]}
    )

    (one,) = withheld(plan).escalations
    assert (one.title, one.ask, one.owner) == ("Security escalation e-1 (details withheld)", "", "sam")
