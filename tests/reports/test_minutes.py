"""Minutes: text that a person posts as it is."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from octotui.plan.authority import decide
from octotui.plan.edits import apply
from octotui.plan.meeting_words import changes_in_words, verdict_lines
from octotui.plan.meetings import record
from octotui.plan.plan import by_id
from octotui.plan.reading import read_plan
from octotui.plan.rhythm import MeetingAction, MeetingNote
from octotui.plan.verdict import verdict
from octotui.plan.voting import cast_vote
from octotui.plan.waivers import waive
from octotui.reports.minutes import minutes
from tests.reports.conftest import octoacme
from tests.reports.test_golden import check_golden

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
END = NOW + timedelta(minutes=14)


def told(zone=UTC, **meeting):
    raw = {"people": {"ana": "Ana Ruiz", "ben": "Ben Ode"}, "escalations": ESCALATIONS}
    plan = read_plan({**raw, "meetings": [{"kind": "standup", "at": NOW, **meeting}]})[0]
    return minutes(plan, plan.meetings[0], zone)


SIGNED = ("checklists", "day-of-release", "items", "the-code-is-tagged-and-ready")
ESCALATIONS = [
    {"id": "e-7", "title": "Partner API down", "level": 2},
    {"id": "e-10", "title": "Someone is in", "level": "security"},
]


def test_a_meeting_of_which_nothing_is_known_is_its_day_and_no_empty_section():
    assert told() == "## Standup, 20 Nov 2026\n\nFriday, 09:30 UTC.\n"


@pytest.mark.parametrize(
    ("zone", "meeting", "when"),
    [
        (UTC, {"ended": END}, "Friday, 09:30–09:44 UTC, 14 minutes."),
        (UTC, {"ended": NOW + timedelta(seconds=20)}, "Friday, 09:30–09:30 UTC, 1 minute."),
        (UTC, {"ended": NOW - timedelta(hours=1)}, "Friday, 09:30 UTC."),
        (timezone(timedelta(hours=1)), {"ended": END}, "Friday, 10:30–10:44 UTC+1, 14 minutes."),
        (timezone(timedelta(hours=-10)), {"ended": END}, "Thursday, 23:30–23:44 UTC−10, 14 minutes."),
        (timezone(timedelta(hours=5, minutes=45)), {}, "Friday, 15:15 UTC+5:45."),
        (UTC, {"lead": "ana"}, "Friday, 09:30 UTC. Ana Ruiz led it."),
    ],
)
def test_when_it_was_is_told_where_the_team_is(zone, meeting, when):
    assert when in told(zone, **meeting).splitlines()


def test_actions_have_owners_and_days_and_those_that_are_done_a_tick():
    actions = [{"text": "Call", "owner": "ana", "due": "2026-11-23"}, {"text": "Think", "done": True}]

    assert told(actions=actions).endswith("### Actions\n\n- [ ] Call – Ana Ruiz, by 23 Nov\n- [x] Think – nobody yet\n")


def test_notes_say_what_they_are_about_and_nothing_of_security():
    notes = [
        "In general",
        {"about": "ben", "text": "Is away on Monday"},
        {"about": "e-7", "text": "Ask again"},
        {"about": "e-10", "text": "The door was open"},
        {"about": "the weather", "text": "Rain"},
    ]
    text = told(notes=notes)

    assert text.endswith(
        "### Notes\n\n"
        "- In general\n"
        "- **Ben Ode:** Is away on Monday\n"
        "- **Partner API down (e-7):** Ask again\n"
        "- Security escalation e-10 (details withheld)\n"
        "- **the weather:** Rain\n"
    )
    assert "door" not in text
    assert "Someone" not in text


def gone_through(**more):
    """The sample after its go/no-go: votes before and after the end, a waiver, a decision, the record."""
    plan = octoacme()
    release = "2026.11"

    def step(make):
        nonlocal plan
        plan = apply(plan, make(plan, by_id(plan.releases, release)))

    step(lambda _, one: decide(one, "scope", "One batch less", "priya", NOW - timedelta(hours=1)))
    old = plan
    step(lambda plan, one: cast_vote(plan, one, "release-manager", "go", "dana", NOW))
    step(lambda plan, one: cast_vote(plan, one, "qa", "go", "zofia", NOW, "smoke tests once more on Monday"))
    step(lambda plan, one: cast_vote(plan, one, "security-lead", "no-go", "sam", NOW))
    step(lambda plan, one: waive(plan, one, SIGNED, "sam", "Signed on Monday", date(2026, 12, 4), NOW.date()))
    found = verdict(plan, by_id(plan.releases, release), NOW.date())
    step(lambda _, one: decide(one, "go-no-go", more.get("outcome", "GO"), "dana", END, "The partner waits"))
    changes = changes_in_words(old, plan)
    step(
        lambda plan, _: record(
            plan,
            "go-no-go",
            NOW,
            END,
            "dana",
            release,
            ["dana", "qa", "sam"],
            decisions=[*verdict_lines(found, plan), "Support is on call until Wednesday"],
            changes=changes,
            zone=UTC,
        )
    )
    step(lambda plan, one: cast_vote(plan, one, "data-analyst", "go", "li", END + timedelta(hours=1)))
    return plan


def test_a_go_no_go_has_its_verdict_votes_waivers_and_the_decision_that_departs():
    plan = gone_through()
    text = minutes(plan, plan.meetings[-1], UTC)

    assert text.startswith("## Go/no-go for release 2026.11, 20 Nov 2026\n")
    assert "The verdict was **NO-GO**:\n\n- Security Lead says NO-GO (Samuel Okafor)" in text
    assert "**GO** by Dana Kim, 20 Nov 2026, 09:44 UTC – The partner waits" in text
    assert "; **departs from the verdict NO-GO**" in text
    assert "- QA/Testing (Zofia Wójcik): **GO** – smoke tests once more on Monday" in text
    assert "One batch less" not in text  # decided before it
    assert "Data Analyst (李静)" not in text  # voted after the meeting
    assert "Signed on Monday, by Samuel Okafor, until 4 Dec" in text
    assert "- Support is on call until Wednesday" in text


def test_a_decision_that_follows_the_verdict_says_so():
    plan = gone_through(outcome="No-go")

    assert "; as the verdict has it" in minutes(plan, plan.meetings[-1], UTC)


def test_the_minutes_read_as_they_did():
    check_golden("minutes-go-no-go", minutes(plan := gone_through(), plan.meetings[-1], UTC))
    check_golden("minutes-risk-review", minutes(octoacme(), octoacme().meetings[0], UTC))
    check_golden("minutes-standup", minutes(plan := after_standup(), plan.meetings[-1], UTC))


def after_standup():
    return apply(
        octoacme(),
        record(
            octoacme(),
            "standup",
            NOW,
            END,
            "ana",
            attendees=["ana", "jonas", "omar", "li"],
            summary="5 blocked, 4 at risk, 2 done since the last one",
            notes=[MeetingNote(about="e-7", text="Third call today"), MeetingNote(text="Lunch is at one")],
            actions=[MeetingAction(text="Get the load-test machine back", owner="omar", due=date(2026, 11, 23))],
            parked=["Who is on call over Christmas?"],
            changes=["inf-58: column: qa → done", "e-13: added “No reviewer for inf-60”"],
        ),
    )
