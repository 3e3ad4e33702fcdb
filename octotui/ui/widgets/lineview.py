"""The base of what scrolls: lines drawn on demand, cached, in the inks of the theme."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar, cast

from rich.style import Style
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widget import Widget

from octotui.ui.ink import Inks
from octotui.ui.text import Line, strip_of

if TYPE_CHECKING:
    from octotui.ui.app import OctotuiApp


class InkedWidget(Widget):
    """A widget that draws with the theme's inks."""

    @property
    def octotui(self) -> OctotuiApp:
        """The app, as what it is."""
        return cast("OctotuiApp", self.app)

    @property
    def inks(self) -> Inks:
        """The theme's inks."""
        return self.octotui.inks


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
    BACKGROUNDS: ClassVar[dict[str, tuple[str, float]]] = {
        "cursor": ("accent", 0.28),
        "quiet": ("foreground", 0.10),
        "mark": ("accent", 0.13),
        "glow": ("good", 0.22),
    }
    """Backgrounds a line can have: an ink, and how much of it."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # Textual's name
        """Make an empty view."""
        super().__init__(id=id)
        self._strips: dict[tuple[int, str], Strip] = {}
        self._width_known = 0

    def count(self) -> int:
        """How many lines there are."""
        raise NotImplementedError

    def draw(self, number: int, width: int) -> Line:
        """One line, for a width in cells."""
        raise NotImplementedError

    def background_of(self, number: int) -> str:
        """The name of a line's background; empty is the plain one."""
        del number
        return ""

    def redraw(self) -> None:
        """Forget what was drawn: the lines have changed."""
        self._strips.clear()
        self.virtual_size = Size(self.scrollable_content_region.width, self.count())
        self.refresh()

    def redraw_line(self, number: int) -> None:
        """Draw one line again."""
        for key in [key for key in self._strips if key[0] == number]:
            del self._strips[key]
        self.refresh_line_at(number)

    def refresh_line_at(self, number: int) -> None:
        """Repaint a line whose background may have changed."""
        top = self.scroll_offset.y
        if top <= number < top + self.size.height:
            self.refresh_lines(number - top, 1)

    def show_line(self, number: int, margin: int = 0) -> None:
        """Scroll as little as it takes to bring a line in sight."""
        top, height = self.scroll_offset.y, self.scrollable_content_region.height
        if height <= 0:
            self.call_after_refresh(partial(self.show_line, number, margin))
            return
        margin = min(margin, max(0, (height - 1) // 2))
        wanted = min(max(top, number - height + 1 + margin), max(0, number - margin))
        if wanted != top:
            self.scroll_to(y=wanted, animate=False, immediate=True)

    def render_line(self, y: int) -> Strip:
        """The line at a row of the screen; blank below the last."""
        width = self.scrollable_content_region.width
        if width != self._width_known:
            self._width_known = width
            self._strips.clear()
        number = y + self.scroll_offset.y
        base = self.rich_style
        if number >= self.count():
            return Strip.blank(width, base)
        background = self.background_of(number)
        key = (number, background)
        if key not in self._strips:
            if background:
                ink, strength = self.BACKGROUNDS[background]
                base += Style(bgcolor=self.inks.tint(ink, strength).rich_color)
            self._strips[key] = strip_of(self.draw(number, width), width, self.inks, base)
        return self._strips[key]

    def notify_style_update(self) -> None:
        """Colours changed: draw everything again."""
        self._strips.clear()
        super().notify_style_update()

    def on_resize(self) -> None:
        """The lines depend on the width."""
        self.redraw()

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
