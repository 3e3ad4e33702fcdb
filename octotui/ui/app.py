"""The app: it alone talks to the session. Screens show its snapshot and hand it edits."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import ClassVar, TypeAlias, cast

from textual import work
from textual.app import App
from textual.binding import Binding, BindingType
from textual.filter import LineFilter
from textual.screen import Screen
from textual.timer import Timer

from octotui.config.commands import COMMAND_BY_ID, COMMANDS, Command
from octotui.config.settings import Settings, load_settings
from octotui.config.user import handle_of
from octotui.plan.edits import Edits, Path
from octotui.plan.plan import Plan
from octotui.plan.problems import PlanError
from octotui.session import Disputed, Event, PlanChanged, SaveState, Session
from octotui.store.watch import changes
from octotui.ui.dialogs.base import Answer, Dialog
from octotui.ui.faults import KeepsFault, run_safely
from octotui.ui.glyphs import GLYPH_SETS
from octotui.ui.hangup import ends_when_told
from octotui.ui.harmless import Harmless
from octotui.ui.ink import Inks
from octotui.ui.keys import KeysInOrder
from octotui.ui.outside import Outside
from octotui.ui.screen import MainScreen
from octotui.ui.snapshot import Snapshot
from octotui.ui.tabs import GROUPS
from octotui.ui.tabs.feed import Feed
from octotui.ui.themes import THEMES

Take: TypeAlias = Callable[[Answer | None], None] | Callable[[Answer | None], Awaitable[None]]
"""What a dialog's answer is handed to."""

RETRIES, RETRY_SECONDS = 4, 0.1
"""A file that is being written may be broken for a moment: it is read again before anybody is told."""
LOOK_AGAIN_SECONDS = 60.0
RETRY_AFTER, RETRY_AT_MOST = 1.0, 15.0
"""What could not be saved is tried again after some seconds, then after twice as many, up to the most."""
DEMO_DAY = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a question was about: the plan as it was, and what was selected."""

    plan: Plan
    paths: tuple[Path, ...]


class OctotuiApp(Outside, KeysInOrder, App[int]):
    """The dashboard of one open plan."""

    TITLE = "octotui"
    ENABLE_COMMAND_PALETTE = False
    HORIZONTAL_BREAKPOINTS: list[tuple[int, str]] | None = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012  # declared so by Textual
    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            Binding(
                ",".join(command.keys),
                f"command('{command.id}')",
                command.title,
                show=False,
                id=command.id,
                priority=True,
            )
            for command in COMMANDS
        ),
        *(Binding(group.key, f"tab('{group.key}')", show=False, priority=True) for group in GROUPS),
    ]

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
        self.set_keymap(self.settings.keymap())

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
        return [*super().get_line_filters(), Harmless()]

    def on_mount(self) -> None:
        """Listen to the session and to the disk."""
        self._home = threading.get_ident()
        self.session.listen(self._hear)
        self.call_after_refresh(self._recover)
        self.theme_changed_signal.subscribe(self, self._recolour)
        self.follow_disk()
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
        self.save()
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

    @work(thread=True, group="save", exit_on_error=True)
    def save(self) -> None:
        """Bring every edit to the disk, off the way of the keys."""
        self.session.save()

    @work(group="follow")
    async def follow_disk(self) -> None:
        """Take in what changes on disk, as long as the app runs."""
        async for _ in changes(self.session.path, self._stop):
            for attempt in range(RETRIES):
                state = await asyncio.to_thread(self.session.follow, patient=attempt < RETRIES - 1)
                if state.state != "broken":
                    break
                await asyncio.sleep(RETRY_SECONDS)
            if self.session.unsaved and state.state != "broken":
                self.save()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Commands are for the tabs: in a dialog, and while one types, keys are letters.

        Their bindings have priority, so the app runs them itself and the next key waits until they are done:
        without that, the second key of a fast ``s d`` goes to the table instead of the menu, and is lost.
        """
        if action in ("command", "tab"):
            return not self.types
        return super().check_action(action, parameters)

    def action_help_quit(self) -> None:
        """What ctrl+c does: say how one leaves."""
        self.say("q leaves; every change is saved already.")

    async def action_tab(self, key: str) -> None:
        """Go to a tab, by its number; the next key waits until it is there."""
        await self.main.go_to_group(key)

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

    def possible(self) -> list[Command]:
        """The commands that are possible here and now."""
        return [
            command
            for command in COMMANDS
            if (place := self.place_of(command)) is not None
            and not (command.edits and self.locked)
            and not self.why_not(command, place)
        ]

    def _hear(self, event: Event) -> None:
        """The session speaks in the thread that did the work; the screen lives in its own."""
        if threading.get_ident() == self._home:
            self._take(event)
        else:
            self.call_later(self._take, event)

    def _take(self, event: Event) -> None:
        if isinstance(event, PlanChanged):
            # the plan may have moved on since the disk's thread spoke: what is on screen never goes back
            self.snapshot = Snapshot(self.session.plan, self.clock(), self.who)
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

    def _look_again(self) -> None:
        """Ages and due days move on while nobody does anything."""
        self.snapshot = Snapshot(self.session.plan, self.clock(), self.who)
        self.main.show(None)
        self._recover()

    def _recolour(self, _: object) -> None:
        self._inks = None
        for widget in self.main.query("*"):
            widget.notify_style_update()
            widget.refresh()


def _clock() -> datetime:
    return datetime.now(UTC)


def _demo_clock() -> Callable[[], datetime]:
    """The sample is in its fifth week, whenever one looks at it; its clock runs from there."""
    opened = _clock()
    return lambda: DEMO_DAY + (_clock() - opened)


class _Program(KeepsFault, OctotuiApp):
    """The app as the program runs it."""


def run_app(session: Session, *, who: str, demo: bool = False, clock: Callable[[], datetime] | None = None) -> int:
    """Open the dashboard and stay until the user leaves.

    Args:
        session: The open plan.
        who: The user's name or handle.
        demo: Whether this is a demonstration on a copy.
        clock: Tells the time; left out, the machine's clock, and for a demonstration the sample's day.

    Returns:
        The exit status.

    Raises:
        InternalError: Something failed that nobody expected; what could be saved is.
    """
    settings = load_settings()
    note = "demo" if demo else ""
    app = _Program(session, who, clock or (_demo_clock() if demo else _clock), settings, note)

    def save() -> str:
        state, left = session.save(), session.unsaved
        if not left:
            return "your changes are saved"
        return f"{left} of your changes {'are kept and will go in' if state.kept else 'could not be saved'}"

    with ends_when_told(session.save, app.leave):
        return run_safely(app, mouse=settings.mouse, save=save)
