"""The calendar of the coming two weeks: what falls on each day, and a cursor that goes from day to day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Final

from rich.style import Style
from textual import events
from textual.message import Message
from textual.strip import Strip

from octotui.plan.agenda import Entry, EntryKind
from octotui.plan.words import day_text
from octotui.ui.text import Line, Run, at_most, fit, say, strip_of
from octotui.ui.widgets.lineview import InkedWidget

DAYS: Final = 14
"""So many days are in it, the first is today."""
LEAST_HEIGHT: Final = 9
"""With fewer lines each day is a column of dots, and one day is told in words."""
LOOKS: Final[Mapping[str, tuple[str, str]]] = {
    "overdue": ("warn", "bad"),
    "due": ("point", "info"),
    "next": ("idle", "muted"),
    "held": ("done", "good"),
    "missed": ("warn", "muted"),
    "unplanned": ("idle", "faint"),
}
"""What is still to do or done on a day → the name of its glyph, and its ink."""
RANKS: Final[tuple[EntryKind, ...]] = (
    "release", "checkpoint", "meeting", "batch", "milestone", "checklist", "sprint", "message", "action",
    "escalation",
    "issue",
    "change",
    "mitigation",
    "runbook",
)  # fmt: skip
"""What is told first where there is little room."""


class Fortnight(InkedWidget, can_focus=True):
    """Two weeks from today as two rows of days, weekday under weekday; where there is little room, all in one row.

    A weekend's day has no place if nothing falls on it.

    Attributes:
        day: The day under the cursor.
        is_told: Whether another pane tells of that day.
    """

    class Chosen(Message):
        """The cursor is on another day."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # Textual's name
        """Make an empty calendar."""
        super().__init__(id=id)
        self.day = date.min
        self.is_told = False
        self._entries: Mapping[date, Sequence[Entry]] = {}
        self._days: tuple[date, ...] = ()

    def show(self, entries: Sequence[Entry], today: date) -> None:
        """Show what falls on the days from today on; what is overdue stands on today."""
        found: dict[date, list[Entry]] = {}
        for entry in sorted(entries, key=_hurry):
            found.setdefault(max(entry.day, today), []).append(entry)
        days = [today + timedelta(days=number) for number in range(DAYS)]
        worked = {*range(5), today.weekday(), *(day.weekday() for day in found)}
        self._entries = found
        self._days = tuple(day for day in days if day.weekday() in worked)
        if self.day not in self._days:
            self.day = today
        self.refresh()

    def do_left(self) -> None:
        """The day before."""
        self._go(-1)

    def do_right(self) -> None:
        """The next day."""
        self._go(1)

    def do_up(self) -> None:
        """The same day a week before."""
        self._go(-self._columns)

    def do_down(self) -> None:
        """The same day a week later."""
        self._go(self._columns)

    def on_focus(self) -> None:
        """Show the cursor."""
        self.refresh()

    on_blur = on_focus

    def on_click(self, event: events.Click) -> None:
        """A click chooses a day."""
        days = self._row(event.y // self._row_height)
        if (place := event.x // self._cell) < len(days):
            self._choose(days[place])

    def render_line(self, y: int) -> Strip:
        """A line of a row of days; in one row, the line below tells the day under the cursor."""
        if not self._is_grid and y > 1:
            return strip_of(self._words() if y == 2 else (), self.size.width, self.inks, self.rich_style)
        row, line = divmod(y, self._row_height)
        draw = self._grid_cell if self._is_grid else self._dots_cell
        return Strip.join([draw(day, line) for day in self._row(row)]).adjust_cell_length(
            self.size.width, self.rich_style
        )

    @property
    def _is_grid(self) -> bool:
        return self.size.height >= LEAST_HEIGHT

    @property
    def _columns(self) -> int:
        return max(1, len(self._days) // 2 if self._is_grid else len(self._days))

    @property
    def _cell(self) -> int:
        """The width of a day, with the gap behind it."""
        return max(5, self.size.width // self._columns)

    @property
    def _row_height(self) -> int:
        return self.size.height // 2 if self._is_grid else max(1, self.size.height)

    def _row(self, number: int) -> tuple[date, ...]:
        return self._days[number * self._columns : (number + 1) * self._columns]

    def _grid_cell(self, day: date, line: int) -> Strip:
        entries = self._entries.get(day, ())
        room = self._row_height - 2  # the heading above, a blank line below
        if line == 0:
            runs = self._heading(day, self._cell)
        elif line > room or line > len(entries):
            runs = ()
        elif line == room and len(entries) > room:
            runs = ((f"+{len(entries) - room + 1} more", "faint"),)
        else:
            runs = self._entry(entries[line - 1])
        return self._drawn(runs, day, is_heading=line == 0)

    def _dots_cell(self, day: date, line: int) -> Strip:
        if line == 0:
            return self._drawn(self._heading(day, self._cell), day, is_heading=True)
        entries = [entry for entry in self._entries.get(day, ()) if entry.every != "day"]
        room = self._cell - 1
        dots: Line = tuple(self._shape(entry) for entry in entries)
        return self._drawn((*dots[: room - 1], ("+", "muted")) if len(dots) > room else dots, day, is_heading=False)

    def _words(self) -> Line:
        """The day under the cursor in words."""
        entries = self._entries.get(self.day, ())
        told: list[Run] = [(f"{day_text(self.day)}  ", "bold")]
        for entry in entries:
            told += [self._shape(entry), (f" {entry.at:%H:%M}" if entry.at else "", "muted"), (" ", "")]
            told += [say(entry.what), ("  ", "")]
        return at_most(tuple(told) if entries else (*told, ("nothing", "faint")), self.size.width)

    def _heading(self, day: date, room: int) -> Line:
        is_today = day == self._days[0]
        text = f"{day:%a %d}" if room > 6 else f"{day:%a}"[:2] + f" {day:%d}"
        month = f" {day:%b}" if room > 10 and (day.day <= 7 or is_today) else ""
        ink = "accent bold" if is_today else "bold"
        return ((text, ink), (f"{month} today" if is_today and room > 16 else month, "accent" if is_today else "muted"))

    def _entry(self, entry: Entry) -> Line:
        ink = "muted" if entry.every == "day" or entry.state in ("held", "missed") else ""
        at = f"{entry.at:%H:%M} " if entry.at else ""
        return (self._shape(entry), (f" {at}", "muted"), say(entry.what, ink))

    def _shape(self, entry: Entry) -> Run:
        name, ink = LOOKS[entry.state]
        return (getattr(self.octotui.glyphs, name), ink)

    def _drawn(self, runs: Line, day: date, *, is_heading: bool) -> Strip:
        """A day's line, with the cursor behind it and a gap after it."""
        base = self.rich_style
        if day == self.day and (self.has_focus or (is_heading and (self.is_told or not self._is_grid))):
            tint = self.inks.tint("accent", 0.28) if self.has_focus else self.inks.tint("foreground", 0.10)
            base += Style(bgcolor=tint.rich_color)
        width = self._cell - 1
        return Strip.join([strip_of(fit(runs, width), width, self.inks, base), Strip.blank(1, self.rich_style)])

    def _go(self, by: int) -> None:
        place = self._days.index(self.day) + by
        if 0 <= place < len(self._days):
            self._choose(self._days[place])

    def _choose(self, day: date) -> None:
        self.day = day
        self.refresh()
        self.post_message(self.Chosen())


def _hurry(entry: Entry) -> tuple[bool, bool, int]:
    """What is told first: what is overdue, then by its kind; what comes every day comes last."""
    return entry.state != "overdue", entry.every == "day", RANKS.index(entry.kind)
