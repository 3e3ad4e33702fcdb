"""The risk dashboard: bands, the trends of a period, contingency plans, and the way to the register."""

from octotui.plan.plan import by_id
from octotui.ui.tabs.risk_dashboard import RiskDashboardTab
from octotui.ui.tabs.risks import RisksTab
from tests.ui.conftest import saved, until


def risk(app, risk_id):
    return by_id(app.session.plan.risks, risk_id)


def told(app):
    """The figures as they stand on the screen."""
    view = app.main.tab.story
    return ["".join(text for text, _ in view.draw(number, 0)) for number in range(view.count())]


async def test_open_risks_stand_by_band_the_worst_first_then_contingencies_in_force(sample, opened):
    async with opened(sample()) as (app, pilot):
        await pilot.press("4", "4")
        assert isinstance(app.main.tab, RiskDashboardTab)
        listed = [risk(app, key) for key in app.main.tab.table.keys]
        still = [one for one in listed if one.is_open]
        assert [one.score for one in still] == sorted((one.score for one in still), reverse=True)
        assert [one.id for one in listed[len(still) :]] == ["r-mirror"]
        assert app.main.tab.view.figure(app.snapshot) == "3 critical"


async def test_the_figures_follow_the_period_and_the_plan(sample, opened):
    async with opened(sample()) as (app, pilot):
        await pilot.press("4", "4")
        month = told(app)
        assert any(line.split()[:2] == ["New", "9"] for line in month)
        assert any(line.startswith("Score sum") and "54 → 81" in line for line in month)
        assert any(line.startswith("Mitigation") and "88% effective" in line for line in month)
        await pilot.press("comma")
        assert any(line.split()[:2] == ["New", "0"] for line in told(app))
        await pilot.press("-", "-")
        assert risk(app, "r-zap").score == 5
        assert any("73 → 77" in line for line in told(app))


async def test_a_row_changes_its_place_with_its_band_and_the_cursor_goes_with_it(sample, opened):
    async with opened(sample()) as (app, pilot):
        await pilot.press("4", "4", "-", "-", "-")
        tab = app.main.tab
        assert tab.table.key == "r-zap"
        bands = [risk(app, key).band for key in tab.table.keys if risk(app, key).is_open]
        assert bands == sorted(bands, key=("critical", "high", "watch").index)


async def test_enter_goes_to_the_risk_in_the_register(sample, opened):
    async with opened(sample()) as (app, pilot):
        await pilot.press("4", "4", "j", "enter")
        await until(pilot, lambda: isinstance(app.main.tab, RisksTab))
        assert app.main.tab.table.key == "r-gpu"
        await pilot.press("4", "tab", "enter")
        await until(pilot, lambda: isinstance(app.main.tab, RisksTab))
        assert app.main.tab.table.key == "r-mirror", "the contingency in force is the first part of the story"


async def test_a_contingency_plan_begins_after_a_question_and_the_same_key_stops_it(sample, opened):
    path = sample()
    async with opened(path) as (app, pilot):
        await pilot.press("4", "4", "A", "enter")
        assert risk(app, "r-zap").contingency.activated is None, "No is the answer of the enter key"
        await pilot.press("A", "y")
        await until(pilot, lambda: risk(app, "r-zap").contingency.activated is not None)
        assert (risk(app, "r-zap").contingency.activated_by, risk(app, "r-zap").status) == ("ana", "mitigating")
        await saved(app, pilot)
        assert 'activated = 2026-11-20T09:30:00Z, activated_by = "ana"' in path.read_text()
        assert any("ship without the import page" in line for line in told(app))
        await pilot.press("A", "y")
        await until(pilot, lambda: risk(app, "r-zap").contingency.activated is None)


async def test_a_contingency_plan_may_begin_because_the_risk_has_happened(sample, opened):
    async with opened(sample()) as (app, pilot):
        await pilot.press("4", "A", "h")
        await until(pilot, lambda: risk(app, "r-zap").status == "happened")
        assert str(risk(app, "r-zap").happened) == "2026-11-20"
        await pilot.press("u")
        assert risk(app, "r-zap").status == "mitigating"
        assert risk(app, "r-zap").contingency.activated is None


async def test_without_a_contingency_plan_it_says_how_to_write_one(sample, opened):
    async with opened(sample()) as (app, pilot):
        await pilot.press("4", "4", "j", "A")
        assert len(app.screen_stack) == 1
        assert app.main.tab.can_activate() == "r-gpu has no contingency plan: enter, then a, writes one."


async def test_a_plan_without_risks_says_what_the_dashboard_is_for(tmp_path, opened):
    path = tmp_path / "plan.toml"
    path.write_text('[[batches]]\nname = "B"\n')
    async with opened(path) as (app, pilot):
        await pilot.press("4", "4")
        assert "register" in " ".join(told(app))
