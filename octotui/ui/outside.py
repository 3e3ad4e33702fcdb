"""What the app does with the world outside of the plan: the editor, the clipboard, themes, the palette, the help."""

from __future__ import annotations

import subprocess
from collections.abc import Awaitable
from typing import TYPE_CHECKING, cast

from textual.app import App, SuspendNotSupported

from octotui.config.paths import state_folder
from octotui.plan.problems import PlanError
from octotui.session import PlanChanged, Step
from octotui.store.document import place_of
from octotui.ui.clipboard import copy
from octotui.ui.tabs import VIEWS

if TYPE_CHECKING:
    from octotui.ui.app import OctotuiApp
    from octotui.ui.dialogs.sides import Chosen


class Outside(App[int]):
    """Commands of the whole app.

    Attributes:
        editor: The editor that was last lent the terminal.
    """

    editor: subprocess.Popen[bytes] | None = None

    @property
    def _self(self) -> OctotuiApp:
        return cast("OctotuiApp", self)

    def can_undo(self) -> str:
        """Undo needs something that was done."""
        return "" if self._self.session.undo_title else "Nothing to undo in this session."

    def do_undo(self) -> None:
        """Take back the last change and say which."""
        change, left = self._self.session.undo()
        self._tell_back("Undone", change, left)

    def can_redo(self) -> str:
        """Redo needs something that was undone."""
        return "" if self._self.session.redo_title else "Nothing to redo."

    def do_redo(self) -> None:
        """Do again what was taken back."""
        change, left = self._self.session.redo()
        self._tell_back("Done again", change, left)

    def can_steps(self) -> str:
        """There have to be some."""
        return self.can_undo()

    def do_steps(self) -> Awaitable[None]:
        """List what was done in this session, the latest first; take back the one that is picked."""
        from octotui.ui.asking import ask_step

        steps = self._self.session.steps
        take = lambda picked: self._take_back(steps[int(picked[0])]) if picked else None  # noqa: E731
        return self._self.ask(ask_step(self._self), take)

    def can_choose(self) -> str:
        """There has to be something to choose."""
        disputes = self._self.session.disputes
        if disputes and not self._self.presenting.open_to_all(disputes):
            return "What waits for your choice is hidden here: ~ shows it."
        return "" if disputes else "Nothing waits for your choice."

    def do_choose(self) -> Awaitable[None]:
        """Choose between one's own changes and what is on disk, side by side."""
        from octotui.ui.asking import ask_sides

        return self._self.ask(ask_sides(self._self), self._settle)

    def follow_choice(self) -> None:
        """Show in an open choice what there is to choose now."""
        if len(self.screen_stack) > 1:
            from octotui.ui.asking import follow_sides

            follow_sides(self._self)

    def do_quit(self) -> Awaitable[None] | None:
        """Leave; what is on its way to the disk gets there first, and if it cannot, that is said."""
        session = self._self.session
        session.save()
        if not session.unsaved:
            self.exit(0)
            return None
        from octotui.ui.asking import ask_to_leave

        return self._self.ask(ask_to_leave(self._self), lambda answer: self.exit(0) if answer == "yes" else None)

    def do_lock(self) -> None:
        """Lock the plan, or unlock it."""
        session = self._self.session
        session.readonly = not session.readonly
        self._self.main.show_state(session.state)
        self._self.main.show_footer()
        self._self.say("Locked: keys change nothing now." if session.readonly else "Unlocked.", "warn")

    def can_editor(self) -> str:
        """The file has all in it: what is hidden from those who look on is shown only when one asks for that."""
        shown = self._self.snapshot.shown
        return "The file shows what is hidden here as well: ~ first." if shown and shown.count else ""

    def do_editor(self) -> None:
        """Open the file in the editor, at the line of what is selected."""
        from octotui.ui.editor import editor_command

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
                    with subprocess.Popen(command) as self.editor:  # noqa: S603  # the user's own editor
                        self.editor.wait()
                except OSError as error:  # inside of the block: `suspend` does not come back from an exception
                    failed = f"{command[0]}: {error.strerror}"
        except SuspendNotSupported:
            failed = "The editor needs a terminal of its own; this one cannot be lent."
        if failed:
            app.say(failed, "bad")
        app.session.follow()

    def leave(self, status: int) -> None:
        """Leave with this exit status, and send away an editor that has the terminal; any thread may call."""
        if self.editor:
            self.editor.terminate()
        self.exit(status)

    def copy_text(self, text: str, what: str) -> None:
        """Copy a text and say where it went."""
        try:
            where = copy(text, self.copy_to_clipboard, state_folder())
        except OSError as error:
            self._self.say(f"Not copied: {error.filename}: {error.strerror}", "bad")
        else:
            self._self.say(f"Copied {what} {where}.")

    def do_theme(self) -> Awaitable[None]:
        """Choose a theme."""
        from octotui.ui.asking import ask_theme

        return self._self.ask(ask_theme(self._self), self._wear)

    def do_reports(self) -> Awaitable[None]:
        """Choose a report, and show it."""
        from octotui.ui.reporting import choose_report  # nobody who wants none waits for it

        return choose_report(self._self)

    def do_meeting(self) -> Awaitable[None]:
        """Choose a meeting, and run it."""
        from octotui.ui.meetings.starting import choose_meeting  # nobody who holds none waits for it

        return choose_meeting(self._self)

    def do_since(self) -> Awaitable[None]:
        """Choose what the plan is compared with."""
        return self._self.since.choose()

    def do_present(self) -> None:
        """Present what is shown, or stop it."""
        self._self.presenting.toggle()

    def can_show_hidden(self) -> str:
        """Something has to be hidden."""
        return self._self.presenting.why_not_all()

    def do_show_hidden(self) -> None:
        """Show what is hidden from those who look on, or hide it again."""
        self._self.presenting.toggle_all()

    def do_palette(self) -> Awaitable[None]:
        """Find a command or a thing by name."""
        from octotui.ui.asking import ask_what_to_find

        return self._self.ask(ask_what_to_find(self._self), self._go)

    def do_help(self) -> Awaitable[None]:
        """Show the keys."""
        from octotui.ui.asking import ask_for_help

        return self._self.ask(ask_for_help(self._self), self._go)

    def _wear(self, picked: tuple[str, ...] | None) -> None:
        if picked:
            self.theme = picked[0]
            try:
                self._self.settings.remember_theme(picked[0])
            except OSError as error:
                self._self.say(f"Not remembered: {error.filename}: {error.strerror}", "warn")

    async def _go(self, picked: tuple[str, ...] | None) -> None:
        if not picked:
            return
        kind, _, rest = picked[0].partition(":")
        if kind == "command":
            await self._self.action_command(rest)
        elif kind == "tab":
            await self._self.main.go_to_view(VIEWS[rest])
        else:
            await self._self.main.jump(tuple(rest.split("\0")))

    def _take_back(self, step: Step) -> None:
        change, left = self._self.session.undo(step)
        self._tell_back("Undone", change, left)

    async def _settle(self, chosen: Chosen | None) -> None:
        """Do what was chosen; ask again where the plan is no longer what it was chosen by."""
        app, session = self._self, self._self.session
        if chosen is None:
            return
        try:
            session.settle(*chosen.theirs, insist=False, shown=chosen.shown)
            cannot = session.settle(*chosen.yours, insist=True, shown=chosen.shown)[1]
        except PlanError as error:
            app.say(str(error.problems[0]), "bad")
            return
        app.save_soon()
        if any(dispute in session.disputes for dispute in (*chosen.yours, *chosen.theirs)):
            app.say("What is on disk changed just now: choose again.", "warn")
            await self.do_choose()
        elif cannot:
            app.say(f"This can no longer be: {cannot[0]}", "warn")
        elif chosen.theirs:
            back = "U takes back either" if chosen.yours else "u brings yours back"
            app.say(f"Kept what is on disk{' where you chose it' if chosen.yours else ''}; {back}.")

    def _tell_back(self, did: str, change: PlanChanged | None, left: tuple[str, ...]) -> None:
        snapshot = self._self.snapshot
        title = ""
        if change:
            self._self.save_soon()
            title = f"{did}: {snapshot.told(change.edits, change.title, change.old)}"
        kept = f"Somebody changed it since, so it stays: {snapshot.worded(left[0])}" if left else ""
        self._self.say(kept or title, "warn" if kept else "")
