"""The git branch a plan is on, read from git's own files: no process is started for it."""

from __future__ import annotations

from pathlib import Path


def branch_of(path: Path) -> str:
    """The branch of the repository a file is in; a short commit id if none is checked out; empty outside of git."""
    folder = git_folder(path)
    if folder is None:
        return ""
    text = text_of(folder / "HEAD")
    return text.removeprefix("ref: refs/heads/") if text.startswith("ref: ") else text[:7]


def git_folder(path: Path) -> Path | None:
    """Where git keeps what it knows of the working tree a file is in; None outside of git."""
    for folder in path.absolute().parents:
        found = _head_file(folder / ".git")
        if found is not None:
            return found.parent
    return None


def text_of(file: Path) -> str:
    """What one of git's small files says; nothing if it is not there, or no text."""
    try:
        return file.read_text(encoding="utf-8").strip()
    except (OSError, ValueError):
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
