"""Many processes at one plan, and an editor in between that takes no lock: each edit is there, or it is told."""

import os
import time
from pathlib import Path

import pytest

from octotui.session import Session
from octotui.store.document import parse
from tests.hardship.fleet import edit_without_lock, ended, fork, save_all, told

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are forked")


def plan_for(processes: int) -> bytes:
    """A batch for each process."""
    return b"# editor 0\n" + b"".join(
        b'[[batches]]\nid = "p%d"\nname = "P"\nblockers = ["first"]  # kept\n\n' % number for number in range(processes)
    )


def crowd(path: Path, processes: int, edits: int, *, editor: bool) -> tuple[int, int, int, list[str]]:
    """Let processes save so many edits each; every other one starts anew for each edit, as the command line does.

    Returns:
        How many edits were acknowledged, how many are there, how many are not but were told, and the others.
    """
    heard, tells = os.pipe()
    started = [
        fork(lambda n=n: save_all(path, tells, f"p{n}", range(edits), fresh_each=bool(n % 2))) for n in range(processes)
    ]
    begun = time.monotonic()
    stop = fork(lambda: edit_without_lock(path, begun + 3600, 1)) if editor else None
    os.close(tells)
    said = b"".join(_all_of(heard, started))
    if stop is not None:
        os.kill(stop, 9)
        ended(stop)
    saved = [line.split()[1] for line in said.decode().splitlines() if line.startswith("saved")]
    reported = {line.split()[1] for line in said.decode().splitlines() if line.startswith("told")}
    last = Session.open(path)
    last.recover()
    reported |= {line.split()[1] for line in told(last)}
    last.close()
    batches = parse(path.read_bytes(), str(path)).plan.batches
    there = {name for batch in batches for name in batch.blockers if name != "first"}
    silent = [edit for edit in saved if edit not in there and edit not in reported]
    seconds = time.monotonic() - begun
    print(f"\n{processes} × {edits} edits in {seconds:.0f} s: {len(saved)} acknowledged, {len(there)} there, ", end="")
    print(f"{len(set(saved) - there)} saved over and told, {len(silent)} gone without a word")
    return len(saved), len(there), len(set(saved) - there), silent


def _all_of(heard: int, started: list[int]):
    """What is said until all have ended; the editor holds the pipe too, so its end says nothing."""
    os.set_blocking(heard, False)
    running = list(started)
    while True:
        try:
            data = os.read(heard, 1 << 20)
        except BlockingIOError:
            data = b""
        if data:
            yield data
        elif not running:
            return
        else:
            running = [one for one in running if not _is_over(one)]
            time.sleep(0.005)


def _is_over(process: int) -> bool:
    done, status = os.waitpid(process, os.WNOHANG)
    assert not done or status == 0
    return bool(done)


SIZES = [(4, 15), pytest.param(8, 500, marks=pytest.mark.long)]


@pytest.mark.parametrize(("processes", "edits"), SIZES)
def test_every_edit_of_those_that_cooperate_is_there(tmp_path, processes, edits):
    path = tmp_path / "plan.toml"
    path.write_bytes(plan_for(processes))
    saved, there, _, silent = crowd(path, processes, edits, editor=False)
    assert saved == there == processes * edits
    assert silent == []
    assert path.read_bytes().count(b"# kept") == processes


@pytest.mark.parametrize(("processes", "edits"), SIZES)
def test_what_an_editor_saves_over_is_told(tmp_path, processes, edits):
    path = tmp_path / "plan.toml"
    path.write_bytes(plan_for(processes))
    saved, _, _, silent = crowd(path, processes, edits, editor=True)
    assert saved == processes * edits
    assert silent == []
    assert path.read_bytes().count(b"# kept") == processes
