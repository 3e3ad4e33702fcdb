import pytest
from textual import events

from octotui.config.commands import COMMANDS
from octotui.plan.frozen import replace
from octotui.ui.dialogs.pick import Pick
from octotui.ui.tabs import GROUPS
from tests.ui.conftest import saved, until


async def test_numbers_and_brackets_go_through_the_tabs(sample, opened):
    async with opened(sample()) as (app, pilot):
        for group in GROUPS[1:]:
            await pilot.press(group.key)
            assert app.main.tab.view is group.views[0]
        await pilot.press("]")
        assert app.main.tab.view is GROUPS[0].views[0]
        await pilot.press("[")
        assert app.main.tab.view is GROUPS[-1].views[0]


async def test_a_tab_that_was_never_opened_is_not_built(sample, opened):
    async with opened(sample()) as (app, pilot):
        assert len(app.main.query_one("#body").children) == 1
        await pilot.press("4")
        assert len(app.main.query_one("#body").children) == 2


@pytest.mark.parametrize("save", ["replace", "truncate"])
async def test_what_somebody_saves_appears_and_the_cursor_stays(sample, opened, save):
    path = sample()
    async with opened(path) as (app, pilot):
        await pilot.press("2", "j", "j")
        key = app.main.tab.table.key
        text = path.read_text().replace('"Observability"', '"Seeing things"')
        if save == "replace":
            beside = path.with_name("beside")
            beside.write_text(text)
            beside.replace(path)
        else:
            path.write_text(text)
        await until(pilot, lambda: app.snapshot.plan.batches[4].name == "Seeing things")
        assert app.main.tab.table.key == key
        await until(pilot, lambda: "Seeing things" in app.export_screenshot().replace("&#160;", " "))


async def test_a_broken_file_never_replaces_the_plan_and_is_followed_when_well_again(sample, opened):
    path = sample()
    good = path.read_text()
    async with opened(path) as (app, pilot):
        path.write_text(good + "\nthis is = = not toml\n")
        await until(pilot, lambda: app.session.state.state == "broken")
        await until(pilot, lambda: app.main.query_one("#banner").has_class("-shown"))
        assert len(app.snapshot.plan.batches) == 5
        path.write_text(good.replace('"Observability"', '"Well again"'))
        await until(pilot, lambda: app.snapshot.plan.batches[4].name == "Well again")
        await until(pilot, lambda: not app.main.query_one("#banner").has_class("-shown"))


async def test_both_changes_stay_when_two_change_different_things(sample, opened):
    path = sample()
    async with opened(path) as (app, pilot):
        await pilot.press("2")
        path.write_text(path.read_text().replace('"Observability"', '"Seeing things"'))
        await pilot.press("s", "b")
        await until(pilot, lambda: '"Seeing things"' in path.read_text() and "saved" in app.session.state.state)
        await until(pilot, lambda: app.session.plan.batches[4].name == "Seeing things")
        assert app.session.plan.batches[0].status == "blocked"


async def test_undo_leaves_what_somebody_else_changed_since(sample, opened):
    path = sample()
    async with opened(path) as (app, pilot):
        await pilot.press("2", "s", "b")
        await saved(app, pilot)
        path.write_text(path.read_text().replace('"blocked"', '"queued"', 1))
        await until(pilot, lambda: app.session.plan.batches[0].status == "queued")
        await pilot.press("u")
        assert app.session.plan.batches[0].status == "queued"


async def test_a_locked_plan_is_looked_at_only(sample, opened):
    path = sample()
    before = path.read_text()
    async with opened(path, readonly=True) as (app, pilot):
        await pilot.press("2", "s")
        assert len(app.screen_stack) == 1
        await pilot.press("+", "L", "s", "b")
        await saved(app, pilot)
        assert app.session.plan.batches[0].status == "blocked"
        assert path.read_text() != before


async def test_the_filter_narrows_and_escape_clears(sample, opened):
    async with opened(sample()) as (app, pilot):
        await pilot.press("4", "/", *"owner:ana")
        tab = app.main.tab
        owners = {risk.owner for risk in app.session.plan.risks if risk.id in tab.table.keys}
        assert owners == {"ana"}
        await pilot.press("enter", "escape")
        assert len(tab.table.keys) == len(app.session.plan.risks)


async def test_the_palette_finds_anything_and_goes_there(sample, opened):
    async with opened(sample()) as (app, pilot):
        await pilot.press(":", *"r-gpu", "enter")
        await until(pilot, lambda: app.main.tab.selected_path() == ("risks", "r-gpu"))


