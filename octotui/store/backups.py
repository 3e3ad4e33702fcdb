"""What a plan was before octotui saved over it: a ring of copies outside of its folder."""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from octotui.plan.frozen import Frozen
from octotui.plan.problems import PlanError, Problem
from octotui.store.state import digest, made, state_error, state_of, state_root

LATEST: Final = 30
"""So many of the newest are kept; of the older ones the last of each hour for a day, of each day for a month."""
_NOTE: Final = "plan"
"""The file that says whose backups these are."""
_STAMP: Final = "%Y%m%dT%H%M%S.%fZ"
_NAME: Final = re.compile(r"(\d{8}T\d{6}\.\d{6}Z)-([0-9a-f]{24})\.bak")


class Backup(Frozen):
    """A copy of a plan.

    Attributes:
        at: When octotui replaced it, in UTC.
        content: The digest of its bytes.
        file: Where it is.
    """

    at: datetime
    content: str
    file: Path

    def read(self) -> bytes:
        """Its bytes.

        Raises:
            PlanError: It is gone, or it is no longer what was put there.
        """
        try:
            data = self.file.read_bytes()
        except OSError as error:
            raise state_error(self.file, error) from None
        if digest(data) != self.content:
            raise PlanError([Problem("error", "the backup is damaged", "take another one", file=str(self.file))])
        return data


def backups_of(path: Path) -> list[Backup]:
    """The backups of a plan, the newest first; of a plan that is gone, what was saved last is one of them."""
    ring = _copies(_folder(path))
    if path.exists():
        return ring
    last = [copy for copy in _copies(_last(path))[:1] if not ring or ring[0].content != copy.content]
    return sorted((*ring, *last), key=_age, reverse=True)


def last_saved(path: Path) -> Backup | None:
    """What octotui saved last, and when; None if it has not saved the plan."""
    return next(iter(_copies(_last(path))), None)


def plans_gone_from(folder: Path) -> list[Path]:
    """The plans that were in a folder and have backups, but are not there any more."""
    found = []
    for note in state_root().glob(f"*/{_NOTE}"):
        plan = Path(os.fsdecode(note.read_bytes()))
        if plan.parent == folder.resolve() and not plan.exists():
            found.append(plan)
    return sorted(found)


def keep(path: Path, data: bytes, at: datetime) -> None:
    """Keep a copy of what is about to be replaced, unless the newest one is the same; old ones make room.

    Args:
        path: The plan.
        data: Its bytes as they are now.
        at: The time, in UTC.

    Raises:
        PlanError: There is no room for it; a plan without a backup is not to be touched.
    """
    folder, content = _folder(path), digest(data)
    there = _copies(folder)
    if there and there[0].content == content:
        return
    try:
        latest = _written(folder, data, at := _behind(there, at))
        if not (note := folder.parent / _NOTE).exists():
            note.write_bytes(os.fsencode(os.path.realpath(path)))
        for backup in outdated([latest, *there], at):
            backup.file.unlink(missing_ok=True)
    except OSError as error:
        raise state_error(folder, error) from None


@contextlib.contextmanager
def keeping_last(path: Path, data: bytes, at: datetime) -> Iterator[None]:
    """Keep a copy of what is being saved, in the place of the one before: it is the last one if the file gets lost.

    Args:
        path: The plan.
        data: Its bytes as they will be; if the save fails, the copy before stays.
        at: The time, in UTC.

    Raises:
        PlanError: There is no room for it.
    """
    folder = _last(path)
    there = _copies(folder)
    try:
        last = _written(folder, data, _behind(there, _behind(_copies(_folder(path)), at)))
        for copy in there[1:]:  # the one before is there until this one counts
            copy.file.unlink(missing_ok=True)
    except OSError as error:
        raise state_error(folder, error) from None
    try:
        yield
    except BaseException:
        last.file.unlink(missing_ok=True)
        raise


def outdated(backups: Sequence[Backup], now: datetime) -> list[Backup]:
    """Those of the backups, newest first, that the ring no longer holds."""
    kept: set[str] = set()
    gone: list[Backup] = []
    for backup in backups[LATEST:]:
        age = now - backup.at
        span = "%Y%m%d%H" if age <= timedelta(days=1) else "%Y%m%d" if age <= timedelta(days=31) else ""
        period = backup.at.strftime(span)
        if not span or period in kept:
            gone.append(backup)
        kept.add(period)
    return gone


def _folder(path: Path) -> Path:
    return state_of(path) / "backups"


def _last(path: Path) -> Path:
    return state_of(path) / "last"


def _copies(folder: Path) -> list[Backup]:
    """The copies in a folder, the newest first."""
    files = folder.iterdir() if folder.is_dir() else ()
    return sorted((backup for file in files if (backup := _backup(file))), key=_age, reverse=True)


def _behind(there: Sequence[Backup], at: datetime) -> datetime:
    """A time behind that of the newest: a clock that was set back must not change their order."""
    return max(at, there[0].at + timedelta(microseconds=1)) if there else at


def _written(folder: Path, data: bytes, at: datetime) -> Backup:
    content = digest(data)
    target = made(folder) / f"{at.astimezone(UTC).strftime(_STAMP)}-{content}.bak"
    beside = target.with_suffix(".new")
    beside.write_bytes(data)
    beside.replace(target)
    return Backup(at, content, target)


def _backup(file: Path) -> Backup | None:
    found = _NAME.fullmatch(file.name)
    if not found:
        return None
    at = datetime.fromisoformat(found[1])
    return Backup(at, found[2], file)


def _age(backup: Backup) -> datetime:
    return backup.at
