"""The screen with the tabs: the lines around them, and the one tab in sight."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path as FilePath
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Horizontal
from textual.geometry import Size
from textual.reactive import Reactive
from textual.timer import Timer
from textual.widgets import Input

from octotui.config.commands import COMMAND_BY_ID, COMMANDS, key_name
from octotui.plan.disputes import Dispute, Why
from octotui.plan.frozen import replace
from octotui.plan.plaintext import one_line
from octotui.plan.targets import week_number
from octotui.plan.wording import summarise
from octotui.plan.words import counted, day_text
from octotui.session import PlanChanged, SaveState
from octotui.store.branch import branch_of
from octotui.ui.presenting import HINTS, SHARED, line_of
from octotui.ui.text import Line, at_most, say, width_of
from octotui.ui.views import Views
from octotui.ui.widgets.blank import Blank
from octotui.ui.widgets.chrome import Banner, Footer, OneLine, TabBar, TopLine

SAID_SECONDS = 5.0
NOTHING: Final[Line] = ()
TOLD = 24
"""So many characters of each side are told on the banner."""
MOST_OF_A_NAME = 32
"""Cells; whether all is saved has to fit behind it."""
LEAST_OF_A_NAME = 12
TINY = 22
"""With fewer rows there is no room for two of keys in a meeting."""
VAST = 160
"""So many columns have room for a wide table and a story side by side."""
DISPUTED: Final[dict[Why, str]] = {
    "both": "Changed on both sides",
    "over": "Saved over by another program",
    "unsaved": "Never saved the last time",
}
ALWAYS = ("palette", "help", "quit")
IN_MEETING = ("show-hidden", "help", "back")
"""The keys that are told whatever the width."""


class FilterInput(Input):
    """The filter's input: escape clears, enter goes back to the rows."""

    virtual_size = Reactive(Size(0, 0))  # with Textual's own, the whole screen is laid out at each letter

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "screen.clear_filter", show=False),
        Binding("down", "screen.leave_filter", show=False),
    ]


class Body(Blank, Container):
    """The place for the tabs."""


