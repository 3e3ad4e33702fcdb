"""The releases: the next from the last, votes and gates in the story, phases and statuses by a key."""

from octotui.plan.plan import by_id
from octotui.ui.tabs import VIEWS
from tests.ui.conftest import saved, until


async def releases(app, pilot):
    await app.main.go_to_view(VIEWS["releases"])
    await pilot.pause()


async def test_the_next_release_is_one_step_and_leaves_the_last_as_it_was(sample, opened):
    path = sample()
    before = path.read_text()
    async with opened(path) as (app, pilot):
        await releases(app, pilot)
        last = by_id(app.session.plan.releases, "2026.11")
        await pilot.press("a", "tab", *"Loud", "f2")
        await saved(app, pilot)
        plan = app.session.plan
        new = by_id(plan.releases, "2026.12")
        assert (new.name, new.status, new.owner, new.votes, new.done) == ("Loud", "planned", "dana", (), ())
        assert by_id(plan.releases, "2026.11") == last
        assert {one.release for one in plan.checklists if one.id.endswith("2026.12")} == {"2026.12"}
        assert app.main.tab.selected_path() == ("releases", "2026.12")
        await pilot.press("u")
        await until(pilot, lambda: path.read_text() == before)


async def test_an_id_that_is_there_already_is_refused_in_words(sample, opened):
    async with opened(sample()) as (app, pilot):
        await releases(app, pilot)
        await pilot.press("a", *"2026.10", "f2")
        assert len(app.session.plan.releases) == 2


async def test_only_sensible_statuses_are_offered_and_plus_goes_to_the_next_phase(sample, opened):
    async with opened(sample()) as (app, pilot):
        await releases(app, pilot)
        await pilot.press("s", "p", "escape")
        assert by_id(app.session.plan.releases, "2026.11").status == "active"
        await pilot.press("+")
        assert by_id(app.session.plan.releases, "2026.11").phase == "release"
        await pilot.press("-", "s", "r")
        assert by_id(app.session.plan.releases, "2026.11").status == "released"


async def test_a_missing_vote_is_cast_and_a_cast_one_changed_in_the_story(sample, opened):
    async with opened(sample()) as (app, pilot):
        await releases(app, pilot)
        await pilot.press("enter", "j", "j", "s", "g")
        security = by_id(by_id(app.session.plan.releases, "2026.11").votes, "security-lead")
        assert (security.vote, security.by) == ("go", "ana")
        await pilot.press("j", "s", "n")
        cast = by_id(app.session.plan.releases, "2026.11").votes[-1]
        assert (cast.role, cast.vote, cast.by) == ("release-manager", "no-go", "ana")
        assert app.main.tab.selected() == cast


async def test_a_gate_is_ticked_in_the_story_and_a_waiver_says_who_gave_it(sample, opened):
    async with opened(sample()) as (app, pilot):
        await releases(app, pilot)
        await app.main.jump(("releases", "2026.11", "gates", "smoke"))
        await pilot.pause()
        await pilot.press("space")
        smoke = by_id(by_id(app.session.plan.releases, "2026.11").gates, "smoke")
        assert (smoke.passed, smoke.by) == (True, "ana")
        await pilot.press("a", "w", *"The scan", "f2")
        waiver = by_id(app.session.plan.releases, "2026.11").waivers[0]
        assert (waiver.item, waiver.by) == ("The scan", "ana")
