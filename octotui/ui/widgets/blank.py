"""What holds other widgets and shows nothing itself."""

from __future__ import annotations

from rich.style import Style
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget


class Blank(Widget):
    """A widget of nothing but its background.

    Textual frames and filters each line of it at each frame, to hide them all behind what is in it.
    """

    def render_lines(self, crop: Region) -> list[Strip]:
        """The same line for all."""
        if self.styles.gutter or self.opacity < 1:
            return super().render_lines(crop)
        background = self.background_colors[1]
        line = Strip.blank(crop.width, Style(bgcolor=background.rich_color))
        for each in self.get_line_filters():
            line = line.apply_filter(each, background)
        return [line] * crop.height
