"""The base of what scrolls: lines drawn on demand, cached, in the inks of the theme."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar, Final, NamedTuple, cast

from rich.style import Style
from textual.color import Color
from textual.geometry import Region, Size, Spacing
from textual.reactive import Reactive
from textual.scroll_view import ScrollView
from textual.scrollbar import ScrollBar
from textual.strip import Strip
from textual.widget import Widget

from octotui.ui.ink import Inks
from octotui.ui.text import Line, strip_of
from octotui.ui.widgets.filtered import filtered
from octotui.ui.widgets.scrollbar import QuickScrollBar

if TYPE_CHECKING:
    from octotui.ui.app import OctotuiApp


BEAM: Final = "beam"
"""The cursor where others look on: seen from the back of a room, in a compressed picture, and without colour."""


MOST_KEPT: Final = 500
"""So many lines are kept as they were drawn."""


class InkedWidget(Widget):
    """A widget that draws with the theme's inks."""

    _base: Style | None = None

    @property
    def base(self) -> Style:
        """The plain style, which Textual puts together from all that holds the widget."""
        if self._base is None:
            self._base = self.rich_style
        return self._base

    def notify_style_update(self) -> None:
        """Colours may have changed."""
        self._base = None
        super().notify_style_update()

    @property
    def octotui(self) -> OctotuiApp:
        """The app, as what it is."""
        return cast("OctotuiApp", self.app)

    @property
    def inks(self) -> Inks:
        """The theme's inks."""
        return self.octotui.inks

    @property
    def presented(self) -> bool:
        """Whether others look on: rows stand apart, and the cursor is a beam."""
        return self.screen.has_class("-present")


class FewLines(InkedWidget):
    """A widget as high as the lines that it has for the width there is. A subclass says them."""

    def lines(self, width: int) -> list[Line]:
        """The lines, for a width in cells."""
        raise NotImplementedError

    def get_content_height(self, container: object, viewport: object, width: int) -> int:
        """As many as there are."""
        del container, viewport
        return len(self.lines(width))

    def render_line(self, y: int) -> Strip:
        """One of them."""
        width = self.content_size.width
        lines = self.lines(width)
        return strip_of(lines[y] if y < len(lines) else (), width, self.inks, self.base)


class Sight(NamedTuple):
    """What is the same for all lines of a frame: their width, how far they are scrolled, and how many there are."""

    width: int
    top: int
    lines: int


