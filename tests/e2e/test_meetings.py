"""The meetings in a real terminal: killed and taken up again, two on one file, nine votes in nine keys."""

import os
import signal
import subprocess
import sys

import pytest

from octotui.plan.plan import by_id
from octotui.plan.voting import voters
from octotui.store.document import parse
from tests.e2e.terminal import Terminal

RELEASE = "2026.11"
SIZE = (160, 40)


def meeting(path, command, who="ana"):
    return Terminal([sys.executable, "-m", "octotui", command, "--as", who, "--plan", str(path)], size=SIZE)


def plan_of(path):
    return parse(path.read_bytes(), path.name).plan


def release_of(path):
    return by_id(plan_of(path).releases, RELEASE)


@pytest.mark.parametrize(
    ("command", "walk", "place"),
    [("standup", "  ", "● ● ◐"), ("gonogo", "  ", "● ● ◐"), ("riskreview", "ww", "● ● ◐")],
)
def test_a_meeting_that_was_killed_goes_on_where_it_was(sample, command, walk, place):
    path = sample()
    with meeting(path, command) as terminal:
        terminal.expect("◐ ○")
        terminal.type(walk + "nhalf way\r")
        terminal.expect("Noted.")
        terminal.expect(place)
        os.kill(terminal.process.pid, signal.SIGKILL)
        terminal.wait()
    with meeting(path, command) as terminal:
        terminal.expect(place)
        terminal.type(" " * 40)
        terminal.expect("half way")
        terminal.type("\r")
        terminal.expect(lambda: any(note.text == "half way" for one in plan_of(path).meetings for note in one.notes))
        terminal.type("q")
        assert terminal.wait() == 0


def test_nine_roles_say_go_with_nine_keys_and_the_gate_says_so(sample):
    path = sample()
    with meeting(path, "gonogo", "dana") as terminal:
        terminal.expect("NO-GO")
        roles = voters(plan_of(path), release_of(path))
        assert len(roles) == 9
        terminal.type("G" * 9)
        terminal.expect(lambda: {vote.role for vote in release_of(path).votes if vote.vote == "go"} == {*roles})
        assert all(vote.by for vote in release_of(path).votes)
    said = gate(path)
    assert said.returncode == 1
    assert said.stdout.startswith(f"NO-GO {RELEASE}")
    assert "voted" not in said.stdout


PLAN = """\
[people]
dana = { name = "Dana", roles = ["release-manager"] }
li = { name = "Li", roles = ["qa"] }

[roles.release-manager]
name = "Release Manager"

[roles.qa]
name = "QA"

[[releases]]
id = "1.0"
voters = ["release-manager", "qa"]

[[checklists]]
id = "day"
name = "Day of release"
release = "1.0"
gate = true
items = [
  "Smoke tests pass",
]
"""


def test_what_one_does_the_other_sees_and_a_point_opened_again_makes_the_vote_stale(tmp_path):
    path = tmp_path / "plan.toml"
    path.write_text(PLAN)
    with meeting(path, "gonogo", "dana") as dana, meeting(path, "gonogo", "li") as li:
        for terminal in (dana, li):
            terminal.expect("open: Smoke tests pass")
        dana.type("x")
        li.expect(lambda: "open: Smoke tests pass" not in li.text)
        li.type("GG")
        for terminal in (dana, li):
            terminal.expect("2 GO")
        assert gate(path).returncode == 0

        update = [sys.executable, "-m", "octotui", "--plan", path, "update", "checklists/day/items/smoke-tests-pass"]
        subprocess.run([*update, "done=no"], check=True, capture_output=True)
        for terminal in (dana, li):
            terminal.expect("open: Smoke tests pass")
        assert gate(path).returncode == 1
        subprocess.run([*update, "done=yes"], check=True, capture_output=True)
        for terminal in (dana, li):
            terminal.expect("stale")
        said = gate(path)
        assert said.returncode == 3
        assert said.stdout.startswith("HOLD 1.0")
        assert "Smoke tests pass" in said.stdout


def gate(path):
    command = [sys.executable, "-m", "octotui", "--plan", path, "gate"]
    return subprocess.run(command, capture_output=True, text=True, check=False)
