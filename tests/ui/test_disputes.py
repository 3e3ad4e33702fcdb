"""Two sides of a change, told on the banner and chosen side by side; a list of what was done."""

import pytest

from octotui.plan.edits import Set, value_at
from octotui.plan.operations import remove_thing, set_field
from octotui.session import Session
from octotui.ui.dialogs.pick import Pick
from octotui.ui.dialogs.sides import ChooseSides
from octotui.ui.screen import Banner
from octotui.ui.widgets.chrome import OneLine
from octotui.ui.widgets.story import StoryView
from octotui.ui.widgets.table import Table
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


def text_of(app):
    """The open choice, as it is drawn."""
    widgets = (app.screen.query_one(Table), app.screen.query_one(StoryView))
    return "\n".join(widget.render_line(row).text for widget in widgets for row in range(widget.size.height))


def said(app):
    return "".join(text for text, _ in app.main.query_one("#said", OneLine).left)


@pytest.mark.parametrize(("key", "status"), [("y", "done"), ("d", "in-progress")])
async def test_an_open_choice_follows_the_disk(opened, sample, key, status):
    path = sample()
    async with opened(path) as (app, pilot):
        await both_change_the_status(app, pilot, path)
        await pilot.press("C")
        assert "queued" in text_of(app)
        somebody_sets(path, 'status   = "queued"', 'status   = "in-progress"')
        await until(pilot, lambda: "in progress" in text_of(app))
        assert "What is on disk changed while this was open" in text_of(app)
        await pilot.press(key)
        await until(pilot, lambda: status_of(app) == status and not app.session.disputes)
        await saved(app, pilot)


@pytest.mark.parametrize("key", ["y", "d"])
async def test_a_choice_by_what_is_no_longer_there_is_asked_again(opened, sample, monkeypatch, key):
    """The key is pressed before the screen hears that the disk changed."""
    path = sample()
    async with opened(path) as (app, pilot):
        await both_change_the_status(app, pilot, path)
        await pilot.press("C")
        monkeypatch.setattr(ChooseSides, "follow", lambda *_: None)
        somebody_sets(path, 'status   = "queued"', 'status   = "in-progress"')
        await until(pilot, lambda: status_of(app) == "in-progress")
        assert "queued" in text_of(app)
        await pilot.press(key)
        await until(pilot, lambda: isinstance(app.screen, ChooseSides) and "in progress" in text_of(app))
        assert (status_of(app), len(app.session.disputes)) == ("in-progress", 1)


async def test_what_was_chosen_by_another_side_is_open_again(opened, sample):
    path = sample()
    async with opened(path) as (app, pilot):
        stale = path.read_bytes()
        for number in (1, 2):
            app.change(set_field(app.session.plan, ("batches", f"batch-{number}", "owner"), "zoe"))
            await saved(app, pilot)
        path.write_bytes(stale)
        await until(pilot, lambda: len(app.session.disputes) == 2)
        first = app.session.disputes[0]
        before = value_at(app.session.plan, first.edits[0].path)
        await pilot.press("C", "y")
        somebody_sets(path, f'owner    = "{before}"', 'owner    = "li"')
        await until(pilot, lambda: "li" in text_of(app))
        await pilot.press("y")
        assert isinstance(app.screen, ChooseSides), "the first is open again"
        assert value_at(app.session.plan, first.edits[0].path) == "li"


async def test_a_choice_that_settled_itself_closes(opened, sample):
    path = sample()
    async with opened(path) as (app, pilot):
        await both_change_the_status(app, pilot, path)
        await pilot.press("C")
        somebody_sets(path, 'status   = "queued"', 'status   = "done"')
        await until(pilot, lambda: not isinstance(app.screen, ChooseSides))
        assert app.session.disputes == ()


async def test_keeping_what_is_on_disk_is_said_and_can_be_taken_back(opened, sample):
    path = sample()
    async with opened(path) as (app, pilot):
        await both_change_the_status(app, pilot, path)
        await pilot.press("C", "D")
        await until(pilot, lambda: said(app) == "  Kept what is on disk; u brings yours back.")
        await pilot.press("u")
        await until(pilot, lambda: status_of(app) == "done")
        await saved(app, pilot)


async def test_a_change_of_a_thing_that_was_removed_is_told_and_brings_it_back(opened, sample):
    path = sample()
    async with opened(path) as (app, pilot):
        app.session.apply((Set(STATUS, "blocked", "done"),))
        other = Session.open(path, who="li")
        other.apply(remove_thing(other.plan, ("batches", "batch-3")))
        other.save()
        other.close()
        app.save()
        await until(pilot, lambda: "batch-3: yours status: blocked → done, on disk removed" in banner_of(app))
        await pilot.press("C")
        assert "batch-3 comes back as it was, with this" in text_of(app)
        assert "{" not in text_of(app)
        await pilot.press("y")
        await until(pilot, lambda: len(app.session.plan.batches) == 5)
        assert (app.session.plan.batches[2].id, status_of(app)) == ("batch-3", "done")
        await saved(app, pilot)


async def test_lately_says_of_what_came_to_nothing_that_it_never_was_on_disk(opened, sample):
    path = sample()
    async with opened(path) as (app, pilot):
        app.change((Set(STATUS, "blocked", "queued"),))
        await saved(app, pilot)
        somebody_sets(path, 'status   = "queued"', 'status   = "in-progress"')
        for old, new in (("queued", "blocked"), ("blocked", "done")):
            app.session.apply((Set(STATUS, old, new),))
        app.save()
        expected = [
            ("on disk", "in-progress"),
            ("you, never on disk", "done"),
            ("you, never on disk", "blocked"),
            ("you", "queued"),
        ]
        await until(pilot, lambda: [(entry.source, entry.edit.new) for entry in app.feed.of(STATUS)] == expected)


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
