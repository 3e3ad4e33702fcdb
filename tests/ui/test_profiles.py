"""The profiles: a page about each role, copied as a prompt, with ways to the others."""

import pytest

from octotui.ui.tabs import VIEWS
from octotui.ui.tabs.people import PeopleTab
from octotui.ui.widgets.story import StoryView


@pytest.fixture
def copied(monkeypatch):
    texts = []
    monkeypatch.setattr("octotui.ui.outside.Outside.copy_text", lambda self, text, what: texts.append(text))
    return texts


async def test_a_profile_is_copied_as_a_prompt(sample, opened, copied):
    async with opened(sample()) as (app, pilot):
        await app.main.go_to_view(VIEWS["profiles"])
        await pilot.press("y")
        assert copied[0].startswith("## Persona: Release Manager")
        assert "Dana Kim" in copied[0]


async def test_enter_on_an_interaction_goes_to_the_other_role_and_on_a_task_it_is_ticked(sample, opened):
    async with opened(sample()) as (app, pilot):
        await app.main.go_to_view(VIEWS["profiles"])
        await app.main.jump(("roles", "release-manager", "interactions", "qa"))
        await pilot.pause()
        await pilot.press("enter")
        assert app.main.tab.selected_path() == ("roles", "qa")
        await app.main.jump(("roles", "release-manager", "tasks", "pre-release", "tasks", "check-the-pre-release-list"))
        await pilot.pause()
        await pilot.press("space")
        ticks = [tick.task for tick in app.session.plan.releases[1].done]
        assert "Check the pre-release list" in ticks


async def test_people_show_what_is_open_and_lead_to_their_roles(sample, opened):
    async with opened(sample()) as (app, pilot):
        await app.main.jump(("people", "dana"))
        await pilot.pause()
        assert isinstance(app.main.tab, PeopleTab)
        story = app.main.tab.query_one("#story", StoryView)
        assert any("Rehearse the rollback" in text for line in story.lines for text, _ in line)
        await pilot.press("enter", "enter")
        assert app.main.tab.selected_path() == ("roles", "release-manager")