class MainScreen(Views):
    """The tabs. One that was never opened does not exist yet.

    Attributes:
        is_ready: Whether all is there to be shown on.
    """

    SCOPED_CSS = False
    DEFAULT_CSS = """
    MainScreen { background: $background; }
    #tabs { margin-bottom: 1; }
    #views { display: none; margin-bottom: 1; }
    MainScreen #views.-several { display: block; }
    MainScreen #tabs.-several { margin-bottom: 0; }
    #body { height: 1fr; }
    #body > Tab { height: 1fr; display: none; }
    #filter { height: 1; display: none; padding: 0 1; }
    #filter.-shown { display: block; }
    #filter OneLine { width: 8; }
    #filter FilterInput { width: 1fr; background: $panel; padding: 0 1; }
    #filter #found { width: 14; }
    MainScreen.-meeting #top, MainScreen.-meeting #tabs, MainScreen.-meeting #views { display: none; }
    #present { display: none; }
    MainScreen.-present #present, MainScreen.-withheld #present { display: block; }
    MainScreen.-present #top, MainScreen.-present #tabs, MainScreen.-present #views { display: none; }
    MainScreen.-tall.-present #present { margin-bottom: 1; }
    MainScreen.-meeting #present { display: none; }
    MainScreen.-meeting #footer { height: 2; }
    MainScreen.-meeting #footer.-saying, MainScreen.-meeting.-tiny #footer,
    MainScreen.-meeting.-wide.-short #footer { height: 1; }
    MainScreen.-present #filter { display: none; }
    MainScreen.-present #filter.-shown:focus-within { display: block; }
    MainScreen.-short #tabs, MainScreen.-short #views { margin-bottom: 0; }
    """
    VERTICAL_BREAKPOINTS: list[tuple[int, str]] | None = [(0, "-short"), (30, "-tall")]  # noqa: RUF012  # declared so by Textual

    def __init__(self) -> None:
        """Make the screen; tabs come when they are first opened."""
        super().__init__()
        self.is_ready = False
        self._said: Timer | None = None
        self._branch = ""
        self._urgent = 0

    def compose(self) -> ComposeResult:
        """The lines and the place for the tabs."""
        self._fit(self.app.size)
        yield TopLine(id="top")
        yield OneLine(id="present")
        yield TabBar(id="tabs")
        yield TabBar(id="views", indent=3)
        yield Banner(id="banner")
        with Body(id="body"):
            yield self.first_view()
        with Horizontal(id="filter"):
            yield OneLine(id="filter-label")
            yield FilterInput(placeholder="words  owner:dana  status:blocked  !done", id="filter-input", compact=True)
            yield OneLine(id="found")
        yield OneLine(id="said")
        yield Footer(id="footer")

    def on_mount(self) -> None:
        """Show the plan."""
        self._branch = branch_of(self.octotui.session.path)
        self.query_one("#said").display = False
        self.is_ready = True
        self.show(None)
        self.show_state(self.octotui.session.state)
        self.tab.enter()

    def show(self, change: PlanChanged | None) -> None:
        """Show the app's snapshot: the tab in sight now, the others when they are opened.

        After a change, what has to be looked for all over the plan comes behind what was touched.
        """
        self.show_views(change)
        if change is None:
            self._show_whole()
        else:
            self._tell(change)
            self.octotui.once_drawn("whole", self._show_whole)

    def _show_whole(self) -> None:
        """Show what follows from the whole plan: how much needs attention, the figures, the keys that work."""
        self._urgent = sum(notice.level == "urgent" for notice in self.octotui.snapshot.attention)
        self.show_tabs()
        self._show_top()
        self.show_footer()

    def show_state(self, state: SaveState) -> None:
        """Show whether all is saved, and what is wrong if not; else what waits for a choice."""
        banner = self.query_one(Banner)
        line, right = self._trouble(state) if state.problems else (NOTHING, NOTHING)
        if not line and self.octotui.session.disputes:
            line, right = self._choice(self.octotui.session.disputes)
        banner.set_class(bool(line), "-shown")
        banner.set_class(not state.problems, "-choice")
        banner.show(line, right)
        self._show_top()

    def show_disputes(self, new: Sequence[Dispute]) -> None:
        """Show that something waits for a choice, and say what came up just now."""
        self.show_state(self.octotui.session.state)
        self.show_footer()
        if new:
            snapshot, edits = self.octotui.snapshot, new[0].edits
            self.say(f"{DISPUTED[new[0].why]}: {snapshot.told(edits, summarise(edits, snapshot.whole))}", "warn")

    def _trouble(self, state: SaveState) -> tuple[Line, Line]:
        """What is in the way of reading or saving, and what becomes of the edits."""
        app, changes = self.octotui, self.octotui.session.unsaved
        problem = state.problems[0]
        named = replace(problem, file=FilePath(problem.file).name)  # the folder would leave no room for the mend
        shown = f" Showing the plan of {self._time(app.saved_at)}." if state.state == "broken" else ""
        held: Line = ((f" {counted(changes, 'change')} held, and kept", "warn bold"),) if changes else NOTHING
        if not state.kept:
            held = ((f" {counted(changes, 'change')} would be lost in a crash", "bad bold"),)
        return ((f"{app.glyphs.warn} ", "bad"), say(app.snapshot.worded(f"{named}.")), say(shown, "muted")), held

    def _choice(self, disputes: Sequence[Dispute]) -> tuple[Line, Line]:
        """What waits for the user to choose a side, and how one does."""
        from octotui.plan.shown import SOMETHING  # nobody for whom nothing waits needs them
        from octotui.plan.sides import sides

        app = self.octotui
        open_to_all = app.presenting.open_to_all(disputes)
        told = sides(open_to_all[0], app.session.plan) if open_to_all else None
        yours, theirs = (one_line(text, TOLD) for text in (told.yours, told.theirs)) if told else ("", "")
        more = f", and {len(disputes) - 1} more" if len(disputes) > 1 else ""
        what = f"{told.what}: yours {yours}, on disk {theirs}{more}" if told else f"A choice waits: {SOMETHING}{more}"
        key = key_name(app.settings.keys_of(COMMAND_BY_ID["choose"])[0])
        return (
            ((f"{app.glyphs.attention} ", "warn"), say(what)),
            ((f" {key}", "accent bold"), (" choose", "muted")),
        )

    def show_footer_soon(self) -> None:
        """Offer the keys that work now, once the screen shows where one is."""
        self.octotui.once_drawn("footer", self.show_footer)

    def show_footer(self) -> None:
        """Offer the keys that work now."""
        app, tab = self.octotui, self.tab
        ranked = sorted((command for command in COMMANDS if tab.rank_of(command)), key=tab.rank_of)
        hints = [
            (command.id, key_name(key), tab.title_of(command))
            for command in app.possible(ranked)
            if (key := app.key_of(command))
        ]
        presented = app.presenting.is_on and not self.in_meeting
        kept = IN_MEETING if self.in_meeting else ALWAYS
        here, always = ([hint for hint in hints if (hint[0] in kept) is wanted] for wanted in (False, True))
        if presented:
            here = [hint for hint in here if hint[0] not in SHARED][:HINTS]
            always = [*app.presenting.hints(), *always]
        self.query_one(Footer).offer(here, always, quiet=presented)

    def say(self, text: str, ink: str = "") -> None:
        """Say something above the footer for a moment."""
        said, footer = self.query_one("#said", OneLine), self.query_one(Footer)
        if self._said is not None:
            self._said.stop()
        said.show((("  ", ""), say(self.octotui.snapshot.worded(text), ink)))
        said.display, footer.display = bool(text), not text or self.in_meeting
        footer.set_class(bool(text), "-saying")  # of the screen, it would be looked up for all that is on it
        self._said = self.set_timer(SAID_SECONDS, self._hush)

    def do_next_pane(self) -> None:
        """Give the keys to the next pane."""
        self.focus_next()

    def do_previous_pane(self) -> None:
        """Give the keys to the pane before."""
        self.focus_previous()

    def can_filter(self) -> str:
        """Only tabs with rows can be filtered."""
        return "" if self.tab.can_be_filtered else "There is nothing to filter on this tab."

    def do_filter(self) -> None:
        """Open the filter, or go back to it."""
        self.query_one("#filter").add_class("-shown")
        self.set_focus(self.query_one(FilterInput))
        self.show_filter()
        self.octotui.once_drawn("filter", self.tab.get_ready_to_filter)

    def action_clear_filter(self) -> None:
        """Show all rows again."""
        self.query_one(FilterInput).value = ""
        self.action_leave_filter()

    def action_leave_filter(self) -> None:
        """Go back to the rows; an empty filter goes away."""
        self.tab.enter()
        self.show_filter()

    def set_filter(self, text: str) -> None:
        """Filter as if it had been typed; the keys go back to the rows."""
        self.query_one(FilterInput).value = text
        self.tab.enter()

    def show_filter(self) -> None:
        """Show what narrows the rows: the filter's line is there as long as something does."""
        tab, text = self.tab, self.query_one(FilterInput)
        self.query_one("#filter").set_class(bool(tab.filter_text) or tab.only_mine or self.focused is text, "-shown")
        label = "mine" if tab.only_mine else "filter"
        self.query_one("#filter-label", OneLine).show(((f" {label}", "accent"),))
        self._show_top()

    def show_found(self, found: int, of: int) -> None:
        """Say how many rows the filter lets through."""
        self.query_one("#found", OneLine).show(((f" {found} of {of}", "muted"),))

    @on(Input.Changed, "#filter-input")
    def _filter(self, event: Input.Changed) -> None:
        self.tab.filter(event.value)
        self.show_filter()

    @on(Input.Submitted, "#filter-input")
    def _filtered(self) -> None:
        self.action_leave_filter()

    @on(Footer.Pressed)
    async def _pressed(self, event: Footer.Pressed) -> None:
        await self.octotui.action_command(event.command)

    def on_resize(self) -> None:
        """Say more or less on the top line; the classes for the size are set after this."""
        self._fit(self.size)
        self.call_after_refresh(self._show_top)

    def _fit(self, size: Size) -> None:
        """Take the classes for a size, of Textual's breakpoints too: or the first frame would be for another size."""
        self.set_class(size.width >= VAST, "-vast")
        self.set_class(size.height < TINY, "-tiny")
        for length, points in ((size.width, self.app.HORIZONTAL_BREAKPOINTS), (size.height, self.VERTICAL_BREAKPOINTS)):
            fitting = [name for least, name in points or () if length >= least]
            for _, name in points or ():
                self.set_class(name == fitting[-1], name)

    def on_descendant_focus(self) -> None:
        """Other keys work in another pane."""
        if self.is_ready and self.tab.is_mounted:
            self.show_footer()

    def arrive(self) -> None:
        """Show the view that came into sight as things are now, and give it the keys."""
        if self.tab.stale:
            self.tab.show(self.octotui.snapshot, None)
        with self.prevent(Input.Changed):
            self.query_one(FilterInput).value = self.tab.filter_text
        self.tab.enter()
        self.show_filter()
        self.show_footer()

    def _hush(self) -> None:
        self.query_one("#said").display = False
        footer = self.query_one(Footer)
        footer.display = True
        footer.remove_class("-saying")

    def _tell(self, change: PlanChanged) -> None:
        title = self.octotui.snapshot.told(change.edits, change.title, change.old)
        if change.source == "you":
            self.say(f"{title}   (u takes it back)")
        elif change.source == "disk":
            self.say(f"{change.by or 'On disk'}: {title}", "good")

    def _show_top(self) -> None:
        app = self.octotui
        plan, glyphs, state = app.snapshot.plan, app.glyphs, app.session.state
        words = {
            "saved": (f"as of {self._time(app.saved_at)}", "muted"),
            "saving": ("saving …", "warn"),
            "held": (f"{glyphs.warn} not saved", "bad"),
            "broken": (f"{glyphs.warn} cannot be read", "bad"),
        }
        locked: Line = ((f"{glyphs.lock} locked  ", "warn bold"),) if app.locked else ()
        note: Line = ((f"{app.note}  ", "accent"),) if app.note else ()
        since = app.snapshot.since
        told = (
            say(f"{glyphs.wave} since {since.since.short}", "accent") if since else say(app.session.path.name, "muted")
        )
        behind: Line = (
            ("  ", ""),
            *locked,
            *note,
            *at_most((told,), MOST_OF_A_NAME),
            (f" {glyphs.dot} ", "faint"),
            words[state.state],
        )
        room = self.size.width - width_of((*behind, *self._right(whole=False))) - 1
        name = at_most((say(plan.name, "bold"),), min(MOST_OF_A_NAME, max(room, LEAST_OF_A_NAME)))
        left: Line = ((" ", ""), *name, *behind)
        branch: Line = ((f" {glyphs.dot} on ", "faint"), say(self._branch, "muted")) if self._branch else ()
        wide = width_of((*left, *self._right(whole=True))) <= self.size.width
        self.query_one(TopLine).show((*left, *branch), self._right(whole=wide))
        self.set_class(bool(app.presenting.private or app.presenting.shows_all), "-withheld")
        if app.presenting.is_shared:
            self.query_one("#present", OneLine).show(*line_of(app, self.size.width))

    def _right(self, *, whole: bool) -> Line:
        """How much needs attention and what day it is; the words for it only where they take no room from the rest."""
        app, urgent = self.octotui, self._urgent
        snapshot = app.snapshot
        needs: Line = (
            ((f"{app.glyphs.attention} {urgent}{' need attention' if whole else ''}", "bad"),) if urgent else ()
        )
        week = week_number(snapshot.today, snapshot.start)
        day = day_text(snapshot.today)
        when = f"{day}, week {week}" if week and whole else day
        return ((" ", ""), *needs, (f"   {when} ", "muted"))

    @staticmethod
    def _time(moment: datetime) -> str:
        return f"{moment.astimezone():%H:%M}"
