"""The changes: assessed and approved in their story, and refused with what is missing."""

from octotui.plan.plan import by_id
from octotui.ui.widgets.chrome import OneLine
from tests.ui.conftest import saved


def said(app):
    return "".join(text for text, _ in app.main.query_one("#said", OneLine).left).strip()


def change(app, name):
    return by_id(app.session.plan.changes, name)


async def test_a_change_is_approved_when_everyone_who_is_asked_has_agreed(sample, opened):
    async with opened(sample()) as (app, pilot):
        await pilot.press("9", "s", "s")
        assert change(app, "c-4").status == "assessed"
        assert said(app) == 'c-4 cannot become "approved": mara has not approved it yet'
        await pilot.press("enter", "j", "j", "s", "a")
        await saved(app, pilot)
        mara = change(app, "c-4").approvals[1]
        assert (mara.by, mara.state, mara.at) == ("mara", "approved", app.clock())
        await pilot.press("escape", "s", "s")
        assert change(app, "c-4").status == "approved"
        assert change(app, "c-4").decided == app.clock().date()


async def test_the_impact_is_a_part_that_is_added_and_edited_in_the_story(tmp_path, opened):
    path = tmp_path / "plan.toml"
    path.write_text('[[changes]]\nid = "c"\ntitle = "C"\nbatches = []\napprovals = ["ana"]\n')
    async with opened(path) as (app, pilot):
        await pilot.press("9", "s", "s")
        assert change(app, "c").status == "proposed"
        await pilot.press("enter", "a", "c", *"a week", "enter")
        assert change(app, "c").impact.timeline == "a week"
        await pilot.press("a", "p", *"mara", "enter")
        assert [one.by for one in change(app, "c").approvals] == ["ana", "mara"]
        assert app.main.tab.selected_path() == ("changes", "c", "approvals", "mara")
        await pilot.press("k", "k", "e", "tab", *"two people", "enter")
        assert change(app, "c").impact.resources == "two people"
        await pilot.press("escape", "s", "s")
        await saved(app, pilot)
        assert change(app, "c").status == "assessed"


async def test_what_was_carried_out_without_lessons_is_flagged(sample, opened):
    path = sample()
    path.write_text(path.read_text().replace('lessons      = "Ask on day one. We lost two days hoping."\n', ""))
    async with opened(path) as (app, pilot):
        await pilot.press("9")
        tab = app.main.tab
        title = tab.cells(change(app, "c-1"), app.snapshot)[1]
        assert "no lessons" in "".join(text for text, _ in title)
