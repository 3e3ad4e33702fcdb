"""What holds other widgets and shows nothing itself."""

from __future__ import annotations

from rich.style import Style
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from octotui.ui.widgets.filtered import filtered


class Blank(Widget):
    """A widget of nothing but its background.

    Textual frames and filters each line of it at each frame, to hide them all behind what is in it.
    """

    def render_lines(self, crop: Region) -> list[Strip]:
        """The same line for all."""
        if self.styles.gutter or self.opacity < 1:
            return super().render_lines(crop)
        background = Style(bgcolor=self.background_colors[1].rich_color)
        return filtered(self, [Strip.blank(crop.width, background)]) * crop.height
