"""Meetings are held before others: judged is the whole plan, told is what is not withheld."""

from functools import partial

import pytest

from octotui.plan.data import data_of
from octotui.plan.edits import Set
from octotui.plan.plan import by_id
from octotui.plan.verdict import verdict
from octotui.ui.tabs import MEETINGS
from tests.ui.conftest import make_app, until
from tests.ui.presented import NOTE, SECRET, everything, leaks, line, screen_text


@pytest.mark.parametrize("kind", MEETINGS)
async def test_no_turn_of_a_meeting_shows_a_secret_or_a_note(kind, secrets, opened):
    async with opened(secrets()) as (app, pilot):
        await pilot.press("m", {"standup": "s", "go-no-go": "g", "risk-review": "r"}[kind])
        await until(pilot, lambda: app.main.in_meeting)
        await pilot.pause()
        assert "⊘" in screen_text(app)
        while True:
            assert leaks(everything(app), SECRET, NOTE) == []
            if app.main.tab.is_at_end:
                break
            await pilot.press("space")
            await pilot.pause()


async def test_nothing_is_judged_by_a_part(secrets, opened):
    async with opened(secrets()) as (app, pilot):
        await pilot.press("m", "g")
        await until(pilot, lambda: app.main.in_meeting)
        await pilot.pause()
        whole = app.session.plan
        found = verdict(whole, by_id(whole.releases, "2026.11"), app.snapshot.today)
        told = app.main.tab._verdict
        assert (told.outcome, len(told.reasons)) == (found.outcome, len(found.reasons))
        texts = [reason.text for reason in told.reasons]
        assert "open: security escalation (details withheld)" in texts
        assert "open: internal checklist (details withheld)" in texts
        assert leaks("\n".join(texts), SECRET, NOTE) == []
        assert len(leaks("\n".join(reason.text for reason in found.reasons), SECRET, NOTE)) == 3


@pytest.mark.parametrize("keys", ["m s", "m r", "m g"])
async def test_the_record_of_a_meeting_is_of_the_whole_plan(keys, secrets, opened):
    records = []
    for asked in (False, True):
        async with opened(secrets()) as (app, pilot):
            await pilot.press(*keys.split())
            await until(pilot, lambda: app.main.in_meeting)
            await pilot.pause()
            if asked:
                await pilot.press("tilde")
            app.change((Set(("risks", f"{SECRET}-own", "title"), f"{SECRET} of one's own", f"{SECRET} worse"),))
            await pilot.pause()
            while not app.main.tab.is_at_end:
                await pilot.press("space")
            await pilot.press("enter")
            await until(pilot, lambda: not app.main.in_meeting)
            records.append(data_of(max(app.session.plan.meetings, key=lambda one: one.at)))
    assert records[0] == records[1]
    assert any(SECRET in words for words in records[0]["changes"])


async def test_out_of_a_meeting_all_stays_hidden_until_it_is_asked_for(secrets, opened):
    async with opened(secrets()) as (app, pilot):
        await pilot.press("m", "s")
        await until(pilot, lambda: app.main.in_meeting)
        await pilot.press("4")
        await pilot.pause()
        assert leaks(everything(app)) == []
        assert "withheld" in line(app)
        assert app.main.query_one("#present").display
        await pilot.press("m", "s")
        await until(pilot, lambda: app.main.in_meeting)
        await pilot.press("escape")
        await pilot.pause()
        assert not app.main.in_meeting
        assert leaks(everything(app)) == []
        await pilot.press("tilde")
        await pilot.pause()
        assert app.snapshot.shown is None
        assert not app.main.query_one("#present").display


async def test_a_plan_opened_for_a_meeting_is_never_shown_whole(secrets, opened):
    path = secrets()
    app = make_app(path)
    app.begins_with = ("standup", "")
    app.presenting.expect_meeting()
    seen = []
    async with app.run_test(size=(120, 40)) as pilot:
        app.main.show_footer = partial(_look_at, seen, app, app.main.show_footer)
        await until(pilot, lambda: app.main.in_meeting)
        await pilot.pause()
        assert leaks(everything(app)) == []
    assert not any(map(leaks, seen))


def _look_at(seen, app, then):
    seen.append(everything(app))
    then()


async def test_a_note_on_what_is_hidden_does_not_say_on_what(secrets, opened):
    async with opened(secrets()) as (app, pilot):
        await pilot.press("m", "g")
        await until(pilot, lambda: app.main.in_meeting)
        await pilot.pause()
        tab = app.main.tab
        tab.story.go_to(("escalations", f"{SECRET}-door"))
        await pilot.pause()
        assert tab.selected_path() == ("escalations", f"{SECRET}-door")
        before = app.session.plan
        for key in ("s", "x", "e", "o", "exclamation_mark", "y", "b", "enter"):
            await pilot.press(key)
            await pilot.pause()
            assert app.screen is app.main
            assert leaks(everything(app), SECRET, NOTE) == []
        assert app.session.plan is before
        await pilot.press("W")
        await pilot.pause()
        assert "Waive security escalation (details withheld)" in screen_text(app)
        assert leaks(screen_text(app), SECRET, NOTE) == []
        await pilot.press("escape", "n")
        await pilot.pause()
        assert leaks(screen_text(app), SECRET, NOTE) == []
        await pilot.press(*"why", "enter")
        while not tab.is_at_end:
            await pilot.press("space")
        await pilot.pause()
        assert leaks(everything(app), SECRET, NOTE) == []
        assert "(withheld): why" in everything(app)
