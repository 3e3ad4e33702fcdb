"""The git branch a plan is on, and what is checked out, read from git's own files: no process is started for it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

GIT_SECONDS: Final = 2.0
"""Git writes its index within so many seconds of a file that it puts there."""


def branch_of(path: Path) -> str:
    """The branch of the repository a file is in; a short commit id if none is checked out; empty outside of git."""
    for folder in path.absolute().parents:
        head = _head_file(folder / ".git")
        if head is not None:
            return _branch(head)
    return ""


@dataclass(frozen=True, slots=True)
class GitSeen:
    """What git's own files say at a moment: whether git was at work shows when it is seen again.

    Attributes:
        head: What is checked out.
        index: When git last wrote its index, in seconds; a stash or a checkout of one file writes it too.
        file: When the plan was last written.
    """

    head: str
    index: float
    file: float

    @classmethod
    def at(cls, path: Path) -> GitSeen:
        """What there is to see for a file now."""
        for folder in path.absolute().parents:
            head = _head_file(folder / ".git")
            if head is not None:
                name = _text(head)
                branch = _text(_shared(head.parent) / name.removeprefix("ref: "))
                return cls(f"{name} {branch}", _written(head.parent / "index"), _written(path))
        return cls("", 0.0, 0.0)

    def wrote_since(self, before: GitSeen) -> bool:
        """Whether it was git that wrote the plan since."""
        together = abs(self.index - self.file) < GIT_SECONDS
        return self.head != before.head or (self.index != before.index and together)


def _written(file: Path) -> float:
    try:
        return file.stat().st_mtime
    except OSError:
        return 0.0


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
