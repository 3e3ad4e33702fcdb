"""The go/no-go: one role at a time, the verdict always in sight (document 003, "Go/No-Go")."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from textual.app import ComposeResult
from textual.containers import Vertical

from octotui.config.commands import COMMAND_BY_ID, Command, key_name
from octotui.plan.attendance import called
from octotui.plan.ballots import Ballot, ballots, decisions_on, speakers, tally
from octotui.plan.edits import Path
from octotui.plan.escalations import Escalation
from octotui.plan.operations import tick_task
from octotui.plan.plan import by_id
from octotui.plan.progress import current_release
from octotui.plan.releases import Vote, Waiver
from octotui.plan.risks import Risk
from octotui.plan.roles import Task
from octotui.plan.verdict import Reason, Verdict, verdict
from octotui.plan.voting import vote_id
from octotui.plan.waivers import waived
from octotui.ui.meanings import vote_line
from octotui.ui.meetings.ballot_story import BallotStory
from octotui.ui.meetings.decide_keys import DecideKeys
from octotui.ui.meetings.go_no_go_end import EndStory, closing
from octotui.ui.meetings.turns import Closing, Turn
from octotui.ui.meetings.verdict_view import (
    VERDICTS,
    WEIGHTS,
    Mark,
    VerdictSign,
    VoteTable,
    counts_line,
    vote_run,
)
from octotui.ui.meetings.withheld import shown_ballot, shown_verdict, shown_waivers
from octotui.ui.snapshot import Snapshot
from octotui.ui.tabs import View
from octotui.ui.tabs.duties import open_path
from octotui.ui.text import Line, say
from octotui.ui.widgets.story import Story, StoryView

VOTING: Final = ("go", "no-go", "abstain")
"""Their keys stand under the role's name, whatever else the footer has to say."""
SEEN: Final = 20
"""So much further back in the footer is what is in sight elsewhere."""


