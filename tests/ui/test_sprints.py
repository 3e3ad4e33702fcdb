import subprocess
import sys

from octotui.plan.plan import by_id
from tests.ui.conftest import saved, until


def told(app):
    return "\n".join("".join(text for text, _ in line) for line in app.main.tab.story._told.lines)


async def test_the_running_sprint_comes_first_with_its_figures_and_charts(sample, opened):
    async with opened(sample(), size=(120, 50)) as (app, pilot):
        await pilot.press("3", "3")
        assert app.main.tab.table.key == "s5"
        await until(pilot, lambda: "Velocity" in told(app))
        words = told(app)
        for figure in ("Planned        34", "Added           3", "Completed       5", "Blocked        11"):
            assert figure in words
        assert "12–18 of 37 points by 27 Nov" in words
        assert "22.7 points a sprint" in words
        assert any(0x2801 <= ord(char) <= 0x28FF for char in words)
        assert "\x1b" not in words


async def test_ascii_glyphs_draw_ascii_charts(sample, opened):
    async with opened(sample(), size=(120, 50), glyphs="ascii") as (app, pilot):
        await pilot.press("3", "3")
        await until(pilot, lambda: "Velocity" in told(app))
        start, end = told(app).index("Burndown"), told(app).index("Cards")
        drawn = told(app)[start:end].replace("–", "-").replace("…", ".")
        assert drawn.isascii()
        assert "*" in drawn


async def test_an_old_sprint_has_its_own_story_and_a_card_leads_to_the_board(sample, opened):
    async with opened(sample(), size=(120, 50)) as (app, pilot):
        await pilot.press("3", "3", "j", "j")
        assert app.main.tab.table.key == "s3"
        assert "by " not in told(app)
        await pilot.press("enter", "j", "enter")
        await until(pilot, lambda: app.main.tab.view.title == "Board")
        assert by_id(app.session.plan.items, app.main.tab.board.key).sprint == "s3"


async def test_what_the_board_does_shows_here(sample, opened):
    async with opened(sample(), size=(120, 50)) as (app, pilot):
        await pilot.press("3", "3", "}", "l", "l", "l", "l", "s", "d")
        await saved(app, pilot)
        await pilot.press("}")
        await until(pilot, lambda: "Completed       8" in told(app))


async def test_without_days_there_is_no_burndown_but_a_word_why(tmp_path, opened):
    path = tmp_path / "plan.toml"
    path.write_text('[sprints]\ns1 = { name = "One" }\n')
    async with opened(path) as (app, pilot):
        await pilot.press("3", "3")
        await until(pilot, lambda: "A burndown needs" in told(app))


def test_charts_cost_nothing_until_one_is_drawn():
    program = "import octotui.ui.app, sys; sys.exit('plotille' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
