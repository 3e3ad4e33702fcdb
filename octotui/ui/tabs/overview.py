"""The overview: how far it all is, what stands out, and what needs somebody's attention."""

from __future__ import annotations

from functools import partial

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical

from octotui.plan.attention import Notice
from octotui.plan.edits import Path
from octotui.plan.escalations import LEVELS, is_overdue, route_for
from octotui.plan.progress import current_release, overall_progress
from octotui.plan.targets import target_text
from octotui.session import PlanChanged
from octotui.ui.meanings import LEVEL_INKS, PHASE_NAMES, bar, score_run, status_line
from octotui.ui.snapshot import Snapshot
from octotui.ui.tabs.base import Tab
from octotui.ui.text import Line, fit, say
from octotui.ui.widgets.story import Story, StoryView
from octotui.ui.widgets.table import Column, Row, Table

TOP = 5
LEVEL_LOOKS = {"urgent": ("warn", "bad"), "soon": ("soon", "warn"), "note": ("dot", "muted")}


class OverviewTab(Tab):
    """The state of the delivery left, the attention list right; enter jumps to the source."""

    title = "Overview"
    thing = "overview"

    SCOPED_CSS = False  # its layout follows the size of the screen, which is outside of it
    DEFAULT_CSS = """
    OverviewTab { layout: vertical; }
    OverviewTab > #state { height: 55%; }
    OverviewTab > #side { height: 45%; border-top: solid $foreground 14%; }
    .-wide OverviewTab { layout: horizontal; }
    .-wide OverviewTab > #state { width: 56%; height: 100%; }
    .-wide OverviewTab > #side { width: 44%; height: 100%; border-top: none; border-left: solid $foreground 14%; }
    OverviewTab #attention { height: 1fr; }
    """

    def compose(self) -> ComposeResult:
        """The state, and the attention list."""
        yield StoryView(id="state")
        with Vertical(id="side"):
            yield Table([Column("Needs attention", 0, 14), Column("What", 0, 8)], id="attention")

    def show(self, snapshot: Snapshot, change: PlanChanged | None) -> None:
        """The state of all areas, and the list."""
        del change
        self.stale = False
        self.query_one("#state", StoryView).tell(partial(self._tell, snapshot), from_top=False)
        notices = snapshot.attention
        rows = [Row(f"{number}", partial(self._notice, notice)) for number, notice in enumerate(notices)]
        self.query_one("#attention", Table).fill(rows or [Row("none", self._all_well)])

    def enter(self) -> None:
        """Take the keys in the attention list."""
        self.give_keys(self.query_one("#attention"))

    def selected_path(self) -> Path | None:
        """What the notice under the cursor is about."""
        notice = self._selected_notice()
        return notice.path if notice else None

    async def do_open(self) -> None:
        """Go to where the notice comes from."""
        notice = self._selected_notice()
        if notice:
            await self.octotui.main.jump(notice.path)

    @on(Table.Opened)
    async def _opened(self) -> None:
        await self.do_open()

    @on(Table.Moved)
    def _moved(self) -> None:
        self.octotui.main.show_footer()

    def _selected_notice(self) -> Notice | None:
        key = self.query_one("#attention", Table).key
        return self.snapshot.attention[int(key)] if key and key.isdigit() else None

    def _notice(self, notice: Notice) -> tuple[Line, Line]:
        shape, ink = LEVEL_LOOKS[notice.level]
        return (
            ((f"{getattr(self.glyphs, shape)} ", ink), say(notice.label)),
            (say(notice.what, ink if notice.level == "urgent" else "muted"),),
        )

    def _all_well(self) -> tuple[Line, Line]:
        return (((f"{self.glyphs.done} ", "good"), ("All is well.", "muted")), ())

    def _tell(self, snapshot: Snapshot, story: Story) -> None:
        plan = snapshot.plan
        progress = overall_progress(plan)
        if plan.project and plan.project.summary:
            story.text(plan.project.summary, "muted")
        story.gap()
        done = sum(batch.is_done for batch in plan.batches)
        story.row(
            *bar(progress, max(min(40, story.width - 30), 10), self.glyphs, "good" if progress == 100 else "accent"),
            (f"  {progress}%", "bold"),
            (f"  {done} of {len(plan.batches)} batches done", "muted"),
        )
        self._tell_release(snapshot, story)
        self._tell_batches(snapshot, story)
        self._tell_risks(snapshot, story)
        self._tell_escalations(snapshot, story)
        self._tell_lists(snapshot, story)

    def _tell_release(self, snapshot: Snapshot, story: Story) -> None:
        release = current_release(snapshot.plan)
        if release is None:
            return
        window = f", {release.window.astimezone():%a %d %b %H:%M}" if release.window else ""
        story.row(("Release ", "muted"), say(release.id), (f"  {PHASE_NAMES[release.phase]}{window}", "muted"))

    def _tell_batches(self, snapshot: Snapshot, story: Story) -> None:
        batches = snapshot.plan.batches
        if not batches:
            return
        story.section("Batches")
        room = min(30, max(12, story.width - 46))
        for batch in batches:
            waiting = snapshot.waiting.waiting_on(batch) if not batch.is_done else ()
            ink = "good" if batch.is_done else "bad" if batch.status == "blocked" else "accent"
            story.row(
                *fit((say(batch.name),), room),
                "  ",
                *bar(batch.progress, 10, self.glyphs, ink),
                (f"{batch.progress:>4.0f}%  ", ""),
                *fit(status_line(batch.status, self.glyphs), 14),
                (f"  {self.glyphs.stuck} " if waiting else "", "warn"),
                say(", ".join(blocker.name for blocker in waiting), "warn"),
                *(() if waiting else (say(f"  {target_text(batch.target)}", "muted"),)),
            )

    def _tell_risks(self, snapshot: Snapshot, story: Story) -> None:
        risks = sorted((risk for risk in snapshot.plan.risks if risk.is_open), key=lambda risk: -risk.score)
        if not risks:
            return
        critical = sum(risk.band == "critical" for risk in risks)
        story.section("Top risks", f"{len(risks)} open, {critical} critical")
        for risk in risks[:TOP]:
            owner = snapshot.plan.person_name(risk.owner)
            name = fit((say(risk.title),), min(max(story.width - 22, 16), 60))
            story.row(score_run(risk.score), "  ", *name, "  ", say(owner or "nobody", "muted" if owner else "warn"))

    def _tell_escalations(self, snapshot: Snapshot, story: Story) -> None:
        open_ones = [one for one in snapshot.plan.escalations if one.is_open]
        if not open_ones:
            return
        late = [one for one in open_ones if is_overdue(one, route_for(one.level, snapshot.plan.routes), snapshot.now)]
        story.section("Open escalations", f"{len(open_ones)} open, {len(late)} late")
        for one in sorted(open_ones, key=lambda one: -LEVELS.index(one.level))[:TOP]:
            level = "sec" if one.level == "security" else f"L{one.level} "
            mark = (f" {self.glyphs.warn} late", "bad") if one in late else ("", "")
            story.row(
                (level, LEVEL_INKS[one.level]), "  ", *fit((say(one.title),), min(max(story.width - 13, 16), 60)), mark
            )

    def _tell_lists(self, snapshot: Snapshot, story: Story) -> None:
        lists = [one for one in snapshot.plan.checklists if 0 < one.ticked < len(one.items)]
        if not lists:
            return
        story.section("Checklists in progress")
        room = min(40, max(12, story.width - 24))
        for one in lists:
            count = f"{one.ticked}/{len(one.items)}"
            story.row(*fit((say(one.name),), room), "  ", *bar(one.progress, 10, self.glyphs), (f"  {count}", "muted"))
