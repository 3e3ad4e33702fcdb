"""Where git keeps a plan, which commits touched it, and what it said then."""

import shutil
import subprocess
from datetime import UTC, datetime

import pytest

from octotui.plan.problems import PlanError
from octotui.store.git import GitFailed
from octotui.store.history import commit_at, cut_off, home_of, steps
from octotui.store.revision import bytes_of, revision_of
from octotui.store.timeline import timeline_of
from octotui.store.versions import Version
from tests.repository import ALONE, Repository

ODD_NAMES = [
    "plan.toml",
    "the plan.toml",
    "план 東京.toml",
    "-p.toml",
    "two\nlines.toml",
    ":(glob)*.toml",
    "a'\"b.toml",
]


@pytest.fixture(autouse=True)
def no_settings(monkeypatch):
    for name, value in ALONE.items():
        monkeypatch.setenv(name, value)


def subjects(path):
    return [step.commit.subject for step in steps(home_of(path))]


def said(repository, name):
    home = home_of(repository.plan)
    return bytes_of(home.root, revision_of(home.root, name, home), name)


@pytest.mark.parametrize("name", ODD_NAMES)
@pytest.mark.parametrize("folder", ["", "docs/more plans", "-x"])
def test_a_plan_is_found_whatever_it_is_called_and_wherever_it_is(tmp_path, name, folder):
    repository = Repository(tmp_path / "repo", f"{folder}/{name}" if folder else name)
    repository.commit("a = 1\n", "one")
    repository.commit("a = 2\n", "two")

    assert home_of(repository.plan).path == (f"{folder}/{name}" if folder else name)
    assert home_of(repository.plan).root == repository.root
    assert subjects(repository.plan) == ["two", "one"]
    assert (said(repository, "HEAD~1"), said(repository, "HEAD")) == (b"a = 1\n", b"a = 2\n")


def test_a_link_stands_for_the_file_it_points_to(tmp_path):
    repository = Repository(tmp_path / "repo")
    repository.commit("a = 1\n", "one")
    (tmp_path / "link.toml").symlink_to(repository.plan)
    (tmp_path / "folder").symlink_to(repository.root)

    assert subjects(tmp_path / "link.toml") == subjects(tmp_path / "folder" / "plan.toml") == ["one"]


def test_a_linked_worktree_has_its_own_branch(tmp_path):
    repository = Repository(tmp_path / "repo")
    repository.commit("a = 1\n", "one")
    repository.git("worktree", "add", "-q", "-b", "other", str(tmp_path / "tree"))
    repository.commit("a = 2\n", "two")

    assert subjects(tmp_path / "tree" / "plan.toml") == ["one"]
    assert home_of(tmp_path / "tree" / "plan.toml").root == tmp_path / "tree"


def test_a_submodule_is_a_repository_of_its_own(tmp_path):
    inner, outer = Repository(tmp_path / "inner"), Repository(tmp_path / "outer", "other.toml")
    inner.commit("a = 1\n", "inside")
    outer.git("-c", "protocol.file.allow=always", "submodule", "add", "-q", str(inner.root), "sub")
    outer.commit("b = 1\n", "outside")

    assert subjects(outer.root / "sub" / "plan.toml") == ["inside"]


def test_a_commit_says_who_when_and_what(tmp_path):
    repository = Repository(tmp_path)
    commit = commit_at(tmp_path, repository.commit("a = 1\n", "Now\n\nwith more", "Zoë 東京"))

    assert (commit.author, commit.subject) == ("Zoë 東京", "Now")
    assert commit.at == datetime(2026, 11, 16, 14, 2, tzinfo=UTC)
    assert commit.id.startswith(commit.short)


def test_a_renamed_plan_keeps_its_history(tmp_path):
    text = "".join(f"key{number} = {number}\n" for number in range(20))
    repository = Repository(tmp_path, "old.toml")
    repository.commit(text, "one")
    repository.git("mv", "old.toml", "new.toml")
    repository.plan = tmp_path / "new.toml"
    repository.commit(text + "more = 1\n", "renamed")

    newest, oldest = steps(home_of(repository.plan))
    assert (newest.path, newest.was, oldest.path) == ("new.toml", "old.toml", "old.toml")
    assert newest.before == (oldest.after,)
    assert said(repository, "HEAD~1") == text.encode()


