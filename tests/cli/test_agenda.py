"""``octotui agenda``: as a table, as JSON, as iCalendar."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest
from icalendar import Calendar

PLAN = """\
[project]
name = "Harbour; “big, new”"
start = 2026-11-02
end = 2026-12-23

[people]
ana = { name = "Ana Ruiz", roles = ["pm"] }

[roles.pm]
name = "Project Manager"

[sprints]
s1 = { start = 2026-11-16, end = 2026-11-27 }

[cadences]
standup = { name = "Standup", every = "day", at = "09:15", minutes = 15, lead = "ana" }
sync = { name = "Sync", on = "wednesday", held = [2026-11-11] }
demo = { name = "Demo", every = "sprint", at = "15:00", purpose = "show, and tell;\\nall \\u001b[2J of it" }

[checkpoints.design]
name = "Design review"
due = 2026-11-25
required = ["pm", "The architect"]

[communications.report]
what = "Report"
every = "month"
channel = "#news"
owner = "ana"
sent = [2026-10-30]

[[releases]]
id = "2026.11"
window = 2026-11-24T08:00:00Z
"""


@pytest.fixture
def plan(tmp_path):
    path = tmp_path / "here" / "plan.toml"
    path.write_text(PLAN, encoding="utf-8")
    return path


def events_of(text: str) -> dict[str, list]:
    """The events by their summary, as the library reads them."""
    found: dict[str, list] = {}
    for event in Calendar.from_ical(text.encode()).walk("VEVENT"):
        found.setdefault(str(event["summary"]), []).append(event)
    return found


def test_it_prints_what_is_overdue_and_what_comes_each_day_once(run, plan):
    ran = run("agenda")

    assert ran.status == 0
    rows = [" ".join(line.split()) for line in ran.out.splitlines()[1:]]
    assert rows[:2] == [
        "Wed 18 Nov Sync meeting 2 days overdue",
        "Fri 20 Nov 09:15 Standup meeting Ana Ruiz today",
    ]
    assert rows[-1] == "working days 09:15 Standup meeting Ana Ruiz"
    assert sum("Standup" in row for row in rows) == 2


def test_it_looks_ahead_for_so_many_days_or_back_to_one(run, plan):
    ahead = [item["what"] for item in json.loads(run("agenda", "--days", "1", "--json").out)["items"]]
    back = [
        (item["what"], item["state"])
        for item in json.loads(run("agenda", "--since", "2026-11-09", "--json").out)["items"]
    ]

    assert ahead == ["Sync", "Standup"]
    assert back == [("Sync", "overdue"), ("Sync", "held"), ("Standup", "due")]


def test_json_names_those_who_have_to_be_there(run, plan):
    items = json.loads(run("agenda", "--json").out)["items"]
    review = next(item for item in items if item["what"] == "Design review")

    assert review["day"] == "2026-11-25"
    assert review["path"] == "checkpoints/design"
    assert review["attendeeNames"] == ["Project Manager (Ana Ruiz)", "The architect"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--days", "3", "--since", "2026-11-16"), "choose one"),
        (("--since", "2026-12-01"), "is after today"),
        (("--json", "--ics"), "choose one"),
        (("--ics", "plan.toml"), "ends in .ics"),
        (("--days", "0"), "1<=x<=366"),
    ],
)
def test_what_cannot_be_meant_is_said_in_a_line(run, plan, words, said):
    before = plan.read_bytes()
    ran = run("agenda", *words)

    assert ran.status == 2
    assert said in ran.err
    assert ran.out == ""
    assert plan.read_bytes() == before


def test_a_calendar_reads_it_back(run, plan):
    events = events_of(run("agenda", "--ics").out)

    (standup,) = events["Standup"]
    assert standup["rrule"]["BYDAY"] == ["MO", "TU", "WE", "TH", "FR"]
    assert standup.decoded("dtstart") == datetime(2026, 11, 2, 9, 15)  # noqa: DTZ001  # local wherever it is read
    assert standup.decoded("duration") == timedelta(minutes=15)
    (sync,) = events["Sync"]
    assert (sync.decoded("dtstart"), sync["rrule"]["BYDAY"]) == (date(2026, 11, 4), ["WE"])
    assert sync["rrule"]["UNTIL"] == [date(2026, 12, 23)]
    (demo,) = events["Demo"]
    assert demo.decoded("dtstart") == datetime(2026, 11, 27, 15)  # noqa: DTZ001
    assert "rrule" not in demo
    (release,) = events["Release: 2026.11"]
    assert release.decoded("dtstart") == datetime(2026, 11, 24, 8, tzinfo=UTC)
    (report,) = events["Report"]
    assert report.decoded("dtstart") == date(2026, 11, 30)
    assert str(report["description"]) == "Sent by Ana Ruiz\nWhere: #news"


def test_text_of_the_plan_stays_text_in_it(run, plan):
    out = run("agenda", "--ics").out
    (demo,) = events_of(out)["Demo"]

    assert "\x1b" not in out
    assert str(demo["description"]).startswith("show, and tell;\nall ␛[2J of it")
    assert str(Calendar.from_ical(out)["name"]) == "Harbour; “big, new”"


def test_an_event_keeps_its_uid_when_its_day_moves(run, plan):
    def uids():
        return {
            name: [str(event["uid"]) for event in some] for name, some in events_of(run("agenda", "--ics").out).items()
        }

    before = uids()
    assert len({uid for some in before.values() for uid in some}) == sum(map(len, before.values()))
    moved = PLAN.replace("due = 2026-11-25", "due = 2026-11-26").replace("end = 2026-11-27", "end = 2026-11-26")
    plan.write_text(moved.replace("sent = [2026-10-30]", "sent = [2026-10-27]"), encoding="utf-8")

    assert uids() == before


def test_what_was_sent_today_is_not_to_come(run, plan):
    plan.write_text(PLAN.replace("sent = [2026-10-30]", "sent = [2026-11-20]"), encoding="utf-8")

    assert [item["what"] for item in json.loads(run("agenda", "--json").out)["items"]].count("Report") == 1
    assert "Report" not in events_of(run("agenda", "--ics").out)


def test_it_is_written_to_a_file(run, plan, tmp_path):
    ran = run("agenda", "--ics", "team.ics", "--days", "1")

    assert (ran.status, ran.out, ran.err) == (0, "", "wrote team.ics\n")
    assert (tmp_path / "here" / "team.ics").read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")


def test_a_plan_with_nothing_to_count_from_has_an_agenda(run, plan):
    plan.write_text(
        'cadences = [{ name = "Demo", every = "sprint" }, { name = "Sync", on = "whenever", at = "half nine" }]\n'
        'communications = [{ what = "News", every = "release" }]\n'
        'batches = [{ name = "B", target = "Week 3" }]\n'
        'checkpoints = [{ name = "Design", every = "feature" }]\n',
        encoding="utf-8",
    )

    assert [item["what"] for item in json.loads(run("agenda", "--days", "1", "--json").out)["items"]] == [
        "Demo",
        "Sync",
    ]
    assert len(events_of(run("agenda", "--ics", "--days", "1").out)) == 2
    said = run("validate").out
    assert "plan.toml:1:" in said
    assert 'on "whenever" is not a weekday' in said
    assert 'at "half nine" is not a time of day; write it as at = "09:15"' in said


def test_an_empty_plan_says_so(run, plan):
    plan.write_text('project = { name = "P" }', encoding="utf-8")
    ran = run("agenda")

    assert (ran.status, ran.out, ran.err) == (0, "", "nothing from 2026-11-20 to 2026-12-03\n")


def test_what_is_overdue_stands_on_today_in_a_calendar(run, plan):
    plan.write_text(PLAN + '\n[[issues]]\nid = "i"\ntitle = "Slow"\ntarget = 2026-11-17\n', encoding="utf-8")

    (issue,) = events_of(run("agenda", "--ics").out)["overdue: Slow"]

    assert issue.decoded("dtstart") == date(2026, 11, 20)


def test_a_calendar_does_not_say_what_a_security_escalation_is_about(run, plan):
    raised = 'level = "security"\nraised = { at = 2026-11-20T06:40:00Z }\n'
    plan.write_text(plan.read_text() + f'\n[[escalations]]\nid = "s1"\ntitle = "Key leaked"\n{raised}')

    assert "Answer s1: Key leaked" in run("agenda").out
    calendar = run("agenda", "--ics").out.replace("\r\n ", "")
    assert "Key leaked" not in calendar
    assert "Security escalation s1 (details withheld)" in calendar


def test_a_calendar_that_is_there_is_written_over_only_by_force(run, plan):
    plan.with_name("team.ics").write_text("mine")

    assert run("agenda", "--ics", "team.ics").err == "octotui: team.ics is there already; --force writes over it\n"
    assert plan.with_name("team.ics").read_text() == "mine"
    assert run("agenda", "--ics", "team.ics", "--force").err == "wrote team.ics\n"
