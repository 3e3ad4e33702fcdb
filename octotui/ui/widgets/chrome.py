"""The lines around a tab: the top line, the tabs, the banner, the footer."""

from __future__ import annotations

from collections.abc import Sequence

from rich.style import Style
from textual import events
from textual.message import Message
from textual.strip import Strip

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
        return strip_of(runs, width, self.inks, self.rich_style)


class TopLine(OneLine):
    """Project, file, saved or not, branch, how many things need attention."""


class Banner(OneLine):
    """What keeps octotui from saving or reading, or waits for a choice, and what to do; hidden while all is well."""

    DEFAULT_CSS = """
    Banner { background: $error 22%; display: none; padding: 0 1; }
    Banner.-shown { display: block; }
    Banner.-choice { background: $warning 18%; }
    """


class TabBar(OneLine):
    """The tabs, by number and name."""

    class Picked(Message):
        """A tab was clicked."""

        def __init__(self, number: int) -> None:
            """Say which, from 0."""
            super().__init__()
            self.number = number

    def __init__(self, titles: Sequence[str], *, id: str | None = None) -> None:  # noqa: A002  # Textual's name
        """Make a bar of tabs."""
        super().__init__(id=id)
        self._titles = tuple(titles)
        self._current = 0
        self._counts: tuple[str, ...] = ("",) * len(titles)

    def choose(self, number: int) -> None:
        """Make a tab the current one."""
        if number != self._current:
            self._current = number
            self.refresh()

    def count(self, counts: Sequence[str]) -> None:
        """Show a figure behind each name."""
        if tuple(counts) != self._counts:
            self._counts = tuple(counts)
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """The tabs: the current one stands out by colour and by its underline."""
        del y
        current = Style(underline=True)
        strips: list[Strip] = []
        for number, label in enumerate(self._labels()):
            here = number == self._current
            base = self.rich_style + current if here else self.rich_style
            strips += [
                strip_of(label, width_of(label), self.inks, base),
                Strip.blank(2, self.rich_style),
            ]
        return Strip.join([Strip.blank(1, self.rich_style), *strips]).adjust_cell_length(
            self.size.width, self.rich_style
        )

    def on_click(self, event: events.Click) -> None:
        """A click on a name goes to the tab."""
        left = 1
        for number, label in enumerate(self._labels()):
            if left <= event.x < left + width_of(label):
                self.post_message(self.Picked(number))
            left += width_of(label) + 2

    def _labels(self) -> list[Line]:
        wide = self._width(self._all_labels(counts=True)) <= self.size.width
        return self._all_labels(counts=wide)

    def _all_labels(self, *, counts: bool) -> list[Line]:
        labels: list[Line] = []
        for number, (title, count) in enumerate(zip(self._titles, self._counts, strict=True)):
            here = number == self._current
            label: Line = (
                (f"{(number + 1) % 10} ", "accent" if here else "faint"),
                (title, "bold" if here else "muted"),
            )
            labels.append((*label, (f" {count}", "faint")) if counts and count else label)
        return labels

    @staticmethod
    def _width(labels: Sequence[Line]) -> int:
        return 1 + sum(width_of(label) + 2 for label in labels)


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

    def offer(self, hints: Sequence[tuple[str, str, str]], always: Sequence[tuple[str, str, str]]) -> None:
        """Offer commands: id, key, title. Those in ``always`` stay whatever the width."""
        if (tuple(hints), tuple(always)) != (self._hints, self._always):
            self._hints, self._always = tuple(hints), tuple(always)
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """As many hints as there is room for."""
        del y
        runs = tuple(run for _, label in self._shown() for run in (*label, ("  ", "")))
        return self._strip(runs)

    def on_click(self, event: events.Click) -> None:
        """A click on a hint is its key."""
        left = 1
        for command, label in self._shown():
            if left <= event.x < left + width_of(label):
                self.post_message(self.Pressed(command))
            left += width_of(label) + 2

    def _strip(self, runs: Line) -> Strip:
        return strip_of(((" ", ""), *runs), self.size.width, self.inks, self.rich_style)

    def _shown(self) -> list[tuple[str, Line]]:
        room = self.size.width - 1 - sum(width_of(_hint(*hint)) + 2 for hint in self._always)
        shown: list[tuple[str, Line]] = []
        for hint in self._hints:
            label = _hint(*hint)
            if width_of(label) + 2 > room:
                break
            room -= width_of(label) + 2
            shown.append((hint[0], label))
        return shown + [(hint[0], _hint(*hint)) for hint in self._always]


def _hint(command: str, key: str, title: str) -> Line:
    del command
    return ((key, "accent"), (f" {title}", "muted"))
