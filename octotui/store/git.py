"""Asking git. It is started with no shell, no pager and none of the programs a repository's settings may name."""

from __future__ import annotations

import contextlib
import os
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
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
    with _reasons():
        done = subprocess.run(  # noqa: S603  # a list of arguments, no shell
            _command(arguments),
            cwd=folder,
            env=_environment(),
            input=data,
            stdin=None if data is not None else subprocess.DEVNULL,
            capture_output=True,
            check=False,
        )
    if done.returncode:
        raise _refused(arguments, done.stderr, done.returncode)
    return done.stdout


@contextlib.contextmanager
def running(folder: Path, *arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    """A git command that is talked to while it runs: its standard input and output are pipes.

    It is ended when the context is left, whatever it was about to say.

    Raises:
        GitFailed: There is no git; or it ended by itself before the context was left, and said no.
    """
    with tempfile.TemporaryFile() as said:
        with _reasons():
            process = subprocess.Popen(  # noqa: S603  # a list of arguments, no shell
                _command(arguments),
                cwd=folder,
                env=_environment(),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=said,
            )
        try:
            yield process
            failed = process.poll()
        finally:
            process.kill()
            with contextlib.suppress(BrokenPipeError), process:  # what it no longer reads is no loss
                pass
        if failed:
            said.seek(0)
            raise _refused(arguments, said.read(), failed)


def _command(arguments: Sequence[str]) -> list[str]:
    return ["git", *_QUIET, *arguments]


def _environment() -> Mapping[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in _OWN}
    return kept | {"GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"}


@contextlib.contextmanager
def _reasons() -> Iterator[None]:
    """Why git could not be started, in words."""
    try:
        yield
    except FileNotFoundError:
        raise GitFailed("git was not found", "install git, or see that it is on the PATH") from None
    except OSError as error:
        raise GitFailed(f"git could not be started: {(error.strerror or str(error)).lower()}") from None


def _refused(arguments: Sequence[str], said: bytes, status: int) -> GitFailed:
    first = said.decode("utf-8", "replace").strip().partition("\n")[0]
    return GitFailed(one_line(first).removeprefix("fatal: ") or f"git {arguments[0]} failed", status=status)
