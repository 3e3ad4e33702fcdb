"""The app: it alone talks to the session. Screens show its snapshot and hand it edits."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Awaitable, Callable, Iterable, Sequence
from datetime import datetime
from typing import TypeAlias, cast

from textual import work
from textual.app import App
from textual.filter import LineFilter
from textual.screen import Screen
from textual.timer import Timer

from octotui.config.commands import COMMAND_BY_ID, COMMANDS, Command
from octotui.config.settings import Settings
from octotui.config.user import handle_of
from octotui.plan.edits import Edits, Path
from octotui.plan.frozen import Frozen
from octotui.plan.plan import Plan
from octotui.plan.problems import PlanError
from octotui.plan.rhythm import MeetingKind
from octotui.session import Disputed, Event, PlanChanged, SaveState, Session
from octotui.store.watch import changes
from octotui.ui.dialogs.base import Answer, Dialog
from octotui.ui.drawn import LATEST, AfterDrawing
from octotui.ui.glyphs import GLYPH_SETS
from octotui.ui.harmless import HARMLESS
from octotui.ui.ink import Inks
from octotui.ui.keys import KeysInOrder
from octotui.ui.outside import Outside
from octotui.ui.presenting import Presenting
from octotui.ui.screen import MainScreen
from octotui.ui.since import Comparison
from octotui.ui.snapshot import Snapshot
from octotui.ui.tabs import GROUP_BY_KEY
from octotui.ui.tabs.feed import Feed
from octotui.ui.themes import THEMES

Take: TypeAlias = Callable[[Answer | None], None] | Callable[[Answer | None], Awaitable[None]]
"""What a dialog's answer is handed to."""

RETRIES, RETRY_SECONDS = 4, 0.1
"""A file that is being written may be broken for a moment: it is read again before anybody is told."""
LOOK_AGAIN_SECONDS = 60.0
RETRY_AFTER, RETRY_AT_MOST = 1.0, 15.0
"""What could not be saved is tried again after some seconds, then after twice as many, up to the most."""


class _Asked(Frozen):
    """What a question was about: the plan as it was, and what was selected."""

    plan: Plan
    paths: tuple[Path, ...]


