"""The initiatives: the aims above the batches, quarter by quarter, with what they are worth."""

from __future__ import annotations

from collections.abc import Sequence

from octotui.plan.periods import quarter_named
from octotui.plan.progress import batches_named, progress_of_initiative
from octotui.plan.words import whole_percent
from octotui.plan.work import Initiative
from octotui.ui.meanings import bar, name_run, percent_bar
from octotui.ui.snapshot import Snapshot
from octotui.ui.tabs.belonging import tell_batches
from octotui.ui.tabs.listing import ListTab
from octotui.ui.tabs.setting import NOTHING
from octotui.ui.text import Line, say
from octotui.ui.widgets.story import Story
from octotui.ui.widgets.table import Column

BAR = 8


class InitiativesTab(ListTab):
    """Quarter, progress of its own or of its batches, owner, outcome, value."""

    model = Initiative
    broad = True
    columns = (
        Column("Quarter", 8, 7, rank=2),
        Column("Initiative", 0, 24),
        Column("Progress", BAR + 5, BAR + 5),
        Column("Owner", 16, 6, rank=1),
        Column("Value", 48, 12, rank=3),
    )
    teaches = (
        "The initiatives: what the quarter is for, above the batches.",
        "",
        "Press a to add the first one, or write it in the file:",
        "",
        "[initiatives.weekly-release]",
        'name = "A release every week"',
        'quarter = "2026 Q4"',
        'batches = ["batch-1", "batch-2"]   # its progress follows from theirs',
        'outcome = "Tuesday deploys become dull."',
        'value = "Customers get a fix in 7 days instead of 31."',
    )

    def things(self, snapshot: Snapshot) -> Sequence[Initiative]:
        """By quarter, as they are written within one; those without a quarter last."""
        return sorted(snapshot.plan.initiatives, key=lambda one: _quarter(one.quarter))

    def cells(self, thing: Initiative, snapshot: Snapshot) -> Sequence[Line]:
        """The cells of a row."""
        done = progress_of_initiative(snapshot.whole, snapshot.entire("initiatives", thing))
        return (
            (say(thing.quarter, "muted"),),
            (say(thing.name, "muted" if done == 100 else ""),),
            percent_bar(done, BAR, self.glyphs) if done is not None else (("unknown", "faint"),),
            (name_run(snapshot.plan.person_name(thing.owner)),),
            (say(thing.value, "muted"),),
        )

    def words(self, thing: Initiative, snapshot: Snapshot) -> str:
        """Id, name, outcome and value."""
        return f"{super().words(thing, snapshot)} {thing.outcome} {thing.value}"

    def tell(self, thing: Initiative, snapshot: Snapshot, story: Story) -> None:
        """How far, from what that follows, what it brings, its batches."""
        plan = snapshot.plan
        done = progress_of_initiative(snapshot.whole, snapshot.entire("initiatives", thing))
        story.title(thing.name, (say(thing.id, "muted"),))
        story.gap()
        if done is None:
            story.fact("Progress", ("unknown: name its batches, or set it with %", "muted"))
        else:
            width = max(min(24, story.width - 20), 6)
            story.fact(
                "Progress",
                *bar(done, width, self.glyphs, "good" if done == 100 else "accent"),
                f" {whole_percent(done)}",
            )
            count = len(batches_named(plan, thing.batches))
            own = thing.progress is not None
            where = "as written" if own else f"the mean of {count} batches" if count > 1 else "as its batch"
            story.fact("", (where, "muted"))
        story.fact("Quarter", say(thing.quarter))
        story.fact("Owner", name_run(plan.person_name(thing.owner)))
        for heading, text in (("Outcome", thing.outcome), ("Value", thing.value)):
            if text:
                story.section(heading)
                story.text(text)
        tell_batches(thing.batches, snapshot, story, self.glyphs)

    def can_more(self) -> str:
        """Progress that follows from batches is not stepped over by accident."""
        thing = self.selected()
        if not isinstance(thing, Initiative):
            return super().can_more() if thing else NOTHING
        follows = thing.progress is None and batches_named(self.snapshot.plan, thing.batches)
        return "Its progress follows from its batches; % gives it one of its own." if follows else ""

    can_less = can_more


def _quarter(text: str) -> tuple[bool, str]:
    period = quarter_named(text)
    return (period is None, period.first.isoformat() if period else text)
