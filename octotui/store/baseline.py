"""The plan as it was at a point in the past: what octotui kept, else what git has, else as far as the plan tells."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, time, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Final

from octotui.plan.edits import apply, invert
from octotui.plan.frozen import Frozen, replace
from octotui.plan.meetings import with_records_until
from octotui.plan.past import as_of
from octotui.plan.plan import Plan
from octotui.plan.problems import PlanError, Problem, quoted
from octotui.plan.since import FORMS, Since
from octotui.plan.words import moment_text
from octotui.store.backups import Backup, backups_of, last_saved
from octotui.store.document import parse
from octotui.store.git import GitFailed
from octotui.store.history import home_of
from octotui.store.journal import Entry, Journal
from octotui.store.revision import bytes_of, revision_before, revision_of

PAST: Final = "as far as the plan tells"
NEAREST: Final = "by the nearest copy"
"""Somebody else wrote to the file around that time, and nobody knows whether before or after."""


class Baseline(Frozen):
    """A plan to compare with.

    Attributes:
        plan: What it said then.
        since: When that was.
        how: Where it is from, if that matters: ``as far as the plan tells``.
        exact: Whether it is known to be what the plan said then; else it is the nearest that there is.
        commit: The commit it is from; empty if it is from none.
    """

    plan: Plan
    since: Since
    how: str
    exact: bool
    commit: str = ""

    @property
    def what(self) -> str:
        """What it is called, and where it is from: ``the standup, 19 Nov 09:12, as far as the plan tells``."""
        return f"{self.since.words}, {self.how}" if self.how else self.since.words


def baseline(path: Path, plan: Plan, since: Since) -> Baseline:
    """The plan as it was; git may be asked, so this is not for a thread that must not wait.

    Of a moment it is what octotui kept right after it, if it had saved the plan by then; where somebody else wrote to
    the file around that time, the last commit by then, if that is newer; without either, what the plan itself tells of
    its past. A journal leads back from a copy that was kept some saves later. The record of a meeting that was over
    by then is in it, though it is written a moment after: it is nothing that changed since.

    Args:
        path: The plan's file.
        plan: The plan as it is.
        since: A moment or a revision.

    Raises:
        PlanError: There is no such revision, the plan is not in git, or what it said then cannot be read.
    """
    if since.at is None:
        return _of_revision(path, since)
    found = _of_moment(path, plan, since, since.at)
    return replace(found, plan=with_records_until(found.plan, plan, since.at))


def _of_moment(path: Path, plan: Plan, since: Since, at: datetime) -> Baseline:
    kept = _kept(path, at)
    if kept is None or not kept.exact:
        committed = _committed(path, since, at)
        if committed is not None and (kept is None or committed.at > kept.saved):
            return committed.baseline
    if kept is not None:
        was = _back(_read(kept.copy.read, path, since), kept.undone)
        return Baseline(was, since, "" if kept.exact else NEAREST, kept.exact)
    return _told(plan, since, at)


class _Kept(Frozen):
    """A copy from around a moment.

    Attributes:
        copy: The first one from after it; what was saved last if nothing was saved since.
        saved: When octotui had saved the plan the last time before the moment.
        undone: What it saved between the moment and the copy.
        exact: Whether nobody else wrote to the file in between.
    """

    copy: Backup
    saved: datetime
    undone: tuple[Entry, ...]
    exact: bool


def _kept(path: Path, at: datetime) -> _Kept | None:
    """What octotui kept of a moment; None if it had not saved the plan by then."""
    ring, last, entries = backups_of(path), last_saved(path), Journal(path).entries()
    known = [*(one.at for one in ring), *(one.at for one in entries), *([last.at] if last else [])]
    saves = [when for when in known if when <= at]
    copy = next((one for one in reversed(ring) if one.at > at), last)
    if not saves or copy is None:
        return None
    before = [entry for entry in entries if entry.at <= at][-1:]
    between = [entry for entry in entries if at < entry.at < copy.at]
    steady = bool(before) and _is_chain([*before, *between], copy.content)
    return _Kept(copy, max(saves), tuple(between) if steady else (), steady)


def _is_chain(entries: Sequence[Entry], end: str) -> bool:
    """Whether each save began with what the one before left, and the last left a content."""
    return all(one.after == other.before for one, other in pairwise(entries)) and entries[-1].after == end


def _back(plan: Plan, entries: Sequence[Entry]) -> Plan:
    """The plan before these saves."""
    for entry in reversed(entries):
        plan = apply(plan, invert(entry.edits))
    return plan


class _Committed(Frozen):
    """A commit as a baseline, and when it was made."""

    at: datetime
    baseline: Baseline


def _committed(path: Path, since: Since, at: datetime) -> _Committed | None:
    """The last commit of the plan by a moment; None outside of git.

    Raises:
        PlanError: What it says cannot be read.
    """
    try:
        home = home_of(path)
        found = revision_before(home, at)
    except GitFailed:
        return None
    if found is None or found.commit is None:
        return None
    was = _read(lambda: bytes_of(home.root, found, found.name), path, since)
    return _Committed(found.commit.at, Baseline(was, since, f"by commit {found.name}", exact=False, commit=found.name))


def _of_revision(path: Path, since: Since) -> Baseline:
    try:
        home = home_of(path)
    except GitFailed as error:
        what = f"{quoted(since.revision)} is no meeting and no day, and the plan is in no git repository"
        raise PlanError([Problem("error", what, FORMS)]) from error
    found = revision_of(home.root, since.revision, home)
    plan = _read(lambda: bytes_of(home.root, found, found.name), path, since)
    return Baseline(plan, since, moment_text(found.commit.at) if found.commit else "", exact=True)


def _told(plan: Plan, since: Since, at: datetime) -> Baseline:
    """What the plan tells of its past: of a day's beginning, how it was the evening before."""
    local = at.astimezone()
    is_midnight = local.time() == time()
    was = as_of(plan, local.date() - timedelta(days=1) if is_midnight else at)
    return Baseline(was, since, PAST, exact=False)


def _read(read: Callable[[], bytes], path: Path, since: Since) -> Plan:
    try:
        return parse(read(), path.name).plan
    except PlanError as error:
        what = f"what the plan said at {since.words} cannot be read"
        raise PlanError([Problem("error", what, str(error.problems[0]))]) from error
