"""A bug of ours: the terminal is put back, one line is said, a report is written, and nothing is lost."""

import re
import sys

import pytest

from octotui.config.crash import STATUS
from tests.e2e.terminal import Terminal

BROKEN = """
import sys
import octotui.ui.{module} as module
def broken(self, *arguments, **options):
    secret = "not to be printed"
    raise ZeroDivisionError("planted")
module.{where} = broken
from octotui.cli.main import main
sys.exit(main())
"""
PLACES = {
    "a key's handler": ("app", "OctotuiApp.do_lock"),
    "a handler of the screen": ("tabs.batches", "BatchesTab.tell"),
    "the first frame": ("screen", "MainScreen.compose"),
    "the start": ("app", "OctotuiApp.on_mount"),
    "a thread": ("app", "Session.follow"),
    "a frame": ("widgets.table", "Table.strip_at"),
}
"""What is broken: the module and the name in it."""


def said(terminal):
    """What stands below the prompt once the program has ended."""
    left = terminal.raw.rpartition(b"\x1b[?1049l")[2].decode()
    return re.sub(r"\x1b\[[^a-zA-Z]*[a-zA-Z]", "", left).strip()


def opened(path, place, **env):
    module, where = PLACES[place]
    program = BROKEN.format(module=module, where=where)
    return Terminal([sys.executable, "-c", program, str(path)], size=(200, 30), env=env)


@pytest.mark.parametrize("place", PLACES)
def test_wherever_it_happens_one_line_is_said_and_a_report_is_written(sample, own_home, place):
    path = sample()
    with opened(path, place) as terminal:
        if place == "a key's handler":
            terminal.expect("Needs attention")
            terminal.type("L")
        elif place in ("a handler of the screen", "a frame"):
            terminal.type("2")
        elif place == "a thread":
            path.write_text(path.read_text() + "\n")
        assert terminal.wait() == STATUS
    (report,) = own_home.rglob("crash-*.txt")
    what = "octotui: internal error: ZeroDivisionError: planted"
    assert said(terminal) == f"{what}; what happened is in {report}; your changes are saved"
    text = report.read_text()
    assert "Traceback (most recent call last)" in text
    assert "in broken" in text
    assert "textual" in text.splitlines()[1]
    assert "not to be printed" not in text.replace('secret = "not to be printed"', "")


def test_what_was_changed_before_it_is_saved(sample):
    path = sample()
    done = path.read_text().count('"done"')
    with opened(path, "a key's handler") as terminal:
        terminal.expect("Needs attention")
        terminal.type("2j")
        terminal.expect("Waits on it")
        terminal.type("sd")
        terminal.expect("in progress → done")
        terminal.type("L")
        assert terminal.wait() == STATUS
    assert path.read_text().count('"done"') == done + 1


def test_the_traceback_is_shown_to_who_asks_for_it(sample, own_home):
    with opened(sample(), "the start", OCTOTUI_DEBUG="1") as terminal:
        assert terminal.wait() == 1
        assert "Traceback" in said(terminal)
        assert "ZeroDivisionError: planted" in said(terminal)
    assert list(own_home.rglob("crash-*.txt")) == []
