"""The next actions: week by week, this one first; space ticks."""

from octotui.plan.plan import by_id
from tests.ui.conftest import saved


def heading(tab, action):
    return "".join(text for text, _ in tab.group_of(action, tab.snapshot))


async def test_this_week_comes_first_and_a_tick_leaves_the_row_where_it_is(sample, opened):
    path = sample()
    async with opened(path) as (app, pilot):
        await app.main.jump(("actions", "split-309"))
        tab = app.main.tab
        order = tab.table.keys
        assert order == [
            "split-309", "merge-311", "vault-money", "partner", "fix-ci", "triage-zap", "close-gates",
        ]  # fmt: skip
        await pilot.press("j", "space")
        await saved(app, pilot)
        action = by_id(app.session.plan.actions, "merge-311")
        assert action.done
        assert (tab.table.key, tab.table.keys) == ("merge-311", order)
        assert heading(tab, action) == "Week 5  16–22 Nov  this week, 2 to do"
        await pilot.press("space")
        assert not by_id(app.session.plan.actions, "merge-311").done


async def test_what_a_past_week_left_over_is_said(sample, opened):
    path = sample()
    path.write_text(
        path.read_text().replace('week = "Week 1", days = "Day 2–4", owner = "sam", done = true', 'week = "Week 1"')
    )
    async with opened(path) as (app, _):
        await app.main.jump(("actions", "triage-zap"))
        assert "1 left over" in heading(app.main.tab, app.main.tab.selected())
