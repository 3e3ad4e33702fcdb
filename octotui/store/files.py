"""Reading and saving the bytes of a plan file, so that nobody's work is lost."""

from __future__ import annotations

import contextlib
import errno
import os
import shlex
import stat
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from octotui.plan.problems import PlanError, Problem

if TYPE_CHECKING:
    from octotui.store.replace import Around

MAX_BYTES: Final = 5_000_000
QUIET_SECONDS: Final = 0.02
"""So long nobody has written to a file that is taken for finished."""
UNFINISHED_SECONDS: Final = 0.5
"""So long nobody has written to one that looks as if somebody had begun to."""
PATIENCE_SECONDS: Final = 2.0


class ChangedOnDisk(Exception):  # noqa: N818  # what happened, as its callers say it
    """The file is not what the edits were made for.

    Attributes:
        current: What is there now.
    """

    def __init__(self, current: bytes) -> None:
        super().__init__("the file changed on disk")
        self.current = current


def read_bytes(path: Path) -> bytes:
    """The bytes of a plan file.

    Raises:
        PlanError: There is no such file, or it is none that can be read as a plan.
    """
    data = _read(path)[0]
    if not data:
        raise _error(path, "the file is empty", _from_where(path))
    return data


def read_settled(path: Path, known: bytes, *, whole: Callable[[bytes], bool] = lambda _: False) -> bytes:
    """The bytes of a plan file that nobody is writing to at the moment, as far as one can see.

    An editor that writes in place leaves the file empty, or half there, for a moment; a plan cut short may
    well be a valid one, and nothing may be built on it.

    Args:
        path: The file.
        known: What was there before; as long as it is there still, there is nothing to wait for.
        whole: Whether bytes are known to have been put there in one piece.

    Raises:
        PlanError: The file cannot be read, or it does not come to rest.
    """
    end = time.monotonic() + PATIENCE_SECONDS
    while True:
        data, age = _read(path)
        if data and (data == known or whole(data)):
            return data
        wanted = UNFINISHED_SECONDS if _looks_unfinished(data, known) else QUIET_SECONDS
        if age >= wanted:
            return data or read_bytes(path)
        if time.monotonic() > end:
            raise _error(path, "somebody is writing to it", "it is looked at again", passing=True)
        time.sleep(min(wanted - age, QUIET_SECONDS))


def save_bytes(
    path: Path,
    new: bytes,
    expected: bytes,
    *,
    whole: Callable[[bytes], bool] = lambda _: False,
    around: Around = contextlib.nullcontext,
) -> None:
    """Replace a file's bytes, all or nothing; what it is (mode, owner, a link to it) stays.

    Args:
        path: The file, or a link to it.
        new: The bytes to write.
        expected: The bytes that have to be there; they are compared under the plan's lock.
        whole: As for `read_settled`, if other bytes are there.
        around: As for `replace_bytes`.

    Raises:
        ChangedOnDisk: Other bytes are there.
        PlanError: The file cannot be written; it is as it was.
    """
    from octotui.store.lock import locked  # who only reads takes no lock, and replaces nothing
    from octotui.store.replace import Displaced, replace_bytes

    real = Path(os.path.realpath(path))
    with locked(real):
        try:
            _check_writable(real, path)
            replace_bytes(real, new, expected, around)
        except Displaced:
            raise ChangedOnDisk(read_settled(path, expected, whole=whole)) from None
        except OSError as error:
            raise _os_error(path, error, "write") from None


def create_bytes(path: Path, data: bytes) -> None:
    """Write a file that is not there.

    Raises:
        PlanError: It is there, or it cannot be written.
    """
    from octotui.store.replace import sync_folder

    try:
        with path.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        sync_folder(path.absolute().parent)
    except OSError as error:
        raise _os_error(path, error, "write") from None


def _read(path: Path) -> tuple[bytes, float]:
    """A file's bytes, and for how many seconds it has been as it is: none if it changed while it was read."""
    try:
        before = _regular(path)
        if before.st_size > MAX_BYTES:
            raise _error(path, f"{before.st_size / 1e6:.0f} MB is too large for a plan", "a plan has 5 MB at most")
        data = path.read_bytes()
        after = path.stat()
    except OSError as error:
        raise _os_error(path, error, "read") from None
    same = (before.st_ino, before.st_size, before.st_mtime_ns) == (after.st_ino, after.st_size, after.st_mtime_ns)
    age = time.time() - after.st_mtime
    return data, (age if age >= 0 else UNFINISHED_SECONDS) if same else 0.0  # a day in the future says nothing


def _looks_unfinished(data: bytes, known: bytes) -> bool:
    """Whether somebody may have written only the first part of a file: nothing yet, little, or half a line."""
    if not data or len(data) * 2 < len(known):
        return True
    return len(data) < len(known) and known.endswith(b"\n") and not data.endswith(b"\n")


def _check_writable(real: Path, path: Path) -> None:
    """A folder that can be written would let a read-only file be replaced; it is not meant so."""
    _regular(real)
    if not os.access(real, os.W_OK):
        raise _error(path, "the file is read-only", "allow writing, or save the plan under another name")


def _regular(path: Path) -> os.stat_result:
    found = path.stat()
    if stat.S_ISDIR(found.st_mode):
        raise _error(path, "a folder, not a file", f"name the plan in it: {path.name}/plan.toml")
    if not stat.S_ISREG(found.st_mode):
        raise _error(path, "not a regular file", "name a plan file")
    return found


def _os_error(path: Path, error: OSError, doing: str) -> PlanError:
    match error.errno:
        case errno.ENOENT:
            return _error(path, *_what_is_gone(path))
        case errno.EACCES | errno.EPERM | errno.EROFS:
            return _error(path, f"not allowed to {doing} it", "ask for the right, or look at the folder's")
        case errno.ENOSPC | errno.EDQUOT:
            return _error(path, "the disk is full", "free some space", passing=True)
        case _:
            return _error(path, f"cannot {doing} it: {(error.strerror or str(error)).lower()}", "")


def _what_is_gone(path: Path) -> tuple[str, str]:
    """What is wrong and what to do where there is no file."""
    if path.is_symlink():
        return "a link to a file that is not there", "let it lead to a plan"
    if not path.absolute().parent.exists():
        return "its folder is not there", "bring the folder back, or mount it"
    return "no such file", _from_where(path)


def _from_where(path: Path) -> str:
    """How one comes by a plan where there is none."""
    from octotui.store.backups import backups_of  # who finds the file needs none

    if backups_of(path):
        return f"bring it back, or take the last copy: octotui -p {shlex.quote(str(path))} backups restore 1"
    return "`octotui init` writes a first plan"


def _error(path: Path, what: str, mend: str, *, passing: bool = False) -> PlanError:
    return PlanError([Problem("error", what, mend, file=str(path), passing=passing)])
