"""The commands that edit: what they ask, and how they call what it is about."""

import pytest


@pytest.mark.parametrize(
    ("keys", "title"),
    [
        (["2", "j", "j", "s"], "Status of batch-3"),
        (["2", "v", "j", "v", "j", "v", "s"], "Status of these 3"),
    ],
)
async def test_the_status_menu_names_what_it_is_about(opened, sample, keys, title):
    async with opened(sample()) as (app, pilot):
        await pilot.press(*keys)
        assert str(app.screen.query_one(".panel").border_title) == title
