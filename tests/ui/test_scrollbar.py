"""The scrollbar beside lines: it looks as Textual's, and the mouse works it."""

import pytest
from textual.geometry import Region
from textual.widget import Widget

from tests.ui.conftest import until


def cells(strips):
    """Every cell with its colours."""
    return [
        (char, segment.style.color, segment.style.bgcolor, segment.style.reverse)
        for strip in strips
        for segment in strip
        for char in segment.text
    ]


@pytest.mark.parametrize("grabbed", [False, True])
async def test_it_looks_as_textuals_own_wherever_it_stands(opened, sample, grabbed):
    async with opened(sample(), size=(80, 24)) as (app, pilot):
        await pilot.press("4")
        bar = app.main.tab.table.vertical_scrollbar
        await until(pilot, lambda: bar.size.height > 0)
        bar.grabbed = bar.size.region.offset if grabbed else None
        lines = Region(0, 0, *bar.size)
        for most in (bar.window_virtual_size, bar.window_size + 1, bar.window_size * 40, bar.window_size - 1):
            bar.window_virtual_size = most
            for position in range(0, max(most - bar.window_size, 0) + 1, 3):
                bar.position = position
                bar._styles_cache.clear()
                assert cells(bar.render_lines(lines)) == cells(Widget.render_lines(bar, lines))
        bar.grabbed = None


async def test_a_click_below_the_thumb_goes_a_page_down(opened, sample):
    async with opened(sample(), size=(80, 24)) as (app, pilot):
        await pilot.press("4")
        table = app.main.tab.table
        bar = table.vertical_scrollbar
        await until(pilot, lambda: bar.size.height > 0)
        await pilot.click(bar, offset=(0, bar.size.height - 1))
        await until(pilot, lambda: table.scroll_offset.y > 0)
