"""The team's rhythm: meetings, checkpoints and messages by when they are due, under a calendar of two weeks."""

from __future__ import annotations

from collections.abc import Awaitable, Mapping, Sequence
from datetime import date, timedelta
from functools import partial
from typing import Any, Final

from textual import events, on
from textual.app import ComposeResult

from octotui.config.commands import Command
from octotui.plan.agenda import KINDS, Entry, agenda, overdue
from octotui.plan.attendance import called, spoken
from octotui.plan.base import Entity
from octotui.plan.edits import Path, parse_path, path_text, value_at
from octotui.plan.recurrence import WEEKDAYS
from octotui.plan.rhythm import Cadence, Checkpoint, Communication
from octotui.plan.turns import AREAS, Turn, invited_to, leader_of, mark_held, record_of, unmark_held
from octotui.session import PlanChanged
from octotui.ui.dialogs.choose import Choose, choices_of
from octotui.ui.meanings import name_run
from octotui.ui.snapshot import Snapshot
from octotui.ui.tabs import View
from octotui.ui.tabs.listing import ListTab
from octotui.ui.tabs.rhythm_story import TurnStory, tell_day
from octotui.ui.tabs.rhythm_words import group, order, state_run, when
from octotui.ui.text import Line, say
from octotui.ui.widgets.fortnight import DAYS, Fortnight
from octotui.ui.widgets.story import Story
from octotui.ui.widgets.table import Column

MODELS: Final[Mapping[str, type[Entity]]] = {
    "cadences": Cadence,
    "checkpoints": Checkpoint,
    "communications": Communication,
}


