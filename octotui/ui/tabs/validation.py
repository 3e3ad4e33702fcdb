"""The validation commands: shown and copied, and never run (document 001, "Validation Commands")."""

from __future__ import annotations

from collections.abc import Sequence

from octotui.plan.edits import value_at
from octotui.plan.work import ValidationCommand
from octotui.ui.snapshot import Snapshot
from octotui.ui.tabs.listing import ListTab
from octotui.ui.text import Line, say
from octotui.ui.widgets.story import Story
from octotui.ui.widgets.table import Column

NEVER = "octotui shows commands and copies them; it never runs one."


class ValidationTab(ListTab):
    """What people type to check the work, where, and what they should see then."""

    model = ValidationCommand
    broad = True
    columns = (
        Column("Command", 0, 42),
        Column("Purpose", 30, 16, rank=1),
        Column("Where", 16, 8, rank=3),
        Column("Expect", 24, 10, rank=2),
    )
    teaches = (
        "The commands by which people check the work.",
        "",
        NEVER,
        "",
        "Press a to add the first one, or write it in the file:",
        "",
        "[[commands]]",
        'command = "npm run test:ci"',
        'purpose = "The tests, as CI runs them"',
        'where = "root of the repo"',
        'expect = "green at the first try"',
        "",
        "y copies the bare command.",
    )

    def cells(self, thing: ValidationCommand, snapshot: Snapshot) -> Sequence[Line]:
        """The cells of a row."""
        del snapshot
        return (
            (say(thing.command),),
            (say(thing.purpose, "muted"),),
            (say(thing.where, "muted"),),
            (say(thing.expect, "muted"),),
        )

    def words(self, thing: ValidationCommand, snapshot: Snapshot) -> str:
        """All that it says."""
        return f"{super().words(thing, snapshot)} {thing.purpose} {thing.where} {thing.expect}"

    def tell(self, thing: ValidationCommand, snapshot: Snapshot, story: Story) -> None:
        """The whole command, however long, and what it is for."""
        del snapshot
        story.title(thing.purpose or "A command")
        story.text(f"y copies the bare command. {NEVER}", "muted")
        story.gap()
        story.text(thing.command, "accent")
        story.gap()
        story.fact("Where", say(thing.where))
        story.fact("Expect", say(thing.expect))

    def do_copy(self) -> None:
        """Copy the bare commands, one on a line; no line end at the last, which would start it where it is pasted."""
        things = [value_at(self.snapshot.plan, path) for path in self.selected_paths()]
        self.octotui.copy_text("\n".join(thing.command.strip() for thing in things), "as it is")
