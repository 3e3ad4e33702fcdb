"""The profiles of the roles: who fills each, what it answers for, whom it works with, what is open (document 004)."""

from __future__ import annotations

from collections.abc import Awaitable, Sequence

from octotui.plan.load import over_loaded
from octotui.plan.mine import open_counts
from octotui.plan.progress import Cell, cell, current_release
from octotui.plan.roles import Role
from octotui.plan.whose import filled_by, whose
from octotui.session import PlanChanged
from octotui.ui.meanings import bar
from octotui.ui.snapshot import Snapshot
from octotui.ui.tabs import View
from octotui.ui.tabs.duties import NOT_HELD_UP, DutyTab, open_path
from octotui.ui.tabs.duty_lines import open_line
from octotui.ui.tabs.role_story import RoleStory, interaction_to, prompt
from octotui.ui.text import Line, say
from octotui.ui.widgets.story import Story
from octotui.ui.widgets.table import Column

BAR = 6


class ProfilesTab(DutyTab):
    """Roles with who fills them, their tasks in the release, and what is open; `y` copies the profile as a prompt."""

    model = Role
    titles = {"copy": "copy as prompt"}  # noqa: RUF012  # a ClassVar in the base
    reflects_all = True  # what is open comes from all over the plan
    columns = (
        Column("Role", 0, 18),
        Column("Filled by", 18, 10, rank=1),
        Column("Tasks", BAR + 5, 5, rank=2),
        Column("Open", 12, 4, rank=3),
    )
    teaches = (
        "Roles say who does what, and a profile is a page about each: what it is for, and whom it works with.",
        "",
        "Press a to add the first one, or write it in the file:",
        "",
        "[[roles]]",
        'id      = "release-manager"',
        'name    = "Release Manager"',
        'summary = "Takes a release from ready to live."',
        'people  = ["dana"]               # or name the role at the person',
        'responsibilities = ["Plan the windows", "Lead the go/no-go"]',
        'collaborators    = ["developer", "qa"]',
        "[roles.interactions]",
        'qa = "Hears whether it is ready"',
    )
    SCOPED_CSS = False  # its layout follows the size of the screen, which is outside of it
    DEFAULT_CSS = """
    .-wide ProfilesTab > #list { width: 58%; }
    .-wide ProfilesTab > #side { width: 42%; }
    """

    def __init__(self, view: View) -> None:
        """Make the tab; what is open is counted with each snapshot."""
        super().__init__(view)
        self._open: dict[str, tuple[int, int]] = {}

    def show(self, snapshot: Snapshot, change: PlanChanged | None) -> None:
        """The roles, with what is open for each."""
        self._open = open_counts(
            snapshot.claims, {role.id: whose(snapshot.plan, role.name) for role in snapshot.plan.roles}
        )
        super().show(snapshot, change)

    def cells(self, thing: Role, snapshot: Snapshot) -> Sequence[Line]:
        """The cells of a row."""
        plan = snapshot.plan
        handles = filled_by(plan, thing)
        over = over_loaded(plan, handles)
        names = say(", ".join(plan.person_name(handle) for handle in handles))
        mine = (f"{self.glyphs.bullet} ", "accent") if thing.id in snapshot.my_roles else ("", "")
        release = current_release(plan)
        return (
            (mine, say(thing.name)),
            ((f"{self.glyphs.warn} ", "warn"), names) if over else (names,) if handles else (("nobody", "warn"),),
            self._tasks(cell(plan, release, thing, release.phase) if release else Cell()),
            open_line(self._open.get(thing.id, (0, 0)), self.glyphs),
        )

    def words(self, thing: Role, snapshot: Snapshot) -> str:
        """Id, name, summary, and who fills it."""
        people = " ".join(snapshot.plan.person_name(handle) for handle in filled_by(snapshot.plan, thing))
        return f"{super().words(thing, snapshot)} {thing.summary} {people}"

    def is_mine(self, thing: Role, snapshot: Snapshot) -> bool:
        """Whether the user fills it."""
        return thing.id in snapshot.my_roles

    def tell(self, thing: Role, snapshot: Snapshot, story: Story) -> None:
        """The profile, and what is open."""
        RoleStory(thing, snapshot, self.glyphs, story).tell()

    def can_raise(self) -> str:
        """Only what is open may be held up."""
        return super().can_raise() if self.story.part else NOT_HELD_UP

    def do_open(self) -> Awaitable[None] | None:
        """Go into the profile; there, to the role, the person or the thing under the cursor."""
        part = self.story.part
        if part is None:
            return super().do_open()
        return open_path(self.octotui.main, interaction_to(part))

    def do_copy(self) -> None:
        """Copy the profile of the role as a prompt, in Markdown (document 004)."""
        role = self.row_thing()
        if role is None or self.story.part is not None:
            super().do_copy()
            return
        self.octotui.copy_text(prompt(role, self.snapshot), f"the profile of {role.label} as a prompt")

    def _tasks(self, count: Cell) -> Line:
        if not count.total:
            return ((self.glyphs.dot, "faint"),)
        ink = "good" if count.done == count.total else "accent"
        return (*bar(count.percent, BAR, self.glyphs, ink), (f" {count.done}/{count.total}", "muted"))
