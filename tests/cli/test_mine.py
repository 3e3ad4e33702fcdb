"""``octotui mine``: what falls to a person or a role."""

import json

import pytest

MORE = """
[[roles]]
id = "rm"
name = "Release Manager"
people = ["ana"]

[[checklists]]
id = "gate"
name = "Gate"
due = 2026-11-19
items = [{ text = "Tag the release", role = "rm" }]
"""
LISTED = """\
DUE          WHAT                    KIND   WHY                   ID
5 days late  Critical Blockers       batch  owner                 batches/batch-1
1 day late   Tag the release (Gate)  item   role Release Manager  checklists/gate/items/tag-the-release
"""


@pytest.fixture
def ours(plan):
    """The plan of the tests, with a role that Ana fills and a list that is late."""
    plan.write_text(plan.read_text(encoding="utf-8") + MORE, encoding="utf-8")
    return plan


def test_it_is_listed_late_first_with_why(run, ours):
    ran = run("mine", "ana")

    assert (ran.status, ran.out) == (0, LISTED)
    assert ran.err.strip() == "Ana Ruiz: 2 things open, 2 late"


def test_left_out_it_is_whoever_is_at_the_keyboard(run, ours):
    assert run("--as", "Ana Ruiz", "mine").out == run("mine", "ana").out


def test_a_role_has_its_own_and_not_what_its_people_own(run, ours):
    ran = run("mine", "Release Manager", "--json")

    said = json.loads(ran.out)
    assert (said["kind"], said["who"], said["date"], ran.err) == ("mine", "Release Manager", "2026-11-20", "")
    assert said["items"] == [
        {
            "path": "checklists/gate/items/tag-the-release",
            "kind": "item",
            "label": "Tag the release",
            "of": "Gate",
            "why": "role Release Manager",
            "due": "2026-11-19",
            "state": "late",
            "daysLate": 1,
        }
    ]


def test_another_day_is_looked_at(run, ours):
    ran = run("mine", "ana", "--date", "2026-11-01")

    assert "late" not in ran.out


def test_a_name_nobody_has_is_refused_with_the_nearest(run, ours):
    ran = run("mine", "anna")

    assert (ran.status, ran.out) == (2, "")
    assert ran.err.strip() == 'octotui: there is no person and no role "anna"; did you mean "ana"?'


def test_a_name_that_only_owns_something_is_known(run, plan):
    plan.write_text(plan.read_text().replace('owner = "ana"', 'owner = "Somebody"'))

    assert "Critical Blockers" in run("mine", "somebody").out


def test_what_is_late_about_a_risk_and_an_escalation_is_said(run, plan):
    plan.write_text(plan.read_text().replace("[[risks]]", '[[risks]]\nowner = "ana"'), encoding="utf-8")

    out = run("mine", "ana", "--date", "2026-11-30").out

    assert "review 10 days late  CI fixes take longer" in out


def test_whoever_is_at_the_keyboard_and_nobody_in_the_plan_is_told(run, ours):
    ran = run("--as", "Somebody Else", "mine")

    assert ran.status == 0
    assert 'the plan has no person and no role "Somebody Else"' in ran.err
