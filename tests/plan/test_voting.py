"""Who votes on a release, whose vote is missing, and a vote cast again."""

from datetime import UTC, datetime, timedelta

from octotui.plan.data import data_of
from octotui.plan.edits import Set, apply, invert
from octotui.plan.plan import by_id
from octotui.plan.reading import read_plan
from octotui.plan.records import with_records
from octotui.plan.vote_cover import changed_since
from octotui.plan.voting import cast_vote, voters, voters_missing
from octotui.plan.wording import summarise

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


POINTS = [{"id": "load", "text": "Load test", "role": "qa"}, {"id": "tag", "text": "Tag it", "done": True}]
LIST = {"id": "day", "name": "Day", "release": "r", "gate": True, "items": POINTS}
OPEN = ("checklists/day/load", "tasks/pre-release/test", "gates/unit")


def plan_with_points(**release):
    roles = [{"id": "qa", "name": "QA", "tasks": {"pre-release": ["Test"]}}, {"id": "boss", "name": "Sponsor"}]
    releases = [{"id": "r", "gates": {"unit": False}, **release}]
    return read_plan({"roles": roles, "releases": releases, "checklists": [LIST]})[0]


def cast_in(plan, role, choice, who, now, condition=""):
    return apply(plan, cast_vote(plan, plan.releases[0], role, choice, who, now, condition))


def vote_of(plan, role):
    return by_id(plan.releases[0].votes, role)


def test_a_vote_notes_what_it_covers_that_is_open():
    plan = cast_in(plan_with_points(), "qa", "go", "zo", NOW)

    assert vote_of(plan, "qa").open == OPEN


def test_nothing_open_is_noted_too_and_is_not_the_same_as_nothing_known():
    nothing_open = read_plan({"roles": ROLES, "releases": [{"id": "r"}]})[0]
    cast = cast_in(nothing_open, "boss", "go", "mara", NOW)
    by_hand = plan_with(votes=[{"role": "boss", "vote": "go"}])

    assert vote_of(cast, "boss").open == ()
    assert vote_of(by_hand, "boss").open is None
    assert data_of(vote_of(cast, "boss"))["open"] == ()


def test_the_same_word_once_more_is_a_vote_only_if_the_first_is_stale():
    cast = cast_in(plan_with_points(), "qa", "go", "zo", NOW)
    opened = apply(cast, (Set(("checklists", "day", "items", "tag", "done"), True, None),))
    again = cast_in(opened, "qa", "go", "li", LATER)

    assert cast_vote(cast, cast.releases[0], "qa", "go", "li", LATER) == ()
    vote = vote_of(again, "qa")
    assert (vote.vote, vote.by, vote.at) == ("go", "li", LATER.replace(microsecond=0))
    assert vote.open == ("checklists/day/load", "checklists/day/tag", "tasks/pre-release/test", "gates/unit")
    assert changed_since(again, again.releases[0], vote) == ()


def test_a_vote_written_by_hand_may_be_confirmed():
    plan = plan_with_points(votes=[{"role": "QA", "vote": "go", "by": "zo"}])
    confirmed = cast_in(plan, "qa", "go", "zo", NOW)

    assert len(confirmed.releases[0].votes) == 1
    assert vote_of(confirmed, "qa").open == OPEN


def test_a_condition_alone_is_no_new_vote():
    cast = cast_in(plan_with_points(), "qa", "go", "zo", NOW, "the flag stays off")
    same = cast_vote(cast, cast.releases[0], "qa", "go", "li", LATER, "the flag stays off")
    other = cast_vote(cast, cast.releases[0], "qa", "go", "li", LATER, "on a Tuesday")

    assert vote_of(cast, "qa").condition == "the flag stays off"
    assert same == ()
    assert other == (Set(("releases", "r", "votes", "qa", "condition"), "the flag stays off", "on a Tuesday"),)
    set_later = (Set(("releases", "r", "votes", "qa", "condition"), "the flag stays off", "never"),)
    assert with_records(cast, set_later, "li", LATER) == set_later


def test_what_was_said_with_a_vote_stays_with_its_word_and_goes_with_another():
    old = {"role": "qa", "vote": "no-go", "condition": "go once 311 is in", "note": "it loses orders"}
    plan = plan_with_points(votes=[old])
    again, other = cast_in(plan, "qa", "no-go", "li", LATER), cast_in(plan, "qa", "go", "zo", LATER)
    with_another = cast_in(plan, "qa", "go", "zo", LATER, "watch it")

    def said(changed):
        return vote_of(changed, "qa").condition, vote_of(changed, "qa").note

    assert said(again) == ("go once 311 is in", "it loses orders")
    assert said(other) == ("", "")
    assert said(with_another) == ("watch it", "")
    assert apply(other, invert(cast_vote(plan, plan.releases[0], "qa", "go", "zo", LATER))) == plan


def test_a_condition_that_is_set_together_with_the_word_stays():
    plan = plan_with_points(votes=[{"role": "qa", "vote": "no-go", "condition": "go once 311 is in"}])
    vote = ("releases", "r", "votes", "qa")
    wanted = (Set((*vote, "condition"), "go once 311 is in", "watch it"), Set((*vote, "vote"), "no-go", "go"))

    for edits in (wanted, wanted[::-1]):
        assert vote_of(apply(plan, with_records(plan, edits, "li", LATER)), "qa").condition == "watch it"


def test_a_change_of_a_vote_is_told_as_one_change():
    cast = cast_in(plan_with_points(), "qa", "go", "zo", NOW)
    edits = cast_vote(cast, cast.releases[0], "qa", "no-go", "li", LATER)

    assert summarise(edits, cast) == "release r votes qa vote: go → no go"
    moved = (*edits, Set(("releases", "r", "votes", "qa", "open"), OPEN, ()))
    assert summarise(moved, cast) == "release r votes qa vote: go → no go"
