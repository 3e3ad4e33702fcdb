"""The batches: what is delivered, how far it is, and what it waits on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from octotui.plan.batches import Batch
from octotui.plan.targets import due_day, target_text
from octotui.plan.waiting import Blocker
from octotui.plan.words import percent
from octotui.session import PlanChanged
from octotui.ui.meanings import bar, done_run, name_run, percent_bar, score_run, status_line
from octotui.ui.snapshot import Snapshot
from octotui.ui.tabs.blockers import tell_waiting
from octotui.ui.tabs.listing import ListTab
from octotui.ui.text import Line, say
from octotui.ui.widgets.story import Story
from octotui.ui.widgets.table import Column

BAR = 8


class BatchesTab(ListTab):
    """Priority, status, progress, target, owner, and what each batch waits on."""

    model = Batch
    broad = True
    columns = (
        Column("Pri", 4, 3),
        Column("Batch", 0, 16),
        Column("Status", 14, 8),
        Column("Progress", BAR + 5, BAR + 5),
        Column("Target", 12, 8, rank=3),
        Column("Owner", 16, 6, rank=2),
        Column("Waiting on", 20, 10, rank=4),
    )
    teaches = (
        "Batches are the big steps of the delivery.",
        "",
        "Press a to add the first one, or write it in the file:",
        "",
        "[[batches]]",
        'id = "batch-1"',
        'name = "Critical blockers"',
        'priority = "P0"',
        'target = "Week 1–2"',
    )

    def touched(self, change: PlanChanged) -> frozenset[str] | None:
        """A batch's status shows on those that wait on it; so does an escalation's."""
        fields = {edit.path[2] for edit in change.edits if len(edit.path) > 2 and edit.path[0] == "batches"}
        return None if fields & {"status", "blockers", "name"} else super().touched(change)

    def cells(self, thing: Batch, snapshot: Snapshot) -> Sequence[Line]:
        """The cells of a row."""
        ink = "good" if thing.is_done else "bad" if thing.status == "blocked" else "accent"
        return (
            (say(thing.priority, "bold" if thing.priority == "P0" else "muted"),),
            (say(thing.name, "muted" if thing.is_done else ""),),
            status_line(thing.status, self.glyphs),
            percent_bar(thing.percent_done, BAR, self.glyphs, ink),
            (self._target(thing, snapshot),),
            (name_run(snapshot.plan.person_name(thing.owner)),),
            self._waiting(snapshot.waiting.waiting_on(thing), done=thing.is_done),
        )

    def words(self, thing: Batch, snapshot: Snapshot) -> str:
        """Id, name, notes, summary and blockers."""
        return f"{super().words(thing, snapshot)} {thing.summary} {' '.join(thing.blockers)}"

    def fields(self, thing: Batch, snapshot: Snapshot) -> Mapping[str, str]:
        """``waiting:batch-1`` finds what waits on it."""
        waiting = " ".join(blocker.name for blocker in snapshot.waiting.waiting_on(thing))
        return {**super().fields(thing, snapshot), "waiting": waiting}

    def tell(self, thing: Batch, snapshot: Snapshot, story: Story) -> None:
        """Who, how far, until when; gates, chain of blockers, what waits on it, notes."""
        story.title(
            thing.name, (say(thing.id, "muted"), (f"  {self.glyphs.dot}  ", "faint"), say(thing.priority, "muted"))
        )
        story.gap()
        story.fact("Status", *status_line(thing.status, self.glyphs))
        story.fact(
            "Progress",
            *bar(thing.percent_done, max(min(24, story.width - 20), 6), self.glyphs),
            f" {percent(thing.percent_done)}",
        )
        story.fact("Target", self._target(thing, snapshot), (self._due(thing, snapshot), "muted"))
        story.fact("Owner", name_run(snapshot.plan.person_name(thing.owner)))
        story.fact("Started", f"{thing.started}" if thing.started else "")
        story.fact("Finished", f"{thing.finished}" if thing.finished else "")
        tell_waiting(thing, snapshot, story, self.glyphs)
        if thing.gates:
            passed = sum(gate.passed for gate in thing.gates)
            story.section("Quality gates", f"{passed} of {len(thing.gates)} passed")
            for gate in thing.gates:
                name = gate.id.replace("-", " ").replace("_", " ")
                with story.part(("batches", thing.id, "gates", gate.id)):
                    story.point(done_run(gate.passed, self.glyphs), f"{name}: {gate.note}" if gate.note else name)
        risks = [risk for risk in snapshot.plan.risks if risk.is_open and thing.id in risk.batches]
        if risks:
            story.section("Risks")
            for risk in sorted(risks, key=lambda risk: -risk.score):
                with story.part(("risks", risk.id)):
                    story.point(score_run(risk.score), risk.title)
        for heading, text in (("Summary", thing.summary), ("Notes", thing.notes)):
            if text:
                story.section(heading)
                story.text(text)

    def _waiting(self, blockers: Sequence[Blocker], *, done: bool) -> Line:
        if not blockers or done:
            return (("", ""),)
        names = ", ".join(blocker.name for blocker in blockers)
        return ((f"{self.glyphs.stuck} ", "warn"), say(names, "warn"))

    @staticmethod
    def _target(batch: Batch, snapshot: Snapshot) -> tuple[str, str]:
        due = due_day(batch.target, snapshot.start)
        late = due is not None and due < snapshot.today and not batch.is_done
        return say(target_text(batch.target), "bad" if late else "muted" if batch.is_done else "")

    @staticmethod
    def _due(batch: Batch, snapshot: Snapshot) -> str:
        due = due_day(batch.target, snapshot.start)
        if due is None or batch.is_done:
            return ""
        days = (due - snapshot.today).days
        plural = "" if abs(days) == 1 else "s"
        return "  " + (
            "today" if days == 0 else f"{days} day{plural} left" if days > 0 else f"{-days} day{plural} late"
        )
