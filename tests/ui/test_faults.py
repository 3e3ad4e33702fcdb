"""What becomes of an error that nobody expected; the rest is tried in a real terminal."""

import pytest

from octotui.config.crash import InternalError
from octotui.ui.app import OctotuiApp
from octotui.ui.faults import KeepsFault, run_safely


def fail(*_, **__):
    raise ZeroDivisionError("planted")


async def test_an_app_in_a_test_still_fails(sample, opened, monkeypatch):
    monkeypatch.setattr(OctotuiApp, "do_lock", fail)
    with pytest.raises(ZeroDivisionError):
        async with opened(sample()) as (_, pilot):
            await pilot.press("L")


def test_what_the_input_thread_says_is_kept_and_the_first_error_stays():
    app = KeepsFault()
    app.panic("the input thread failed")
    app.panic("and something else after it")
    assert isinstance(app.fault, RuntimeError)
    assert app.fault.__notes__ == ["the input thread failed\n"]


class FailsWhileItCloses(KeepsFault):
    def on_mount(self):
        self.exit(0)

    def on_unmount(self):
        fail()


def test_an_error_while_it_closes_is_an_internal_error_too():
    app = FailsWhileItCloses()
    app.run = lambda **_: KeepsFault.run(app, headless=True)
    with pytest.raises(InternalError, match="your changes are saved") as caught:
        run_safely(app, mouse=False, save=lambda: "your changes are saved")
    assert isinstance(caught.value.__cause__, ZeroDivisionError)


def test_a_save_that_fails_as_well_is_told():
    app = KeepsFault()
    app.run = fail
    with pytest.raises(InternalError, match="could not be saved: ZeroDivisionError"):
        run_safely(app, mouse=False, save=fail)
