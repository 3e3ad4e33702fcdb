"""The open plan in a git repository: what git does is meant, what other programs do beside it is told."""

import pytest

from octotui.session import PlanChanged
from tests.repository import Repository
from tests.session.conftest import PLAN, STATUS, change, disputed, heard_by, somebody
from tests.store.test_git_traces import tick

DONE = [("over", STATUS, "done")]


@pytest.fixture
def git(path):
    """The plan's repository, with one commit."""
    repository = Repository(path.parent)
    repository.commit()
    return repository


def saved_over(session):
    return [(dispute.why, edit.path, edit.new) for dispute in session.disputes for edit in dispute.edits]


def octotui_sets_done(start):
    """A session of its own, as a command is one."""
    session = start()
    change(session, STATUS, "done")
    session.close()


def on_a_branch(git, start):
    git.git("checkout", "-qb", "feat")
    octotui_sets_done(start)
    git.commit()


def a_switch_back(git, start):
    on_a_branch(git, start)
    git.git("checkout", "-q", "main")


def a_switch_and_another_program(git, start):
    a_switch_back(git, start)
    somebody(git.plan, '"dana"', '"li"')


def a_switch_and_later_commits(git, start):
    a_switch_back(git, start)
    somebody(git.plan, '"dana"', '"li"')
    git.commit()


def a_stash(git, start):
    octotui_sets_done(start)
    git.git("stash", "-q")


def a_checkout_of_the_file(git, start):
    octotui_sets_done(start)
    git.git("checkout", "-q", "--", "plan.toml")


def a_hard_reset(git, start):
    octotui_sets_done(start)
    git.commit()
    git.git("reset", "-q", "--hard", "HEAD~1")


def a_switch_of_a_packed_repository(git, start):
    a_switch_back(git, start)
    git.git("gc", "-q")
    somebody(git.plan, '"dana"', '"li"')


@pytest.mark.parametrize(
    "did",
    [
        a_switch_back,
        a_switch_and_another_program,
        a_switch_and_later_commits,
        a_stash,
        a_checkout_of_the_file,
        a_hard_reset,
        a_switch_of_a_packed_repository,
    ],
)
def test_what_git_put_back_while_nobody_looked_is_meant(git, start, did):
    did(git, start)
    session = start()
    assert session.disputes == ()
    assert session.plan.batches[0].status == "in-progress"


def a_stale_save(git, start):
    octotui_sets_done(start)
    tick(git.root)
    git.plan.write_text(PLAN)


def a_stale_save_over_a_commit(git, start):
    octotui_sets_done(start)
    git.commit()
    git.plan.write_text(PLAN)


def a_stale_save_that_is_committed(git, start):
    octotui_sets_done(start)
    tick(git.root)
    git.plan.write_text(PLAN.replace("40", "50"))
    tick(git.root)
    git.commit()


def a_stale_save_then_a_new_branch(git, start):
    a_stale_save_over_a_commit(git, start)
    git.git("checkout", "-qb", "new")


def a_new_branch_then_a_stale_save(git, start):
    octotui_sets_done(start)
    git.git("checkout", "-qb", "new")
    tick(git.root)
    git.plan.write_text(PLAN.replace("40", "50"))


@pytest.mark.parametrize(
    "did",
    [
        a_stale_save,
        a_stale_save_over_a_commit,
        a_stale_save_that_is_committed,
        a_stale_save_then_a_new_branch,
        a_new_branch_then_a_stale_save,
    ],
)
def test_what_another_program_saved_over_is_told_though_git_was_at_work(git, start, did):
    did(git, start)
    assert saved_over(start()) == DONE


def test_a_command_on_the_other_branch_finds_nothing_saved_over(git, start):
    a_switch_back(git, start)
    session = start()
    change(session, ("batches", "two", "owner"), "li")
    assert disputed(session) == []


def test_what_git_puts_back_while_the_plan_is_open_is_meant(git, start):
    session = start()
    for words in (["stash", "-q"], ["checkout", "-q", "--", "plan.toml"]):
        change(session, STATUS, "done")
        git.git(*words)
        session.follow()
        assert (session.plan.batches[0].status, session.disputes) == ("in-progress", ())


def test_a_stale_save_after_a_commit_is_told_while_the_plan_is_open(git, start):
    session = start()
    change(session, STATUS, "done")
    git.commit()
    tick(git.root)
    git.plan.write_text(PLAN)
    session.follow()
    assert saved_over(session) == DONE


def test_a_change_that_came_with_git_says_so(git, start):
    git.git("checkout", "-qb", "other")
    somebody(git.plan, '"dana"', '"ana"')
    git.commit()
    git.git("checkout", "-q", "main")
    session = start()
    events = heard_by(session)
    git.git("checkout", "-q", "other")
    session.follow()
    git.git("commit", "-q", "--allow-empty", "-m", "more")
    tick(git.root)
    somebody(git.plan, '"ana"', '"li"')
    session.follow()
    assert [event.by for event in events if isinstance(event, PlanChanged)] == ["git", ""]
