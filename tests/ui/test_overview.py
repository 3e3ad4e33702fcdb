from octotui.ui.tabs.escalations import EscalationsTab
from octotui.ui.tabs.risks import RisksTab
from tests.ui.conftest import until


async def test_enter_on_a_notice_goes_to_its_source(sample, opened):
    async with opened(sample()) as (app, pilot):
        notice = app.snapshot.attention[0]
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.main.tab, (EscalationsTab, RisksTab)))
        await until(pilot, lambda: app.main.tab.selected_path() == notice.path)


async def test_an_empty_plan_says_that_all_is_well(tmp_path, opened):
    path = tmp_path / "plan.toml"
    path.write_text('[project]\nname = "Quiet"\n')
    async with opened(path) as (app, _):
        assert "All is well." in app.export_screenshot().replace("&#160;", " ")
