"""The issues: the worst first, s moves one on, ! takes it up and never down."""

from octotui.plan.plan import by_id
from tests.ui.conftest import saved

EMPTY = '[project]\nname = "P"\n'


def issue(app, name="i-5"):
    return by_id(app.session.plan.issues, name)


async def test_the_worst_open_issue_comes_first(sample, opened):
    async with opened(sample()) as (app, pilot):
        await pilot.press("8")
        assert app.main.tab.table.keys == ["i-6", "i-5", "i-4", "i-3", "i-1", "i-2"]


async def test_the_menu_offers_the_steps_that_may_follow_and_leaves_a_record(sample, opened):
    async with opened(sample()) as (app, pilot):
        await pilot.press("8", "j", "s", "r")
        assert issue(app).status == "open", "it was not worked on yet, so the menu has no “resolved”"
        await pilot.press("i", "s", "s")
        await saved(app, pilot)
        assert (issue(app).status, issue(app).resolved) == ("resolved", app.clock())
        assert [(entry.did, entry.by) for entry in issue(app).history] == [("started", "ana"), ("resolved", "ana")]
        await pilot.press("u", "u")
        assert (issue(app).status, issue(app).history) == ("open", ())


async def test_an_issue_is_taken_up_with_a_reason_until_nobody_is_above(sample, opened):
    async with opened(sample()) as (app, pilot):
        await pilot.press("8", "j", "j")
        await pilot.press("!", *"they called again", "enter")
        entry = issue(app, "i-4").history[-1]
        assert issue(app, "i-4").escalated == "executive"
        assert (entry.did, entry.by, entry.note) == ("escalated to executive", "ana", "they called again")
        assert app.main.tab.can_raise() == "i-4 is with the executives: there is nobody above."
        await pilot.press("G")
        assert app.main.tab.can_raise() == "i-2 is closed; s opens it again."
        await pilot.press("g", "enter", "j", "!", *"no disk", "enter")
        assert app.session.plan.escalations[-1].blocks == ("batch-2",), "on a batch in the story it raises a blocker"


async def test_a_new_issue_says_who_reported_it_and_when(tmp_path, opened):
    path = tmp_path / "plan.toml"
    path.write_text(EMPTY)
    async with opened(path) as (app, pilot):
        await pilot.press("8")
        assert app.main.tab.has_class("-empty")
        await pilot.press("a", *"Slow", "enter")
        await saved(app, pilot)
        assert path.read_text().endswith(
            '[[issues]]\nid = "slow"\ntitle = "Slow"\nreporter = "ana"\nopened = 2026-11-20\n'
        )
