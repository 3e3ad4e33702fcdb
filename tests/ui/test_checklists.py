from octotui.plan.plan import by_id
from octotui.ui.widgets.chrome import Footer, OneLine
from tests.ui.conftest import saved, until


async def test_space_ticks_with_who_and_when_and_changes_one_line(sample, opened):
    path = sample()
    before = path.read_text().splitlines()
    async with opened(path) as (app, pilot):
        await pilot.press("7")
        app.main.tab.go_to(("checklists", "day-of-release"))
        checklist = by_id(app.session.plan.checklists, "day-of-release")
        open_item = next(item for item in checklist.items if not item.done)
        app.main.tab.go_to(("checklists", "day-of-release", "items", open_item.id))
        await pilot.press("space")
        await until(pilot, lambda: by_id(app.session.plan.checklists, "day-of-release").ticked == checklist.ticked + 1)
        item = by_id(by_id(app.session.plan.checklists, "day-of-release").items, open_item.id)
        assert (item.done, item.by, item.at.isoformat()) == (True, "ana", "2026-11-20T09:30:00+00:00")
        await saved(app, pilot)
        after = path.read_text().splitlines()
        assert len([line for line in after if line not in before]) == 1
        assert len(after) == len(before)


async def test_marked_items_are_ticked_as_one_step(sample, opened):
    async with opened(sample()) as (app, pilot):
        await pilot.press("7")
        app.main.tab.go_to(("checklists", "incident-response"))
        await pilot.press("enter", "v", "j", "v", "space")
        await until(pilot, lambda: by_id(app.session.plan.checklists, "incident-response").ticked == 2)
        await pilot.press("u")
        assert by_id(app.session.plan.checklists, "incident-response").ticked == 0


async def test_mine_shows_the_items_of_my_roles_only(sample, opened):
    async with opened(sample(), who="dana") as (app, pilot):
        await pilot.press("7", "i")
        tab = app.main.tab
        for key in tab.lists.keys:
            tab.lists.go_to(key)
            await pilot.pause()
            roles = {by_id(by_id(app.session.plan.checklists, key).items, item).role for item in tab.items.keys}
            assert roles
            assert roles <= {"release-manager", "all"}


async def test_a_new_item_is_added_to_the_chosen_list(sample, opened):
    async with opened(sample("minimal.toml")) as (app, pilot):
        await pilot.press("7", "enter", "a", *"Feed the cat", "enter")
        await until(pilot, lambda: app.session.plan.checklists[0].items[-1].text == "Feed the cat")


async def test_the_footer_does_not_offer_a_tick_where_space_only_leads_to_the_items(sample, opened):
    async with opened(sample()) as (app, pilot):
        await pilot.press("7")
        footer, before = app.main.query_one(Footer), app.session.plan
        assert "space items" in footer.render_line(0).text
        await pilot.press("space")
        assert "space again ticks" in "".join(text for text, _ in app.main.query_one("#said", OneLine).left)
        app.say("")
        await until(pilot, lambda: "space tick" in footer.render_line(0).text)
        assert app.session.plan is before
