"""My day: everything that falls to a person or a role, with why, when and how late."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given

from octotui.plan.claims import STATES, claims
from octotui.plan.edits import value_at
from octotui.plan.mine import duties, mine, open_counts
from octotui.plan.reading import read_plan
from octotui.plan.whose import whose
from tests.plan.plans import plans

TODAY = date(2026, 11, 20)
NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
YESTERDAY, TOMORROW, LATER = (TODAY + timedelta(days=days) for days in (-1, 1, 30))

PEOPLE = {"dana": {"name": "Dana Kim", "roles": ["rm"]}, "omar": {"name": "Omar", "roles": ["ops"]}}
ROLES = [
    {
        "id": "rm",
        "name": "Release Manager",
        "tasks": {"pre-release": ["Plan it", "Book it"], "release": ["Deploy"], "incident": ["Roll back"]},
    },
    {"id": "ops", "name": "DevOps", "tasks": {"pre-release": ["Warm up"]}},
]


def theirs(name="dana", **areas):
    plan = read_plan({"people": PEOPLE, "roles": ROLES, **areas})[0]
    return mine(plan, name, NOW, TODAY, UTC)


def said(found):
    return [(duty.kind, duty.label, duty.why, duty.state) for duty in found]


def test_a_batch_falls_to_its_owner_until_it_is_done():
    batches = [
        {"name": "A", "owner": "dana", "target": YESTERDAY},
        {"name": "B", "owner": "Dana Kim", "target": TODAY},
        {"name": "C", "owner": "rm"},
        {"name": "D", "owner": "dana", "status": "done"},
        {"name": "E", "owner": "omar"},
    ]

    assert said(theirs(batches=batches)) == [
        ("batch", "A", "owner", "late"),
        ("batch", "B", "owner", "today"),
        ("batch", "C", "role Release Manager", "open"),
    ]


def test_a_card_is_due_by_its_target_else_with_its_sprint_and_not_in_the_last_column():
    found = theirs(
        sprints=[{"id": "s1", "name": "S1", "end": TOMORROW}],
        items=[
            {"title": "A", "owner": "dana", "column": "qa", "sprint": "s1"},
            {"title": "B", "owner": "dana", "column": "ready", "sprint": "s1", "target": YESTERDAY},
            {"title": "C", "owner": "dana", "column": "done", "sprint": "s1"},
            {"title": "D", "owner": "dana"},
        ],
    )

    assert [(duty.label, duty.state, duty.due, duty.late) for duty in found] == [
        ("B", "late", YESTERDAY, 1),
        ("A", "soon", TOMORROW, 0),
        ("D", "open", None, 0),
    ]


def test_a_risk_is_due_a_week_after_it_was_looked_at_and_so_are_its_open_steps():
    risk = {
        "title": "Rain",
        "owner": "dana",
        "reviews": [{"on": TODAY - timedelta(days=8)}],
        "actions": [
            {"text": "Buy a tent", "owner": "dana", "target": LATER},
            {"text": "Look up", "owner": "dana", "done": True},
            {"text": "Ask around", "owner": "omar"},
        ],
    }

    assert said(theirs(risks=[risk])) == [
        ("risk", "Rain", "owner", "late"),
        ("mitigation", "Buy a tent", "owner", "open"),
    ]
    assert theirs(risks=[risk | {"status": "closed"}]) == ()


def test_an_escalation_is_late_when_its_level_wants_an_answer_then_for_every_day_and_a_lost_one_for_who_is_told():
    def one(**more):
        return {"title": "Stuck", "level": 1, "raised": {"by": "omar", "at": NOW - timedelta(days=2)}, **more}

    answered = [{"at": NOW - timedelta(days=1), "by": "dana", "did": "called"}]
    routes = [{"id": "1", "told": ["Release Manager"]}]

    assert said(theirs(escalations=[one(owner="dana")]))[0][2:] == ("owner", "late")
    assert said(theirs(escalations=[one(owner="dana", history=answered)]))[0][2:] == ("owner", "today")
    assert said(theirs(escalations=[one()], routes=routes))[0][2:] == ("is told as Release Manager", "late")
    assert theirs(escalations=[one(owner="dana", status="resolved")]) == ()


def test_a_change_falls_to_who_looks_after_it_and_to_each_who_has_to_approve_it():
    change = {"title": "Move it", "owner": "omar", "target": TOMORROW, "approvals": [{"by": "rm", "needed": "the day"}]}

    assert said(theirs(changes=[change])) == [("approval", "Move it", "approves as Release Manager", "soon")]
    assert said(theirs("omar", changes=[change])) == [("change", "Move it", "owner", "soon")]
    assert theirs(changes=[change | {"approvals": [{"by": "rm", "state": "approved"}]}]) == ()


def test_points_fall_to_their_role_unless_somebody_owns_them_and_with_a_release_that_is_over_they_are_over():
    items = [
        {"text": "Tag", "role": "rm"},
        {"text": "Wait", "role": "all", "due": TODAY},
        {"text": "Ping", "role": "rm", "owner": "omar"},
        {"text": "Told", "role": "rm", "done": True},
    ]
    listed = {"name": "Day", "items": items, "due": YESTERDAY, "release": "r"}
    releases = [{"id": "r", "status": "planned", "voters": ["ops"], "phase": "post-release"}]

    assert said(theirs(checklists=[listed], releases=releases)) == [
        ("item", "Tag", "role Release Manager", "late"),
        ("item", "Wait", "everyone", "today"),
    ]
    assert theirs(checklists=[listed], releases=[releases[0] | {"status": "released"}]) == ()


def test_a_release_asks_for_the_tasks_of_its_phase_and_for_the_votes_that_are_missing():
    release = {
        "id": "r",
        "window": NOW + timedelta(days=4),
        "done": [{"role": "rm", "phase": "pre-release", "task": "Plan it"}],
    }

    assert said(theirs(releases=[release])) == [
        ("task", "Book it", "role Release Manager", "soon"),
        ("vote", "Go or no-go", "votes as Release Manager", "soon"),
    ]
    assert said(theirs(releases=[release | {"phase": "release"}])) == [
        ("task", "Deploy", "role Release Manager", "soon")
    ]
    assert said(theirs(releases=[release | {"phase": "incident"}])) == [
        ("task", "Roll back", "role Release Manager", "today")
    ]
    assert theirs(releases=[release | {"status": "released"}]) == ()


def test_a_checkpoint_falls_to_who_leads_it_and_to_who_has_to_be_there_and_once_held_to_nobody():
    checkpoint = {"name": "Review", "due": YESTERDAY, "lead": "dana", "required": ["rm", "ops"]}

    assert said(theirs(checkpoints=[checkpoint])) == [("checkpoint", "Review", "leads", "late")]
    assert said(theirs("omar", checkpoints=[checkpoint])) == [("checkpoint", "Review", "attends as DevOps", "late")]
    assert theirs(checkpoints=[checkpoint | {"held": [YESTERDAY]}]) == ()


def test_a_message_is_owed_by_who_sends_it():
    weekly = {"what": "Report", "every": "week", "on": "friday", "owner": "dana", "sent": ["2026-11-13"]}

    assert said(theirs(communications=[weekly])) == [("message", "Report", "sends", "today")]
    assert theirs(communications=[weekly | {"sent": ["2026-11-13", TODAY]}]) == ()


def test_the_lesser_things_too():
    found = theirs(
        project={"start": date(2026, 10, 19)},
        actions=[{"text": "Call", "owner": "dana", "week": "Week 5", "days": "Day 4"}],
        milestones=[{"name": "Half way", "owner": "dana", "due": LATER, "status": "at-risk"}],
        issues=[{"title": "Leak", "owner": "dana", "status": "in-progress"}],
        runbooks=[{"path": "a.md", "purpose": "Mend CI", "state": "to-update", "owner": "rm"}],
        meetings=[
            {
                "kind": "review",
                "at": NOW,
                "actions": [
                    {"text": "Ask", "owner": "dana", "due": TOMORROW},
                    {"text": "Whenever", "owner": "dana"},
                    {"text": "Done", "owner": "dana", "due": TOMORROW, "done": True},
                ],
            }
        ],
    )

    assert said(found) == [
        ("action", "Call", "owner", "late"),
        ("action", "Ask", "owner", "soon"),
        ("milestone", "Half way", "owner", "open"),
        ("action", "Whenever", "owner", "open"),
        ("issue", "Leak", "owner", "open"),
        ("runbook", "Mend CI", "role Release Manager", "open"),
    ]


@given(plans())
def test_late_comes_first_each_path_once_and_counts_agree(plan):
    found = claims(plan, NOW, TODAY, UTC)
    everybody = {one.id: whose(plan, one.id) for one in (*plan.people, *plan.roles)}
    counts = open_counts(found, everybody)

    for key, who in everybody.items():
        listed = duties(found, who, TODAY)
        places = [(STATES.index(duty.state), duty.due or date.max) for duty in listed]
        assert places == sorted(places)
        assert len({duty.path for duty in listed}) == len(listed) == counts[key][0]
        assert all(value_at(plan, duty.path) is not None or duty.kind == "vote" for duty in listed)
