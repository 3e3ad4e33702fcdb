"""The release roles matrix: nine roles by four phases, ticked off for each release anew (document 003)."""

from __future__ import annotations

from collections.abc import Awaitable
from functools import partial

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical

from octotui.plan.edits import Path, apply
from octotui.plan.leftover import with_leftovers
from octotui.plan.operations import set_field, tick_task
from octotui.plan.plan import by_id
from octotui.plan.progress import cell, current_release, phase_progress
from octotui.plan.releases import Release
from octotui.plan.roles import PHASES, Role, Task
from octotui.plan.wording import summarise
from octotui.plan.words import moment_text
from octotui.session import PlanChanged
from octotui.ui.dialogs.choose import Choose, choices_of
from octotui.ui.dialogs.pick import Option, Pick
from octotui.ui.meanings import PHASE_NAMES, delta_run, status_line, tick_line
from octotui.ui.snapshot import Snapshot
from octotui.ui.tabs import View
from octotui.ui.tabs.base import Tab
from octotui.ui.tabs.duties import open_path
from octotui.ui.tabs.role_story import RoleStory, interaction_to, prompt
from octotui.ui.text import Line, Run, say
from octotui.ui.widgets.chrome import OneLine
from octotui.ui.widgets.matrix import Matrix, MatrixRow
from octotui.ui.widgets.story import Story, StoryView
from octotui.ui.widgets.table import Column, Row, Table

TEACHES = (
    "Who does what in a release: roles by phases, ticked off for each release.",
    "",
    "Write roles and a release in the file:",
    "",
    "[[roles]]",
    'id = "release-manager"',
    'name = "Release Manager"',
    "[roles.tasks]",
    'pre-release = ["Plan the release", "Book the window"]',
    'release = ["Deploy", "Watch its health"]',
    "",
    "[[releases]]",
    'id = "2026.11"',
    'phase = "pre-release"',
)


