"""What the palette and the help list: commands as they are declared, tabs, and everything in the plan."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from octotui.config.commands import COMMANDS, Command, keys_text
from octotui.ui.dialogs.pick import Option
from octotui.ui.tabs import GROUPS, VIEWS, home_of
from octotui.ui.text import say
from octotui.ui.widgets.table import Column

if TYPE_CHECKING:
    from octotui.ui.app import OctotuiApp

PALETTE_COLUMNS: Final = (Column("Name"), Column("What", 16), Column("Key", 10, rank=1))
HELP_COLUMNS: Final = (Column("Key", 14), Column("Command", 14), Column("What it does"))


def palette_options(app: OctotuiApp) -> Sequence[Option]:
    """Possible commands first, then tabs, then the things that have a tab."""
    commands = [
        Option(
            f"command:{command.id}",
            (((command.help, ""),), (("command", "muted"),), ((keys_text(command.keys[:1]), "accent"),)),
            f"{command.title} {command.help}",
        )
        for command in app.possible()
        if command.group != "Move"
    ]
    tabs = [
        Option(
            f"tab:{view.name}",
            (((title, ""),), (("tab", "muted"),), ((group.key * (group.views.index(view) + 1), "accent"),)),
            f"tab {title}",
        )
        for group in GROUPS
        for view in group.views
        for title in (group.title if len(group.views) == 1 else f"{group.title}: {view.title}",)
    ]
    things = [
        Option(
            "thing:" + "\0".join((area, entity.id)),
            ((say(entity.label),), (say(view.thing, "muted"),), (say(entity.id, "muted"),)),
            f"{entity.id} {entity.label}",
        )
        for view in VIEWS.values()
        for area in view.areas
        if home_of(area) is view
        for entity in getattr(app.snapshot.plan, area)
    ]
    return [*commands, *tabs, *things]


def help_options(app: OctotuiApp) -> Sequence[Option]:
    """What works here and now, then all the rest, by group."""
    here = [command for command in app.possible() if app.key_of(command)]
    rest = [command for command in COMMANDS if command not in here]
    tab = app.main.tab
    return [
        *_group(f"Here, on {tab.view.title}", [command for command in here if command.group != "Move"], app),
        *_group("Moving", [command for command in here if command.group == "Move"], app),
        *_group("Elsewhere", rest, app),
        Option(
            "tab:overview",
            ((("1 … 9 0", "accent"),), (("tabs", ""),), (("Go to a tab; again, to its next view.", "muted"),)),
            "tabs",
        ),
    ]


def _group(title: str, commands: Sequence[Command], app: OctotuiApp) -> list[Option]:
    if not commands:
        return []
    return [
        Option(f"heading:{title}", (((title, "bold"),),), title, heading=True),
        *(
            Option(
                f"command:{command.id}",
                (
                    ((keys_text(app.settings.keys_of(command)), "accent"),),
                    ((command.title, ""),),
                    ((command.help, "muted"),),
                ),
                f"{command.title} {command.help} {keys_text(command.keys)}",
            )
            for command in commands
        ),
    ]