class LineView(ScrollView, InkedWidget, can_focus=True):
    """A scrolling view of lines. A subclass says how many there are and what each one is.

    Only lines in sight are built, so the view costs the same for ten lines and for ten thousand.
    """

    DEFAULT_CSS = """
    LineView {
        background: $background;
        scrollbar-size-vertical: 1;
        scrollbar-background: $background;
        scrollbar-background-hover: $background;
        scrollbar-background-active: $background;
        scrollbar-color: $foreground 20%;
        scrollbar-color-hover: $foreground 40%;
        scrollbar-color-active: $primary;
        overflow-x: hidden;
    }
    """
    virtual_size = Reactive(Size(0, 0))  # with Textual's own, the whole screen is laid out whenever the height changes
    BACKGROUNDS: ClassVar[dict[str, tuple[str, float]]] = {
        "cursor": ("accent", 0.28),
        "quiet": ("foreground", 0.10),
        "mark": ("accent", 0.13),
        "glow": ("good", 0.22),
    }
    """Backgrounds a line can have, beside the beam: an ink, and how much of it."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # Textual's name
        """Make an empty view."""
        super().__init__(id=id)
        self._strips: dict[int | None, tuple[str, Strip]] = {}  # of each line the last, and the background it has
        self._framed: dict[int, tuple[Strip, Strip]] = {}
        self._look: tuple[object, ...] = ()
        self._width_known = 0
        self._awaited: tuple[int, int] | None = None  # the line to show, and its margin, once there is room

    @property
    def vertical_scrollbar(self) -> ScrollBar:
        """The scrollbar, made when it is first needed as Textual's own would be."""
        if self._vertical_scrollbar is None:
            self._vertical_scrollbar = QuickScrollBar(name="vertical", thickness=self.scrollbar_size_vertical)
            self._vertical_scrollbar.display = False
            self.app._start_widget(self, self._vertical_scrollbar)  # noqa: SLF001  # as Textual has it
        return self._vertical_scrollbar

    def count(self) -> int:
        """How many lines there are."""
        raise NotImplementedError

    @property
    def height_of_all(self) -> int:
        """How high all lines are, with what is between them."""
        return self.count()

    def top_of(self, number: int) -> int:
        """How far down a line is."""
        return number

    def number_at(self, top: int) -> int | None:
        """The line so far down; None between lines."""
        return top

    def draw(self, number: int, width: int) -> Line:
        """One line, for a width in cells."""
        raise NotImplementedError

    def background_of(self, number: int) -> str:
        """The name of a line's background; empty is the plain one."""
        del number
        return ""

    def redraw(self) -> None:
        """Forget what was drawn: the lines have changed."""
        self._forget()
        self.virtual_size = Size(self.scrollable_content_region.width, self.height_of_all)
        self.refresh()

    def watch_virtual_size(self, size: Size) -> None:
        """Others are touched only by a scrollbar that comes or goes, and by a height that follows the lines."""
        if self.styles.auto_dimensions:
            self.refresh(layout=True)
        elif self.container_size:
            height = self.container_size.height
            self.show_vertical_scrollbar = size.height > height
            if self.show_vertical_scrollbar:
                bar = self.vertical_scrollbar
                bar.window_size, bar.window_virtual_size = height, size.height
            self.scroll_y = self.validate_scroll_y(self.scroll_y)

    def redraw_line(self, number: int) -> None:
        """Draw one line again."""
        self._strips.pop(number, None)
        self.refresh_line_at(number)

    def refresh_line_at(self, number: int) -> None:
        """Repaint a line whose background may have changed."""
        y = self.top_of(number) - self.scroll_offset.y
        if 0 <= y < self.size.height:
            self.refresh_lines(y, 1)

    def show_line(self, number: int, margin: int = 0) -> None:
        """Scroll as little as it takes to bring a line in sight, as soon as there is room for any."""
        self._awaited = None
        if self.scrollable_content_region.height > 0:
            self.scroll_to_line(self.top_of(number), margin)
        else:
            self._awaited = (number, margin)

    def scroll_to_line(self, number: int, margin: int) -> None:
        """Scroll as little as it takes to bring in sight what is so far down."""
        top, height = self.scroll_offset.y, self.scrollable_content_region.height
        margin = min(margin, max(0, (height - 1) // 2))
        wanted = min(max(top, number - height + 1 + margin), max(0, number - margin))
        if wanted != top:
            self.scroll_to(y=wanted, animate=False, immediate=True)

    def render_line(self, y: int) -> Strip:
        """The line at a row of the screen; blank below the last."""
        return self.strip_at(y, self._sight())

    def strip_at(self, y: int, sight: Sight) -> Strip:
        """The line at a row of the screen, kept until it is another one."""
        number, width = self.number_at(y + sight.top), sight.width
        if number is None or number >= sight.lines:
            return self.kept(None, "", lambda: Strip.blank(width, self.base))
        background = self.background_of(number)
        return self.kept(number, background, lambda: self.inked(self.draw(number, width), width, background))

    def kept(self, number: int | None, background: str, drawn: Callable[[], Strip]) -> Strip:
        """What was drawn of a line on that background, else what is drawn now."""
        known = self._strips.get(number)
        if known is None or known[0] != background:
            known = self._strips[number] = (background, drawn())
        return known[1]

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines in sight, framed and filtered once.

        Textual frames and filters each line anew whenever it is at another place, which is all of them at a key that
        scrolls, and forgets what it made of it for the terminal.
        """
        styles, padding = self.styles, self.styles.padding
        if styles.gutter != padding or padding.height or self.opacity < 1:
            return super().render_lines(crop)
        background, sight = self.background_colors[1], self._sight()
        strips = filtered(self, [self._frame(self.strip_at(y, sight), padding, background) for y in crop.line_range])
        if crop.column_span == (0, self.outer_size.width):
            return strips
        return [strip.crop(*crop.column_span) for strip in strips]

    def _frame(self, strip: Strip, padding: Spacing, background: Color) -> Strip:
        """A line with what is beside it, the same for the same line."""
        known = self._framed.get(id(strip))
        if known is None:
            width = self.content_region.width
            framed = strip.crop_pad(width, padding.left, padding.right, Style(bgcolor=background.rich_color))
            known = self._framed[id(strip)] = (strip, framed)  # which keeps the strip, and so its id
        return known[1]

    def _sight(self) -> Sight:
        """What is in sight now; lines of another width are forgotten, and of many the oldest."""
        width = self.scrollable_content_region.width
        if width != self._width_known:
            self._width_known = width
            self._forget()
        kept: dict[Any, Any]
        for kept in (self._strips, self._framed):
            if len(kept) > MOST_KEPT:
                for key in [*kept][: MOST_KEPT // 2]:
                    del kept[key]
        return Sight(width, self.scroll_offset.y, self.count())

    def _forget(self) -> None:
        self._strips.clear()
        self._framed.clear()
        self._base = None

    def inked(self, runs: Line, width: int, background: str) -> Strip:
        """A line on a background."""
        return strip_of(*on_background(runs, width, background, self.inks, self.base))

    def notify_style_update(self) -> None:
        """Colours may have changed: if they have, draw everything again."""
        look = (self.rich_style, self.inks, self.styles.padding)
        if look != self._look:
            self._look = look
            self._forget()
        super().notify_style_update()

    def on_resize(self) -> None:
        """The lines depend on the width; what could not be shown before may find room now."""
        self.redraw()
        if self._awaited:
            self.show_line(*self._awaited)

    def do_page_down(self) -> None:
        """Go a page down."""
        self.scroll_page_down(animate=False)

    def do_page_up(self) -> None:
        """Go a page up."""
        self.scroll_page_up(animate=False)

    def do_down(self) -> None:
        """Go a line down."""
        self.scroll_relative(y=1, animate=False)

    def do_up(self) -> None:
        """Go a line up."""
        self.scroll_relative(y=-1, animate=False)

    def do_top(self) -> None:
        """Go to the top."""
        self.scroll_home(animate=False)

    def do_bottom(self) -> None:
        """Go to the bottom."""
        self.scroll_end(animate=False)


def on_background(runs: Line, width: int, background: str, inks: Inks, base: Style) -> tuple[Line, int, Inks, Style]:
    """What draws a line on a background: on a beam its own inks would not be seen."""
    if background == BEAM:
        return tuple((text, "") for text, _ in runs), width, inks, base + inks["on accent"]
    if background:
        ink, strength = LineView.BACKGROUNDS[background]
        base += Style(bgcolor=inks.tint(ink, strength).rich_color)
    return runs, width, inks, base
