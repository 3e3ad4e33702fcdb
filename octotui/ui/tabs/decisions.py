"""Who decides what, where it goes from there, and what was decided (document 003, "Decision Authority")."""

from __future__ import annotations

from collections.abc import Awaitable, Mapping, Sequence
from functools import partial
from typing import Any, ClassVar

from octotui.plan.attendance import called
from octotui.plan.authority import OTHERS, Recorded, decide, deciders, recorded, remark, types
from octotui.plan.base import Entity
from octotui.plan.edits import Path
from octotui.plan.plan import by_id
from octotui.plan.progress import current_release
from octotui.plan.releases import Release
from octotui.plan.roles import DecisionType
from octotui.plan.values import Filled
from octotui.ui.dialogs.form import Form
from octotui.ui.dialogs.pick import Option, Pick
from octotui.ui.meanings import status_line
from octotui.ui.snapshot import Snapshot
from octotui.ui.tabs import View
from octotui.ui.tabs.decision_story import signature, tell_channels, tell_decision
from octotui.ui.tabs.duties import NOT_HELD_UP, open_path
from octotui.ui.tabs.listing import ListTab
from octotui.ui.tabs.role_picks import pick_roles
from octotui.ui.text import Line, say
from octotui.ui.widgets.story import Story
from octotui.ui.widgets.table import Column, Row

TOLD = 3
"""So many decisions of a kind stand in the list; the story has them all."""


class Outcome(Entity):
    """What is asked about a decision that was taken."""

    identity: ClassVar[tuple[str, ...]] = ("outcome",)

    outcome: Filled
    reason: str = ""
    notes: str = ""


