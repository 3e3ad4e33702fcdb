"""Fields that are typed in, which take their keys in the order they come.

Textual inserts a letter at once, and runs backspace, ctrl+u or enter only when the key has come up to the app. Of keys
that arrive together, over a slow line or from a macro, letters would be first: so a field runs its own keys itself.
"""

from __future__ import annotations

from textual import events
from textual.widgets import Input, TextArea


async def _run_own_key(field: Input | TextArea, event: events.Key) -> None:
    """Run what the field itself has for a key that is no letter, and leave nothing of it to others."""
    bindings = () if event.is_printable else field._bindings.key_to_bindings.get(event.key, ())  # noqa: SLF001  # no other way in
    for binding in bindings:
        event.stop()
        event.prevent_default()
        await field.run_action(binding.action)


class Field(Input):
    """A field of one line."""

    async def _on_key(self, event: events.Key) -> None:
        await _run_own_key(self, event)


class LongField(TextArea):
    """A field of several lines."""

    async def _on_key(self, event: events.Key) -> None:
        await _run_own_key(self, event)
