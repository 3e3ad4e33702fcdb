import pytest

from octotui.plan.plan import by_id
from octotui.ui.widgets.chrome import OneLine
from tests.ui.conftest import saved, until

PLAN = """\
# Our plan
[project]
name = "Awkward"
start = 2026-10-19

[[batches]]          # the first
id = "batch-1"
name = "First"       # said [bold]aloud[/bold]
status = "in-progress"
progress = 40        # percent

[[batches]]
id = "batch-2"
name = "Second"
blockers = ["batch-1"]
"""


@pytest.fixture
def plan(tmp_path):
    path = tmp_path / "plan.toml"
    path.write_text(PLAN)
    return path


def changed_lines(before: str, after: str):
    old, new = before.splitlines(), after.splitlines()
    return [line for line in new if line not in old], [line for line in old if line not in new]


async def test_a_status_key_changes_just_that_line_and_undo_brings_the_bytes_back(plan, opened):
    async with opened(plan) as (app, pilot):
        await pilot.press("2", "s", "d")
        await saved(app, pilot)
        assert changed_lines(PLAN, plan.read_text()) == (['status = "done"'], ['status = "in-progress"'])
        await pilot.press("u")
        await until(pilot, lambda: plan.read_text() == PLAN)


async def test_s_twice_takes_the_next_status(plan, opened):
    async with opened(plan) as (app, pilot):
        await pilot.press("2", "s", "s")
        assert app.session.plan.batches[0].status == "blocked"


async def test_progress_goes_by_steps_and_stops_at_its_ends(plan, opened):
    async with opened(plan) as (app, pilot):
        await pilot.press("2", "+")
        assert app.session.plan.batches[0].progress == 45
        await pilot.press("j", "-")
        assert app.session.plan.batches[1].progress == 0
        await pilot.press("k", "%", *"100", "enter")
        await until(pilot, lambda: app.session.plan.batches[0].progress == 100)


async def test_marked_rows_change_together_and_come_back_together(plan, opened):
    async with opened(plan) as (app, pilot):
        await pilot.press("2", "v", "j", "v", "s", "b")
        assert [batch.status for batch in app.session.plan.batches] == ["blocked", "blocked"]
        await pilot.press("u")
        assert [batch.status for batch in app.session.plan.batches] == ["in-progress", "not-started"]


async def test_an_owner_and_a_target_are_typed(plan, opened):
    async with opened(plan) as (app, pilot):
        await pilot.press("2", "o", *"dana", "enter")
        await until(pilot, lambda: app.session.plan.batches[0].owner == "dana")
        await pilot.press("t", *"+3d", "enter")
        await until(pilot, lambda: str(app.session.plan.batches[0].target) == "2026-11-23")
        await saved(app, pilot)
        assert 'owner = "dana"' in plan.read_text()
        assert "target = 2026-11-23" in plan.read_text()


async def test_a_batch_is_added_by_the_form_and_deleted_with_a_question(plan, opened):
    async with opened(plan) as (app, pilot):
        await pilot.press("2", "a", *"Third", "enter")
        await until(pilot, lambda: by_id(app.session.plan.batches, "batch-3") is not None)
        assert app.main.tab.selected_path() == ("batches", "batch-3")
        await pilot.press("D", "enter")
        assert by_id(app.session.plan.batches, "batch-3") is not None, "No is the answer of the enter key"
        await pilot.press("D", "y")
        await until(pilot, lambda: by_id(app.session.plan.batches, "batch-3") is None)


async def test_the_form_refuses_what_does_not_fit_and_says_why(plan, opened):
    async with opened(plan) as (app, pilot):
        await pilot.press("2", "e")
        await pilot.press("tab", "tab", "tab", "end", *"000", "enter")
        said = str(app.screen.query_one(".panel").border_subtitle)
        assert "progress" in said
        assert "0 to 100" in said
        await pilot.press("escape")
        assert len(app.screen_stack) == 2, "what was typed is not thrown away by one key"
        await pilot.press("escape")
        assert app.session.plan.batches[0].progress == 40


async def test_a_form_leaves_what_nobody_typed_as_it_is_whatever_the_input_makes_of_it(tmp_path, opened):
    path = tmp_path / "plan.toml"
    path.write_text('[[batches]]\nid = "a"\nname = "A"\nsummary = "one\\u000Btwo\\u0085\\r\\n\\u001B[2J"\n')
    before = path.read_text()
    async with opened(path) as (app, pilot):
        await pilot.press("2", "e")
        assert len(app.screen_stack) == 2
        await pilot.press("escape")
        assert len(app.screen_stack) == 1
        await pilot.press("e", "end", "!", "f2")
        await saved(app, pilot)
        await until(pilot, lambda: "A!" in path.read_text())
    assert path.read_text() == before.replace('"A"', '"A!"')


async def test_what_it_waits_on_is_on_the_screen(plan, opened):
    async with opened(plan) as (app, pilot):
        await pilot.press("2", "j")
        story = app.main.tab.query_one("#story")
        told = "\n".join("".join(text for text, _ in line) for line in story.lines)
        assert "Waits on" in told
        assert "batch-1" in told


async def test_markup_in_a_name_is_text(plan, opened):
    async with opened(plan) as (app, pilot):
        await pilot.press("2", "e", "home", "shift+end", *"[/] [bold]x", "enter")
        await until(pilot, lambda: app.session.plan.batches[0].name == "[/] [bold]x")
        assert "[/] [bold]x" in app.export_screenshot().replace("&#160;", " ")


async def test_blockers_are_ticked_with_space(plan, opened):
    async with opened(plan) as (app, pilot):
        await pilot.press("2", "j", "b", "space", "enter")
        await until(pilot, lambda: app.session.plan.batches[1].blockers == ())
        await pilot.press("b", "space", *"GDPR", "enter")
        await until(pilot, lambda: app.session.plan.batches[1].blockers == ("batch-1", "GDPR"))


async def test_a_target_is_taken_away_by_an_empty_line(plan, opened):
    async with opened(plan) as (app, pilot):
        await pilot.press("2", "t", *"week 3", "enter")
        await until(pilot, lambda: app.session.plan.batches[0].target == "Week 3")
        await pilot.press("t", "ctrl+u", "enter")
        await until(pilot, lambda: app.session.plan.batches[0].target is None)


async def test_a_raised_blocker_is_taken_back_by_undo(plan, opened):
    async with opened(plan) as (app, pilot):
        await pilot.press("2", "!", *"No keys", "enter")
        await until(pilot, lambda: len(app.session.plan.escalations) == 1)
        await saved(app, pilot)
        await pilot.press("u")
        await until(pilot, lambda: plan.read_text() == PLAN)


async def test_what_is_said_to_be_done_says_what_is_still_open(plan, opened):
    async with opened(plan) as (app, pilot):
        await pilot.press("2", "j", "s", "d")
        await saved(app, pilot)

        assert by_id(app.session.plan.batches, "batch-2").is_done
        said = "".join(text for text, _ in app.main.query_one("#said", OneLine).left)
        assert "batch-2 status: not started → done" in said
        assert "still open: waits on batch-1" in said
