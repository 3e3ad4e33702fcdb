"""Edits in words that people read."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from octotui.plan.edits import Add, Move, Remove, Set, apply
from octotui.plan.operations import raise_level, review_risk, tick_item, tick_task
from octotui.plan.reading import read_plan
from octotui.plan.wording import summarise, word, word_within
from tests.plan.plans import edits_for, plans

NOW = datetime(2026, 11, 20, 14, 0, tzinfo=UTC)
SMOKE = ("checklists", "day-of-release", "items", "run-the-smoke-tests")
PLAN, _ = read_plan(
    {
        "project": {"name": "Hardening"},
        "people": {"dana": "Dana Kim"},
        "batches": [{"id": "batch-3", "name": "Security", "status": "in-progress", "gates": {"unit": True}}],
        "risks": [{"id": "r-ci", "title": "CI", "contingency": {"plan": "merge by hand"}}],
        "escalations": [{"id": "e-7", "title": "API down", "level": 2}],
        "roles": [{"id": "qa", "name": "QA", "tasks": {"release": ["Smoke"]}}],
        "releases": [{"id": "2026.11"}],
        "checklists": [{"id": "day-of-release", "name": "Day of release", "items": ["Run the smoke tests"]}],
        "meetings": [{"kind": "standup", "at": NOW, "actions": ["Call the partner"]}],
    }
)


@pytest.mark.parametrize(
    ("edit", "words"),
    [
        (Set(("batches", "batch-3", "status"), "in-progress", "done"), "batch-3 status: in progress → done"),
        (
            Set(("meetings", "standup-2026-11-20t14-00-00z", "actions", "call-the-partner", "done"), False, True),
            "“Standup 2026-11-20”: ticked “Call the partner”",
        ),
        (Set(("batches", "batch-3", "status"), None, "queued"), "batch-3 status: not started → queued"),
        (Set(("batches", "batch-3", "progress"), 40, 55.5), "batch-3 progress: 40 → 55.5"),
        (Set(("batches", "batch-3", "owner"), "", "dana"), "batch-3 owner: none → dana"),
        (Set(("batches", "batch-3", "target"), "Week 1–2", date(2026, 12, 1)), "batch-3 target: Week 1–2 → 2026-12-01"),
        (Set(("batches", "batch-3", "blockers"), ("e-7", "x"), ("e-7", "y", "z")), "batch-3 blockers: + y, z − x"),
        (Set(("batches", "batch-3", "blockers"), ("a", "b"), ("b", "a")), "batch-3 blockers: now in the order b, a"),
        (Set(("batches", "batch-3", "gates", "unit", "passed"), True, None), "batch-3 gates unit passed: yes → no"),
        (Set(("batches", "batch-3", "ticket_no"), None, 7), "batch-3 ticket no: none → 7"),
        (Set(("batches", "gone", "name"), "Old", "New"), "gone name: Old → New"),
        (Set(("project", "start"), None, date(2026, 10, 19)), "project start: none → 2026-10-19"),
        (Set(("board", "columns", "qa", "limit"), 2, 3), "board columns qa limit: 2 → 3"),
        (Set(("people", "dana", "name"), "Dana", "Dana Kim"), "person dana name: Dana → Dana Kim"),
        (Set(("risks", "r-ci", "contingency"), {"plan": "merge by hand"}, None), "r-ci contingency: removed"),
        (Set(("mood",), "good", "bad"), "mood: good → bad"),
        (Set((*SMOKE, "done"), None, True), "checklist day-of-release: ticked “Run the smoke tests”"),
        (Set((*SMOKE, "done"), True, None), "checklist day-of-release: unticked “Run the smoke tests”"),
        (Set((*SMOKE, "role"), "", "qa"), "checklist day-of-release items “Run the smoke tests” role: none → qa"),
        (Add(("risks", "r-ci"), {"title": "CI is slow"}, None), "r-ci: added"),
        (Add((*SMOKE[:3], "x"), "Tell support", None), "checklist day-of-release items: added “Tell support”"),
        (Remove(("batches", "batch-6"), {"name": "Six"}, None), "removed batch-6"),
        (
            Remove((*SMOKE[:3], "x"), {"text": "Tell support"}, None),
            "checklist day-of-release items: removed “Tell support”",
        ),
        (Move(("batches", "batch-3"), None, "batch-4"), "batch-3: moved behind batch-4"),
        (Move(("batches", "batch-3"), "batch-4", None), "batch-3: moved to the front"),
    ],
)
def test_an_edit_says_what_changed_and_how(edit, words):
    assert word(edit, PLAN) == words


def test_long_values_are_cut_and_control_characters_shown():
    words = word(Set(("batches", "batch-3", "notes"), "", "\x1b[2Jline\nline " + "x" * 100), PLAN)

    assert words == "batch-3 notes: none → ␛[2Jline⏎line xxxxxxxxxxxxxxxxxxxxxxxxx…"


@pytest.mark.parametrize(
    ("edit", "depth", "words"),
    [
        (Set(("batches", "batch-3", "status"), "in-progress", "done"), 2, "status: in progress → done"),
        (Set(("project", "start"), None, date(2026, 10, 19)), 1, "start: none → 2026-10-19"),
        (Set(("mood",), "good", "bad"), 1, "good → bad"),
        (Set((*SMOKE, "done"), None, True), 2, "ticked “Run the smoke tests”"),
        (Set((*SMOKE, "role"), "", "qa"), 4, "role: none → qa"),
        (Add((*SMOKE[:3], "x"), "Tell support", None), 2, "items: added “Tell support”"),
        (Add(("risks", "r-ci"), {"title": "CI is slow"}, None), 2, "added"),
        (Remove(("batches", "batch-6"), {"name": "Six"}, None), 2, "removed"),
        (Move(("batches", "batch-3"), None, "batch-4"), 2, "moved behind batch-4"),
    ],
)
def test_who_sees_the_thing_is_not_told_its_name_again(edit, depth, words):
    assert word_within(edit, PLAN, depth) == words


def test_long_texts_are_told_from_where_they_part():
    old = "The window opens on Friday evening at nine, after the last delivery"
    edit = Set(("batches", "batch-3", "notes"), old, f"{old}; Omar is there")

    assert word(edit, PLAN) == "batch-3 notes: …delivery → …delivery; Omar is there"


@pytest.mark.parametrize(
    ("edits", "words"),
    [
        (tick_item(PLAN, SMOKE, "dana", NOW), "checklist day-of-release: ticked “Run the smoke tests”"),
        (tick_task(PLAN, PLAN.releases[0], "qa", "release", "Smoke", "dana", NOW), "release 2026.11: ticked “Smoke”"),
        (raise_level(PLAN.escalations[0], "dana", NOW), "e-7 level: 2 → 3"),
        (review_risk(PLAN, "r-ci", "dana", NOW), "r-ci reviews: added 2026-11-20"),
        ((), "nothing changed"),
    ],
)
def test_a_change_is_told_without_who_and_when(edits, words):
    assert summarise(edits, PLAN) == words


def owners(area: str, *names: str) -> tuple[Set, ...]:
    return tuple(Set((area, name, "owner"), "", "dana") for name in names)


def test_several_changes_are_told_by_the_first_and_how_many_more():
    assert summarise(owners("risks", "a", "b", "c"), PLAN) == "a owner: none → dana and 2 more"
    assert summarise((*owners("risks", "a", "b"), *owners("batches", "c", "d")), PLAN).endswith("and 3 more")


def test_many_changes_in_one_area_are_told_by_their_number():
    assert summarise(owners("risks", *"abcdef"), PLAN) == "6 changes in risks"


@given(st.data())
@settings(deadline=None, max_examples=80, derandomize=True)
def test_any_edit_is_told_on_one_short_line(data):
    plan = data.draw(plans())
    edits = data.draw(edits_for(plan))
    for edit in edits:
        for words in (word(edit, plan), word(edit, apply(plan, edits))):
            assert len(words.splitlines()) == 1
            assert words.isprintable() or "\x1b" not in words
            assert len(words) < 250
            assert "Undefined" not in words
