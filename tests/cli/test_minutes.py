"""``octotui minutes``: of which meeting, to where, and what there is."""

from typing import get_args

import pytest

from octotui.cli.minutes import KINDS
from octotui.plan.rhythm import MeetingKind

MEETINGS = """
[[meetings]]
kind = "standup"
at = 2026-11-20T09:15:00Z
ended = 2026-11-20T09:28:00Z
lead = "ana"
summary = "All \\u001b[31mfine"
actions = [{ text = "Call", owner = "ana" }]

[[meetings]]
kind = "risk-review"
at = 2026-11-18T13:00:00Z

[[meetings]]
kind = "standup"
at = 2026-11-19T09:15:00Z
"""
LATEST = "standup-2026-11-20t09-15-00z"


@pytest.fixture
def held(plan):
    plan.write_text(plan.read_text(encoding="utf-8") + MEETINGS, encoding="utf-8")
    return plan


def test_the_kinds_are_those_of_the_model():
    assert get_args(MeetingKind) == KINDS


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ([], "## Standup, 20 Nov 2026"),
        (["--kind", "risk-review"], "## Risk review, 18 Nov 2026"),
        (["--date", "2026-11-19"], "## Standup, 19 Nov 2026"),
        (["--date", "2026-11-18", "--kind", "risk-review"], "## Risk review, 18 Nov 2026"),
        (["standup-2026-11-19t09-15-00z"], "## Standup, 19 Nov 2026"),
        (["risk"], "## Risk review, 18 Nov 2026"),
        (["standup-2026-11-19"], "## Standup, 19 Nov 2026"),
    ],
)
def test_the_minutes_are_of_the_latest_meeting_unless_one_is_meant(run, held, words, first):
    ran = run("minutes", *words)

    assert (ran.status, ran.err) == (0, "")
    assert ran.out.splitlines()[0] == first


def test_minutes_are_the_report_of_that_name_and_a_terminal_obeys_nothing_in_them(run, held):
    assert run("minutes").out == run("report", "minutes").out
    assert "All ␛\\[31mfine." in run("minutes").out
    assert "\x1b" not in run("minutes").out + run("minutes", "--list").out


def test_which_meetings_there_were(run, held):
    rows = run("minutes", "--list").out.splitlines()

    assert rows[0].split() == ["ID", "WHEN", "LEAD", "SUMMARY"]
    assert [row.split()[0].split("-2026-")[0] for row in rows[1:]] == ["standup", "standup", "risk-review"]
    assert rows[1].split()[:5] == [LATEST, "2026-11-20", "09:15", "Ana", "Ruiz"]
    assert len(run("minutes", "--list", "--kind", "standup").out.splitlines()) == 3


def test_without_meetings_the_list_is_empty_and_says_so(run, plan):
    ran = run("minutes", "--list")

    assert (ran.status, ran.out, ran.err) == (0, "", "no meeting is on record\n")


def test_minutes_go_to_a_file_and_never_over_one(run, held, tmp_path):
    path = tmp_path / "minutes.md"
    ran = run("minutes", "--output", path)

    assert (ran.status, ran.out, ran.err) == (0, "", f"wrote {path}\n")
    assert path.read_text(encoding="utf-8") == run("minutes").out
    assert "is there already" in run("minutes", "-o", path).err
    assert run("minutes", "-o", path, "--force").status == 0
    assert "is the plan itself" in run("minutes", "-o", held, "--force").err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["standup"], f'no meeting "standup"; it could be {LATEST} or standup-2026-11-19t09-15-00z'),
        (["standup-2026-11-21t09-15-00z"], f'no meeting "standup-2026-11-21t09-15-00z"; did you mean "{LATEST}"?'),
        (["--kind", "demo"], "there is no demo in the plan to tell of; a meeting leaves its record when it ends"),
        (["--date", "2026-01-01"], "there is no meeting in the plan to tell of"),
        (["--kind", "party"], "Invalid value for '--kind'"),
    ],
)
def test_what_cannot_be_is_one_clear_line(run, held, words, said):
    ran = run("minutes", *words)

    assert (ran.status, ran.out) == (2, "")
    assert said in ran.err
    assert "Traceback" not in ran.err


def test_a_record_is_shown_and_changed_as_all_things_are(run, held):
    assert "Call" in run("show", "meetings", LATEST).out
    assert run("update", f"meetings/{LATEST}/actions/call", "done=true").status == 0
    assert "- [x] Call – Ana Ruiz" in run("minutes").out
    assert run("validate").err == ""
    assert '"meetings"' in run("show", "meetings", "--json").out
