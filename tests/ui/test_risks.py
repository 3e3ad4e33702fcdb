from octotui.plan.plan import by_id
from octotui.ui.widgets.heatmap import HeatMap
from tests.ui.conftest import saved, until


async def test_the_register_starts_with_the_highest_score(sample, opened):
    async with opened(sample()) as (app, pilot):
        await pilot.press("4")
        keys = app.main.tab.table.keys
        scores = [by_id(app.session.plan.risks, key).score for key in keys]
        open_scores = scores[: sum(risk.is_open for risk in app.session.plan.risks)]
        assert open_scores == sorted(open_scores, reverse=True)


async def test_the_register_stands_beside_the_story(sample, opened):
    async with opened(sample()) as (app, pilot):
        await pilot.press("4")
        tab = app.main.tab
        await until(pilot, lambda: tab.table.region.width > 0)
        assert tab.query_one("#side").region.x >= tab.table.region.right


async def test_a_risk_is_scored_by_steps_and_its_row_stays(sample, opened):
    async with opened(sample()) as (app, pilot):
        await pilot.press("4", "j")
        tab = app.main.tab
        key, order = tab.table.key, tab.table.keys
        before = by_id(app.session.plan.risks, key).score
        await pilot.press("-")
        assert by_id(app.session.plan.risks, key).score < before
        assert tab.table.key == key
        assert tab.table.keys == order
        await pilot.press("S")
        assert tab.table.key == key
        assert tab.table.keys != order


async def test_the_heat_map_filters_and_scores(sample, opened):
    path = sample()
    async with opened(path) as (app, pilot):
        await pilot.press("4")
        tab = app.main.tab
        key = tab.table.key
        await pilot.press("tab")
        assert app.main.query_one(HeatMap).has_focus
        await pilot.press("g", "h", "h", "h", "j", "j", "space")
        risk = by_id(app.session.plan.risks, key)
        assert (risk.probability, risk.impact) == ("low", "low")
        assert not tab.filter_text
        await saved(app, pilot)
        await pilot.press("enter")
        await until(pilot, lambda: tab.filter_text == "cell:low/low")
        shown = [by_id(app.session.plan.risks, each) for each in tab.table.keys]
        assert shown
        assert {(risk.probability, risk.impact) for risk in shown} == {("low", "low")}


async def test_reviewed_is_stamped_once_a_day(sample, opened):
    async with opened(sample()) as (app, pilot):
        await pilot.press("4", "w", "w")
        risk = by_id(app.session.plan.risks, app.main.tab.table.key)
        today = [review for review in risk.reviews if str(review.on) == "2026-11-20"]
        assert len(today) == 1
        assert today[0].by == "ana"


async def test_a_blocker_raised_from_a_risk_says_what_it_holds_up(sample, opened):
    async with opened(sample()) as (app, pilot):
        await pilot.press("4")
        key = app.main.tab.table.key
        await pilot.press("!", *"No keys", "enter")
        await until(pilot, lambda: any(one.title == "No keys" for one in app.session.plan.escalations))
        raised = next(one for one in app.session.plan.escalations if one.title == "No keys")
        assert (raised.level, raised.blocks, raised.raised.by) == ("1", (key,), "ana")


async def test_the_steps_of_a_mitigation_are_worked_on_in_the_story(sample, opened):
    async with opened(sample()) as (app, pilot):
        await pilot.press("4", "enter", "+", "j", "space")
        actions = by_id(app.session.plan.risks, "r-zap").actions
        assert (actions[0].progress, actions[1].done) == (95, True)
        await pilot.press("a", "m", *"Ask for a second look", "enter")
        await until(pilot, lambda: len(by_id(app.session.plan.risks, "r-zap").actions) == 4)


async def test_a_risk_that_is_closed_or_comes_true_keeps_the_day(sample, opened):
    async with opened(sample()) as (app, pilot):
        await pilot.press("4", "s", "c")
        await until(pilot, lambda: by_id(app.session.plan.risks, "r-zap").status == "closed")
        assert str(by_id(app.session.plan.risks, "r-zap").closed) == "2026-11-20"
        await pilot.press("s", "h")
        await until(pilot, lambda: by_id(app.session.plan.risks, "r-zap").status == "happened")
        risk = by_id(app.session.plan.risks, "r-zap")
        assert (risk.closed, str(risk.happened)) == (None, "2026-11-20")
