"""The go/no-go role by role: who speaks, what came up since, which risks fall to whom; and the votes counted."""

from datetime import UTC, datetime

import pytest

from octotui.plan.ballots import GO_NO_GO, ballots, decision_type, risks_to, speakers, tally
from octotui.plan.reading import read_plan

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
QA = {"id": "qa", "name": "QA", "people": ["zoe", "Sam Guest"], "tasks": {"pre-release": ["Test"]}}
DEV = {"id": "dev", "name": "Dev", "people": ["kim"], "tasks": {"pre-release": ["Build"]}}
OPS = {"id": "ops", "name": "Ops"}
PEOPLE = {"zoe": {"name": "Zoe Lee"}, "kim": {"name": "Kim Roe"}}
LAST = {"id": "old", "status": "released", "window": NOW, "votes": [{"role": "QA", "vote": "go", "by": "Zoe Lee"}]}


def plan_of(release=None, **areas):
    raw = {"people": PEOPLE, "roles": [QA, DEV, OPS], "releases": [{"id": "r", **(release or {})}, LAST], **areas}
    return read_plan(raw)[0]


def test_those_who_have_to_vote_come_first_then_those_who_voted_beside_them():
    plan = plan_of({"votes": [{"role": "Ops", "vote": "go"}, {"role": "dev", "vote": "no-go"}]})
    found = ballots(plan, plan.releases[0])
    assert [(one.role, one.has_to, one.vote.vote if one.vote else "") for one in found] == [
        ("qa", True, ""),
        ("dev", True, "no-go"),
        ("ops", False, "go"),
    ]
    assert tally(found) == "1 NO-GO, 1 not voted"
    assert tally(()) == ""


def test_a_vote_is_stale_by_what_it_covers_and_names_it():
    vote = {"role": "qa", "vote": "go", "at": NOW, "open": []}
    plan = plan_of({"votes": [vote], "gates": {"smoke": False}})
    qa = ballots(plan, plan.releases[0])[0]
    assert [one.label for one in qa.came_up] == ["Test", "smoke"]
    assert [one.label for one in qa.covers] == ["Test", "smoke"]


@pytest.mark.parametrize(
    ("role", "user", "said"),
    [
        ("dev", "zoe", ("kim",)),  # the only one
        ("qa", "Sam Guest", ("Sam Guest",)),  # the user is one of them
        ("qa", "kim", ("zoe",)),  # spoke for it the last time
        ("ops", "kim", ()),  # nobody fills it
        ("ciso", "kim", ()),  # no role at all
    ],
)
def test_one_name_speaks_for_a_role_where_it_follows_from_the_plan(role, user, said):
    plan = plan_of()
    assert speakers(plan, plan.releases[0], role, user) == said


def test_where_nobody_knows_who_of_several_speaks_all_are_named():
    plan = plan_of(releases=[{"id": "r", "votes": [{"role": "qa", "vote": "go", "by": "kim"}]}])
    assert speakers(plan, plan.releases[0], "qa", "kim") == ("zoe", "Sam Guest")


def test_whoever_voted_on_this_release_speaks_before_whoever_did_on_the_last():
    plan = plan_of({"votes": [{"role": "qa", "vote": "go", "by": "Sam Guest"}]})
    assert speakers(plan, plan.releases[0], "qa", "kim") == ("Sam Guest",)


def test_risks_to_a_release_are_the_open_ones_on_it_and_its_batches_and_fall_to_their_owners_roles():
    risks = [
        {"id": "low", "title": "Low", "release": "r", "owner": "Zoe Lee", "probability": "low", "impact": "low"},
        {"id": "high", "title": "High", "batches": ["b"], "owner": "qa", "impact": "critical"},
        {"id": "free", "title": "Free", "release": "r"},
        {"id": "shut", "title": "Shut", "release": "r", "owner": "qa", "status": "closed"},
        {"id": "else", "title": "Else", "release": "old", "owner": "qa"},
    ]
    plan = plan_of({"batches": ["b"]}, risks=risks)
    found = {one.role: [risk.id for risk in one.risks] for one in ballots(plan, plan.releases[0])}
    assert found == {"qa": ["high", "low"], "dev": []}
    assert {risk.id for risk in risks_to(plan, plan.releases[0])} == {"high", "low", "free"}


def test_the_kind_of_decision_is_the_plans_own_by_id_or_name():
    assert decision_type(plan_of()) == GO_NO_GO
    own = plan_of(decision_types=[{"id": "d-1", "name": "Go / No-Go", "owner": ["ops"]}])
    assert decision_type(own).id == "d-1"
