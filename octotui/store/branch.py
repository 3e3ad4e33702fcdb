"""The git branch a plan is on, and what is checked out, read from git's own files: no process is started for it."""

from __future__ import annotations

from pathlib import Path


def branch_of(path: Path) -> str:
    """The branch of the repository a file is in; a short commit id if none is checked out; empty outside of git."""
    for folder in path.absolute().parents:
        head = _head_file(folder / ".git")
        if head is not None:
            return _branch(head)
    return ""


def head_of(path: Path) -> str:
    """What is checked out in the repository a file is in, as git's own files say it: another after git moved on."""
    for folder in path.absolute().parents:
        head = _head_file(folder / ".git")
        if head is not None:
            name = _text(head)
            return f"{name} {_text(_shared(head.parent) / name.removeprefix('ref: '))}"
    return ""


def _shared(folder: Path) -> Path:
    """Where the branches are: a worktree of its own has them in the main one."""
    common = _text(folder / "commondir")
    return folder / common if common else folder


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8").strip()
    except (OSError, ValueError):  # a branch may stand in git's packed list only
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
    text = _text(head)
    return text.removeprefix("ref: refs/heads/") if text.startswith("ref: ") else text[:7]
