"""A command imports what it needs and no more: who prints a list waits for no screen, no editor of text, no git."""

import shlex
import subprocess
import sys

import pytest

HEAVY = {
    *("asyncio", "hashlib", "icalendar", "platformdirs", "plotille", "pydantic", "pyfiglet", "pyperclip"),
    *("rich", "subprocess", "textual", "tomli_w", "tomlrt", "watchfiles"),
    *("octotui.ui", "octotui.session", "octotui.reports", "octotui.plan.checks", "octotui.plan.merge"),
    *("octotui.store.editing", "octotui.store.git", "octotui.store.journal", "octotui.store.merge"),
}
PAST = {"hashlib", "octotui.store.git", "octotui.store.journal", "subprocess"}
"""How a plan stood in a period that is over."""
SAVING = {"hashlib", "platformdirs", "octotui.session", "octotui.store.editing", "octotui.store.journal"}
EDITING = {*SAVING, "tomlrt", "octotui.plan.checks", "octotui.plan.merge", "subprocess"}
BRINGS = {
    "--version": set(),
    "--help": set(),
    "show risks": set(),
    "show risks/r-zap": set(),
    "board": set(),
    "sprint": set(),
    "metrics": set(),
    "mine --as dana": set(),
    "agenda": set(),
    "release": set(),
    "gate": set(),
    "dashboard": {"octotui.reports"},
    "minutes": {"octotui.reports"},
    "validate": {"octotui.plan.checks"},
    "overview": PAST,
    "report weekly": PAST | {"octotui.reports"},
    "agenda --ics": {"hashlib", "icalendar", "octotui.reports"},
    "log": {"octotui.store.git", "subprocess"},
    "schema": {"hashlib", "pydantic"},
    "update batch-2 progress=85": EDITING,
}
"""What each command may bring along of all that takes long to import."""


@pytest.fixture
def in_plan_folder(sample):
    return sample().rename(sample().with_name("plan.toml")).parent


@pytest.mark.parametrize("words", BRINGS)
def test_a_command_imports_only_what_it_needs(in_plan_folder, words):
    script = "import sys\nfrom octotui.cli.main import main\nmain(sys.argv[1:])\nprint(*sys.modules, file=sys.stderr)"
    run = [sys.executable, "-c", script, *shlex.split(words)]
    ran = subprocess.run(run, capture_output=True, text=True, check=True, cwd=in_plan_folder)
    brought = HEAVY & set(ran.stderr.splitlines()[-1].split())

    assert brought <= BRINGS[words]
