"""What every test needs: a fixed day, a time zone, and a home of its own."""

import gc
import os
import shutil
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import settings

from octotui.plan.frozen import replace
from octotui.store import document, editing

settings.register_profile("same-every-day", derandomize=True, deadline=None)
settings.load_profile("same-every-day")  # the long runs draw anew each time

SAMPLES = Path(__file__).parent.parent / "sample-plans"
NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
"""A Friday in the fifth week of the sample programme."""
MOST_KNOWN = 30
"""So many documents that were read are kept for other tests."""


def pytest_xdist_auto_num_workers():
    """Two workers for each core: tests of the screen and of the terminal wait as long as they work."""
    return 2 * (os.cpu_count() or 1)


def pytest_collection_modifyitems(config, items):
    """Long tests run when they are asked for by name: ``-m long``."""
    if "long" not in config.option.markexpr:
        for item in items:
            if item.get_closest_marker("long"):
                item.add_marker(pytest.mark.skip(reason="asked for by name: -m long"))


def pytest_collection_finish():
    """What is imported stays: the collector of garbage need not go through all of it again and again."""
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory, monkeypatch):
    """Nothing of the machine's user is read, nothing is left behind, and local time is UTC."""
    home = tmp_path_factory.mktemp("home")
    for name in (
        "OCTOTUI_PLAN",
        "EXECUTION_PLAN_PATH",
        "OCTOTUI_CONFIG",
        "OCTOTUI_USER",
        "NO_COLOR",
        "VISUAL",
        "EDITOR",
    ):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("XDG_STATE_HOME", str(home / "state"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home / "config"))
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    return home


@pytest.fixture
def sample(tmp_path):
    """Copies a sample plan, to be changed."""

    def copied(name: str = "octoacme.toml") -> Path:
        return Path(shutil.copy(SAMPLES / name, tmp_path / name))

    return copied


@pytest.fixture
def read_once(monkeypatch, documents_read):
    """A text that some test has read is not read again: for tests of what is done with a plan."""
    read = document.document_of

    def read_or_known(text, kind, name, *, bom, before=None):
        key = (text, kind, bom)
        known = documents_read.pop(key, None) or read(text, kind, name, bom=bom, before=before)
        documents_read[key] = known
        for old in [*documents_read][:-MOST_KNOWN]:
            documents_read.pop(old, None)  # a thread that saves reads too, and may have been quicker
        return replace(known, name=name)

    for module in (document, editing):
        monkeypatch.setattr(module, "document_of", read_or_known)


@pytest.fixture(scope="session")
def documents_read():
    """What tests have read, what was last asked for at the end; nothing changes a document."""
    return {}
