"""The lines over a meeting: what is held, which turn it is, the clock; and whose turn, in large letters."""

from __future__ import annotations

from textual.strip import Strip

from octotui.plan.frozen import Frozen
from octotui.ui.big import big
from octotui.ui.glyphs import Glyphs
from octotui.ui.text import Line, at_most, fit, say, strip_of
from octotui.ui.widgets.chrome import OneLine
from octotui.ui.widgets.lineview import FewLines, InkedWidget

SOON = 0.8
"""From this part of the time on the clock says that it is running out."""


class Clock(Frozen):
    """How long something has taken, of how long it may; seconds."""

    taken: float
    planned: float

    @property
    def ink(self) -> str:
        """Calm, running out, over."""
        return "bad" if self.taken > self.planned else "warn" if self.taken > SOON * self.planned else "good"

    @property
    def text(self) -> str:
        """``4:10 of 15:00``."""
        return f"{minutes(self.taken)} of {minutes(self.planned)}"


def minutes(seconds: float) -> str:
    """``4:10``; hours are told in minutes too, as a meeting's are."""
    return f"{int(seconds) // 60}:{int(seconds) % 60:02}"


class Bar(InkedWidget):
    """How much of the time is gone, over the whole width: a line that one sees without reading."""

    DEFAULT_CSS = """
    Bar { height: 1; }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # Textual's name
        """Make a bar at the start."""
        super().__init__(id=id)
        self._clock = Clock(0, 1)

    def show(self, clock: Clock) -> None:
        """Show a clock; it is drawn again only if a cell changes."""
        before, self._clock = self._cells(), clock
        if self._cells() != before:
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """The line."""
        del y
        cells, ink = self._cells()
        glyphs = self.octotui.glyphs
        runs = ((glyphs.full * cells, ink), (glyphs.empty * (self.size.width - cells), "faint"))
        return strip_of(runs, self.size.width, self.inks, self.rich_style)

    def _cells(self) -> tuple[int, str]:
        width = self.size.width
        return min(width, round(width * self._clock.taken / max(self._clock.planned, 1))), self._clock.ink


class MeetingLine(OneLine):
    """What is held, which turn it is, and both clocks."""

    def tell(self, what: Line, turn: Clock, whole: Clock) -> None:
        """Show where the meeting is."""
        clocks: Line = (
            ("turn ", "muted"),
            (turn.text, f"bold {turn.ink}"),
            ("   meeting ", "muted"),
            (whole.text, f"bold {whole.ink}"),
            (" ", ""),
        )
        self.show(((" ", ""), *what), clocks)


class BigName(FewLines):
    """A name in the largest letters there is room for, and a line beside or under it."""

    DEFAULT_CSS = """
    BigName { height: auto; padding: 0 2; }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # Textual's name
        """Make it empty."""
        super().__init__(id=id)
        self._said = ""
        self._said_in = ""
        self._below: Line = ()

    def tell(self, name: str, ink: str, below: Line) -> None:
        """Show a name from the plan, its ink, and a line under it."""
        shown = (say(name)[0], ink, below)
        if shown != (self._said, self._said_in, self._below):
            self._said, self._said_in, self._below = shown
            self.refresh(layout=True)

    def lines(self, width: int) -> list[Line]:
        """The letters, or the name as it is where they do not fit; then the line below."""
        room = max(1, self.screen.size.height // 5)
        letters = big(self._said, width, room, self.octotui.glyphs.letters)
        rows = letters if len(letters) > 1 else [at_most(((self._said, ""),), width)[0][0]]
        ink = f"bold {self._said_in}".strip()
        return [*(((row, ink),) for row in rows), *([fit(self._below, width)] if self._below else [])]


def dots(place: int, count: int, room: int, glyphs: Glyphs) -> Line:
    """``● ● ◐ ○ ○``: the turns that were, the one that is, those to come; in figures where there is no room."""
    if 2 * count > room:
        return ((f"{place + 1} of {count}" if place < count else "end", "bold"),)
    kinds = ((glyphs.point, "muted"), (glyphs.running, "accent bold"), (glyphs.idle, "faint"))
    shown = (kinds[(turn >= place) + (turn > place)] for turn in range(count))
    return tuple(run for kind in shown for run in (kind, (" ", "")))
