"""The scrollbar beside lines, drawn at once: Textual frames and filters each line of one anew whenever it moves."""

from __future__ import annotations

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.scrollbar import ScrollBar, ScrollBarRender
from textual.strip import Strip

from octotui.ui.widgets.filtered import filtered


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
        kinds = list(dict.fromkeys(segments))
        strips = filtered(self, (Strip([*Segment.apply_style([kind], plain)], width) for kind in kinds))
        drawn = dict(zip(kinds, strips, strict=True))
        return [drawn[segment].crop(*crop.column_span) for segment in segments[crop.y : crop.bottom]]
