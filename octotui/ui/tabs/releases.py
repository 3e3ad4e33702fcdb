"""The releases: what is in each, how far it is, who voted, what was waived and decided; and the next from the last."""

from __future__ import annotations

from collections.abc import Awaitable, Mapping, Sequence
from typing import Any, ClassVar

from octotui.plan.base import Entity
from octotui.plan.edits import Path
from octotui.plan.next_release import last_release, next_id, next_release
from octotui.plan.operations import set_field
from octotui.plan.progress import PLANNED_PHASES, Cell, phase_progress
from octotui.plan.releases import Decision, Release, Vote, Waiver
from octotui.plan.roles import PHASES
from octotui.plan.values import Filled, Moment
from octotui.plan.voting import voters, voters_missing
from octotui.ui.dialogs.form import Form
from octotui.ui.meanings import PHASE_NAMES, bar, status_line
from octotui.ui.snapshot import Snapshot
from octotui.ui.tabs.duties import DutyTab
from octotui.ui.tabs.release_story import ReleaseStory, window_line
from octotui.ui.text import Line, say
from octotui.ui.widgets.story import Story
from octotui.ui.widgets.table import Column

BAR = 8
ORDER = ("active", "planned", "released", "rolled-back", "cancelled")
SIGNED: Mapping[type[Entity], tuple[str, ...]] = {Vote: ("by", "at"), Decision: ("by", "at"), Waiver: ("by",)}
"""What is recorded with who did it, and when."""


class NextRelease(Entity):
    """What is asked about the next release."""

    identity: ClassVar[tuple[str, ...]] = ("release",)

    release: Filled
    name: str = ""
    window: Moment | None = None


