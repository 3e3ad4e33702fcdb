"""What changed since: chosen by a key, marked in lists, told in stories, asked for by the filter."""

import threading

import pytest

from octotui.plan.edits import Set
from octotui.ui import since
from octotui.ui.widgets.kanban import Kanban
from octotui.ui.widgets.matrix import Matrix
from octotui.ui.widgets.table import Table
from tests.repository import ALONE, Repository
from tests.ui.conftest import saved, until


async def chosen(app, pilot, *keys):
    """Choose since when, and wait until it is shown."""
    before = app.since.baseline
    await pilot.press("c", *keys)
    await until(pilot, lambda: app.since.baseline is not before)
    await pilot.pause()


def signs(app):
    """What stands beside the rows of the list."""
    return {key: sign for key, (sign, _) in app.main.tab.table.signs.items()}


def row_of(table, key):
    """A row as it is on the screen, below the headings."""
    return table.render_line(table.keys.index(key) + 1).text


def top(app):
    return "".join(text for text, _ in app.main.query_one("#top").left)


def story(app):
    return ["".join(text for text, _ in line) for line in app.main.tab.story.lines]


def said(app):
    return "".join(text for text, _ in app.main.query_one("#said").left).strip()


async def test_what_changed_is_marked_in_the_list_and_told_in_the_story(sample, opened):
    async with opened(sample()) as (app, pilot):
        await pilot.press("2")
        assert signs(app) == {}
        assert "since" not in top(app)
        assert row_of(app.main.tab.table, "batch-3").startswith("  P1 ")
        await chosen(app, pilot, "w")

        assert signs(app) == {"batch-2": "~", "batch-3": "~", "batch-4": "~"}
        table = app.main.tab.table
        assert row_of(table, "batch-3").startswith("~ P1 ")
        assert row_of(table, "batch-1").startswith("  P0 ")
        assert "~ since Fri 13 Nov" in top(app)
        assert said(app).endswith("since Fri 13 Nov, as far as the plan tells.")

        await pilot.press("j", "j")
        told = story(app)
        at = told.index("Since Fri 13 Nov  as far as the plan tells")
        assert told[at + 1].startswith("~ status: not started → blocked")
        assert told[at + 2] == "  progress: 0 → 20"
        await pilot.press("k", "k")
        assert not any(line.startswith("Since") for line in story(app))


async def test_marks_follow_the_plan_and_go_away_again(sample, opened):
    async with opened(sample()) as (app, pilot):
        await pilot.press("2")
        await chosen(app, pilot, "y")
        assert signs(app) == {}
        await pilot.press("s", "n")
        await until(pilot, lambda: signs(app) == {"batch-1": "↺"})
        await pilot.press("u")
        await until(pilot, lambda: signs(app) == {})
        app.change((Set(("batches", "batch-2", "status"), "in-progress", "done"),))
        app.change((Set(("batches", "batch-5", "progress"), None, 5),))
        await until(pilot, lambda: signs(app) == {"batch-2": "✓", "batch-5": "~"})
        await pilot.press("v")
        assert row_of(app.main.tab.table, "batch-1").startswith("▪ ")

        await pilot.press("c", "n")
        await until(pilot, lambda: signs(app) == {})
        assert "since" not in top(app)


async def test_the_filter_asks_for_what_changed(sample, opened):
    async with opened(sample()) as (app, pilot):
        await pilot.press("5")
        await chosen(app, pilot, "w")
        table = app.main.tab.table
        everything = len(table.keys)
        found = {}
        for typed in ("changed:", "changed:new", "changed:ch", "!changed:", "changed:gone"):
            app.main.set_filter(typed)
            await pilot.pause()
            found[typed] = set(table.keys)
        assert found["changed:new"] == {"e-10", "e-12", "e-7", "e-11", "e-8"}
        assert found["changed:ch"] == {"e-9"}
        assert found["changed:"] == found["changed:new"] | found["changed:ch"]
        assert len(found["!changed:"]) == everything - len(found["changed:"])
        assert found["changed:gone"] == set()


async def test_the_filter_alone_asks_since_the_last_meeting(sample, opened):
    async with opened(sample()) as (app, pilot):
        await pilot.press("5", "slash", *"changed:")
        await until(pilot, lambda: set(app.main.tab.table.keys) == {"e-9", "e-10", "e-12", "e-8"})
        assert app.since.baseline.since.words == "the risk review, 18 Nov 13:38"


