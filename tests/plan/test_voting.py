"""Who votes on a release, whose vote is missing, and a vote cast again."""

from datetime import UTC, datetime, timedelta

from octotui.plan.edits import Set, apply, invert
from octotui.plan.plan import by_id
from octotui.plan.reading import read_plan
from octotui.plan.records import with_records
from octotui.plan.voting import cast_vote, voters, voters_missing

NOW = datetime(2026, 11, 20, 9, 30, 11, 999, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)
ROLES = [
    {"id": "rm", "name": "Release Manager", "tasks": {"release": ["Deploy"]}},
    {"id": "qa", "name": "QA", "tasks": {"release": ["Test"]}},
    {"id": "boss", "name": "Sponsor"},
    {"id": "idle", "name": "Idle", "tasks": {"release": []}},
]


def plan_with(**release):
    return read_plan({"roles": ROLES, "releases": [{"id": "r", **release}]})[0]


def test_every_role_with_a_task_votes_unless_the_release_names_the_voters():
    plan = plan_with()
    named = plan_with(voters=["boss"])

    assert voters(plan, plan.releases[0]) == ("rm", "qa")
    assert voters(named, named.releases[0]) == ("boss",)


def test_a_vote_is_cast_with_who_and_when_and_cast_again_takes_the_firsts_place():
    plan = plan_with()
    cast = apply(plan, cast_vote(plan, plan.releases[0], "qa", "no-go", "zofia", NOW))
    edits = cast_vote(cast, cast.releases[0], "qa", "go", "ana", LATER)
    again = apply(cast, edits)

    vote = cast.releases[0].votes[0]
    assert (vote.vote, vote.by, vote.at) == ("no-go", "zofia", NOW.replace(microsecond=0))
    assert voters_missing(cast, cast.releases[0]) == ("rm",)
    assert [(one.vote, one.by, one.at) for one in again.releases[0].votes] == [
        ("go", "ana", LATER.replace(microsecond=0))
    ]
    assert apply(again, invert(edits)) == cast
    assert cast_vote(cast, cast.releases[0], "qa", "no-go", "ana", LATER) == ()


def test_a_vote_that_is_changed_from_elsewhere_says_who_changed_it():
    plan = plan_with(votes=[{"role": "qa", "vote": "go", "by": "zofia"}])
    path = ("releases", "r", "votes", "qa", "vote")

    changed = apply(plan, with_records(plan, (Set(path, "go", "no-go"),), "ana", NOW))

    vote = by_id(changed.releases[0].votes, "qa")
    assert (vote.vote, vote.by, vote.at) == ("no-go", "ana", NOW.replace(microsecond=0))
