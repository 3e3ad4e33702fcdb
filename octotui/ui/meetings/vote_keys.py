"""The keys that vote in a go/no-go: one for each word, the condition, who spoke; taking it back leads back."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence

from octotui.plan.ballots import Ballot, speakers
from octotui.plan.operations import set_field
from octotui.plan.plan import by_id
from octotui.plan.releases import Release, Vote, VoteChoice
from octotui.plan.verdict import SAYS
from octotui.plan.voting import cast_vote, vote_id
from octotui.ui.dialogs.ask import Ask
from octotui.ui.dialogs.choose import Choose, choices_of
from octotui.ui.dialogs.pick import Option, Pick
from octotui.ui.meetings.base import MeetingTab
from octotui.ui.text import say
from octotui.ui.widgets.table import Column

MOST_CHOSEN = 9
"""So many people are a little menu; more are a list to type in."""
Named = Callable[[str], Awaitable[None] | None]
"""What is done once it is clear who speaks."""


class VoteKeys(MeetingTab):
    """A meeting in which roles vote on a release."""

    @property
    def release(self) -> Release | None:
        """The release it is about; None if the plan has none of that name any more."""
        return by_id(self.snapshot.whole.releases, self.going.release)

    @property
    def release_asked_about(self) -> Release | None:
        """The release as it was when the question was asked that is being answered."""
        return by_id(self.octotui.plan.releases, self.going.release)

    @property
    def ballot(self) -> Ballot | None:
        """The role whose turn it is; None at the end, or while the release is not in the plan."""
        turn = self.turn
        return turn.of if turn else None

    def can_go(self) -> str:
        """It has to be a role's turn, and the release has to be there."""
        if self.release is None:
            return f"There is no release {say(self.going.release)[0]} in the plan to vote on."
        return "" if self.ballot else "That is nobody's turn: ← goes back to the roles."

    can_no_go = can_abstain = can_go

    def do_go(self) -> Awaitable[None] | None:
        """The role says GO, and it is the next one's turn."""
        return self._vote("go")

    def do_no_go(self) -> Awaitable[None] | None:
        """The role says NO-GO, and why; it stays its turn."""
        return self._vote("no-go")

    def do_abstain(self) -> Awaitable[None] | None:
        """The role abstains, and it is the next one's turn."""
        return self._vote("abstain")

    def can_condition(self) -> str:
        """As for a vote."""
        return self.can_go()

    def do_condition(self) -> Awaitable[None] | None:
        """Write the condition of the vote; a role that has not voted says GO on that condition."""
        ballot = self.ballot
        assert ballot is not None
        if ballot.vote is not None:
            hint, vote = "What has to be so. Empty: no condition.", ballot.vote
            dialog = Ask(f"Condition of {say(ballot.name)[0]}", hint, vote.condition)
            return self.octotui.ask(dialog, lambda text: self._set_condition(vote, text) if text is not None else None)

        def said(by: str) -> Awaitable[None]:
            dialog = Ask(f"{say(ballot.name)[0]} says GO, if …", "What has to be so.")
            return self.octotui.ask(dialog, lambda text: self._cast(ballot, "go", by, text) if text else None)

        return self._as_whom(ballot, said)

    def can_owner(self) -> str:
        """A vote was given by somebody; all else has an owner, or none."""
        return "" if isinstance(self.selected(), Vote) else super().can_owner()

    def do_owner(self) -> Awaitable[None]:
        """Choose who gave a vote, or an owner."""
        vote, path = self.selected(), self.selected_path()
        if not isinstance(vote, Vote) or path is None:
            return super().do_owner()
        title = f"Who spoke for {say(self.ballot.name if self.ballot else vote.role)[0]}"

        def take(picked: tuple[str, ...] | None) -> None:
            if picked:
                self.change(set_field(self.octotui.plan, (*path, "by"), picked[0]))

        return self.octotui.ask(self._pick_person(title, vote.by), take)

    def do_undo(self) -> None:
        """Take back the last change; a vote that is taken back is that role's turn again."""
        self._and_follow(super().do_undo)

    def can_redo(self) -> str:
        """As everywhere."""
        return self.octotui.can_redo()

    def do_redo(self) -> None:
        """Do again what was taken back; a vote is shown in its turn."""
        self._and_follow(self.octotui.do_redo)

    def _vote(self, choice: VoteChoice) -> Awaitable[None] | None:
        ballot = self.ballot
        assert ballot is not None
        return self._as_whom(
            ballot, lambda by: self._ask_why(ballot, by) if choice == "no-go" else self._cast(ballot, choice, by)
        )

    def _as_whom(self, ballot: Ballot, then: Named) -> Awaitable[None] | None:
        """Go on with the name of whoever speaks for a role; ask where nobody knows who does."""
        release = self.release
        assert release is not None
        names = speakers(self.snapshot.plan, release, ballot.role, self.octotui.who)
        if len(names) == 1:
            return then(names[0])

        async def take(answer: str | tuple[str, ...] | None) -> None:
            name = answer if isinstance(answer, str) else next(iter(answer or ()), "")
            going_on = then(name) if name else None
            if going_on is not None:
                await going_on

        title = f"Who speaks for {say(ballot.name)[0]}?"
        if 0 < len(names) <= MOST_CHOSEN:
            return self.octotui.ask(self._choose_person(title, names), take)
        return self.octotui.ask(self._pick_person(title, self.octotui.who, names), take)

    def _choose_person(self, title: str, names: Sequence[str]) -> Choose:
        plan = self.snapshot.plan
        return Choose(title, choices_of([(name, (say(plan.person_name(name)),)) for name in names]))

    def _pick_person(self, title: str, start: str, names: Sequence[str] = ()) -> Pick:
        plan = self.snapshot.plan
        options = [
            Option(name, ((say(plan.person_name(name)),),), f"{name} {plan.person_name(name)}")
            for name in names or [person.id for person in plan.people]
        ]
        return Pick(title, [Column("Who")], options, free=True, start=start)

    def _ask_why(self, ballot: Ballot, by: str) -> Awaitable[None]:
        before = ballot.vote.condition if ballot.vote and ballot.vote.vote == "no-go" else ""
        hint = "Why, and what would make it a GO? It may be empty."
        dialog = Ask(f"{say(ballot.name)[0]} says NO-GO", hint, before)
        return self.octotui.ask(
            dialog, lambda text: self._cast(ballot, "no-go", by, text) if text is not None else None
        )

    def _cast(self, ballot: Ballot, choice: VoteChoice, by: str, condition: str = "") -> None:
        """Cast a vote. Who says NO-GO has something to tell; else the next role's turn comes."""
        app, release = self.octotui, self.release_asked_about
        if release is None:
            app.say(self.can_go(), "warn")
            return
        edits = cast_vote(app.plan, release, ballot.role, choice, by, app.clock(), condition)
        said = f"{ballot.name} {SAYS[choice]}"
        if not edits:
            app.say(f"{said} already.")
        elif not app.change(edits, f"{said} ({app.plan.person_name(by)})"):
            return
        if choice != "no-go":
            self.do_next()

    def _set_condition(self, vote: Vote, text: str) -> None:
        path = ("releases", self.going.release, "votes", vote.id, "condition")
        self.change(set_field(self.octotui.plan, path, text.strip() or None))

    def _and_follow(self, step: Callable[[], None]) -> None:
        """Take a step back or on; where a vote changes by it is that role's turn."""
        before = self._votes()
        step()
        after = self._votes()
        changed = [name for name in {**before, **after} if before.get(name) != after.get(name)]
        place = next((place for place, turn in enumerate(self.slides) if vote_id(turn.key) in changed), None)
        if place is not None:
            self._go(place)

    def _votes(self) -> Mapping[str, Vote]:
        release = by_id(self.octotui.session.plan.releases, self.going.release)
        return {vote.id: vote for vote in release.votes} if release else {}
