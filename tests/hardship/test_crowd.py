"""Many processes at one plan, and an editor in between that takes no lock: each edit is there, or it is told."""

import os
import time
from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

import pytest

from octotui.session import Session
from octotui.store.document import parse
from tests.hardship.fleet import SLOTS, edit_without_lock, ended, fork, save_all, told

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are forked")


def plan_for(processes: int) -> bytes:
    """Some numbers for each process."""
    return b"# editor 0\n" + b"".join(
        b'[[metrics]]\nid = "p%d-%d"\nname = "P"\nvalue = 0 # kept\n\n' % (number, slot)
        for number in range(1, processes + 1)
        for slot in range(SLOTS)
    )


class Account(NamedTuple):
    """What became of the edits that were acknowledged."""

    saved: int
    gone: int
    """Not there when it was looked for: at the next edit of its field, or in the end."""
    silent: list[tuple[str, int]]
    """Of those, the ones nobody was told about."""


def crowd(path: Path, processes: int, edits: int, *, editor: bool) -> Account:
    """Let processes save so many edits each; every other one starts anew for each edit, as the command line does."""
    heard, tells = os.pipe()
    started = [
        fork(lambda n=n: save_all(path, tells, f"p{n}", range(1, edits + 1), fresh_each=bool(n % 2)))
        for n in range(1, processes + 1)
    ]
    begun = time.monotonic()
    stop = fork(lambda: edit_without_lock(path, begun + 3600, 1)) if editor else None
    os.close(tells)
    said = b"".join(_all_of(heard, started)).decode().splitlines()
    if stop is not None:
        os.kill(stop, 9)
        ended(stop)
    for number in range(1, processes + 1):  # what one of them finds is left for the one whose it is
        last = Session.open(path, who=f"p{number}")
        last.recover()
        said += told(last)
        last.close()
    account = _account(said, {metric.id: metric.value for metric in parse(path.read_bytes(), str(path)).plan.metrics})
    print(f"\n{processes} × {edits} edits in {time.monotonic() - begun:.0f} s: {account.saved} acknowledged, ", end="")
    print(f"{account.gone - len(account.silent)} saved over and told, {len(account.silent)} gone without a word")
    return account


def _account(said: list[str], values: dict[str, float | None]) -> Account:
    events: dict[str, dict[str, list[int]]] = {kind: defaultdict(list) for kind in ("saved", "gone", "told")}
    for line in said:
        kind, slot, number = line.split()
        events[kind][slot].append(int(number))
    gone = [(slot, number) for slot, numbers in events["gone"].items() for number in numbers]
    gone += [(slot, max(numbers)) for slot, numbers in events["saved"].items() if values[slot] != max(numbers)]
    silent = [(slot, number) for slot, number in gone if max(events["told"][slot], default=0) < number]
    return Account(sum(map(len, events["saved"].values())), len(gone), silent)


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
    account = crowd(path, processes, edits, editor=False)
    assert account == Account(saved=processes * edits, gone=0, silent=[])
    assert path.read_bytes().count(b"# kept") == processes * SLOTS


@pytest.mark.parametrize(("processes", "edits"), SIZES)
def test_what_an_editor_saves_over_is_told(tmp_path, processes, edits):
    path = tmp_path / "plan.toml"
    path.write_bytes(plan_for(processes))
    account = crowd(path, processes, edits, editor=True)
    assert account.saved == processes * edits
    assert account.silent == []
    assert path.read_bytes().count(b"# kept") == processes * SLOTS
