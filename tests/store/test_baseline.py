"""The plan as it was: what octotui kept, what git has, what the plan tells of its past."""

from datetime import UTC, datetime, timedelta

import pytest

from octotui.plan.deltas import deltas
from octotui.plan.edits import Set
from octotui.plan.meetings import record
from octotui.plan.problems import PlanError
from octotui.plan.rhythm import MeetingAction
from octotui.plan.since import Since, parse_since
from octotui.session import Session
from octotui.store.backups import LATEST, backups_of
from octotui.store.baseline import baseline
from octotui.store.document import parse
from tests.repository import Repository

START = datetime(2026, 11, 19, 9, 0, tzinfo=UTC)
PLAN = '[[batches]]\nid = "one"\nname = "One"\nprogress = 0\n'


def minutes(count):
    return START + timedelta(minutes=count)


def since(at):
    return Since("then", "then", at)


@pytest.fixture
def path(tmp_path):
    plan = tmp_path / "plan.toml"
    plan.write_text(PLAN)
    return plan


def save(path, progress, at):
    """Save a progress at a minute, as octotui does."""
    session = Session.open(path, who="ana", clock=lambda: minutes(at))
    session.apply([Set(("batches", "one", "progress"), session.plan.batches[0].progress or None, progress)])
    assert session.save().state == "saved"
    session.close()


def write(path, progress):
    """Change the file as an editor does."""
    path.write_text(PLAN.replace("progress = 0", f"progress = {progress}"))


def was(path, at):
    """The progress at a minute, and whether that is known."""
    found = baseline(path, parse(path.read_bytes(), str(path)).plan, since(minutes(at)))
    return found.plan.batches[0].progress, found.exact


def test_between_two_saves_it_is_what_the_first_left(path):
    save(path, 10, 0)
    save(path, 20, 10)
    save(path, 30, 20)
    assert was(path, 5) == (10, True)
    assert was(path, 15) == (20, True)
    assert was(path, 25) == (30, True)
    assert was(path, 0) == (10, True)


def test_copies_that_made_room_are_made_up_for_by_the_journal(path):
    for number in range(1, LATEST + 20):
        save(path, number, number)
    assert len(backups_of(path)) < LATEST + 19
    assert was(path, 3) == (3, True)


def test_what_an_editor_wrote_in_between_makes_it_uncertain(path):
    save(path, 10, 0)
    write(path, 15)
    save(path, 20, 10)
    assert was(path, 5) == (15, False)  # perhaps it was written later
    assert was(path, 15) == (20, True)


def test_a_commit_by_then_is_nearer_than_a_copy_from_before_the_editor_wrote(tmp_path):
    repository = Repository(tmp_path / "r")
    path = repository.plan
    repository.when = START - timedelta(days=1)
    path.write_text(PLAN)
    save(path, 10, -10)
    repository.commit(PLAN.replace("progress = 0", "progress = 12"))  # at 9:00
    write(path, 17)
    save(path, 20, 10)
    assert was(path, 5) == (12, False)
    assert was(path, -5) == (17, False)


def test_without_copies_from_before_it_is_the_last_commit_by_then(tmp_path):
    repository = Repository(tmp_path / "r")
    for progress in (1, 2, 3):
        repository.commit(PLAN.replace("progress = 0", f"progress = {progress}"))
    repository.git("mv", "plan.toml", "our.toml")
    repository.commit(None)
    path = repository.root / "our.toml"
    found = baseline(path, parse(path.read_bytes(), str(path)).plan, since(repository.when - timedelta(hours=30)))
    assert found.plan.batches[0].progress == 2
    assert not found.exact
    assert found.what.startswith("then, by commit ")