async def test_the_help_lists_every_command_with_its_keys(sample, opened):
    async with opened(sample()) as (app, pilot):
        await pilot.press("?")
        assert isinstance(app.screen, Pick)
        listed = {option.value for option in app.screen._options}
        assert {f"command:{command.id}" for command in COMMANDS} <= listed


async def test_a_users_key_takes_the_place_of_the_declared_one(sample, opened):
    async with opened(sample(), keys={"status": ("x",)}) as (app, pilot):
        await pilot.press("2", "s")
        assert len(app.screen_stack) == 1
        await pilot.press("x")
        assert len(app.screen_stack) == 2


async def test_the_smallest_terminal_keeps_working(sample, opened):
    async with opened(sample(), size=(60, 15)) as (app, pilot):
        for key in ("1", "2", "4", "5", "6", "7"):
            await pilot.press(key, "j", "tab", "j", "escape")
        assert app.is_running


@pytest.mark.parametrize("glyphs", ["unicode", "ascii"])
async def test_ascii_glyphs_are_ascii(tmp_path, opened, glyphs):
    path = tmp_path / "plan.toml"
    path.write_text('[[batches]]\nname = "One"\nstatus = "blocked"\nprogress = 50\n')
    async with opened(path, glyphs=glyphs) as (app, pilot):
        await pilot.press("2")
        rows = [text for text, _ in app.main.tab.table.draw(0, 80)]
        assert "".join(rows).isascii() == (glyphs == "ascii")


async def test_control_characters_of_a_plan_do_not_reach_the_screen(tmp_path, opened):
    path = tmp_path / "plan.toml"
    path.write_text('[[batches]]\nname = "a\\u001b]52;c;AAAA\\u0007b\\u202ec\\u0085"\nnotes = "x\\u001b[2Jy"\n')
    async with opened(path) as (app, pilot):
        await pilot.press("2")
        drawn = "".join(
            segment.text for line in app.screen._compositor.render_strips() for segment in line if not segment.control
        )
        assert not {"\x1b", "\x07", "\u202e", "\x85"} & set(drawn)


async def test_a_click_selects_and_never_edits(sample, opened):
    path = sample()
    before = path.read_text()
    async with opened(path) as (app, pilot):
        await pilot.click("#tabs", offset=(20, 0))
        assert app.main.tab.view.title == "Batches"
        await pilot.click("#list", offset=(10, 3))
        assert app.main.tab.selected_path() == ("batches", "batch-3")
        await pilot.click("#footer", offset=(3, 0))
        assert len(app.screen_stack) == 2, "a hint in the footer is its key"
        await pilot.press("escape")
        assert path.read_text() == before


async def test_fast_keys_reach_the_dialog_they_are_meant_for(sample, opened):
    async with opened(sample()) as (app, pilot):
        for key in "2jsd":
            app.post_message(events.Key(key, key))
        await until(pilot, lambda: app.session.plan.batches[1].status == "done")


async def test_a_narrow_terminal_that_grows_gets_its_panes_side_by_side(sample, opened):
    async with opened(sample(), size=(80, 24)) as (app, pilot):
        await pilot.press("2")
        side = app.main.tab.query_one("#side")
        assert side.region.x == 0
        await pilot.resize_terminal(180, 40)
        await until(pilot, lambda: side.region.x > 50)


async def test_leaving_with_changes_that_cannot_be_saved_is_asked_about(sample, opened):
    path = sample()
    good = path.read_text()
    async with opened(path) as (app, pilot):
        path.write_text("broken = = 1")
        await until(pilot, lambda: app.session.state.state == "broken")
        await pilot.press("2", "s", "b")
        await until(pilot, lambda: app.session.unsaved and app.session.state.problems)
        await pilot.press("q")
        assert len(app.screen_stack) == 2
        await pilot.press("n")
        path.write_text(good)
        await until(pilot, lambda: app.session.unsaved == 0)
        assert path.read_text().count('"blocked"') == good.count('"blocked"') + 1


def said(app):
    return "".join(text for text, _ in app.main.query_one("#said").left)


async def test_where_nothing_can_be_remembered_or_copied_it_is_said(opened, sample, own_home, monkeypatch):
    from octotui.ui import clipboard

    (own_home / "state" / "octotui").mkdir(parents=True)
    monkeypatch.setattr(clipboard, "_copy_native", lambda _: False)
    monkeypatch.setenv("TERM", "dumb")
    async with opened(sample()) as (app, pilot):
        (own_home / "state" / "octotui" / "copied.txt").mkdir()
        await pilot.press("2", "y")
        assert "Not copied: " in said(app)
        app.settings = replace(app.settings, memory=own_home / "state" / "octotui" / "copied.txt")
        await pilot.press("T", "down", "enter")
        await until(pilot, lambda: "Not remembered: " in said(app))
