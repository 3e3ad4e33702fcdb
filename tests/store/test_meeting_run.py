"""A meeting that goes on is kept: where it is, what was said, and the plan as it was when it began."""

from datetime import UTC, date, datetime

import pytest

from octotui.plan.problems import PlanError
from octotui.store.document import parse
from octotui.store.meeting_run import MeetingRun, MeetingRuns
from octotui.store.state import state_of

STARTED = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)


@pytest.fixture
def runs(tmp_path):
    return MeetingRuns(tmp_path / "plan.toml")


@pytest.fixture
def plan():
    return parse(b'[[batches]]\nid = "b"\nname = "B"\n', "plan.toml").plan


def a_run():
    run = MeetingRun("standup", STARTED, "ana", by="people", order=["people/ana", "people/li"], here="people/li")
    run.seconds = {"people/ana": 61.5}
    run.absent.append("li")
    run.notes.append({"about": "b", "text": "half done"})
    run.actions.append({"text": "ask", "owner": "li", "due": date(2026, 11, 23)})
    run.parked.append("holidays")
    return run


def test_what_was_kept_is_found_as_it_was(runs, plan):
    run = a_run()
    runs.begin(run, plan)
    assert runs.find("standup") == run
    assert runs.plan_at_start("standup") == plan
    assert [one.kind for one in runs.going_on()] == ["standup"]
    assert run.total == 61.5


def test_what_was_found_can_go_on(runs, plan):
    runs.begin(a_run(), plan)
    run = runs.find("standup")
    run.notes.append({"about": "", "text": "more"})
    run.order.append("people/omar")
    runs.keep(run)
    assert runs.find("standup") == run


def test_an_ended_meeting_is_forgotten(runs, plan):
    runs.begin(a_run(), plan)
    runs.end("standup")
    assert runs.find("standup") is None
    assert runs.plan_at_start("standup") is None
    assert runs.going_on() == ()


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "{}", '{"kind": "standup"}', '{"kind": "standup", "started": []}', '"x"', "null"]
)
def test_a_garbled_file_is_no_meeting(runs, plan, tmp_path, text):
    runs.begin(a_run(), plan)
    (state_of(tmp_path / "plan.toml") / "meetings" / "standup.json").write_text(text)
    (state_of(tmp_path / "plan.toml") / "meetings" / "standup.start.json").write_text(text[:1])
    assert runs.find("standup") is None
    assert runs.plan_at_start("standup") is None


def test_where_nothing_can_be_written_it_says_so(runs, plan, tmp_path):
    state_of(tmp_path / "plan.toml").parent.mkdir(parents=True, exist_ok=True)
    state_of(tmp_path / "plan.toml").write_text("in the way")
    with pytest.raises(PlanError, match="octotui cannot write here"):
        runs.begin(a_run(), plan)


def test_a_meeting_of_another_day_is_not_of_today():
    run = a_run()
    assert run.is_of(STARTED.replace(hour=18))
    assert not run.is_of(STARTED.replace(day=21))