def test_where_nothing_was_kept_the_plan_tells_as_much_as_it_can(path):
    path.write_text(
        '[[escalations]]\nid = "e"\ntitle = "E"\nstatus = "resolved"\nresolved = 2026-11-19T09:10:00Z\n'
        '[[escalations]]\nid = "f"\ntitle = "F"\nraised = { at = 2026-11-19T08:00:00Z, by = "ana" }\n'
        '[[escalations]]\nid = "g"\ntitle = "G"\nraised = { at = 2026-11-19T09:10:00Z, by = "ana" }\n'
        '[[items]]\nid = "c"\ntitle = "C"\ncolumn = "in-progress"\nstarted = 2026-11-19\n'
    )
    plan = parse(path.read_bytes(), str(path)).plan

    found = baseline(path, plan, since(minutes(5)))

    assert found.what == "then, as far as the plan tells"
    assert not found.exact
    kinds = {path[1]: delta.kind for path, delta in deltas(found.plan, plan).items()}
    assert kinds == {"e": "closed", "g": "new"}  # of its day, nobody knows when the card was started

    day = baseline(path, plan, parse_since("2026-11-19", plan, minutes(30)))
    kinds = {path[1]: delta.kind for path, delta in deltas(day.plan, plan).items()}
    assert kinds == {"e": "closed", "f": "new", "g": "new", "c": "changed"}


def test_a_revision_is_what_git_has(tmp_path):
    repository = Repository(tmp_path / "r")
    for progress in (1, 2, 3):
        repository.commit(PLAN.replace("progress = 0", f"progress = {progress}"))
    plan = parse(repository.plan.read_bytes(), "plan.toml").plan

    found = baseline(repository.plan, plan, parse_since("HEAD~1", plan, minutes(0)))

    assert found.plan.batches[0].progress == 2
    assert (found.what, found.exact) == ("HEAD~1, 17 Nov 14:02", True)
    with pytest.raises(PlanError, match=r'no revision "HEAD~9"'):
        baseline(repository.plan, plan, parse_since("HEAD~9", plan, minutes(0)))


def test_what_is_no_revision_outside_of_git_is_told_with_what_would_be_right(path):
    with pytest.raises(
        PlanError, match=r'"standdown" is no meeting and no day, and .* no git repository; write standup'
    ):
        baseline(
            path, parse(path.read_bytes(), str(path)).plan, parse_since("standdown", parse(b"a=1", "p").plan, START)
        )


def test_a_version_that_cannot_be_read_is_told(tmp_path):
    repository = Repository(tmp_path / "r")
    repository.commit("batches = [")
    repository.commit(PLAN)
    plan = parse(PLAN.encode(), "plan.toml").plan
    with pytest.raises(PlanError, match=r"what the plan said at HEAD~1 cannot be read; plan.toml:1:12: "):
        baseline(repository.plan, plan, parse_since("HEAD~1", plan, minutes(0)))


def test_a_damaged_copy_is_told(path):
    save(path, 10, 0)
    save(path, 20, 10)
    backups_of(path)[0].file.write_bytes(b"other")
    with pytest.raises(PlanError, match=r"what the plan said at then cannot be read; .*the backup is damaged"):
        was(path, 5)


def test_the_record_of_the_meeting_that_it_is_compared_with_is_no_change(path):
    path.write_text(PLAN + '[[cadences]]\nname = "Standup"\nheld = [2026-11-18]\n')
    save(path, 10, 0)
    session = Session.open(path, who="ana", clock=lambda: minutes(16))
    actions = [MeetingAction.built({"text": "Ask"})]
    session.apply(record(session.plan, "standup", minutes(0), minutes(15), "ana", actions=actions))
    assert session.save().state == "saved"
    session.close()

    def changed():
        plan = parse(path.read_bytes(), str(path)).plan
        return {
            thing[0] for thing in deltas(baseline(path, plan, parse_since("standup", plan, minutes(60))).plan, plan)
        }

    assert changed() == set()
    save(path, 20, 20)
    assert changed() == {"batches"}
    session = Session.open(path, who="ana", clock=lambda: minutes(30))
    meeting = session.plan.meetings[0]
    session.apply([Set(("meetings", meeting.id, "actions", "ask", "done"), None, True)])
    session.apply(record(session.plan, "risk-review", minutes(25), minutes(29), "ana"))
    assert session.save().state == "saved"
    session.close()
    plan = parse(path.read_bytes(), str(path)).plan
    told = deltas(baseline(path, plan, parse_since("standup", plan, minutes(60))).plan, plan)
    assert {thing: delta.kind for thing, delta in told.items()} == {
        ("batches", "one"): "changed",
        ("meetings", meeting.id): "changed",
        ("meetings", plan.meetings[1].id): "new",
    }
