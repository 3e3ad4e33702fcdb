"""The next actions: what is done in the coming days, week by week; space ticks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from octotui.plan.targets import span, week_number
from octotui.plan.work import NextAction
from octotui.ui.meanings import name_run, tick_line
from octotui.ui.snapshot import Snapshot
from octotui.ui.tabs.belonging import tell_batches
from octotui.ui.tabs.listing import ListTab
from octotui.ui.text import Line, say
from octotui.ui.widgets.story import Story
from octotui.ui.widgets.table import Column


class ActionsTab(ListTab):
    """This week first, then the weeks to come, then those that are over, the latest first."""

    model = NextAction
    keeps_order = False  # the headings say the week; a tick does not move a row
    reflects_all = True  # a tick shows in the heading of its week as well
    broad = True
    columns = (
        Column("Action", 0, 30),
        Column("Days", 10, 5, rank=1),
        Column("Owner", 16, 6, rank=2),
        Column("Batch", 12, 6, rank=3),
    )
    teaches = (
        "The next actions: what has to happen in the coming days, and who does it.",
        "",
        "Press a to add the first one, or write it in the file:",
        "",
        "[actions]",
        'fix-ci = { text = "Mend the failing workflows", week = "Week 1", days = "Day 1–2", owner = "jonas" }',
        "",
        "space ticks one off.",
    )

    def things(self, snapshot: Snapshot) -> Sequence[NextAction]:
        """By week; within a week as they are written."""
        return sorted(snapshot.plan.actions, key=lambda action: _place(action, snapshot))

    def group_of(self, thing: NextAction, snapshot: Snapshot) -> Line:
        """The week with its days, and how many of a week that is over were left undone."""
        days = span(thing.week, snapshot.start)
        if days is None:
            return (say(thing.week or "Some time", "bold"),)
        left = sum(not one.done for one in snapshot.plan.actions if span(one.week, snapshot.start) == days)
        head = (say(thing.week, "bold"), (f"  {_days(*days)}", "muted"))
        if days[0] <= snapshot.today <= days[1]:
            return (*head, ("  this week", "accent"), (f", {left} to do" if left else ", all done", "muted"))
        if left and days[1] < snapshot.today:
            return (*head, (f"  {self.glyphs.warn} {left} left over", "warn"))
        return head

    def cells(self, thing: NextAction, snapshot: Snapshot) -> Sequence[Line]:
        """The cells of a row."""
        ink = "muted" if thing.done else ""
        return (
            tick_line(thing.done, thing.text, self.glyphs),
            (say(thing.days, "muted"),),
            (say(snapshot.plan.person_name(thing.owner), ink) if thing.owner else name_run(""),),
            (say(thing.batch, "muted"),),
        )

    def words(self, thing: NextAction, snapshot: Snapshot) -> str:
        """Id, text, notes and week."""
        return f"{super().words(thing, snapshot)} {thing.week}"

    def fields(self, thing: NextAction, snapshot: Snapshot) -> Mapping[str, str]:
        """``done:no``, ``week:5``, ``batch:batch-2``."""
        return {**super().fields(thing, snapshot), "done": "yes" if thing.done else "no"}

    def tell(self, thing: NextAction, snapshot: Snapshot, story: Story) -> None:
        """What, when, who, for which batch."""
        days = span(thing.week, snapshot.start)
        story.title(thing.text, (say(thing.id, "muted"),))
        story.gap()
        story.fact("Done", ("yes", "good") if thing.done else ("not yet", "muted"))
        story.fact("Week", say(thing.week), (f"  {_days(*days)}" if days else "", "muted"))
        story.fact("Days", say(thing.days))
        story.fact("Owner", name_run(snapshot.plan.person_name(thing.owner)))
        tell_batches((thing.batch,) if thing.batch else (), snapshot, story, self.glyphs)
        if thing.notes:
            story.section("Notes")
            story.text(thing.notes)


def _place(action: NextAction, snapshot: Snapshot) -> tuple[int, int]:
    """This week, the weeks to come, no week, the weeks that are over from the latest on."""
    days = span(action.week, snapshot.start)
    if days is None:
        return (2, 0)
    first, last = days
    here = first <= snapshot.today <= last
    weeks = (week_number(last, snapshot.start) or 0) - (week_number(snapshot.today, snapshot.start) or 0)
    return (0, 0) if here else (1, weeks) if first > snapshot.today else (3, -weeks)


def _days(first: date, last: date) -> str:
    month = f" {first:%b}" if first.month != last.month else ""
    return f"{first.day}{month}–{last.day} {last:%b}"
