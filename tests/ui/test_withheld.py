"""Where others look on, nothing secret and no note is on the screen, whatever one does, until one asks for it."""

import pytest

from octotui.plan.edits import Set, apply, value_at
from octotui.plan.operations import remove_thing
from octotui.plan.shown import SOMETHING
from octotui.plan.since import parse_since
from octotui.session import Session
from octotui.store.baseline import Baseline
from octotui.ui.tabs import VIEWS
from tests.conftest import NOW
from tests.ui.conftest import saved, until
from tests.ui.presented import NOTE, SECRET, everything, leaks, said, screen_text, shown_in

SECRETIVE = ("overview", "actions", "batches", "board", "risks", "escalations", "checklists", "issues", "changes")


@pytest.mark.parametrize("name", VIEWS)
async def test_no_view_shows_a_secret_or_a_note(name, secrets, opened):
    async with opened(secrets()) as (app, pilot):
        await pilot.press("p")
        assert leaks(await shown_in(app, pilot, name)) == []
        await pilot.press("tilde")
        if name in (
            "risks",
            "escalations",
            "board",
            "issues",
            "changes",
            "actions",
            "checklists",
            "batches",
            "overview",
        ):
            assert leaks(everything(app))
        await pilot.press("tilde")
        await pilot.pause()
        assert leaks(everything(app)) == []


async def test_what_others_do_to_what_is_hidden_is_told_without_saying_what(secrets, opened):
    path = secrets()
    async with opened(path) as (app, pilot):
        await pilot.press("p", "2")
        await pilot.pause()
        other = Session.open(path, who="omar")
        risk = ("risks", f"{SECRET}-own")
        other.apply((Set((*risk, "title"), f"{SECRET} of one's own", f"{SECRET} worse"),))
        other.apply((Set(("batches", "batch-2", "notes"), other.plan.batches[1].notes, f"{NOTE} new"),))
        other.save()
        await until(pilot, lambda: "withheld" in said(app))
        assert leaks(everything(app)) == []
        await app.main.jump(("batches", "batch-2"))
        await pilot.pause()
        assert leaks(everything(app)) == []
        other.apply((Set((*risk, "title"), f"{SECRET} worse", "two"), Set(("batches", "batch-2", "progress"), 80, 81)))
        other.save()
        await until(pilot, lambda: "batch-2 progress: 80 → 81" in said(app))
        assert "two" not in said(app)
        other.apply(remove_thing(other.plan, risk))
        other.save()
        await until(pilot, lambda: said(app).endswith(SOMETHING))


async def test_what_was_done_before_is_listed_and_taken_back_without_saying_what(secrets, opened):
    async with opened(secrets()) as (app, pilot):
        risk = ("risks", f"{SECRET}-own")
        app.change((Set((*risk, "title"), f"{SECRET} of one's own", f"{SECRET} worse"),))
        app.change(remove_thing(app.session.plan, risk))
        app.change((Set(("batches", "batch-2", "notes"), app.session.plan.batches[1].notes, f"{NOTE} new"),))
        app.change(
            (Set(("batches", "batch-2", "blockers"), app.session.plan.batches[1].blockers, (f"{SECRET}-door",)),)
        )
        app.change((Set(("batches", "batch-2", "progress"), 80, 81),))
        await pilot.press("p", "U")
        await pilot.pause()
        assert leaks(screen_text(app)) == []
        assert screen_text(app).count(SOMETHING) == 4
        await pilot.press("escape")
        for _ in range(5):
            await pilot.press("u")
            await pilot.pause()
            assert leaks(everything(app)) == []
        assert said(app) == f"Undone: {SOMETHING}"


