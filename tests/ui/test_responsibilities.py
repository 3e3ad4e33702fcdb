"""Who answers for what and who works with whom: matrices where there is room, lists where there is not."""

from octotui.plan.plan import by_id
from octotui.ui.tabs import VIEWS
from octotui.ui.tabs.profiles import ProfilesTab


async def at(app, pilot):
    await app.main.go_to_view(VIEWS["responsibilities"])
    await pilot.pause()
    await pilot.pause()
    return app.main.tab


async def test_a_role_has_a_column_where_there_is_room_for_all(sample, opened):
    async with opened(sample()) as (app, pilot):
        tab = await at(app, pilot)
        assert [column.title for column in tab.activities.columns][-1] == "Everyone"
        assert "Product\nManager" in [column.title for column in tab.activities.columns]
        drawn = "".join(text for text, _ in tab.activities.draw(0, tab.activities.size.width))
        assert drawn.index("●") < drawn.index("○")


async def test_else_it_is_a_list(sample, opened):
    async with opened(sample(), size=(80, 24)) as (app, pilot):
        tab = await at(app, pilot)
        assert [column.title for column in tab.activities.columns] == ["Activity", "Primary owner", "Supporting"]
        drawn = "".join(text for text, _ in tab.activities.draw(0, 78))
        assert "Project Manager" in drawn


async def test_the_owner_and_those_who_support_are_chosen_among_the_roles(sample, opened):
    async with opened(sample()) as (app, pilot):
        await at(app, pilot)
        await pilot.press("o", *"technical lead", "enter")
        assert by_id(app.session.plan.responsibilities, "standup").owner == "technical-lead"
        await pilot.press("b", *"devops", "space", "enter")
        assert by_id(app.session.plan.responsibilities, "standup").supporting == ("all", "devops")


async def test_enter_on_a_role_goes_to_its_profile(sample, opened):
    async with opened(sample()) as (app, pilot):
        await at(app, pilot)
        await pilot.press("tab", "j", "enter")
        assert isinstance(app.main.tab, ProfilesTab)
        assert app.main.tab.selected_path() == ("roles", "developer")
