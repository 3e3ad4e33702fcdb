"""The terminal goes away, or the system ends the program: it ends soon, and everything is on disk."""

import os
import pty
import signal
import sys
import termios
import time

import pytest

from tests.e2e.terminal import Terminal

SOON = 8.0
"""Seconds that a busy machine may take; alone on one it takes a third of one."""
SLOW = """
import sys, time
from octotui.session import Session
write = Session._write
def slowly(self):
    time.sleep(0.3)
    write(self)
Session._write = slowly
from octotui.cli.main import main
sys.exit(main())
"""
"""A program that takes its time to save: an edit is on its way for so long."""
HUNG_UP, TERMINATED = 128 + signal.SIGHUP, 128 + signal.SIGTERM
WAYS = {
    "a dropped line": {"controlling": True},
    "under nohup": {"controlling": True, "ignored": [signal.SIGHUP]},
    "without a controlling terminal": {},
    "without a controlling terminal, under nohup": {"ignored": [signal.SIGHUP]},
}
BOTH_KINDS = ["a dropped line", "without a controlling terminal, under nohup"]
"""A signal says so, or nothing but the terminal itself; `-m long` tries all of them."""
LEFT = b"\x1b[?1049l"
"""How the program gives the screen back."""


@pytest.fixture(autouse=True)
def no_report_is_written(own_home):
    yield
    assert list(own_home.rglob("crash-*")) == []


def opened(path, program=SLOW, **options):
    terminal = Terminal([sys.executable, "-c", program, str(path)], size=(100, 30), **options)
    terminal.expect("Needs attention")
    return terminal


def edit(terminal, path):
    """Make an edit that is not on the disk yet; what the file is to say then."""
    before = path.read_text()
    terminal.type("2j")
    terminal.expect("Waits on it")
    terminal.type("sd")
    terminal.expect("in progress → done")
    assert path.read_text() == before
    return lambda: path.read_text().count('"done"') == before.count('"done"') + 1


