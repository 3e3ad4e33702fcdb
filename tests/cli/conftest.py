"""A command run in this process: what it prints, where, and its exit status; cut off from the user's machine."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest

from octotui.cli import clock
from octotui.cli.main import main

PLAN = """\
# The plan of the tests.
[project]
name = "Platform hardening"
start = 2026-11-02

[people]
ana = "Ana Ruiz"

[[batches]]
id = "batch-1"
name = "Critical Blockers"
priority = "P0"
status = "in-progress"   # soon done
progress = 55
target = "Week 1–2"
owner = "ana"

[[batches]]
id = "batch-2"
name = "Infra | 東京"
blockers = ["batch-1"]
target = 2026-12-04

[[risks]]
id = "r-ci"
title = "CI fixes take longer"
probability = "high"
impact = "critical"
reviews = [{ on = 2026-11-13, probability = "high", impact = "high" }]

[[escalations]]
id = "e-7"
title = "Partner API down"
level = 2
blocks = ["batch-2"]
raised = { by = "ana", at = 2026-11-18T09:10:00Z }

[[checklists]]
id = "day"
name = "Day of release"
items = ["Hold the go/no-go", { id = "smoke", text = "Smoke tests", done = true }]

[metrics]
coverage = 71
ci_flake_rate = { value = 7.5, target = 5, better = "lower", unit = "%" }
"""


@dataclass(frozen=True)
class Ran:
    """What came of a command."""

    status: int
    out: str
    err: str


@pytest.fixture(autouse=True)
def quiet_machine(monkeypatch, tmp_path):
    """No plan, no name and no folder of the user's."""
    for name in ("OCTOTUI_PLAN", "EXECUTION_PLAN_PATH", "OCTOTUI_USER", "_OCTOTUI_COMPLETE"):
        monkeypatch.delenv(name, raising=False)
    for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)


@pytest.fixture(autouse=True)
def friday(monkeypatch):
    """It is Friday, 2026-11-20, 14:00 UTC."""
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 11, 20, 14, tzinfo=UTC))
    monkeypatch.setattr(clock, "today", lambda: date(2026, 11, 20))


@pytest.fixture
def run(capsys):
    """Runs a command."""

    def run(*words: str) -> Ran:
        status = main([str(word) for word in words])
        said = capsys.readouterr()
        return Ran(status, said.out, said.err)

    return run


@pytest.fixture
def plan(tmp_path):
    """The plan of the tests, in the current folder."""
    path = tmp_path / "here" / "plan.toml"
    path.write_text(PLAN, encoding="utf-8")
    return path
