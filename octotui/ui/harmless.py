"""The last filter before the terminal: nothing a plan says gets there as a control sequence."""

from __future__ import annotations

import re

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


class Harmless(LineFilter):
    """Takes control and bidirectional characters out of every segment that is text."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The segments, harmless."""
        del background
        if not any(CONTROLS.search(text) for text, _, control in segments if not control):
            return segments
        return [
            segment if segment.control else Segment(CONTROLS.sub("�", segment.text), segment.style)
            for segment in segments
        ]
