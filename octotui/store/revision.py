"""One version of a plan in git, by what people call it: ``HEAD~3``, a branch, a tag, an id, ``REV:path``."""

from __future__ import annotations

import os
import re
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import Final

from octotui.plan.frozen import Frozen
from octotui.plan.problems import PlanError, Problem, did_you_mean, quoted
from octotui.store.git import GitFailed, git, running
from octotui.store.history import Commit, Contents, Home, commit_at, has_commits

_BASE: Final = re.compile(r"[~^@:]")
PLAN_ENDS: Final = (".toml", ".json")


class Revision(Frozen):
    """A version of a plan's file.

    Attributes:
        name: What it was called: ``HEAD~3``.
        path: The file's path in it, from the top of the repository.
        content: The id of what the file says there.
        commit: The commit; None for what is only staged.
        is_of_plan: Whether a revision was named, and the plan is meant; else a file of it was.
    """

    name: str
    path: str
    content: str
    commit: Commit | None
    is_of_plan: bool


def revision_of(root: Path, name: str, home: Home | None) -> Revision:
    """The version of a plan that a name stands for.

    Args:
        root: A folder of the repository.
        name: A revision, of the plan; or ``REV:path``, of any file.
        home: Where the plan is now.

    Raises:
        PlanError: There is no such revision, or no such file in it.
    """
    if commit_id := _id_of(root, f"{name}^{{commit}}"):
        if home is None:
            raise _refusal(f"{quoted(name)} is a revision of many files", f"name the plan in it: {name}:plan.toml")
        commit = commit_at(root, commit_id)
        path, content = _plan_in(home, name, commit)
        return Revision(name, path, content, commit, is_of_plan=True)
    if ":" in name and (content := _id_of(root, name)):
        before, path = _split(root, name)
        commit_id = _id_of(root, f"{before}^{{commit}}") if before else ""
        return Revision(name, path, content, commit_at(root, commit_id) if commit_id else None, is_of_plan=False)
    raise _unknown(root, name, home)


def revision_before(home: Home, at: datetime) -> Revision | None:
    """The last version on the way to HEAD that was committed by a moment; None if the plan was in none by then."""
    try:
        found = git(home.root, "rev-list", "-1", "--first-parent", f"--before={at.astimezone(UTC).isoformat()}", "HEAD")
    except GitFailed:
        return None
    if not (commit_id := found.decode().strip()):
        return None
    commit = commit_at(home.root, commit_id)
    path, content = content_at(home, commit_id)
    return Revision(commit.short, path, content, commit, is_of_plan=True) if content else None


def bytes_of(root: Path, revision: Revision, name: str) -> bytes:
    """What a plan says in a version.

    Args:
        root: A folder of the repository.
        revision: The version.
        name: What it is called in a message.

    Raises:
        PlanError: It cannot be read.
    """
    with running(root, "cat-file", "--batch") as process:
        return Contents(process).read(revision.content, name)


def ref_names(root: Path) -> list[str]:
    """The names of branches and tags.

    Raises:
        GitFailed: The folder is in no repository.
    """
    known = git(root, "for-each-ref", "--format=%(refname:short)", "refs/heads", "refs/tags", "refs/remotes")
    return known.decode("utf-8", "replace").split()


def content_at(home: Home, commit_id: str) -> tuple[str, str]:
    """The path and the content of a plan in a commit, also under the name it had there; empty if it is not there."""
    if content := _id_of(home.root, f"{commit_id}:{home.path}"):
        return home.path, content
    renamed = git(home.root, "diff-index", "--cached", "-M", "--diff-filter=R", "-z", "--no-abbrev", commit_id, "--")
    fields = [os.fsdecode(field) for field in renamed.split(b"\0")]
    for said, was, path in zip(fields[::3], fields[1::3], fields[2::3], strict=False):
        if path == home.path:
            return was, said.split(" ")[2]
    return "", ""


def never_committed(home: Home) -> PlanError:
    """The refusal of a plan that no commit has."""
    name = PurePosixPath(home.path).name
    if not has_commits(home):
        return _refusal("no commits in this repository yet", f"git add {name} and git commit begin its history")
    return _refusal(f"{quoted(name)} is in no commit yet", f"git add {name} and git commit begin its history")


def _plan_in(home: Home, name: str, commit: Commit) -> tuple[str, str]:
    path, content = content_at(home, commit.id)
    if content:
        return path, content
    if not content_at(home, "HEAD")[1]:
        raise never_committed(home)
    plan = PurePosixPath(home.path).name
    raise _refusal(f"{quoted(plan)} is not in {quoted(name)}", _other_plan(home.root, name, plan))


def _id_of(root: Path, name: str) -> str:
    """The id of what a name stands for; empty if there is nothing."""
    if name.startswith("-") or "\0" in name:
        return ""
    try:
        return git(root, "rev-parse", "--verify", "--quiet", name).decode().strip()
    except GitFailed as error:
        if error.status == 127:
            raise
        return ""


def _split(root: Path, name: str) -> tuple[str, str]:
    """Revision and path of ``REV:path``; a revision may have colons of its own."""
    at = name.find(":")
    while at > 0 and not _id_of(root, f"{name[:at]}^{{commit}}"):
        at = name.find(":", at + 1)
    return name[: max(at, 0)], name[at + 1 :]


def _unknown(root: Path, name: str, home: Home | None) -> PlanError:
    if home is not None and not has_commits(home):
        return never_committed(home)
    before, _, path = name.partition(":")
    if path and _id_of(root, f"{before or 'HEAD'}^{{commit}}"):
        return _refusal(f"no file {quoted(path)} in {quoted(before)}", _other_plan(root, before, path))
    if ".." in name:
        first, last = re.split(r"\.{2,3}", name)[:2]
        return _refusal(f"{quoted(name)} is a range", f"write the two: octotui diff {first or 'HEAD'} {last or 'HEAD'}")
    base = _BASE.split(name)[0]
    if base != name and _id_of(root, f"{base or 'HEAD'}^{{commit}}"):
        return _refusal(f"no revision {quoted(name)}: the history here does not go so far back", _how_far(root))
    return _refusal(f"no file and no revision {quoted(name)}", did_you_mean(name, ["HEAD", *ref_names(root)]))


def _other_plan(root: Path, revision: str, path: str) -> str:
    """A file of a revision that is called nearly so."""
    listed = git(root, "ls-tree", "-r", "-z", "--name-only", "--full-tree", revision or "HEAD")
    plans = [name for name in map(os.fsdecode, listed.split(b"\0")) if name.endswith(PLAN_ENDS)]
    return did_you_mean(f"{revision}:{path}", [f"{revision}:{name}" for name in plans])


def _how_far(root: Path) -> str:
    if git(root, "rev-parse", "--is-shallow-repository") == b"true\n":
        return "the clone is shallow: git fetch --unshallow brings the rest"
    count = int(git(root, "rev-list", "--count", "HEAD"))
    return f"it has {count} commit{'s' if count > 1 else ''}"


def _refusal(what: str, mend: str) -> PlanError:
    return PlanError([Problem("error", what, mend)])
