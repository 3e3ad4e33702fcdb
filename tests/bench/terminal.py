"""A program in a pseudo-terminal: when it wrote what, to the microsecond, after it was started or a key was sent.

A thread does nothing but read, stamp and answer what a program asks of a terminal. What was read becomes a picture
while the program is quiet, so that making it takes no processor from the program.
"""

import fcntl
import os
import pty
import re
import signal
import struct
import termios
import time
from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from threading import Thread
from typing import Final, Self

from tests.bench.picture import Picture
from tests.bench.process import processor_seconds

COLUMNS: Final = 120
ROWS: Final = 40
QUIET: Final = 0.15
"""Seconds without output after which a program has said what it had to say."""
SHORT: Final = 0.03
"""Seconds to look at least at what a program uses of the processor."""
BUSY: Final = 0.2
"""Of a processor: more, and a program that writes nothing still has something to do."""
PATIENCE: Final = 2.0
"""Seconds that a program has to leave when it is asked to."""
TIMEOUT: Final = 30.0
"""Seconds after which nothing will come any more."""

ANSWERS: Final = {
    b"\x1b[c": b"\x1b[?62;22c",  # what are you
    b"\x1b[5n": b"\x1b[0n",  # are you well
    b"\x1b[6n": b"\x1b[1;1R",  # where is the cursor
    b"\x1b[?u": b"\x1b[?0u",  # which keys do you tell apart
    b"\x1b[?2026$p": b"\x1b[?2026;2$y",  # do you show frames at once: yes
    b"\x1b[?2048$p": b"\x1b[?2048;0$y",  # do you tell of a new size in band: no, by a signal
}
QUESTION: Final = re.compile(b"|".join(map(re.escape, ANSWERS)))
LONGEST: Final = max(map(len, ANSWERS))


@dataclass(frozen=True)
class Seen:
    """What came of a start or a key: seconds since then."""

    first: float
    """Until anything was written."""
    changed: float
    """Until the first frame that differs, or that shows the text that was waited for."""
    settled: float
    """Until the last output before a silence."""


class Terminal:
    """Starts a program, sends keys, and says when the screen followed."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str], leave: str) -> None:
        """Start it; times count from here until a key is sent.

        Args:
            command: Its words, the first a path.
            environment: All of its environment.
            leave: The key that ends it.
        """
        self.picture = Picture(COLUMNS, ROWS)
        self.written = 0
        """Bytes that it wrote so far."""
        self._leave = leave
        self._pieces: deque[tuple[float, bytes]] = deque()
        self._ended = False
        self._master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        self._read_at = self._mark = time.perf_counter()
        self.pid = _spawn(command, environment, os.ttyname(slave))
        os.close(slave)
        self._reader = Thread(target=self._read, daemon=True)
        self._reader.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.settle()
        self.send(self._leave)
        self._reader.join(PATIENCE)
        with suppress(ProcessLookupError):
            os.killpg(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        self._reader.join()
        os.close(self._master)

    def _read(self) -> None:
        tail = b""
        while data := self._next_piece():
            self._read_at = time.perf_counter()
            self._pieces.append((self._read_at, data))
            self.written += len(data)
            for question in QUESTION.finditer(tail + data):
                if question.end() > len(tail):
                    os.write(self._master, ANSWERS[question[0]])
            tail = (tail + data)[-LONGEST + 1 :]
        self._ended = True

    def _next_piece(self) -> bytes:
        try:
            return os.read(self._master, 65536)
        except OSError:  # so Linux says that nobody has the terminal open any more
            return b""

    def send(self, keys: str) -> None:
        """Send keys; times count from now."""
        self._mark = time.perf_counter()
        if not self._ended:
            os.write(self._master, keys.encode())

    def mark(self) -> None:
        """Count times from now: something else than a key happened."""
        self._mark = time.perf_counter()

    def expect(self, wanted: str | None = None) -> Seen:
        """Wait until the screen differs, or shows a text, and then until it is settled.

        Raises:
            TimeoutError: It does not; the message has what the screen says.
        """
        first = changed = None
        while changed is None or self._pieces:
            self._wait_for_silence(wanted)
            while self._pieces:
                stamp, different = self._show()
                if stamp < self._mark:
                    continue
                first = first or stamp
                if changed is None and different and (wanted is None or wanted in self.picture.text):
                    changed = stamp
        return Seen(*(stamp - self._mark for stamp in (first or changed, changed, self._read_at)))

    def key(self, keys: str) -> Seen:
        """Send keys to a program that is quiet, and wait until the screen follows."""
        self.settle()
        self.send(keys)
        return self.expect()

    def press(self, keys: Iterable[str]) -> None:
        """Send keys on the way to something, each when the program is done with the one before."""
        for key in keys:
            self.settle(SHORT)
            self.send(key)
        self.settle(SHORT)

    def settle(self, quiet: float = QUIET) -> float:
        """Wait until it writes nothing and computes nothing; seconds from the last key to the last output."""
        busy, end = True, time.perf_counter() + TIMEOUT
        while busy and not self._ended and time.perf_counter() < end:
            began, used = time.perf_counter(), processor_seconds(self.pid)
            time.sleep(max(self._silence_lacks(quiet), SHORT))
            computes = processor_seconds(self.pid) - used > BUSY * (time.perf_counter() - began)
            busy = computes or self._silence_lacks(quiet) > 0
            while self._pieces:
                self._show()
        return self._read_at - self._mark

    def _silence_lacks(self, quiet: float = QUIET) -> float:
        return max(self._read_at, self._mark) + quiet - time.perf_counter()

    def _wait_for_silence(self, wanted: str | None) -> None:
        while self._silence_lacks() > 0 or not self._pieces:
            if self._ended or time.perf_counter() > self._mark + TIMEOUT:
                raise TimeoutError(f"waited for {wanted or 'a change'!r}, the screen says:\n{self.picture.text}")
            time.sleep(max(self._silence_lacks(), 0.005))

    def _show(self) -> tuple[float, bool]:
        """Put the next piece into the picture: when it came, and whether it made a difference."""
        stamp, data = self._pieces.popleft()
        return stamp, self.picture.take(data)


def _spawn(command: Sequence[str], environment: Mapping[str, str], terminal: str) -> int:
    """Start a program whose terminal, in a session of its own, is this one; its process id."""
    opened = (os.POSIX_SPAWN_OPEN, 0, terminal, os.O_RDWR, 0)
    copied = [(os.POSIX_SPAWN_DUP2, 0, number) for number in (1, 2)]
    return os.posix_spawn(command[0], list(command), environment, file_actions=[opened, *copied], setsid=True)
