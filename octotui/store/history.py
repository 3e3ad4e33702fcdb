"""A plan's history in git: where git keeps it, which commits touched it, and the bytes of each version."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from subprocess import Popen
from typing import IO, Final

from octotui.plan.frozen import Frozen
from octotui.plan.problems import PlanError, Problem
from octotui.store.files import MAX_BYTES
from octotui.store.forks import content_in, fork_finder
from octotui.store.git import GitFailed, git, running

_FORMAT: Final = "--format=tformat:%H%x00%aN%x00%at%x00%P%x00%s"
_FIELDS: Final = 5
_PLAIN: Final = ("--encoding=UTF-8", "--no-show-signature", _FORMAT)
"""Whatever the repository's settings say: nothing else is printed, and no program is started for it."""
_SHORT: Final = 8
_CHUNK: Final = 65536


class Home(Frozen):
    """Where git keeps a plan.

    Attributes:
        root: The top folder of the work tree.
        path: The plan's path from there, with slashes.
        is_shallow: Whether the clone has only the end of the history.
    """

    root: Path
    path: str
    is_shallow: bool = False


class Commit(Frozen):
    """A commit. The author's name and the subject are anybody's text.

    Attributes:
        id: Its whole id.
        author: Who made the change.
        at: When they made it.
        subject: The first line of the message.
        parents: The ids of the commits it was made of; a merge has several.
    """

    id: str
    author: str
    at: datetime
    subject: str
    parents: tuple[str, ...] = ()

    @property
    def short(self) -> str:
        """The id as people write it."""
        return self.id[:_SHORT]


class Step(Frozen):
    """What a commit did to the plan's file.

    Attributes:
        commit: The commit.
        path: The file's path in it.
        before: Ids of the contents in the commit's parents, one for each; None where there was no file.
        after: The id of the content; None if the commit took the file away.
        was: The path before, if the commit gave the file its name.
        is_copy: Whether the file began as a copy of ``was``; the history ends there.
    """

    commit: Commit
    path: str
    before: tuple[str | None, ...]
    after: str | None
    was: str = ""
    is_copy: bool = False

    @property
    def is_committed(self) -> bool:
        """Whether it is a commit's, or was done since the last."""
        return bool(self.commit.id)


def home_of(path: Path) -> Home:
    """Where git keeps a file; a link stands for what it points to.

    Raises:
        GitFailed: There is no git, the file is in no repository, or git refuses the repository.
    """
    real = Path(os.path.realpath(path))
    if not real.parent.is_dir():
        raise PlanError([Problem("error", "no such file", "see that the name is right", file=str(path))])
    try:
        said = git(real.parent, "rev-parse", "--is-shallow-repository", "--show-cdup", "--show-prefix")
    except GitFailed as error:
        raise _explained(error, path) from None
    shallow, up, prefix = said.split(b"\n", 2)
    inside = os.fsdecode(prefix.removesuffix(b"\n")) + real.name
    return Home((real.parent / os.fsdecode(up)).resolve(), inside, shallow == b"true")


def steps(home: Home, path: str | None = None) -> Iterator[Step]:
    """The commits that touched a plan's file, newest first, whatever its name was then.

    Of merges those that say what no parent says, and those that took one side's file where another had changed it.

    Args:
        home: Where the plan is.
        path: The name it has in the newest commit, if that is another one.

    Raises:
        GitFailed: Git cannot read its history.
    """
    options = ("--follow", "-c", "--raw", "-z", "--no-abbrev", "--root", *_PLAIN)
    with running(home.root, "--literal-pathspecs", "log", *options, "--", path or home.path) as process:
        assert process.stdout is not None, "running makes pipes"
        name, is_fork = path or home.path, fork_finder(home.root)
        for commit, entry in _records(process.stdout):
            if entry:
                yield (step := _step(commit, entry))
                if step.is_copy:
                    return
                name = step.was or name
            elif len(commit.parents) > 1 and is_fork(commit.id, name):
                before, after = _contents(home.root, commit.parents, name), content_in(home.root, commit.id, name)
                yield Step(commit, name, before, after)
        process.wait()


def _contents(root: Path, commit_ids: Iterable[str], path: str) -> tuple[str | None, ...]:
    return tuple(content_in(root, commit_id, path) for commit_id in commit_ids)


def has_commits(home: Home) -> bool:
    """Whether anything was ever committed where the work tree stands."""
    try:
        git(home.root, "rev-parse", "--verify", "--quiet", "HEAD")
    except GitFailed:
        return False
    return True


def commit_at(root: Path, commit_id: str) -> Commit:
    """The commit with an id.

    Raises:
        GitFailed: Git cannot read it.
    """
    said = git(root, "log", "-1", "-z", "--no-patch", *_PLAIN, commit_id, "--")
    return _commit(said.split(b"\0")[:_FIELDS])


