"""What dialogs say on their lower edge, and what keys that mean nothing do there."""

import pytest

from octotui.plan.plan import by_id
from octotui.ui.dialogs.choose import Choose
from octotui.ui.dialogs.form import Form
from octotui.ui.dialogs.pick import Pick

STATUS = "s next · enter take · esc leave"


def said(app):
    return str(app.screen.query_one(".panel").border_subtitle)


@pytest.mark.parametrize(
    ("key", "name"), [("x", "x"), ("7", "7"), ("D", "D"), ("space", "space"), ("tab", "tab"), ("pageup", "pgup")]
)
async def test_a_menu_names_a_key_that_is_none_of_its_choices_and_stays(sample, opened, key, name):
    async with opened(sample()) as (app, pilot):
        before = app.session.plan
        await pilot.press("2", "j", "s")
        assert said(app) == STATUS
        await pilot.press(key)
        assert isinstance(app.screen, Choose)
        assert said(app) == f"{name} is none of these · esc leave"
        assert app.screen.query_one(".panel").has_class("-wrong")
        await pilot.press("j")
        assert said(app) == STATUS
        await pilot.press("escape")
        assert len(app.screen_stack) == 1
        assert app.session.plan is before


async def test_a_list_says_that_nothing_matches(sample, opened):
    async with opened(sample()) as (app, pilot):
        await pilot.press("colon")
        assert isinstance(app.screen, Pick)
        keys = said(app)
        await pilot.press(*"qqqq")
        assert said(app) == "nothing matches · esc leave"
        await pilot.press("enter")
        assert isinstance(app.screen, Pick)
        await pilot.press("ctrl+u")
        assert said(app) == keys


async def test_a_list_that_takes_any_name_says_so_when_nothing_matches(sample, opened):
    async with opened(sample()) as (app, pilot):
        await pilot.press("2", "o", *"Zaphod")
        assert said(app) == "nothing matches · enter take it as typed · esc leave"
        await pilot.press("enter")
        assert by_id(app.session.plan.batches, "batch-1").owner == "Zaphod"


async def test_a_field_that_is_refused_has_the_keys_at_once(sample, opened):
    async with opened(sample()) as (app, pilot):
        await pilot.press("2", "a", "tab", *"P9", "f2")
        assert isinstance(app.screen, Form)
        assert (app.focused.id, said(app)) == ("field-name", "name is needed")
