"""The standup: one person or one batch at a time, blocked first (document 000, "Team Rhythm": progress, blockers)."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from functools import partial
from typing import Final

from octotui.config.commands import Command
from octotui.plan.deltas import DeltaKind, Deltas, delta_words, deltas, thing_of
from octotui.plan.meetings import last_meeting
from octotui.plan.plan import Plan
from octotui.plan.problems import PlanError
from octotui.plan.since import Since, since_meeting
from octotui.plan.standup import By, StandupTurn, agenda, summary
from octotui.plan.standup_things import StandupThing, ThingState
from octotui.plan.words import counted, day_text, moment_text
from octotui.store.baseline import Baseline, baseline
from octotui.ui.meanings import percent_bar
from octotui.ui.meetings.base import MeetingTab
from octotui.ui.meetings.turns import Closing, Turn
from octotui.ui.snapshot import Snapshot
from octotui.ui.tabs import View
from octotui.ui.text import Line, Run, fit, say, width_of
from octotui.ui.widgets.story import Story

BAR: Final = 10
KIND: Final = 11
LOOKS: Final[dict[ThingState, tuple[str, str]]] = {
    "blocked": ("stuck", "bad"),
    "at-risk": ("warn", "warn"),
    "open": ("running", "info"),
    "done": ("done", "good"),
}
"""The state of a thing → the name of its glyph, and its ink."""
BECAME: Final[dict[DeltaKind | str, str]] = {
    "new": "new", "changed": "", "closed": "done", "reopened": "reopened", "same": "no change",
}  # fmt: skip


class StandupTab(MeetingTab):
    """Whose turn it is, and what they have in hand; what changed since the last standup is told with each thing."""

    kind = "standup"

    def __init__(self, view: View) -> None:
        """Make the standup; what changed since the last is looked up when it begins."""
        super().__init__(view)
        self._last: Baseline | None = None
        self._deltas: Deltas | None = None
        self._turns: tuple[StandupTurn, ...] = ()
        self._left_at: dict[str, str] = {}

    def begin(self) -> None:
        """Look up how the plan was at the last standup, beside what goes on."""
        self._last = None
        self.run_worker(self._look_back(), exclusive=True, group="since")

    def turns(self, snapshot: Snapshot) -> Sequence[Turn]:
        """People or batches, blocked first."""
        self._deltas = deltas(snapshot.past(self._last.plan), snapshot.plan) if self._last else None
        self._turns = self._agenda(snapshot.plan, self._deltas)
        return [Turn(turn.id, turn.label, "", self._below(turn), turn.path or None, turn) for turn in self._turns]

    def tell_turn(self, turn: Turn, story: Story) -> None:
        """What they have in hand, the worst first; then what they finished since the last standup."""
        of: StandupTurn = turn.of
        open_things = [thing for thing in of.things if thing.state != "done"]
        done = [thing for thing in of.things if thing.state == "done"]
        for thing in open_things:
            story.gap()
            with story.part(thing.path):
                self._tell_thing(thing, story)
        if not open_things:
            story.text("Nothing in hand.", "muted")
        if done:
            story.section("Done since", self._since_words())
            for thing in done:
                with story.part(thing.path):
                    story.point((self.glyphs.done, "good"), thing.label)
        for note in self.going.notes:
            if note["about"] in (of.name, *(thing.path[1] for thing in of.things)):
                story.gap()
                story.point((self.glyphs.bullet, "muted"), f"{note['about']}: {note['text']}", "muted")

    def tell_end(self, story: Story) -> None:
        """How things stand, and who did not update."""
        told = summary(self._turns)
        for count, words, ink in (
            (len(told.blocked), "blocked", "bad"),
            (len(told.at_risk), "at risk", "warn"),
            (len(told.done), f"done {self._since_words()}".strip(), "good"),
            (len(told.stale), "in hand without any change", "muted"),
        ):
            if count:
                story.row((f"{count:>4} ", f"bold {ink}"), (words, ""))
        absent = {turn.label for turn in self._turns if turn.path[1:] and turn.path[1] in self.going.absent}
        if silent := [name for name in told.silent if name not in absent]:
            story.section("Nothing new from")
            story.text(", ".join(silent))

    def closing(self) -> Closing:
        """Who was there, and how things stand in the whole plan."""
        whole = self.snapshot.whole
        turns = self._agenda(whole, deltas(self._last.plan, whole) if self._last else None)
        told = summary(turns)
        counts = (
            (len(told.blocked), "blocked"),
            (len(told.at_risk), "at risk"),
            (len(told.done), "done since the last one"),
        )
        people = [turn.path[1] for turn in turns if turn.path[:1] == ("people",)]
        there = tuple(name for name in people if name not in self.going.absent)
        return Closing(", ".join(f"{count} {words}" for count, words in counts if count), there)

    def do_lens(self) -> None:
        """By batch instead of by person, or the other way round; each goes on where it was left."""
        self._left_at[self.going.by] = self.going.here
        self.going.by = "" if self.going.by else "batches"
        self.going.here = self._left_at.get(self.going.by, "")
        self.show(self.snapshot, None)
        self.keep()
        self.octotui.main.show_footer()

    def title_of(self, command: Command) -> str:
        """The lens says what the turns would be."""
        if command.id == "lens":
            return "by person" if self.going.by == "batches" else "by batch"
        return super().title_of(command)

    def can_absent(self) -> str:
        """A person's turn."""
        turn = self.turn
        return "" if turn and turn.about and turn.about[0] == "people" else "That is nobody's turn."

    def do_absent(self) -> None:
        """Note that whoever's turn it is is not here, or is."""
        turn = self.turn
        assert turn is not None
        assert turn.about is not None
        absent, name = self.going.absent, turn.about[1]
        change, back = (absent.remove, absent.append) if name in absent else (absent.append, absent.remove)
        change(name)
        self.spoke(f"whether {turn.name} is here", partial(back, name))
        self.keep()
        self.show(self.snapshot, None)

    def _tell_thing(self, thing: StandupThing, story: Story) -> None:
        """A thing in a line, with its reasons below; what it is stands where the eye runs down."""
        shape, ink = LOOKS[thing.state]
        head: Line = (
            (f"{getattr(self.glyphs, shape)} ", ink),
            *fit(((thing.kind, "muted"),), KIND),
            say(thing.label, "bold"),
        )
        tail = self._tail(thing)
        room = story.width - width_of(tail)
        story.row(*fit(head, room), *tail) if room > width_of(head[:2]) + 20 else story.row(*head)
        for why in thing.why:
            story.point((" " * (KIND + 1), ""), why, ink if thing.state != "open" else "muted")
        if words := self._became(thing):
            story.point((" " * (KIND + 1), ""), words, "muted")

    def _tail(self, thing: StandupThing) -> Line:
        """Status, progress and due day, on the right."""
        progress: Line = (
            ((" ", ""), *percent_bar(thing.progress, BAR, self.glyphs)) if thing.progress is not None else ()
        )
        due: Line = ((f"  {day_text(thing.due)}", "muted"),) if thing.due else ()
        return ((f"  {thing.status}", "muted"), *progress, *due)

    def _became(self, thing: StandupThing) -> str:
        """What became of it since the last standup."""
        if thing.changed is None or thing.state == "done":
            return ""
        found = self._deltas.get(thing_of(thing.path)) if self._deltas else None
        since = self._since_words()
        if found is None or thing.changed == "same":
            return f"no change {since}" if thing.is_stale else ""
        words = delta_words(found, self.snapshot.plan)
        return f"{BECAME[thing.changed]} {since}: {words}".strip() if words else f"{BECAME[thing.changed]} {since}"

    def _below(self, turn: StandupTurn) -> Line:
        """How many are in hand, and whether anything became of them."""
        things = turn.in_hand
        blocked = sum(thing.state == "blocked" for thing in things)
        runs: list[Run] = [(counted(len(things), "thing") + " in hand" if things else "nothing in hand", "muted")]
        if blocked:
            runs.append((f"   {self.glyphs.stuck} {blocked} blocked", "bad bold"))
        if turn.has_updated is False:
            runs.append((f"   {self.glyphs.soon} nothing new {self._since_words()}", "warn"))
        if turn.path[:1] == ("people",) and turn.path[1] in self.going.absent:
            runs.append(("   not here", "warn bold"))
        return tuple(runs)

    def _agenda(self, plan: Plan, changed: Deltas | None) -> tuple[StandupTurn, ...]:
        by: By = "batches" if self.going.by == "batches" else "people"
        return agenda(plan, self.snapshot.now, self.snapshot.today, by, changed)

    def _since_words(self) -> str:
        return f"since {self._last.since.short}" if self._last else ""

    async def _look_back(self) -> None:
        """Find the plan as it was at the end of the last standup; without one, a day ago."""
        app = self.octotui
        plan = app.session.plan
        last = last_meeting(plan, "standup", self.going.started)
        day_ago = app.clock() - timedelta(days=1)
        since = since_meeting(last) if last else Since("a day ago", moment_text(day_ago), day_ago)
        try:
            found = await asyncio.to_thread(baseline, app.session.path, plan, since)
        except PlanError as error:
            app.say(str(error.problems[0]), "warn")
            return
        if found.exact or found.commit:  # of what is only guessed nobody can say that nothing changed
            self._last = found
            self.show(self.snapshot, None)
