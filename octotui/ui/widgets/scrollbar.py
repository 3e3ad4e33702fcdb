"""The scrollbar beside lines, drawn at once: Textual frames and filters each line of one anew whenever it moves."""

from __future__ import annotations

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.scrollbar import ScrollBar, ScrollBarRender
from textual.strip import Strip


class QuickScrollBar(ScrollBar):
    """A vertical scrollbar that looks and works as Textual's."""

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines of the bar: only its ends and what is between them are of several kinds."""
        bar, width = self.render(), self.size.width
        assert isinstance(bar, ScrollBarRender)
        assert isinstance(bar.style, Style)
        assert bar.style.bgcolor is not None
        assert bar.style.color is not None
        segments = bar.render_bar(
            size=self.size.height,
            virtual_size=bar.virtual_size,
            window_size=bar.window_size,
            position=bar.position,
            thickness=width,
            back_color=bar.style.bgcolor,
            bar_color=bar.style.color,
        ).segments
        plain = self.visual_style.rich_style
        drawn: dict[Segment, Strip] = {}
        for segment in segments:
            if segment not in drawn:
                drawn[segment] = self._filtered(Strip([*Segment.apply_style([segment], plain)], width))
        return [drawn[segment].crop(*crop.column_span) for segment in segments[crop.y : crop.bottom]]

    def _filtered(self, strip: Strip) -> Strip:
        background = self.background_colors[1]
        for each in self.get_line_filters():
            strip = strip.apply_filter(each, background)
        return strip
