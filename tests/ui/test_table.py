from contextlib import asynccontextmanager

import pytest
from textual import on
from textual.app import App
from textual.widget import Widget

from octotui.ui.glyphs import GLYPH_SETS
from octotui.ui.ink import Inks
from octotui.ui.text import say
from octotui.ui.themes import THEMES
from octotui.ui.widgets.table import Column, Row, Table
from tests.ui.conftest import until

COLUMNS = (Column("Id", most=8), Column("Name"), Column("Owner", most=10, rank=2), Column("Due", most=10, rank=1))


class TableApp(App[None]):
    """A table, and what it asks an app for."""

    glyphs = GLYPH_SETS["unicode"]

    def __init__(self, columns=COLUMNS):
        super().__init__()
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = THEMES[0].name
        self.inks = Inks(self.theme_variables)
        self.table = Table(columns)
        self.moved = []

    def compose(self):
        yield self.table

    @on(Table.Moved)
    def _moved(self, event):
        self.moved.append(event.key)


@asynccontextmanager
async def shown(rows=(), size=(60, 12), columns=COLUMNS):
    app = TableApp(columns)
    async with app.run_test(size=size) as pilot:
        app.table.fill(rows)
        app.table.focus()
        await pilot.pause()
        app.moved.clear()
        yield app.table, pilot


def row(key, name="", drawn=None):
    def cells():
        if drawn is not None:
            drawn.append(key)
        return (say(key),), (say(name or f"name of {key}"),), (say("dana"),), (say("2026-12-01"),)

    return Row(key, cells)


def heading(key):
    return Row(key, lambda: ((say(key, "bold"),),), heading=True)


def rows(*keys):
    return [row(key) for key in keys]


def screen_of(pilot):
    """The lines of the screen as text."""
    return ["".join(part.text for part in line) for line in pilot.app.screen._compositor.render_strips()]


async def test_the_cursor_stays_on_its_id_when_rows_come_go_and_change_places():
    async with shown(rows("a", "b", "c")) as (table, pilot):
        table.do_down()
        assert table.key == "b"
        table.fill(rows("c", "x", "y", "b", "a"))
        assert (table.key, table.cursor) == ("b", 3)
        table.fill(rows("b"))
        assert (table.key, table.cursor) == ("b", 0)
        await pilot.pause()
        assert pilot.app.moved == ["b"], "that it stayed is no move"


async def test_when_its_row_is_gone_the_cursor_stays_at_its_place():
    async with shown(rows("a", "b", "c")) as (table, pilot):
        table.go_to("b")
        table.fill(rows("a", "c"))
        assert table.key == "c"
        table.fill(rows("a"))
        assert table.key == "a"
        table.fill(())
        assert (table.key, table.keys) == (None, [])
        await pilot.pause()
        assert pilot.app.moved == ["b", "c", "a", None]
        table.do_down()
        table.do_bottom()
        table.toggle_mark()
        assert table.marks == frozenset()


async def test_the_cursor_stops_at_both_ends():
    async with shown(rows("a", "b")) as (table, _):
        table.do_up()
        assert table.key == "a"
        table.do_bottom()
        table.do_down()
        assert table.key == "b"
        table.do_top()
        assert table.key == "a"


async def test_headings_are_passed_over():
    every = [heading("A"), *rows("a1", "a2"), heading("B"), heading("C"), *rows("c1"), heading("D")]
    async with shown(every) as (table, _):
        passed = []
        for step in [table.do_down] * 3 + [table.do_up] * 3:
            passed.append(table.key)
            step()
        assert passed == ["a1", "a2", "c1", "c1", "a2", "a1"]
        assert table.keys == ["a1", "a2", "c1"]
        table.do_bottom()
        assert table.key == "c1"


async def test_a_table_of_headings_alone_has_nothing_under_the_cursor():
    async with shown([heading("A"), heading("B")]) as (table, _):
        assert table.key is None
        table.do_down()
        table.toggle_mark()
        assert (table.key, table.marks) == (None, frozenset())


async def test_marks_stay_with_their_rows_and_go_with_them():
    async with shown(rows("a", "b", "c")) as (table, _):
        table.toggle_mark()
        table.do_down()
        table.toggle_mark()
        assert (table.marks, table.key) == ({"a", "b"}, "b")
        table.fill(rows("c", "b", "x"))
        assert table.marks == {"b"}
        table.go_to("b")
        table.toggle_mark()
        assert table.marks == frozenset()
        table.toggle_mark()
        table.clear_marks()
        assert table.marks == frozenset()


async def test_a_mark_is_seen_without_colour():
    async with shown(rows("a", "b")) as (table, pilot):
        table.toggle_mark()
        await pilot.pause()
        assert pilot.app.glyphs.mark in screen_of(pilot)[1]
        assert pilot.app.glyphs.mark not in screen_of(pilot)[2]


async def test_a_row_that_is_not_there_is_not_gone_to():
    async with shown(rows("a", "b")) as (table, _):
        assert table.go_to("b")
        assert not table.go_to("x")
        assert table.key == "b"


