"""What every tab is: it shows a snapshot, says what is selected, and keeps its own filter."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, ClassVar, cast

from textual.containers import Container
from textual.widget import Widget

from octotui.config.commands import Command
from octotui.plan.base import Entity
from octotui.plan.edits import Path, value_at
from octotui.session import PlanChanged
from octotui.ui.glyphs import Glyphs
from octotui.ui.meanings import delta_run
from octotui.ui.snapshot import Snapshot
from octotui.ui.tabs import View
from octotui.ui.text import Run
from octotui.ui.widgets.blank import Blank

if TYPE_CHECKING:
    from octotui.ui.app import OctotuiApp


class Tab(Blank, Container):
    """A tab.

    Attributes:
        view: What is known of it before one goes there: its name, its areas.
        can_be_filtered: Whether it has rows to filter.
        titles: Other words in the footer for a command, by its id.
        ranks: Other ranks in the footer for a command, by its id; 0 is not shown there.
    """

    can_be_filtered: ClassVar[bool] = False
    titles: ClassVar[dict[str, str]] = {}
    ranks: ClassVar[dict[str, int]] = {}

    def __init__(self, view: View) -> None:
        """Make the tab; it shows nothing until it gets a snapshot."""
        super().__init__()
        self.view = view
        self.stale = True
        self.filter_text = ""
        self.only_mine = False

    @property
    def octotui(self) -> OctotuiApp:
        """The app, as what it is."""
        return cast("OctotuiApp", self.app)

    @property
    def snapshot(self) -> Snapshot:
        """What is shown."""
        return self.octotui.snapshot

    @property
    def glyphs(self) -> Glyphs:
        """The shapes to draw with."""
        return self.octotui.glyphs

    def show(self, snapshot: Snapshot, change: PlanChanged | None) -> None:
        """Show a snapshot; a change says what to draw again, None is everything."""
        raise NotImplementedError

    def enter(self) -> None:
        """Take the keys."""
        raise NotImplementedError

    def give_keys(self, widget: Widget) -> None:
        """Give a pane the keys at once: `Widget.focus` does it later, and the next key would still go elsewhere."""
        self.screen.set_focus(widget)

    def selected_paths(self) -> tuple[Path, ...]:
        """What the keys act on: all that is marked, else what is under the cursor."""
        return ()

    def acted_on(self) -> tuple[Path, ...]:
        """What a command or an answer is for; others may have moved the cursor's row away since one was asked."""
        asked = self.octotui.asked_about
        return self.selected_paths() if asked is None else asked

    def selected_path(self) -> Path | None:
        """What is under the cursor."""
        return None

    def selected(self) -> Entity | None:
        """The thing under the cursor."""
        path = self.selected_path()
        thing = value_at(self.snapshot.plan, path) if path else None
        return thing if isinstance(thing, Entity) else None

    def go_to(self, path: Path) -> None:
        """Put the cursor on a thing."""
        del path

    def get_ready_to_filter(self) -> None:
        """Look up what letters will be looked for in: somebody is about to type them."""

    def filter(self, text: str) -> None:
        """Show only what matches; what changed is known once somebody asks for it."""
        self.filter_text = text
        if "changed:" in text.casefold():
            self.octotui.since.want()

    def signs(self, keys: Iterable[str], path_of: Callable[[str], Path]) -> dict[str, Run]:
        """What stands beside rows that changed since then, by their keys."""
        if self.snapshot.since is None:
            return {}
        found = {key: self.snapshot.delta(path_of(key)) for key in keys}
        return {key: delta_run(delta.kind, self.glyphs) for key, delta in found.items() if delta is not None}

    def changed_field(self, path: Path) -> Mapping[str, str]:
        """What the filter's ``changed:new`` looks at."""
        delta = self.snapshot.delta(path)
        return {"changed": delta.kind if delta else ""}

    def title_of(self, command: Command) -> str:
        """A command's word in the footer."""
        return self.titles.get(command.id, command.title)

    def rank_of(self, command: Command) -> int:
        """A command's rank in the footer."""
        return self.ranks.get(command.id, command.shown)