def cut_off(home: Home) -> frozenset[str]:
    """The commits a shallow clone begins with: what was before them is not known here."""
    if not home.is_shallow:
        return frozenset()
    place = git(home.root, "rev-parse", "--git-path", "shallow").removesuffix(b"\n")
    return frozenset((home.root / os.fsdecode(place)).read_text(encoding="ascii").split())


class Contents:
    """The contents that git keeps, by id, all from one process."""

    def __init__(self, process: Popen[bytes]) -> None:
        """Take a process that ``contents_of`` started."""
        assert process.stdin is not None, "running makes pipes"
        assert process.stdout is not None, "running makes pipes"
        self._ask: IO[bytes] = process.stdin
        self._answer: IO[bytes] = process.stdout

    def read(self, content_id: str, name: str) -> bytes:
        """The bytes with an id.

        Args:
            content_id: What a `Step` says.
            name: What they are called in a message.

        Raises:
            PlanError: They are not there, are no file, or are too many for a plan.
        """
        self._ask.write(content_id.encode() + b"\n")
        self._ask.flush()
        _, kind, *size = self._answer.readline().split() or (b"", b"missing")
        if kind == b"missing":
            raise _unread(name, "git does not have this version here", "fetch it, or clone the repository whole")
        data = self._exactly(int(size[0]))
        if kind != b"blob":
            raise _unread(name, "a folder, not a file", "")
        if data is None:
            raise _unread(name, f"{int(size[0]) / 1e6:.0f} MB is too large for a plan", "a plan has 5 MB at most")
        return data

    def _exactly(self, size: int) -> bytes | None:
        """So many bytes, or None, without keeping them, if no plan has so many."""
        data = self._answer.read(size + 1)[:-1] if size <= MAX_BYTES else None
        left = size + 1 if data is None else 0
        while left and (chunk := self._answer.read(min(left, _CHUNK))):
            left -= len(chunk)
        return data


def _unread(name: str, what: str, mend: str) -> PlanError:
    return PlanError([Problem("error", what, mend, file=name)])


def _explained(error: GitFailed, path: Path) -> GitFailed:
    """Git's refusal of a folder, in this program's words."""
    said = str(error)
    if "not a git repository" in said:
        mend = "keep it in git: git init, git add, git commit"
        return GitFailed(f"{path} is in no git repository, so it has no history", mend, error.status)
    if "dubious ownership" in said:
        mend = "if you trust it: git config --global --add safe.directory FOLDER"
        return GitFailed(f"{path} is in a repository that belongs to somebody else", mend, error.status)
    return error


def _records(pipe: IO[bytes]) -> Iterator[tuple[Commit, list[bytes]]]:
    """Each commit, and what it did to the one file: ``:modes ids status``, a path, and after a renaming another.

    Of a merge that is like one of its parents git says nothing but that it was there.
    """
    fields = _fields(pipe)
    head: list[bytes] = []
    for field in fields:
        text = field.removeprefix(b"\n")
        if text.startswith(b":"):
            paths = list(islice(fields, 2 if text.rpartition(b" ")[2][:1] in (b"R", b"C") else 1))
            if paths and len(head) == _FIELDS:
                yield _commit(head), [text, *paths]
            head = []
        elif text:
            if len(head) == _FIELDS:
                yield _commit(head), []
            head = [text, *islice(fields, _FIELDS - 1)]
    if len(head) == _FIELDS:
        yield _commit(head), []


def _fields(pipe: IO[bytes]) -> Iterator[bytes]:
    """What ends in NULs, as it comes."""
    rest = b""
    while chunk := os.read(pipe.fileno(), _CHUNK):
        *whole, rest = (rest + chunk).split(b"\0")
        yield from whole


def _commit(fields: list[bytes]) -> Commit:
    commit_id, author, seconds, parents, subject = (field.decode("utf-8", "replace") for field in fields)
    try:
        at = datetime.fromtimestamp(int(seconds), UTC)
    except (ValueError, OverflowError, OSError):  # no time that a calendar has
        at = datetime.fromtimestamp(0, UTC)
    return Commit(commit_id, author, at, subject, tuple(parents.split()))


def _step(commit: Commit, entry: list[bytes]) -> Step:
    said, *paths = map(os.fsdecode, entry)
    *words, status = said.lstrip(":").split(" ")
    ids = [None if set(word) == {"0"} else word for word in words[len(words) // 2 :]]
    was, is_copy = (paths[0], status[0] == "C") if len(paths) > 1 else ("", False)
    return Step(commit, paths[-1], (None,) if is_copy else tuple(ids[:-1]), ids[-1], was, is_copy)
