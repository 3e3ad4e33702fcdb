"""Commands, from the start of the process to its end, in a plan that git keeps."""

import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from tests.bench.disk import NAME
from tests.bench.effort import Effort
from tests.bench.figures import MS, Sample, Samples
from tests.bench.plans import write_plan
from tests.bench.programs import OCTOTUI, SIZES, environment

FINE: Final = {0, 1, 3}
"""Exit statuses that say something about the plan, not about octotui."""
YARDSTICKS: Final = {"node -e 0": ("node", "-e", "0"), "python -c pass": (sys.executable, "-c", "pass")}
COMMANDS: Final = (
    "dashboard",
    "update {batch} progress={number}",
    "validate",
    "gate",
    "--version",
    "--help",
    "release",
    "show risks",
    "show batches {batch}",
    "overview",
    "board",
    "mine {person}",
    "agenda",
    "report weekly",
    "report risks",
    "diff",
    "log",
)


def calls(folder: Path, size: str, effort: Effort) -> Samples:
    """Run the commands one after the other, then again, beside programs that do nothing.

    Raises:
        ValueError: A command failed.
    """
    (home := folder / "home").mkdir()
    plan = write_plan(folder / "plan.toml", SIZES[size])
    _keep_in_git(plan, home)
    around = {**environment(home), "OCTOTUI_PLAN": str(plan)}
    names = {"batch": "batch-2", "person": "dana"} if SIZES[size] is None else {"batch": "b-1", "person": "person-1"}
    for turn in range(effort.calls):
        for what, command, program in _all(names, turn + 41, effort.commands):
            yield Sample("calls", what, "ms", program, size, _seconds(command, around) * MS)


def _all(names: dict[str, str], number: int, most: int | None) -> Iterator[tuple[str, tuple[str, ...], str]]:
    """What each is called, its words, whose it is."""
    for what, words in YARDSTICKS.items():
        if path := shutil.which(words[0]):
            yield what, (path, *words[1:]), "others"
    for pattern in COMMANDS[:most]:
        what = pattern.format(batch="ID", person="NAME", number="N")
        yield what, (OCTOTUI, *pattern.format(**names, number=number).split()), "octotui"


def _seconds(command: tuple[str, ...], around: dict[str, str]) -> float:
    began = time.perf_counter()
    done = subprocess.run(command, env=around, capture_output=True, check=False)
    took = time.perf_counter() - began
    if done.returncode not in FINE:
        raise ValueError(f"{' '.join(command[1:])}: {done.returncode}: {done.stderr.decode()}")
    return took


def _keep_in_git(plan: Path, home: Path) -> None:
    """Two commits, that `diff` and `log` have something to tell."""
    who = ("-c", "user.name=Ana", "-c", "user.email=ana@example.org", "-c", "gc.auto=0")
    for words in (("init", "-q"), ("add", plan.name), ("commit", "-qm", "a plan"), (), ("commit", "-qam", "a name")):
        if words:
            subprocess.run(["git", *who, *words], cwd=plan.parent, env=environment(home), check=True)
        else:
            plan.write_text(NAME.sub(r'\1 "Another name"', plan.read_text(), count=1))