class ReleasesTab(DutyTab):
    """Status, phase, window, tasks of the phase, votes and gates; `a` makes the next one from the last."""

    model = Release
    titles = {"add": "next release", "more": "next phase", "less": "phase back"}  # noqa: RUF012  # a ClassVar in the base
    columns = (
        Column("Release", 0, 16),
        Column("Status", 13, 8),
        Column("Phase", 12, 8, rank=1),
        Column("Window", 16, 6, rank=3),
        Column("Tasks", BAR + 6, 5, rank=2),
        Column("Votes", 7, 5, align="right"),
        Column("Gates", 7, 5, rank=4, align="right"),
    )
    teaches = (
        "A release is one run through the release matrix and its checklists, with votes and decisions of its own.",
        "",
        "Press a to add the first one, or write it in the file:",
        "",
        "[[releases]]",
        'id     = "2026.11"',
        'name   = "The quiet switch"',
        "window = 2026-11-24T08:00:00Z",
        'scope  = ["Blue-green deploys"]',
        "gates  = { unit = false, smoke = false }",
        "",
        "a then makes the next one from the last: the same voters, gates and checklists, and nothing ticked.",
    )

    SCOPED_CSS = False  # its layout follows the size of the screen, which is outside of it
    DEFAULT_CSS = """
    ReleasesTab > #list { height: 30%; }
    ReleasesTab > #side { height: 70%; }
    .-wide ReleasesTab > #list { width: 50%; height: 100%; }
    .-wide ReleasesTab > #side { width: 50%; height: 100%; }
    """

    def things(self, snapshot: Snapshot) -> Sequence[Release]:
        """Those that people work on first, then the latest."""

        def latest(release: Release) -> float:
            return -release.window.timestamp() if release.window else 0.0

        return sorted(snapshot.plan.releases, key=lambda one: (ORDER.index(one.status), latest(one)))

    def cells(self, thing: Release, snapshot: Snapshot) -> Sequence[Line]:
        """The cells of a row."""
        plan = snapshot.plan
        is_over = thing.status not in ("active", "planned")
        named = (("  ", ""), say(thing.name, "muted")) if thing.name and thing.name != thing.id else ()
        return (
            (say(thing.id, "muted" if is_over else "bold"), *named),
            status_line(thing.status, self.glyphs),
            ((PHASE_NAMES[thing.phase], "muted" if is_over else "accent"),),
            window_line(thing, snapshot, short=True),
            self._tasks(self._all_tasks(thing, snapshot) if is_over else phase_progress(plan, thing, thing.phase)),
            self._votes(thing, snapshot),
            self._gates(thing),
        )

    def words(self, thing: Release, snapshot: Snapshot) -> str:
        """Id, name, notes, scope and summary."""
        return f"{super().words(thing, snapshot)} {thing.summary} {' '.join(thing.scope)}"

    def tell(self, thing: Release, snapshot: Snapshot, story: Story) -> None:
        """Everything about a release; its gates, votes, waivers and decisions are parts."""
        ReleaseStory(thing, snapshot, self.glyphs, story).tell()

    def can_add(self) -> str:
        """Always: the next release, or in the story a part."""
        return ""

    def do_add(self) -> Awaitable[None]:
        """Make the next release from the last; in the story, add a part."""
        if self.whole_of() is not None:
            return super().do_add()
        plan = self.snapshot.plan
        last, suggested = last_release(plan), next_id(self.snapshot.whole)
        title = f"Next release, from {say(last.id)[0]}" if last else "First release"
        dialog = Form(title, NextRelease, {"release": suggested}, self.snapshot.today, {})
        return self.octotui.ask(
            dialog, lambda typed: self._add_next({"release": suggested, **typed}) if typed is not None else None
        )

    def can_more(self) -> str:
        """A release has to be selected; there has to be a phase behind its own."""
        return self._no_phase(1)

    def can_less(self) -> str:
        """A release has to be selected; there has to be a phase before its own."""
        return self._no_phase(-1)

    def can_set(self) -> str:
        """A release's progress follows from its tasks."""
        return "A release's progress follows from its tasks: 6 shows them."

    def step(self, by: int) -> None:
        """To the next phase, or back to the one before."""
        release = self.selected()
        assert isinstance(release, Release)
        phase = PHASES[PHASES.index(release.phase) + (1 if by > 0 else -1)]
        self.change(set_field(self.octotui.plan, ("releases", release.id, "phase"), phase))

    def _add_next(self, typed: Mapping[str, Any]) -> None:
        asked = NextRelease.built({name: value for name, value in typed.items() if value is not None})
        app = self.octotui
        edits = next_release(app.plan, asked.release.strip(), asked.name, asked.window)
        if app.change(edits, f"release {asked.release}, from the last"):
            self.go_to(("releases", asked.release.strip()))

    def _add(self, area: Path, model: type[Entity], values: Mapping[str, Any]) -> None:
        """A vote, a waiver and a decision say who gave them, and when."""
        app = self.octotui
        now = app.clock().replace(microsecond=0)
        signed = {name: app.who if name == "by" else now for name in SIGNED.get(model, ())}
        super()._add(area, model, {**values, **signed})

    def _no_phase(self, by: int) -> str:
        release = self.selected()
        if not isinstance(release, Release):
            return "A release has phases: escape goes back to it."
        place = PHASES.index(release.phase) + by
        return "" if 0 <= place < len(PHASES) else f"It is in its {'last' if by > 0 else 'first'} phase."

    @staticmethod
    def _all_tasks(release: Release, snapshot: Snapshot) -> Cell:
        return sum((phase_progress(snapshot.plan, release, phase) for phase in PLANNED_PHASES), Cell())

    def _tasks(self, cell: Cell) -> Line:
        if not cell.total:
            return ()
        ink = "good" if cell.done == cell.total else "accent"
        return (*bar(cell.percent, BAR, self.glyphs, ink), (f" {cell.done}/{cell.total}", "muted"))

    def _votes(self, release: Release, snapshot: Snapshot) -> Line:
        against = any(vote.vote == "no-go" for vote in release.votes)
        missing = voters_missing(snapshot.plan, release)
        total = len(voters(snapshot.plan, release))
        if not total:
            return ()
        ink = "bad" if against else "muted" if missing else "good"
        return ((f"{self.glyphs.stuck} " if against else "", "bad"), (f"{total - len(missing)}/{total}", ink))

    @staticmethod
    def _gates(release: Release) -> Line:
        passed = sum(gate.passed for gate in release.gates)
        ink = "good" if passed == len(release.gates) else "muted"
        return ((f"{passed}/{len(release.gates)}", ink),) if release.gates else ()