class DecisionsTab(ListTab):
    """Kinds of decisions with their owners and paths, and below each what was decided; `a` records a decision."""

    model = DecisionType
    titles = {"add": "record", "whose": "release"}  # noqa: RUF012  # a ClassVar in the base
    reflects_all = True  # decisions stand in releases, and who may take them follows from roles
    columns = (
        Column("Decision", 30, 16),
        Column("Who decides", 30, 10),
        Column("Then", 0, 12, rank=1),
    )
    teaches = (
        "Who may decide what, and where it goes if that is not enough; each decision is kept with who, when and why.",
        "",
        "Press a to add the first kind, or write them in the file:",
        "",
        "[decision_types]",
        'go-no-go = { name = "Go/no-go", owner = ["release-manager"], path = ["project-manager", "Product Lead"] }',
        'rollback = { name = "Rollback", owner = ["release-manager", "developer"], path = ["project-manager"] }',
        "",
        "a on one of them then records a decision on the current release.",
    )

    SCOPED_CSS = False  # its layout follows the size of the screen, which is outside of it
    DEFAULT_CSS = """
    .-wide DecisionsTab > #list { width: 58%; }
    .-wide DecisionsTab > #side { width: 42%; }
    """

    def __init__(self, view: View) -> None:
        """Make the tab; decisions are recorded on the current release until another is chosen."""
        super().__init__(view)
        self._release_id = ""

    def things(self, snapshot: Snapshot) -> Sequence[DecisionType]:
        """The kinds of the plan, then those that only decisions name."""
        return [*types(snapshot.plan)]

    def cells(self, thing: DecisionType, snapshot: Snapshot) -> Sequence[Line]:
        """The cells of a row."""
        plan = snapshot.plan
        mine = bool(thing.owner) and snapshot.me.means(*thing.owner)
        owner = " or ".join(called(plan, name) for name in thing.owner)
        path = f" {self.glyphs.arrow} ".join(called(plan, name) for name in thing.path)
        return (
            (say(thing.name, "bold" if mine else ""),),
            (say(owner) if owner else ("nobody", "faint"),),
            (say(path, "muted"),),
        )

    def words(self, thing: DecisionType, snapshot: Snapshot) -> str:
        """Id, name, owners, and all that was decided."""
        said = (f"{one.decision.outcome} {one.decision.reason}" for one in recorded(snapshot.plan, thing.id))
        return f"{super().words(thing, snapshot)} {' '.join(thing.owner)} {' '.join(said)}"

    def is_mine(self, thing: DecisionType, snapshot: Snapshot) -> bool:
        """Whether the user may decide it."""
        return bool(thing.owner) and snapshot.me.means(*thing.owner)

    def tell(self, thing: DecisionType, snapshot: Snapshot, story: Story) -> None:
        """Who decides, where it goes from there, what was decided, and where people talk."""
        plan = snapshot.plan
        story.title(thing.name)
        story.gap()
        story.fact("Decides", say(deciders(plan, thing)) if thing.owner else ("nobody yet: e names somebody", "warn"))
        story.fact("Then", say(f" {self.glyphs.arrow} ".join(called(plan, name) for name in thing.path)))
        story.text(thing.notes, "muted")
        found = recorded(plan, thing.id)
        story.section("Decided", "" if found else f"nothing yet: a records it, on {self._release_name()}")
        for one in found:
            with story.part(("releases", one.release.id, "decisions", one.decision.id)):
                tell_decision(story, one.decision, plan, self.glyphs, of=one.release.id)
        release = self.release
        tell_channels(story, plan, self.glyphs, release.phase if release else "")

    @property
    def release(self) -> Release | None:
        """The release that decisions are recorded on."""
        plan = self.snapshot.plan
        return by_id(plan.releases, self._release_id) or current_release(plan)

    def row_thing(self) -> Entity | None:
        """The kind under the cursor, also one that only decisions name."""
        key = self.table.key
        return next((kind for kind in self.things(self.snapshot) if self._key(kind) == key), None)

    def whole_of(self) -> Path | None:
        """A decision is recorded from the list and from the story."""
        return None

    def can_add(self) -> str:
        """A decision is recorded on a release; without kinds, the first kind is added."""
        if not self.snapshot.plan.decision_types or self.release is not None:
            return ""
        return "A decision is recorded on a release, and there is none yet: a on the releases makes one."

    def do_add(self) -> Awaitable[None]:
        """Record a decision of the kind under the cursor; without any, add the first kind."""
        kind = self.row_thing()
        if not isinstance(kind, DecisionType):
            return self._ask_new(DecisionType, ("decision_types",))
        plan, who = self.snapshot.plan, self.octotui.who
        owners, said = " or ".join(called(plan, name) for name in kind.owner), remark(plan, kind, who)
        told = (
            said if said.startswith("not") else ", ".join(filter(None, (f"{owners} decides" if owners else "", said)))
        )
        title = say(f"{kind.name}, on {self._release_name()}{f': {told}' if told else ''}")[0]
        dialog = Form(title, Outcome, {}, self.snapshot.today, {})
        return self.octotui.ask(dialog, lambda typed: self._record(kind, typed) if typed else None)

    def do_owner(self) -> Awaitable[None]:
        """Tick the roles that may decide it."""
        dialog = pick_roles(self.snapshot.plan, "Who decides", getattr(self.selected(), "owner", ()))
        return self.octotui.ask(
            dialog, lambda names: self.set_all("owner", names or None) if names is not None else None
        )

    def can_raise(self) -> str:
        """Nothing here is held up."""
        return NOT_HELD_UP

    def can_whose(self) -> str:
        """There have to be several releases."""
        return "" if len(self.snapshot.plan.releases) > 1 else "There is no other release."

    def do_whose(self) -> Awaitable[None]:
        """Choose the release that decisions are recorded on."""
        options = [
            Option(one.id, ((say(f"{one.id}  {one.name}".strip()),), status_line(one.status, self.glyphs)), one.id)
            for one in self.snapshot.plan.releases
        ]
        columns, here = [Column("Release"), Column("Status", 14)], self.release.id if self.release else ""
        dialog = Pick("Record decisions on", columns, options, start=here)
        return self.octotui.ask(dialog, lambda picked: self._record_on(picked[0]) if picked else None)

    def do_open(self) -> Awaitable[None] | None:
        """Go into the story; there, edit the decision or the channel under the cursor."""
        part = self.story.part
        if part is None:
            return super().do_open()
        return self.do_edit() if self.selected() else open_path(self.octotui.main, part)

    def go_to(self, path: Path) -> None:
        """Put the cursor on a kind of decision, or on a channel in the story."""
        if path[0] == "channels":
            self.give_keys(self.story)
            self.story.go_to(path)
        else:
            super().go_to(path)

    def _record(self, kind: DecisionType, typed: Mapping[str, Any]) -> None:
        app = self.octotui
        release = by_id(app.plan.releases, self.release.id) if self.release else None
        assert release is not None
        said = {name: str(text or "") for name, text in typed.items()}
        edits = decide(release, kind.id, said.pop("outcome"), app.who, app.clock(), **said)
        app.change(edits, f"{release.id}, {kind.name}: {typed['outcome']}")

    def _record_on(self, release_id: str) -> None:
        self._release_id = release_id
        self.show(self.snapshot, None)
        self.octotui.say(f"Decisions are recorded on {release_id}.")

    def _release_name(self) -> str:
        return say(self.release.id)[0] if self.release else "a release"

    def _rows(self, things: Sequence[Any], snapshot: Snapshot) -> list[Row]:
        """Each kind, and below it what was decided; the cursor passes over that."""
        rows: list[Row] = []
        for row, kind in zip(super()._rows(things, snapshot), things, strict=True):
            found = recorded(snapshot.plan, kind.id)
            rows.append(Row(self._key(kind), row.cells))
            rows += [
                Row(f"decided {len(rows)} {number}", partial(self._decided, one, kind, snapshot), heading=True)
                for number, one in enumerate(found[:TOLD])
            ]
        return rows

    def _decided(self, one: Recorded, kind: DecisionType, snapshot: Snapshot) -> Sequence[Line]:
        plan, decision = snapshot.plan, one.decision
        said = remark(plan, kind, decision.by)
        escalated = not said.startswith("not")
        flag = say(f"  {said}" if escalated else f"  {self.glyphs.warn} {said}", "muted" if escalated else "warn")
        return [
            (
                (f"  {self.glyphs.corner} ", "faint"),
                say(decision.outcome, "muted"),
                say(f"  {one.release.id}  {signature(plan, decision.by, decision.at)}", "faint"),
                flag,
            )
        ]

    @staticmethod
    def _key(kind: DecisionType) -> str:
        return kind.id or OTHERS.name
