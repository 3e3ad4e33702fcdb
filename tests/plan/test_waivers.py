"""Waivers: what each lets through, what it is called, and how one is given."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from octotui.plan.edits import Add, apply, invert, path_text
from octotui.plan.problems import PlanError
from octotui.plan.reading import read_plan
from octotui.plan.releases import Waiver
from octotui.plan.waivers import aims, waive, waived, waiver_name

TODAY = date(2026, 11, 20)
LATER = TODAY + timedelta(days=5)
OVER = TODAY - timedelta(days=1)
NEEDS = "a waiver of unit needs a reason, a name and a day"
RAN_OUT = "a waiver of day/load until 2026-11-19 has run out already"
WAIVABLE = "a point of its gate lists, a gate, a role's NO-GO and an escalation on it can"
LOAD = ("checklists", "day", "items", "load")
UNIT = ("releases", "r", "gates", "unit")
SEC = ("releases", "r", "votes", "sec")
QA = ("releases", "r", "votes", "qa")
SLEEP = ("checklists", "after", "items", "sleep")
BANK = ("escalations", "e-3")


def plan_with(*waivers, gates=("unit", "qa"), points=("load", "smoke")):
    return read_plan(
        {
            "roles": [{"id": "qa", "name": "QA"}, {"id": "sec", "name": "Security Lead"}],
            "releases": [
                {
                    "id": "r",
                    "voters": ["qa", "sec"],
                    "gates": dict.fromkeys(gates, False),
                    "waivers": [{"item": one} if isinstance(one, str) else one for one in waivers],
                }
            ],
            "checklists": [
                {
                    "id": "day",
                    "name": "Day",
                    "release": "r",
                    "gate": True,
                    "items": [{"id": one, "text": f"The {one} test"} for one in points],
                },
                {"id": "after", "name": "After", "release": "r", "items": ["Sleep"]},
            ],
            "escalations": [{"id": "e-3", "title": "The bank is shut", "release": "r", "level": 3}],
        }
    )[0]


@pytest.mark.parametrize(
    ("item", "path"),
    [
        ("load", LOAD),
        ("LOAD", LOAD),
        ("day/load", LOAD),
        ("Day/Load", LOAD),
        ("checklists/day/load", LOAD),
        ("checklists/day/items/load", LOAD),
        (" the load test ", LOAD),
        ("unit", UNIT),
        ("gates/unit", UNIT),
        ("sec", SEC),
        ("security lead", SEC),
        ("votes/sec", SEC),
        ("e-3", BANK),
        ("The bank is shut", BANK),
        ("gates/qa", ("releases", "r", "gates", "qa")),
        ("votes/qa", QA),
    ],
)
def test_a_waiver_names_a_thing_by_its_id_its_text_or_its_place(item, path):
    plan = plan_with(item)

    assert [aim.paths for aim in aims(plan, plan.releases[0])] == [(path,)]


@pytest.mark.parametrize(
    ("item", "names"),
    [("qa", ("gates/qa", "votes/qa")), ("sleep", ()), ("", ()), ("risks/load", ())],
)
def test_a_name_that_nothing_or_several_things_have_lets_nothing_through(item, names):
    plan = plan_with({"item": item, "by": "zo", "reason": "why", "until": LATER})

    assert [aim.names for aim in aims(plan, plan.releases[0])] == [names]
    assert waived(plan, plan.releases[0], TODAY) == {}


@pytest.mark.parametrize(
    ("path", "name"), [(LOAD, "day/load"), (UNIT, "unit"), (SEC, "sec"), (BANK, "e-3"), (QA, "votes/qa")]
)
def test_the_name_of_a_thing_is_short_and_clear(path, name):
    plan = plan_with()

    assert waiver_name(plan, plan.releases[0], path) == name


def test_a_whole_name_goes_before_an_id_and_an_id_before_a_text():
    plan = plan_with("day/load", "The load test", gates=("day/load", "The load test"))
    gate = ("releases", "r", "gates", "The load test")

    assert [aim.paths for aim in aims(plan, plan.releases[0])] == [(LOAD,), (gate,)]


@given(
    st.lists(st.sampled_from(("qa", "sec", "day/load", "load", "e-3", "e~3")), unique=True),
    st.lists(st.sampled_from(("qa", "load", "unit", "votes/sec")), unique=True),
)
def test_a_name_that_octotui_writes_can_mean_nothing_else(gates, points):
    plan = plan_with(gates=gates, points=points)
    release = plan.releases[0]
    paths = [
        *(("releases", "r", "gates", gate.id) for gate in release.gates),
        *(("checklists", "day", "items", item.id) for item in plan.checklists[0].items),
        *(SEC, BANK),
    ]
    for path in paths:
        after = apply(plan, waive(plan, release, path, "zo", "why", LATER, TODAY))
        assert list(waived(after, after.releases[0], TODAY)) == [path]


def test_a_waiver_says_what_why_who_and_until_when():
    plan = plan_with()
    edits = waive(plan, plan.releases[0], LOAD, " zo ", " no load yet ", LATER, TODAY)
    after = apply(plan, edits)

    assert edits == (
        Add(
            ("releases", "r", "waivers", "day-load"),
            {"item": "day/load", "by": "zo", "reason": "no load yet", "until": LATER},
            None,
        ),
    )
    assert waived(after, after.releases[0], LATER) == {LOAD: after.releases[0].waivers[0]}
    assert waived(after, after.releases[0], LATER + timedelta(days=1)) == {}
    assert apply(after, invert(edits)) == plan


def test_a_thing_that_is_waived_already_keeps_its_waiver_with_new_words():
    plan = plan_with({"item": "The load test", "by": "li", "reason": "old", "until": TODAY - timedelta(days=3)})
    edits = waive(plan, plan.releases[0], LOAD, "zo", "old", LATER, TODAY)

    assert [path_text(edit.path) for edit in edits] == [
        "releases/r/waivers/the-load-test/by",
        "releases/r/waivers/the-load-test/until",
    ]
    after = apply(plan, edits).releases[0].waivers
    assert after == (Waiver(id="the-load-test", item="The load test", by="zo", reason="old", until=LATER),)


@pytest.mark.parametrize(
    ("path", "who", "reason", "until", "said"),
    [
        (LOAD, "zo", " ", LATER, "a waiver of day/load needs a reason, a name and a day: no reason"),
        (UNIT, "", "why", None, f"{NEEDS}: no name, no day until which it counts"),
        (LOAD, "zo", "why", OVER, f"{RAN_OUT}; its last day is 2026-11-20 or later"),
        (("risks", "r-1"), "zo", "why", LATER, f'"risks/r-1" cannot be waived for r; {WAIVABLE}'),
        (SLEEP, "zo", "why", LATER, f'"checklists/after/items/sleep" cannot be waived for r; {WAIVABLE}'),
    ],
)  # fmt: skip
def test_what_is_missing_or_over_is_refused_in_one_line(path, who, reason, until, said):
    plan = plan_with()

    with pytest.raises(PlanError) as refused:
        waive(plan, plan.releases[0], path, who, reason, until, TODAY)
    assert str(refused.value) == said


def test_today_counts_in():
    plan = plan_with()

    assert waive(plan, plan.releases[0], LOAD, "zo", "why", TODAY, TODAY)
