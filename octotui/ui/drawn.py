"""What can wait until the screen shows what a key did: the disk, and what follows from all over the plan."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event
from typing import Final

from textual.app import App
from textual.timer import Timer

LATEST: Final = 0.05
"""Seconds after which it is done even though nothing was drawn."""


class AfterDrawing(App[int]):
    """An app that does some things only after the next frame, each once, in the order they were asked for."""

    def __init__(self) -> None:
        """Start with nothing to do."""
        super().__init__()
        self._to_do: dict[str, Callable[[], object]] = {}
        self._at_latest: Timer | None = None
        self._next_frame = Event()

    def once_drawn(self, name: str, work: Callable[[], object]) -> None:
        """Do something as soon as a frame was drawn, and no key came before; asked for again, it is done once."""
        self._to_do.setdefault(name, work)
        if self._at_latest is None:
            self._at_latest = self.set_timer(LATEST, self._do)

    def next_frame(self) -> Event:
        """Is set when the next frame was drawn: for threads, which would be in its way."""
        return self._next_frame

    def post_display_hook(self) -> None:
        """A frame was drawn: what waits for one comes next, behind the keys that wait already."""
        super().post_display_hook()
        self._next_frame.set()
        self._next_frame = Event()
        if self._at_latest is not None and not self.call_later(self._do):
            self._do()

    def _do(self) -> None:
        if self._at_latest is not None:
            self._at_latest.stop()
            self._at_latest = None
        to_do, self._to_do = self._to_do, {}
        if not any(screen.is_attached for screen in self.screen_stack):  # the app is being taken down
            return
        for work in to_do.values():
            work()
