from octotui.plan.plan import by_id
from tests.ui.conftest import saved, until


async def at(app, pilot, escalation_id):
    await pilot.press("5")
    app.main.tab.go_to(("escalations", escalation_id))
    await pilot.pause()


async def test_levels_stand_in_order_security_first(sample, opened):
    async with opened(sample()) as (app, pilot):
        await pilot.press("5")
        levels = [by_id(app.session.plan.escalations, key) for key in app.main.tab.table.keys]
        open_levels = [one.level for one in levels if one.is_open]
        assert open_levels == sorted(open_levels, key=["security", "3", "2", "1"].index)


async def test_raising_goes_up_a_level_with_a_record(sample, opened):
    path = sample()
    async with opened(path) as (app, pilot):
        await pilot.press("5")
        one = next(one for one in app.session.plan.escalations if one.is_open and one.level == "1")
        await at(app, pilot, one.id)
        await pilot.press("!", *"no answer", "enter")
        await until(pilot, lambda: by_id(app.session.plan.escalations, one.id).level == "2")
        raised = by_id(app.session.plan.escalations, one.id)
        assert (raised.history[-1].did, raised.history[-1].note, raised.history[-1].by) == (
            "raised to level 2",
            "no answer",
            "ana",
        )
        assert app.main.tab.table.key == one.id, "the cursor goes with it to its new group"
        await saved(app, pilot)
        assert "raised to level 2" in path.read_text()


async def test_level_three_and_security_have_nobody_above(sample, opened):
    async with opened(sample()) as (app, pilot):
        await pilot.press("5")
        top = next(one for one in app.session.plan.escalations if one.is_open and one.level == "security")
        await at(app, pilot, top.id)
        await pilot.press("!")
        assert len(app.screen_stack) == 1
        assert by_id(app.session.plan.escalations, top.id).level == "security"


async def test_resolve_and_reopen_leave_records_and_undo_takes_both_back(sample, opened):
    path = sample()
    before = path.read_text()
    async with opened(path) as (app, pilot):
        await pilot.press("5")
        key = app.main.tab.table.key
        await pilot.press("s", "r")
        await until(pilot, lambda: not by_id(app.session.plan.escalations, key).is_open)
        app.main.tab.go_to(("escalations", key))
        await pilot.press("s", "o")
        await until(pilot, lambda: by_id(app.session.plan.escalations, key).is_open)
        did = [entry.did for entry in by_id(app.session.plan.escalations, key).history]
        assert did[-2:] == ["resolved", "reopened"]
        await saved(app, pilot)
        await pilot.press("u", "u")
        await until(pilot, lambda: path.read_text() == before)
