"""Processes that save to one plan: forked from this one, so that each is there in a few milliseconds."""

import itertools
import os
import random
import signal
import sys
import time
import traceback

from octotui.plan.edits import value_at
from octotui.plan.operations import set_field
from octotui.session import Session

CALLS = frozenset(
    {"open", "os.rename", "os.remove", "os.mkdir", "os.truncate", "os.chmod", "os.chown", "ctypes.call_function"}
    | {"ctypes.dlsym", "ctypes.dlopen", "fcntl.flock", "os.listxattr", "os.scandir", "os.listdir", "ctypes.get_errno"}
)
"""What a save does to the system, as the interpreter announces it."""


def fork(work) -> int:
    """Run something in a process of its own; its id."""
    number = os.fork()
    if number:
        return number
    status = 1
    try:
        work()
        status = 0
    except BaseException:  # noqa: BLE001  # the child ends here, whatever it was
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(status)  # what the parent wants to do in the end is none of the child's business


def ended(process: int, seconds: float = 120.0) -> int:
    """Wait for a process; its exit status, negative if a signal ended it."""
    end = time.monotonic() + seconds
    while True:
        done, status = os.waitpid(process, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(status)
        if time.monotonic() > end:
            os.kill(process, signal.SIGKILL)
        time.sleep(0.002)


def save_until_killed(path, log: int, name: str, start: int) -> None:
    """Set a field of one's own to one number after the other; each that is saved is written to the log."""
    os.write(log, b"begun\n")
    session = Session.open(path, who=name, keeps=("over",))
    for number in range(start, start + 100_000):
        session.apply(set_field(session.plan, ("metrics", name, "value"), number))
        if session.save().state == "saved":
            os.write(log, f"{number}\n".encode())


def save_until_call(path, call: int) -> None:
    """Save once, and be killed just before the n-th call that opens, renames or removes a file."""
    session = Session.open(path, who="ana")
    session.apply(set_field(session.plan, ("metrics", "ticker", "value"), 1))
    calls = itertools.count(1)

    def count(event: str, _arguments) -> None:
        if event in CALLS and next(calls) == call:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(count)
    session.save()


SLOTS = 8
"""How many fields each process has: a number stays so many edits long before the next one takes its place."""


def save_all(path, log: int, name: str, numbers: range, *, fresh_each: bool) -> None:
    """Write one number after the other into fields of one's own, in turn; all that becomes of them goes to the log.

    Args:
        path: The plan.
        log: Where to write, some lines at a time: `saved`, `gone` or `told`, a field and a number.
        name: Which fields are its own.
        numbers: What to write, growing.
        fresh_each: Whether each is saved by a session of its own, as the command line does.
    """
    session = Session.open(path, who=name)
    last: dict[str, int] = {}
    for number in numbers:
        if fresh_each:
            session.close()
            session = Session.open(path, who=name, keeps=("over",))
        slot = f"{name}-{number % SLOTS}"
        field = ("metrics", slot, "value")
        lines = []
        if slot in last and value_at(session.plan, field) != last[slot]:
            lines.append(f"gone {slot} {last[slot]}")
        session.apply(set_field(session.plan, field, number))
        while session.save().state != "saved":
            time.sleep(0.001)
        last[slot] = number
        os.write(log, "".join(f"{line}\n" for line in [*lines, f"saved {slot} {number}", *told(session)]).encode())
    session.close()


def told(session: Session) -> list[str]:
    """The fields and numbers that a session says were saved over, which then is settled."""
    lines = []
    for dispute in session.disputes:
        lines += [f"told {edit.path[1]} {edit.new}" for edit in dispute.edits]
        session.settle(dispute, insist=False)
    return lines


def edit_without_lock(path, until: float, seed: int) -> None:
    """An editor that has never heard of octotui: reads, thinks, and writes the whole file, in place or beside it."""
    draw = random.Random(seed)
    number = 0
    while time.monotonic() < until:
        text = path.read_bytes()
        time.sleep(draw.uniform(0, 0.02))
        head, _, rest = text.partition(b"\n")
        if not head.startswith(b"# editor"):
            continue  # it was looked at while somebody wrote it
        number += 1
        new = b"# editor %d\n" % number + rest
        if draw.random() < 0.5:
            beside = path.with_name(f"editor-{seed}")
            beside.write_bytes(new)
            beside.replace(path)
        else:
            path.write_bytes(new)
        time.sleep(draw.uniform(0.02, 0.2))
