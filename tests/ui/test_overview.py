from octotui.plan.operations import set_field
from octotui.ui.tabs.batches import BatchesTab
from octotui.ui.tabs.escalations import EscalationsTab
from octotui.ui.tabs.risks import RisksTab
from octotui.ui.widgets.lineview import LineView
from tests.ui.conftest import until


def text_of(view: LineView) -> str:
    width = view.scrollable_content_region.width
    return "\n".join("".join(text for text, _ in view.draw(number, width)) for number in range(view.count()))


async def test_enter_on_a_notice_goes_to_its_source(sample, opened):
    async with opened(sample()) as (app, pilot):
        notice = app.snapshot.attention[0]
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.main.tab, (EscalationsTab, RisksTab)))
        await until(pilot, lambda: app.main.tab.selected_path() == notice.path)


async def test_an_empty_plan_says_that_all_is_well_and_what_would_make_figures_known(tmp_path, opened):
    path = tmp_path / "plan.toml"
    path.write_text('[project]\nname = "Quiet"\n')
    async with opened(path) as (app, pilot):
        assert "All is well." in app.export_screenshot().replace("&#160;", " ")
        told = text_of(app.main.tab.state)
        headline = "".join(told.splitlines()[2:5])
        assert (headline.count("unknown"), headline.count("0")) == (4, 0)
        assert "Not known yet" in told
        await pilot.press("tab", "j")
        await until(pilot, lambda: "Give batches and milestones their target days" in text_of(app.main.tab.why))


async def test_a_figure_is_followed_to_its_source_by_keys(sample, opened):
    async with opened(sample()) as (app, pilot):
        tab = app.main.tab
        assert tab.attention.has_focus
        await pilot.press("tab", "j")
        await until(pilot, lambda: "Timeline adherence" in text_of(tab.why))
        assert "0 of 2 in time" in " ".join(text_of(tab.why).split())
        assert tab.selected_path() is None

        await pilot.press("enter", "j")
        await until(pilot, lambda: tab.selected_path() == ("batches", "batch-3"))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.main.tab, BatchesTab))
        assert app.main.tab.selected_path() == ("batches", "batch-3")

        await pilot.press("1")
        await until(pilot, lambda: app.main.tab is tab)
        assert tab.state.has_focus
        assert tab.state.part == ("figure", "on-time")
        await pilot.press("escape")
        await until(pilot, lambda: tab.attention.has_focus and tab.attention.display)


async def test_every_figure_and_thing_can_be_reached_going_down(sample, opened):
    async with opened(sample()) as (app, pilot):
        tab = app.main.tab
        await pilot.press("tab")
        parts = [part.path for part in tab.state.parts]
        reached = [tab.state.part]
        for _ in parts[1:]:
            await pilot.press("j")
            reached.append(tab.state.part)
        assert reached == parts
        assert {("figure", "velocity"), ("figure", "sprint-blocked"), ("figure", "people")} < set(parts)


async def test_the_lens_changes_what_is_told(sample, opened):
    async with opened(sample()) as (app, pilot):
        tab = app.main.tab
        assert "Week 47" in text_of(tab.state)
        await pilot.press("full_stop")
        assert "November 2026" in text_of(tab.state).splitlines()[0]
        assert "1 of 4 reached this month" in text_of(tab.state)
        await pilot.press("full_stop")
        assert "Business impact" in text_of(tab.state)
        await pilot.press("full_stop", "comma")
        assert "Q4 2026" in text_of(tab.state).splitlines()[0]


async def test_a_figure_follows_a_change_of_the_plan(sample, opened):
    async with opened(sample()) as (app, pilot):
        tab = app.main.tab
        await pilot.press("tab")
        assert "38%" in text_of(tab.why)
        app.change(set_field(app.plan, ("initiatives", "dependable-answers", "progress"), 25))
        await until(pilot, lambda: "45%" in text_of(tab.why))
