"""From a key to the screen, one key at a time."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from typing import Final

from tests.bench.effort import Effort
from tests.bench.figures import MS, Sample, Samples
from tests.bench.programs import SIZES, Program, in_turn
from tests.bench.terminal import Terminal

DOWN, UP, PAGE_DOWN, TOP, ESCAPE = "\x1b[B", "\x1b[A", "\x1b[6~", "\x1b[1;5H", "\x1b"
BELOW: Final = 45
"""Steps down after which a cursor is on the last row that is in sight."""


@dataclass(frozen=True)
class Step:
    """What is typed, over and over: a key that is measured, or, in brackets of a list, keys on the way to it."""

    what: str
    keys: tuple[str | list[str], ...]
    before: Iterable[str] = ()
    """Keys before it all."""
    scrolls: bool = False
    """It needs a list that is longer than the screen, which the sample does not have."""
    in_parts: bool = False
    """The first frame is not all of it: also measured until the last."""


TABS: Final = tuple("2345678901")
FIRST: Final = Step("tab, first time", TABS[:-1], in_parts=True)
STEPS: Final = (
    Step("tab, again", TABS, in_parts=True),
    Step("move", (*"jjjjjjjj", *"kkkkkkkk"), "4"),
    Step("page down", (PAGE_DOWN, ["g"]), "4"),
    Step("move, scrolling", ("j",), ("4", "j" * BELOW), scrolls=True),
    Step("filter, a letter", (["/"], *"part", [ESCAPE, ESCAPE]), "4", in_parts=True),
    Step("tick", (" ",), "7 "),
    Step("status", (["s"], "q", ["s"], "i"), "2jsn"),
    Step("progress", ("+", "-"), "2gj"),
)
BARE_STEPS: Final = (
    Step("move", (*[DOWN] * 8, *[UP] * 8)),
    Step("page down", (PAGE_DOWN, [TOP])),
    Step("move, scrolling", (DOWN,), (DOWN * BELOW,), scrolls=True),
)


def keys(folder: Path, size: str, effort: Effort) -> Samples:
    """Measure all steps."""
    for program in in_turn(folder, size, effort):
        steps = (FIRST, *STEPS) if program.name == "octotui" else BARE_STEPS
        yield from _session(program, size, steps, effort.keys)


def _session(program: Program, size: str, steps: tuple[Step, ...], count: int) -> Samples:
    with program.terminal() as terminal:
        terminal.expect(program.useful)
        for step in steps:
            if SIZES[size] or not step.scrolls:
                yield from _measured(terminal, program, size, step, len(step.keys) if step is FIRST else count)


def _measured(terminal: Terminal, program: Program, size: str, step: Step, count: int) -> Samples:
    terminal.press(step.before)
    for keys in _script(step, count):
        if isinstance(keys, list):
            terminal.press(keys)
            continue
        seen = terminal.key(keys)
        yield Sample("keys", step.what, "ms", program.name, size, seen.changed * MS)
        if step.in_parts:
            yield Sample("keys", f"{step.what}, settled", "ms", program.name, size, seen.settled * MS)


def _script(step: Step, count: int) -> Iterator[str | list[str]]:
    """What is typed until so many keys are measured."""
    measured = 0
    for keys in cycle(step.keys):
        if measured == count:
            return
        measured += isinstance(keys, str)
        yield keys