class GoNoGoTab(DecideKeys):
    """The roles that have to vote, each with what its vote covers; beside them the verdict, its reasons, the votes."""

    kind = "go-no-go"
    has_side = True

    SCOPED_CSS = False  # its layout follows the size of the screen, which is outside of it
    DEFAULT_CSS = """
    GoNoGoTab #side { height: 7; border-top: solid $foreground 14%; }
    MainScreen.-tall GoNoGoTab #side { height: 40%; }
    MainScreen.-wide GoNoGoTab #side {
        width: 40%; height: 100%; border-top: none; border-left: solid $foreground 14%;
    }
    MeetingTab.-sided #side #beside { width: 100%; height: 1fr; border: none; }
    GoNoGoTab #verdict { margin-bottom: 0; }
    MainScreen.-tall GoNoGoTab #verdict { margin-bottom: 1; }
    GoNoGoTab #votes { display: none; }
    MainScreen.-wide GoNoGoTab #votes { display: block; }
    GoNoGoTab.-end #side { display: none; }
    """

    def __init__(self, view: View) -> None:
        """Make the go/no-go; nothing is known of the release before it is shown."""
        super().__init__(view)
        self._verdict: Verdict | None = None
        self._waived: Mapping[Path, Waiver] = {}
        self._everything = False

    def compose_beside(self) -> ComposeResult:
        """The verdict, its reasons and the votes."""
        with Vertical(id="side"):
            yield VerdictSign(id="verdict")
            yield from super().compose_beside()
            yield VoteTable(id="votes")

    @property
    def beside(self) -> StoryView:
        """The reasons of the verdict."""
        return self.query_one("#beside", StoryView)

    @property
    def ballots(self) -> list[Ballot]:
        """The roles, in the order of their turns."""
        return [turn.of for turn in self.slides if turn.of is not None]

    def begin(self) -> None:
        """A go/no-go that was begun without a release is about the one that people work on."""
        if not self.going.release and (current := current_release(self.snapshot.plan)):
            self.going.release = current.id

    def turns(self, snapshot: Snapshot) -> Sequence[Turn]:
        """The roles that have to vote, then those that voted beside them; while the release is gone, as they were."""
        plan, shown = snapshot.whole, snapshot.shown  # judged is the whole plan, whoever looks on
        release = by_id(plan.releases, self.going.release)
        if release is None:
            self._verdict, self._waived = None, {}
            return [Turn(key, called(plan, key)) for key in self.going.order]
        self._verdict = shown_verdict(verdict(plan, release, snapshot.today), release, shown)
        self._waived = shown_waivers(waived(plan, release, snapshot.today), shown)
        about = ("releases", release.id)
        told = (shown_ballot(one, release, shown) for one in ballots(plan, release))
        return [Turn(one.role, one.name, "", self._below(one), about, one) for one in told]

    def tell_turn(self, turn: Turn, story: Story) -> None:
        """What the role's vote covers; what was noted of it."""
        release = self.release
        if turn.of is None or release is None:
            self._tell_gone(story)
            return
        plan = self.snapshot.plan
        release = by_id(plan.releases, release.id) or release
        BallotStory(turn.of, release, plan, self._waived, self.glyphs, story, self._everything).tell()
        for note in self.going.notes:
            if note["about"] == turn.key:
                story.gap()
                story.point((self.glyphs.bullet, "muted"), note["text"], "muted")

    def tell_beside(self, turn: Turn | None, story: Story) -> None:
        """The reasons of the verdict, the decisive first; the cursor can stand on each."""
        del turn
        for reason in self._verdict.reasons if self._verdict else ():
            shape, ink, _ = WEIGHTS[reason.weighs]
            mark = (getattr(self.glyphs, shape), ink)
            with story.part((*(reason.path or ()), reason.weighs)):
                if self.screen.has_class("-wide"):
                    story.point(mark, reason.text, "muted" if reason.weighs == "note" else "")
                else:
                    story.row(mark, " ", say(reason.text, "muted" if reason.weighs == "note" else ""))

    def end(self) -> Turn:
        """The verdict once more, in large letters."""
        release, found = self.release, self._verdict
        if release is None or found is None:
            return super().end()
        taken = decisions_on(self.snapshot.plan, release)
        decided: Line = ((f"   {self.glyphs.arrow} decided ", "muted"), say(taken[-1].outcome, "bold")) if taken else ()
        below = (say(f"{release.id}   ", "muted"), *counts_line(found), *decided)
        return Turn("", found.outcome, VERDICTS[found.outcome][1], below)

    def tell_end(self, story: Story) -> None:
        """The verdict with all its reasons, what was decided, the votes."""
        release, found = self.release, self._verdict
        if release is None or found is None:
            self._tell_gone(story)
            return
        plan, key = self.snapshot.plan, self._key_of("decide")
        release = by_id(plan.releases, release.id) or release
        EndStory(release, self.ballots, found, plan, self.glyphs, story, self.octotui.who, key).tell()

    def closing(self) -> Closing:
        """What was decided, who voted, and the verdict: of the whole plan."""
        plan, release = self.snapshot.whole, self.release
        if release is None:
            return Closing(f"The release {self.going.release} is not in the plan any more.")
        found = verdict(plan, release, self.snapshot.today)
        before = by_id(self._before.releases, release.id) if self._before else None
        votes = before.votes if before else ()
        return closing(plan, release, ballots(plan, release), found, votes, self.going.started)

    def rank_of(self, command: Command) -> int:
        """What votes stands above already: in the footer it comes last."""
        return super().rank_of(command) + (SEEN if command.id in VOTING else 0)

    def title_of(self, command: Command) -> str:
        """What a key does here and now."""
        if command.id == "condition" and self.ballot and self.ballot.vote is None:
            return "GO if …"
        if command.id == "decide" and not self.is_at_end:
            return "verdict"
        if command.id == "owner" and isinstance(self.selected(), Vote):
            return "who voted"
        if command.id == "lens":
            return "what is open" if self._everything else "what is done too"
        return super().title_of(command)

    def selected_path(self) -> Path | None:
        """The reason or the part under the cursor, else the release."""
        reason = self.beside.part
        return reason[:-1] or None if reason else super().selected_path()

    def whole_of(self) -> Path | None:
        """Nothing is added here."""
        return None

    def can_tick(self) -> str:
        """A task of the matrix is ticked for the release; all else as everywhere."""
        return "" if self.release and isinstance(self.selected(), Task) else super().can_tick()

    def do_tick(self) -> None:
        """Tick what is selected, or take the tick away."""
        task, path, release, app = self.selected(), self.selected_path(), self.release, self.octotui
        if not isinstance(task, Task) or path is None or release is None:
            super().do_tick()
            return
        edits = tick_task(app.plan, release, path[1], path[3], task.text, app.who, app.clock())
        ticked = "unticked" if release.tick_for(path[1], path[3], task.text) else "ticked"
        app.change(edits, f"{called(app.plan, path[1])}: {ticked} “{task.text}”")

    def can_status(self) -> str:
        """Escalations are resolved here, and risks closed; a role votes by a key of its own."""
        if isinstance(self.selected(), (Escalation, Risk)):
            return super().can_status()
        return "Votes have keys of their own; x ticks."

    def can_open(self) -> str:
        """A reason can be gone to from the end as well."""
        return "" if self.beside.part else super().can_open()

    async def do_open(self) -> None:
        """Go to the turn that a reason is about; else as in every meeting."""
        part = self.beside.part
        reason = self._reason_at(part) if part else None
        if reason is None:
            path = self.selected_path()
            await (super().do_open() if self.is_at_end or path is None else open_path(self.octotui.main, path))
        else:
            await self._lead_to(reason)

    def do_lens(self) -> None:
        """List what is done as well, or only what is open."""
        self._everything = not self._everything
        self._tell(from_top=False)
        self.octotui.main.show_footer()

    async def _lead_to(self, reason: Reason) -> None:
        """Go to the turn of whoever a reason is about, and there to what it names; what no turn has is on its tab."""
        path = reason.path or ()
        turn = next((turn for turn in self.slides if turn.key == reason.role), self.turn)
        ballot: Ballot | None = turn.of if turn else None
        there = {one.path for one in ballot.covers if one.is_open} if ballot else set()
        is_vote = ballot is not None and path[2:] == ("votes", vote_id(ballot.role))
        if turn is None or not (is_vote or path in there):
            await open_path(self.octotui.main, path)
            return
        self._go(self.slides.index(turn))
        self.story.go_to(path)

    def _reason_at(self, part: Path) -> Reason | None:
        reasons = self._verdict.reasons if self._verdict else ()
        return next((one for one in reasons if one.path and (*one.path, one.weighs) == part), None)

    def _tell(self, *, from_top: bool) -> None:
        super()._tell(from_top=from_top)
        self.set_class(self.is_at_end, "-end")
        marks = [Mark(vote_run(one, self.glyphs), one.name, one.role == self.going.here) for one in self.ballots]
        counts = counts_line(self._verdict) if self._verdict else (("the release is gone", "bad"),)
        self.query_one(VerdictSign).tell(self._verdict.outcome if self._verdict else "HOLD", counts, marks)
        self.query_one(VoteTable).tell(tally(self.ballots), marks)

    def _tell_gone(self, story: Story) -> None:
        """What one can do without the release."""
        name = say(self.going.release)[0]
        if not name:
            story.text("There is no release to decide on: a release in the plan makes one.", "warn")
            return
        story.text(f"There is no release {name} in the plan any more: it was renamed or removed.", "warn bold")
        story.gap()
        story.text("As soon as it is back, the meeting goes on here; esc leaves it until then.", "muted")
        story.text(
            "If it stays gone, go to the end and end this meeting; m then begins one on another release.", "muted"
        )

    def _below(self, ballot: Ballot) -> Line:
        """The vote, the keys that cast it, and who speaks for the role."""
        beside = "" if ballot.has_to else "   does not have to vote"
        word, ink = vote_line(ballot.vote.vote if ballot.vote else "", self.glyphs)[0]
        stale: Line = ((f"  {self.glyphs.soon} stale", "warn bold"),) if ballot.came_up else ()
        keys: Line = tuple(
            run
            for name in VOTING
            for run in ((f"   {self._key_of(name)} ", "accent bold"), say(COMMAND_BY_ID[name].title, "muted"))
        )
        return ((word, f"{ink} bold"), *stale, *keys, ("    ", ""), *self._who(ballot), (beside, "muted"))

    def _who(self, ballot: Ballot) -> Line:
        """Who speaks for the role, and after them who else fills it."""
        plan, release = self.snapshot.plan, self.release
        speak = speakers(plan, release, ballot.role, self.octotui.who) if release else ()
        if len(speak) != 1:
            return (say(", ".join(map(plan.person_name, speak)) or "filled by nobody", "muted"),)
        others = ", ".join(plan.person_name(name) for name in ballot.people if name not in speak)
        return (say(plan.person_name(speak[0])), say(f" ({others})" if others else "", "muted"))

    def _key_of(self, command: str) -> str:
        return key_name(self.octotui.settings.keys_of(COMMAND_BY_ID[command])[0])

    def _about(self) -> str:
        """A note is on the role whose turn it is, or on the escalation or risk under the cursor."""
        path, turn = self.selected_path() or (), self.turn
        return path[1] if path[:1] in (("escalations",), ("risks",)) else turn.key if turn else ""

    def _raise(self, entity_id: str, title: str) -> None:
        """What is raised here holds the release up, whatever it was noticed on."""
        super()._raise(self.going.release if self.release else entity_id, title)