def test_a_copy_begins_a_history_of_its_own(tmp_path):
    text = "".join(f"key{number} = {number}\n" for number in range(20))
    repository = Repository(tmp_path)
    repository.commit(text, "one")
    repository.plan = tmp_path / "copy.toml"
    repository.commit(text, "copied")

    (only,) = steps(home_of(repository.plan))
    assert (only.is_copy, only.was, only.before) == (True, "plan.toml", (None,))


def test_a_merge_is_a_step_where_it_says_what_no_parent_said(tmp_path):
    repository = Repository(tmp_path)
    lines = [f"key{number} = {number}\n" for number in range(20)]
    repository.commit("".join(lines), "base")
    repository.git("checkout", "-q", "-b", "side")
    repository.commit("".join(["key0 = 100\n", *lines[1:]]), "side")
    repository.git("checkout", "-q", "main")
    repository.commit("".join([*lines[:-1], "key19 = 100\n"]), "main")
    repository.git("merge", "-q", "side", "-m", "merge")

    found = {step.commit.subject: step for step in steps(home_of(repository.plan))}
    assert set(found) == {"merge", "main", "side", "base"}
    assert set(found["merge"].before) == {found["main"].after, found["side"].after}


def test_a_shallow_clone_knows_where_it_is_cut(tmp_path):
    repository = Repository(tmp_path / "repo")
    for number in range(3):
        repository.commit(f"a = {number}\n", str(number))
    subprocess.run(["git", "clone", "-q", "--depth", "1", f"file://{repository.root}", tmp_path / "clone"], check=True)
    home = home_of(tmp_path / "clone" / "plan.toml")

    assert cut_off(home) == {repository.git("rev-parse", "HEAD")}
    assert cut_off(home_of(repository.plan)) == frozenset()
    with pytest.raises(PlanError, match=r"does not go so far back; .*git fetch --unshallow"):
        revision_of(home.root, "HEAD~1", home)


def sign(repository):
    """Make the newest commit one with a signature, which some settings would have looked at."""
    head, body = repository.git("cat-file", "commit", "HEAD").split("\n\n", 1)
    signature = "gpgsig -----BEGIN PGP SIGNATURE-----\n \n x\n -----END PGP SIGNATURE-----"
    text = repository.root / ".git" / "signed"
    text.write_text(f"{head}\n{signature}\n\n{body}\n")
    repository.git("reset", "-q", "--soft", repository.git("hash-object", "-t", "commit", "-w", str(text)))


def test_settings_of_a_repository_change_nothing(tmp_path):
    repository = Repository(tmp_path)
    repository.commit("a = 1\n", "one")
    repository.commit("a = 2\n", "two")
    sign(repository)
    mark, program = tmp_path / "started", tmp_path / "program"
    program.write_text(f"#!/bin/sh\ntouch {mark}\n")
    program.chmod(0o755)
    for name, value in {
        "log.showSignature": "true",
        "log.showRoot": "false",
        "log.follow": "true",
        "format.pretty": "fuller",
        "color.ui": "always",
        "core.pager": f"touch {mark}",
        "core.fsmonitor": f"touch {mark}",
        "diff.external": f"touch {mark}",
        "gpg.program": str(program),
        "i18n.logOutputEncoding": "latin1",
        "core.abbrev": "4",
    }.items():
        repository.git("config", name, value)

    assert subjects(repository.plan) == ["two", "one"]
    assert said(repository, "HEAD~1") == b"a = 1\n"
    assert not mark.exists()


def test_variables_of_another_repository_change_nothing(tmp_path, monkeypatch):
    repository, other = Repository(tmp_path / "one"), Repository(tmp_path / "two")
    repository.commit("a = 1\n", "mine")
    other.commit("a = 1\n", "theirs")
    monkeypatch.setenv("GIT_DIR", str(other.root / ".git"))

    assert subjects(repository.plan) == ["mine"]


def refusal(repository, name="HEAD"):
    home = home_of(repository.plan)
    with pytest.raises(PlanError) as caught:
        revision_of(home.root, name, home)
    text = str(caught.value)
    assert len(text.splitlines()) == 1
    return text


