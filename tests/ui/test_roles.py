from octotui.plan.progress import cell, current_release
from octotui.ui.widgets.matrix import Matrix
from tests.ui.conftest import saved, until


def done(app, role_id="release-manager", phase="pre-release"):
    plan = app.session.plan
    role = next(role for role in plan.roles if role.id == role_id)
    return cell(plan, current_release(plan), role, phase).done


async def test_a_task_is_ticked_for_the_current_release_and_unticked_again(sample, opened):
    path = sample()
    before = path.read_text()
    async with opened(path) as (app, pilot):
        await pilot.press("6")
        ticked = done(app)
        await pilot.press("enter", "j", "space")
        await until(pilot, lambda: done(app) == ticked + 1)
        await saved(app, pilot)
        added = [line for line in path.read_text().splitlines() if line not in before.splitlines()]
        assert len(added) == 1
        assert "Check the pre-release list" in added[0]
        await pilot.press("space")
        await until(pilot, lambda: path.read_text() == before)


async def test_the_matrix_has_nine_roles_and_four_phases_and_a_cursor(sample, opened):
    async with opened(sample()) as (app, pilot):
        await pilot.press("6")
        matrix = app.main.query_one(Matrix)
        assert matrix.place == ("release-manager", "pre-release")
        await pilot.press("G", "l", "l", "l", "l")
        assert matrix.place == ("project-manager", "incident")


async def test_the_phase_is_chosen_by_a_key(sample, opened):
    async with opened(sample()) as (app, pilot):
        await pilot.press("6", "s", "s")
        assert current_release(app.session.plan).phase == "release"


async def test_another_release_is_looked_at_and_ticks_go_to_it(sample, opened):
    async with opened(sample()) as (app, pilot):
        await pilot.press("6", "W", *"2026.10", "enter")
        tab = app.main.tab
        assert tab.release.id == "2026.10"
        assert done(app) == 2
        await pilot.press("G", "l", "l", "enter", "space")
        assert len(app.session.plan.releases[0].done) == 61
        assert len(app.session.plan.releases[1].done) == 15


async def test_no_heading_is_cut_at_120_columns(sample, opened):
    async with opened(sample()) as (app, pilot):
        await pilot.press("6")
        head = "".join(segment.text for segment in app.main.query_one(Matrix).render_line(0))
        assert head.split() == ["Pre-release", "Release", "Post-release", "Incident"]
