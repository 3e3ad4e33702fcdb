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

import pyte

# The emulator would print these of a modern program's sequences: they say nothing about the picture.
FOREIGN = re.compile(
    rb"\x1b\[[<=>][0-?]*[ -/]*[@-~]|\x1b\[\?[0-9;:]*(?:[ -/]+[@-~]|[a-gi-km-z])|\x1b[PX^_][^\x1b\x07]*(?:\x07|\x1b\\)"
)


class Terminal:
    """Runs a program, sends keys, and waits for what should be on the screen."""

    def __init__(self, command, size=(80, 24), env=None):
        self.screen = pyte.Screen(*size)
        self.stream = pyte.ByteStream(self.screen)
        self.raw = b""
        self.master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
        inherited = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "LINES")}
        environment = {**inherited, "TERM": "xterm-256color", "COLORTERM": "truecolor", **(env or {})}
        self.process = subprocess.Popen(
            command, stdin=slave, stdout=slave, stderr=slave, env=environment, start_new_session=True
        )
        os.close(slave)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
        os.close(self.master)

    @property
    def text(self):
        return "\n".join(line.rstrip() for line in self.screen.display)

    def type(self, keys: str):
        os.write(self.master, keys.encode())

    def expect(self, wanted, seconds=20):
        """Wait until a text is on the screen, or a condition holds."""
        holds = wanted if callable(wanted) else lambda: wanted in self.text
        end = time.monotonic() + seconds
        while not holds():
            assert time.monotonic() < end, f"waited for {wanted!r}, the screen says:\n{self.text}"
            self.read(0.05)

    def read(self, seconds):
        if select.select([self.master], [], [], seconds)[0]:
            try:
                data = os.read(self.master, 65536)
            except OSError:
                return
            self.raw += data
            self.stream.feed(FOREIGN.sub(b"", data))

    def wait(self, seconds=20):
        """Wait until the program has ended; its exit status."""
        end = time.monotonic() + seconds
        while self.process.poll() is None:
            assert time.monotonic() < end, f"still running, the screen says:\n{self.text}"
            self.read(0.05)
        return self.process.returncode