def test_what_cannot_be_is_refused_with_what_would_be_right(tmp_path):
    repository = Repository(tmp_path)
    repository.plan.write_text("a = 1\n")
    assert (
        refusal(repository) == "no commits in this repository yet; git add plan.toml and git commit begin its history"
    )

    repository.git("commit", "-q", "--allow-empty", "-m", "nothing")
    assert refusal(repository) == '"plan.toml" is in no commit yet; git add plan.toml and git commit begin its history'

    repository.commit(subject="one")
    repository.git("tag", "release-1")
    assert refusal(repository, "HAED") == 'no file and no revision "HAED"; did you mean "HEAD"?'
    assert refusal(repository, "relase-1") == 'no file and no revision "relase-1"; did you mean "release-1"?'
    assert refusal(repository, "HEAD~9").endswith("the history here does not go so far back; it has 2 commits")
    assert refusal(repository, "HEAD:plam.toml") == 'no file "plam.toml" in "HEAD"; did you mean "HEAD:plan.toml"?'
    assert refusal(repository, "main..HEAD") == '"main..HEAD" is a range; write the two: octotui diff main HEAD'
    assert refusal(repository, "HEAD~1") == '"plan.toml" is not in "HEAD~1"'
    assert "no file and no revision" in refusal(repository, "--output=x")


def test_a_folder_outside_of_git_is_said_to_be(tmp_path):
    (tmp_path / "plan.toml").write_text("a = 1\n")

    with pytest.raises(GitFailed, match="is in no git repository, so it has no history; keep it in git"):
        home_of(tmp_path / "plan.toml")
    with pytest.raises(PlanError, match="no such file"):
        home_of(tmp_path / "nowhere" / "plan.toml")


def test_a_machine_without_git_is_said_to_be(tmp_path, monkeypatch):
    repository = Repository(tmp_path)
    repository.commit("a = 1\n")
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(GitFailed, match="git was not found; install git"):
        home_of(repository.plan)


def test_a_history_that_git_cannot_read_is_no_short_history(tmp_path):
    repository = Repository(tmp_path)
    first = repository.commit("a = 1\n", "one")
    repository.commit("a = 2\n", "two")
    broken = tmp_path / ".git" / "objects" / first[:2] / first[2:]
    broken.chmod(0o644)
    broken.write_bytes(b"nonsense")

    with pytest.raises(GitFailed):
        list(steps(home_of(repository.plan)))


def test_a_version_that_is_not_here_is_told_and_not_taken_for_an_empty_one(tmp_path):
    repository = Repository(tmp_path)
    repository.commit('[[batches]]\nid = "a"\nname = "A"\n', "one")
    repository.commit('[[batches]]\nid = "a"\nname = "B"\n', "two")
    content = repository.git("rev-parse", "HEAD~1:plan.toml")
    (tmp_path / ".git" / "objects" / content[:2] / content[2:]).unlink()
    home = home_of(repository.plan)

    with timeline_of(home, None) as timeline:
        told = list(timeline.told(steps(home), ()))
    assert [one.step.commit.subject for one in told if one.broken] == ["one"]
    assert "git does not have this version here" in str(told[-1].broken or told[0].broken)


def test_of_merges_that_took_one_side_those_are_told_where_both_had_changed_the_file(tmp_path):
    repository = Repository(tmp_path, "two\nlines and more.toml")
    repository.commit("a = 1\n", "one")
    for number, ours in enumerate(("a = 2\n", "a = 1\n")):
        repository.git("checkout", "-q", "-b", f"side-{number}", "main~" if number else "main")
        repository.commit(f"a = 3{number}\n", "theirs")
        repository.git("checkout", "-q", "main")
        repository.commit(ours if number == 0 else None, "ours")
        repository.git("merge", "-q", "--no-commit", "-s", "ours", f"side-{number}")
        repository.commit(subject=f"merge {number}")
    repository.git("branch", "behind", "main~")
    repository.git("checkout", "-q", "behind")
    repository.git("commit", "-q", "--allow-empty", "-m", "nothing")
    repository.git("merge", "-q", "main", "-m", "brings main")

    merges = [step for step in steps(home_of(repository.plan)) if len(step.before) > 1]
    assert [step.commit.subject for step in merges] == ["merge 1", "merge 0"]
    assert all(step.after == step.before[0] != step.before[1] for step in merges)


def test_git_is_ended_when_nobody_listens_any_more(tmp_path):
    repository = Repository(tmp_path)
    repository.commit("a = 1\n", "one")
    repository.commit("a = 2\n", "two")
    home = home_of(repository.plan)

    found = steps(home)
    assert next(found).commit.subject == "two"
    found.close()
    with timeline_of(home, Version(b"", "plan.toml")):
        pass
    shutil.rmtree(tmp_path / ".git")
