"""The difference between two plans is the edits that make one of the other, and no more of them than it takes."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from octotui.plan.diff import diff
from octotui.plan.edits import Add, Move, Remove, Set, apply, invert
from octotui.plan.plan import Plan
from octotui.plan.reading import read_plan
from tests.plan.plans import plans, raw_plans

quick = settings(deadline=None, max_examples=80, derandomize=True)


def plan_of(*batches: str, **more: object) -> Plan:
    return read_plan({"batches": [{"id": batch, "name": batch} for batch in batches], **more})[0]


@given(plans(), plans())
@quick
def test_the_difference_makes_one_plan_of_another(old, new):
    edits = diff(old, new)

    assert apply(old, edits) == new
    assert apply(new, invert(edits)) == old


@given(st.lists(st.sampled_from("abcdefgh"), unique=True), st.lists(st.sampled_from("abcdefgh"), unique=True))
@quick
def test_any_order_comes_from_any_other_and_back(before, after):
    old, new = plan_of(*before), plan_of(*after)
    edits = diff(old, new)

    assert apply(old, edits) == new
    assert apply(new, invert(edits)) == old


@given(raw_plans())
@quick
def test_a_plan_read_twice_does_not_differ(raw):
    assert diff(read_plan(raw)[0], read_plan(raw)[0]) == ()


@pytest.mark.parametrize(
    ("old", "new", "edits"),
    [
        ("abc", "cab", (Move(("batches", "c"), "b", None),)),
        ("abc", "bca", (Move(("batches", "a"), None, "c"),)),
        ("abcdef", "abedcf", 2),
        ("abc", "ac", (Remove(("batches", "b"), {"id": "b", "name": "b"}, "a"),)),
        ("ac", "abc", (Add(("batches", "b"), {"id": "b", "name": "b"}, "a"),)),
        ("", "a", (Add(("batches", "a"), {"id": "a", "name": "a"}, None),)),
    ],
)
def test_only_what_changed_its_place_is_moved(old, new, edits):
    found = diff(plan_of(*old), plan_of(*new))

    assert found == edits if isinstance(edits, tuple) else len(found) == edits
    assert apply(plan_of(*old), found) == plan_of(*new)


def test_a_renamed_thing_is_the_same_thing():
    old, _ = read_plan({"risks": [{"id": "r", "title": "Old"}]})
    new, _ = read_plan({"risks": [{"id": "r", "title": "New"}]})

    assert diff(old, new) == (Set(("risks", "r", "title"), "Old", "New"),)


def test_a_default_that_is_written_out_is_no_difference():
    assert diff(plan_of("a"), read_plan({"batches": [{"id": "a", "name": "a", "progress": 0}]})[0]) == ()


def test_a_part_comes_and_goes_as_a_whole():
    bare, full = plan_of("a"), plan_of("a", project={"name": "P", "goals": ["g"]})

    assert diff(bare, full) == (Set(("project",), None, {"name": "P", "goals": ("g",)}),)
    assert diff(full, bare) == (Set(("project",), {"name": "P", "goals": ("g",)}, None),)


def test_a_part_with_another_id_differs():
    old, new = (plan_of("a", project={"id": name, "name": "P"}) for name in ("x", "y"))

    assert apply(old, diff(old, new)) == new
    assert diff(new, plan_of("a", project={"name": "P"})) == (Set(("project", "id"), "y", None),)


def test_an_unknown_key_is_compared_too():
    assert diff(plan_of("a", mood="good"), plan_of("a", mood="bad")) == (Set(("mood",), "good", "bad"),)


def test_thousands_of_things_in_another_order_are_compared_at_once():
    names = [f"b{number}" for number in range(5000)]
    old, new = plan_of(*names), plan_of(*names[::-1])
    started = time.process_time()
    edits = diff(old, new)

    assert len(edits) == 4999
    assert time.process_time() - started < 1
