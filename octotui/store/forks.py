"""Merges in git where a file had become another on more than one side: somebody, or a program, had to choose."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

from octotui.store.git import GitFailed, git


def fork_finder(root: Path) -> Callable[[str, str], bool]:
    """A function that says of a merge and a path whether more than one of its sides had changed that file.

    Git walks the whole history for it, so that is done for the first merge that somebody asks about, and kept.

    Args:
        root: The top folder of the work tree.
    """

    @cache
    def forks(path: str) -> frozenset[str]:
        options = ("--merges", "--full-history", "--simplify-merges", "HEAD")
        return frozenset(git(root, "--literal-pathspecs", "rev-list", *options, "--", path).decode().split())

    return lambda commit_id, path: commit_id in forks(path)


def content_in(root: Path, commit_id: str, path: str) -> str | None:
    """The id of what a file says in a commit; None if it is not there.

    Raises:
        GitFailed: Git cannot read the commit.
    """
    listed = git(root, "--literal-pathspecs", "ls-tree", "--full-tree", "-z", commit_id, "--", path)
    return listed.partition(b"\t")[0].split(b" ")[-1].decode() or None


def where_they_parted(root: Path, commit_ids: Sequence[str]) -> str | None:
    """The newest commit that all of these have in their past; None if there is none.

    Raises:
        GitFailed: Git cannot read their histories.
    """
    try:
        return git(root, "merge-base", "--octopus", *commit_ids).decode().strip()
    except GitFailed as failed:
        if failed.status != 1:
            raise
        return None
