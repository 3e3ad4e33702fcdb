"""Present mode: large and without chrome; and what one does is the same as without it."""

from itertools import pairwise

import pytest

from octotui.plan.base import fields_of
from octotui.plan.data import data_of
from octotui.plan.edits import value_at
from octotui.session import Session
from tests.ui.conftest import saved
from tests.ui.presented import leaks, line, said, screen_text

MARK = ["⊘", "45", "withheld", "(security,", "internal,", "notes)"]


async def test_chrome_goes_and_one_line_says_what_is_shown_and_as_of_when(secrets, opened):
    async with opened(secrets()) as (app, pilot):
        await pilot.press("4", "p")
        await pilot.pause()
        assert not app.main.query_one("#top").display
        assert not app.main.query_one("#tabs").display
        assert not app.main.query_one("#views").display
        assert line(app).split() == ["Risks", "Register", *MARK, "as", "of", "09:30", "09:30"]
        app.main.set_filter("gpu")
        await pilot.pause()
        assert "Register  gpu" in line(app)
        assert not app.main.query_one("#filter").display
        await pilot.press("slash")
        await pilot.pause()
        assert app.main.query_one("#filter").display
        await pilot.press("escape", "p")
        await pilot.pause()
        assert app.main.query_one("#top").display
        assert not app.main.query_one("#present").display


async def test_off_it_costs_nothing(sample, opened):
    async with opened(sample()) as (app, pilot):
        await pilot.press("4", "j", "5", "2")
        assert app.snapshot.plan is app.session.plan
        assert app.snapshot.shown is None


async def test_turning_it_on_and_off_keeps_cursor_scroll_filter_and_marks(sample, opened):
    async with opened(sample(), size=(80, 24)) as (app, pilot):
        await pilot.press("4", "slash", *"!closed", "enter", *"jjjjjjjjj", "v", "j", "v", "j", "j")
        table = app.main.tab.table
        cursor, marks, scroll = table.key, table.marks, table.scroll_offset.y
        assert scroll
        assert len(marks) == 2
        await pilot.press("p")
        await pilot.pause()
        assert (table.key, table.marks, app.main.tab.filter_text) == (cursor, marks, "!closed")
        await pilot.press("p")
        await pilot.pause()
        assert (table.key, table.marks, table.scroll_offset.y) == (cursor, marks, scroll)


async def test_rows_stand_apart_and_the_cursor_is_a_beam(sample, opened):
    async with opened(sample()) as (app, pilot):
        await pilot.press("4")
        table = app.main.tab.table
        before = [table.number_at(y) for y in range(6)]
        await pilot.press("p", "j")
        await pilot.pause()
        assert before == [0, 1, 2, 3, 4, 5]
        assert [table.number_at(y) for y in range(6)] == [0, None, 1, None, 2, None]
        rows = [strip.text for strip in app.screen._compositor.render_strips()]
        pointed = [row for row in rows if "►" in row]
        assert len(pointed) == 1
        strip = table.render_line(3)
        backgrounds = {segment.style.bgcolor for segment in strip if segment.style}
        assert backgrounds == {app.inks["on accent"].bgcolor}
        assert not table.render_line(2).text.strip()


async def test_rows_stand_close_where_there_is_no_room(sample, opened):
    async with opened(sample(), size=(80, 24)) as (app, pilot):
        await pilot.press("4", "p")
        await pilot.pause()
        assert [app.main.tab.table.number_at(y) for y in range(3)] == [0, 1, 2]


async def test_a_click_selects_the_row_that_is_there(sample, opened):
    async with opened(sample()) as (app, pilot):
        await pilot.press("4", "p")
        await pilot.pause()
        table = app.main.tab.table
        await pilot.click(table, offset=(10, 5))
        assert table.key == table.keys[2]
        await pilot.click(table, offset=(10, 6))
        assert table.key == table.keys[2]


EDITS = {
    "status": ("batches/batch-2", "s d"),
    "more": ("batches/batch-2", "+"),
    "set": ("batches/batch-2", "% 4 2 enter"),
    "owner": ("batches/batch-2", "o p r i y a enter"),
    "target": ("batches/batch-2", "t f r i enter"),
    "blockers": ("batches/batch-2", "b b a t c h - 5 space enter"),
    "no blockers": ("batches/batch-2", "b e - 7 space enter"),
    "raise": ("batches/batch-2", "! s t u c k enter"),
    "delete": ("batches/batch-2", "D y"),
    "delete and undo": ("batches/batch-2", "D y u"),
    "set and undo": ("batches/batch-2", "b b a t c h - 5 space enter u"),
    "an escalation of which only that is told": ("escalations/e-20", "s r"),
    "its owner": ("escalations/e-20", "o p r i y a enter"),
    "review": ("risks/r-gpu", "w"),
    "score": ("risks/r-gpu", "-"),
    "tick": ("checklists/execution/items/large-features-had-their-design-review", "x"),
    "card": ("items/obs-31", ">"),
    "lower": ("items/obs-31", "J"),
    "vote": ("releases/2026.11/votes/security-lead", "s g"),
    "vote again": ("releases/2026.11/votes/security-lead", "s a u"),
    "issue": ("issues/i-6", "! o f enter"),
}


