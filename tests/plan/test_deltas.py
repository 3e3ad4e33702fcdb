"""What became of each thing between two plans."""

from __future__ import annotations

from pathlib import Path as File
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from octotui.plan.deltas import (
    DELTA_KINDS,
    delta_at,
    delta_lines,
    delta_words,
    deltas,
    in_hand,
    is_touched_by,
    not_updated,
    untouched,
)
from octotui.plan.diff import diff
from octotui.plan.edits import Add, Move, Set, apply, value_at
from octotui.plan.reading import read_plan
from octotui.store.document import parse
from tests.plan.plans import edits_for, plans

SAMPLE = File("sample-plans/octoacme.toml")


def plan_of(**areas: Any) -> Any:
    plan, problems = read_plan(areas)
    assert not problems
    return plan


BOARD = {"columns": [{"id": "todo", "name": "To do"}, {"id": "end", "name": "End"}]}
ENDINGS = [
    ("batches", {"name": "B", "status": "in-progress"}, {"status": "done"}),
    ("items", {"title": "C", "column": "todo"}, {"column": "end"}),
    ("risks", {"title": "R", "status": "mitigating"}, {"status": "happened"}),
    ("escalations", {"title": "E", "level": "1"}, {"status": "resolved"}),
    ("issues", {"title": "I"}, {"status": "resolved"}),
    ("changes", {"title": "X", "status": "assessed"}, {"status": "approved"}),
    ("milestones", {"name": "M"}, {"status": "reached"}),
    ("releases", {}, {"status": "released"}),
    ("actions", {"text": "A"}, {"done": True}),
    ("runbooks", {"path": "r.md", "state": "to-author"}, {"state": "current"}),
    ("checklists", {"name": "L", "items": [{"text": "p"}]}, {"items": [{"text": "p", "done": True}]}),
]


@pytest.mark.parametrize(("area", "opened", "ending"), ENDINGS, ids=[area for area, *_ in ENDINGS])
def test_what_is_over_now_is_closed_and_the_other_way_round_reopened(area, opened, ending):
    before = plan_of(**{area: [{"id": "one", **opened}], "board": BOARD})
    after = plan_of(**{area: [{"id": "one", **opened, **ending}], "board": BOARD})

    assert deltas(before, after)[area, "one"].kind == "closed"
    assert deltas(after, before)[area, "one"].kind == "reopened"


def test_a_thing_that_comes_is_new_one_that_goes_is_gone_any_other_is_changed():
    before = plan_of(batches=[{"id": "old", "name": "Old"}, {"id": "stays", "name": "Stays", "progress": 40}])
    after = plan_of(batches=[{"id": "stays", "name": "Stays", "progress": 55}, {"id": "young", "name": "Young"}])

    found = deltas(before, after)

    assert {path[1]: delta.kind for path, delta in found.items()} == {
        "old": "gone", "stays": "changed", "young": "new",
    }  # fmt: skip
    assert [delta_words(delta, after) for delta in found.values()] == ["removed", "progress: 40 → 55", "new"]


def test_a_change_is_told_in_words_without_what_is_noted_beside_it():
    before = plan_of(batches=[{"id": "b", "name": "B", "status": "in-progress", "progress": 40}])
    after = plan_of(batches=[{"id": "b", "name": "B", "status": "blocked", "progress": 55}])
    assert (
        delta_words(deltas(before, after)["batches", "b"], after) == "status: in progress → blocked; progress: 40 → 55"
    )

    before = plan_of(risks=[{"id": "r", "title": "R", "impact": "low"}])
    after = plan_of(risks=[{"id": "r", "title": "R", "impact": "high"}])
    (told,) = delta_lines(deltas(before, after)["risks", "r"], after)
    assert told.startswith("score: ")


