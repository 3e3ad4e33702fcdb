"""Pictures of every tab: at three sizes, dark and light, and without colour. Look at the report when one differs."""

import pytest

from octotui.plan.operations import set_field
from octotui.ui.tabs import VIEWS
from tests.ui.conftest import make_app, saved, until

SIZES = [(view, (80, 24)) for view in VIEWS]
WIDE = ("overview", "batches", "board", "sprints", "risks", "roles", "rhythm", "releases")
SIZES += [(view, (120, 40)) for view in WIDE]
SIZES += [("overview", (200, 60)), ("risks", (200, 60)), ("responsibilities", (200, 60))]


@pytest.mark.parametrize(("view", "size"), SIZES, ids=str)
def test_dark(snap_compare, sample, view, size):
    async def go(pilot):
        await pilot.app.main.go_to_view(VIEWS[view])

    assert snap_compare(make_app(sample()), run_before=go, terminal_size=size)


@pytest.mark.parametrize("theme", ["light", "contrast", "safe-dark", "safe-light"])
def test_themes(snap_compare, sample, theme):
    app = make_app(sample(), theme=f"octotui-{theme}")
    assert snap_compare(app, press=["4"], terminal_size=(120, 40))


@pytest.mark.parametrize(
    "keys", [["2", "s"], ["2", "e"], ["2", "b"], ["question_mark"], ["2", "D"], ["2", "t"]], ids=str
)
def test_dialogs(snap_compare, sample, keys):
    async def open_and_hold_still(pilot):
        await pilot.press(*keys)
        for typed in pilot.app.screen.query("Input, TextArea"):
            typed.cursor_blink = False

    app = make_app(sample())
    assert snap_compare(app, run_before=open_and_hold_still, terminal_size=(100, 30))


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=str)
def test_choosing_sides(snap_compare, sample, size):
    async def disagree(pilot):
        app, asked = pilot.app, pilot.app.session.plan
        for field, theirs, yours in (
            ("status", "queued", "done"),
            ("notes", "Waits for the vault.", "Sam goes on " * 9),
        ):
            path = ("batches", "batch-3", field)
            app.change(set_field(app.session.plan, path, theirs))
            app.change(set_field(asked, path, yours), made_for=asked)
        await saved(app, pilot)
        app.main._hush()
        await pilot.press("2", "C", "d")

    assert snap_compare(make_app(sample()), run_before=disagree, terminal_size=size)


@pytest.mark.parametrize("keys", ["1", "2", "3", "33", "6", "0"])
def test_empty_states_teach(snap_compare, keys, tmp_path):
    path = tmp_path / "plan.toml"
    path.write_text('[project]\nname = "New"\n')
    assert snap_compare(make_app(path), press=keys, terminal_size=(80, 24))


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=str)
@pytest.mark.parametrize("key", ["s", "g", "r"])
def test_meetings(snap_compare, sample, key, size):
    async def go(pilot):
        await pilot.press("m", key)
        await until(pilot, lambda: pilot.app.main.in_meeting)

    assert snap_compare(make_app(sample()), run_before=go, terminal_size=size)
