"""Measures how fast octotui is, beside programs that do next to nothing: python -m tests.bench."""

import json
import os
import platform
import subprocess
import sys
import time
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from tests.bench.calls import calls
from tests.bench.disk import changes, edits
from tests.bench.effort import FULL, QUICK, Effort
from tests.bench.figures import Figures, Samples
from tests.bench.holding import held
from tests.bench.idling import idle
from tests.bench.process import QUIET, Others
from tests.bench.programs import SIZES
from tests.bench.starting import starts
from tests.bench.table import table
from tests.bench.targets import targets
from tests.bench.typing_keys import keys

SCENARIOS: Final[dict[str, Callable[[Path, str, Effort], Samples]]] = {
    "start": starts,
    "keys": keys,
    "held": held,
    "changes": changes,
    "edits": edits,
    "idle": idle,
    "calls": calls,
}
FAULTS: Final = (OSError, ValueError, subprocess.SubprocessError)
"""What ends a measurement, not the run; a timeout is among them."""


def main() -> None:
    """Measure what was asked for, print the tables, write the file."""
    asked = _arguments()
    effort = QUICK if asked.quick else FULL
    sizes = asked.sizes or effort.sizes
    figures, notes = Figures(), list[dict[str, object]]()
    others = Others(effort.patience)
    for size in sizes:
        for name in asked.only or effort.scenarios:
            print(f"{size}: {name} …", file=sys.stderr)
            notes.append({"size": size, "scenario": name, **_measure(name, size, effort, figures, others)})
    print("\n".join([*table(figures, sizes), "", *targets(figures, sizes), "", *_warnings(notes)]))
    if asked.json:
        machine = {"python": platform.python_version(), "system": platform.platform(), "processors": os.cpu_count()}
        data = {"machine": machine, "scenarios": notes, "samples": figures.as_data()}
        asked.json.write_text(json.dumps(data, indent=1))


def _measure(name: str, size: str, effort: Effort, figures: Figures, others: Others) -> dict[str, object]:
    """Run a scenario in a folder of its own; what there is to know of how it went."""
    others.wait()
    since = others.moment()
    note: dict[str, object] = {}
    try:
        with TemporaryDirectory(prefix="octotui-bench-") as folder:
            samples = SCENARIOS[name](Path(folder), size, effort)
            note["cut"] = not figures.add(samples, until=since[0] + effort.limit)
    except FAULTS as fault:
        note["fault"] = str(fault)
    took = time.perf_counter() - since[0]
    return {"others": round(others.busy(since), 2), "seconds": round(took, 1), **note}


def _warnings(notes: list[dict[str, object]]) -> Iterator[str]:
    for note in notes:
        where = f"{note['scenario']} ({note['size']})"
        if float(str(note["others"])) > QUIET:
            yield f"Warning: during {where} others kept {note['others']} processors busy; trust the ratios rather."
        if note.get("cut"):
            yield f"Note: {where} took too long, and was cut short."
        if fault := note.get("fault"):
            yield f"Fault: {where}: {fault}"


def _arguments() -> Namespace:
    parser = ArgumentParser(prog="python -m tests.bench", description="Measure how fast octotui is.")
    parser.add_argument("--quick", action="store_true", help="a glance: few rounds, no large plan")
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write every figure to this file")
    parser.add_argument("--only", type=_some(SCENARIOS), metavar="NAMES", help=f"of {','.join(SCENARIOS)}")
    parser.add_argument("--sizes", type=_some(SIZES), metavar="NAMES", help=f"of {','.join(SIZES)}")
    return parser.parse_args()


def _some(known: Iterable[str]) -> Callable[[str], list[str]]:
    """Reads names with commas between them."""

    def names(text: str) -> list[str]:
        given = text.split(",")
        if unknown := set(given) - set(known):
            raise ArgumentTypeError(f"there is no {', '.join(unknown)}")
        return given

    return names


if __name__ == "__main__":
    main()
