"""The standup by keys: one turn after the other, the keys of all tabs on its things, left and taken up again."""

from datetime import timedelta

import pytest

from octotui.plan.meetings import last_meeting, record
from octotui.store.meeting_run import MeetingRuns
from octotui.store.state import state_of
from octotui.ui.meetings.turns import END
from octotui.ui.tabs import MEETINGS
from tests.ui.conftest import saved, until


@pytest.fixture
def standup(sample, opened):
    """``async with standup() as (app, pilot)``: the sample in its standup."""

    def opener(path=None, **options):
        return opened(path or sample(), **options)

    return opener


async def begin(app, pilot):
    await pilot.press("m", "s")
    await until(pilot, lambda: app.main.tab.view is MEETINGS["standup"] and app.main.tab.before is not None)
    return app.main.tab


def text_of(tab):
    return "\n".join("".join(text for text, _ in line) for line in tab.story.lines)


async def test_turns_go_by_one_key_and_whoever_is_blocked_comes_first(standup):
    async with standup() as (app, pilot):
        tab = await begin(app, pilot)
        assert [turn.of.state for turn in tab.slides[:3]] == ["blocked"] * 3
        people = len(app.session.plan.people)
        assert sum(turn.key.startswith("people/") for turn in tab.slides) == people
        await pilot.press(*["space"] * len(tab.slides))
        assert tab.going.here == END
        await pilot.press("left", "backspace")
        assert tab.place == len(tab.slides) - 2


async def test_status_progress_and_blocker_are_a_key_each_on_the_thing_under_the_cursor(standup):
    async with standup() as (app, pilot):
        tab = await begin(app, pilot)
        path = tab.selected_path()
        assert path == tab.turn.of.things[0].path
        thing = app.session.plan.batches
        await pilot.press("+")
        await saved(app, pilot)
        assert app.session.plan.batches != thing
        await pilot.press("exclamation_mark", *"stuck", "enter")
        await saved(app, pilot)
        raised = app.session.plan.escalations[-1]
        assert (raised.title, raised.level, raised.blocks) == ("stuck", "1", (path[1],))
        await pilot.press("u", "u")
        await saved(app, pilot)
        assert app.session.plan.batches == thing


async def test_the_order_stays_while_things_change(standup):
    async with standup() as (app, pilot):
        tab = await begin(app, pilot)
        before = [turn.key for turn in tab.slides]
        await pilot.press("s", "d")
        await saved(app, pilot)
        assert [turn.key for turn in tab.slides] == before


async def test_notes_actions_and_topics_end_in_the_record_and_the_minutes_are_copied(standup, monkeypatch):
    copied = []
    async with standup() as (app, pilot):
        monkeypatch.setattr(app, "copy_text", lambda text, what: copied.append(text))
        tab = await begin(app, pilot)
        about = tab.selected_path()[1]
        await pilot.press("n", *"half", "enter")
        await pilot.press("P", *"vault", "enter")
        await pilot.press("f", *"ask", "f2")
        await pilot.press("X")
        absent = tab.turn.about[1]
        await pilot.press(*["space"] * len(tab.slides))
        assert "vault" in text_of(tab)
        await pilot.press("enter")
        await saved(app, pilot)
        meeting = last_meeting(app.session.plan, "standup")
        assert [(note.about, note.text) for note in meeting.notes] == [(about, "half")]
        assert [action.text for action in meeting.actions] == ["ask"]
        assert meeting.parked == ("vault",)
        assert absent not in meeting.attendees
        assert len(meeting.attendees) == len(app.session.plan.people) - 1
        assert app.main.tab.view is not MEETINGS["standup"]
        assert "vault" in copied[0]
        assert MeetingRuns(app.session.path).going_on() == ()
        await pilot.press("u")
        await saved(app, pilot)
        assert last_meeting(app.session.plan, "standup") is None


async def test_what_was_said_is_taken_back_before_what_was_changed_before_it(standup):
    async with standup() as (app, pilot):
        tab = await begin(app, pilot)
        batches = app.session.plan.batches
        await pilot.press("plus", "n", *"wrong", "enter", "X")
        await pilot.press("u")
        assert tab.going.absent == []
        await pilot.press("u")
        assert tab.going.notes == []
        assert app.session.plan.batches != batches
        await pilot.press("u")
        await saved(app, pilot)
        assert app.session.plan.batches == batches


