"""Records of meetings: kept short, and merged; what of the rhythm they were."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from octotui.plan.audience import for_audience
from octotui.plan.claims import claims
from octotui.plan.diff import diff
from octotui.plan.edits import Add, Set, apply, invert
from octotui.plan.meetings import last_meeting, planned_minutes, record, rhythm_of
from octotui.plan.merge import merge
from octotui.plan.operations import set_field
from octotui.plan.past import as_of
from octotui.plan.plan import by_id
from octotui.plan.reading import read_plan
from octotui.plan.rhythm import MeetingAction, MeetingNote
from octotui.store.document import parse
from octotui.store.editing import edited

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
END = NOW + timedelta(minutes=14)
TODAY = NOW.date()


def plan_of(**raw):
    return read_plan(raw)[0]


def held(plan, kind="standup", release=""):
    return apply(plan, record(plan, kind, NOW, END, "ana", release, zone=UTC))


def test_the_last_meeting_is_the_latest_of_its_kind_before_a_moment():
    plan = plan_of(
        meetings=[
            {"kind": "standup", "at": "2026-11-19T09:15:00Z"},
            {"kind": "standup", "at": "2026-11-18T09:15:00Z"},
            {"kind": "demo", "at": "2026-11-19T14:00:00Z"},
            {"kind": "standup", "at": NOW},
        ]
    )

    assert last_meeting(plan, "standup").at == NOW
    assert last_meeting(plan, "standup", NOW).at.day == 19
    assert last_meeting(plan, "go-no-go") is None
    assert last_meeting(plan, "standup", datetime(2026, 1, 1, tzinfo=UTC)) is None


RECORD = {
    "kind": "standup",
    "started": NOW + timedelta(microseconds=7),
    "ended": END,
    "lead": "ana",
    "attendees": ["ana", "ben"],
    "summary": "All fine.",
    "notes": [MeetingNote(text="Said in general"), MeetingNote(about="e-7", text="Ask again")],
    "actions": [MeetingAction(text="Call", owner="ana", due=date(2026, 11, 23)), MeetingAction(text="Think")],
    "parked": ["Holidays"],
    "changes": ["e-7: level: 1 → 2"],
    "zone": UTC,
}


@pytest.mark.parametrize(
    ("name", "text", "written"),
    [
        (
            "plan.toml",
            '[people]\nana = "Ana"\n\n[[escalations]]\nid = "e-7"\ntitle = "Down"\n',
            [
                '[[meetings]]\nkind = "standup"\nat = 2026-11-20T09:30:00Z\n',
                'notes = ["Said in general", { about = "e-7", text = "Ask again" }]\n',
                'actions = [{ text = "Call", owner = "ana", due = 2026-11-23 }, "Think"]\n',
            ],
        ),
        (
            "plan.json",
            '{\n  "people": {"ana": "Ana"},\n  "escalations": [{"id": "e-7", "title": "Down"}]\n}\n',
            ['"kind": "standup"', '"Said in general"', '"about": "e-7"', '"Think"'],
        ),
    ],
)
def test_a_record_is_short_in_both_formats_and_reads_back_as_it_was(name, text, written):
    document = parse(text.encode(), name)
    after = edited(document, record(document.plan, **RECORD))
    read = parse(after.to_bytes(), name)
    (meeting,) = read.plan.meetings

    for part in written:
        assert part in after.text
    assert "id" not in after.text.split("meetings")[1].replace("Said", "").replace("Holidays", "")
    assert (meeting.id, meeting.label) == ("standup-2026-11-20t09-30-00z", "Standup 2026-11-20")
    assert [(note.about, note.text) for note in meeting.notes] == [("", "Said in general"), ("e-7", "Ask again")]
    assert meeting.changes == ("e-7: level: 1 → 2",)
    assert edited(after, invert(record(document.plan, **RECORD))).plan == document.plan


def test_long_lists_of_a_record_have_a_line_for_each_entry():
    document = parse(b"people = {}\n", "plan.toml")
    told = [f"b-{number}: progress: 10 → {number}" for number in range(20)]
    after = edited(document, record(document.plan, "standup", NOW, END, "ana", changes=told))

    assert 'changes = [\n  "b-0: progress: 10 → 0",\n  "b-1' in after.text


def test_the_record_is_the_difference_it_makes_and_two_at_one_moment_have_two_ids():
    plan = plan_of(cadences=[{"name": "Standup", "every": "day"}])
    edits = record(plan, **RECORD)
    after = apply(plan, edits)

    assert [edit for edit in diff(plan, after) if edit.path[0] == "meetings"] == [edits[0]]
    twice = held(held(plan))
    assert [one.id for one in twice.meetings] == ["standup-2026-11-20t09-30-00z", "standup-2026-11-20t09-30-00z-2"]
    assert twice.cadences[0].held == (TODAY,)


def test_two_peoples_records_and_notes_merge():
    base = plan_of(
        cadences=[{"name": "Standup", "every": "day", "held": [date(2026, 11, 19)]}],
        meetings=[{"kind": "standup", "at": "2026-11-19T09:15:00Z", "notes": ["First"]}],
    )
    ours, theirs = held(base), apply(base, record(base, "risk-review", NOW, END, "ben"))
    note = ("meetings", base.meetings[0].id, "notes")
    ours = apply(ours, [Add((*note, "a"), {"text": "A"}, "first")])
    theirs = apply(held(theirs), [Add((*note, "b"), {"about": "ben", "text": "B"}, "first")])
    merged = merge(base, ours, theirs)

    assert not merged.conflicts
    assert {one.kind for one in merged.plan.meetings} == {"standup", "risk-review"}
    assert {one.text for one in merged.plan.meetings[0].notes} == {"First", "A", "B"}
    assert merged.plan.cadences[0].held == (date(2026, 11, 19), TODAY)


def rhythm(cadences=(), checkpoints=()):
    return plan_of(
        cadences=[{"name": name} for name in cadences],
        checkpoints=[{"name": one} if isinstance(one, str) else one for one in checkpoints],
        releases=[{"id": "r-1"}, {"id": "r-2"}],
        batches=[{"id": "b", "name": "B"}],
    )


@pytest.mark.parametrize(
    ("kind", "plan", "meant"),
    [
        ("standup", rhythm(["Daily standup", "Sync"]), ["Daily standup"]),
        ("standup", rhythm(["Team stand-up"]), ["Team stand-up"]),
        ("standup", rhythm(["Standups explained"]), []),
        ("standup", rhythm(["Standup of A", "Standup of B"]), []),
        ("standup", rhythm(["Sync"]), []),
        ("risk-review", rhythm(["Risk review"], ["Weekly risk review"]), ["Risk review", "Weekly risk review"]),
        ("risk-review", rhythm([], [{"name": "Risk review of B", "batch": "b"}]), []),
        ("go-no-go", rhythm([], ["Release readiness review"]), ["Release readiness review"]),
        ("go-no-go", rhythm([], ["Go/no-go"]), ["Go/no-go"]),
        ("go-no-go", rhythm([], [{"name": "Go/No-Go", "release": "r-2"}]), []),
        ("go-no-go", rhythm([], ["Go/no-go", {"name": "Release readiness", "release": "r-1"}]), ["Release readiness"]),
        ("demo", rhythm(["Sprint demo"], ["Demo of the sprint"]), ["Sprint demo", "Demo of the sprint"]),
        ("review", rhythm(["Review"]), []),
    ],
)
def test_what_of_the_rhythm_a_meeting_was(kind, plan, meant):
    assert [one.name for one in rhythm_of(plan, kind, "r-1")] == meant
    after = held(plan, kind, "r-1")
    assert [one.name for one in (*after.cadences, *after.checkpoints) if one.held == (TODAY,)] == meant


def test_it_was_held_on_the_day_it_was_where_the_team_is():
    plan = plan_of(cadences=[{"name": "Standup"}])
    late = datetime(2026, 11, 20, 23, 30, tzinfo=UTC)
    edits = record(plan, "standup", late, late, "", zone=timezone(timedelta(hours=9)))

    assert edits[-1] == Set(("cadences", "standup", "held"), None, (date(2026, 11, 21),))


@pytest.mark.parametrize(
    ("kind", "cadences", "minutes"),
    [
        ("standup", [], 15),
        ("risk-review", [], 30),
        ("standup", [{"name": "Standup", "minutes": 10}], 10),
        ("standup", [{"name": "Standup"}], 15),
        ("delivery-sync", [{"name": "Delivery sync", "minutes": 45}], 45),
    ],
)
def test_how_long_a_meeting_is_to_take(kind, cadences, minutes):
    assert planned_minutes(plan_of(cadences=cadences), kind) == minutes


def test_an_action_falls_to_its_owner_until_it_is_ticked():
    asked = [MeetingAction(text="Call", owner="ana")]
    plan = apply(plan_of(), record(plan_of(), "standup", NOW, END, "ana", actions=asked))
    found = [claim for claim in claims(plan, NOW, TODAY, UTC) if claim.label == "Call"]

    assert [(claim.names, claim.state, claim.of) for claim in found] == [(("ana",), "open", "Standup 2026-11-20")]
    ticked = apply(plan, set_field(plan, (*found[0].path, "done"), True))
    assert not [claim for claim in claims(ticked, NOW, TODAY, UTC) if claim.label == "Call"]


def test_stakeholders_see_no_record_and_nobody_does_before_it_was_made():
    base = plan_of(cadences=[{"name": "Standup"}], meetings=[{"kind": "standup", "at": "2026-11-19T09:15:00Z"}])
    plan = held(base)

    assert for_audience(plan, "stakeholder").meetings == ()
    assert [one.at.day for one in as_of(plan, date(2026, 11, 19)).meetings] == [19]
    assert by_id(as_of(plan, date(2026, 11, 19)).cadences, "standup").held == ()
