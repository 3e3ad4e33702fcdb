"""What the app does with the world outside of the plan: the editor, the clipboard, themes, the palette, the help."""

from __future__ import annotations

import subprocess
from collections.abc import Awaitable
from typing import TYPE_CHECKING, cast

from textual.app import App, SuspendNotSupported

from octotui.config.paths import state_folder
from octotui.store.document import place_of
from octotui.ui.clipboard import copy
from octotui.ui.dialogs.choose import Choice, Choose
from octotui.ui.dialogs.pick import Option, Pick
from octotui.ui.editor import editor_command
from octotui.ui.finding import HELP_COLUMNS, PALETTE_COLUMNS, help_options, palette_options
from octotui.ui.text import say
from octotui.ui.themes import THEMES
from octotui.ui.widgets.table import Column

if TYPE_CHECKING:
    from octotui.ui.app import OctotuiApp


class Outside(App[int]):
    """Commands of the whole app."""

    @property
    def _self(self) -> OctotuiApp:
        return cast("OctotuiApp", self)

    def can_undo(self) -> str:
        """Undo needs something that was done."""
        return "" if self._self.session.undo_title else "Nothing to undo in this session."

    def do_undo(self) -> None:
        """Take back the last change and say which."""
        title = self._self.session.undo_title
        change, left = self._self.session.undo()
        self._tell_back(f"Undone: {title}" if change else "", left)

    def can_redo(self) -> str:
        """Redo needs something that was undone."""
        return "" if self._self.session.redo_title else "Nothing to redo."

    def do_redo(self) -> None:
        """Do again what was taken back."""
        title = self._self.session.redo_title
        change, left = self._self.session.redo()
        self._tell_back(f"Done again: {title}" if change else "", left)

    def do_quit(self) -> Awaitable[None] | None:
        """Leave; what is on its way to the disk gets there first, and if it cannot, that is said."""
        session = self._self.session
        session.save()
        if not session.unsaved:
            self.exit(0)
            return None
        choices = (Choice("no", (("no, stay", ""),), "n"), Choice("yes", (("yes, lose them", "bad"),), "y"))
        changes = f"{session.unsaved} change{'' if session.unsaved == 1 else 's'}"
        dialog = Choose(f"{changes} could not be saved. Leave all the same?", choices, "no")
        return self._self.ask(dialog, lambda answer: self.exit(0) if answer == "yes" else None)

    def do_lock(self) -> None:
        """Lock the plan, or unlock it."""
        session = self._self.session
        session.readonly = not session.readonly
        self._self.main.show_state(session.state)
        self._self.main.show_footer()
        self._self.say("Locked: keys change nothing now." if session.readonly else "Unlocked.", "warn")

    def do_editor(self) -> None:
        """Open the file in the editor, at the line of what is selected."""
        app = self._self
        selected = app.main.tab.selected_path()
        line = (place_of(app.session.document, selected) or (1, 1))[0] if selected else 1
        command = editor_command(app.session.path, line)
        if command is None:
            app.say("No editor found: set EDITOR, or OCTOTUI_EDITOR.", "warn")
            return
        failed = ""
        try:
            with self.suspend():
                try:
                    subprocess.run(command, check=False)  # noqa: S603  # the user's own editor
                except OSError as error:  # inside of the block: `suspend` does not come back from an exception
                    failed = f"{command[0]}: {error.strerror}"
        except SuspendNotSupported:
            failed = "The editor needs a terminal of its own; this one cannot be lent."
        if failed:
            app.say(failed, "bad")
        app.session.follow()

    def copy_text(self, text: str, what: str) -> None:
        """Copy a text and say where it went."""
        where = copy(text, self.copy_to_clipboard, state_folder())
        self._self.say(f"Copied {what} {where}.")

    def do_theme(self) -> Awaitable[None]:
        """Choose a theme."""
        options = [Option(theme.name, ((say(theme.name.removeprefix("octotui-")),),), theme.name) for theme in THEMES]
        dialog = Pick("Theme", [Column("Theme")], options, start=self.theme)
        return self._self.ask(dialog, self._wear)

    def do_palette(self) -> Awaitable[None]:
        """Find a command or a thing by name."""
        return self._self.ask(Pick("Find", PALETTE_COLUMNS, palette_options(self._self)), self._go)

    def do_help(self) -> Awaitable[None]:
        """Show the keys."""
        return self._self.ask(Pick("Keys", HELP_COLUMNS, help_options(self._self)), self._go)

    def _wear(self, picked: tuple[str, ...] | None) -> None:
        if picked:
            self.theme = picked[0]
            self._self.settings.remember_theme(picked[0])

    async def _go(self, picked: tuple[str, ...] | None) -> None:
        if not picked:
            return
        kind, _, rest = picked[0].partition(":")
        if kind == "command":
            await self._self.action_command(rest)
        elif kind == "tab":
            await self._self.main.go_to_tab(int(rest))
        else:
            await self._self.main.jump(tuple(rest.split("\0")))

    def _tell_back(self, title: str, left: tuple[str, ...]) -> None:
        if title:
            self._self.save()
        kept = f"Somebody changed it since, so it stays: {left[0]}" if left else ""
        self._self.say(kept or title, "warn" if kept else "")