class RolesTab(Tab):
    """The matrix left; the chosen cell's tasks and the role's profile right."""

    titles = {"status": "phase", "whose": "release"}  # noqa: RUF012  # a ClassVar in the base

    SCOPED_CSS = False  # its layout follows the size of the screen, which is outside of it
    DEFAULT_CSS = """
    RolesTab { layout: vertical; }
    RolesTab > #left { height: 55%; }
    RolesTab > #side { height: 45%; border-top: solid $foreground 14%; }
    RolesTab Matrix { height: 1fr; padding: 0 1; }
    RolesTab #release { margin: 0 0 1 0; }
    MainScreen.-short RolesTab #release { margin: 0; }
    RolesTab #cell { height: 1; }
    RolesTab #tasks { height: auto; max-height: 10; min-height: 2; }
    RolesTab #profile { height: 1fr; margin-top: 1; }
    .-wide RolesTab { layout: horizontal; }
    .-wide RolesTab > #left { width: 60%; height: 100%; }
    .-wide RolesTab > #side { width: 40%; height: 100%; border-top: none; border-left: solid $foreground 14%; }
    RolesTab.-empty #left, RolesTab.-empty #cell, RolesTab.-empty #tasks { display: none; }
    RolesTab.-empty > #side { width: 100%; height: 100%; border: none; padding: 2 4; }
    """

    def __init__(self, view: View) -> None:
        """Make the tab; the current release is shown until another is chosen."""
        super().__init__(view)
        self._release_id: str | None = None

    def compose(self) -> ComposeResult:
        """The release's line over the matrix; the cell's tasks over the profile."""
        with Vertical(id="left"):
            yield OneLine(id="release")
            yield Matrix(id="matrix")
        with Vertical(id="side"):
            yield OneLine(id="cell")
            yield Table([Column("Task", 0, 28), Column("By", 16, 6, rank=1), Column("When", 12, 6, rank=2)], id="tasks")
            yield StoryView(id="profile")

    @property
    def release(self) -> Release | None:
        """The release that is shown."""
        plan = self.snapshot.plan
        chosen = by_id(plan.releases, self._release_id) if self._release_id else None
        return chosen or current_release(plan)

    @property
    def matrix(self) -> Matrix:
        """The matrix."""
        return self.query_one(Matrix)

    def show(self, snapshot: Snapshot, change: PlanChanged | None) -> None:
        """The matrix of the release, and the chosen cell."""
        del change
        self.stale = False
        plan, release = snapshot.plan, self.release
        roles = [role for role in plan.roles if any(phase.tasks for phase in role.tasks)]
        self.set_class(not roles, "-empty")
        rows = [
            MatrixRow(
                role.id,
                role.name,
                role.id in snapshot.my_roles,
                tuple(cell(plan, release, role, phase) for phase in PHASES),
                tuple(self._sign_of(role, phase, release) for phase in PHASES),
            )
            for role in roles
        ]
        columns = [(phase, PHASE_NAMES[phase], phase_progress(plan, release, phase)) for phase in PHASES]
        self.matrix.fill(rows, columns, release.phase if release else "")
        self.query_one("#release", OneLine).show(self._release_line(release))
        self._show_cell()

    def enter(self) -> None:
        """Take the keys in the matrix."""
        self.give_keys(self.query_one("#profile") if self.has_class("-empty") else self.matrix)

    def selected_path(self) -> Path | None:
        """The role under the cursor."""
        return ("roles", self.matrix.place[0]) if self.matrix.place else None

    def selected_paths(self) -> tuple[Path, ...]:
        """The role under the cursor."""
        path = self.selected_path()
        return (path,) if path else ()

    def go_to(self, path: Path) -> None:
        """Go to a role, to a task of it, or show a release."""
        if path[0] == "releases":
            self._release_id = path[1]
            self.show(self.snapshot, None)
            return
        self.matrix.go_to(path[1], path[3] if len(path) > 3 else None)
        self._show_cell()
        if len(path) > 5:
            tasks = self.query_one("#tasks", Table)
            self.give_keys(tasks)
            tasks.go_to(path[5])

    def can_tick(self) -> str:
        """There have to be a task and a release."""
        if self.release is None:
            return "Ticks belong to a release: add one with [[releases]] in the file."
        return "" if self.query_one("#tasks", Table).keys else "This cell has no tasks."

    def do_tick(self) -> None:
        """Tick the task under the cursor; from the matrix, go to the tasks first."""
        tasks = self.query_one("#tasks", Table)
        if not tasks.has_focus:
            self.give_keys(tasks)
            self.octotui.say("space again ticks the task under the cursor; esc goes back to the matrix.")
            return
        release, place, key = self.release, self.matrix.place, tasks.key
        assert release is not None
        assert place is not None
        role = by_id(self.snapshot.plan.roles, place[0])
        task = next((task for task in role.tasks_in(place[1]) if task.id == key), None) if role else None
        if role and task:
            app = self.octotui
            edits = tick_task(app.session.plan, release, role.id, place[1], task.text, app.who, app.clock())
            ticked = "unticked" if release.tick_for(role.id, place[1], task.text) else "ticked"
            app.change(edits, f"{role.name}: {ticked} “{task.text}”")

    @property
    def profile(self) -> StoryView:
        """The profile of the role."""
        return self.query_one("#profile", StoryView)

    def do_open(self) -> Awaitable[None] | None:
        """Go into the cell's tasks, from there into the profile, and there to what is under the cursor."""
        tasks = self.query_one("#tasks", Table)
        if self.profile.has_focus:
            return self._open_part(self.profile.part)
        self.give_keys(self.profile if tasks.has_focus or not tasks.keys else tasks)
        return None

    def _open_part(self, part: Path | None) -> Awaitable[None] | None:
        return open_path(self.octotui.main, interaction_to(part)) if part else None

    def do_back(self) -> None:
        """Go back to the matrix."""
        self.give_keys(self.matrix)

    def can_status(self) -> str:
        """There has to be a release."""
        return "" if self.release else "There is no release."

    def do_status(self) -> Awaitable[None]:
        """Choose the phase the release is in."""
        release = self.release
        assert release is not None
        choices = choices_of([(phase, ((PHASE_NAMES[phase], ""),)) for phase in PHASES], taken="s")
        dialog = Choose(f"Phase of {say(release.id)[0]}", choices, release.phase, "s")
        return self.octotui.ask(dialog, lambda phase: self._set_phase(release, phase) if phase else None)

    def can_whose(self) -> str:
        """There have to be several releases."""
        return "" if len(self.snapshot.plan.releases) > 1 else "There is no other release."

    def do_whose(self) -> Awaitable[None]:
        """Choose the release that is shown."""
        plan = self.snapshot.plan
        options = [
            Option(
                release.id,
                (
                    (say(f"{release.id}  {release.name}".strip()),),
                    ((PHASE_NAMES[release.phase], "muted"),),
                    status_line(release.status, self.glyphs),
                ),
                f"{release.id} {release.name}",
            )
            for release in plan.releases
        ]
        columns = [Column("Release"), Column("Phase", 12), Column("Status", 14)]
        dialog = Pick("Release", columns, options, start=self.release.id if self.release else "")
        return self.octotui.ask(dialog, lambda picked: self.go_to(("releases", picked[0])) if picked else None)

    def can_copy(self) -> str:
        """There has to be a role."""
        return "" if self.selected() else "Nothing is selected."

    def do_copy(self) -> None:
        """Copy the role's profile as a prompt, in Markdown (document 004)."""
        role = self.selected()
        assert role is not None
        self.octotui.copy_text(prompt(role, self.snapshot), f"the profile of {role.label} as a prompt")

    @on(Matrix.Moved)
    def _moved(self) -> None:
        self._show_cell()
        self.octotui.main.show_footer_soon()

    @on(Table.Moved)
    def _task_moved(self, event: Table.Moved) -> None:
        event.stop()

    def _set_phase(self, release: Release, phase: str) -> None:
        plan = self.octotui.plan
        edits = set_field(plan, ("releases", release.id, "phase"), phase)
        self.octotui.change(edits, with_leftovers(summarise(edits, plan), lambda: apply(plan, edits), edits))

    def _release_line(self, release: Release | None) -> Line:
        if release is None:
            return (("  No release yet: tasks can be ticked once there is one.", "warn"),)
        window = moment_text(release.window, weekday=True) if release.window else "no window"
        name = release.id + (f"  {release.name}" if release.name and release.name != release.id else "")
        return (
            ("  ", ""),
            say(name, "bold"),
            (f"  {self.glyphs.dot} ", "faint"),
            (PHASE_NAMES[release.phase], "accent"),
            (f" {self.glyphs.dot} ", "faint"),
            (window, "muted"),
            (f" {self.glyphs.dot} ", "faint"),
            *status_line(release.status, self.glyphs),
        )

    def _show_cell(self) -> None:
        snapshot, place = self.snapshot, self.matrix.place
        role = by_id(snapshot.plan.roles, place[0]) if place else None
        view = self.profile
        if role is None or place is None:
            view.tell(lambda story: story.teach(TEACHES), from_top=True)
            return
        release = self.release
        count = cell(snapshot.plan, release, role, place[1])
        self.query_one("#cell", OneLine).show(
            (
                ("  ", ""),
                say(role.name, "bold"),
                (f"  {PHASE_NAMES[place[1]]}", "accent"),
                (f"  {count.done} of {count.total} done" if count.total else "  no tasks", "muted"),
            )
        )
        tasks = role.tasks_in(place[1])
        self.query_one("#tasks", Table).fill(
            [Row(task.id, partial(self._task_cells, task, role, place[1], release, snapshot)) for task in tasks]
        )
        self.query_one("#tasks", Table).show_signs(self._signs_of(role, place[1], release))
        view.tell(partial(self._profile, role), from_top=False)

    def _sign_of(self, role: Role, phase: str, release: Release | None) -> Run | None:
        """What stands in a cell in which anything changed since then."""
        return delta_run("changed", self.glyphs) if self._signs_of(role, phase, release) else None

    def _signs_of(self, role: Role, phase: str, release: Release | None) -> dict[str, Run]:
        """What became of the tasks of a cell: a tick is in the release, the task itself in its role."""
        since = self.snapshot.since
        if since is None:
            return {}
        tasks = role.tasks_in(phase)
        signs = self.signs((task.id for task in tasks), lambda key: ("roles", role.id, "tasks", phase, "tasks", key))
        before = by_id(since.plan.releases, release.id) if release else None
        for task in tasks if release and self.snapshot.delta(("releases", release.id)) else ():
            was, now = (one is not None and one.tick_for(role.id, phase, task.text) for one in (before, release))
            if bool(was) != bool(now):
                signs[task.id] = delta_run("closed" if now else "reopened", self.glyphs)
        return signs

    def _task_cells(
        self, task: Task, role: Role, phase: str, release: Release | None, snapshot: Snapshot
    ) -> tuple[Line, Line, Line]:
        tick = release.tick_for(role.id, phase, task.text) if release else None
        when = moment_text(tick.at) if tick and tick.at else ""
        by = snapshot.plan.person_name(tick.by) if tick else ""
        return (tick_line(tick is not None, task.text, self.glyphs), (say(by, "muted"),), ((when, "muted"),))

    def _profile(self, role: Role, story: Story) -> None:
        RoleStory(role, self.snapshot, self.glyphs, story).tell(titled=False)
