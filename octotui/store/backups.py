"""What a plan was before octotui saved over it: a ring of copies outside of its folder."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from octotui.plan.problems import PlanError, Problem
from octotui.store.state import digest, made, state_error, state_of

LATEST: Final = 30
"""So many of the newest are kept; of the older ones the last of each hour for a day, of each day for a month."""
_STAMP: Final = "%Y%m%dT%H%M%S.%fZ"
_NAME: Final = re.compile(r"(\d{8}T\d{6}\.\d{6}Z)-([0-9a-f]{24})\.bak")


@dataclass(frozen=True, slots=True)
class Backup:
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
    """The backups of a plan, the newest first."""
    folder = _folder(path)
    files = folder.iterdir() if folder.is_dir() else ()
    return sorted((backup for file in files if (backup := _backup(file))), key=_age, reverse=True)


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
    there = backups_of(path)
    if there and there[0].content == content:
        return
    if there and at <= there[0].at:  # a clock that was set back must not change their order
        at = there[0].at + timedelta(microseconds=1)
    target = folder / f"{at.astimezone(UTC).strftime(_STAMP)}-{content}.bak"
    try:
        made(folder)
        beside = target.with_suffix(".new")
        beside.write_bytes(data)
        beside.replace(target)
        for backup in outdated([Backup(at, content, target), *there], at):
            backup.file.unlink(missing_ok=True)
    except OSError as error:
        raise state_error(folder, error) from None


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


def _backup(file: Path) -> Backup | None:
    found = _NAME.fullmatch(file.name)
    if not found:
        return None
    at = datetime.strptime(found[1], _STAMP).replace(tzinfo=UTC)
    return Backup(at, found[2], file)


def _age(backup: Backup) -> datetime:
    return backup.at
