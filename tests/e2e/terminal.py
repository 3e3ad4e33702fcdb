"""A program in a real pseudo-terminal, with an emulator that holds its screen."""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import termios
import time
from contextlib import suppress
from pathlib import Path

import pyte

# The emulator would print these of a modern program's sequences, and stops at the joiner that emoji are made of.
FOREIGN = re.compile(
    rb"\x1b\[[<=>][0-?]*[ -/]*[@-~]|\x1b\[\?[0-9;:]*(?:[ -/]+[@-~]|[a-gi-km-z])|\x1b[PX^_][^\x1b\x07]*(?:\x07|\x1b\\)"
    rb"|\xe2\x80\x8d"
)


class Terminal:
    """Runs a program, sends keys, and waits for what should be on the screen."""

    def __init__(self, command, size=(80, 24), env=None, *, controlling=False, ignored=(), stdin=None):
        """Start the program.

        Args:
            command: Its words.
            size: Columns and rows.
            env: What is in its environment besides.
            controlling: Whether it gets a SIGHUP when the terminal goes away.
            ignored: Signals that it is started with deaf ears for, as by nohup.
            stdin: What it reads in the place of this terminal.
        """
        self.screen = pyte.Screen(*size)
        self.stream = pyte.ByteStream(self.screen)
        self.raw = b""
        self._text: str | None = None
        self.master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
        inherited = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "LINES")}
        environment = {**inherited, "TERM": "xterm-256color", "COLORTERM": "truecolor", **(env or {})}

        def prepare():
            for number in ignored:
                signal.signal(number, signal.SIG_IGN)
            if controlling:
                fcntl.ioctl(0, termios.TIOCSCTTY, 0)

        self.process = subprocess.Popen(
            command,
            stdin=slave if stdin is None else stdin,
            stdout=slave,
            stderr=slave,
            env=environment,
            start_new_session=True,
            preexec_fn=prepare,  # noqa: PLW1509  # a test has no threads that matter
        )
        self.slave_name = os.ttyname(slave)
        os.close(slave)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)  # with what it started: an editor may outlive it
        self.process.wait()
        self.hang_up()

    def hang_up(self):
        """Take the terminal away."""
        if self.master is not None:
            os.close(self.master)
            self.master = None

    @property
    def text(self):
        """What the screen says; the emulator's own `display` stumbles over half a wide character."""
        if self._text is None:
            rows, columns = range(self.screen.lines), range(self.screen.columns)
            lines = (self.screen.buffer[y] for y in rows)
            self._text = "\n".join("".join([line[x].data for x in columns]).rstrip() for line in lines)
        return self._text

    def clear(self):
        """Forget what is on the screen."""
        self.screen.reset()
        self._text = None

    def type(self, keys: str):
        os.write(self.master, keys.encode())

    def expect(self, wanted, seconds=20):
        """Wait until a text is on the screen, or a condition holds."""
        holds = wanted if callable(wanted) else lambda: wanted in self.text
        end = time.monotonic() + seconds
        while not holds():
            ended = self.process.poll() is not None and not self.read(0)
            assert not ended or holds(), f"waited for {wanted!r}, it ended, the screen says:\n{self.text}"
            assert time.monotonic() < end, f"waited for {wanted!r}, the screen says:\n{self.text}"
            self.read(0.05)

    def read(self, seconds):
        """Take in what the program writes within some seconds; whether it wrote something."""
        if self.master is None:
            time.sleep(min(seconds, 0.005))
            return False
        if not select.select([self.master], [], [], seconds)[0]:
            return False
        try:
            data = os.read(self.master, 65536)
        except OSError:  # the program has ended
            return False
        self.raw += data
        self.stream.feed(FOREIGN.sub(b"", data))
        self._text = None
        return True

    def wait(self, seconds=20):
        """Wait until the program has ended; its exit status."""
        end = time.monotonic() + seconds
        while self.process.poll() is None:
            assert time.monotonic() < end, f"still running, the screen says:\n{self.text}"
            self.read(0.05)
        while self.read(0):
            pass
        return self.process.returncode

    def processor_seconds(self):
        """How long the program has kept a processor busy."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(") ")[2].split()
        return sum(map(int, fields[11:13])) / os.sysconf("SC_CLK_TCK")
