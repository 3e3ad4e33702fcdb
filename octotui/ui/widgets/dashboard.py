"""A story in which figures may stand side by side, each a part that the cursor can stand on."""

from __future__ import annotations

from collections.abc import Sequence

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.strip import Strip

from octotui.plan.edits import Path
from octotui.ui.text import Line, Run, fit, width_of
from octotui.ui.widgets.story import Part, Story, StoryView

GAP = 2


class Cell(Part):
    """A part that is as wide as some columns: the first, and the one behind the last."""

    left: int
    right: int


def side_by_side(story: Story, cells: Sequence[tuple[Path, Sequence[Line]]]) -> None:
    """Tell cells side by side, all with as many lines: equally wide, or by what they say if one needs more."""
    first = len(story.lines)
    widths = _widths(story, [max(map(width_of, lines)) for _, lines in cells])
    for number in range(len(cells[0][1])):
        fitted = (fit(lines[number], width) for (_, lines), width in zip(cells, widths, strict=True))
        runs: list[Run] = [run for cell in fitted for run in (*cell, (" " * GAP, ""))]
        story.row(*runs[:-1])
    left = 0
    for (path, _), width in zip(cells, widths, strict=True):
        story.parts.append(Cell(path, first, len(story.lines), left, left + width))
        left += width + GAP


def _widths(story: Story, wanted: Sequence[int]) -> list[int]:
    """How wide each cell is: where one wants more than its share, what is left goes to all."""
    room = room_for(story, len(wanted))
    spare = story.width - sum(wanted) - GAP * (len(wanted) - 1)
    if max(wanted) <= room or spare < 0:
        return [room] * len(wanted)
    return [width + spare // len(wanted) for width in wanted]


def room_for(story: Story, cells: int) -> int:
    """How wide each of so many cells is."""
    return (story.width + GAP) // cells - GAP


class Dashboard(StoryView):
    """A story whose cursor also goes from cell to cell."""

    @property
    def chosen(self) -> Path | None:
        """The part the cursor stands on, also while the keys go elsewhere."""
        return self._chosen

    def do_right(self) -> None:
        """Go to the next part; cells are beside each other."""
        self.do_down()

    def do_left(self) -> None:
        """Go to the part before."""
        self.do_up()

    def background_of(self, number: int) -> str:
        """A cell is not as wide as its lines: it is named by where it begins and ends."""
        part = self._part_here()
        if not isinstance(part, Cell):
            return super().background_of(number)
        return f"{part.left} {part.right}" if self.has_focus and part.first <= number < part.behind else ""

    def inked(self, runs: Line, width: int, background: str) -> Strip:
        """A line; the cell under the cursor stands out in it."""
        part = self._part_here()
        if not (background and isinstance(part, Cell)):
            return super().inked(runs, width, background)
        strip = super().inked(runs, width, "")
        before, cell, behind = strip.divide([part.left, part.right, strip.cell_length])
        ink, strength = self.BACKGROUNDS["cursor"]
        tint = Style(bgcolor=self.inks.tint(ink, strength).rich_color)
        tinted = Strip([Segment(text, (style or Style()) + tint) for text, style, _ in cell], cell.cell_length)
        return Strip.join([before, tinted, behind])

    def on_click(self, event: events.Click) -> None:
        """A click selects, and never edits."""
        line, column = event.y + self.scroll_offset.y, event.x - self.gutter.left
        for place, part in enumerate(self.parts):
            across = not isinstance(part, Cell) or part.left <= column < part.right
            if part.first <= line < part.behind and across:
                self._choose(place)
