"""One octotui at a time at a plan. The lock goes with its process, so none is ever stale."""

from __future__ import annotations

import contextlib
import os
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Final

from octotui.plan.problems import PlanError, Problem
from octotui.store.state import made, state_error, state_of

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

LOCK_SECONDS: Final = 5.0
LOCK_STEP: Final = 0.005


def lock_path(path: Path) -> Path:
    """Where the lock of a plan is: outside of its folder."""
    return state_of(path) / "lock"


class _Mine(threading.local):
    """The locks that this thread holds."""

    def __init__(self) -> None:
        self.places: set[Path] = set()


_mine = _Mine()


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold a plan's lock; a thread that has it already just goes on.

    Raises:
        PlanError: Another octotui holds it for longer than `LOCK_SECONDS`, or there is no place for it.
    """
    place = lock_path(path)
    if place in _mine.places:
        yield
        return
    made(place.parent)
    end = time.monotonic() + LOCK_SECONDS
    while (lock := _taken(place)) is None:
        if time.monotonic() > end:
            raise PlanError(
                [Problem("error", "another octotui is saving it", "try again", file=str(path), passing=True)]
            )
        time.sleep(LOCK_STEP)
    with lock:
        _mine.places.add(place)
        try:
            yield
        finally:
            _mine.places.remove(place)


def _taken(place: Path) -> IO[bytes] | None:
    """The lock, if it is free. If somebody removes its file, whoever opens it anew would hold another lock."""
    try:
        lock = place.open("ab")
    except OSError as error:
        raise state_error(place, error) from None
    if try_lock(lock) and is_still_there(lock, place):
        return lock
    lock.close()
    return None


def try_lock(file: IO[bytes]) -> bool:
    """Lock an open file if nobody else has; the lock ends when it is closed."""
    try:
        if sys.platform == "win32":
            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def is_still_there(file: IO[bytes], place: Path) -> bool:
    """Whether an open file is still the one of this name: who had its lock before may have removed it."""
    try:
        return os.path.samestat(os.fstat(file.fileno()), place.stat())
    except FileNotFoundError:
        return False
