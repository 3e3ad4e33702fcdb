"""The decisions: recorded with who and when, and flagged where it was not theirs to take."""

from octotui.ui.tabs import VIEWS
from octotui.ui.widgets.story import StoryView
from octotui.ui.widgets.table import Table
from tests.ui.conftest import saved


def text_of(lines):
    return "\n".join("".join(text for text, _ in line) for line in lines)


async def test_a_decision_is_recorded_on_the_current_release_and_said_not_to_be_theirs(sample, opened):
    async with opened(sample(), who="li") as (app, pilot):
        await app.main.go_to_view(VIEWS["decisions"])
        await pilot.pause()
        await pilot.press("a", *"GO", "tab", *"all well", "f2")
        await saved(app, pilot)
        decision = app.session.plan.releases[1].decisions[0]
        assert (decision.type, decision.outcome, decision.by, decision.reason) == ("go-no-go", "GO", "li", "all well")
        assert decision.at is not None
        story = text_of(app.main.tab.query_one("#story", StoryView).lines)
        assert "not the owner: Release Manager decides" in story
        table = app.main.tab.query_one("#list", Table)
        listed = text_of(table.draw(number, 70) for number in range(table.count()))
        assert listed.index("2026.11") < listed.index("2026.10") < listed.index("Rollback")


async def test_another_release_is_chosen_and_a_record_edited_in_the_story(sample, opened):
    async with opened(sample(), who="dana") as (app, pilot):
        await app.main.go_to_view(VIEWS["decisions"])
        await pilot.press("W", *"2026.10", "enter", "j", "a", *"Back", "f2")
        assert [one.outcome for one in app.session.plan.releases[0].decisions] == ["GO", "Back"]
        await pilot.pause()
        await pilot.press("enter", "enter", "tab", "tab", *"late", "f2")
        assert app.session.plan.releases[0].decisions[1].reason == "late"


async def test_without_kinds_the_first_one_is_added(tmp_path, opened):
    path = tmp_path / "plan.toml"
    path.write_text('[[releases]]\nid = "1"\n')
    async with opened(path) as (app, pilot):
        await app.main.go_to_view(VIEWS["decisions"])
        await pilot.press("a", *"Rollback", "f2")
        assert app.session.plan.decision_types[0].id == "rollback"


async def test_who_decides_is_ticked_among_the_roles(sample, opened):
    async with opened(sample()) as (app, pilot):
        await app.main.go_to_view(VIEWS["decisions"])
        await pilot.press("o", *"devops", "space", "enter")
        assert app.session.plan.decision_types[0].owner == ("release-manager", "devops")
