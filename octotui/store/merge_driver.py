"""octotui as git's merge driver for a plan: a line in ``.gitattributes`` and a command in the repository's settings."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import Final

from octotui.plan.frozen import Frozen
from octotui.plan.problems import PlanError, Problem
from octotui.store.git import GitFailed, git

SECTION: Final = "merge.octotui"
ATTRIBUTE: Final = "merge=octotui"
TITLE: Final = "plans, thing by thing and field by field"
_PROGRAM: Final = "octotui merge %O %A %B --marker-size=%L --path=%P"
_GIT_S_OWN: Final = "git merge-file -L ours -L base -L theirs --marker-size=%L %A %O %B"


class Repository(Frozen):
    """A plan's place in its repository.

    Attributes:
        top: The folder of the repository's files; a submodule, or a worktree of its own, has its own.
        plan: The plan's path below it.
    """

    top: Path
    plan: Path

    @classmethod
    def of(cls, plan: Path) -> Repository:
        """The repository that a plan is in.

        Raises:
            PlanError: It is in none.
            GitFailed: There is no git.
        """
        real = plan.resolve()
        if not real.is_file():
            raise PlanError([Problem("error", "no such file", "`octotui init` writes a first plan", file=str(plan))])
        try:
            said = git(real.parent, "rev-parse", "--show-toplevel")
        except GitFailed as failed:
            if failed.status == 127:
                raise
            what, mend = "not in the files of a git repository", "`git init` makes one"
            raise PlanError([Problem("error", what, mend, file=str(plan))]) from None
        top = Path(said.decode("utf-8", "surrogateescape").rstrip("\n"))
        return cls(top, real.relative_to(top.resolve()))

    @property
    def attributes(self) -> Path:
        """The file that says how git merges which files."""
        return self.top / ".gitattributes"

    @property
    def line(self) -> str:
        """What it has to say about the plan."""
        pattern = re.sub(r"([*?\[\\])", r"\\\1", f"/{self.plan.as_posix()}")
        if re.search(r'[\s"]', pattern):
            pattern = '"' + pattern.replace("\\", "\\\\").replace('"', '\\"') + '"'
        return f"{pattern} {ATTRIBUTE}"

    def set_up(self, python: str) -> bool:
        """Let git merge the plan with octotui.

        Args:
            python: The Python that has octotui.

        Returns:
            Whether git does so now: False if another attribute wins over this one.
        """
        git(self.top, "config", "--local", f"{SECTION}.name", TITLE)
        git(self.top, "config", "--local", f"{SECTION}.driver", driver(python))
        self._write(with_line(self._read(), self.line))
        said = git(self.top, "check-attr", "-z", "merge", "--", self.plan.as_posix())
        return said.split(b"\0")[2] == b"octotui"

    def undo(self) -> None:
        """Let git merge the plan as any text again; other plans of the repository stay as they are."""
        rest = without_line(self._read(), self.line)
        self._write(rest)
        if ATTRIBUTE.encode() not in rest and self._is_set_up():
            git(self.top, "config", "--local", "--remove-section", SECTION)

    def _is_set_up(self) -> bool:
        try:
            return bool(git(self.top, "config", "--local", "--get-regexp", rf"^{re.escape(SECTION)}\."))
        except GitFailed as failed:
            if failed.status != 1:  # 1: there is no such key
                raise
            return False

    def _read(self) -> bytes:
        return self.attributes.read_bytes() if self.attributes.exists() else b""

    def _write(self, data: bytes) -> None:
        if data:
            if data != self._read():
                self.attributes.write_bytes(data)
        else:
            self.attributes.unlink(missing_ok=True)


def driver(python: str) -> str:
    """The command that git runs: this octotui, else the one on the path, else what git does without.

    A status over 1 says that nothing was merged; git alone would then take our side for the result.

    Args:
        python: The Python that has octotui. It is told not to look for modules in the folder it is started in.
    """
    own = f"{shlex.quote(python)} -P".replace("%", "%%")
    return (
        f'if {own} -c "import octotui" 2>/dev/null; then {own} -m {_PROGRAM}; else {_PROGRAM}; fi; '
        f"status=$?; test $status -le 1 && exit $status; {_GIT_S_OWN}"
    )


def with_line(data: bytes, line: str) -> bytes:
    """The file with a line at its end, if it is not there; all else stays byte for byte."""
    if _is_there(data, line):
        return data
    end = b"\r\n" if b"\r\n" in data else b"\n"
    return data + (line.encode() + end if data.endswith(b"\n") or not data else end + line.encode())


def without_line(data: bytes, line: str) -> bytes:
    """The file without a line; all else stays byte for byte."""
    wanted = re.escape(line.encode())
    data = re.sub(rb"\r?\n" + wanted + rb"\Z", b"", data)  # what was added to a last line without an end
    return re.sub(rb"^" + wanted + rb"[ \t]*(?:\r?\n|\Z)", b"", data, flags=re.MULTILINE)


def _is_there(data: bytes, line: str) -> bool:
    return any(there.rstrip() == line.encode() for there in data.splitlines())
