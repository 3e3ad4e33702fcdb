"""Where one is: the tabs by their numbers, the views of each, and how one goes from one to another."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeVar, cast

from textual import on
from textual.screen import Screen

from octotui.plan.edits import Path, value_at
from octotui.session import PlanChanged
from octotui.ui.tabs import GROUP_BY_KEY, GROUPS, MEETINGS, View, group_of, home_of
from octotui.ui.tabs.base import Tab
from octotui.ui.widgets.blank import Blank
from octotui.ui.widgets.chrome import TabBar, TabName

if TYPE_CHECKING:
    from octotui.ui.app import OctotuiApp

T = TypeVar("T")


class Views(Blank, Screen[None]):
    """A screen that shows one view at a time. One that was never opened does not exist yet."""

    def __init__(self) -> None:
        """Start on the first view."""
        super().__init__()
        self._tabs: dict[View, Tab] = {}
        self._here = self._away_from = GROUPS[0].views[0]

    @property
    def octotui(self) -> OctotuiApp:
        """The app, as what it is."""
        return cast("OctotuiApp", self.app)

    @property
    def tab(self) -> Tab:
        """The tab in sight."""
        return self._tabs[self._here]

    @property
    def in_meeting(self) -> bool:
        """Whether a meeting is in sight."""
        return self._here in MEETINGS.values()

    def say(self, text: str, ink: str = "") -> None:
        """Say something for a moment."""
        raise NotImplementedError

    def arrive(self) -> None:
        """Give a view that came into sight what it needs, and the keys."""
        raise NotImplementedError

    def first_view(self) -> Tab:
        """Make the view one starts on."""
        tab = self._tabs[self._here] = self._here.make()
        tab.display = True  # not by a class: with one, the styles of all that is in it would be looked up again
        return tab

    def show_views(self, change: PlanChanged | None) -> None:
        """Show the app's snapshot: the view in sight now, the others when one goes to them."""
        for view, tab in self._tabs.items():
            if view is self._here:
                tab.show(self.octotui.snapshot, change)
            else:
                tab.stale = True

    async def go_to_group(self, key: str) -> None:
        """Show the first view of a number's group; if one of them is shown already, the next."""
        views = GROUP_BY_KEY[key].views
        await self.go_to_view(_beside(views, self._here, 1) if self._here in views else views[0])

    async def go_to_view(self, view: View) -> None:
        """Show a view; it is made when it is first wanted."""
        if view is self._here:
            return
        tab = self._tabs.get(view)
        if tab is None:
            tab = view.make()
            await self.query_one("#body").mount(tab)
            self._tabs[view] = tab
        self.tab.display = False
        if not self.in_meeting:
            self._away_from = self._here
        self._here = view
        self.set_class(self.in_meeting, "-meeting")
        tab.display = True
        self.octotui.presenting.follow(in_meeting=self.in_meeting or self.octotui.presenting.in_meeting)
        self.show_tabs()
        self.arrive()

    async def leave_meeting(self) -> None:
        """Go back to where one was before the meeting; others may still look on, so that what is hidden stays so."""
        await self.go_to_view(self._away_from)

    async def jump(self, path: Path) -> None:
        """Go to a thing, on the view it is at home on."""
        snapshot = self.octotui.snapshot
        if snapshot.withholds(path) and value_at(snapshot.plan, path[:2]) is None:
            self.say("That is hidden here: ~ shows it.", "muted")
            return
        view = home_of(path[0])
        if view is None:
            self.say(f"No tab shows {path[0]}; octotui show {path[0]} prints them.", "muted")
            return
        await self.go_to_view(view)
        self.tab.go_to(path)

    async def do_next_tab(self) -> None:
        """Go to the next tab, round the end."""
        await self._go_beside(1)

    async def do_previous_tab(self) -> None:
        """Go to the tab before, round the start."""
        await self._go_beside(-1)

    def can_next_view(self) -> str:
        """There have to be several."""
        return "" if len(self._views) > 1 else "This tab has one view."

    can_previous_view = can_next_view

    async def do_next_view(self) -> None:
        """Go to the tab's next view, round the end."""
        await self.go_to_view(_beside(self._views, self._here, 1))

    async def do_previous_view(self) -> None:
        """Go to the tab's view before, round the start."""
        await self.go_to_view(_beside(self._views, self._here, -1))

    @on(TabBar.Picked, "#tabs")
    async def _picked(self, event: TabBar.Picked) -> None:
        await self.go_to_view(GROUPS[event.place].views[0])

    @on(TabBar.Picked, "#views")
    async def _picked_view(self, event: TabBar.Picked) -> None:
        await self.go_to_view(self._views[event.place])

    @property
    def _views(self) -> tuple[View, ...]:
        """The views of the tab one is on."""
        group = group_of(self._here)
        return group.views if group else (self._here,)

    async def _go_beside(self, by: int) -> None:
        group = group_of(self._here)
        await self.go_to_view((_beside(GROUPS, group, by) if group else GROUPS[0]).views[0])

    def show_tabs(self) -> None:
        """Show where one is: the tab, and which of its views if there are several; a meeting shows neither."""
        snapshot, here = self.octotui.snapshot, group_of(self._here)
        if here is None:
            return
        tabs = [TabName(group.key, group.title, group.short, group.views[0].figure(snapshot)) for group in GROUPS]
        self.query_one("#tabs", TabBar).offer(tabs, GROUPS.index(here))
        several = len(here.views) > 1
        for bar in ("#tabs", "#views"):
            self.query_one(bar, TabBar).set_class(several, "-several")
        if several:
            views = [TabName("", view.title, view.title, view.figure(snapshot)) for view in here.views]
            self.query_one("#views", TabBar).offer(views, here.views.index(self._here))


def _beside(all_of_them: Sequence[T], one: T, by: int) -> T:
    """The neighbour so many places on, round the ends."""
    return all_of_them[(all_of_them.index(one) + by) % len(all_of_them)]
