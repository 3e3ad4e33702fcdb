"""A role's turn in the go/no-go, told: its vote, what it covers that is open, the risks that fall to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from octotui.plan.ballots import Ballot
from octotui.plan.edits import Path
from octotui.plan.frozen import Frozen
from octotui.plan.plan import Plan
from octotui.plan.releases import Release, Waiver
from octotui.plan.vote_cover import Matter
from octotui.plan.whose import EVERYONE
from octotui.plan.words import day_text
from octotui.ui.glyphs import Glyphs
from octotui.ui.meanings import bar, score_run, vote_line, words_of
from octotui.ui.tabs.decision_story import signature
from octotui.ui.text import Line, Run, fit, say, width_of
from octotui.ui.widgets.story import Story

BAR: Final = 12
LEAST: Final = 24
"""Cells: with less room than this for a name, what it belongs to stands below."""


class BallotStory(Frozen):
    """A turn that is told.

    Attributes:
        waived: What is let through, by its path.
        everything: Whether what is done is listed as well.
    """

    ballot: Ballot
    release: Release
    plan: Plan
    waived: Mapping[Path, Waiver]
    glyphs: Glyphs
    story: Story
    everything: bool

    def tell(self) -> None:
        """The vote, how much is done, what is open, the risks."""
        covers = self.ballot.covers
        must = [one for one in covers if one.is_open and one.mandatory]
        self._vote()
        self._count()
        self._section("Must be done", must, sum(one.path not in self.waived for one in must))
        self._section("Also open", (one for one in covers if one.is_open and not one.mandatory))
        self._risks()
        if self.everything:
            self._section("Done", (one for one in covers if not one.is_open))

    def _vote(self) -> None:
        """Who voted, when and on what condition; why the vote is stale."""
        vote, story = self.ballot.vote, self.story
        if vote is None:
            return
        with story.part(("releases", self.release.id, "votes", vote.id)):
            signed = say(f"  {signature(self.plan, vote.by, vote.at)}", "muted")
            terms = self.waived.get(("releases", self.release.id, "votes", vote.id))
            story.row(*_bold(vote_line(vote.vote, self.glyphs)), signed)
            for text in filter(None, (vote.condition, vote.note)):
                story.point((" ", ""), text, "warn" if text == vote.condition else "muted")
            if self.ballot.came_up:
                story.point((self.glyphs.soon, "warn"), f"stale: since then {_came_up(self.ballot.came_up)}", "warn")
            if terms:
                self._terms(terms)

    def _count(self) -> None:
        """How much of what the vote covers is done."""
        covers = self.ballot.covers
        done = sum(not one.is_open for one in covers)
        if not covers:
            self.story.text("The vote covers nothing that is written down.", "muted")
            return
        ink = "good" if done == len(covers) else "accent"
        self.story.row(*bar(100 * done / len(covers), BAR, self.glyphs, ink), f" {done} of {len(covers)} done")

    def _section(self, heading: str, matters: Iterable[Matter], count: int | None = None) -> None:
        """What is listed under a heading, which counts it all, or what is left of it."""
        found = tuple(matters)
        if found:
            self.story.section(heading, str(len(found) if count is None else count))
        for one in found:
            with self.story.part(one.path):
                self._matter(one)

    def _matter(self, one: Matter) -> None:
        """What is open, and what it belongs to; below, on what terms it is let through."""
        terms, stops = self.waived.get(one.path), one.is_open and one.mandatory
        ink = "bad bold" if stops and not terms else "good" if not one.is_open else "muted"
        shape = (
            (self.glyphs.warn if one.kind == "escalation" else self.glyphs.box) if one.is_open else self.glyphs.ticked
        )
        self._row(
            (shape, ink),
            say(one.label, "bold" if stops and not terms else "" if one.is_open else "muted"),
            _of(one, self.plan),
        )
        if terms:
            self._terms(terms)

    def _terms(self, waiver: Waiver) -> None:
        until = f" until {day_text(waiver.until)}" if waiver.until else ""
        text = f"waived by {self.plan.person_name(waiver.by)}{until}: {waiver.reason}"
        self.story.point((f"  {self.glyphs.wave}", "info"), text, "info")

    def _risks(self) -> None:
        risks = self.ballot.risks
        if risks:
            self.story.section("Risks", str(len(risks)))
        for risk in risks:
            with self.story.part(("risks", risk.id)):
                self._row(score_run(risk.score), say(risk.title), words_of(risk.status))

    def _row(self, mark: Run, label: Run, of: str) -> None:
        """A name on the left and what it belongs to on the right; below it where there is too little room."""
        head: Line = (mark, (" ", ""), label)
        tail = say(f"  {of}", "muted")
        room = self.story.width - width_of((tail,))
        if width_of(head) <= room and room > LEAST:
            self.story.row(*fit(head, room), tail)
        else:
            self.story.point(mark, *label)
            self.story.point((" " * width_of((mark,)), ""), of, "muted")


def _of(one: Matter, plan: Plan) -> str:
    """What something belongs to, and whose it is where it is everyone's."""
    whose = plan.person_name(one.owner) if one.owner else "everyone" if one.role in ("", EVERYONE) else ""
    kind = "task" if one.kind == "task" else one.of
    optional = "optional" if one.kind == "item" and not one.mandatory else ""
    return ", ".join(filter(None, (kind, optional, whose)))


def _came_up(matters: Iterable[Matter]) -> str:
    return ", ".join(f"{one.label} {'is open' if one.is_open else 'was done again'}" for one in matters)


def _bold(line: Line) -> Line:
    return tuple((text, f"{ink} bold") for text, ink in line)
