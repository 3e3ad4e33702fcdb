"""A change that is not in the plan, in words: what it wanted, what is there, what becomes of it."""

from datetime import UTC, datetime

import pytest

from octotui.plan.diff import diff
from octotui.plan.disputes import Dispute, latest, still_open, wanted_by
from octotui.plan.edits import Add, Remove, Set, apply
from octotui.plan.fitting import edits_of
from octotui.plan.ground import grounds_of
from octotui.plan.merge import merge
from octotui.plan.operations import remove_thing
from octotui.plan.reading import read_plan
from octotui.plan.sides import sides

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
RAW = {
    "batches": [
        {"id": "one", "name": "One"},
        {"id": "two", "name": "Two", "status": "blocked", "gates": [{"id": "unit"}]},
        {"id": "three", "name": "Three"},
    ],
    "checklists": [{"id": "day", "name": "Day", "items": ["Deploy", "Watch"]}],
}
PLAN = read_plan(RAW)[0]
STATUS = ("batches", "two", "status")
DONE = Set(STATUS, "blocked", "done")
NOTES = Set(("batches", "two", "notes"), "", "hm")


def plan_with(**areas):
    return read_plan(RAW | areas)[0]


def batches(*changed):
    """The plan's batches, with another second one, or without one."""
    return plan_with(batches=[RAW["batches"][0], *changed, RAW["batches"][2]])


def dispute(*edits, there):
    """What comes of edits that were made while others made another plan."""
    conflicts = merge(PLAN, there, ours := apply(PLAN, edits)).conflicts
    done = diff(PLAN, ours)
    made = [
        Dispute("both", edits_of(one, done), "ana", NOW, grounds_of(PLAN, edits_of(one, done))) for one in conflicts
    ]
    (only,) = latest(there, made)
    return only


def told(one, there):
    words = sides(one, there)
    return words.what, words.yours, words.theirs, words.then


def insisted(one, there):
    edits, left = wanted_by(there, [one])
    assert left == ()
    return apply(there, edits)


GONE = batches()
RENAMED = batches({"id": "second", "name": "Two", "status": "queued"})


def test_a_field_that_both_changed():
    there = batches(RAW["batches"][1] | {"status": "queued"})
    assert told(dispute(DONE, there=there), there) == ("two status", "done", "queued", "")


def test_what_was_changed_in_a_thing_that_others_removed():
    one = dispute(DONE, there=GONE)
    assert told(one, GONE) == ("two", "status: blocked → done", "removed", "two comes back as it was, with this")
    back = insisted(one, GONE)
    assert [batch.id for batch in back.batches] == ["one", "two", "three"], "in its old place"
    assert diff(PLAN, back) == (DONE,)


def test_several_changes_of_a_thing_that_is_gone_are_one_choice():
    one = dispute(DONE, NOTES, there=GONE)
    assert told(one, GONE)[1] == "status: blocked → done; notes: none → hm"
    assert diff(PLAN, insisted(one, GONE)) == (DONE, NOTES)


def test_the_old_place_is_behind_the_nearest_neighbour_that_is_left():
    there = plan_with(batches=[RAW["batches"][2]])
    assert [batch.id for batch in insisted(dispute(DONE, there=there), there).batches] == ["two", "three"]


def test_what_was_changed_in_a_thing_that_others_renamed():
    one = dispute(DONE, there=RENAMED)
    assert told(one, RENAMED) == ("two", "status: blocked → done", "renamed to second", "second gets it")
    after = insisted(one, RENAMED)
    assert [(batch.id, batch.status) for batch in after.batches][1] == ("second", "done")
    assert len(after.batches) == 3


@pytest.mark.parametrize(
    "others",
    [
        [{"id": "a", "name": "Two"}, {"id": "b", "name": "Two"}],
        [{"id": "a", "name": "Two, as it was"}],
    ],
    ids=["two have its name", "none has its name"],
)
def test_what_may_be_a_rename_or_not_is_a_removal(others):
    there = batches(*others)
    assert told(dispute(DONE, there=there), there)[2] == "removed"


def test_one_of_the_same_name_that_was_there_before_is_no_rename():
    base = batches(RAW["batches"][1], {"id": "twin", "name": "Two"})
    there = batches({"id": "twin", "name": "Two"})
    one = Dispute("both", (DONE,), "ana", NOW, grounds_of(base, (DONE,)))
    assert told(one, there)[2] == "removed"


def test_a_thing_in_a_thing_that_is_gone_comes_back_with_it():
    path = ("checklists", "day", "items", "watch", "text")
    there = plan_with(checklists=[])
    edit = Set(path, "Watch", "Watch it")
    one = dispute(edit, there=there)
    assert told(one, there)[0::2] == ("checklist day", "removed")
    assert diff(PLAN, insisted(one, there)) == (edit,)


def test_a_thing_that_is_there_again_is_a_field_again():
    one = dispute(DONE, NOTES, there=GONE)
    assert [dispute.edits for dispute in latest(PLAN, [one])] == [(DONE,), (NOTES,)]
    assert still_open(apply(PLAN, [DONE, NOTES]), [one]) == ()


def test_a_thing_that_one_removed_and_others_changed():
    there = batches(RAW["batches"][1] | {"status": "queued", "progress": 5})
    one = dispute(*remove_thing(PLAN, ("batches", "two")), there=there)
    what, yours, theirs, _ = told(one, there)
    assert (what, yours) == ("two", "removed")
    assert theirs == "status: blocked → queued; progress: 0 → 5"


def test_a_thing_is_told_without_the_braces_of_a_program():
    value = RAW["batches"][1] | {"blockers": ["one"]}
    one = Dispute("over", (Add(("batches", "two"), value, None),), "ana", NOW)
    words = sides(one, GONE)
    assert words.yours == "added: name Two, status blocked, blockers one, gates: 1"
    assert words.theirs == "not there"
    removed = sides(Dispute("over", (Remove(("batches", "two"), value, None),), "ana", NOW), GONE)
    assert "{" not in removed.was
    assert removed.theirs == "not there"
