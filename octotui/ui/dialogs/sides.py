"""Choosing between one's own change and what is on disk, side by side."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical

from octotui.plan.disputes import Dispute, Why, stand
from octotui.plan.edits import path_text
from octotui.plan.frozen import Frozen
from octotui.plan.plan import Plan
from octotui.plan.sides import sides
from octotui.plan.wording import word
from octotui.ui.dialogs.base import Dialog
from octotui.ui.glyphs import Glyphs
from octotui.ui.text import Line, say
from octotui.ui.widgets.story import Story, StoryView
from octotui.ui.widgets.table import Column, Row, Table


class Chosen(Frozen):
    """What was chosen.

    Attributes:
        yours: The disputes in which one insists on one's own side.
        theirs: Those in which what is on disk holds.
        shown: The plan that was on the screen as the other side.
    """

    yours: tuple[Dispute, ...]
    theirs: tuple[Dispute, ...]
    shown: Plan


COLUMNS: Final = (Column("What", 30, least=12), Column("Yours", least=10), Column("On disk", least=10))
HOW: Final[dict[Why, str]] = {
    "both": "You and somebody else changed this at the same time.",
    "over": "Another program saved the plan as it was before this change.",
    "unsaved": "octotui ended before this could be saved.",
}


class ChooseSides(Dialog[Chosen]):
    """A row for each dispute; one key chooses its side, and when all are chosen the dialog closes.

    Those left open when it is left wait on. It follows the plan: what was chosen by a side that is another now is
    open again.
    """

    DEFAULT_CSS = """
    ChooseSides > .panel { width: 120; }
    ChooseSides Table { height: auto; max-height: 12; }
    ChooseSides StoryView { height: auto; max-height: 10; margin-top: 1; padding: 0; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "choose(True)", show=False),
        Binding("d", "choose(False)", show=False),
        Binding("Y", "choose_rest(True)", show=False),
        Binding("D", "choose_rest(False)", show=False),
        Binding("j,down", "step('down')", show=False, priority=True),
        Binding("k,up", "step('up')", show=False, priority=True),
    ]

    def __init__(self, disputes: Sequence[Dispute], plan: Plan, glyphs: Glyphs) -> None:
        """Make the dialog.

        Args:
            disputes: What there is to choose.
            plan: The plan as it is.
            glyphs: The user's shapes.
        """
        super().__init__()
        self._disputes = _by_key(disputes)
        self._plan = plan
        self._glyphs = glyphs
        self._chosen: dict[str, bool] = {}
        self._changed: set[str] = set()

    def compose(self) -> ComposeResult:
        """The two sides in a table, and the whole of the one under the cursor below."""
        panel = Vertical(classes="panel")
        panel.border_title = self.words("Which side holds?")
        panel.border_subtitle = self.words("y yours · d on disk · Y D for all the rest · esc later")
        with panel:
            yield Table(COLUMNS, margin=0)
            yield StoryView()

    def on_mount(self) -> None:
        """Show the rows."""
        self.query_one(StoryView).can_focus = False
        self._fill()

    def follow(self, disputes: Sequence[Dispute], plan: Plan) -> None:
        """Show the disputes as they are now, in the plan as it is now; with none left, leave."""
        before, old = self._disputes, self._plan
        self._disputes, self._plan = _by_key(disputes), plan
        same = {
            key
            for key, dispute in self._disputes.items()
            if dispute == before.get(key) and stand(old, dispute) == stand(plan, dispute)
        }
        self._chosen = {key: insist for key, insist in self._chosen.items() if key in same}
        self._changed |= {key for key in before if key in self._disputes} - same
        if len(self._chosen) == len(self._disputes):
            self.action_leave()
        elif self.is_mounted and not self._disputes.keys() == before.keys() == same:
            self._fill()

    def action_leave(self) -> None:
        """Leave; what is chosen is chosen."""
        yours, theirs = (
            tuple(self._disputes[key] for key, insist in self._chosen.items() if insist is side)
            for side in (True, False)
        )
        self.dismiss(Chosen(yours, theirs, self._plan))

    def action_step(self, where: str) -> None:
        """Move the cursor."""
        getattr(self.query_one(Table), f"do_{where}")()

    def action_choose(self, insist: bool) -> None:
        """Choose a side for the row under the cursor and go on to the next that is open."""
        if key := self.query_one(Table).key:
            self._chosen[key] = insist
            self._go_on()

    def action_choose_rest(self, insist: bool) -> None:
        """Choose a side for all that are open."""
        self._chosen = dict.fromkeys(self._disputes, insist) | self._chosen
        self._go_on()

    def _go_on(self) -> None:
        table = self.query_one(Table)
        still_open = [key for key in self._disputes if key not in self._chosen]
        if not still_open:
            self.action_leave()
            return
        keys = [*self._disputes]
        here = keys.index(table.key) if table.key in keys else 0
        self._fill()
        table.go_to(next((key for key in keys[here:] if key in still_open), still_open[0]))

    def _fill(self) -> None:
        rows = [Row(key, partial(self._cells, key, dispute)) for key, dispute in self._disputes.items()]
        self.query_one(Table).fill(rows)
        self._tell()

    def _cells(self, key: str, dispute: Dispute) -> Sequence[Line]:
        told = sides(dispute, self._plan)
        chosen = self._chosen.get(key)
        yours, theirs = (
            ((f"{self._glyphs.done} ", "good"), say(text, "bold")) if taken else (say(text, ink),)
            for text, taken, ink in (
                (told.yours, chosen is True, "faint" if chosen is False else ""),
                (told.theirs, chosen is False, "faint" if chosen is True else ""),
            )
        )
        return ((say(told.what),), yours, theirs)

    @on(Table.Moved)
    def _tell(self) -> None:
        key = self.query_one(Table).key
        if key in self._disputes:
            self.query_one(StoryView).tell(partial(self._tell_one, key), from_top=True)

    def _tell_one(self, key: str, story: Story) -> None:
        dispute = self._disputes[key]
        told = sides(dispute, self._plan)
        if key in self._changed:
            story.text("What is on disk changed while this was open: choose anew.", "warn")
        story.text(HOW[dispute.why], "muted")
        story.gap()
        story.fact("It was", told.was)
        story.fact("Yours", told.yours)
        if len(dispute.edits) > 1 and told.was:
            for edit in dispute.edits[1:]:
                story.point((self._glyphs.bullet, "faint"), word(edit, self._plan))
        story.fact("On disk", told.theirs)
        story.fact("With y", told.then)
        story.fact("Made", f"{dispute.at.astimezone():%a %H:%M}" + (f" by {dispute.who}" if dispute.who else ""))


def _by_key(disputes: Sequence[Dispute]) -> dict[str, Dispute]:
    """Disputes by what they are about: no two are about the same."""
    return {path_text(dispute.edits[0].path): dispute for dispute in disputes}