async def test_a_choice_about_what_is_hidden_waits_until_it_is_shown(secrets, opened):
    path = secrets()
    async with opened(path) as (app, pilot):
        risk = ("risks", f"{SECRET}-own", "title")
        app.session.apply((Set(risk, f"{SECRET} of one's own", f"{SECRET} mine"),))
        other = Session.open(path, who="omar")
        other.apply((Set(risk, f"{SECRET} of one's own", f"{SECRET} theirs"),))
        other.save()
        await pilot.press("p")
        app.save()
        await until(pilot, lambda: app.session.disputes)
        await pilot.pause()
        assert leaks(everything(app)) == []
        assert "A choice waits" in screen_text(app)
        await pilot.press("C")
        await pilot.pause()
        assert app.screen is app.main
        assert said(app) == "What waits for your choice is hidden here: ~ shows it."
        await pilot.press("tilde", "C")
        await pilot.pause()
        assert leaks(screen_text(app))
        await pilot.press("y")
        await saved(app, pilot)
        assert value_at(app.session.plan, risk) == f"{SECRET} mine"


DIALOGS = (
    "2 j b", "2 j b z z", "2 j e", "2 j D", "4 y", "5 exclamation_mark", "colon", "colon z z", "question_mark", "c",
)  # fmt: skip


@pytest.mark.parametrize("keys", DIALOGS)
async def test_no_dialog_shows_what_is_hidden(keys, secrets, opened):
    async with opened(secrets()) as (app, pilot):
        await pilot.press("p", *keys.split())
        await pilot.pause()
        typed = "zz" if "z z" in keys else ""
        assert leaks(everything(app).replace(f" {typed} ", "  ")) == []


async def test_reports_are_for_stakeholders_unless_one_asks(secrets, opened):
    async with opened(secrets()) as (app, pilot):
        for kind in ("weekly", "monthly", "team"):
            await pilot.press("p", "r", *kind, "enter")
            await until(pilot, lambda: "stakeholders" in screen_text(app))
            await until(pilot, lambda: app.screen._markdown)
            assert leaks(app.screen._markdown) == []
            await pilot.press("escape", "p")


async def test_the_file_is_not_opened_by_mistake(secrets, opened):
    async with opened(secrets()) as (app, pilot):
        await pilot.press("p", "E")
        assert "~ first" in said(app)


async def test_what_is_hidden_is_not_gone_to(secrets, opened):
    async with opened(secrets()) as (app, pilot):
        await pilot.press("p")
        await app.main.jump(("risks", f"{SECRET}-own"))
        assert said(app) == "That is hidden here: ~ shows it."


async def test_what_becomes_secret_goes_and_undo_brings_it_back(secrets, opened):
    async with opened(secrets()) as (app, pilot):
        await pilot.press("4", "p")
        app.change((Set(("risks", "r-gpu", "category"), None, "security"),))
        await pilot.pause()
        assert "r-gpu" not in app.main.tab.table.keys
        assert said(app).startswith(SOMETHING)
        await pilot.press("u")
        await pilot.pause()
        assert "r-gpu" in app.main.tab.table.keys


async def test_what_changed_since_says_nothing_of_what_is_hidden(secrets, opened):
    async with opened(secrets()) as (app, pilot):
        plan = app.session.plan
        then = apply(
            plan,
            (
                Set(("batches", "batch-2", "notes"), None, f"{NOTE} old"),
                Set(("batches", "batch-2", "progress"), 80, 10),
                Set(("risks", f"{SECRET}-own", "title"), None, f"{SECRET} then"),
                *remove_thing(plan, ("issues", f"{SECRET}-i-4")),
                Set(("risks", "r-gpu", "title"), None, f"{SECRET} once, and marked since"),
                Set(("risks", f"{SECRET}-r-zap", "category"), "security", None),
            ),
        )
        app.since.baseline = Baseline(then, parse_since("yesterday", plan, NOW), "", exact=True)
        app.change((Set(("risks", "r-gpu", "category"), None, "security"),))
        await pilot.press("p")
        for name in ("batches", "risks", "issues"):
            assert leaks(await shown_in(app, pilot, name)) == []
        assert app.snapshot.delta(("batches", "batch-2")).kind == "changed"
        assert ("risks", f"{SECRET}-own") not in app.snapshot.deltas
        assert ("risks", f"{SECRET}-r-zap") not in app.snapshot.deltas
