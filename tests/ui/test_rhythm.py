"""The rhythm: by when it is due, held by a key, and a calendar to walk through."""

from datetime import date

from octotui.plan.edits import value_at
from octotui.plan.plan import by_id
from octotui.ui.tabs import VIEWS
from octotui.ui.widgets.fortnight import Fortnight
from tests.conftest import NOW
from tests.ui.conftest import saved, until

TODAY = NOW.date()


def headings(tab):
    """The list as it stands: headings, and the keys of the rows under each."""
    found = {}
    for row in tab.table._rows:
        text = "".join(part for cell in row.cells() for part, _ in cell)
        if row.heading and text:
            under = found.setdefault(text, [])
        elif not row.heading:
            under.append(row.key)
    return found


def story(tab):
    return "\n".join("".join(text for text, _ in line) for line in tab.story.lines)


async def shown(app, pilot, key="checkpoints/design"):
    await app.main.go_to_view(VIEWS["rhythm"])
    tab = app.main.tab
    await until(pilot, lambda: story(tab))
    assert tab.table.go_to(key)
    await pilot.pause()
    return tab


async def test_what_is_overdue_comes_first_then_today_then_what_comes(sample, opened):
    async with opened(sample()) as (app, pilot):
        tab = await shown(app, pilot)
        found = headings(tab)
        assert list(found) == ["Overdue", "Today", "Next week", "Later"]
        assert found["Overdue"] == ["checkpoints/design"]
        assert set(found["Today"]) == {"cadences/standup", "communications/daily", "communications/weekly"}


async def test_space_notes_it_once_and_takes_it_back(sample, opened):
    path = sample()
    before = path.read_bytes()
    async with opened(path) as (app, pilot):
        tab = await shown(app, pilot)
        await pilot.press("space")
        await saved(app, pilot)
        assert by_id(app.session.plan.checkpoints, "design").held == (TODAY,)
        assert "= [2026-11-20]\n" in path.read_text()
        assert tab.table.key == "checkpoints/design"
        assert "checkpoints/design" in headings(tab)["Today"]
        await pilot.press("space")
        await saved(app, pilot)
        assert by_id(app.session.plan.checkpoints, "design").held == ()
        assert path.read_bytes() == before


async def test_ticking_one_of_today_leaves_the_others_where_they_are(sample, opened):
    async with opened(sample()) as (app, pilot):
        tab = await shown(app, pilot, "communications/weekly")
        before = headings(tab)["Today"]
        await pilot.press("space")
        assert by_id(app.session.plan.communications, "weekly").sent[-1] == TODAY
        assert headings(tab)["Today"] == before


async def test_the_story_names_those_who_have_to_be_there_and_leads_to_what_it_is_for(sample, opened):
    async with opened(sample()) as (app, pilot):
        tab = await shown(app, pilot)
        assert "Technical Lead: Jonas Lindqvist" in story(tab)
        assert "2 days late" in story(tab)
        await pilot.press("enter")
        assert tab.story.part == ("batches", "batch-4")
        await pilot.press("enter")
        await until(pilot, lambda: app.main.tab.selected_path() == ("batches", "batch-4"))


async def test_the_calendar_tells_a_day_and_leads_to_what_falls_on_it(sample, opened):
    async with opened(sample(), size=(80, 24)) as (app, pilot):
        tab = await shown(app, pilot)
        tab.give_keys(tab.query_one(Fortnight))
        await pilot.press("l", "l", "l", "l")  # an answer is due on Saturday 21, something on Sunday 29
        assert tab.calendar.day == date(2026, 11, 24)
        assert "Tuesday 24 November" in story(tab)
        assert "2026.11 The quiet switch" in story(tab)
        before = app.session.plan
        await pilot.press("space")  # ticks nothing: in the calendar the keys go from day to day
        assert app.session.plan is before
        await pilot.press("enter", "j", "enter")
        await until(pilot, lambda: tab.table.has_focus and tab.table.key == "cadences/standup")
        await until(pilot, lambda: "Daily standup" in story(tab).splitlines()[0])
        tab.give_keys(tab.query_one(Fortnight))
        await pilot.press("enter", "enter")
        await until(pilot, lambda: "releases" in app.main.tab.view.areas)


async def test_back_in_the_list_the_story_is_of_the_row(sample, opened):
    async with opened(sample()) as (app, pilot):
        tab = await shown(app, pilot)
        tab.give_keys(tab.query_one(Fortnight))
        await until(pilot, lambda: "Friday 20 November" in story(tab))
        await pilot.press("escape")
        await until(pilot, lambda: "Technical design review" in story(tab).splitlines()[0])


async def test_one_of_three_kinds_is_added(sample, opened):
    async with opened(sample()) as (app, pilot):
        tab = await shown(app, pilot)
        await pilot.press("a", "c", *"Retro review", "enter")
        await until(pilot, lambda: by_id(app.session.plan.checkpoints, "retro-review") is not None)
        await until(pilot, lambda: tab.table.key == "checkpoints/retro-review")


async def test_a_lead_is_chosen_like_an_owner(sample, opened):
    async with opened(sample()) as (app, pilot):
        await shown(app, pilot)
        await pilot.press("o", *"zofia", "enter")
        await until(pilot, lambda: value_at(app.session.plan, ("checkpoints", "design", "lead")) == "zofia")


async def test_mine_is_what_one_leads_or_has_to_attend(sample, opened):
    async with opened(sample(), who="omar") as (app, pilot):
        tab = await shown(app, pilot)
        await pilot.press("i")
        assert set(tab.table.keys) == {"checkpoints/design", "checkpoints/readiness", "checkpoints/risks"}


async def test_an_empty_rhythm_teaches(tmp_path, opened):
    path = tmp_path / "plan.toml"
    path.write_text('[project]\nname = "Small"\n')
    async with opened(path) as (app, pilot):
        await app.main.go_to_view(VIEWS["rhythm"])
        await until(pilot, lambda: "[cadences]" in story(app.main.tab))
