"""The app's own questions: what to take back, which theme, which command. Imported when the first one is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from octotui.plan.words import counted
from octotui.ui.dialogs.choose import Choice, Choose
from octotui.ui.dialogs.pick import Option, Pick
from octotui.ui.dialogs.sides import ChooseSides
from octotui.ui.finding import HELP_COLUMNS, PALETTE_COLUMNS, help_options, palette_options
from octotui.ui.text import say
from octotui.ui.themes import THEMES
from octotui.ui.widgets.table import Column

if TYPE_CHECKING:
    from octotui.ui.app import OctotuiApp

STEP_COLUMNS: Final = (Column("When", 5), Column("What"))


def ask_step(app: OctotuiApp) -> Pick:
    """Which of the session's steps is to be taken back, the latest first; the answer is its number."""
    told = app.snapshot.told
    options = [
        Option(str(number), ((say(f"{step.at.astimezone():%H:%M}", "muted"),), (say(title),)), title)
        for number, step in reversed([*enumerate(app.session.steps)])
        for title in (told(step.edits, step.title),)
    ]
    return Pick("Take back", STEP_COLUMNS, options)


def ask_sides(app: OctotuiApp) -> ChooseSides:
    """Which side holds where one's own changes and the disk differ."""
    return ChooseSides(app.presenting.open_to_all(app.session.disputes), app.session.plan, app.glyphs)


def follow_sides(app: OctotuiApp) -> None:
    """Show in an open choice of sides what there is to choose now."""
    if isinstance(app.screen, ChooseSides):
        app.screen.follow(app.presenting.open_to_all(app.session.disputes), app.session.plan)


def ask_to_leave(app: OctotuiApp) -> Choose:
    """Whether to leave with changes that are not in the file: ``yes`` or ``no``."""
    kept = app.session.state.kept
    leave = ("yes, they are offered at the next start", "") if kept else ("yes, lose them", "bad")
    choices = (Choice("no", (("no, stay", ""),), "n"), Choice("yes", (leave,), "y"))
    changes = counted(app.session.unsaved, "change")
    return Choose(f"{changes} could not be saved. Leave all the same?", choices, "no")


def ask_theme(app: OctotuiApp) -> Pick:
    """Which theme; the answer is its name."""
    options = [Option(theme.name, ((say(theme.name.removeprefix("octotui-")),),), theme.name) for theme in THEMES]
    return Pick("Theme", [Column("Theme")], options, start=app.theme)


def ask_what_to_find(app: OctotuiApp) -> Pick:
    """Which command, tab or thing; the answer is its kind and its name."""
    return Pick("Find", PALETTE_COLUMNS, palette_options(app))


def ask_for_help(app: OctotuiApp) -> Pick:
    """Which key to press now."""
    return Pick("Keys", HELP_COLUMNS, help_options(app))