class OctotuiApp(Outside, KeysInOrder, AfterDrawing, App[int]):
    """The dashboard of one open plan."""

    TITLE = "octotui"
    ENABLE_COMMAND_PALETTE = False
    HORIZONTAL_BREAKPOINTS: list[tuple[int, str]] | None = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012  # declared so by Textual

    def __init__(
        self,
        session: Session,
        who: str,
        clock: Callable[[], datetime],
        settings: Settings | None = None,
        note: str = "",
    ) -> None:
        """Make the app of an open plan.

        Args:
            session: The open plan.
            who: The user's name or handle.
            clock: Tells the time, in UTC.
            settings: The user's settings.
            note: Something to say on the top line, such as that this is a demonstration.
        """
        super().__init__()
        self.session = session
        self.settings = settings or Settings()
        self.clock = clock
        self.who = session.who = handle_of(who, session.plan)
        session.clock = clock
        self.note = note
        self.feed = Feed()
        self.glyphs = GLYPH_SETS[self.settings.glyphs]
        self.since = Comparison(self)
        self.presenting = Presenting(self)
        self.snapshot = Snapshot(session.plan, clock(), self.who)
        self.saved_at = clock()
        self._asked: _Asked | None = None
        self._inks: Inks | None = None
        self._waited = RETRY_AFTER
        self._retry: Timer | None = None
        self._home = threading.get_ident()
        self._stop = asyncio.Event()
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = self.settings.theme
        self.begins_with: tuple[MeetingKind, str] | None = None
        self._by_key = self.settings.commands_by_key()

    @property
    def inks(self) -> Inks:
        """The inks of the theme."""
        if self._inks is None:
            self._inks = Inks(self.theme_variables)
        return self._inks

    @property
    def locked(self) -> bool:
        """Whether changes are refused."""
        return self.session.readonly

    @property
    def main(self) -> MainScreen:
        """The screen with the tabs, whatever dialog is over it."""
        screen = self.screen_stack[0]
        assert isinstance(screen, MainScreen)
        return screen

    def get_default_screen(self) -> Screen[None]:
        """The screen with the tabs."""
        return MainScreen()

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Textual lets control characters through to the terminal: the last filter takes them out, whoever draws."""
        return [*super().get_line_filters(), HARMLESS]

    def on_mount(self) -> None:
        """Listen to the session and to the disk."""
        self._home = threading.get_ident()
        self.session.listen(self._hear)
        self.call_after_refresh(self._recover)
        self.theme_changed_signal.subscribe(self, self._recolour)
        if self.begins_with is not None:
            self.call_after_refresh(self._hold)
        self.once_drawn("watch", self.follow_disk)
        self.set_interval(LOOK_AGAIN_SECONDS, self._look_again)

    def on_unmount(self) -> None:
        """Let go of the disk."""
        self._stop.set()
        self.session.close()

    @property
    def plan(self) -> Plan:
        """The plan that edits are made for: as it is; while an answer is taken, as it was when one was asked."""
        return self._asked.plan if self._asked else self.session.plan

    @property
    def asked_about(self) -> tuple[Path, ...] | None:
        """What was selected when the question was asked whose answer is being taken; None while there is none."""
        return self._asked.paths if self._asked else None

    def change(self, edits: Edits, title: str = "", made_for: Plan | None = None) -> bool:
        """Change the plan and bring it to the disk.

        Args:
            edits: What changes; none is no change.
            title: What undo will call it; left out, the edits in words.
            made_for: The plan that the edits were made for; left out, `plan`. What others did since is merged.

        Returns:
            Whether the plan took the edits.
        """
        if not edits:
            return False
        try:
            self.session.apply(edits, title, made_for or self.plan)
        except PlanError as error:
            self.say(str(error.problems[0]), "bad")
            return False
        self.save_soon()
        return True

    async def ask(self, dialog: Dialog[Answer], take: Take[Answer]) -> None:
        """Open a dialog; when this returns it has the keys, so that not one that follows gets lost.

        An answer is to the question as it was asked: for what was selected then, in the plan as it was.

        Args:
            dialog: The question.
            take: Is called with the answer; None if the dialog was left.
        """
        asked = _Asked(self.session.plan, self.main.tab.selected_paths())

        def answered(answer: Answer | None) -> Awaitable[None] | None:
            self._asked = asked
            try:
                return take(answer)
            finally:
                self._asked = None

        await self.push_screen(dialog, cast("Take[Answer]", answered))
        dialog.set_focus(next(iter(dialog.focus_chain), None))

    def say(self, text: str, ink: str = "") -> None:
        """Say something in the footer for a moment."""
        self.main.say(text, ink)

    def save_soon(self) -> None:
        """Bring every edit to the disk once it is on the screen: the two would be in each other's way."""
        self.save(self.next_frame())

    @work(thread=True, group="save", exit_on_error=True)
    def save(self, drawn: threading.Event | None = None) -> None:
        """Bring every edit to the disk, off the way of the keys; behind a frame, if there is one to wait for."""
        if drawn is not None:
            drawn.wait(LATEST)
        self.session.save()

    @work(group="follow")
    async def follow_disk(self) -> None:
        """Take in what changes on disk, as long as the app runs."""
        now = asyncio.get_running_loop().time
        async for _ in changes(self.session.path, self._stop):
            began = now()
            for attempt in range(RETRIES):
                state = await asyncio.to_thread(self.session.follow, patient=attempt < RETRIES - 1)
                if state.state != "broken":
                    break
                await asyncio.sleep(RETRY_SECONDS)
            if self.session.unsaved and state.state != "broken":
                self.save()
            shown = asyncio.Event()
            self.call_later(self.once_drawn, "shown", shown.set)  # behind what the session said
            await shown.wait()
            await asyncio.sleep(now() - began)  # who saves a large plan all the time leaves half of it to the keys

    def commands_of(self, key: str) -> Iterable[Command]:
        """The commands of a key here and now, the first of which runs."""
        return (
            command
            for command in self._by_key.get(key, ())
            if not command.in_meeting or (self.main.in_meeting and self.place_of(command) is not None)
        )

    def key_of(self, command: Command) -> str | None:
        """The key that runs a command here: its first, but not one that a meeting has for something else."""
        keys = self.settings.keys_of(command)
        if not self.main.in_meeting:
            return next(iter(keys), None)
        return next((key for key in keys if next(iter(self.commands_of(key)), None) is command), None)

    async def run_key(self, key: str) -> bool:
        """Do what a key is for; whether it is for anything."""
        await self._hold()  # one who is fast types for the meeting
        if key in GROUP_BY_KEY:
            await self.main.go_to_group(key)
            return True
        command = next(iter(self.commands_of(key)), None)
        if command is not None:
            await self.action_command(command.id)
        return command is not None

    def action_help_quit(self) -> None:
        """What ctrl+c does: say how one leaves."""
        self.say("q leaves; every change is saved already.")

    async def action_command(self, command_id: str) -> None:
        """Run a command where it is at home: in what has the focus, else in what holds that, up to the app."""
        command = COMMAND_BY_ID[command_id]
        place = self.place_of(command)
        if place is None:
            return
        if command.edits and self.locked:
            self.say("The plan is locked: look, don't touch. L unlocks it.", "warn")
            return
        reason = self.why_not(command, place)
        if reason:
            self.say(reason, "muted")
        else:
            doing = getattr(place, f"do_{command.method}")()
            if doing is not None:
                await doing

    def place_of(self, command: Command) -> object | None:
        """Where a command is at home now; None if nowhere."""
        method = f"do_{command.method}"
        focused = self.main.focused
        places = [*(focused.ancestors_with_self if focused else (self.main.tab, self.main)), self]
        return next((place for place in places if hasattr(place, method)), None)

    @staticmethod
    def why_not(command: Command, place: object) -> str:
        """Why a command is not possible now; empty if it is."""
        ask: Callable[[], str] | None = getattr(place, f"can_{command.method}", None)
        return ask() if ask else ""

    def possible(self, commands: Iterable[Command] = COMMANDS) -> list[Command]:
        """Those of the commands that are possible here and now."""
        return [
            command
            for command in commands
            if (self.main.in_meeting or not command.in_meeting)
            and self.is_possible(command)
            and not (command.edits and self.locked)
        ]

    def is_possible(self, command: Command) -> bool:
        """Whether something here takes a command now."""
        place = self.place_of(command)
        return place is not None and not self.why_not(command, place)

    def look(self) -> None:
        """Look at the plan anew: the time is another, or what it is compared with."""
        self.snapshot = self._seen()
        self.main.show(None)

    def _seen(self) -> Snapshot:
        private, before = self.presenting.private, self.snapshot.shown_until_now
        kept = self.snapshot.kept
        return Snapshot(self.session.plan, self.clock(), self.who, self.since.baseline, private, before, kept)

    def _hear(self, event: Event) -> None:
        """The session speaks in the thread that did the work; the screen lives in its own."""
        if threading.get_ident() == self._home:
            self._take(event)
        else:
            self.call_later(self._take, event)

    def _take(self, event: Event) -> None:
        if isinstance(event, PlanChanged):
            # the plan may have moved on since the disk's thread spoke: what is on screen never goes back
            if event.source == "disk":
                self.since.share(self.session.plan)
            self.snapshot = self._seen()
            self.feed.note(event, self.snapshot.now)
        if isinstance(event, Disputed):
            self.feed.lose(event.new)
        if not (self.is_running and self.main.is_ready):  # not built yet, which then shows it; or being taken down
            return
        if isinstance(event, PlanChanged):
            self.main.show(event)
        elif isinstance(event, Disputed):
            self.main.show_disputes(event.new)
        else:
            self._take_state(event)
        self.follow_choice()

    def _take_state(self, state: SaveState) -> None:
        if state.state == "saved":
            self.saved_at = self.clock()
        self.main.show_state(state)

        if self._retry is not None:
            self._retry.stop()
        self._waited = min(self._waited * 2, RETRY_AT_MOST) if state.state == "held" else RETRY_AFTER
        self._retry = self.set_timer(self._waited, self.save) if state.state == "held" else None

    def _recover(self) -> None:
        """Offer what an earlier session could not save, and what was saved over since."""
        try:
            self.session.recover()
        except PlanError as error:
            self.say(str(error.problems[0]), "bad")

    async def _hold(self) -> None:
        """Go to the meeting that the plan was opened for, if there is one and one is not there yet."""
        if self.begins_with is not None:
            from octotui.ui.meetings.starting import hold  # nobody who holds none waits for it

            (kind, release), self.begins_with = self.begins_with, None
            await hold(self, kind, release)

    def _look_again(self) -> None:
        """Ages and due days move on while nobody does anything."""
        self.look()
        self._recover()

    def _recolour(self, _: object) -> None:
        self._inks = None
        for widget in self.main.query("*"):
            widget.notify_style_update()
            widget.refresh()
