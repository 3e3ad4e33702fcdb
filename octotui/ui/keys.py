"""Keys that arrive together are taken one after the other, each where the one before it led."""

from __future__ import annotations

import asyncio
import contextlib

from textual import events
from textual.app import App
from textual.widget import Widget
from textual.widgets import Input, TextArea

PATIENCE = 0.2
"""Seconds."""


class KeysInOrder(App[int]):
    """An app that deals with one key before it looks at the next.

    A command has priority, and the app waits for it. What Textual only passes on, to a dialog or a field, it does not
    wait for: in a fast ``s d j`` the last key would go to the menu that is about to close. And a field inserts a letter
    at once, but backspace, ctrl+u or enter only when the key has come back up to the app: letters would be first.
    """

    @property
    def types(self) -> bool:
        """Whether keys go to a dialog or a field rather than to the commands."""
        return len(self.screen_stack) > 1 or isinstance(self.focused, Input)

    async def on_event(self, event: events.Event) -> None:
        """Run a field's key, or pass a key on and wait until those that got it are done with it."""
        if not isinstance(event, events.Key) or event.is_forwarded or not self.types:
            await super().on_event(event)
            return
        in_field = isinstance(self.focused, (Input, TextArea)) and not event.is_printable
        if in_field and await self._check_bindings(event.key):
            return
        places = (self.focused, self.screen)
        await super().on_event(event)
        for place in places:
            if place is not None and place.is_running:
                await _idle(place)


async def _idle(place: Widget) -> None:
    """Wait until a widget has done what was sent to it, but not for long: it may be waiting for the app itself."""
    done = asyncio.Event()
    if place.call_later(done.set):
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(done.wait(), PATIENCE)
