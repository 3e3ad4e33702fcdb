"""The overview: how far it all is, why that is so, and what needs somebody's attention."""

from __future__ import annotations

from collections.abc import Awaitable
from functools import partial

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical

from octotui.plan.attention import Notice
from octotui.plan.edits import Path
from octotui.plan.figures import HEADLINE
from octotui.plan.periods import LENSES, Lens
from octotui.session import PlanChanged
from octotui.ui.snapshot import Snapshot
from octotui.ui.tabs import View
from octotui.ui.tabs.base import Tab
from octotui.ui.tabs.overview_scene import FIGURE, Scene
from octotui.ui.tabs.overview_story import explain, tell
from octotui.ui.text import Line, say
from octotui.ui.widgets.dashboard import Dashboard
from octotui.ui.widgets.story import StoryView
from octotui.ui.widgets.table import Column, Row, Table

SHORT = 30
"""A screen of fewer lines than this is short."""
LEVEL_LOOKS = {"urgent": ("warn", "bad"), "soon": ("soon", "warn"), "note": ("dot", "muted")}


class OverviewTab(Tab):
    """The state of the delivery left, the attention list right.

    While the keys go left, the right side tells how the figure under the cursor was computed, and from what; enter
    goes there, and on to where a source is at home.
    """

    SCOPED_CSS = False  # its layout follows the size of the screen, which is outside of it
    DEFAULT_CSS = """
    OverviewTab { layout: vertical; }
    OverviewTab > #state { height: 55%; }
    OverviewTab > #side { height: 45%; border-top: solid $foreground 14%; }
    .-wide OverviewTab { layout: horizontal; }
    .-wide OverviewTab > #state { width: 56%; height: 100%; }
    .-wide OverviewTab > #side { width: 44%; height: 100%; border-top: none; border-left: solid $foreground 14%; }
    OverviewTab #attention, OverviewTab #why { height: 1fr; }
    OverviewTab #why, OverviewTab.-why #attention { display: none; }
    OverviewTab.-why #why { display: block; }
    """

    def __init__(self, view: View) -> None:
        """Look at the week first."""
        super().__init__(view)
        self._lens: Lens = "week"
        self._scene: Scene | None = None
        self._explained = ""
        self._was_here = False

    def compose(self) -> ComposeResult:
        """The state; the attention list, and in its place how a figure came about."""
        yield Dashboard(id="state")
        with Vertical(id="side"):
            yield Table([Column("Needs attention", 0, 14), Column("What", 0, 8)], id="attention")
            yield StoryView(id="why")

    @property
    def state(self) -> Dashboard:
        """The dashboard."""
        return self.query_one("#state", Dashboard)

    @property
    def why(self) -> StoryView:
        """How a figure came about."""
        return self.query_one("#why", StoryView)

    @property
    def attention(self) -> Table:
        """What needs attention."""
        return self.query_one("#attention", Table)

    def show(self, snapshot: Snapshot, change: PlanChanged | None) -> None:
        """The state of all areas, and the list."""
        del change
        self.stale = False
        self._scene = Scene(snapshot, self._lens, self.glyphs, is_short=self._is_short())
        self.state.tell(partial(tell, self._scene), from_top=False)
        notices = snapshot.attention
        rows = [Row(f"{number}", partial(self._notice, notice)) for number, notice in enumerate(notices)]
        self.attention.fill(rows or [Row("none", self._all_well)])
        self._explain(from_top=False)

    def enter(self) -> None:
        """Take the keys where they were last; in the attention list at first."""
        if self._was_here and self.has_class("-why"):
            self.give_keys(self.state)
        else:
            self.do_back()
        self._was_here = True

    def selected_path(self) -> Path | None:
        """The thing under the cursor, or what the notice under it is about; a figure is none."""
        if self.why.has_focus:
            return self.why.part
        if self.state.has_focus:
            part = self.state.part
            return None if part is None or part[0] == FIGURE else part
        notice = self._selected_notice()
        return notice.path if notice else None

    async def do_open(self) -> None:
        """Go to how a figure came about, or to where a thing or a notice is at home."""
        part = self.state.part
        if part is not None and part[0] == FIGURE:
            self.give_keys(self.why)
        elif path := self.selected_path():
            await self.octotui.main.jump(path)

    def do_back(self) -> None:
        """Go back from the sources to the figure, and from there to the attention list."""
        if self.why.has_focus:
            self.give_keys(self.state)
        else:
            self.remove_class("-why")
            self.give_keys(self.attention)

    def do_next_pane(self) -> None:
        """Go between the state and the attention list."""
        if self.state.has_focus:
            self.do_back()
        else:
            self.give_keys(self.state)

    do_previous_pane = do_next_pane

    def do_lens(self) -> None:
        """Look at the next longer period."""
        self._look_through(1)

    def do_lens_back(self) -> None:
        """Look at the next shorter period."""
        self._look_through(-1)

    def on_resize(self) -> None:
        """A short screen has fewer gaps; what depends on the width follows by itself."""
        if self._scene is not None and self._scene.is_short != self._is_short():
            self.show(self.snapshot, None)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """The right side follows what the keys go to."""
        if event.widget is self.state and self.state.has_focus:
            self.add_class("-why")
            self._explain(from_top=True)

    @on(Table.Opened)
    def _opened(self) -> Awaitable[None]:
        return self.do_open()

    @on(Table.Moved)
    def _moved(self) -> None:
        self.octotui.main.show_footer_soon()

    @on(StoryView.Moved)
    def _stepped(self) -> None:
        if self.state.has_focus:
            self._explain(from_top=False)
        self.octotui.main.show_footer()

    def _is_short(self) -> bool:
        return self.app.size.height < SHORT

    def _look_through(self, by: int) -> None:
        self._lens = LENSES[(LENSES.index(self._lens) + by) % len(LENSES)]
        self.show(self.snapshot, None)

    def _explain(self, *, from_top: bool) -> None:
        """Tell how the figure under the cursor came about; on a thing, the figure it stands under."""
        if self._scene is None or not self.has_class("-why"):
            return
        figure = self._figure_here()
        self.why.tell(partial(explain, self._scene, figure), from_top=from_top or figure != self._explained)
        self._explained = figure

    def _figure_here(self) -> str:
        here, found = self.state.chosen, HEADLINE[0]
        for part in self.state.parts:
            if part.path[0] == FIGURE:
                found = part.path[1]
            if part.path == here:
                break
        return found

    def _selected_notice(self) -> Notice | None:
        key = self.attention.key
        return self.snapshot.attention[int(key)] if key and key.isdigit() else None

    def _notice(self, notice: Notice) -> tuple[Line, Line]:
        shape, ink = LEVEL_LOOKS[notice.level]
        return (
            ((f"{getattr(self.glyphs, shape)} ", ink), say(notice.label)),
            (say(notice.what, ink if notice.level == "urgent" else "muted"),),
        )

    def _all_well(self) -> tuple[Line, Line]:
        return (((f"{self.glyphs.done} ", "good"), ("All is well.", "muted")), ())
