"""The end of a go/no-go: the verdict with all its reasons, what was decided, the votes; and what the record says."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from octotui.plan.authority import deciders, remark
from octotui.plan.ballots import Ballot, decision_type, decisions_on, risks_to, tally
from octotui.plan.frozen import Frozen
from octotui.plan.meeting_words import verdict_lines
from octotui.plan.plan import Plan
from octotui.plan.releases import Release, Vote
from octotui.plan.verdict import Verdict
from octotui.ui.glyphs import Glyphs
from octotui.ui.meanings import score_run, vote_line
from octotui.ui.meetings.turns import Closing
from octotui.ui.meetings.verdict_view import WEIGHTS
from octotui.ui.tabs.decision_story import signature, tell_decision
from octotui.ui.text import fit, say
from octotui.ui.widgets.story import Story

VOTE: Final = 14


class EndStory(Frozen):
    """The end of a go/no-go that is told.

    Attributes:
        who: The user, who would decide.
        key: The key that decides.
    """

    release: Release
    ballots: Sequence[Ballot]
    verdict: Verdict
    plan: Plan
    glyphs: Glyphs
    story: Story
    who: str
    key: str

    def tell(self) -> None:
        """What was decided or who may decide, the reasons, the votes, the risks."""
        self._decisions()
        self._reasons()
        self._votes()
        self._risks()

    def _decisions(self) -> None:
        """What was decided, the latest first; else who decides, and by which key."""
        kind, story = decision_type(self.plan), self.story
        taken = decisions_on(self.plan, self.release)
        for decision in reversed(taken):
            tell_decision(story, decision, self.plan, self.glyphs)
        if taken:
            return
        if kind.owner:
            said, name = remark(self.plan, kind, self.who), self.plan.person_name(self.who)
            story.text(f"{deciders(self.plan, kind)} decides.", "bold")
            if said.startswith("not"):
                story.text(f"{name} is none of them, and the record will show it.", "warn")
            elif said:
                story.text(f"{name} may decide {said}.", "muted")
        story.row((self.key, "accent bold"), (" records what is decided: GO, NO-GO or HOLD", "muted"))

    def _reasons(self) -> None:
        for weight, (shape, ink, heading) in WEIGHTS.items():
            reasons = [reason for reason in self.verdict.reasons if reason.weighs == weight]
            if reasons:
                self.story.section(heading, str(len(reasons)))
            for reason in reasons:
                self.story.point((getattr(self.glyphs, shape), ink), reason.text)

    def _votes(self) -> None:
        if self.ballots:
            self.story.section("Votes", tally(self.ballots))
        for ballot in self.ballots:
            vote, beside = ballot.vote, "" if ballot.has_to else ", does not have to"
            said = f"  {signature(self.plan, vote.by, vote.at)}{beside}" if vote else ""
            word = vote_line(vote.vote if vote else "", self.glyphs)
            stale = (f"{self.glyphs.soon} stale  ", "warn") if ballot.came_up else ("", "")
            self.story.row(*fit(word, VOTE), stale, say(ballot.name), say(said, "muted"))
            if vote and vote.condition:
                self.story.point((" " * (VOTE - 1), ""), vote.condition, "warn")

    def _risks(self) -> None:
        risks = risks_to(self.plan, self.release)
        if risks:
            self.story.section("Risks to the release", str(len(risks)))
        for risk in risks:
            owner = self.plan.person_name(risk.owner) or "nobody"
            self.story.row(score_run(risk.score), say(f" {risk.title}"), say(f"  {owner}", "muted"))


def closing(
    plan: Plan, release: Release, ballots: Sequence[Ballot], verdict: Verdict, before: Sequence[Vote], started: datetime
) -> Closing:
    """What the record says: what was decided, or the verdict, and the votes; who voted; the verdict with its reasons.

    Args:
        plan: The plan at the end.
        release: The release.
        ballots: The roles and their votes.
        verdict: The verdict at the end.
        before: The votes as they were when the meeting began.
        started: When it began.
    """
    new = [vote for vote in release.votes if vote not in before]
    decided = [one for one in decisions_on(plan, release) if one.at and one.at >= started]
    outcome = f"Decided {decided[-1].outcome}" if decided else f"Nothing decided; the verdict is {verdict.outcome}"
    votes = tally(ballots)
    attendees = dict.fromkeys(vote.by for vote in new if vote.by)
    return Closing(f"{outcome}. Votes: {votes}" if votes else outcome, tuple(attendees), verdict_lines(verdict, plan))
