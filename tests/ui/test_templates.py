"""The plans that people start from open on every tab; the fullest each time, the others when asked for (-m long)."""

import pytest

from octotui.config.templates import template_named, template_names
from octotui.ui.tabs import VIEWS

FULLEST = "programme"
OTHERS = [pytest.param(name, marks=pytest.mark.long) for name in template_names() if name != FULLEST]


@pytest.mark.parametrize("template", [FULLEST, *OTHERS])
async def test_every_view_opens_on_a_plan_just_started(tmp_path, opened, template):
    name, data = template_named(template)
    path = tmp_path / name
    path.write_bytes(data)
    async with opened(path, size=(80, 24)) as (app, pilot):
        for view in VIEWS.values():
            await app.main.go_to_view(view)
            assert app.main.tab.view is view
            await pilot.pause()
            assert app.main.tab.size.height > 10
    assert path.read_bytes() == data