class RhythmTab(ListTab):
    """What is overdue, today, this week and later; space notes that it was held or sent today."""

    keeps_order = False  # the headings say when, so a row goes where its day is
    reflects_all = True  # sprints and releases give them their days
    columns = (
        Column("When", 16, 10),
        Column("What", 0, 24),
        Column("State", 14, 10),
        Column("Kind", 10, 7, rank=2),
        Column("Lead", 16, 6, rank=1),
        Column("With", 24, 8, rank=3),
    )
    teaches = (
        "The team's rhythm: meetings, formal reviews, and who is told what, how often.",
        "",
        "Press a to add one, or write it in the file:",
        "",
        "[cadences]",
        'standup = { name = "Daily standup", every = "day", at = "09:15", minutes = 15, lead = "ana" }',
        "",
        "[checkpoints]",
        'readiness = { name = "Release readiness review", every = "release", required = ["devops"] }',
        "",
        "[communications]",
        'weekly = { what = "Progress report", every = "week", on = "friday", audience = ["Sponsor"] }',
    )

    SCOPED_CSS = False  # its layout follows the size of the screen, which is outside of it
    DEFAULT_CSS = """
    RhythmTab > #calendar { dock: top; height: 4; padding: 0 1; }
    MainScreen.-wide.-tall RhythmTab > #calendar { height: 36%; min-height: 12; max-height: 24; }
    MainScreen.-wide RhythmTab > #list { width: 66%; }
    MainScreen.-wide RhythmTab > #side { width: 34%; }
    RhythmTab.-empty > #calendar { display: none; }
    """

    def __init__(self, view: View) -> None:
        """Make the tab with no day chosen."""
        super().__init__(view)
        self._day: date | None = None

    def compose(self) -> ComposeResult:
        """The calendar over the list and the story."""
        yield Fortnight(id="calendar")
        yield from super().compose()

    @property
    def calendar(self) -> Fortnight:
        """The calendar."""
        return self.query_one("#calendar", Fortnight)

    def path_of(self, key: str) -> Path:
        """The rows are of three collections, so the key of each is its path."""
        return parse_path(key)

    def key_of(self, path: Path) -> str:
        """The path of the thing."""
        return path_text(path[:2])

    def selected_path(self) -> Path | None:
        """Nothing in the calendar: there the keys choose a day."""
        return None if self.calendar.has_focus else super().selected_path()

    def selected_paths(self) -> tuple[Path, ...]:
        """Nothing in the calendar."""
        return () if self.calendar.has_focus else super().selected_paths()

    def things(self, snapshot: Snapshot) -> Sequence[Any]:
        """The longest overdue first, then by day and time."""
        return sorted(snapshot.turns, key=order)

    def group_of(self, thing: Turn, snapshot: Snapshot) -> Line:
        """When it is due."""
        del snapshot
        name = group(thing)
        return ((name, "bold bad" if name == "Overdue" else "bold accent" if name == "Today" else "bold"),)

    def cells(self, thing: Turn, snapshot: Snapshot) -> Sequence[Line]:
        """The cells of a row."""
        plan, it = snapshot.plan, thing.thing
        names = ", ".join(called(plan, name) for name in invited_to(it))
        return (
            (when(thing),),
            (say(it.label),),
            (state_run(thing, self.glyphs),),
            ((KINDS[thing.path[0]], "muted"),),
            (name_run(plan.person_name(leader_of(it))),),
            (say(names, "muted"),),
        )

    def words(self, thing: Turn, snapshot: Snapshot) -> str:
        """Id, name, purpose, outcome, and the names of all who are there."""
        it = thing.thing
        names = " ".join(spoken(snapshot.plan, name) for name in invited_to(it))
        more = " ".join(getattr(it, field, "") for field in ("purpose", "outcome", "channel"))
        return f"{it.id} {it.label} {names} {more}"

    def fields(self, thing: Turn, snapshot: Snapshot) -> Mapping[str, str]:
        """``kind:checkpoint``, ``state:overdue``, ``every:week``, ``owner:ana`` or ``lead:ana``."""
        it = thing.thing
        lead = f"{leader_of(it)} {snapshot.plan.person_name(leader_of(it))}"
        return {
            "kind": KINDS[thing.path[0]],
            "state": thing.state,
            "every": it.every or "",
            "lead": lead,
            "owner": lead,
            "batch": getattr(it, "batch", ""),
            "release": getattr(it, "release", ""),
        }

    def is_mine(self, thing: Turn, snapshot: Snapshot) -> bool:
        """Whether the user leads it, or is asked to it by name or by role."""
        return any(snapshot.is_mine(name, name) for name in (leader_of(thing.thing), *invited_to(thing.thing)))

    def show(self, snapshot: Snapshot, change: PlanChanged | None) -> None:
        """The calendar, and the list."""
        today = snapshot.today
        self.calendar.show(self._falling(today, today + timedelta(days=DAYS - 1)), today)
        super().show(snapshot, change)

    def tell(self, thing: Any, snapshot: Snapshot, story: Story) -> None:
        """When and how often, who leads it and who is there, what it is for, and when it was held."""
        del thing
        turn = self._turn(snapshot)
        if turn is not None:
            TurnStory(turn, snapshot.plan, story, self.glyphs).tell()

    def whole_of(self) -> Path | None:
        """They have no parts, so a new one is always one more of them."""
        return None

    def do_add(self) -> Awaitable[None]:
        """Ask which of the three kinds, then fill in a form for a new one."""
        areas: dict[str, str] = {kind: area for area, kind in KINDS.items()}
        choices = choices_of([(kind, ((kind, ""),)) for kind in areas], taken="a")

        async def take(kind: str | None) -> None:
            if kind is not None:
                await self._ask_new(MODELS[areas[kind]], (areas[kind],))

        return self.octotui.ask(Choose("Add a", choices), take)

    def title_of(self, command: Command) -> str:
        """Space says what it notes, or that it takes the note back."""
        path = self.selected_path()
        if command.id != "tick" or path is None or path[0] not in AREAS:
            return super().title_of(command)
        is_noted = self.snapshot.today in getattr(value_at(self.snapshot.plan, path), record_of(path[0]), ())
        return f"{'not ' if is_noted else ''}{record_of(path[0])} today"

    def can_tick(self) -> str:
        """What comes again can be held; what else falls on a day is ticked as everywhere."""
        path = self.selected_path()
        return "" if path and path[0] in AREAS else super().can_tick()

    def do_tick(self) -> None:
        """Note that the selected ones were held or sent today, or take the note back."""
        paths = self.selected_paths()
        if not all(path[0] in AREAS for path in paths):
            super().do_tick()
            return
        plan, today = self.octotui.session.plan, self.snapshot.today
        thing = value_at(plan, paths[0])
        record = record_of(paths[0][0])
        is_back = today in getattr(thing, record)
        change = unmark_held if is_back else mark_held
        edits = tuple(edit for path in paths for edit in change(plan, path, today))
        named = thing.label if len(paths) == 1 else f"{len(paths)} of them"
        self.octotui.change(edits, f"{named}: {f'not {record} today after all' if is_back else f'{record} today'}")

    def do_open(self) -> Awaitable[None] | None:
        """Go into the story; there, to what it names, and from a day to what falls on it."""
        part = self.story.part
        return self.octotui.main.jump(part) if part and self._day else super().do_open()

    @on(Fortnight.Chosen)
    def _day_chosen(self) -> None:
        self._day = self.calendar.day
        self._tell(from_top=True)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """In the calendar the story is of its day, in the list of the row."""
        told = self._day
        if event.widget is self.calendar:
            self._day = self.calendar.day
        elif event.widget is self.table:
            self._day = None
        if told != self._day:
            self._tell(from_top=True)
            self.calendar.is_told = self._day is not None
            self.calendar.refresh()

    def _tell(self, *, from_top: bool) -> None:
        if self._day is None:
            super()._tell(from_top=from_top)
        else:
            self.story.tell(partial(self._tell_day, self._day), from_top=from_top)

    def _tell_day(self, day: date, story: Story) -> None:
        tell_day(day, self._falling(day, day), self.snapshot, story, self.glyphs)

    def _falling(self, first: date, last: date) -> tuple[Entry, ...]:
        """What falls on some days from today on; on today also what is overdue."""
        plan, today = self.snapshot.plan, self.snapshot.today
        return (*(overdue(plan, today) if first == today else ()), *agenda(plan, today, first, last))

    def _turn(self, snapshot: Snapshot) -> Turn | None:
        """The row under the cursor."""
        path = self.row_path()
        return next((turn for turn in snapshot.turns if turn.path == path), None)

    def _suggestions(self) -> dict[str, list[str]]:
        people = [person.id for person in self.snapshot.plan.people]
        return {**super()._suggestions(), "lead": people, "on": list(WEEKDAYS)}
