"""Edits change a plan, and taken back they leave nothing behind."""

from __future__ import annotations

import copy

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from octotui.plan.data import data_of
from octotui.plan.diff import diff
from octotui.plan.edits import Add, Move, Remove, Set, apply, invert, parse_path, path_text, value_at
from octotui.plan.plan import Plan
from octotui.plan.problems import PlanError
from octotui.plan.reading import read_plan
from tests.plan.plans import edits_for, plans

quick = settings(deadline=None, max_examples=80, derandomize=True)

PLAN, _ = read_plan(
    {
        "project": {"name": "Hardening"},
        "batches": [
            {"id": "batch-1", "name": "Blockers", "status": "in-progress", "progress": 40},
            {"id": "batch-2", "name": "Infrastructure", "gates": {"unit": True}},
            {"id": "batch-3", "name": "Security"},
        ],
        "checklists": [{"id": "day", "name": "Day of release", "items": ["Run the smoke tests"]}],
    }
)


def ids(plan: Plan) -> list[str]:
    return [batch.id for batch in plan.batches]


@given(st.data())
@quick
def test_edits_taken_back_leave_the_plan_as_it_was(data):
    plan = data.draw(plans())
    edits = data.draw(edits_for(plan))

    assert apply(apply(plan, edits), invert(edits)) == plan


@given(st.data())
@quick
def test_edits_put_back_again_give_the_same_plan(data):
    plan = data.draw(plans())
    edits = data.draw(edits_for(plan))

    assert invert(invert(edits)) == edits
    assert apply(apply(apply(plan, edits), invert(edits)), edits) == apply(plan, edits)


@given(st.data())
@quick
def test_a_plan_that_was_edited_reads_back_from_its_data(data):
    plan = data.draw(plans())
    edited = apply(plan, data.draw(edits_for(plan)))

    assert read_plan(data_of(edited))[0] == edited


@given(st.data())
@quick
def test_edits_leave_the_plan_they_started_from_alone(data):
    plan = data.draw(plans())
    before = copy.deepcopy(plan)
    apply(plan, data.draw(edits_for(plan)))

    assert plan == before


@given(st.data())
@quick
def test_what_edits_did_is_what_the_difference_says(data):
    plan = data.draw(plans())
    edited = apply(plan, data.draw(edits_for(plan)))

    assert apply(plan, diff(plan, edited)) == edited
    assert apply(edited, diff(edited, plan)) == plan


def test_a_set_value_is_in_the_plan_and_nothing_else_changed():
    edited = apply(PLAN, [Set(("batches", "batch-1", "progress"), 40, 55)])

    assert edited.batches[0].progress == 55
    assert edited.batches[1:] == PLAN.batches[1:]
    assert edited.checklists is PLAN.checklists


def test_a_value_taken_away_leaves_its_default():
    assert apply(PLAN, [Set(("batches", "batch-1", "status"), "in-progress", None)]).batches[0].status == "not-started"


@pytest.mark.parametrize(("after", "order"), [(None, 0), ("batch-1", 1), ("batch-3", 3)])
def test_a_thing_is_added_behind_its_neighbour(after, order):
    edited = apply(PLAN, [Add(("batches", "new"), {"name": "New"}, after)])

    assert ids(edited).index("new") == order


def test_a_thing_moves_and_the_others_keep_their_order():
    assert ids(apply(PLAN, [Move(("batches", "batch-3"), "batch-2", None)])) == ["batch-3", "batch-1", "batch-2"]


def test_a_removed_thing_comes_back_where_it_was():
    edits = (Remove(("batches", "batch-2"), data_of(PLAN.batches[1]), "batch-1"),)

    assert ids(apply(PLAN, edits)) == ["batch-1", "batch-3"]
    assert apply(apply(PLAN, edits), invert(edits)) == PLAN


def test_a_field_of_a_part_that_is_not_there_makes_the_part():
    edits = (Set(("board", "max_lines"), None, 250),)
    edited = apply(PLAN, edits)

    assert edited.board is not None
    assert edited.board.max_lines == 250
    assert apply(edited, invert(edits)).board is None


def test_an_unknown_key_is_set_like_any_other():
    edited = apply(PLAN, [Set(("batches", "batch-1", "ticket"), None, "OPS-4")])

    assert value_at(edited, ("batches", "batch-1", "ticket")) == "OPS-4"


@pytest.mark.parametrize(
    ("edit", "what"),
    [
        (Set(("batches", "batch-9", "name"), "", "x"), 'there is no "batch-9"'),
        (Set(("batches", "batch-1", "progress"), 40, 101), "progress is 101; write 0 to 100"),
        (Set(("batches", "batch-1", "status"), "", "in-progres"), 'did you mean "in-progress"?'),
        (Set(("batches", "batch-1", "name"), "Blockers", None), "a batch without name"),
        (Set(("batches", "batch-1"), None, {}), '"batch-1" is a thing, not a value'),
        (Set(("batches",), None, ()), "the path names none of them"),
        (Set((), None, None), "names nothing"),
        (Set(("batches", "batch-1", "name", "x"), None, 1), '"name" is a value'),
        (Add(("batches", "batch-1"), {"name": "x"}, None), '"batch-1" is there already'),
        (Add(("batches", "b"), {"name": "x"}, "nobody"), 'there is no "nobody" to put it behind'),
        (Add(("batches", "b"), {}, None), "a batch without name"),
        (Remove(("batches", "batch-9"), {}, None), 'there is no "batch-9"'),
        (Move(("batches", "batch-1"), None, "batch-9"), 'there is no "batch-9" to put it behind'),
    ],
)
def test_an_edit_that_does_not_fit_says_why(edit, what):
    with pytest.raises(PlanError) as error:
        apply(PLAN, [edit])

    assert what in str(error.value)


@given(st.lists(st.text(min_size=1), min_size=1).map(tuple))
@quick
def test_a_path_is_the_same_after_it_was_written_on_one_line(path):
    assert parse_path(path_text(path)) == path


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("batches", "batch-2", "gates", "unit", "passed"), True),
        (("project", "name"), "Hardening"),
        (("project", "nothing"), None),
        (("batches", "nobody", "name"), None),
        (("batches", "batch-1", "progress", "deeper"), None),
        (("batches", "batch-1", "id"), "batch-1"),
    ],
)
def test_a_path_leads_to_its_value_or_to_nothing(path, value):
    assert value_at(PLAN, path) == value