def test_a_part_has_a_delta_of_its_own():
    before = plan_of(
        checklists=[{"id": "day", "name": "Day", "items": [{"id": "a", "text": "A"}, {"id": "b", "text": "B"}]}],
        batches=[{"id": "b", "name": "B", "gates": {"unit": True}}],
    )
    after = apply(
        before,
        [
            Set(("checklists", "day", "items", "a", "done"), None, True),
            Add(("checklists", "day", "items", "c"), {"text": "C"}, "b"),
            Set(("batches", "b", "gates", "unit", "passed"), True, None),
        ],
    )
    found = deltas(before, after)

    def kind(*path: str) -> str | None:
        delta = delta_at(found, path, after)
        return delta.kind if delta else None

    assert kind("checklists", "day") == "changed"
    assert [kind("checklists", "day", "items", item) for item in "abc"] == ["closed", None, "new"]
    assert kind("batches", "b", "gates", "unit") == "reopened"
    whole = deltas(before, plan_of())
    assert [delta_at(whole, ("checklists", "day", *path), plan_of()).kind for path in ((), ("items", "a"))] == [
        "gone"
    ] * 2


def test_a_section_that_is_one_thing_is_a_thing_and_a_new_place_in_a_row_is_nothing():
    plan = parse(SAMPLE.read_bytes(), str(SAMPLE)).plan
    first, second = plan.batches[:2]
    moved = apply(plan, [Move(("batches", second.id), first.id, None)])
    assert deltas(plan, moved) == {}
    assert set(deltas(plan, apply(plan, [Set(("project", "name"), None, "Other")]))) == {("project",)}


def test_whoever_has_something_in_hand_and_changed_nothing_has_not_updated():
    people = [{"id": name, "name": name.title()} for name in ("ana", "ben", "cem", "dia")]
    working = [
        {"id": owner, "name": owner, "owner": owner.title(), "status": "in-progress"} for owner in ("ana", "ben", "cem")
    ]
    lists = [{"id": "day", "name": "Day", "items": [{"id": "smoke", "text": "Smoke test"}]}]
    before = plan_of(
        people=people, batches=[*working, {"id": "later", "name": "Later", "owner": "dia"}], checklists=lists
    )
    ticked = [
        Set(("checklists", "day", "items", "smoke", "done"), None, True),
        Set(("checklists", "day", "items", "smoke", "by"), None, "ben"),
    ]
    after = apply(before, [Set(("batches", "ana", "progress"), None, 5), *ticked])

    changed = deltas(before, after)

    assert not_updated(after, changed) == ("cem",)  # ana's batch moved, ben ticked, dia has begun nothing
    assert untouched(after, changed, "cem") == (("batches", "cem"),)
    assert untouched(after, changed, "dia") == ()
    assert in_hand(after, "ana") == (("batches", "ana"),)


def test_a_thing_handed_over_is_a_change_for_both():
    before = plan_of(batches=[{"id": "b", "name": "B", "owner": "ana", "status": "in-progress"}])
    after = apply(before, [Set(("batches", "b", "owner"), "ana", "ben")])
    changed = deltas(before, after)
    assert is_touched_by(after, changed, "ana")
    assert is_touched_by(after, changed, "ben")
    assert not is_touched_by(after, changed, "cem")


def test_who_raised_something_has_done_something():
    before = plan_of(people=[{"id": "ana", "name": "Ana"}])
    raised = {"title": "E", "level": "1", "raised": {"by": "Ana"}}
    after = apply(before, [Add(("escalations", "e"), raised, None)])
    assert is_touched_by(after, deltas(before, after), "ana")


@given(st.data())
def test_every_edit_but_a_new_place_belongs_to_one_thing_and_its_kind_is_true(data):
    before = data.draw(plans())
    after = apply(before, data.draw(edits_for(before)))

    found = deltas(before, after)

    told = [edit for delta in found.values() for edit in delta.edits]
    moves = [edit for edit in diff(before, after) if isinstance(edit, Move) and len(edit.path) == 2]
    assert len(told) + len(moves) == len(diff(before, after))
    for path, delta in found.items():
        assert delta.kind in DELTA_KINDS
        assert (delta.kind == "new") == (value_at(before, path) is None)
        assert (delta.kind == "gone") == (value_at(after, path) is None)
        assert delta_lines(delta, after)
        assert all("\n" not in line for line in delta_lines(delta, after))
    assert deltas(after, after) == {}