def end(terminal, how, what):
    """Do what ends the program: its exit status; figures are printed."""
    busy, start = terminal.processor_seconds(), time.monotonic()
    how()
    while os.waitid(os.P_PID, terminal.process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
        assert time.monotonic() < start + SOON, "still running"
        terminal.read(0.002)
    took, busy = time.monotonic() - start, terminal.processor_seconds() - busy
    print(f"{what}: gone in {took * 1000:.0f} ms, {busy * 1000:.0f} ms of a processor")  # shown by -rP
    return terminal.wait()


def flags(terminal):
    """How the terminal treats its line: an app that was killed leaves it raw."""
    number = os.open(terminal.slave_name, os.O_RDWR | os.O_NOCTTY)
    try:
        return termios.tcgetattr(number)[3]
    finally:
        os.close(number)


@pytest.mark.parametrize("way", BOTH_KINDS)
def test_a_terminal_that_goes_away_ends_it_with_everything_on_disk(sample, way):
    path = sample()
    with opened(path, **WAYS[way]) as terminal:
        is_saved = edit(terminal, path)
        assert end(terminal, terminal.hang_up, way) == HUNG_UP
        assert is_saved()


@pytest.mark.parametrize(("number", "status"), [(signal.SIGTERM, TERMINATED), (signal.SIGHUP, HUNG_UP)])
def test_a_signal_ends_it_and_the_terminal_is_put_back(sample, number, status):
    path = sample()
    with opened(path) as terminal:
        is_saved = edit(terminal, path)
        assert not flags(terminal) & termios.ECHO
        assert end(terminal, lambda: terminal.process.send_signal(number), signal.Signals(number).name) == status
        assert is_saved()
        assert LEFT in terminal.raw
        assert flags(terminal) & termios.ECHO
        assert "Traceback" not in terminal.text


@pytest.mark.parametrize("how", ["hang up", "terminate"])
def test_a_file_that_cannot_be_saved_does_not_hold_it_and_the_edit_is_kept(sample, own_home, how):
    path = sample()
    with opened(path, ignored=[signal.SIGHUP]) as terminal:
        edit(terminal, path)
        path.unlink()
        path.mkdir()
        if how == "hang up":
            assert end(terminal, terminal.hang_up, "unsaveable") == HUNG_UP
        else:
            assert end(terminal, terminal.process.terminate, "unsaveable") == TERMINATED
            assert LEFT in terminal.raw
    (held,) = own_home.rglob("held/*.json")
    assert '"done"' in held.read_text()


@pytest.mark.parametrize("keys", ["2jo", pytest.param("?", marks=pytest.mark.long)])
def test_it_ends_while_a_dialog_is_open(sample, keys):
    with opened(sample(), ignored=[signal.SIGHUP]) as terminal:
        terminal.type(keys)
        terminal.expect("esc")
        assert end(terminal, terminal.hang_up, "in a dialog") == HUNG_UP


@pytest.fixture
def editor(tmp_path):
    """The environment with an editor that stays open, and leaves the terminal raw when it is killed."""
    path = tmp_path / "editor"
    path.write_text("#!/bin/sh\nstty raw -echo\necho it is open\nexec sleep 60\n")
    path.chmod(0o755)
    return {"OCTOTUI_EDITOR": str(path)}


def test_it_ends_when_the_terminal_goes_away_while_the_editor_has_it(sample, editor):
    with opened(sample(), ignored=[signal.SIGHUP], env=editor) as terminal:
        terminal.type("E")
        terminal.expect("it is open")
        assert end(terminal, terminal.hang_up, "in the editor") == HUNG_UP


def test_a_signal_ends_the_editor_too_and_the_terminal_is_put_back(sample, editor):
    with opened(sample(), env=editor) as terminal:
        terminal.type("E")
        terminal.expect("it is open")
        assert end(terminal, terminal.process.terminate, "in the editor") == TERMINATED
        assert flags(terminal) & termios.ECHO
        assert flags(terminal) & termios.ICANON


@pytest.mark.parametrize(
    "delays", [(0, 0.2, 0.45), pytest.param([n / 20 for n in range(20)], marks=pytest.mark.long)], ids=["", "long"]
)
def test_it_ends_at_any_moment_of_its_start(sample, delays):
    path = sample()
    for delay in delays:
        terminal = Terminal([sys.executable, "-m", "octotui", str(path)], ignored=[signal.SIGHUP])
        with terminal:
            time.sleep(delay)  # the moment is what is tried here
            end(terminal, terminal.hang_up, f"{delay * 1000:.0f} ms after the start")


def test_it_ends_when_the_terminal_goes_away_while_it_is_stopped(sample):
    with opened(sample(), ignored=[signal.SIGHUP]) as terminal:
        terminal.process.send_signal(signal.SIGSTOP)
        terminal.hang_up()
        assert end(terminal, lambda: terminal.process.send_signal(signal.SIGCONT), "stopped") == HUNG_UP


def test_it_stops_and_comes_back(sample):
    with opened(sample()) as terminal:
        terminal.process.send_signal(signal.SIGTSTP)
        terminal.expect(lambda: LEFT in terminal.raw)
        os.waitid(os.P_PID, terminal.process.pid, os.WSTOPPED)
        assert flags(terminal) & termios.ECHO
        terminal.clear()
        terminal.process.send_signal(signal.SIGCONT)
        terminal.type("2")
        terminal.expect("Critical Blockers")
        terminal.type("q")
        assert terminal.wait() == 0


@pytest.mark.parametrize("gone", ["input", "output"])
def test_one_of_two_terminals_is_enough(sample, gone):
    master, slave = pty.openpty()
    with opened(sample(), stdin=slave) as terminal:
        os.close(slave)
        if gone == "input":
            assert end(terminal, lambda: os.close(master), "input gone") == HUNG_UP
            assert LEFT in terminal.raw
        else:
            assert end(terminal, terminal.hang_up, "output gone") == HUNG_UP
            os.close(master)


@pytest.mark.long
@pytest.mark.parametrize("way", WAYS)
def test_twenty_terminals_that_go_away(tmp_path, sample, way):
    for number in range(20):
        path = sample().rename(tmp_path / f"{number}.toml")
        test_a_terminal_that_goes_away_ends_it_with_everything_on_disk(lambda path=path: path, way)
