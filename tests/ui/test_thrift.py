"""What a key, an edit and a tab cost, in rows drawn and things looked at; nothing here looks at a clock."""

from __future__ import annotations

import asyncio
from collections import Counter
from contextlib import asynccontextmanager

import pytest
from textual._styles_cache import StylesCache
from textual.scrollbar import ScrollBar
from textual.widget import Widget

from octotui.plan.edits import Set
from octotui.session import Session
from octotui.ui.app import LOOK_AGAIN_SECONDS
from octotui.ui.snapshot import Snapshot
from octotui.ui.tabs import VIEWS
from octotui.ui.tabs.base import Tab
from octotui.ui.tabs.listing import ListTab
from octotui.ui.tabs.risks import RisksTab
from octotui.ui.widgets.blank import Blank
from octotui.ui.widgets.table import SAMPLE, Table
from tests.bench.plans import plan_text
from tests.ui.conftest import make_app, saved, until

MANY = 2_000
"""Entities, of which four hundred are risks."""


@pytest.fixture
def large(tmp_path):
    path = tmp_path / "plan.toml"
    path.write_text(plan_text(MANY))
    return path


@pytest.fixture
def counted(monkeypatch):
    """Counts calls: ``counted(Table, "draw")`` begins to."""
    counts: Counter[str] = Counter()

    def count(owner, name):
        real = getattr(owner, name)

        def counting(*arguments, **named):
            counts[name] += 1
            return real(*arguments, **named)

        monkeypatch.setattr(owner, name, counting)
        return counts

    return count


@asynccontextmanager
async def settled(path, view, **options):
    """The app on a view, drawn for real, with nothing more to do."""
    app = make_app(path, **options)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await app.main.go_to_view(VIEWS[view])
        await until(pilot, lambda: is_still(app))
        yield app, pilot


async def test_a_key_that_moves_draws_the_row_it_left_and_the_one_it_came_to(large, counted):
    async with settled(large, "risks") as (app, pilot):
        drawn = counted(Table, "draw")
        await pilot.press("j")
        await until(pilot, lambda: drawn["draw"] and is_still(app))
        assert app.main.tab.table.cursor == 1
        assert drawn["draw"] == 2


async def test_a_key_that_scrolls_draws_no_row_again_that_stays(large, counted):
    async with settled(large, "risks") as (app, pilot):
        await pilot.press("pagedown", "j", "j", "j")
        await until(pilot, lambda: is_still(app))
        drawn = counted(Table, "draw")
        await pilot.press("j")
        await until(pilot, lambda: drawn["draw"] and is_still(app))
        assert app.main.tab.table.scroll_offset.y
        assert drawn["draw"] <= 3


async def test_a_key_that_scrolls_frames_no_background_and_no_scrollbar_line_by_line(large, monkeypatch):
    async with settled(large, "risks") as (app, pilot):
        framed = []
        real = StylesCache.render_widget
        monkeypatch.setattr(
            StylesCache, "render_widget", lambda self, widget, crop: framed.append(widget) or real(self, widget, crop)
        )
        await pilot.press("pagedown", "j", "j")
        await until(pilot, lambda: framed and is_still(app))
        assert not [widget for widget in framed if isinstance(widget, (Blank, ScrollBar))]


async def test_a_key_that_moves_looks_at_no_other_thing(large, counted):
    async with settled(large, "risks") as (app, pilot):
        for owner, name in ((RisksTab, "things"), (ListTab, "_rows"), (Snapshot, "__init__"), (Table, "_measure")):
            counts = counted(owner, name)
        told = counted(RisksTab, "tell")
        await pilot.press("j", "k", "j")
        await until(pilot, lambda: is_still(app))
        assert told["tell"] <= 6  # once more where its scrollbar comes or goes
        assert not {name: count for name, count in counts.items() if name != "tell"}


