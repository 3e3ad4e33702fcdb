"""The next release from the last: what has to be done again begins anew, the record of the last one stays."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from octotui.plan.checklists import Checklist
from octotui.plan.edits import apply, invert
from octotui.plan.next_release import last_release, next_id, next_release
from octotui.plan.plan import by_id
from octotui.plan.reading import read_plan
from octotui.plan.releases import Release
from octotui.plan.rhythm import Checkpoint
from tests.plan.plans import raw_entities, raw_plans

WINDOW = datetime(2026, 11, 24, 8, tzinfo=UTC)
LAST = {
    "id": "2026.11",
    "name": "The quiet switch",
    "window": WINDOW,
    "owner": "dana",
    "scope": ["Databases"],
    "batches": ["b"],
    "voters": ["rm"],
    "gates": {"unit": {"passed": True, "by": "li"}, "smoke": False},
    "done": [{"role": "rm", "task": "Deploy"}],
    "votes": [{"role": "rm", "vote": "go"}],
    "waivers": [{"item": "smoke"}],
    "decisions": [{"type": "go-no-go", "outcome": "GO"}],
    "notes": "ours",
}
LISTED = {
    "id": "day",
    "name": "Day of 2026.11",
    "release": "2026.11",
    "gate": True,
    "due": date(2026, 11, 24),
    "items": [
        {"text": "Tag", "role": "rm", "done": True, "by": "li", "at": WINDOW, "due": date(2026, 11, 23)},
        {"id": "own", "text": "Deploy", "optional": True, "notes": "slowly"},
    ],
}
REVIEW = {"id": "review", "name": "Review", "release": "2026.11", "due": date(2026, 11, 23), "held": ["2026-11-23"]}


def plan_of(**more):
    return read_plan(
        {"releases": [LAST], "checklists": [LISTED, {"name": "Kick-off"}], "checkpoints": [REVIEW], **more}
    )[0]


def test_owner_voters_and_gates_stay_and_all_that_was_recorded_is_gone():
    plan = plan_of()
    after = apply(plan, next_release(plan, "2026.12", "The loud one"))
    new = by_id(after.releases, "2026.12")

    assert (new.name, new.status, new.phase, new.owner, new.voters) == (
        "The loud one",
        "planned",
        "pre-release",
        "dana",
        ("rm",),
    )
    assert [(gate.id, gate.passed, gate.by) for gate in new.gates] == [("unit", False, ""), ("smoke", False, "")]
    assert not any((new.scope, new.batches, new.done, new.votes, new.waivers, new.decisions, new.notes, new.window))


def test_its_checklists_and_checkpoints_come_once_more_with_nothing_ticked_or_held():
    plan = plan_of()
    after = apply(plan, next_release(plan, "2026.12", window=WINDOW + timedelta(days=14)))
    new, review = by_id(after.checklists, "day-2026.12"), by_id(after.checkpoints, "review-2026.12")

    assert (new.name, new.release, new.gate, new.due) == ("Day of 2026.12", "2026.12", True, date(2026, 12, 8))
    assert [(item.id, item.text, item.role, item.done, item.by, item.due) for item in new.items] == [
        ("tag", "Tag", "rm", False, "", date(2026, 12, 7)),
        ("own", "Deploy", "", False, "", None),
    ]
    assert new.items[1].optional
    assert (review.release, review.held, review.due) == ("2026.12", (), date(2026, 12, 7))
    assert [one.id for one in after.checklists] == ["day", "kick-off", "day-2026.12"]


def test_without_a_window_nobody_knows_the_days():
    plan = plan_of()
    new = by_id(apply(plan, next_release(plan, "2026.12")).checklists, "day-2026.12")

    assert (new.due, new.items[0].due) == (None, None)


def test_the_one_after_that_is_named_after_its_own_release():
    plan = plan_of()
    twice = apply(plan, next_release(plan, "2026.12"))
    twice = apply(twice, next_release(twice, "2027.01"))

    assert [one.id for one in twice.checklists] == ["day", "kick-off", "day-2026.12", "day-2027.01"]


@pytest.mark.parametrize(
    ("last", "wanted"),
    [
        ("2026.11", "2026.12"),
        ("2026.12", "2027.01"),
        ("v1.9", "v1.10"),
        ("r009", "r010"),
        ("7-rc", "8-rc"),
        ("big", "big-2"),
    ],
)
def test_the_next_id_counts_on(last, wanted):
    assert next_id(read_plan({"releases": [{"id": last}]})[0]) == wanted


def test_the_first_release_is_made_from_nothing():
    plan = read_plan({})[0]

    assert next_id(plan) == "1.0"
    assert [release.id for release in apply(plan, next_release(plan, "1.0")).releases] == ["1.0"]


def test_a_cancelled_one_is_not_the_last_if_there_are_others():
    releases = [{"id": "1", "window": WINDOW}, {"id": "2", "window": WINDOW + timedelta(days=7), "status": "cancelled"}]

    assert last_release(read_plan({"releases": releases})[0]).id == "1"
    assert last_release(read_plan({"releases": [*releases, {"id": "3"}]})[0]).id == "3"


@st.composite
def released(draw):
    """A plan with a release in whose record anything may stand, and lists and reviews of it."""
    data = draw(raw_plans())
    data["releases"] = [draw(raw_entities(Release)) | {"id": "r.1"}]
    for area, model in (("checklists", Checklist), ("checkpoints", Checkpoint)):
        data[area] = [draw(raw_entities(model)) | {"release": "r.1"} for _ in range(draw(st.integers(0, 2)))]
    return read_plan(data)[0]


@given(released())
def test_whatever_the_plan_the_last_record_stays_and_the_new_one_is_clean(plan):
    edits = next_release(plan, "r.2", window=WINDOW)
    after = apply(plan, edits)
    new = by_id(after.releases, "r.2")

    assert after.releases == (*plan.releases, new)
    for area in ("checklists", "checkpoints"):
        before, now = getattr(plan, area), getattr(after, area)
        added = [one for one in now if one.id not in {known.id for known in before}]
        assert tuple(one for one in now if one not in added) == before
        assert [one.release for one in added] == ["r.2"] * len(before)
        assert not any(getattr(one, "ticked", 0) or getattr(one, "held", ()) for one in added)
    assert not any((new.done, new.votes, new.waivers, new.decisions, *(gate.passed for gate in new.gates)))
    assert [gate.id for gate in new.gates] == [gate.id for gate in plan.releases[0].gates]
    assert apply(after, invert(edits)) == plan
