"""An end that nobody chose: the terminal goes away, or the system tells the program to end.

Textual 8.2 sees neither. Where no SIGHUP comes (under nohup, or without a controlling terminal) its input thread
reads the end of file again and again at full speed, for ever. Where a SIGHUP or a SIGTERM comes, Python's default
drops dead in the middle of a save, and leaves the terminal in the app's hands. Nor can the app leave in its own way
once the terminal is gone: its output thread dies of an ``OSError`` at the next frame, and the app waits for it.
So a thread of our own sleeps until the system tells; then it saves, and ends the process.
"""

from __future__ import annotations

import os
import select
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from typing import Final

from octotui.config.crash import write_report

INPUT, OUTPUTS = 0, (1, 2)
GRACE_SECONDS: Final = 0.2
"""Keys that came before the end have so long to become edits."""
LEAVE_SECONDS: Final = 3.0
"""An app that was asked to leave has so long for it; one that hangs is ended, and its terminal stays a mess."""
STAY: Final = 0
"""What the thread is woken with when the app has left by itself."""
GONE: Final = 0 if sys.platform == "win32" else select.POLLHUP | select.POLLERR


@contextmanager
def ends_when_told(save: Callable[[], object], leave: Callable[[int], object]) -> Iterator[None]:
    """While the app runs in this block, end the process when its terminal goes away, and on SIGHUP and SIGTERM.

    What is pending is saved first; the exit status is 128 and the signal's number. A terminal that is still there
    is put back as when one quits. Only for the main thread; on Windows this does nothing.

    Args:
        save: Brings every edit to a safe place; it is called in another thread, perhaps twice.
        leave: Asks the app to leave, with this exit status; it is called in another thread, where there is a screen.
    """
    if sys.platform == "win32":
        yield
        return
    told, tell = os.pipe()
    left = threading.Event()
    signals = [number for number in (signal.SIGHUP, signal.SIGTERM) if signal.getsignal(number) is signal.SIG_DFL]
    for number in signals:  # one that is ignored, as SIGHUP is under nohup, stays so
        signal.signal(number, lambda number, _: _tell(tell, number))
    thread = threading.Thread(target=_stand_by, args=(save, leave, told, left), name="octotui-hangup", daemon=True)
    thread.start()
    try:
        with _settings_kept():
            yield
    finally:
        left.set()
        for number in signals:
            signal.signal(number, signal.SIG_DFL)
        _tell(tell, STAY)
        thread.join()
        os.close(told)
        os.close(tell)


@contextmanager
def _settings_kept() -> Iterator[None]:
    """Put the terminal's settings back as they were found.

    Textual does so too, but it takes those for the user's that an editor left behind when it was told to end.
    """
    import termios  # Windows has none

    try:
        found = termios.tcgetattr(INPUT)
    except termios.error:
        yield
        return
    try:
        yield
    finally:
        with suppress(termios.error):
            termios.tcsetattr(INPUT, termios.TCSANOW, found)


def _stand_by(save: Callable[[], object], leave: Callable[[int], object], told: int, left: threading.Event) -> None:
    number = _why(told)
    if number == STAY:
        return
    try:
        with _silence() if _hung_up(INPUT, *OUTPUTS) else nullcontext():
            left.wait(GRACE_SECONDS)
            save()
        if not _hung_up(*OUTPUTS):
            leave(128 + number)
            if not left.wait(LEAVE_SECONDS):
                save()
    except Exception as error:  # noqa: BLE001  # there may be nobody left to tell, but there is a file for it
        write_report(error)
    finally:
        if not left.is_set():
            os._exit(128 + number)


def _tell(tell: int, number: int) -> None:
    os.write(tell, bytes([number]))


def _why(told: int) -> int:
    """Sleep until the thread is told something, or the terminal hangs up: the number of the signal."""
    poll = select.poll()
    poll.register(told, select.POLLIN)
    for descriptor in (INPUT, *OUTPUTS):
        poll.register(descriptor, 0)  # that it hung up is told unasked; what is typed is for the app
    while True:
        for descriptor, event in poll.poll():
            if descriptor == told:
                return os.read(told, 1)[0]
            if event & GONE:
                return signal.SIGHUP
            poll.unregister(descriptor)  # closed from the start, or of a kind that cannot tell


def _hung_up(*descriptors: int) -> bool:
    poll = select.poll()
    for descriptor in descriptors:
        poll.register(descriptor, 0)
    return any(event & GONE for _, event in poll.poll(0))


@contextmanager
def _silence() -> Iterator[None]:
    """Put something silent in the place of the input, so that Textual's thread waits for it and does not spin."""
    silent, speak = os.pipe()
    os.dup2(silent, INPUT)
    try:
        yield
    finally:
        os.close(speak)  # a thread that came to read it would wait for ever
