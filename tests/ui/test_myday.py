"""My day: what falls to the user or to another, done and cast from where it is listed."""

from octotui.plan.plan import by_id
from octotui.ui.tabs import VIEWS
from octotui.ui.tabs.roles import RolesTab
from octotui.ui.widgets.story import StoryView
from octotui.ui.widgets.table import Table
from tests.ui.conftest import saved, until

PLAN = """\
[people]
dana = { name = "Dana Kim", roles = ["rm"] }
omar = { name = "Omar", roles = ["ops"] }

[[roles]]
id = "rm"
name = "Release Manager"
[roles.tasks]
pre-release = ["Plan it", "Book it"]

[[roles]]
id = "ops"
name = "DevOps"

[[releases]]
id = "1.0"
window = 2026-11-24T08:00:00Z

[[batches]]
name = "Late one"
owner = "dana"
target = 2026-11-13
status = "in-progress"

[[items]]
title = "A card"
owner = "dana"

[[actions]]
text = "Call them"
owner = "omar"
"""


def plan_in(tmp_path):
    path = tmp_path / "plan.toml"
    path.write_text(PLAN)
    return path


def rows(app):
    return app.main.tab.query_one("#list", Table).keys


async def my_day(app, pilot):
    await app.main.go_to_view(VIEWS["myday"])
    await pilot.pause()


TASKS = "roles/rm/tasks/pre-release/tasks/"


async def test_late_comes_first_and_space_ticks_what_is_ticked(tmp_path, opened):
    path = plan_in(tmp_path)
    async with opened(path, who="dana") as (app, pilot):
        await my_day(app, pilot)
        assert rows(app) == [
            "batches/late-one",
            TASKS + "plan-it",
            TASKS + "book-it",
            "releases/1.0/votes/rm",
            "items/a-card",
        ]
        await pilot.press("j", "space")
        await saved(app, pilot)
        tick = app.session.plan.releases[0].done[0]
        assert (tick.task, tick.by) == ("Plan it", "dana")
        assert TASKS + "plan-it" not in rows(app)
        await pilot.press("u")
        await until(pilot, lambda: not app.session.plan.releases[0].done)
        await saved(app, pilot)
        assert path.read_text() == PLAN


async def test_s_sets_a_status_casts_a_vote_and_moves_a_card(tmp_path, opened):
    async with opened(plan_in(tmp_path), who="dana") as (app, pilot):
        await my_day(app, pilot)
        await pilot.press("s", "b")
        assert app.session.plan.batches[0].status == "blocked"
        await pilot.press("j", "j", "j", "s", "g")
        vote = app.session.plan.releases[0].votes[0]
        assert (vote.role, vote.vote, vote.by) == ("rm", "go", "dana")
        await pilot.press("G", "s", "d")
        assert app.session.plan.items[0].column == "done"
        assert app.session.plan.items[0].finished is not None
        assert rows(app) == ["batches/late-one", TASKS + "plan-it", TASKS + "book-it"]


async def test_enter_goes_to_the_task_in_the_matrix(tmp_path, opened):
    async with opened(plan_in(tmp_path), who="dana") as (app, pilot):
        await my_day(app, pilot)
        await pilot.press("j", "j", "enter")
        assert isinstance(app.main.tab, RolesTab)
        assert app.main.tab.matrix.place == ("rm", "pre-release")
        assert app.main.tab.query_one("#tasks", Table).key == "book-it"


async def test_the_day_of_another_is_chosen_and_i_comes_back(tmp_path, opened):
    async with opened(plan_in(tmp_path), who="dana") as (app, pilot):
        await my_day(app, pilot)
        await pilot.press("W", *"omar", "enter")
        assert rows(app) == ["actions/call-them"]
        await pilot.press("i")
        assert "batches/late-one" in rows(app)


async def test_who_has_nothing_to_do_is_told_what_this_is_for(tmp_path, opened):
    async with opened(plan_in(tmp_path), who="nobody") as (app, pilot):
        await my_day(app, pilot)
        told = app.main.tab.query_one("#story", StoryView).lines
        assert "Nothing falls to you" in told[0][0][0]
        assert by_id(app.session.plan.people, "dana")
