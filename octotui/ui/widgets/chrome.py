"""The lines around a tab: the top line, the tabs, the banner, the footer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from rich.style import Style
from textual import events
from textual.message import Message
from textual.strip import Strip

from octotui.plan.frozen import Frozen
from octotui.ui.text import Line, fit, strip_of, width_of
from octotui.ui.widgets.lineview import InkedWidget


class OneLine(InkedWidget):
    """A widget of one line, drawn from runs; runs may be clicked."""

    DEFAULT_CSS = """
    OneLine { height: 1; background: $background; }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # Textual's name
        """Make an empty line."""
        super().__init__(id=id)
        self.left: Line = ()
        self.right: Line = ()

    def show(self, left: Line, right: Line = ()) -> None:
        """Show a line: what is left, and what is pushed to the right."""
        if (left, right) != (self.left, self.right):
            self.left, self.right = left, right
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """The line; the left part gives way to the right one."""
        del y
        width = self.size.width
        right = self.right if width_of(self.right) + 10 <= width else ()
        runs = (*fit(self.left, width - width_of(right)), *right)
        return strip_of(runs, width, self.inks, self.base)


class TopLine(OneLine):
    """Project, file, saved or not, branch, how many things need attention."""


class Banner(OneLine):
    """What keeps octotui from saving or reading, or waits for a choice, and what to do; hidden while all is well."""

    DEFAULT_CSS = """
    Banner { background: $error 22%; display: none; padding: 0 1; }
    Banner.-shown { display: block; }
    Banner.-choice { background: $warning 18%; }
    """


class TabName(Frozen):
    """What a tab is called: the key that goes to it, its name, a short one, and a figure behind it."""

    key: str
    name: str
    short: str
    figure: str = ""


class Density(Frozen):
    """How much of the tabs is told, and with how much room between."""

    figures: bool
    short: bool
    space: int
    gap: int


DENSITIES = (
    Density(figures=True, short=False, space=1, gap=2),
    Density(figures=False, short=False, space=1, gap=2),
    Density(figures=False, short=True, space=1, gap=2),
    Density(figures=False, short=True, space=0, gap=1),
)


class TabBar(OneLine):
    """The tabs, by number and name."""

    class Picked(Message):
        """A tab was clicked."""

        def __init__(self, bar: TabBar, place: int) -> None:
            """Say which, from 0."""
            super().__init__()
            self.bar = bar
            self.place = place

        @property
        def control(self) -> TabBar:
            """The bar."""
            return self.bar

    def __init__(self, *, id: str | None = None, indent: int = 1) -> None:  # noqa: A002  # Textual's name
        """Make a bar of tabs; it starts so many cells from the left."""
        super().__init__(id=id)
        self._tabs: tuple[TabName, ...] = ()
        self._current = 0
        self._indent = indent

    def offer(self, tabs: Sequence[TabName], current: int) -> None:
        """Show tabs, one of which is the current one."""
        if (tuple(tabs), current) != (self._tabs, self._current):
            self._tabs, self._current = tuple(tabs), current
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """The tabs: the current one stands out by colour and by its underline."""
        del y
        underlined = self.base + Style(underline=True)
        gap, labels = self._fitting()
        strips: list[Strip] = []
        for place, label in enumerate(labels):
            base = underlined if place == self._current else self.base
            strips += [strip_of(label, width_of(label), self.inks, base), Strip.blank(gap, self.base)]
        return Strip.join([Strip.blank(self._indent, self.base), *strips]).adjust_cell_length(
            self.size.width, self.base
        )

    def on_click(self, event: events.Click) -> None:
        """A click on a name goes to the tab."""
        left = self._indent
        gap, labels = self._fitting()
        for place, label in enumerate(labels):
            if left <= event.x < left + width_of(label):
                self.post_message(self.Picked(self, place))
            left += width_of(label) + gap

    def _fitting(self) -> tuple[int, list[Line]]:
        """The gap and the labels for the room there is: figures go first, then names get short, then tight."""
        for density in DENSITIES:
            labels = [self._label(place, density) for place in range(len(self._tabs))]
            if self._indent + sum(width_of(label) + density.gap for label in labels) - density.gap <= self.size.width:
                break
        return density.gap, labels

    def _label(self, place: int, density: Density) -> Line:
        tab, here = self._tabs[place], place == self._current
        key = f"{tab.key}{' ' * density.space}" if tab.key else ""
        name = tab.short if density.short and not here else tab.name
        figure = f" {tab.figure}" if density.figures and tab.figure else ""
        return ((key, "accent" if here else "faint"), (name, "bold" if here else "muted"), (figure, "faint"))


QUIET: Final = {"accent": "muted", "muted": "faint"}
"""The inks of hints that do not catch the eye."""


class Footer(OneLine):
    """The keys that work here, now; the lesser ones go where there is no room."""

    class Pressed(Message):
        """A key's hint was clicked."""

        def __init__(self, command: str) -> None:
            """Say which command."""
            super().__init__()
            self.command = command

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # Textual's name
        """Make an empty footer."""
        super().__init__(id=id)
        self._hints: tuple[tuple[str, str, str], ...] = ()
        self._always: tuple[tuple[str, str, str], ...] = ()
        self._quiet = False

    def offer(
        self, hints: Sequence[tuple[str, str, str]], always: Sequence[tuple[str, str, str]], *, quiet: bool = False
    ) -> None:
        """Offer commands: id, key, title. Those in ``always`` stay whatever the width; quiet ones are dim."""
        if (tuple(hints), tuple(always), quiet) != (self._hints, self._always, self._quiet):
            self._hints, self._always, self._quiet = tuple(hints), tuple(always), quiet
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """As many hints as there is room for."""
        runs = tuple(run for _, label in self._rows()[y] for run in (*label, ("  ", "")))
        return self._strip(tuple((text, QUIET.get(ink, ink)) for text, ink in runs) if self._quiet else runs)

    def on_click(self, event: events.Click) -> None:
        """A click on a hint is its key."""
        left = 1
        for command, label in self._rows()[event.y]:
            if left <= event.x < left + width_of(label):
                self.post_message(self.Pressed(command))
            left += width_of(label) + 2

    def _strip(self, runs: Line) -> Strip:
        return strip_of(((" ", ""), *runs), self.size.width, self.inks, self.base)

    def _rows(self) -> list[list[tuple[str, Line]]]:
        """The hints, row by row; those that always stay are the last of the last row."""
        always = [(hint[0], _hint(*hint)) for hint in self._always]
        hints = [(hint[0], _hint(*hint)) for hint in self._hints]
        rows: list[list[tuple[str, Line]]] = []
        last = max(1, self.size.height)
        for row in range(last):
            kept = always if row == last - 1 else []
            room = self.size.width - 1 - sum(width_of(label) + 2 for _, label in kept)
            shown: list[tuple[str, Line]] = []
            while hints and (taken := width_of(hints[0][1]) + 2) <= room:
                shown.append(hints.pop(0))
                room -= taken
            rows.append(shown + kept)
        return rows


def _hint(command: str, key: str, title: str) -> Line:
    del command
    return ((key, "accent"), (f" {title}", "muted"))
