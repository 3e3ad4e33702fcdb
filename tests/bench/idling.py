"""What doing nothing costs."""

import time
from dataclasses import replace
from pathlib import Path
from typing import Final

from tests.bench.effort import Effort
from tests.bench.figures import MS, Sample, Samples
from tests.bench.process import processor_seconds, wakeups
from tests.bench.programs import Program, in_turn

AFTER_START: Final = 2.0
"""Seconds that a program has to finish what it began with."""
MINUTE: Final = 60.0


def idle(folder: Path, size: str, effort: Effort) -> Samples:
    """Leave each program alone."""
    for program in in_turn(folder, size, replace(effort, sessions=1)):
        yield from _idle(program, size, effort.idle_seconds)


def _idle(program: Program, size: str, seconds: float) -> Samples:
    with program.terminal() as terminal:
        terminal.expect(program.useful)
        time.sleep(AFTER_START)
        left = MINUTE - time.time() % MINUTE
        time.sleep(left + 1 if left < seconds + 1 else 0)  # not while the clock on the screen goes on
        terminal.settle()
        written, used, woken = terminal.written, processor_seconds(terminal.pid), wakeups(terminal.pid)
        time.sleep(seconds)
        used, woken = processor_seconds(terminal.pid) - used, wakeups(terminal.pid) - woken
        written = terminal.written - written
    yield Sample("idle", "processor in 10 s", "ms", program.name, size, used * MS * 10 / seconds)
    yield Sample("idle", "written in 10 s", "bytes", program.name, size, written * 10 / seconds)
    yield Sample("idle", "wake-ups in 10 s", "times", program.name, size, woken * 10 / seconds)
