"""The metrics on screen: by group, new values with their day, targets that are numbers."""

from octotui.plan.plan import by_id
from tests.ui.conftest import saved, until


def metric(app, metric_id):
    return by_id(app.session.plan.metrics, metric_id)


def last_reading(app, metric_id):
    reading = metric(app, metric_id).history[-1]
    return str(reading.on), reading.value


async def test_groups_stand_in_order_and_what_is_missed_comes_first_in_each(sample, opened):
    async with opened(sample()) as (app, pilot):
        await pilot.press("0")
        metrics = [metric(app, key) for key in app.main.tab.table.keys]
        groups = list(dict.fromkeys(one.group for one in metrics))
        assert groups == ["quality", "business", "efficiency", "team", ""]
        quality = [one.state for one in metrics if one.group == "quality"]
        assert quality == sorted(quality, key=("missed", "met").index)
        assert app.main.tab.view.figure(app.snapshot) == "10 missed"


async def test_a_typed_value_is_kept_as_the_reading_of_the_day_and_undone_with_it(sample, opened):
    path = sample()
    async with opened(path) as (app, pilot):
        await pilot.press("0")
        app.main.tab.go_to(("metrics", "coverage"))
        await pilot.press("%", *"81,5 %", "enter")
        await until(pilot, lambda: metric(app, "coverage").value == 81.5)
        assert last_reading(app, "coverage") == ("2026-11-20", 81.5)
        await pilot.press("+")
        assert last_reading(app, "coverage") == ("2026-11-20", 81.6)
        assert len(metric(app, "coverage").history) == 5
        await saved(app, pilot)
        assert "[2026-11-20, 81.6]" in path.read_text()
        await pilot.press("u", "u")
        assert (metric(app, "coverage").value, len(metric(app, "coverage").history)) == (78.4, 4)


async def test_a_bare_number_stays_one_in_a_json_plan(sample, opened):
    path = sample("execution-plan.json")
    before = path.read_text()
    async with opened(path) as (app, pilot):
        await pilot.press("0")
        app.main.tab.go_to(("metrics", "prs_merged"))
        await pilot.press("+", "+", "-")
        assert metric(app, "prs_merged").value == 18
        await saved(app, pilot)
    assert path.read_text() == before.replace('"prsMerged": 17', '"prsMerged": 18')


async def test_the_target_of_a_metric_is_a_number(sample, opened):
    async with opened(sample()) as (app, pilot):
        await pilot.press("0")
        app.main.tab.go_to(("metrics", "coverage"))
        await pilot.press("t", *"next week", "enter")
        assert len(app.screen_stack) == 2, "what is no number is not taken"
        await pilot.press("ctrl+u", *"75", "enter")
        await until(pilot, lambda: metric(app, "coverage").target == 75)
        assert metric(app, "coverage").state == "met"


async def test_a_new_metric_gets_a_key_from_its_name_and_its_first_reading(sample, opened):
    path = sample()
    async with opened(path) as (app, pilot):
        await pilot.press("0", "a")
        await pilot.press("enter")
        assert len(app.screen_stack) == 2, "it needs a name"
        await pilot.press(*"Hours of sleep", "down", *"7", "down", *"8", "enter")
        await until(pilot, lambda: metric(app, "hours_of_sleep") is not None)
        assert last_reading(app, "hours_of_sleep") == ("2026-11-20", 7)
        await saved(app, pilot)
        assert "[metrics.hours_of_sleep]" in path.read_text()


async def test_a_reading_of_another_day_is_added_in_the_story(sample, opened):
    async with opened(sample()) as (app, pilot):
        await pilot.press("0")
        app.main.tab.go_to(("metrics", "coverage"))
        await pilot.press("enter", "a", *"2026-11-18", "down", *"77.9", "enter")
        await until(pilot, lambda: len(metric(app, "coverage").history) == 5)
        assert last_reading(app, "coverage") == ("2026-11-18", 77.9)
        assert metric(app, "coverage").value == 78.4
