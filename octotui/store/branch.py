"""The git branch a plan is on, read from git's own files: no process is started for it."""

from __future__ import annotations

from pathlib import Path


def branch_of(path: Path) -> str:
    """The branch of the repository a file is in; a short commit id if none is checked out; empty outside of git."""
    for folder in path.absolute().parents:
        head = _head_file(folder / ".git")
        if head is not None:
            return _branch(head)
    return ""


def _head_file(git: Path) -> Path | None:
    try:
        if git.is_dir():
            return git / "HEAD"
        if git.is_file():  # a worktree or a submodule: a file that says where the folder is
            target = git.read_text(encoding="utf-8").strip().removeprefix("gitdir: ")
            return (git.parent / target) / "HEAD"
    except (OSError, UnicodeDecodeError):
        return None
    return None


def _branch(head: Path) -> str:
    try:
        text = head.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return ""
    return text.removeprefix("ref: refs/heads/") if text.startswith("ref: ") else text[:7]
