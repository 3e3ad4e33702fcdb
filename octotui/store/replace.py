"""Putting new bytes in a file's place: all or nothing, and never over what somebody else has just put there."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import IO, Final, TypeAlias

from octotui.store.state import key_of

RENAME_EXCHANGE: Final = 2
AT_FDCWD: Final = -100
Around: TypeAlias = Callable[[], AbstractContextManager[None]]
NO_EXCHANGE: Final = frozenset({errno.EINVAL, errno.ENOSYS, errno.ENOTSUP})


class Displaced(Exception):  # noqa: N818  # what happened
    """The file was another one than expected at the last moment; it is back in its place."""


def replace_bytes(real: Path, new: bytes, expected: bytes, around: Around) -> None:
    """Replace a file's bytes; what the file is (mode, owner, extended attributes) stays.

    Only under the plan's lock: what a killed save left beside the file is swept.

    Args:
        real: The file; not a link.
        new: The bytes to write.
        expected: The bytes that have to be there.
        around: Entered when all is written and nothing but the one atomic call is left; it hears if that fails.

    Raises:
        Displaced: Other bytes are there.
        OSError: The file cannot be written; it is as it was.
    """
    _expect(real, expected)
    for stale in real.parent.glob(f"{_prefix(real)}*"):
        stale.unlink(missing_ok=True)
    temporary = _written_beside(real, new)
    try:
        _expect(real, expected)
        with around():
            _swap(temporary, real, new, expected)
    finally:
        temporary.unlink(missing_ok=True)
    sync_folder(real.parent)


def sync_folder(folder: Path) -> None:
    """Make a new name survive a power loss; Windows has no such call."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    number = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def _expect(real: Path, expected: bytes) -> None:
    if real.read_bytes() != expected:
        raise Displaced


def _swap(temporary: Path, real: Path, new: bytes, expected: bytes) -> None:
    """Put the temporary file in the file's place; if that was another file by now, put that back."""
    try:
        exchanged = _exchanged(temporary, real)
    except OSError as error:
        if error.errno != errno.EBUSY:
            raise
        _write_over(real, new, expected)
        return
    if not exchanged:
        _expect(real, expected)
        os.replace(temporary, real)  # noqa: PTH105  # the one atomic call
        return
    if temporary.read_bytes() == expected:
        return
    _exchanged(temporary, real)
    if temporary.read_bytes() != new:  # somebody replaced it once more in between: that one stays
        _exchanged(temporary, real)
    raise Displaced


def _exchanged(one: Path, other: Path) -> bool:
    """Let two files change places in one step; False where the system cannot."""
    if sys.platform != "linux":
        return False
    import ctypes  # some milliseconds, for those who save

    call = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if call is None:
        return False
    if call(AT_FDCWD, os.fsencode(one), AT_FDCWD, os.fsencode(other), RENAME_EXCHANGE) == 0:
        return True
    number = ctypes.get_errno()
    if number in NO_EXCHANGE:
        return False
    raise OSError(number, os.strerror(number), str(other))


def _write_over(real: Path, new: bytes, expected: bytes) -> None:
    """Write in place: a file that is mounted by itself, as containers do, cannot be replaced. Its backup is made."""
    _expect(real, expected)
    with real.open("r+b") as file:
        file.write(new)
        file.truncate()
        file.flush()
        os.fsync(file.fileno())


def _written_beside(path: Path, new: bytes) -> Path:
    """A temporary file with the new bytes and the rights of the old, on the same disk, safely written."""
    import tempfile  # some milliseconds, for those who save

    number, name = tempfile.mkstemp(prefix=_prefix(path), dir=path.parent)
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
    if hasattr(os, "listxattr"):
        for name in os.listxattr(path):
            with contextlib.suppress(OSError):  # the system's own, which only it may set
                os.setxattr(number, name, os.getxattr(path, name))


def _prefix(real: Path) -> str:
    """How temporary files of a file are called: not by its name, which may be as long as a name can be."""
    return f".octotui-{key_of(real)}-"