NAMES = {"+": "plus", "-": "minus", "%": "percent_sign", "!": "exclamation_mark", ">": "greater_than_sign"}


@pytest.mark.parametrize("case", EDITS)
async def test_an_edit_gives_the_same_plan_as_without(case, secrets, opened):
    path, keys = EDITS[case]
    plans = []
    for presented in (False, True):
        async with opened(secrets()) as (app, pilot):
            before = app.session.plan
            if presented:
                await pilot.press("p")
            await app.main.jump(tuple(path.split("/")))
            await pilot.pause()
            await pilot.press(*(NAMES.get(key, key) for key in keys.split()))
            await saved(app, pilot)
            plans.append(data_of(app.session.plan))
            assert "undo" in case or app.session.plan is not before
            assert Session.open(app.session.path).plan == app.session.plan
    assert plans[0] == plans[1]


FORMS = ("batches/batch-2", "risks/r-gpu", "items/obs-31", "releases/2026.11", "issues/i-6", "people/ines")


@pytest.mark.parametrize("path", FORMS)
async def test_a_form_leaves_alone_what_it_does_not_show(path, secrets, opened):
    async with opened(secrets()) as (app, pilot):
        path = tuple(path.split("/"))
        before = value_at(app.session.plan, path)
        await pilot.press("p")
        await app.main.jump(path)
        await pilot.pause()
        await pilot.press("e")
        await pilot.pause()
        assert leaks(screen_text(app)) == []
        assert not app.screen.query("#field-notes, #field-condition") or not before.notes
        field = next(name for name in ("name", "title") if name in fields_of(type(before)))
        app.screen.query_one(f"#field-{field}").value = "another name"
        await pilot.press("f2")
        await saved(app, pilot)
        changed = {edit.path for edit in diff_of(app, path, before)}
        assert changed == {(*path, field)}


def diff_of(app, path, before):
    """What became of a thing."""
    (step,) = app.session.steps
    assert value_at(app.session.plan, path) != before
    return step.edits


async def test_a_card_goes_back_behind_a_hidden_one(secrets, opened):
    async with opened(secrets()) as (app, pilot):
        await pilot.press("p")
        before, seen = app.session.plan.items, {item.id for item in app.snapshot.plan.items}
        behind = [two.id for one, two in pairwise(before) if two.id in seen and one.id not in seen]
        moved = 0
        for card in behind:
            await app.main.jump(("items", card))
            for key in ("J", "K"):
                await pilot.press(key)
                await pilot.pause()
                if app.session.plan.items != before:
                    moved += 1
                    await pilot.press("u")
                    await pilot.pause()
                assert app.session.plan.items == before
        assert moved


async def test_nothing_needs_attention_only_because_its_reason_is_hidden(tmp_path, opened):
    path = tmp_path / "plan.toml"
    path.write_text(
        '[[batches]]\nid = "b"\nname = "B"\nstatus = "blocked"\nowner = "ana"\nblockers = ["i-1", "e-2"]\n'
        '[[issues]]\nid = "i-1"\ntitle = "Hole"\ninternal = true\nowner = "ana"\n'
        '[[escalations]]\nid = "e-2"\ntitle = "Slow"\nstatus = "resolved"\nowner = "ana"\n'
    )
    async with opened(path) as (app, pilot):
        assert not app.snapshot.attention
        await pilot.press("p")
        assert not app.snapshot.attention


async def test_figures_are_of_the_whole_plan(secrets, opened):
    async with opened(secrets()) as (app, pilot):
        await pilot.press("3")
        await pilot.pause()
        head = app.main.query_one("#head").left
        await pilot.press("p")
        await pilot.pause()
        assert app.main.query_one("#head").left == head
        assert len(app.snapshot.plan.items) < len(app.session.plan.items)


async def test_there_is_nothing_to_show_where_nothing_is_hidden(tmp_path, opened):
    path = tmp_path / "plan.toml"
    path.write_text('[[batches]]\nid = "b"\nname = "B"\n')
    async with opened(path) as (app, pilot):
        await pilot.press("tilde")
        assert said(app) == "Nothing is hidden: it is while you present, and in meetings."
        await pilot.press("p", "tilde")
        assert said(app) == "Nothing is hidden: the plan has no security items and no notes."
        assert "withheld" not in line(app)
        await pilot.press("E")
        assert "~ first" not in said(app)
