"""The turns of a meeting, and what it says of itself when it ends."""

from __future__ import annotations

from typing import Any, Final

from octotui.plan.edits import Path
from octotui.plan.frozen import Frozen
from octotui.ui.text import Line

END: Final = "end"
"""The key of the last turn: what came of it."""


class Turn(Frozen):
    """One thing at a time.

    Attributes:
        key: What it goes by as long as the meeting lasts.
        name: What is shown in large letters.
        ink: Its ink.
        below: A line under it.
        about: What the keys act on where nothing is chosen; None where nothing is.
        of: Whatever the meeting tells of it.
    """

    key: str
    name: str
    ink: str = ""
    below: Line = ()
    about: Path | None = None
    of: Any = None


class Closing(Frozen):
    """What a meeting says of itself in its record: a sentence, who was there, what was decided."""

    summary: str = ""
    attendees: tuple[str, ...] = ()
    decisions: tuple[str, ...] = ()
