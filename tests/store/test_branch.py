import shutil
import subprocess

import pytest

from octotui.store.branch import branch_of


def head(folder, text):
    """A folder that git has, with this HEAD."""
    (folder / ".git").mkdir(parents=True)
    (folder / ".git" / "HEAD").write_text(text)
    return folder / "docs" / "plan.toml"


@pytest.mark.parametrize(
    ("text", "branch"),
    [
        ("ref: refs/heads/main\n", "main"),
        ("ref: refs/heads/feature/one-two\n", "feature/one-two"),
        ("4c9f0d2e8a7b6c5d4e3f2a1b0c9d8e7f6a5b4c3d\n", "4c9f0d2"),
        ("", ""),
    ],
)
def test_head_says_the_branch_or_the_commit(tmp_path, text, branch):
    assert branch_of(head(tmp_path, text)) == branch


def test_outside_of_git_there_is_no_branch(tmp_path):
    (tmp_path / ".git").mkdir()
    assert branch_of(tmp_path / "plan.toml") == "", "and a .git without a HEAD is none"


def test_the_nearest_repository_counts(tmp_path):
    head(tmp_path, "ref: refs/heads/outer\n")
    assert branch_of(head(tmp_path / "inner", "ref: refs/heads/inner\n")) == "inner"


@pytest.mark.parametrize("absolute", [True, False])
def test_a_worktree_says_where_its_head_is(tmp_path, absolute):
    real = tmp_path / "main" / ".git" / "worktrees" / "two"
    real.mkdir(parents=True)
    (real / "HEAD").write_text("ref: refs/heads/two\n")
    (tmp_path / "two").mkdir()
    (tmp_path / "two" / ".git").write_text(f"gitdir: {real if absolute else '../main/.git/worktrees/two'}\n")
    assert branch_of(tmp_path / "two" / "plan.toml") == "two"


def test_what_is_not_text_is_no_branch(tmp_path):
    head(tmp_path, "")
    (tmp_path / ".git" / "HEAD").write_bytes(b"\xff\xfe")
    assert branch_of(tmp_path / "plan.toml") == ""
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / ".git").write_bytes(b"\xff\xfe")
    assert branch_of(tmp_path / "other" / "plan.toml") == ""


@pytest.mark.skipif(shutil.which("git") is None, reason="there is no git here")
def test_git_agrees(tmp_path):
    subprocess.run(["git", "init", "-q", "-b", "trunk/x", str(tmp_path)], check=True)
    assert branch_of(tmp_path / "a" / "plan.toml") == "trunk/x"
