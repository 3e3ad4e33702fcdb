"""Milestones and initiatives: the days that matter, and progress that follows from batches."""

from octotui.plan.plan import by_id
from tests.ui.conftest import saved


def text_of(lines):
    return "\n".join("".join(text for text, _ in line) for line in lines)


async def test_what_is_ahead_comes_first_and_reaching_it_is_stamped(sample, opened):
    async with opened(sample()) as (app, pilot):
        await pilot.press("2", "2")
        tab = app.main.tab
        assert tab.table.keys[:2] == ["second", "clean-scan"]
        assert tab.table.keys[4:6] == ["rollback", "pooling"]
        await pilot.press("s", "r")
        await saved(app, pilot)
        milestone = by_id(app.session.plan.milestones, "second")
        assert (milestone.status, milestone.reached) == ("reached", app.clock().date())


async def test_a_milestone_leads_to_its_batches(sample, opened):
    async with opened(sample()) as (app, pilot):
        await pilot.press("2", "2", "j")
        assert "batch-3  Security" in text_of(app.main.tab.story.lines)
        await pilot.press("enter", "enter")
        assert app.main.tab.selected_path() == ("batches", "batch-3")


async def test_progress_that_follows_from_batches_is_not_stepped_over(sample, opened):
    async with opened(sample()) as (app, pilot):
        await pilot.press("2", "2", "2")
        tab = app.main.tab
        assert "90%" in text_of(tab.story.lines)
        await pilot.press("+")
        assert by_id(app.session.plan.initiatives, "weekly-release").progress is None
        await pilot.press("%", *"45", "enter")
        assert by_id(app.session.plan.initiatives, "weekly-release").progress is not None
        await pilot.press("+")
        assert by_id(app.session.plan.initiatives, "weekly-release").progress > 45
