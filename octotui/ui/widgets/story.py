"""The detail: one thing's whole story, wrapped to the room there is."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from octotui.ui.text import Line, Run, fit, width_of, wrap
from octotui.ui.widgets.lineview import LineView

LABEL = 12


class Story:
    """Lines of a detail, put together part by part for a width in cells."""

    def __init__(self, width: int) -> None:
        """Start an empty story."""
        self.width = width
        self.lines: list[Line] = []

    def title(self, text: str, *below: Line) -> None:
        """The thing's name, and a line or two under it."""
        self.lines += wrap(text, self.width, "bold")
        self.lines += below

    def fact(self, label: str, *runs: Run | str) -> None:
        """A label and what it says, if it says anything."""
        value = tuple((run, "") if isinstance(run, str) else run for run in runs)
        if width_of(value):
            room = self.width - LABEL
            first = (fit(((label, "muted"),), LABEL), value)
            if width_of(value) <= room or len(value) > 1:
                self.lines.append((*first[0], *fit(value, room)))
            else:
                text, ink = value[0]
                rows = wrap(text, room, ink)
                self.lines.append((*first[0], *rows[0]))
                self.lines += [((" " * LABEL, ""), *row) for row in rows[1:]]

    def section(self, heading: str, note: str = "") -> None:
        """A heading, with a blank line above it."""
        self.gap()
        self.lines.append(((heading, "accent bold"), (f"  {note}" if note else "", "muted")))

    def text(self, text: str, ink: str = "") -> None:
        """A paragraph."""
        if text.strip():
            self.lines += wrap(text, self.width, ink)

    def point(self, bullet: Run, text: str, ink: str = "", indent: int = 0) -> None:
        """A paragraph with a bullet before it."""
        lead = len(bullet[0]) + 1 + indent
        rows = wrap(text, self.width - lead, ink)
        self.lines.append(((" " * indent, ""), bullet, (" ", ""), *rows[0]))
        self.lines += [((" " * lead, ""), *row) for row in rows[1:]]

    def row(self, *runs: Run | str) -> None:
        """One line as it is, cut where the room ends."""
        self.lines.append(fit(tuple((run, "") if isinstance(run, str) else run for run in runs), self.width))

    def rows(self, lines: Iterable[Line]) -> None:
        """Lines as they are."""
        self.lines += [fit(row, self.width) for row in lines]

    def teach(self, lines: Iterable[str]) -> None:
        """What an empty place is for: a heading, then lines as they are; an empty one is a gap."""
        head, *rest = lines
        self.title(head)
        for row in rest:
            self.rows([((row, "muted"),)]) if row else self.gap()

    def gap(self) -> None:
        """A blank line, unless there is one or nothing stands above."""
        if self.lines and self.lines[-1]:
            self.lines.append(())


class StoryView(LineView):
    """A scrolling detail. It asks for its story when the thing or the width changes."""

    DEFAULT_CSS = """
    StoryView { padding: 0 1 0 2; }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # Textual's name
        """Make an empty view."""
        super().__init__(id=id)
        self._tell: Callable[[Story], None] | None = None
        self._told: list[Line] = []
        self._told_width = 0

    def tell(self, teller: Callable[[Story], None], *, from_top: bool) -> None:
        """Show a story; a new thing's starts at its top, the same thing's stays where one reads."""
        self._tell, self._told_width = teller, 0
        if from_top:
            self.scroll_to(y=0, animate=False, immediate=True)
        self.redraw()

    def count(self) -> int:
        """The lines of the story."""
        width = self.scrollable_content_region.width
        if self._tell is not None and width > 0 and width != self._told_width:
            story = Story(width)
            self._tell(story)
            self._told, self._told_width = story.lines, width
        return len(self._told)

    def draw(self, number: int, width: int) -> Line:
        """A line of the story."""
        del width
        return self._told[number]
