"""From the start to the first useful frame, with an empty home and with what the first start left there; and memory."""

from pathlib import Path

from tests.bench.effort import Effort
from tests.bench.figures import MS, Sample, Samples
from tests.bench.process import memory, processor_seconds
from tests.bench.programs import Program, bare_app, octotui


def starts(folder: Path, size: str, effort: Effort) -> Samples:
    """Start octotui, start it again, start the bare app; over and over."""
    for turn in range(effort.starts):
        program = octotui(folder / f"octotui-{turn}", size)
        yield from _start(program, size, ", empty home")
        yield from _start(program, size)
        yield from _start(bare_app(folder / f"bare-{turn}", size), size)


def _start(program: Program, size: str, how: str = "") -> Samples:
    with program.terminal() as terminal:
        seen = terminal.expect(program.useful)
        terminal.settle()
        used, held = processor_seconds(terminal.pid), memory(terminal.pid)
    yield Sample("start", f"first useful frame{how}", "ms", program.name, size, seen.changed * MS)
    yield Sample("start", f"settled{how}", "ms", program.name, size, seen.settled * MS)
    yield Sample("start", f"processor{how}", "ms", program.name, size, used * MS)
    if not how:
        yield from (Sample("memory", what, "MiB", program.name, size, value) for what, value in held.items())
