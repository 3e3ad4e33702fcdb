"""Opens the app on a plan, at a size, on a fixed day."""

import time
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual import _wait
from textual.css.stylesheet import Stylesheet
from textual.screen import Screen

from octotui.config.settings import Settings
from octotui.session import Session
from octotui.ui.app import OctotuiApp
from tests.conftest import NOW
from tests.ui.presented import secret_plan


def make_app(path: Path, *, who: str = "ana", theme: str = "octotui-dark", readonly: bool = False, **settings):
    return OctotuiApp(Session.open(path, readonly=readonly), who, lambda: NOW, Settings(theme=theme, **settings))


async def until(pilot, condition, seconds: float = 30):
    """Wait for a condition; meanwhile the app does what it has to do."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "what was waited for did not happen"
        await pilot.pause(0.02)


def undrawn(screen: Screen) -> None:
    """What Textual does when something has changed on a screen, all but the drawing."""
    screen._compositor._dirty_regions.clear()
    screen._dirty_widgets.clear()
    screen.app.post_display_hook()


RULES = {}
"""The rules of style sheets that were read, by the sheet and the theme's variables."""


@pytest.fixture(autouse=True)
def styles_read_once(monkeypatch, read_once):
    """Plans and style sheets are the same in most tests, and each process reads them once."""
    parse = Stylesheet._parse_rules

    def parsed(sheet, *source, **options):
        key = (source, *options.items(), *sheet._variables.items())
        if key not in RULES:
            RULES[key] = parse(sheet, *source, **options)
        return RULES[key]

    monkeypatch.setattr(Stylesheet, "_parse_rules", parsed)


@pytest.fixture(autouse=True)
def looks_twice_as_often(monkeypatch):
    """A pilot sleeps until the app has been idle for so long, after each key; most of a test's time went with that."""
    monkeypatch.setattr(_wait, "SLEEP_GRANULARITY", 0.01)
    monkeypatch.setattr(_wait, "SLEEP_IDLE", 0.0005)


@pytest.fixture
def opened(monkeypatch):
    """``async with opened(path) as (app, pilot)``.

    Drawing each step takes three quarters of a test's time, and nobody looks: it is drawn once, in the end, so that a
    fault in drawing fails the test all the same.
    """
    monkeypatch.setattr(Screen, "_compositor_refresh", undrawn)

    @asynccontextmanager
    async def opener(path: Path, size=(120, 40), **options):
        app = make_app(path, **options)
        async with app.run_test(size=size, notifications=True) as pilot:
            await pilot.pause()
            yield app, pilot
            if app.is_running:
                app.screen._compositor.render_update(full=True).render_segments(app.console)

    return opener


async def saved(app, pilot):
    """Wait until every edit is on disk."""
    await until(pilot, lambda: app.session.state.state == "saved")


@pytest.fixture
def secrets(sample, tmp_path):
    """Writes the sample with unmistakable secrets and notes in it, anew at each call."""
    plan = Session.open(sample()).plan
    return lambda: secret_plan(plan, tmp_path / "secret.json")
