"""Asking git. It is started with no shell, no pager and none of the programs a repository's settings may name."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import Final

from octotui.plan.plaintext import one_line
from octotui.plan.problems import PlanError, Problem

_QUIET: Final = ("--no-pager", "-c", "core.fsmonitor=false", "-c", "core.quotepath=false", "-c", "color.ui=false")
_OWN: Final = frozenset({"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_EXTERNAL_DIFF"})
"""What a hook or a driver sets for its own repository, which need not be the plan's."""


class GitFailed(PlanError):  # noqa: N818  # what happened, as its callers say it
    """Git is not there, or it said no.

    Attributes:
        status: Its exit status; 127 if it could not be started.
    """

    def __init__(self, what: str, mend: str = "", status: int = 127) -> None:
        super().__init__([Problem("error", what, mend)])
        self.status = status


def git(folder: Path, *arguments: str, data: bytes | None = None) -> bytes:
    """Run a git command and return what it prints.

    Args:
        folder: Where it runs.
        arguments: The command and its arguments; names that may begin with a dash go behind a ``--``.
        data: What it reads from its standard input.

    Raises:
        GitFailed: There is no git, or it said no; its first line is the reason.
    """
    environment = {name: value for name, value in os.environ.items() if name not in _OWN}
    try:
        done = subprocess.run(  # noqa: S603  # a list of arguments, no shell
            ["git", *_QUIET, *arguments],  # noqa: S607  # the user's git, from the user's path
            cwd=folder,
            env=environment | {"GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"},
            input=data,
            stdin=None if data is not None else subprocess.DEVNULL,
            capture_output=True,
            check=False,
        )
    except FileNotFoundError:
        raise GitFailed("git was not found", "install git, or see that it is on the PATH") from None
    except OSError as error:
        raise GitFailed(f"git could not be started: {(error.strerror or str(error)).lower()}") from None
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise GitFailed(one_line(said[0]) if said else f"git {arguments[0]} failed", status=done.returncode)
    return done.stdout
