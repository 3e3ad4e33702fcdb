"""The detail: one thing's whole story, wrapped to the room there is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from textual.message import Message

from octotui.plan.edits import Path
from octotui.plan.frozen import Frozen
from octotui.ui.text import Line, Run, fit, width_of, wrap
from octotui.ui.widgets.lineview import BEAM, LineView

LABEL = 12


class Part(Frozen):
    """Lines of a story that are a thing of their own: what it goes by, its first line, and the one behind its last."""

    path: Path
    first: int
    behind: int


class Story:
    """Lines of a detail, put together part by part for a width in cells.

    Attributes:
        lines: What is told so far.
        parts: The parts in it.
        news: Tells what comes right below the thing's name.
    """

    def __init__(self, width: int) -> None:
        """Start an empty story."""
        self.width = width
        self.lines: list[Line] = []
        self.parts: list[Part] = []
        self.news: Callable[[Story], None] | None = None

    @contextmanager
    def part(self, path: Path) -> Iterator[None]:
        """What is told inside goes by a path of its own: the cursor can stand on it, and the keys act on it."""
        first = len(self.lines)
        yield
        if len(self.lines) > first:
            self.parts.append(Part(path, first, len(self.lines)))

    def title(self, text: str, *below: Line) -> None:
        """The thing's name, and a line or two under it."""
        self.lines += wrap(text, self.width, "bold")
        self.lines += below
        if self.news is not None:
            news, self.news = self.news, None
            news(self)

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
    """A scrolling detail. It asks for its story when the thing or the width changes.

    Where the story has parts, the cursor goes from one to the next while the view has the keys.
    """

    class Moved(Message):
        """The cursor is on another part."""

    DEFAULT_CSS = """
    StoryView { padding: 0 1 0 2; }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # Textual's name
        """Make an empty view."""
        super().__init__(id=id)
        self._tell: Callable[[Story], None] | None = None
        self._told: Story = Story(0)
        self._chosen: Path | None = None
        self._place = 0

    def tell(self, teller: Callable[[Story], None], *, from_top: bool) -> None:
        """Show a story; a new thing's starts at its top, the same thing's stays where one reads."""
        self._tell, self._told = teller, Story(0)
        if from_top:
            self._chosen, self._place = None, 0
            self.scroll_to(y=0, animate=False, immediate=True)
        self.redraw()
        if self.has_focus:
            self._settle()

    @property
    def part(self) -> Path | None:
        """The part under the cursor; None while the keys go elsewhere, or where there is none."""
        return self._chosen if self.has_focus else None

    @property
    def lines(self) -> list[Line]:
        """What is told, line by line."""
        self.count()
        return self._told.lines

    @property
    def parts(self) -> list[Part]:
        """The parts of the story, in order."""
        self.count()
        return self._told.parts

    def go_to(self, path: Path) -> None:
        """Put the cursor on a part; a story not drawn yet does so when it is."""
        self._chosen = path
        self._settle()

    def on_resize(self) -> None:
        """The story depends on the width, and so does where its parts are."""
        super().on_resize()
        if self.has_focus:
            self._settle()

    def count(self) -> int:
        """The lines of the story."""
        width = self._width()
        if self._tell is not None and width > 0 and width != self._told.width:
            self._told = Story(width)
            self._tell(self._told)
        return len(self._told.lines)

    def draw(self, number: int, width: int) -> Line:
        """A line of the story."""
        del width
        return self._told.lines[number]

    def background_of(self, number: int) -> str:
        """The part under the cursor stands out while the keys go here."""
        part = self._part_here()
        here = self.has_focus and part is not None and part.first <= number < part.behind
        return "" if not here else BEAM if self.presented else "cursor"

    def on_focus(self) -> None:
        """The cursor comes back where it was, else on the first part in sight."""
        self._settle()

    def on_blur(self) -> None:
        """The cursor goes with the keys."""
        self.refresh()

    def do_down(self) -> None:
        """Go to the next part; a line down where there is none, or it is far away."""
        self._step(1)

    def do_up(self) -> None:
        """Go to the part before; a line up where there is none, or it is far away."""
        self._step(-1)

    def _width(self) -> int:
        return self.scrollable_content_region.width

    def _part_here(self) -> Part | None:
        return next((part for part in self._told.parts if part.path == self._chosen), None)

    def _settle(self) -> None:
        """Stand on the part one stood on; if it has gone, on its neighbour of the same kind, else on what is there."""
        parts, chosen = self.parts, self._chosen
        if self._width() <= 0:  # nothing is told yet; when there is room it asks again
            return
        if not parts:
            self._chosen = None
            self.refresh()
            return
        here = [place for place, part in enumerate(parts) if part.path == chosen]
        kin = [place for place, part in enumerate(parts) if chosen is not None and part.path[:-1] == chosen[:-1]]
        self._choose(here[0] if here else min(kin or [min(self._place, len(parts) - 1)], key=self._distance))

    def _distance(self, place: int) -> int:
        return abs(place - self._place)

    def _step(self, by: int) -> None:
        parts, place = self.parts, self._place + by
        top, height = self.scroll_offset.y, self.scrollable_content_region.height
        if (
            self._chosen is not None
            and 0 <= place < len(parts)
            and top - height <= parts[place].first < top + 2 * height
        ):
            self._choose(place)
        else:
            self.scroll_relative(y=by, animate=False)

    def _choose(self, place: int) -> None:
        part = self.parts[place]
        self._chosen, self._place = part.path, place
        self.show_line(part.behind - 1, 1)
        self.show_line(0 if place == 0 and part.behind < self.size.height else part.first, 1)
        self.refresh()
        self.post_message(self.Moved())
