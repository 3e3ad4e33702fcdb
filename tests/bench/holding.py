"""A key that is held, as fast as a keyboard repeats it."""

import time
from itertools import cycle, islice
from pathlib import Path
from typing import Final

from tests.bench.effort import Effort
from tests.bench.figures import MS, Sample, Samples
from tests.bench.process import processor_seconds
from tests.bench.programs import SIZES, Program, in_turn
from tests.bench.typing_keys import DOWN, UP

KEYS: Final = 60
RATE: Final = 30
"""Keys per second."""


def held(folder: Path, size: str, effort: Effort) -> Samples:
    """Hold the key that moves: down, and up again where the list is short."""
    for program in in_turn(folder, size, effort):
        yield from _hold(program, size, "4" if program.name == "octotui" else "")


def _hold(program: Program, size: str, before: str) -> Samples:
    typed = cycle([DOWN] if SIZES[size] else [DOWN] * 8 + [UP] * 8)
    with program.terminal() as terminal:
        terminal.expect(program.useful)
        terminal.press(before)
        used, written, began = processor_seconds(terminal.pid), terminal.written, time.perf_counter()
        for number, key in enumerate(islice(typed, KEYS)):
            time.sleep(max(0.0, began + number / RATE - time.perf_counter()))
            terminal.send(key)
        lag = terminal.settle()
        used, written = processor_seconds(terminal.pid) - used, terminal.written - written
    yield Sample("held key", "lag of the last", "ms", program.name, size, lag * MS)
    yield Sample("held key", "processor per key", "ms", program.name, size, used * MS / KEYS)
    yield Sample("held key", "bytes per key", "bytes", program.name, size, written / KEYS)
