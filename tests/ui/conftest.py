"""Opens the app on a plan, at a size, on a fixed day."""

import time
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from octotui.config.settings import Settings
from octotui.session import Session
from octotui.ui.app import OctotuiApp
from tests.conftest import NOW


def make_app(path: Path, *, who: str = "ana", theme: str = "octotui-dark", readonly: bool = False, **settings):
    return OctotuiApp(Session.open(path, readonly=readonly), who, lambda: NOW, Settings(theme=theme, **settings))


async def until(pilot, condition, seconds: float = 30):
    """Wait for a condition; meanwhile the app does what it has to do."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "what was waited for did not happen"
        await pilot.pause(0.02)


@pytest.fixture
def opened():
    """``async with opened(path) as (app, pilot)``."""

    @asynccontextmanager
    async def opener(path: Path, size=(120, 40), **options):
        app = make_app(path, **options)
        async with app.run_test(size=size, notifications=True) as pilot:
            await pilot.pause()
            yield app, pilot

    return opener


async def saved(app, pilot):
    """Wait until every edit is on disk."""
    await until(pilot, lambda: app.session.state.state == "saved")
