"""The whole story of a release, section by section."""

from __future__ import annotations

from contextlib import AbstractContextManager
from datetime import datetime, timedelta

from octotui.plan.frozen import Frozen
from octotui.plan.plan import Plan, by_id
from octotui.plan.progress import phase_progress
from octotui.plan.releases import Release, Vote, Waiver
from octotui.plan.roles import PHASES
from octotui.plan.targets import target_text
from octotui.plan.vote_cover import lists_of
from octotui.plan.voting import vote_id, voters_missing
from octotui.plan.words import day_text, days_away, moment_text, percent
from octotui.ui.glyphs import Glyphs
from octotui.ui.meanings import PHASE_NAMES, bar, done_run, name_run, status_line, tick_line, vote_line
from octotui.ui.snapshot import Snapshot
from octotui.ui.tabs.decision_story import called_role, signature, tell_channels, tell_decision
from octotui.ui.text import Line, Run, fit, say, width_of
from octotui.ui.widgets.story import Story

BAR, VOTE = 12, 14
SOON = timedelta(days=7)


class ReleaseStory(Frozen):
    """A release that is told."""

    release: Release
    snapshot: Snapshot
    glyphs: Glyphs
    story: Story

    @property
    def plan(self) -> Plan:
        """The plan it is in."""
        return self.snapshot.plan

    def tell(self) -> None:
        """Tell everything there is."""
        self._head()
        self._phases()
        self._scope()
        self._votes()
        self._gates()
        self._waivers()
        self._decisions()
        self._lists()
        tell_channels(self.story, self.plan, self.glyphs, self.release.phase)
        for heading, text in (("Summary", self.release.summary), ("Notes", self.release.notes)):
            if text:
                self.story.section(heading)
                self.story.text(text)

    def _head(self) -> None:
        release, story = self.release, self.story
        story.title("  ".join(dict.fromkeys(filter(None, (release.id, release.name)))))
        story.gap()
        story.fact("Status", *status_line(release.status, self.glyphs))
        story.fact("Window", *window_line(release, self.snapshot))
        story.fact("Owner", name_run(self.plan.person_name(release.owner)))

    def _phases(self) -> None:
        story = self.story
        story.section("Phases")
        for phase in PHASES:
            count, here = phase_progress(self.plan, self.release, phase), phase == self.release.phase
            if not here and (not count.total or (phase == "incident" and not count.done)):
                continue
            ink = "good" if count.done == count.total else "accent"
            story.row(
                (f"{self.glyphs.arrow if here else '':<{len(self.glyphs.arrow)}} ", "accent"),
                (f"{PHASE_NAMES[phase]:<14}", "bold accent" if here else "muted"),
                *bar(count.percent, BAR, self.glyphs, ink),
                (f" {count.done}/{count.total}", "" if here else "muted"),
            )

    def _scope(self) -> None:
        release = self.release
        if release.scope or release.batches:
            self.story.section("Scope")
        for text in release.scope:
            self.story.point((self.glyphs.bullet, "faint"), text)
        for batch_id in release.batches:
            batch = by_id(self.plan.batches, batch_id)
            if batch is None:
                self.story.row((f"{self.glyphs.warn} ", "warn"), say(f"there is no batch {batch_id}", "muted"))
                continue
            with self.story.part(("batches", batch.id)):
                progress = () if batch.is_done else ((f", {percent(batch.progress)}", "muted"),)
                self._aligned(status_line(batch.status, self.glyphs), say(batch.name), progress)

    def _votes(self) -> None:
        release, missing = self.release, voters_missing(self.plan, self.release)
        if missing or release.votes:
            self.story.section("Votes", f"{len(missing)} missing" if missing else "all cast")
        for vote in release.votes:
            with self._part("votes", vote.id):
                self._vote(vote)
        for role in missing:
            with self._part("votes", vote_id(role)):
                self._aligned(vote_line("", self.glyphs), say(called_role(self.plan, role), "muted"))

    def _vote(self, vote: Vote) -> None:
        self._signed(vote_line(vote.vote, self.glyphs), say(called_role(self.plan, vote.role)), vote.by, vote.at, VOTE)
        for text, ink in ((vote.condition, "warn"), (vote.note, "muted")):
            if text:
                self.story.point(("", ""), text, ink, VOTE - 1)

    def _gates(self) -> None:
        gates = self.release.gates
        if gates:
            self.story.section("Gates", f"{sum(gate.passed for gate in gates)} of {len(gates)} passed")
        for gate in gates:
            with self._part("gates", gate.id):
                box, name = tick_line(gate.passed, gate.id.replace("-", " "), self.glyphs)
                self._signed((box,), name, gate.by, gate.at)
                if gate.note:
                    self.story.point(("", ""), gate.note, "muted", width_of((box,)) - 1)

    def _waivers(self) -> None:
        if self.release.waivers:
            self.story.section("Waivers")
        for waiver in self.release.waivers:
            with self._part("waivers", waiver.id):
                self.story.point((self.glyphs.bullet, "faint"), waiver.item)
                by = f", {self.plan.person_name(waiver.by)}" if waiver.by else ""
                self.story.row("  ", *self._until(waiver), say(by, "muted"))
                if waiver.reason:
                    self.story.point(("", ""), waiver.reason, "muted", 1)

    def _until(self, waiver: Waiver) -> Line:
        if waiver.until is None:
            return ((f"{self.glyphs.warn} without an end", "warn"),)
        left = waiver.until - self.snapshot.today
        if left < timedelta():
            return ((f"{self.glyphs.warn} ran out on {waiver.until}", "bad"),)
        return ((f"until {waiver.until}", "warn" if left <= SOON else "muted"),)

    def _decisions(self) -> None:
        if self.release.decisions:
            self.story.section("Decisions")
        for decision in self.release.decisions:
            with self._part("decisions", decision.id):
                tell_decision(self.story, decision, self.plan, self.glyphs)

    def _lists(self) -> None:
        checkpoints = [one for one in self.plan.checkpoints if one.release == self.release.id]
        lists = lists_of(self.plan, self.release)
        if checkpoints or lists:
            self.story.section("Checkpoints and checklists")
        for checkpoint in checkpoints:
            with self.story.part(("checkpoints", checkpoint.id)):
                day = f"held {checkpoint.held[-1]}" if checkpoint.held else f"due {checkpoint.due or '?'}"
                self._listed(bool(checkpoint.held), checkpoint.name, day)
        for one in lists:
            with self.story.part(("checklists", one.id)):
                when = target_text(one.due) or one.when
                gate = "gate, " if one.gate and not one.is_done else ""
                self._listed(one.is_done, one.name, f"{gate}{one.ticked}/{len(one.items)}{f', {when}' if when else ''}")

    def _listed(self, done: bool, name: str, says: str) -> None:
        self.story.row(done_run(done, self.glyphs), say(f" {name}"), say(f"  {says}", "muted"))

    def _part(self, *path: str) -> AbstractContextManager[None]:
        return self.story.part(("releases", self.release.id, *path))

    def _aligned(self, first: Line, then: Run, more: Line = ()) -> None:
        self.story.row(*fit(first, VOTE), then, *more)

    def _signed(self, first: Line, then: Run, by: str, at: datetime | None, lead: int = 0) -> None:
        """Who did it and when: on the same line if there is room, else below."""
        signed, start = signature(self.plan, by, at), fit(first, lead) if lead else first
        head, room = (*start, then), self.story.width
        if not signed or width_of(head) + len(signed) + 2 <= room:
            self.story.row(*head, say(f"  {signed}" if signed else "", "faint"))
        else:
            self.story.row(*head)
            self.story.row(" " * width_of(start), say(signed, "faint"))


def window_line(release: Release, snapshot: Snapshot, *, short: bool = False) -> Line:
    """When it is deployed, and how far away that is."""
    if release.window is None:
        return (("none yet", "faint"),)
    window = release.window.astimezone()
    if short:
        return ((day_text(window), "muted"),)
    late = window.date() < snapshot.today and release.status in ("active", "planned")
    return (f"{moment_text(window, weekday=True)}, ", ""), (
        days_away(window.date(), snapshot.today),
        "bad" if late else "muted",
    )
