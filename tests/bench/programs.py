"""What is measured: octotui on a plan of some size, and beside it a bare app with as many rows."""

import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.bench import bare
from tests.bench.effort import Effort
from tests.bench.plans import write_plan
from tests.bench.terminal import Terminal

SIZES: Final = {"sample": None, "1000": 1_000, "10000": 10_000}
"""How many things a plan has, by what that size is called."""
SAMPLE_ROWS: Final = 20
OCTOTUI: Final = str(Path(sys.executable).with_name("octotui"))
"""What its users start."""
CTRL_Q: Final = "\x11"


@dataclass(frozen=True)
class Program:
    """Something to start, and what it shows when it is of use."""

    name: str
    command: tuple[str, ...]
    home: Path
    useful: str
    """A text of its first useful frame."""
    leave: str

    def terminal(self) -> Terminal:
        """Start it, in a terminal of its own."""
        return Terminal(self.command, environment(self.home), self.leave)


def in_turn(folder: Path, size: str, effort: Effort) -> Iterator[Program]:
    """octotui and, if it is asked for, the bare app; for each session anew, in folders of their own."""
    for turn in range(effort.sessions):
        yield octotui(folder / f"octotui-{turn}", size)
        if effort.beside:
            yield bare_app(folder / f"bare-{turn}", size)


def octotui(folder: Path, size: str) -> Program:
    """octotui with an empty home and its own plan, both in this folder."""
    home = _folder(folder / "home")
    plan = write_plan(folder / "plan.toml", SIZES[size])
    who, useful = ("dana", "Sign-in takes") if SIZES[size] is None else ("person-1", ", part ")
    command = (OCTOTUI, "--as", who, str(plan))
    return Program("octotui", command, home, useful, "q")


def bare_app(folder: Path, size: str) -> Program:
    """The yardstick, with as many rows as the plan has things."""
    rows = SIZES[size] or SAMPLE_ROWS
    command = (sys.executable, bare.__file__, str(rows))
    return Program("bare", command, _folder(folder / "home"), "The title of row 1", CTRL_Q)


def environment(home: Path) -> dict[str, str]:
    """What a program knows of the world: nothing of who measures it."""
    terminal = {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8"}
    return {"HOME": str(home), "PATH": os.environ["PATH"], **terminal}


def _folder(folder: Path) -> Path:
    folder.mkdir(parents=True)
    return folder
