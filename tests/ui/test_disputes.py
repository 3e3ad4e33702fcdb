"""Two sides of a change, told on the banner and chosen side by side; a list of what was done."""

from octotui.plan.edits import Set
from octotui.plan.operations import remove_thing, set_field
from octotui.session import Session
from octotui.ui.dialogs.pick import Pick
from octotui.ui.dialogs.sides import ChooseSides
from octotui.ui.screen import Banner
from tests.ui.conftest import saved, until

STATUS = ("batches", "batch-3", "status")


def status_of(app, batch="batch-3"):
    return next(one.status for one in app.session.plan.batches if one.id == batch)


def banner_of(app):
    banner = app.main.query_one(Banner)
    return "".join(text for text, _ in (*banner.left, *banner.right)) if banner.has_class("-shown") else ""


def somebody_sets(path, before, after):
    text = path.read_text()
    assert before in text
    path.write_text(text.replace(before, after, 1))


async def both_change_the_status(app, pilot, path):
    """The user's edit is on its way when somebody saves another status."""
    app.session.apply((Set(STATUS, "blocked", "done"),))
    somebody_sets(path, 'status   = "blocked"', 'status   = "queued"')
    app.save()
    await until(pilot, lambda: app.session.disputes)
    await saved(app, pilot)


async def test_a_conflict_is_told_and_one_key_takes_ones_own_side(opened, sample):
    path = sample()
    async with opened(path) as (app, pilot):
        await both_change_the_status(app, pilot, path)
        await until(pilot, lambda: "yours done, on disk queued" in banner_of(app))
        await pilot.press("C")
        assert isinstance(app.screen, ChooseSides)
        await pilot.press("y")
        await until(pilot, lambda: status_of(app) == "done" and not banner_of(app))
        await saved(app, pilot)
    assert next(batch.status for batch in Session.open(path).plan.batches if batch.id == "batch-3") == "done"


async def test_a_conflict_left_open_waits_and_the_disks_side_is_one_key_too(opened, sample):
    path = sample()
    async with opened(path) as (app, pilot):
        await both_change_the_status(app, pilot, path)
        await pilot.press("C", "escape")
        assert app.session.disputes
        await pilot.press("C", "d")
        await until(pilot, lambda: not app.session.disputes)
        assert status_of(app) == "queued"


async def test_many_are_chosen_one_by_one_and_the_rest_at_once(opened, sample):
    path = sample()
    async with opened(path) as (app, pilot):
        stale = path.read_bytes()
        for number in (1, 2, 4):
            app.change(set_field(app.session.plan, ("batches", f"batch-{number}", "notes"), f"note {number}"))
            await saved(app, pilot)
        path.write_bytes(stale)
        await until(pilot, lambda: len(app.session.disputes) == 3)
        await pilot.press("C", "d", "Y")
        await until(pilot, lambda: not app.session.disputes)
        await saved(app, pilot)
    text = path.read_text()
    assert ("note 1" in text, "note 2" in text, "note 4" in text) == (False, True, True)


async def test_a_step_from_the_middle_is_taken_back(opened, sample):
    path = sample()
    async with opened(path) as (app, pilot):
        before = status_of(app)
        app.change((Set(STATUS, before, "done"),))
        app.change(set_field(app.session.plan, ("batches", "batch-5", "notes"), "hm"))
        await pilot.press("U")
        assert isinstance(app.screen, Pick)
        await pilot.press("down", "enter")
        await until(pilot, lambda: status_of(app) == before)
        assert [step.title for step in app.session.steps] == ["batch-5 notes: none → hm"]


async def test_with_nothing_to_choose_the_key_says_so(opened, sample):
    async with opened(sample()) as (app, pilot):
        await pilot.press("C")
        assert not isinstance(app.screen, ChooseSides)


async def test_what_waits_for_a_full_disk_goes_in_by_itself(opened, sample, monkeypatch):
    from octotui.store import replace

    path = sample()
    exchanged = replace._exchanged
    async with opened(path) as (app, pilot):

        def full(*_):
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(replace, "_exchanged", full)
        app.change((Set(STATUS, status_of(app), "done"),))
        await until(pilot, lambda: "the disk is full; free some space." in banner_of(app))
        assert "1 change held, and kept" in banner_of(app)
        monkeypatch.setattr(replace, "_exchanged", exchanged)
        await saved(app, pilot)
        assert banner_of(app) == ""


async def test_names_that_others_add_while_one_picks_stay(opened, sample):
    path = sample()
    async with opened(path) as (app, pilot):
        await pilot.press("2", "j", "b")
        old = next(batch.blockers for batch in app.session.plan.batches if batch.id == "batch-2")
        somebody_sets(path, f'blockers = ["{old[0]}"]', f'blockers = ["{old[0]}", "e-9"]')
        await until(pilot, lambda: "e-9" in app.session.plan.batches[1].blockers)
        await pilot.press(*"qqq", "enter")
        await until(pilot, lambda: app.session.plan.batches[1].blockers == (*old, "e-9", "qqq"))
        await saved(app, pilot)
    assert app.session.disputes == ()


async def test_a_form_that_was_open_meanwhile_writes_over_nothing(opened, sample):
    path = sample()
    async with opened(path) as (app, pilot):
        await pilot.press("2", "j", "e")
        form = app.screen
        other = Session.open(path, who="li")
        other.apply(set_field(other.plan, ("batches", "batch-2", "notes"), "what li wrote"))
        other.save()
        other.close()
        await until(pilot, lambda: app.session.plan.batches[1].notes == "what li wrote")
        form.query_one("#row-notes").children[1].text = "what ana wrote"
        form.action_take()
        await until(pilot, lambda: app.session.disputes)
        assert app.session.plan.batches[1].notes == "what li wrote"
        assert app.session.disputes[0].edits[0].new == "what ana wrote"


async def test_what_was_typed_for_a_thing_that_is_gone_waits_for_a_choice(opened, sample):
    path = sample()
    async with opened(path) as (app, pilot):
        await pilot.press("2", "j", "o")
        other = Session.open(path, who="li")
        other.apply(remove_thing(other.plan, ("batches", "batch-2")))
        other.save()
        other.close()
        await until(pilot, lambda: len(app.session.plan.batches) == 4)
        await pilot.press(*"zoe", "enter")
        await until(pilot, lambda: app.session.disputes)
        assert all(batch.owner != "zoe" for batch in app.session.plan.batches), "the row below is not the one"
        await pilot.press("C", "y")
        await until(pilot, lambda: any(batch.owner == "zoe" for batch in app.session.plan.batches))
