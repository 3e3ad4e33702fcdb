"""Keys typed fast do what the same keys do when each is waited for."""

import asyncio
import random

import pytest
from textual import events
from textual.widgets import Input

from octotui.ui.dialogs.form import Form
from octotui.ui.dialogs.pick import Pick
from tests.ui.conftest import saved, until

CHARACTERS = {"space": " ", "minus": "-", "plus": "+", "slash": "/"}
MOVES = ["tab", "tab", "shift+tab", "up", "down", "left", "right", "home", "end"]
IN_A_FORM = [*"abdinqsx0123456789", *CHARACTERS, *MOVES, "backspace", "delete", "ctrl+u", "ctrl+k", "ctrl+w"]
ANYWHERE = [*"23457aadesbbisjjkkotmur", *CHARACTERS, *MOVES, "enter", "enter", "f2", "escape", "escape", "ctrl+u"]
SEEDS = [1, *(pytest.param(seed, marks=pytest.mark.long) for seed in (2, 3))]


def burst(app, *keys):
    """Put keys into the app's queue as the terminal does, all at once."""
    for key in keys:
        app.post_message(events.Key(key, CHARACTERS.get(key, key if len(key) == 1 else None)))


async def typed_slowly(app, pilot, keys):
    for key in keys:
        burst(app, key)
        await pilot.pause(0)
        await pilot.pause(0)


async def typed_fast(app, pilot, keys):
    burst(app, *keys)
    taken = []
    app.call_later(taken.append, True)
    await until(pilot, lambda: taken)


def form_of(app):
    fields = app.screen.query("Input, TextArea, ChoiceField")
    return app.focused.id, [field.value if isinstance(field, Input) else field.text for field in fields]


@pytest.mark.parametrize("seed", SEEDS)
async def test_a_burst_into_a_form_is_what_the_same_keys_are_when_typed_slowly(sample, opened, seed):
    keys = random.Random(seed).choices(IN_A_FORM, k=200)
    seen = []
    for type_them in (typed_slowly, typed_fast):
        async with opened(sample()) as (app, pilot):
            await pilot.press("2", "e")
            await type_them(app, pilot, keys)
            assert isinstance(app.screen, Form)
            seen.append(form_of(app))
    assert seen[0] == seen[1]


@pytest.mark.parametrize("seed", SEEDS)
async def test_a_burst_of_commands_and_answers_is_what_the_same_keys_are_when_typed_slowly(sample, opened, seed):
    keys = random.Random(seed).choices(ANYWHERE, k=100)
    seen = []
    for type_them in (typed_slowly, typed_fast):
        async with opened(sample()) as (app, pilot):
            await type_them(app, pilot, keys)
            screens = [type(screen) for screen in app.screen_stack]
            seen.append((screens, app.main.tab.view, app.main.tab.selected_path(), app.session.plan))
            await saved(app, pilot)
    assert seen[0] == seen[1]


async def test_a_key_that_nothing_wants_is_dealt_with_before_the_next(sample, opened):
    async with opened(sample()) as (app, pilot):
        await pilot.press("2", "a", "tab", "tab")
        status = app.focused
        await typed_fast(app, pilot, ["tab", "4", "2"])
        assert status.text == ""
        assert app.focused.value == "42"


async def test_a_story_that_was_just_opened_has_its_parts_before_it_gets_a_key(sample, opened, monkeypatch):
    monkeypatch.setattr("textual.screen.UPDATE_PERIOD", 0.2)  # so late does it get its place on the screen
    async with opened(sample()) as (app, pilot):
        await typed_fast(app, pilot, ["shift+tab", "enter", "enter"])
        assert app.main.tab.selected_path() == ("initiatives", "weekly-release"), "the story's first source"
        assert app.main.tab.view.name == "initiatives"


async def test_a_field_that_is_slow_is_waited_for(sample, opened, monkeypatch):
    take_key = Input._on_key

    async def take_key_slowly(self, event):
        await asyncio.sleep(0.01)
        await take_key(self, event)

    monkeypatch.setattr(Input, "_on_key", take_key_slowly)
    monkeypatch.setattr("octotui.ui.keys.LOOK_AGAIN", 0.002)
    async with opened(sample()) as (app, pilot):
        await pilot.press("2", "a")
        await typed_fast(app, pilot, ["x", "y", "backspace", "z"])
        assert app.focused.value == "xz"


async def test_a_widget_that_waits_for_the_app_gets_it_after_a_while(sample, opened, monkeypatch):
    monkeypatch.setattr("octotui.ui.keys.LOOK_AGAIN", 0.001)
    async with opened(sample()) as (app, pilot):
        await pilot.press("2", "a")
        field, answer = app.focused, asyncio.Event()
        field.call_later(answer.wait)
        burst(app, "x")
        app.call_later(answer.set)
        await until(pilot, lambda: field.value == "x")


async def test_the_filter_is_seen_and_has_the_keys_however_fast_it_was_left_and_asked_for(sample, opened):
    async with opened(sample()) as (app, pilot):
        await pilot.press("2", "slash")
        assert app.main.query_one("#filter").display
        for _ in range(5):
            await typed_fast(app, pilot, ["a", "escape", "slash", "b"])
            assert app.focused.value == "b"
            assert app.main.query_one("#filter").display


async def test_a_second_enter_does_not_answer_what_is_below(sample, opened):
    async with opened(sample()) as (app, pilot):
        await pilot.press("colon")
        pick = app.screen
        assert isinstance(pick, Pick)
        pick.dismiss(None)
        pick.dismiss(("command:theme",))
        await pilot.pause()
        assert [type(screen).__name__ for screen in app.screen_stack] == ["MainScreen"]
