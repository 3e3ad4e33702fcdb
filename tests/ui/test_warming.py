"""What a first visit and a first edit would wait for is imported beforehand; who leaves does not wait for it."""

import gc
import sys
from importlib import import_module

import pytest

from octotui.session import Session
from octotui.ui import warming
from octotui.ui.tabs import VIEWS
from octotui.ui.warming import Warming


@pytest.fixture
def imported(monkeypatch):
    names = []
    monkeypatch.setattr(warming, "import_module", lambda name: names.append(name) or import_module(name))
    monkeypatch.setattr(gc, "freeze", lambda: names.append("freeze"))
    return names


def test_views_and_the_editor_of_texts_are_there_in_the_end(sample, imported):
    warm = Warming(Session.open(sample()))
    warm.start()
    warm._thread.join()
    assert {f"octotui.ui.{view.of.partition(':')[0]}" for view in VIEWS.values()} <= {*imported}
    assert "octotui.store.toml_text" in sys.modules
    assert imported[-1] == "freeze"


def test_who_leaves_at_once_waits_for_nothing_more(sample, imported):
    warm = Warming(Session.open(sample()))
    warm.stop()
    warm.start()
    warm.stop()
    assert imported == []
