"""What is left behind by an internal error: one line for the person, and a report that can be sent to us."""

from __future__ import annotations

import os
import sys
import traceback
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from octotui import __version__
from octotui.config.paths import state_folder

STATUS: Final = 70
"""The exit status after an internal error, as ``sysexits.h`` has it."""
PACKAGES: Final = ("textual", "rich", "click", "pydantic", "rtoml", "tomlrt", "watchfiles")


class InternalError(Exception):
    """A bug ended the screen; its cause is what happened, its text what became of the changes."""


def told(error: Exception) -> str:
    """Write the report of an internal error, and say in one sentence what happened and where the report is.

    Args:
        error: What nobody expected; of an `InternalError` its cause.
    """
    cause = error.__cause__ if isinstance(error, InternalError) and isinstance(error.__cause__, Exception) else error
    what = "".join(traceback.format_exception_only(type(cause), cause)).split("\n")[0]
    try:
        where = f"what happened is in {write_report(cause)}"
    except OSError as unwritten:
        where = f"no report of it could be written: {unwritten.strerror}; OCTOTUI_DEBUG=1 shows it"
    after = f"; {error}" if isinstance(error, InternalError) else ""
    return f"internal error: {what}; {where}{after}"


def write_report(error: Exception) -> Path:
    """Write what happened, and in which versions, to a file for the user's eyes only.

    Raises:
        OSError: It cannot be written.
    """
    now = datetime.now(UTC)
    folder = state_folder()
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"crash-{now:%Y%m%dT%H%M%S}-{os.getpid()}.txt"
    number = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)  # a traceback may quote the plan
    with os.fdopen(number, "w", encoding="utf-8", errors="backslashreplace") as file:
        file.write(f"octotui {__version__}, {now:%Y-%m-%d %H:%M:%S} UTC\n{_versions()}\n\n")
        file.write("".join(traceback.format_exception(error)))
    return path


def _versions() -> str:
    import platform

    system = f"Python {platform.python_version()} on {sys.platform}, terminal {os.environ.get('TERM', 'unknown')}"
    return ", ".join([system, *(f"{name} {_version(name)}" for name in PACKAGES)])


def _version(name: str) -> str:
    from importlib.metadata import PackageNotFoundError, version  # slow to import, and seldom needed

    try:
        return version(name)
    except PackageNotFoundError:
        return "unknown"