async def test_only_rows_in_sight_are_drawn_however_many_there_are():
    drawn = []
    many = [row(f"k{number}", drawn=drawn) for number in range(10_000)]
    async with shown(many, size=(60, 12)) as (table, pilot):
        measured = len(set(drawn))
        assert measured <= 250, "and a sample of them to find the widths"
        assert len(list(pilot.app.query(Widget))) < 10
        drawn.clear()
        table.do_bottom()
        await pilot.pause()
        assert table.key == "k9999"
        assert 0 < len(set(drawn)) <= 12
        assert any("k9999" in line for line in screen_of(pilot))
        drawn.clear()
        table.do_up()
        await pilot.pause()
        assert len(set(drawn)) <= 2


async def test_when_a_cell_changes_only_its_row_is_drawn_again():
    drawn = []
    keys = [f"k{number}" for number in range(8)]
    async with shown([row(key, drawn=drawn) for key in keys]) as (table, pilot):
        fresh = [row(key, name="other" if key == "k3" else "", drawn=drawn) for key in keys]
        drawn.clear()
        table.fill(fresh, frozenset({"k3"}))
        measured = len(drawn)
        await pilot.pause()
        assert drawn[measured:] == ["k3"]
        assert any("other" in line for line in screen_of(pilot))


async def test_a_cell_that_grows_makes_its_column_wider():
    async with shown([row("a"), row("b")]) as (table, pilot):
        table.fill([row("a"), row("longer-id")], frozenset({"b", "longer-id"}))
        table.fill([row("longer-id"), row("b", name="changed")], frozenset({"b"}))
        await pilot.pause()
        lines = screen_of(pilot)
        assert "longer-…" in lines[1]
        assert lines[1].index("name of") == lines[2].index("changed")


async def test_columns_go_by_rank_when_it_is_narrow():
    async with shown(rows("a", "b"), size=(60, 6)) as (_, pilot):
        seen = {}
        for width in (60, 30, 20, 14):
            await pilot.resize_terminal(width, 6)
            await until(pilot, lambda width=width: len(screen_of(pilot)[0]) == width)
            await pilot.pause()
            seen[width] = [title for title in ("Id", "Name", "Owner", "Due") if title in screen_of(pilot)[0]]
        assert seen[60] == ["Id", "Name", "Owner", "Due"]
        assert seen[14] == ["Id", "Name"], "what has rank 0 never goes"
        assert "Owner" not in seen[20]
        counts = [len(seen[width]) for width in seen]
        assert counts == sorted(counts, reverse=True)
        assert not any("Owner" in titles and "Due" not in titles for titles in seen.values())


@pytest.mark.parametrize("width", range(1, 70, 4))
async def test_columns_fill_the_width_and_no_more(width):
    table = Table(COLUMNS)
    widths = table._shared_out(width)
    shown_columns = [number for number, room in enumerate(widths) if room]
    total = sum(widths) + 2 * (len(shown_columns) - 1)
    assert total == width or width < 16, "below that the columns that never go have no room"


async def test_what_is_not_in_sight_is_scrolled_to_with_room_around():
    async with shown(rows(*(f"k{number}" for number in range(50))), size=(60, 12)) as (table, pilot):
        table.go_to("k30")
        await pilot.pause()
        place = next(number for number, text in enumerate(screen_of(pilot)) if "k30 " in text)
        assert 2 <= place <= 9
        assert "Id" in screen_of(pilot)[0], "the headings stay"
        table.do_top()
        await pilot.pause()
        assert "k0 " in screen_of(pilot)[1]


async def test_a_table_that_is_not_in_sight_waits_until_it_is_and_does_nothing_meanwhile():
    async with shown(rows(*"abcdefghijklmnopqrstuvwxyz")) as (table, pilot):
        table.display = False
        await pilot.pause()
        asked = []
        table.show_line = lambda *line: asked.append(line) or Table.show_line(table, *line)
        table.go_to("z")
        await pilot.pause()
        assert asked == [(25, table._margin)], "it was asked once and does not ask itself again and again"
        table.display = True
        await pilot.pause()
        assert "name of z" in "".join(screen_of(pilot))


async def test_a_click_selects_a_row_and_never_a_heading():
    async with shown([heading("A"), *rows("a", "b", "c")]) as (table, pilot):
        await pilot.click(Table, offset=(5, 3))
        assert table.key == "b"
        await pilot.click(Table, offset=(5, 1))
        await pilot.click(Table, offset=(5, 0))
        await pilot.click(Table, offset=(5, 9))
        assert table.key == "b"


async def test_what_just_changed_glows_and_fades(monkeypatch):
    monkeypatch.setattr("octotui.ui.widgets.things.GLOW_SECONDS", 0.01)
    async with shown(rows("a", "b")) as (table, pilot):
        table.glow(frozenset({"b", "gone"}))
        assert table.background_of(1) == "glow"
        await until(pilot, lambda: table.background_of(1) == "")


async def test_text_of_a_plan_in_a_cell_is_literal():
    async with shown([row("a", "[bold]x[/] \x1b[2J")]) as (_, pilot):
        assert "[bold]x[/] ␛[2J" in screen_of(pilot)[1]
