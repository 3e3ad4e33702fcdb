"""Keys that arrive together are taken one after the other, each where the one before it led."""

from __future__ import annotations

import asyncio
import contextlib
import sys

from textual import events
from textual.app import App
from textual.message import Message
from textual.message_pump import MessagePump
from textual.widget import Widget
from textual.widgets import Input

LOOK_AGAIN = 0.1
"""Seconds after which it is asked whether a widget that is waited for is still there."""
PATIENCE = 20
"""So often. Who takes longer is waiting for the app itself."""
ROUNDS = 100
"""So often widgets may send each other something before the next key is looked at: a key takes ten at most."""


class KeysInOrder(App[int]):
    """An app that deals with one key, and with what it leads to, before it looks at the next.

    The keys of commands are run here, not by Textual's bindings: a meeting has keys of its own before the others', and
    Textual's keymap takes all commands off a key of which one is given another.

    All other keys go to what has the focus. Textual does not wait for what that does: a key that means nothing to it,
    such as tab or enter, goes up through the queues of all that holds it, and would come to the app behind keys that
    were typed after it. In a fast ``tab 4 2`` the figure would be typed into the field before.
    """

    _passed_on: events.Key | None = None
    _is_back = False
    _without_room: Widget | None = None

    @property
    def types(self) -> bool:
        """Whether keys go to a dialog or a field rather than to the commands."""
        return len(self.screen_stack) > 1 or isinstance(self.focused, Input)

    async def run_key(self, key: str) -> bool:
        """Run the command of a key; whether there is one."""
        raise NotImplementedError

    def post_message(self, message: Message) -> bool:
        """Keep the key that was passed on out of the queue when it comes back: other keys are waiting there."""
        if message is not self._passed_on:
            return super().post_message(message)
        self._is_back = True
        return True

    async def on_event(self, event: events.Event) -> None:
        """Before a key, or a text that is pasted, wait until all that came before it is done."""
        if not isinstance(event, (events.Key, events.Paste)) or event.is_forwarded:
            await super().on_event(event)
            return
        await self._all_done()
        if isinstance(event, events.Paste):
            await super().on_event(event)
        elif self.types or not await self.run_key(event.key):
            await self._pass_on(event)

    async def _pass_on(self, key: events.Key) -> None:
        """Give a key to what has the focus, and run its binding if it comes back; of a field that is known before."""
        in_field = _is_field(self.focused) and not key.is_printable
        if not (in_field and await self._check_bindings(key.key)):
            self._passed_on, self._is_back = key, False
            await super().on_event(key)
            await self._all_done()
            self._passed_on = None
            if not self._is_back:
                return
            await super().on_event(key)
        await self._all_done()  # if it answered a dialog, the answer is taken as soon as this returns

    async def _all_done(self) -> None:
        """Wait until all that was sent to the widgets is done, and what they sent to each other meanwhile."""
        place = self.focused
        if place is not None and not place.size and place is not self._without_room:
            with contextlib.suppress(TimeoutError):  # it may have just come on the screen
                async with asyncio.timeout(PATIENCE * LOOK_AGAIN):
                    await place.wait_for_refresh()
        self._without_room = None if place is None or place.size else place  # it is waited for once
        for _ in range(ROUNDS):
            widgets = [widget for screen in self.screen_stack for widget in screen.walk_children(with_self=True)]
            busy = [widget for widget in widgets if widget.message_queue_size]
            for widget in busy or [self.screen]:  # whose queue is empty while a handler of it is in the midst of it
                if not await _done(widget):
                    return
            if not busy:
                return


def _is_field(widget: Widget | None) -> bool:
    """Whether text is typed into a widget. A text area is imported by who has one, and by nobody else."""
    area = sys.modules.get("textual.widgets._text_area")
    return isinstance(widget, Input if area is None else (Input, area.TextArea))


async def _done(widget: MessagePump) -> bool:
    """Wait until a widget has done what was sent to it; whether it has, or is no more."""
    done = asyncio.Event()
    if not widget.call_later(done.set):
        return True
    for _ in range(PATIENCE):
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(LOOK_AGAIN):
                await done.wait()
        if done.is_set() or not widget.is_running:
            return True
    return False
