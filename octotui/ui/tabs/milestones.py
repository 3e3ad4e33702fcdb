"""The milestones: the days that matter, and how far the batches are that lead there."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from octotui.plan.progress import batches_named, mean_progress
from octotui.plan.targets import due_day
from octotui.plan.words import day_text
from octotui.plan.work import Milestone
from octotui.ui.dues import due_line, target_line
from octotui.ui.meanings import name_run, percent_bar, status_line
from octotui.ui.snapshot import Snapshot
from octotui.ui.tabs.belonging import tell_batches
from octotui.ui.tabs.listing import ListTab
from octotui.ui.text import Line, say
from octotui.ui.widgets.story import Story
from octotui.ui.widgets.table import Column

BAR = 8


class MilestonesTab(ListTab):
    """Those ahead first, the nearest on top; then what was reached or missed, the latest on top."""

    model = Milestone
    broad = True
    columns = (
        Column("Due", 12, 8),
        Column("Milestone", 0, 26),
        Column("Status", 11, 8),
        Column("Batches", BAR + 5, 8, rank=2),
        Column("Owner", 16, 6, rank=1),
    )
    teaches = (
        "The milestones: the days that matter, to you and to those who wait.",
        "",
        "Press a to add the first one, or write it in the file:",
        "",
        "[milestones]",
        'first-release = { name = "First weekly release", due = 2026-10-27, owner = "dana", batches = ["batch-1"] }',
        "",
        "s says how it stands: planned, at risk, reached, missed.",
    )

    def things(self, snapshot: Snapshot) -> Sequence[Milestone]:
        """What is ahead by its day, then what is over from the latest on."""
        return sorted(snapshot.plan.milestones, key=lambda one: _place(one, snapshot))

    def cells(self, thing: Milestone, snapshot: Snapshot) -> Sequence[Line]:
        """The cells of a row."""
        done = mean_progress(batches_named(snapshot.whole, snapshot.entire("milestones", thing).batches))
        return (
            due_line(thing.due, snapshot, self.glyphs, done=not thing.is_open),
            (say(thing.name, "" if thing.is_open else "muted"),),
            status_line(thing.status, self.glyphs),
            percent_bar(done, BAR, self.glyphs) if done is not None else (),
            (name_run(snapshot.plan.person_name(thing.owner)),),
        )

    def tell(self, thing: Milestone, snapshot: Snapshot, story: Story) -> None:
        """When, how it stands, who, and the batches that lead there."""
        story.title(thing.name, (say(thing.id, "muted"),))
        story.gap()
        story.fact("Status", *status_line(thing.status, self.glyphs))
        story.fact("Due", *target_line(thing.due, snapshot, self.glyphs, done=not thing.is_open))
        if thing.reached:
            story.fact("Reached", day_text(thing.reached))
        story.fact("Owner", name_run(snapshot.plan.person_name(thing.owner)))
        tell_batches(thing.batches, snapshot, story, self.glyphs)
        held = [one for one in snapshot.plan.escalations if one.is_open and thing.id in one.blocks]
        if held:
            story.section("Held up by")
        for escalation in held:
            with story.part(("escalations", escalation.id)):
                story.point((self.glyphs.stuck, "bad"), f"{escalation.id}  {escalation.title}")
        if thing.notes:
            story.section("Notes")
            story.text(thing.notes)


def _place(milestone: Milestone, snapshot: Snapshot) -> tuple[bool, int]:
    due = due_day(milestone.due, snapshot.start) or date.max
    return (False, due.toordinal()) if milestone.is_open else (True, -(milestone.reached or due).toordinal())
