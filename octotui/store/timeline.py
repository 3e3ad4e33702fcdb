"""A plan's story in git: what each commit changed in the plan, or in one thing of it."""

from __future__ import annotations

import contextlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path as Folder
from typing import Final

from octotui.plan.edits import Path
from octotui.plan.frozen import Frozen, replace
from octotui.plan.problems import PlanError
from octotui.store.forks import content_in, where_they_parted
from octotui.store.git import running
from octotui.store.history import Commit, Contents, Home, Step
from octotui.store.versions import SAME, Difference, Version, difference, overruled, own_difference

KEPT: Final = 8
"""So many versions are kept as they were read: each is compared with its neighbours."""
UNCOMMITTED: Final = Commit("", "", datetime.fromtimestamp(0, UTC), "")
"""Stands for the commit that is not made yet."""
_NOW: Final = "now"
_NO_FILE: Final = Version(b"", "")


class Told(Frozen):
    """What a commit changed.

    Attributes:
        step: What it did to the file.
        difference: The edits, and the plans they lie between; None if the version that it made cannot be read.
        broken: Why it cannot.
        overruled: Of a merge, what it says instead of what one of its parents had made of it, for each such parent.
    """

    step: Step
    difference: Difference | None
    broken: PlanError | None = None
    overruled: tuple[Difference, ...] = ()

    @property
    def differences(self) -> tuple[Difference, ...]:
        """All there is to tell; nothing of a version that cannot be read."""
        return () if self.difference is None else (self.difference, *self.overruled)


class Timeline:
    """The versions of one plan, each read when it is needed, and as far as it is needed.

    Attributes:
        now: The plan as it is on disk; None if it is not there.
    """

    def __init__(self, root: Folder, contents: Contents, now: Version | None) -> None:
        """Take what `timeline_of` opened."""
        self.now = now
        self._root = root
        self._contents = contents
        self._kept = lru_cache(maxsize=KEPT)(self._read)

    def uncommitted(self, path: str, content: str) -> Step:
        """What was done to the file since the last commit.

        Args:
            path: The path it has there.
            content: The id of what it says there; empty if it is not in it.
        """
        return Step(UNCOMMITTED, path, (content or None,), _NOW if self.now else None)

    def told(self, steps: Iterable[Step], path: Path) -> Iterator[Told]:
        """What each step changed at a path of the plan; everything, if the path is empty.

        A version that cannot be read is stepped over: what came after it is told since the last that could be read.
        """
        waiting: defaultdict[str | None, list[Step]] = defaultdict(list)
        for step in steps:
            if len(step.before) > 1 and step.after in step.before:  # nothing came of it that was not there before
                yield Told(step, SAME, overruled=self._chosen(step, path, SAME))
                continue
            later = [replace(one, before=step.before) for one in waiting.pop(step.after, ())]
            for one in (*later, step):
                if (told := self._told(one, path)) is not None:
                    yield told
                else:
                    waiting[one.before[0]].append(one)

    def versions(self, steps: Iterable[Step]) -> Iterator[Version]:
        """The versions before each step."""
        for step in steps:
            yield from (self._version(before, step.was or step.path) for before in step.before if before)

    def _told(self, step: Step, path: Path) -> Told | None:
        """What a step changed; None if what it began with cannot be read."""
        if step.before == (step.after,):
            return Told(step, SAME)
        after = self._version(step.after, step.path)
        before = [self._version(content, step.was or step.path) for content in step.before]
        try:
            own = own_difference(before, after, path)
            return Told(step, own, overruled=self._chosen(step, path, own))
        except PlanError:
            name = f"{step.commit.short}:{step.path}" if step.after != _NOW else after.name
            if broken := after.why_broken(name):
                return Told(step, None, broken)
        if len(before) == 1:
            return None
        readable = [version for version in before if version.why_broken() is None]
        return Told(step, own_difference(readable, after, path) if readable else SAME)

    def _chosen(self, step: Step, path: Path, own: Difference) -> tuple[Difference, ...]:
        """What a merge took of one side against another, beside its own; nothing if a side cannot be read.

        A side without the file has perhaps another name for it: that one is left out, unless git says that it took
        the file away.
        """
        is_a_side = step.after in step.before
        sides = [content for content in step.before if content != step.after and (content or is_a_side)]
        if len(step.before) == 1 or step.after is None:
            return ()
        parents, merged = [self._version(side, step.path) for side in sides], self._version(step.after, step.path)
        with contextlib.suppress(PlanError):
            if any(difference(parent, merged, path).edits for parent in parents):
                return overruled(self._base(step), parents, merged, path, own.edits)
        return ()

    def _base(self, step: Step) -> Version:
        """What the sides of a merge started from."""
        parted = where_they_parted(self._root, step.commit.parents)
        return self._version(content_in(self._root, parted, step.path) if parted else None, step.path)

    def _version(self, content: str | None, path: str) -> Version:
        if content is None:
            return _NO_FILE
        if content == _NOW:
            assert self.now is not None, "a step to now is made where there is one"
            return self.now
        return self._kept(content, path)

    def _read(self, content: str, path: str) -> Version:
        try:
            return Version(self._contents.read(content, path), path)
        except PlanError as error:
            return Version(b"", path, error)


@contextlib.contextmanager
def timeline_of(home: Home, now: Version | None) -> Iterator[Timeline]:
    """Open a plan's versions; git is ended when the context is left.

    Args:
        home: Where git keeps the plan.
        now: The plan as it is on disk; None if it is not there.
    """
    with running(home.root, "cat-file", "--batch") as process:
        yield Timeline(home.root, Contents(process), now)
