"""The runbooks: where they are, what for, and which have to be written or brought up to date."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from octotui.plan.targets import due_day
from octotui.plan.work import Runbook
from octotui.ui.dues import due_line, target_line
from octotui.ui.meanings import name_run, status_line
from octotui.ui.snapshot import Snapshot
from octotui.ui.tabs.listing import ListTab
from octotui.ui.text import Line, say
from octotui.ui.widgets.story import Story
from octotui.ui.widgets.table import Column

ORDER = ("to-author", "to-update", "current")


class RunbooksTab(ListTab):
    """Those to write first, then those to update, then the current ones."""

    model = Runbook
    broad = True
    columns = (
        Column("Runbook", 0, 36),
        Column("State", 11, 9),
        Column("Purpose", 36, 16, rank=3),
        Column("Owner", 16, 6, rank=1),
        Column("Target", 12, 8, rank=2),
    )
    teaches = (
        "The runbooks: what to do when it happens, written down before it does.",
        "",
        "Press a to add the first one, or write it in the file:",
        "",
        "[[runbooks]]",
        'path = "docs/runbooks/incident-response.md"',
        'purpose = "Handle an incident in production"',
        'state = "to-author"          # to-author, to-update, current',
    )

    def things(self, snapshot: Snapshot) -> Sequence[Runbook]:
        """By what there is to do, then by target."""
        return sorted(
            snapshot.plan.runbooks,
            key=lambda one: (ORDER.index(one.state), due_day(one.target, snapshot.start) or date.max),
        )

    def cells(self, thing: Runbook, snapshot: Snapshot) -> Sequence[Line]:
        """The cells of a row."""
        done = thing.state == "current"
        return (
            (say(thing.path, "muted" if done else ""),),
            status_line(thing.state, self.glyphs),
            (say(thing.purpose, "muted"),),
            (name_run(snapshot.plan.person_name(thing.owner)),),
            due_line(thing.target, snapshot, self.glyphs, done=done),
        )

    def words(self, thing: Runbook, snapshot: Snapshot) -> str:
        """Path and purpose."""
        return f"{super().words(thing, snapshot)} {thing.purpose}"

    def fields(self, thing: Runbook, snapshot: Snapshot) -> Mapping[str, str]:
        """``status:to-author`` as well as ``state:to-author``."""
        return {**super().fields(thing, snapshot), "status": thing.state}

    def tell(self, thing: Runbook, snapshot: Snapshot, story: Story) -> None:
        """Where, what for, in which state, who, until when."""
        done = thing.state == "current"
        story.title(thing.path, (say(thing.purpose, "muted"),))
        story.gap()
        story.fact("State", *status_line(thing.state, self.glyphs))
        story.fact("Owner", name_run(snapshot.plan.person_name(thing.owner)))
        story.fact("Target", *target_line(thing.target, snapshot, self.glyphs, done=done))