async def test_one_edit_is_one_snapshot_one_save_and_one_row(large, counted):
    async with settled(large, "risks") as (app, pilot):
        counted(Snapshot, "__init__")
        counted(Session, "save")
        counted(ListTab, "_show_all")
        counts = counted(Table, "draw")
        path = app.main.tab.selected_path()
        app.change((Set((*path, "title"), app.plan.risks[0].title, "Another title"),))
        await saved(app, pilot)
        await until(pilot, lambda: counts["draw"] and is_still(app))
        assert counts == {"__init__": 1, "save": 1, "draw": 1}
        assert "Another title" in app.main.tab.table.render_line(app.main.tab.table.cursor + 1).text


async def test_an_edit_works_out_anew_only_the_figures_that_follow_from_what_it_touched(large, monkeypatch):
    async with settled(large, "risks") as (app, pilot):
        asked = []
        before = app.snapshot.kept.of
        monkeypatch.setattr(
            app.snapshot.kept, "of", lambda name, parts, work: before(name, parts, lambda: asked.append(name) or work())
        )
        path = app.main.tab.selected_path()
        app.change((Set((*path, "title"), app.plan.risks[0].title, "Another title"),))
        await until(pilot, lambda: asked and not app._to_do)
        assert {name.__name__ for name in asked} == {"risks", "open_risks", "critical_risks"}


@pytest.mark.parametrize("area", ["batches", "items", "risks", "checklists", "releases", "roles", "people", "board"])
async def test_every_figure_says_which_areas_it_follows_from(sample, opened, area):
    async with opened(sample()) as (app, _):
        kept = app.snapshot.kept
        [view.figure(app.snapshot) for view in VIEWS.values()]
        plan = type(app.plan).built({name: value for name, value in app.plan.given().items() if name != area})
        told = [
            [view.figure(Snapshot(plan, app.clock(), app.who, **known)) for view in VIEWS.values()]
            for known in ({"kept": kept}, {})
        ]
        assert told[0] == told[1]


async def test_a_view_that_was_never_opened_is_not_there(large):
    async with settled(large, "risks") as (app, _):
        assert {tab.view.name for tab in app.main.query(Tab)} == {"overview", "risks"}


async def test_a_hidden_view_is_not_shown_anew(large, counted):
    async with settled(large, "risks") as (app, pilot):
        await app.main.go_to_view(VIEWS["batches"])
        await pilot.pause()
        shown = counted(RisksTab, "show")
        path = ("risks", app.plan.risks[0].id, "title")
        app.change((Set(path, app.plan.risks[0].title, "Another title"),))
        await saved(app, pilot)
        assert not shown["show"]


async def test_many_rows_are_few_widgets_and_few_texts(large, counted):
    cells = counted(RisksTab, "cells")
    async with settled(large, "risks") as (app, _):
        assert len(app.main.tab.table.keys) > SAMPLE
        assert len(app.main.query(Widget)) < 60
        assert cells["cells"] <= SAMPLE + 2 * app.main.tab.table.size.height  # its scrollbar comes with the first


async def test_letters_of_a_filter_look_up_each_thing_once(large, counted):
    async with settled(large, "risks") as (app, pilot):
        await pilot.press("slash")
        await until(pilot, lambda: not app._to_do)
        counted(RisksTab, "things")
        counted(RisksTab, "fields")
        counts = counted(ListTab, "filter")
        await pilot.press(*"part")
        assert counts == {"filter": 4}


async def test_while_nobody_does_anything_only_the_clock_waits(large):
    async with settled(large, "risks") as (app, pilot):
        await pilot.press("j")
        app.main._hush()
        await until(pilot, lambda: len(running(app)) == 1)
        (clock,) = running(app)
        assert clock._interval == LOOK_AGAIN_SECONDS
        await asyncio.sleep(0)


def is_still(app):
    """Whether all is drawn, and nobody has anything left to do."""
    widgets = [*app.screen.walk_children(with_self=True)]
    waits = any(one.message_queue_size or one._repaint_required or one._layout_required for one in widgets)
    return not (waits or app._to_do or app.screen._dirty_widgets or app.screen._scroll_required) and bool(
        app.main.tab.table._strips
    )


def running(app):
    """The timers that wait for their time, of the app and of all that it shows."""
    pumps = [app, *app.screen.walk_children(with_self=True)]
    timers = [timer for pump in pumps for timer in pump._timers]
    return [timer for timer in timers if timer._task is not None and not timer._task.done() and timer._active.is_set()]
