"""Who waits on whom, and why."""

from __future__ import annotations

import time

import pytest

from octotui.plan.plan import Plan, by_id
from octotui.plan.reading import read_plan
from octotui.plan.waiting import DEEPEST, Waiting

PLAN, _ = read_plan(
    {
        "batches": [
            {"id": "batch-1", "name": "Critical Blockers", "status": "done"},
            {"id": "batch-2", "name": "Infrastructure", "blockers": ["batch-1"]},
            {"id": "batch-3", "name": "Security", "blockers": ["batch-2", "e-1", "i-1", "ci-2"]},
            {"id": "batch-4", "name": "AI", "blockers": ["security", "the vendor's answer", "batch-99"]},
        ],
        "items": [
            {"id": "ci-1", "title": "Cache", "column": "done"},
            {"id": "ci-2", "title": "Runners", "column": "qa", "blockers": ["ci-1"]},
        ],
        "escalations": [
            {"id": "e-1", "title": "No budget", "status": "resolved", "blocks": ["batch-2"]},
            {"id": "e-2", "title": "API down", "level": 2, "blocks": ["batch-2", "ci-2"]},
        ],
        "issues": [{"id": "i-1", "title": "Leak", "status": "closed"}],
    }
)
WAITING = Waiting(PLAN)


def batches(**blockers: list[str]) -> Plan:
    return read_plan({"batches": {name: {"name": name, "blockers": names} for name, names in blockers.items()}})[0]


def states(thing_id: str) -> dict[str, str]:
    thing = by_id((*PLAN.batches, *PLAN.items), thing_id)
    return {blocker.name: blocker.state for blocker in WAITING.blockers_of(thing)}


def test_a_blocker_is_cleared_when_what_it_names_is_finished():
    assert states("batch-3") == {"batch-2": "open", "e-1": "cleared", "i-1": "cleared", "ci-2": "open"}


def test_an_open_escalation_holds_up_what_it_says_it_blocks():
    assert states("batch-2") == {"batch-1": "cleared", "e-2": "open"}
    assert states("ci-2") == {"ci-1": "cleared", "e-2": "open"}


def test_a_blocker_may_be_a_name_or_words_but_not_an_id_of_nothing():
    assert states("batch-4") == {"batch-3": "open", "the vendor's answer": "open", "batch-99": "unknown"}


def test_a_blocker_says_where_it_is_and_what_it_is_called():
    by_name, words, _ = WAITING.blockers_of(PLAN.batches[3])

    assert (by_name.path, by_name.label) == (("batches", "batch-3"), "Security")
    assert (words.path, words.label) == (None, "the vendor's answer")


def test_a_blocker_named_twice_is_told_once():
    plan = batches(a=["b", "B"], b=[])

    assert [blocker.name for blocker in Waiting(plan).blockers_of(plan.batches[0])] == ["b"]


def test_what_is_done_waits_on_nothing():
    plan, _ = read_plan({"batches": [{"id": "a", "name": "A", "status": "done", "blockers": ["the weather"]}]})
    waiting = Waiting(plan)

    assert waiting.waiting_on(plan.batches[0])
    assert not waiting.is_waiting(plan.batches[0])
    assert WAITING.is_waiting(PLAN.batches[1])


def test_a_card_is_finished_in_the_last_column_of_its_board():
    raw = {
        "board": {"columns": ["To do", "Shipped"]},
        "items": [
            {"id": "x", "title": "X", "column": "shipped"},
            {"id": "y", "title": "Y", "column": "to-do", "blockers": ["x"]},
        ],
    }
    plan, _ = read_plan(raw)

    assert Waiting(plan).waiting_on(plan.items[1]) == ()


def test_waiters_are_those_that_name_it_by_id_or_by_name():
    assert [thing.id for thing in WAITING.waiters_of("batch-3")] == ["batch-4"]
    assert [thing.id for thing in WAITING.waiters_of("ci-1")] == ["ci-2"]
    assert WAITING.waiters_of("batch-4") == ()


def test_a_chain_tells_below_each_open_blocker_what_that_waits_on():
    chain = [(depth, blocker.name) for depth, blocker in WAITING.chain(PLAN.batches[3])]

    assert chain == [
        (0, "batch-3"),
        (1, "batch-2"),
        (2, "batch-1"),
        (2, "e-2"),
        (1, "e-1"),
        (1, "i-1"),
        (1, "ci-2"),
        (2, "ci-1"),
        (2, "e-2"),
        (0, "the vendor's answer"),
        (0, "batch-99"),
    ]


def test_a_chain_ends_where_a_circle_closes():
    plan = batches(a=["b"], b=["c"], c=["a"])

    assert [(depth, one.name) for depth, one in Waiting(plan).chain(plan.batches[0])] == [(0, "b"), (1, "c"), (2, "a")]


@pytest.mark.parametrize(
    ("blockers", "circles"),
    [
        ({"a": [], "b": ["a"], "c": ["a", "b"]}, ()),
        ({"a": ["a"]}, (("a",),)),
        ({"a": ["b"], "b": ["a"]}, (("a", "b"),)),
        ({"x": ["b"], "a": ["c"], "b": ["a"], "c": ["b"]}, (("b", "a", "c"),)),
        ({"a": ["b"], "b": ["a"], "c": ["d"], "d": ["c"]}, (("a", "b"), ("c", "d"))),
        ({"a": ["b", "c"], "b": ["a"], "c": ["a"]}, (("a", "b"), ("a", "c"))),
    ],
)
def test_each_circle_is_found_once(blockers, circles):
    assert Waiting(batches(**blockers)).cycles() == circles


def test_ten_thousand_batches_in_one_chain_are_no_trouble():
    names = [f"b{number}" for number in range(10_000)]
    plan = batches(**{name: names[place + 1 : place + 2] or names[:1] for place, name in enumerate(names)})
    started = time.process_time()
    waiting = Waiting(plan)

    assert [len(circle) for circle in waiting.cycles()] == [10_000]
    assert len(waiting.chain(plan.batches[0])) == DEEPEST + 1
    assert time.process_time() - started < 2
