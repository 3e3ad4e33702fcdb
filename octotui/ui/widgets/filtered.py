"""Lines as Textual hands them to the terminal: through the app's filters, on a widget's background."""

from __future__ import annotations

from collections.abc import Iterable

from textual.strip import Strip
from textual.widget import Widget


def filtered(widget: Widget, strips: Iterable[Strip]) -> list[Strip]:
    """The lines of a widget that draws them itself, filtered as Textual would."""
    background, lines = widget.background_colors[1], list(strips)
    for each in widget.get_line_filters():
        lines = [line.apply_filter(each, background) for line in lines]
    return lines
