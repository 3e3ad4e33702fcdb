"""The parts of a thing: the cursor goes over them in the story, and the keys act on them."""

from octotui.plan.plan import by_id
from tests.ui.conftest import saved

PLAN = """\
[[batches]]
id = "b1"
name = "First"

[batches.gates.unit]
passed = false

[batches.gates.smoke]
passed = false

[[changes]]
id = "c1"
title = "Move the date"

[[risks]]
id = "r1"
title = "Rain"
batches = ["b1"]
"""


def plan_in(tmp_path):
    path = tmp_path / "plan.toml"
    path.write_text(PLAN)
    return path


async def test_the_keys_act_on_the_part_under_the_cursor(tmp_path, opened):
    async with opened(plan_in(tmp_path)) as (app, pilot):
        await pilot.press("2", "enter", "j", "space")
        await saved(app, pilot)
        smoke = app.session.plan.batches[0].gates[1]
        assert (smoke.id, smoke.passed, smoke.by) == ("smoke", True, "ana")
        assert not app.session.plan.batches[0].gates[0].passed
        await pilot.press("space")
        smoke = app.session.plan.batches[0].gates[1]
        assert (smoke.passed, smoke.by, smoke.at) == (False, "", None)
        await pilot.press("escape")
        assert app.main.tab.selected_path() == ("batches", "b1")


async def test_a_part_is_added_edited_and_deleted_in_the_story(tmp_path, opened):
    async with opened(plan_in(tmp_path)) as (app, pilot):
        await pilot.press("2", "enter", "a", *"load", "enter")
        await pilot.pause()
        assert [gate.id for gate in app.session.plan.batches[0].gates] == ["unit", "smoke", "load"]
        assert app.main.tab.selected_path() == ("batches", "b1", "gates", "load")
        await pilot.press("enter", "tab", *"nightly", "f2")
        assert app.session.plan.batches[0].gates[2].note == "nightly"
        await pilot.press("D", "y")
        assert len(app.session.plan.batches[0].gates) == 2
        assert app.main.tab.selected_path() == ("batches", "b1", "gates", "smoke")


async def test_enter_on_what_is_at_home_elsewhere_goes_there(tmp_path, opened):
    async with opened(plan_in(tmp_path)) as (app, pilot):
        await pilot.press("2", "enter", "j", "j", "enter")
        assert app.main.tab.selected_path() == ("risks", "r1")


async def test_a_jump_to_a_part_puts_the_cursor_on_it(tmp_path, opened):
    async with opened(plan_in(tmp_path)) as (app, pilot):
        await app.main.jump(("batches", "b1", "gates", "smoke"))
        await pilot.pause()
        assert app.main.tab.selected() == by_id(app.session.plan.batches[0].gates, "smoke")
