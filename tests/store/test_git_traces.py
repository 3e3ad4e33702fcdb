"""What git leaves behind when it puts a plan there, and what others leave; each told from the other."""

import os
import time

import pytest

from octotui.store import git_traces
from octotui.store.git_traces import GitTraces
from tests.repository import Repository

FIRST, SECOND, THIRD = b"[project]\nname = 'One'\n", b"[project]\nname = 'Two'\n", b"[project]\nname = 'Three'\n"


@pytest.fixture
def repository(tmp_path):
    made = Repository(tmp_path / "here")
    made.commit(FIRST)
    return made


def wrote(repository):
    return GitTraces(repository.plan).wrote(repository.plan.read_bytes())


def written(repository, data):
    """Another program writes, a tick of the files' clock after what was before, and before what comes."""
    tick(repository.root)
    repository.plan.write_bytes(data)
    tick(repository.root)


def tick(folder):
    """Wait until the files' clock has gone on."""
    probe = folder / "probe"
    probe.touch()
    start = probe.stat().st_mtime
    while probe.stat().st_mtime == start:
        probe.touch()
    probe.unlink()


def on_a_branch(repository, data=SECOND):
    repository.git("checkout", "-qb", "feat")
    repository.commit(data)


def a_branch_switch(repository):
    on_a_branch(repository)
    repository.git("checkout", "-q", "main")


def a_checkout_of_the_file(repository):
    written(repository, SECOND)
    repository.git("checkout", "-q", "--", "plan.toml")


def a_restore_from_a_branch(repository):
    a_branch_switch(repository)
    repository.git("restore", "-s", "feat", "-WS", "plan.toml")


def a_stash(repository):
    written(repository, SECOND)
    repository.git("stash", "-q")


def a_hard_reset(repository):
    repository.commit(SECOND)
    repository.git("reset", "-q", "--hard", "HEAD~1")


def a_fast_forward(repository):
    a_branch_switch(repository)
    repository.git("merge", "-q", "feat")


def a_merge(repository):
    repository.commit(FIRST + b"\n\n\n# the end\n")
    repository.git("checkout", "-qb", "feat", "HEAD~1")
    repository.commit(b"# the start\n\n\n" + FIRST)
    repository.git("merge", "-q", "--no-edit", "main")


def a_rebase(repository):
    repository.commit(FIRST + b"\n\n\n# the end\n")
    repository.git("checkout", "-qb", "feat", "HEAD~1")
    repository.commit(b"# the start\n\n\n" + FIRST)
    repository.git("rebase", "-q", "main")


def a_revert(repository):
    repository.commit(SECOND)
    repository.git("revert", "--no-edit", "HEAD")


GIT = [
    a_branch_switch,
    a_checkout_of_the_file,
    a_restore_from_a_branch,
    a_stash,
    a_hard_reset,
    a_fast_forward,
    a_merge,
    a_rebase,
    a_revert,
]


@pytest.mark.parametrize("does", GIT)
def test_what_git_writes(repository, does):
    does(repository)
    assert wrote(repository)


def nothing_more(repository):
    del repository


def an_add(repository):
    repository.git("add", "plan.toml")


def a_commit(repository):
    repository.commit()


def a_commit_and_a_new_branch(repository):
    repository.commit()
    repository.git("checkout", "-qb", "new")


@pytest.mark.parametrize("git_does", [nothing_more, an_add, a_commit, a_commit_and_a_new_branch])
@pytest.mark.parametrize("data", [SECOND, FIRST], ids=["new", "as it was committed"])
def test_what_another_program_writes_and_git_takes_in_at_once(repository, git_does, data):
    repository.commit(THIRD)
    written(repository, data)
    git_does(repository)
    assert not wrote(repository)


def test_what_another_program_writes_long_after_git_was_at_work(repository):
    a_branch_switch(repository)
    written(repository, FIRST)
    ahead = time.time() + 60
    os.utime(repository.plan, (ahead, ahead))
    assert not wrote(repository)


def test_windows_line_ends(tmp_path):
    repository = Repository(tmp_path / "here")
    repository.git("config", "core.autocrlf", "true")
    repository.commit(FIRST.replace(b"\n", b"\r\n"))
    a_checkout_of_the_file(repository)
    assert b"\r\n" in repository.plan.read_bytes()
    assert wrote(repository)


def test_outside_of_git_there_is_nothing_to_see(tmp_path):
    plan = tmp_path / "plan.toml"
    plan.write_bytes(FIRST)
    git = GitTraces(plan)
    assert (git.moves(), git.blobs(FIRST), git.wrote(FIRST), git.left((), 0)) == (0, (), False, False)


def test_a_repository_without_a_commit_and_a_plan_that_is_gone(tmp_path):
    repository = Repository(tmp_path / "here")
    repository.plan.write_bytes(FIRST)
    assert not wrote(repository)
    repository.plan.unlink()
    assert not GitTraces(repository.plan).wrote(FIRST)


def test_the_names_are_those_that_git_gives(repository):
    assert GitTraces(repository.plan).blobs(FIRST) == (repository.git("rev-parse", "HEAD:plan.toml"),)


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("linked", [False, True], ids=["", "in a worktree"])
def test_a_version_that_git_has_is_left_by_a_switch_whoever_wrote_since(repository, tmp_path, packed, linked):
    if linked:
        repository.git("worktree", "add", "-q", str(tmp_path / "linked"), "-b", "other")
        repository.root = tmp_path / "linked"
        repository.plan = repository.root / "plan.toml"
    git = GitTraces(repository.plan)
    repository.git("checkout", "-qb", "feat")
    saved, since = git.blobs(SECOND), git.moves()
    repository.commit(SECOND)
    assert not git.left(saved, since)
    repository.git("checkout", "-qb", "third", "HEAD~1")
    if packed:
        repository.git("gc", "-q")
    written(repository, THIRD)
    assert git.left(saved, since)
    assert not git.left(saved, git.moves()), "all before does not count"


def test_a_version_that_git_does_not_have_is_not_left(repository):
    git = GitTraces(repository.plan)
    saved, since = git.blobs(SECOND), git.moves()
    repository.git("checkout", "-qb", "new")
    assert not git.left(saved, since)


def test_a_version_that_is_checked_out_is_not_left(repository):
    git = GitTraces(repository.plan)
    since = git.moves()
    repository.commit(SECOND)
    repository.git("checkout", "-qb", "new")
    written(repository, THIRD)
    assert not git.left(git.blobs(SECOND), since)


def test_it_is_waited_for_a_git_that_is_at_work(repository, monkeypatch):
    """A checkout of many files writes the index last."""
    a_branch_switch(repository)
    lock, index = repository.root / ".git" / "index.lock", repository.root / ".git" / "index"
    index.rename(lock)
    monkeypatch.setattr(git_traces.time, "sleep", lambda _: lock.rename(index))
    assert wrote(repository)


def test_a_lock_that_a_killed_git_left_keeps_nobody(repository, monkeypatch):
    a_branch_switch(repository)
    lock = repository.root / ".git" / "index.lock"
    lock.touch()
    os.utime(lock, (1, 1))
    monkeypatch.setattr(git_traces.time, "sleep", lambda _: pytest.fail("it waits"))
    assert wrote(repository)
