"""Running the app: its clock, and what happens when it is told to end, or fails."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Final

from octotui.config.settings import load_settings
from octotui.plan.rhythm import MeetingKind
from octotui.session import Session
from octotui.ui.app import OctotuiApp
from octotui.ui.faults import KeepsFault, run_safely
from octotui.ui.hangup import ends_when_told
from octotui.ui.warming import AFTER_SECONDS, Warming

LOOK_FOR_GARBAGE: Final = 1_000, 10, 10_000
"""After so many new things; after so many looks at those, further back; after so many of these, through all."""
SWITCH_SECONDS: Final = 0.001
"""So long the thread that saves keeps the processor while a key waits for it."""
DEMO_DAY: Final = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)


def _clock() -> datetime:
    return datetime.now(UTC)


def _demo_clock() -> Callable[[], datetime]:
    """The sample is in its fifth week, whenever one looks at it; its clock runs from there."""
    opened = _clock()
    return lambda: DEMO_DAY + (_clock() - opened)


class _Program(KeepsFault, OctotuiApp):
    """The app as the program runs it."""

    warming: Warming

    def on_mount(self) -> None:
        """Once the first frame was looked at, get ready for what comes next."""
        self.set_timer(AFTER_SECONDS, self.warming.start)


def run_app(
    session: Session,
    *,
    who: str,
    demo: bool = False,
    clock: Callable[[], datetime] | None = None,
    meeting: tuple[MeetingKind, str] | None = None,
) -> int:
    """Open the dashboard and stay until the user leaves.

    Args:
        session: The open plan.
        who: The user's name or handle.
        demo: Whether this is a demonstration on a copy.
        clock: Tells the time; left out, the machine's clock, and for a demonstration the sample's day.
        meeting: The kind of the meeting to go to, and the release it is about.

    Returns:
        The exit status.

    Raises:
        InternalError: Something failed that nobody expected; what could be saved is.
    """
    settings = load_settings()
    note = "demo" if demo else ""
    app = _Program(session, who, clock or (_demo_clock() if demo else _clock), settings, note)
    if meeting:
        app.begins_with = meeting
        app.presenting.expect_meeting()

    def save() -> str:
        state, left = session.save(), session.unsaved
        if not left:
            return "your changes are saved"
        return f"{left} of your changes {'are kept and will go in' if state.kept else 'could not be saved'}"

    gc.freeze()  # what is there by now stays; only what comes after it is looked through for garbage
    gc.set_threshold(*LOOK_FOR_GARBAGE)
    gc.enable()
    sys.setswitchinterval(SWITCH_SECONDS)
    app.warming = Warming(session)
    try:
        with ends_when_told(session.save, app.leave):
            return run_safely(app, mouse=settings.mouse, save=save)
    finally:
        app.warming.stop()
