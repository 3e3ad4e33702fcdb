import time

import pytest

from octotui.plan.plan import by_id
from octotui.ui.widgets.kanban import Kanban
from tests.ui.conftest import saved, until

SMALL = """\
[[items]]
id = "one"
title = "The first thing"

[[items]]
id = "two"
title = "The second thing"
column = "in-progress"
started = 2026-11-16
points = 3
owner = "ana"

[[items]]
id = "three"
title = "The third thing"
column = "in-progress"
"""


@pytest.fixture
def small(tmp_path):
    path = tmp_path / "plan.toml"
    path.write_text(SMALL)
    return path


def card(app, name):
    return by_id(app.session.plan.items, name)


def screen_of(app):
    board = app.main.query_one(Kanban)
    return [board.render_line(y).text for y in range(board.size.height)]


async def test_a_card_goes_through_the_columns_and_the_cursor_with_it(small, opened):
    async with opened(small) as (app, pilot):
        await pilot.press("3")
        board = app.main.tab.board
        assert (board.key, board.pile) == ("one", "backlog")
        await pilot.press(">", ">")
        assert (board.key, board.pile) == ("one", "in-progress")
        assert str(card(app, "one").started) == "2026-11-20"
        await pilot.press("<", "<")
        await saved(app, pilot)
        assert small.read_text() == SMALL
        await pilot.press("<")
        assert board.pile == "backlog"


async def test_a_letter_picks_the_column_for_all_that_are_marked(small, opened):
    async with opened(small) as (app, pilot):
        await pilot.press("3", "l", "l", "v", "j", "space", "s", "d")
        await saved(app, pilot)
        assert [(item.id, item.column) for item in app.session.plan.items[1:]] == [("two", "done"), ("three", "done")]
        assert str(card(app, "two").finished) == "2026-11-20"
        await pilot.press("u")
        await saved(app, pilot)
        assert small.read_text() == SMALL


async def test_cards_are_put_in_order(small, opened):
    async with opened(small) as (app, pilot):
        await pilot.press("3", "l", "l", "J")
        board = app.main.tab.board
        assert (board.keys_in("in-progress"), board.key) == (["three", "two"], "two")
        await pilot.press("K")
        await saved(app, pilot)
        assert small.read_text() == SMALL


async def test_a_new_card_goes_into_the_column_under_the_cursor_also_an_empty_one(small, opened):
    async with opened(small) as (app, pilot):
        await pilot.press("3", "l", "a", *"New", "enter")
        await until(pilot, lambda: len(app.session.plan.items) == 4)
        await until(pilot, lambda: app.main.tab.board.key == "new")
        assert (card(app, "new").column, card(app, "new").started) == ("ready", None)


async def test_the_cursor_follows_a_card_that_others_move(small, opened):
    async with opened(small) as (app, pilot):
        await pilot.press("3", "l", "l", "j")
        board = app.main.tab.board
        assert board.key == "three"
        small.write_text(SMALL.replace('third thing"\ncolumn = "in-progress"', 'third thing"\ncolumn = "qa"'))
        await until(pilot, lambda: board.pile == "qa")
        assert board.key == "three"
        assert board.look_of("three") == "cursor"
        small.write_text(small.read_text().replace("The first", "The very first"))
        await until(pilot, lambda: board.look_of("one") == "glow")


async def test_the_story_says_which_rules_are_broken_and_the_pull_request_is_edited_there(sample, opened):
    async with opened(sample(), size=(120, 50)) as (app, pilot):
        await pilot.press("3", "l", "l", "l", "enter")
        story = app.main.tab.story
        await until(pilot, lambda: story.part == ("items", "inf-55"))
        told = "\n".join("".join(text for text, _ in line) for line in story._told.lines)
        for words in ("612 changed lines, at most 400", "no approval, at least 1", "Neo4j", "e-8", "No pause over"):
            assert words in told
        await pilot.press("j", "e", "tab", "end", *[*["backspace"] * 3, *"90"], "enter")
        await until(pilot, lambda: card(app, "inf-55").pr.lines == 90)
        await pilot.press("escape")
        assert app.main.tab.board.has_focus


async def test_flags_and_sprints_are_filtered(sample, opened):
    async with opened(sample()) as (app, pilot):
        await pilot.press("3", "/", *"sprint:s5 flag:lines")
        await until(pilot, lambda: app.main.tab.board.keys == ["inf-55"])
        await pilot.press("escape")
        await until(pilot, lambda: len(app.main.tab.board.keys) == len(app.session.plan.items))


async def test_a_column_over_its_limit_says_so_without_colour(sample, opened):
    async with opened(sample(), size=(160, 40)) as (app, pilot):
        await pilot.press("3")
        heading = screen_of(app)[0]
        assert "▲ In Review" in heading
        assert "4/3" in heading
        assert "▲ In Progress" not in heading


@pytest.mark.parametrize(("width", "columns"), [(80, 3), (120, 5), (160, 6)])
async def test_a_window_of_columns_follows_the_cursor(sample, opened, width, columns):
    names = ["Backlog", "Ready", "In Progress", "In Review", "QA", "Done"]
    async with opened(sample(), size=(width, 24)) as (app, pilot):
        await pilot.press("3")
        heading = screen_of(app)[0]
        assert [name for name in names if name in heading] == names[:columns]
        assert (f"{6 - columns}›" in heading) == (columns < 6)
        await pilot.press("l", "l", "l", "l", "l")
        heading = screen_of(app)[0]
        assert [name for name in names if name in heading] == names[-columns:]
        assert (f"‹{6 - columns}" in heading) == (columns < 6)


async def test_the_card_under_the_cursor_is_in_sight_wherever_one_goes(sample, opened):
    async with opened(sample(), size=(80, 24)) as (app, pilot):
        await pilot.press("3", "l", "l", "l", "l", "l")
        for key in ("G", "g", "pagedown", "pagedown", "pageup", "k"):
            await pilot.press(key)
            title = card(app, app.main.tab.board.key).title.split()[0]
            assert any(title in line for line in screen_of(app)), key


async def test_a_click_selects_a_card(small, opened):
    async with opened(small, size=(160, 40)) as (app, pilot):
        await pilot.press("3")
        board = app.main.tab.board
        line = next(y for y, text in enumerate(screen_of(app)) if "third" in text)
        await pilot.click(board, offset=(screen_of(app)[line].index("third") + 1, line))
        assert board.key == "three"


async def test_an_empty_board_teaches(tmp_path, opened):
    path = tmp_path / "plan.toml"
    path.write_text('[project]\nname = "New"\n')
    async with opened(path) as (app, pilot):
        await pilot.press("3")
        assert "[[items]]" in str(app.main.tab.story._told.lines)
        await pilot.press("a", *"First", "enter")
        await until(pilot, lambda: app.main.tab.board.key == "first")


async def test_a_thousand_cards_move_as_fast_as_a_hundred(tmp_path, opened):
    async def seconds(count):
        path = tmp_path / f"{count}.toml"
        cards = (f'[[items]]\nid = "c{n}"\ntitle = "Card number {n} of many"\n' for n in range(count))
        path.write_text("\n".join(cards))
        async with opened(path) as (app, pilot):
            await pilot.press("3")
            board, taken = app.main.tab.board, []
            for _ in range(60):
                start = time.perf_counter()
                board.do_down()
                taken.append(time.perf_counter() - start)
            assert board.key == "c60"
            assert len(board._drawing._blocks) < 150, "only cards that were in sight are drawn"
            return sorted(taken)[len(taken) // 2]

    assert await seconds(1000) < 4 * await seconds(100)
