"""The base of tabs on which things of all areas are done: tasks ticked, votes cast, cards moved, whatever it is."""

from __future__ import annotations

from collections.abc import Awaitable
from typing import TYPE_CHECKING, Any, get_args

from octotui.plan.board import Item, columns_of
from octotui.plan.board_stages import column_of
from octotui.plan.claims import Claim
from octotui.plan.done import done, is_ticked
from octotui.plan.edits import Edits, Path, value_at
from octotui.plan.operations import set_field
from octotui.plan.plan import by_id
from octotui.plan.releases import VoteChoice
from octotui.plan.voting import cast_vote, vote_id, voters
from octotui.ui.dialogs.choose import Choose, choices_of
from octotui.ui.meanings import VOTES, vote_line
from octotui.ui.tabs import VIEWS
from octotui.ui.tabs.listing import ListTab
from octotui.ui.text import say

if TYPE_CHECKING:
    from octotui.ui.screen import MainScreen

NOT_HELD_UP = "A blocker is raised on what it holds up: a batch, a card, a release."


class DutyTab(ListTab):
    """A list where space does what is to be done, and `s` casts votes and moves cards as well."""

    def duty_at(self, path: Path | None) -> Claim | None:
        """What is to be done at a path."""
        return next((claim for claim in self.snapshot.claims if claim.path == path), None) if path else None

    def can_tick(self) -> str:
        """What is to be done can be ticked, or it is a tick of its own."""
        duty = self.duty_at(self.selected_path())
        return "" if duty is not None and is_ticked(duty) else super().can_tick()

    def do_tick(self) -> None:
        """Tick what is selected."""
        app, today = self.octotui, self.snapshot.today
        duties = [duty for duty in map(self.duty_at, self.selected_paths()) if duty is not None and is_ticked(duty)]
        if not duties:
            super().do_tick()
            return
        edits: Edits = tuple(
            edit for duty in duties for edit in done(app.session.plan, duty, app.who, app.clock(), today)
        )
        app.change(edits, f"done: {duties[0].label}" if len(duties) == 1 else f"{len(duties)} things done")

    def can_status(self) -> str:
        """A vote is cast, a card moved; all else has a status of its own, or none."""
        return "" if self.voter() or isinstance(self.selected(), Item) else super().can_status()

    def do_status(self) -> Awaitable[None]:
        """Choose a status; cast a vote, move a card."""
        if role := self.voter():
            return self._ask_vote(role)
        card = self.selected()
        return self._ask_column(card) if isinstance(card, Item) else super().do_status()

    def voter(self) -> str:
        """The role whose vote is under the cursor, cast or not; empty if it is no vote."""
        path = self.selected_path()
        if path is None or path[0] != "releases" or path[2:3] != ("votes",):
            return ""
        release = by_id(self.snapshot.plan.releases, path[1])
        roles = (*(vote.role for vote in release.votes), *voters(self.snapshot.plan, release)) if release else ()
        return next((role for role in roles if vote_id(role) == path[3]), "")

    def _ask_vote(self, role: str) -> Awaitable[None]:
        plan, path = self.snapshot.plan, self.selected_path() or ()
        cast, named = value_at(plan, path), by_id(plan.roles, role)
        choices = choices_of([(one, vote_line(one, self.glyphs)) for one in get_args(VoteChoice)], taken="s")
        dialog = Choose(f"{say(named.name if named else role)[0]} votes", choices, cast.vote if cast else "", "s")
        return self.octotui.ask(dialog, lambda choice: self._cast(path[1], role, choice) if choice else None)

    def _cast(self, release_id: str, role: str, choice: Any) -> None:
        app = self.octotui
        release = by_id(app.plan.releases, release_id)
        if release is not None:
            edits = cast_vote(app.plan, release, role, choice, app.who, app.clock())
            app.change(edits, f"{release_id}, {role}: {VOTES[choice][2]}")

    def _ask_column(self, card: Item) -> Awaitable[None]:
        columns = columns_of(self.snapshot.plan.board)
        choices = choices_of([(column.id, (say(column.name),)) for column in columns], taken="s")
        dialog = Choose("Column", choices, column_of(card, columns), "s")
        return self.octotui.ask(dialog, lambda column: self._move_cards(column) if column else None)

    def _move_cards(self, column: str) -> None:
        plan = self.octotui.plan
        cards = [path for path in self.acted_on() if isinstance(value_at(plan, path), Item)]
        self.change(tuple(edit for path in cards for edit in set_field(plan, (*path, "column"), column)))


async def open_path(screen: MainScreen, path: Path) -> None:
    """Go to where a thing is at home; a task of a release to its cell of the matrix."""
    if path[0] == "roles" and path[2:3] == ("tasks",):
        await screen.go_to_view(VIEWS["roles"])
        screen.tab.go_to(path)
    else:
        await screen.jump(path)
