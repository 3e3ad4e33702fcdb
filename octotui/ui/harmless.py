"""The last filter before the terminal: nothing a plan says gets there as a control sequence."""

from __future__ import annotations

import re
from typing import Final

from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from octotui.plan.plaintext import UNSAFE


class Harmless(LineFilter):
    """Takes control and bidirectional characters out of every segment that is text; the line stays as wide as it is."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The segments, harmless."""
        del background
        if not any(UNSAFE.search(text) for text, _, control in segments if not control):
            return segments
        return [
            segment if segment.control else Segment(UNSAFE.sub(_stand_in, segment.text), segment.style)
            for segment in segments
        ]


HARMLESS: Final = Harmless()
"""The one there is: Textual keeps what it has filtered for as long as the filter is the same."""


def _stand_in(match: re.Match[str]) -> str:
    return "�" * cell_len(match[0])
