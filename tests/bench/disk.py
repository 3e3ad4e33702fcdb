"""From a change on disk to the screen, and from a key to the file on disk."""

import re
import time
from itertools import cycle
from pathlib import Path
from typing import Final

from tests.bench.effort import Effort
from tests.bench.figures import MS, Sample, Samples
from tests.bench.programs import octotui
from tests.bench.terminal import TIMEOUT, Terminal

NAME: Final = re.compile(r'(\[\[batches\]\][^\[]*?\nname +=) "[^"]*"')
"""The name of the first batch, which is in sight."""
COMMENT: Final = re.compile(r"#.*")
POLL: Final = 0.0002
"""Seconds between two looks at the file."""


def changes(folder: Path, size: str, effort: Effort) -> Samples:
    """Somebody else replaces the plan with one in which a name differs."""
    program, plan = octotui(folder, size), folder / "plan.toml"
    (elsewhere := folder / "elsewhere").mkdir()
    with program.terminal() as terminal:
        terminal.expect(program.useful)
        terminal.press("2")
        for number in range(effort.changes):
            name = f"Changed {number:04}"
            changed = elsewhere / plan.name
            changed.write_text(NAME.sub(rf'\1 "{name}"', plan.read_text(), count=1))
            time.sleep(0.3 + number * 0.37 % 0.6)  # at another phase of whatever looks now and then
            terminal.settle()
            terminal.mark()
            changed.replace(plan)
            yield Sample("disk", "change to screen", "ms", program.name, size, terminal.expect(name).changed * MS)


def edits(folder: Path, size: str, effort: Effort) -> Samples:
    """A key changes the progress of a batch; the file has it, and all else as it was.

    Raises:
        ValueError: More than one line of the file changed, or a comment was lost.
    """
    program, plan = octotui(folder, size), folder / "plan.toml"
    with program.terminal() as terminal:
        terminal.expect(program.useful)
        terminal.press("2j")
        for key, _ in zip(cycle("+-"), range(effort.changes), strict=False):
            before = plan.read_text()
            terminal.settle()
            yield Sample("disk", "edit to file", "ms", program.name, size, _until_written(terminal, key, plan) * MS)
            _check(before, plan.read_text())


def _until_written(terminal: Terminal, key: str, plan: Path) -> float:
    """Seconds from a key until the file is another one, or has another text."""
    before = _version(plan)
    began = time.perf_counter()
    terminal.send(key)
    while _version(plan) == before:
        if time.perf_counter() > began + TIMEOUT:
            raise TimeoutError(f"{key!r} did not reach the file; the screen says:\n{terminal.picture.text}")
        time.sleep(POLL)
    return time.perf_counter() - began


def _version(plan: Path) -> tuple[int, int, int]:
    status = plan.stat()
    return status.st_ino, status.st_mtime_ns, status.st_size


def _check(before: str, after: str) -> None:
    old, new = before.split("\n"), after.split("\n")
    if COMMENT.findall(before) != COMMENT.findall(after):
        raise ValueError("an edit changed a comment of the file")
    if len(old) != len(new) or sum(a != b for a, b in zip(old, new, strict=True)) != 1:
        raise ValueError("an edit did not change one line of the file, and only one")