async def test_without_a_meeting_it_asks_since_yesterday(sample, opened):
    async with opened(sample("execution-plan.json")) as (app, pilot):
        assert not app.session.plan.meetings
        await pilot.press("4", "slash", *"changed:")
        await until(pilot, lambda: app.since.baseline is not None)
        assert app.since.baseline.since.words == "Thu 19 Nov"


async def test_keys_work_while_it_is_looked_up(sample, opened, monkeypatch):
    may_go, found = threading.Event(), since._found

    def slow(*what):
        may_go.wait(30)
        return found(*what)

    monkeypatch.setattr(since, "_found", slow)
    async with opened(sample()) as (app, pilot):
        await pilot.press("2", "c", "w", "j", "j")
        assert app.main.tab.table.key == "batch-3"
        assert signs(app) == {}
        may_go.set()
        await until(pilot, lambda: "batch-3" in signs(app))


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("HEAD~2", '"HEAD~2" is no meeting and no day, and the plan is in no git repository'),
        ("-300d", None),
    ],
)
async def test_another_time_is_typed(sample, opened, typed, message):
    async with opened(sample()) as (app, pilot):
        await pilot.press("2", "c", "o")
        app.screen.query_one("Input").value = typed
        await pilot.press("enter")
        if message:
            await until(pilot, lambda: said(app).startswith(message))
            assert app.since.baseline is None
        else:
            await until(pilot, lambda: app.since.baseline is not None)


async def test_what_cannot_be_is_said_while_one_types(sample, opened):
    async with opened(sample()) as (app, pilot):
        await pilot.press("c", "o", *"go-no-go", "enter")
        assert "no go/no-go is on record" in str(app.screen.query_one("Static").render())
        await pilot.press("escape")


async def test_a_git_revision_is_compared_with(sample, opened, tmp_path, monkeypatch):
    for name, value in ALONE.items():
        monkeypatch.setenv(name, value)
    path = sample()
    repository = Repository(tmp_path, path.name)
    repository.commit()
    path.write_text(path.read_text().replace('name     = "Security"', 'name     = "Safety"'))
    async with opened(path) as (app, pilot):
        await pilot.press("2")
        await chosen(app, pilot, "h")
        assert signs(app) == {"batch-3": "~"}
        assert "~ since HEAD" in top(app)


async def test_what_others_write_is_marked_and_all_else_is_shared(sample, opened):
    path = sample()
    async with opened(path) as (app, pilot):
        await pilot.press("2")
        await chosen(app, pilot, "y")
        path.write_text(path.read_text().replace('name     = "Security"', 'name     = "Safety"'))
        await until(pilot, lambda: signs(app) == {"batch-3": "~"})
        plan, was = app.snapshot.plan, app.since.baseline.plan
        assert was.batches[0] is plan.batches[0]
        assert was.risks is plan.risks


async def test_lists_and_points_of_checklists_are_marked(sample, opened):
    async with opened(sample()) as (app, pilot):
        await pilot.press("7")
        await chosen(app, pilot, "w")
        tab = app.main.tab
        assert tab.lists.signs["day-of-release"][0] == "~"
        tab.go_to(("checklists", "day-of-release"))
        assert [sign for sign, _ in tab.items.signs.values()] == ["✓"]
        app.main.set_filter("changed:closed")
        await pilot.pause()
        assert "day-of-release" in tab.lists.keys
        assert "after-the-release" not in tab.lists.keys
        await saved(app, pilot)


async def test_cells_and_tasks_of_the_matrix_are_marked(sample, opened):
    async with opened(sample()) as (app, pilot):
        await pilot.press("6")
        await chosen(app, pilot, "r")
        rows = {row.key: [sign and sign[0] for sign in row.signs] for row in app.main.query_one(Matrix)._rows}
        assert rows["developer"] == ["~", None, None, None]
        app.main.tab.go_to(("roles", "developer", "tasks", "pre-release"))
        assert [sign for sign, _ in app.main.query_one("#tasks", Table).signs.values()] == ["✓", "✓"]


async def test_cards_are_marked(sample, opened):
    async with opened(sample(), size=(160, 40)) as (app, pilot):
        await pilot.press("3")
        await chosen(app, pilot, "r")
        assert signs(app) == {"sec-15": "~", "inf-55": "~"}
        board = app.main.query_one(Kanban)
        drawn = [board.render_line(y).text for y in range(board.size.height)]
        assert any("~Content security" in line for line in drawn)


async def test_signs_are_plain_where_the_terminal_is(sample, opened):
    async with opened(sample(), glyphs="ascii") as (app, pilot):
        await pilot.press("2")
        await chosen(app, pilot, "y")
        await pilot.press("s", "n")
        await until(pilot, lambda: signs(app) == {"batch-1": "<"})
