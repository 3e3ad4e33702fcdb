"""Walking through a meeting: one turn at a time, with a clock; left, and taken up again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.containers import Container
from textual.timer import Timer

from octotui.plan.edits import Path
from octotui.plan.meetings import planned_minutes
from octotui.plan.plan import Plan
from octotui.plan.problems import PlanError
from octotui.plan.rhythm import MeetingKind
from octotui.session import PlanChanged
from octotui.store.meeting_run import MeetingRun, MeetingRuns
from octotui.ui.meetings.head import Bar, BigName, Clock, MeetingLine, dots
from octotui.ui.meetings.turns import END, Turn
from octotui.ui.presenting import mark_of
from octotui.ui.snapshot import Snapshot
from octotui.ui.tabs import View
from octotui.ui.tabs.editing import Editing
from octotui.ui.text import say, width_of
from octotui.ui.widgets.story import Story, StoryView

KEPT_EVERY: Final = 10
"""Seconds: so much of the clock may be lost in a crash."""
MOST_AT_ONCE: Final = 5
"""Seconds: a machine that slept was not in the meeting."""
MOST_DOTS, CLOCKS, MARKED = 40, 51, 100
"""Cells: so many have dots for turns at most; so many take the clocks beside them, and the gaps."""


class Walk(Editing):
    """Turns that one walks through, with a clock. A subclass says what they are, and what is told of each."""

    kind: ClassVar[MeetingKind]
    titles: ClassVar[dict[str, str]] = {"back": "leave", "open": "go there"}
    has_side: ClassVar[bool] = False
    """Whether something stands beside every turn, always in sight."""

    SCOPED_CSS = False  # its layout follows the size of the screen, which is outside of it
    DEFAULT_CSS = """
    MeetingTab { layout: vertical; }
    MeetingTab > #subject { margin: 1 0; }
    MainScreen.-short MeetingTab > #subject { margin: 0; }
    MeetingTab > #floor { height: 1fr; layout: vertical; }
    MeetingTab #story { height: 1fr; }
    MeetingTab #beside { display: none; height: 40%; border-top: solid $foreground 14%; }
    MeetingTab.-sided #beside { display: block; }
    .-wide MeetingTab > #floor { layout: horizontal; }
    .-wide MeetingTab #story { width: 1fr; height: 100%; }
    .-wide MeetingTab #beside { width: 40%; height: 100%; border-top: none; border-left: solid $foreground 14%; }
    """

    def __init__(self, view: View) -> None:
        """Make the meeting; it begins, or goes on, when one gets there."""
        super().__init__(view)
        self.run: MeetingRun | None = None
        self.slides: list[Turn] = []
        self._before: Plan | None = None
        self._ticked_at: datetime | None = None
        self._kept_at: datetime | None = None
        self._timer: Timer | None = None
        self.set_class(self.has_side, "-sided")

    def compose(self) -> ComposeResult:
        """Where the meeting is; whose turn; what there is to say; what stands beside it."""
        yield MeetingLine(id="line")
        yield Bar(id="bar")
        yield BigName(id="subject")
        with Container(id="floor"):
            yield StoryView(id="story")
            yield from self.compose_beside()

    def compose_beside(self) -> ComposeResult:
        """What stands beside a turn."""
        yield StoryView(id="beside")

    def on_mount(self) -> None:
        """Look at the clock each second, while the meeting is in sight."""
        self._timer = self.set_interval(1, self._tick)

    def turns(self, snapshot: Snapshot) -> Sequence[Turn]:
        """The turns, in their best order; those of a meeting that goes on keep the order they had."""
        raise NotImplementedError

    def tell_turn(self, turn: Turn, story: Story) -> None:
        """What there is to say of a turn; its parts are what the keys act on."""
        raise NotImplementedError

    def tell_beside(self, turn: Turn | None, story: Story) -> None:
        """What stands beside a turn; beside the end, None."""

    def begin(self) -> None:
        """Make ready what the meeting needs besides the plan."""

    def end(self) -> Turn:
        """What stands over the end."""
        return Turn(END, self.view.title)

    @property
    def going(self) -> MeetingRun:
        """The meeting that goes on."""
        assert self.run is not None
        return self.run

    @property
    def runs(self) -> MeetingRuns:
        """The meetings of this plan that go on."""
        return MeetingRuns(self.octotui.session.path)

    @property
    def story(self) -> StoryView:
        """What there is to say."""
        return self.query_one("#story", StoryView)

    @property
    def turn(self) -> Turn | None:
        """Whose turn it is; None at the end."""
        return next((turn for turn in self.slides if turn.key == self.going.here), None)

    @property
    def place(self) -> int:
        """Which turn it is, from 0; the end comes after the last."""
        return next((place for place, turn in enumerate(self.slides) if turn.key == self.going.here), len(self.slides))

    @property
    def before(self) -> Plan | None:
        """The plan as it was when the meeting began, as it may be shown."""
        return self.snapshot.past(self._before) if self._before else None

    def show(self, snapshot: Snapshot, change: PlanChanged | None) -> None:
        """Show the turn as things are now; the turns stay in the order they had."""
        del change
        self.stale = False
        if self.run is None:
            self._take_up(snapshot)
        self._arrange(snapshot)
        self._tell(from_top=False)

    def enter(self) -> None:
        """Take the keys; the clock goes on."""
        held = self.runs.find(self.kind)
        if self.run is None or held is None or held.started != self.run.started:  # ended, or begun anew
            self.run = None
            self.show(self.snapshot, None)
        self._ticked_at = self.octotui.clock()
        if self._timer is not None:
            self._timer.resume()
        self.give_keys(self.story)

    def selected_path(self) -> Path | None:
        """The part under the cursor, else what the turn is about."""
        turn = self.turn
        return self.story.part or (turn.about if turn else None)

    def selected_paths(self) -> tuple[Path, ...]:
        """What the keys act on."""
        path = self.selected_path()
        return (path,) if path else ()

    def whole_of(self) -> Path | None:
        """What the turn is about: a part is added to that."""
        turn = self.turn
        return turn.about if turn else None

    def can_add(self) -> str:
        """Parts are added to what a turn is about."""
        return super().can_add() if self.whole_of() else "There is nothing here to add to."

    def do_next(self) -> None:
        """Go to the next turn; behind the last is the end."""
        self._go(self.place + 1)

    def do_previous(self) -> None:
        """Go to the turn before."""
        self._go(self.place - 1)

    def can_next(self) -> str:
        """Nothing comes after the end."""
        return "That is the end: enter ends the meeting." if self.is_at_end else ""

    def can_previous(self) -> str:
        """Nothing comes before the first."""
        return "" if self.run and self.place > 0 else "That is the first turn."

    @property
    def is_at_end(self) -> bool:
        """Whether all turns are over."""
        return self.run is not None and self.place == len(self.slides)

    async def do_back(self) -> None:
        """Leave the meeting as it is."""
        self.keep()
        await self.octotui.main.leave_meeting()
        self.octotui.say(f"The {self.view.title.lower()} can go on: m takes it up again.")

    @on(StoryView.Moved)
    def _moved(self) -> None:
        """What the keys act on is another thing."""
        self.octotui.main.show_footer_soon()

    def keep(self) -> None:
        """Keep where the meeting is and what was said in it."""
        try:
            self.runs.keep(self.going)
        except PlanError as error:
            self.octotui.say(str(error.problems[0]), "bad")

    def _take_up(self, snapshot: Snapshot) -> None:
        """Go on with the meeting that was left, or begin one."""
        runs, kind = self.runs, self.kind
        run = runs.find(kind)
        if run is None:
            run = MeetingRun(kind, snapshot.now.replace(microsecond=0), snapshot.who)
            runs.begin(run, snapshot.whole)
        self.run, self._before = run, runs.plan_at_start(kind)
        self._ticked_at = self._kept_at = snapshot.now
        self.begin()

    def _arrange(self, snapshot: Snapshot) -> None:
        run, turns = self.going, {turn.key: turn for turn in self.turns(snapshot)}
        run.order += [key for key in turns if key not in run.order]
        self.slides = [turns[key] for key in run.order if key in turns]
        if run.here != END and run.here not in turns:
            gone = run.order.index(run.here) if run.here in run.order else 0
            behind = (key for key in run.order[gone:] if key in turns)
            run.here = next(behind, END)

    def _go(self, place: int) -> None:
        self._count()
        place = min(max(place, 0), len(self.slides))
        self.going.here = self.slides[place].key if place < len(self.slides) else END
        self.keep()
        self._tell(from_top=True)
        self.give_keys(self.story)
        self.octotui.main.show_footer()

    def _tell(self, *, from_top: bool) -> None:
        turn = self.turn
        over = turn or self.end()
        self.query_one("#subject", BigName).tell(over.name, over.ink, over.below)
        self.story.tell(partial(self.tell_turn, turn) if turn else self.tell_last, from_top=from_top)
        if self.has_side:
            self.query_one("#beside", StoryView).tell(partial(self.tell_beside, turn), from_top=from_top)
        self._tell_clock()

    def _tell_clock(self) -> None:
        run, count = self.going, len(self.slides)
        planned = planned_minutes(self.snapshot.whole, self.kind) * 60
        whole = Clock(run.total, planned)
        own = Clock(run.seconds.get(run.here, 0), planned / max(count, 1))
        release = f" {run.release}" if run.release else ""
        mark = mark_of(self.snapshot, self.glyphs, is_shared=True, is_short=self.screen.size.width < MARKED)
        room = self.screen.size.width - len(self.view.title) - len(release) - CLOCKS - width_of(mark)
        name = say(f"{self.view.title}{release}", "bold")
        what = (name, ("  ", ""), *mark, *dots(self.place, count, min(MOST_DOTS, room), self.glyphs))
        self.query_one("#line", MeetingLine).tell(what, own, whole)
        self.query_one("#bar", Bar).show(whole)

    def _tick(self) -> None:
        """A second has gone; while one is elsewhere none does."""
        if self.run is None or not self.display:
            if self._timer is not None:
                self._timer.pause()
            return
        self._count()
        now = self.octotui.clock()
        if self._kept_at is None or (now - self._kept_at).total_seconds() >= KEPT_EVERY:
            self._kept_at = now
            self.keep()
        self._tell_clock()

    def _count(self) -> None:
        """Count the time since one last looked at the clock for the turn that it is."""
        now, run = self.octotui.clock(), self.going
        gone = min((now - self._ticked_at).total_seconds(), MOST_AT_ONCE) if self._ticked_at else 0
        run.seconds[run.here] = run.seconds.get(run.here, 0) + gone
        self._ticked_at = now

    def tell_last(self, story: Story) -> None:
        """What is told at the end."""
        raise NotImplementedError
