"""Reports in the app: chosen, read, copied, saved."""

from octotui.plan.reading import read_plan
from octotui.reports.catalogue import Wish, kind_named, written
from octotui.ui.dialogs.report import ReportDialog
from octotui.ui.glyphs import UNICODE
from octotui.ui.markdown import lines_of
from tests.conftest import NOW
from tests.ui.conftest import until


def text_of(lines):
    return ["".join(text for text, _ in line) for line in lines]


async def choose(pilot, app, words, *more):
    """Type a report's name in the menu, take it, and wait for its preview."""
    await pilot.press("r")
    await pilot.press(*words, "enter")
    if more:
        await pilot.press(*more)
    await until(pilot, lambda: isinstance(app.screen, ReportDialog) and app.screen._preview.count() > 0)
    return app.screen


async def test_a_report_is_read_for_another_audience_with_notes_copied_and_left(opened, sample, monkeypatch):
    copied = []
    monkeypatch.setattr("octotui.ui.dialogs.report.copy", lambda text, *_: copied.append(text) or "here")
    async with opened(sample()) as (app, pilot):
        dialog = await choose(pilot, app, "exec")
        assert "Security escalation" in dialog._markdown

        await pilot.press("a", "x", "y")

        assert "Security escalation" not in dialog._markdown
        wish = Wish(NOW.date(), audience="stakeholder", explain=True)
        assert copied == [written(kind_named("executive"), app.session.plan, wish)]
        assert "Copied here" in str(dialog.query_one(".panel").border_subtitle)

        await pilot.press("left")
        assert "October 2026" in dialog._markdown
        await pilot.press("escape")
        assert app.screen is app.main


async def test_it_is_saved_beside_the_plan_and_never_silently_over_a_file(opened, sample):
    path = sample()
    async with opened(path) as (app, pilot):
        dialog = await choose(pilot, app, "monthly")
        await pilot.press("s", "enter")
        saved = path.with_name("monthly-2026-11.md")
        await until(pilot, saved.exists)
        assert saved.read_text() == dialog._markdown

        saved.write_text("mine")
        await pilot.press("s", "enter")
        await pilot.press("n")
        assert saved.read_text() == "mine"
        await pilot.press("s", "enter")
        await pilot.press("y")
        await until(pilot, lambda: saved.read_text() == dialog._markdown)

        before = path.read_bytes()
        await pilot.press("s", *"octoacme", "full_stop", *"toml", "enter")
        assert path.read_bytes() == before
        assert "the plan itself" in str(dialog.query_one(".panel").border_subtitle)


async def test_of_one_thing_what_is_selected_comes_first(opened, sample, monkeypatch):
    async with opened(sample()) as (app, pilot):
        monkeypatch.setattr(type(app.main.tab), "selected_path", lambda _: ("changes", "c-3"))
        dialog = await choose(pilot, app, "change", "enter")

        assert dialog._markdown.startswith("## Change c-3: Buy a key vault")


def test_markdown_is_shown_as_text_to_read():
    markdown = (
        "## A\n\n### B\n\nSome **bold** and\\*plain\\* 38 % [1].\n\n- one\n  - two words here\n- [x] done\n1. note\n"
    )

    assert text_of(lines_of(markdown, 12, UNICODE)) == [
        "A", "", "B", "Some bold", "and*plain*", "38 % [1].", "", "• one", "  • two", "    words", "    here", "☑ done",
        "1. note",
    ]  # fmt: skip
    assert ("bold", "bold") in lines_of(markdown, 12, UNICODE)[3]


def test_no_markup_of_a_plan_is_obeyed():
    plan, _ = read_plan({"batches": [{"id": "b", "name": "[red]x[/] **b** <i>", "status": "blocked"}]})
    markdown = written(kind_named("team"), plan, Wish(NOW.date()))

    assert "• [red]x[/] **b** <i> – blocked, 0%, no owner yet" in text_of(lines_of(markdown, 80, UNICODE))