async def test_the_column_of_a_card_is_chosen_by_the_key_of_a_status(standup):
    async with standup() as (app, pilot):
        tab = await begin(app, pilot)
        while tab.selected_path()[0] != "items":
            await pilot.press("j")
        path = tab.selected_path()
        await pilot.press("s", "q")
        await saved(app, pilot)
        assert next(card for card in app.session.plan.items if card.id == path[1]).column == "qa"


async def test_a_meeting_that_was_ended_elsewhere_is_not_recorded_twice(standup):
    async with standup() as (app, pilot):
        tab = await begin(app, pilot)
        plan, now = app.session.plan, app.clock()
        app.session.apply(record(plan, "standup", tab.going.started, now, "omar"), made_for=plan)
        await pilot.press(*["space"] * len(tab.slides), "enter")
        await pilot.pause()
        assert not app.main.in_meeting
        assert [one.lead for one in app.session.plan.meetings if one.kind == "standup"] == ["omar"]
        assert tab.runs.going_on() == ()


async def test_one_of_another_day_is_asked_about_and_a_new_one_begins(standup, monkeypatch):
    async with standup() as (app, pilot):
        tab = await begin(app, pilot)
        await pilot.press("space", "n", *"old", "enter", "escape")
        tomorrow = app.clock() + timedelta(days=1)
        monkeypatch.setattr(app, "clock", lambda: tomorrow)
        await pilot.press("m", "s", "n")
        await until(pilot, lambda: app.main.in_meeting)
        assert (tab.going.started, tab.going.notes, tab.place) == (tomorrow, [], 0)


async def test_where_its_state_cannot_be_kept_no_meeting_begins(standup):
    async with standup() as (app, pilot):
        folder = state_of(app.session.path)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "meetings").write_text("in the way")
        await pilot.press("m", "s")
        await pilot.pause()
        assert not app.main.in_meeting


async def test_a_crash_goes_on_where_it_was(standup, sample):
    path = sample()
    async with standup(path) as (app, pilot):
        tab = await begin(app, pilot)
        await pilot.press("space", "n", *"half", "enter")
        here, order = tab.going.here, list(tab.going.order)
        start = tab.before
        await pilot.press("space", "left")
    async with standup(path) as (app, pilot):
        tab = await begin(app, pilot)
        assert (tab.going.here, tab.going.order, tab.before) == (here, order, start)
        assert [note["text"] for note in tab.going.notes] == ["half"]


async def test_escape_leaves_it_and_another_tab_does_not_stop_it(standup):
    async with standup() as (app, pilot):
        await pilot.press("2")
        tab = await begin(app, pilot)
        await pilot.press("space", "escape")
        assert app.main.tab.view.title == "Batches"
        await pilot.press("4", "m", "s")
        assert app.main.tab is tab
        assert tab.place == 1


async def test_by_batch(standup):
    async with standup() as (app, pilot):
        tab = await begin(app, pilot)
        await pilot.press("full_stop")
        assert tab.turn.about[0] == "batches"
        await pilot.press("space")
        assert "by person" in "".join(hint[2] for hint in app.main.query_one("#footer")._hints)
        await pilot.press("full_stop")
        assert tab.turn.about[0] == "people"
        await pilot.press("full_stop")
        assert tab.place == 1, "each goes on where it was left"


async def test_the_clock_counts_while_one_is_there(standup, monkeypatch):
    async with standup() as (app, pilot):
        tab = await begin(app, pilot)
        start, now = app.clock(), [app.clock()]
        monkeypatch.setattr(app, "clock", lambda: now[0])
        for second in (1, 2, 3, 60):
            now[0] = start + timedelta(seconds=second)
            tab._tick()
        assert tab.going.total == 8, "three seconds, and of the machine's sleep no more than five"
        await pilot.press("space")
        now[0] = start + timedelta(seconds=62)
        tab._tick()
        assert tab.going.seconds[tab.going.here] == 2


async def test_a_plan_with_nothing_in_it_ends_at_once(tmp_path, opened):
    path = tmp_path / "plan.toml"
    path.write_text('[project]\nname = "x"\n')
    async with opened(path) as (app, pilot):
        await pilot.press("m", "s")
        await until(pilot, lambda: app.main.in_meeting)
        assert app.main.tab.going.here == END or not app.main.tab.slides
        await pilot.press("space", "left", "s", "plus", "n", *"x", "enter", "enter")
        await saved(app, pilot)
        assert last_meeting(app.session.plan, "standup") is not None
