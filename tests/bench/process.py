"""What a process costs, and what the rest of the machine does meanwhile."""

import re
import resource
import time
from contextlib import suppress
from os import sysconf
from pathlib import Path
from typing import Final

TICK: Final = sysconf("SC_CLK_TCK")
QUIET: Final = 0.3
"""Processors that others may use without disturbing a measurement."""
LOOK: Final = 0.25
"""Seconds to look whether they do."""
PATIENCE: Final = 20.0
"""Seconds to wait for them at most, before one measurement."""


def processor_seconds(pid: int) -> float:
    """How long a process has kept processors busy, to the nanosecond; 0 if it is gone."""
    with suppress(OSError):
        return time.clock_gettime(~pid << 3 | 2)  # Linux's number for the clock of another process
    return 0.0


def memory(pid: int) -> dict[str, float]:
    """MiB of a process: resident, and with shared pages divided among those who share them."""
    text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    return {name: _number(rf"^{name}:\s+(\d+)", text) / 1024 for name in ("Rss", "Pss")}


def wakeups(pid: int) -> int:
    """How often the threads of a process have waited for something, and got it."""
    tasks = Path(f"/proc/{pid}/task").glob("*/status")
    return sum(_number(r"^voluntary_ctxt_switches:\s+(\d+)", task.read_text()) for task in tasks)


class Others:
    """The rest of the machine. It is asked while none of the measured programs runs."""

    def __init__(self, patience: float) -> None:
        """Begin with so many seconds to wait for others, in all."""
        self._patience = patience

    def wait(self) -> None:
        """Wait until the others are quiet, or it takes too long."""
        began = time.perf_counter()
        end = began + min(PATIENCE, self._patience)
        while time.perf_counter() < end and self._busy_now() > QUIET:
            pass
        self._patience -= time.perf_counter() - began

    def _busy_now(self) -> float:
        since = self.moment()
        time.sleep(LOOK)
        return self.busy(since)

    def moment(self) -> tuple[float, float]:
        """Now, and the processor seconds that all others have used up to now."""
        fields = Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:9]
        user, nice, system, _, _, hard, soft, stolen = map(int, fields)
        children = resource.getrusage(resource.RUSAGE_CHILDREN)
        own = time.process_time() + children.ru_utime + children.ru_stime
        return time.perf_counter(), (user + nice + system + hard + soft + stolen) / TICK - own

    def busy(self, since: tuple[float, float]) -> float:
        """How many processors the others have used since a moment."""
        now, used = self.moment()
        return max(0.0, (used - since[1]) / (now - since[0]))


def _number(pattern: str, text: str) -> int:
    found = re.search(pattern, text, re.MULTILINE)
    assert found, f"nothing like {pattern!r}"
    return int(found[1])
