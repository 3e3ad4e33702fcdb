"""Reading and saving the bytes of a plan file, so that nobody's work is lost."""

from __future__ import annotations

import contextlib
import hashlib
import os
import stat
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Final

import platformdirs

from octotui.plan.problems import PlanError, Problem

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

MAX_BYTES: Final = 5_000_000
LOCK_SECONDS: Final = 2.0
LOCK_STEP: Final = 0.01


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
    try:
        size = _regular(path).st_size
        if size > MAX_BYTES:
            raise _error(path, f"{size / 1e6:.0f} MB is too large for a plan", "a plan has 5 MB at most")
        data = path.read_bytes()
    except OSError as error:
        raise _os_error(path, error, "read") from None
    if not data:
        raise _error(path, "the file is empty", "`octotui init` writes a first plan")
    return data


def save_bytes(path: Path, new: bytes, expected: bytes) -> None:
    """Replace a file's bytes, all or nothing; what it is (mode, owner, a link to it) stays.

    Args:
        path: The file, or a link to it.
        new: The bytes to write.
        expected: The bytes that have to be there; they are compared under a lock.

    Raises:
        ChangedOnDisk: Other bytes are there.
        PlanError: The file cannot be written; it is as it was.
    """
    real = Path(os.path.realpath(path))
    try:
        with _locked(real, path):
            _regular(real)
            if not os.access(real, os.W_OK):
                raise _error(path, "the file is read-only", "allow writing, or save the plan under another name")
            _compare(real, expected)
            _replace(real, new, expected)
    except OSError as error:
        raise _os_error(path, error, "write") from None


def _replace(path: Path, new: bytes, expected: bytes) -> None:
    """Write beside the file, then put it in the file's place. Only under the lock: what a killed save left is swept."""
    for stale in path.parent.glob(f"{_temporary_prefix(path)}*"):
        stale.unlink(missing_ok=True)
    temporary = _written_beside(path, new)
    try:
        _compare(path, expected)
        os.replace(temporary, path)  # noqa: PTH105  # the one atomic call
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def _compare(path: Path, expected: bytes) -> None:
    current = path.read_bytes()
    if current != expected:
        raise ChangedOnDisk(current)


def _written_beside(path: Path, new: bytes) -> Path:
    """A temporary file with the new bytes and the rights of the old, on the same disk, safely written."""
    number, name = tempfile.mkstemp(prefix=_temporary_prefix(path), dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(number, "wb") as file:
            file.write(new)
            _keep_rights(path, file)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return temporary


def _keep_rights(path: Path, file: IO[bytes]) -> None:
    if sys.platform == "win32":
        return
    was, number = path.stat(), file.fileno()
    owner = was.st_uid if os.geteuid() == 0 else -1  # only root may give files away
    with contextlib.suppress(PermissionError):  # a group that the user is not in
        os.fchown(number, owner, was.st_gid)
    os.fchmod(number, stat.S_IMODE(was.st_mode))


def _sync_folder(folder: Path) -> None:
    """Make the new name survive a power loss; Windows has no such call."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    number = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


@contextlib.contextmanager
def _locked(real: Path, path: Path) -> Iterator[None]:
    """One octotui at a time; the lock goes with its process, so none is ever stale."""
    place = lock_path(real)
    place.parent.mkdir(parents=True, exist_ok=True)
    with place.open("ab") as lock:
        end = time.monotonic() + LOCK_SECONDS
        while not _lock_now(lock):
            if time.monotonic() > end:
                raise _error(path, "another octotui is saving it", "try again", passing=True)
            time.sleep(LOCK_STEP)
        yield


def lock_path(real: Path) -> Path:
    """Where the lock of a file is: outside of its folder, so that git sees nothing of it."""
    return platformdirs.user_state_path("octotui") / _key(real) / "lock"


def _temporary_prefix(real: Path) -> str:
    """How temporary files of a file are called: not by its name, which may be as long as a name can be."""
    return f".octotui-{_key(real)}-"


def _key(real: Path) -> str:
    return hashlib.sha256(os.fsencode(real)).hexdigest()[:20]


def _lock_now(lock: IO[bytes]) -> bool:
    try:
        if sys.platform == "win32":
            lock.seek(0)
            msvcrt.locking(lock.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _regular(path: Path) -> os.stat_result:
    found = path.stat()
    if stat.S_ISDIR(found.st_mode):
        raise _error(path, "a folder, not a file", f"name the plan in it: {path.name}/plan.toml")
    if not stat.S_ISREG(found.st_mode):
        raise _error(path, "not a regular file", "name a plan file")
    return found


def _os_error(path: Path, error: OSError, doing: str) -> PlanError:
    if isinstance(error, FileNotFoundError):
        return _error(path, "no such file", "`octotui init` writes a first plan")
    if isinstance(error, PermissionError):
        return _error(path, f"not allowed to {doing} it", "ask for the right, or look at the folder's")
    return _error(path, f"cannot {doing} it: {(error.strerror or str(error)).lower()}", "")


def _error(path: Path, what: str, mend: str, *, passing: bool = False) -> PlanError:
    return PlanError([Problem("error", what, mend, file=str(path), passing=passing)])
