"""Who may decide what, and what is said of somebody who was none of them."""

from datetime import UTC, datetime

from octotui.plan.authority import authority, decide, deciders, recorded, remark, types
from octotui.plan.edits import apply
from octotui.plan.plan import by_id
from octotui.plan.reading import read_plan

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
PLAN = read_plan(
    {
        "people": {"dana": {"name": "Dana Kim", "roles": ["rm"]}, "ana": {"roles": ["pm"]}, "li": "Li"},
        "roles": [{"id": "rm", "name": "Release Manager"}, {"id": "pm", "name": "Project Manager"}],
        "decision_types": {
            "go-no-go": {"name": "Go/no-go", "owner": ["rm"], "path": ["pm", "Product Lead"]},
            "free": {"name": "Free"},
        },
        "releases": [
            {
                "id": "1",
                "decisions": [{"type": "go-no-go", "outcome": "GO", "by": "dana", "at": "2026-10-01T08:00:00Z"}],
            },
            {"id": "2", "decisions": [{"type": "tea", "outcome": "Earl Grey"}]},
        ],
    }
)[0]
GO = by_id(PLAN.decision_types, "go-no-go")


def test_the_owner_decides_the_path_by_escalation_and_of_all_others_it_is_said():
    assert authority(PLAN, GO, "dana") == "owner"
    assert remark(PLAN, GO, "dana") == ""
    assert remark(PLAN, GO, "ana") == "by escalation, as Project Manager"
    assert remark(PLAN, GO, "li") == "not the owner: Release Manager decides"
    assert authority(PLAN, GO, "") == "unknown"
    assert authority(PLAN, by_id(PLAN.decision_types, "free"), "li") == "unknown"
    assert deciders(PLAN, GO) == "Release Manager (Dana Kim)"


def test_a_decision_is_recorded_with_who_and_when_and_the_latest_comes_first():
    plan = apply(PLAN, decide(PLAN.releases[1], "go-no-go", "NO-GO", "ana", NOW, "too late"))

    found = recorded(plan, "go-no-go")

    assert [(one.release.id, one.decision.outcome, one.decision.by) for one in found] == [
        ("2", "NO-GO", "ana"),
        ("1", "GO", "dana"),
    ]
    assert (found[0].decision.at, found[0].decision.reason) == (NOW, "too late")


def test_two_decisions_of_one_moment_are_both_kept():
    once = apply(PLAN, decide(PLAN.releases[1], "go-no-go", "NO-GO", "ana", NOW))
    twice = apply(once, decide(once.releases[1], "go-no-go", "GO", "ana", NOW))

    assert len(twice.releases[1].decisions) == 3


def test_a_kind_that_only_a_decision_names_is_not_lost():
    assert [kind.id for kind in types(PLAN)] == ["go-no-go", "free", "tea"]
