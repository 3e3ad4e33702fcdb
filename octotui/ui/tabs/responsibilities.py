"""Who answers for what, and who works with whom: two matrices where there is room, else two lists (000, 004)."""

from __future__ import annotations

from collections.abc import Awaitable, Iterable, Sequence
from functools import partial

from textual import events, on
from textual.app import ComposeResult

from octotui.config.commands import Command
from octotui.plan.base import Entity
from octotui.plan.edits import Path
from octotui.plan.roles import Responsibility, Role
from octotui.plan.search import parse_filter
from octotui.session import PlanChanged
from octotui.ui.snapshot import Snapshot
from octotui.ui.tabs.decision_story import called_role
from octotui.ui.tabs.duties import NOT_HELD_UP
from octotui.ui.tabs.editing import Editing
from octotui.ui.tabs.role_columns import NAME_LEAST, NAME_MOST, RoleColumns, role_columns
from octotui.ui.tabs.role_picks import pick_role, pick_roles
from octotui.ui.text import Line, Run, say
from octotui.ui.widgets.chrome import OneLine
from octotui.ui.widgets.story import StoryView
from octotui.ui.widgets.table import Column, Row, Table

TEACHES = (
    "Who answers for what: for each activity the role that owns it, and the roles that support it.",
    "",
    "Press a to add the first one, or write it in the file:",
    "",
    "[responsibilities]",
    'standup = { activity = "Lead the daily standup", owner = "project-manager", supporting = ["all"] }',
    "",
    "Below stands who works with whom, once roles name their collaborators:",
    "",
    "[[roles]]",
    'id   = "developer"',
    'name = "Developer"',
    'collaborators = ["qa", "technical-writer"]',
    'frequency     = "Daily to weekly"',
)
ACTIVITIES = (Column("Activity", 0, 20), Column("Primary owner", 22, 8), Column("Supporting", 0, 16))
TOGETHER = (
    Column("Role", 22, 10),
    Column("Works with", 0, 24),
    Column("Meets at", 0, 20, rank=1),
    Column("How often", 20, 8, rank=2),
)
OFTEN = (Column("How often", 22, 10), Column("Meets at", 0, 4, rank=1))


class ResponsibilitiesTab(Editing):
    """Activities by roles over roles by roles; the keys act on the one that has them."""

    can_be_filtered = True

    SCOPED_CSS = False  # its layout follows the size of the screen, which is outside of it
    DEFAULT_CSS = """
    ResponsibilitiesTab { layout: vertical; }
    ResponsibilitiesTab OneLine { margin: 0 0 1 0; }
    MainScreen.-short ResponsibilitiesTab OneLine { margin: 0; }
    ResponsibilitiesTab #activities { height: auto; max-height: 45%; margin-bottom: 1; }
    MainScreen.-short ResponsibilitiesTab #activities { margin: 0; }
    ResponsibilitiesTab #together { height: 1fr; }
    ResponsibilitiesTab #teach { height: 1fr; padding: 2 4; display: none; }
    ResponsibilitiesTab.-empty > * { display: none; }
    ResponsibilitiesTab.-empty > #teach { display: block; }
    """

    def compose(self) -> ComposeResult:
        """The two matrices, each under a line that says what it is."""
        yield OneLine(id="about-activities")
        yield Table(ACTIVITIES, id="activities")
        yield OneLine(id="about-together")
        yield Table(TOGETHER, id="together")
        yield StoryView(id="teach")

    @property
    def activities(self) -> Table:
        """Who answers for what."""
        return self.query_one("#activities", Table)

    @property
    def together(self) -> Table:
        """Who works with whom."""
        return self.query_one("#together", Table)

    @property
    def model(self) -> type[Entity]:  # type: ignore[override]  # it follows the matrix that has the keys
        """What `a` adds."""
        return Role if self.together.has_focus else Responsibility

    def area_path(self) -> Path:
        """Where `a` adds it."""
        return ("roles",) if self.together.has_focus else ("responsibilities",)

    def show(self, snapshot: Snapshot, change: PlanChanged | None) -> None:
        """Both matrices, as wide as there is room."""
        self.stale = False
        plan = snapshot.plan
        roles = [role for role in plan.roles if role.collaborators]
        self.set_class(not plan.responsibilities and not roles, "-empty")
        self._show_activities([one for one in plan.responsibilities if self._is_shown(one, snapshot)], snapshot)
        self._show_together([role for role in roles if self._is_shown(role, snapshot)], snapshot)
        for table, area in self._areas():
            table.show_signs(self.signs(table.keys, partial(_path, area)))
        self.query_one("#teach", StoryView).tell(lambda story: story.teach(TEACHES), from_top=False)
        if change is not None and change.source != "you":
            for table, area in self._areas():
                ids = frozenset(edit.path[1] for edit in change.edits if edit.path[0] == area and len(edit.path) > 1)
                table.glow(ids)

    def on_resize(self) -> None:
        """Another width may have room for other columns."""
        if not self.stale:
            self.call_after_refresh(self.show, self.snapshot, None)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Other keys are possible in the other matrix."""
        del event
        self.octotui.main.show_footer()

    def enter(self) -> None:
        """Take the keys in the first one that has rows."""
        first = self.activities if self.activities.keys or not self.together.keys else self.together
        self.give_keys(self.query_one("#teach") if self.has_class("-empty") else first)

    def filter(self, text: str) -> None:
        """Show only what matches, in both."""
        super().filter(text)
        self.show(self.snapshot, None)

    def selected_path(self) -> Path | None:
        """What is under the cursor, where the keys go."""
        table = self._table
        return (*self.area_path(), table.key) if table.key else None

    def selected_paths(self) -> tuple[Path, ...]:
        """What is marked there, else what is under the cursor."""
        table, one = self._table, self.selected_path()
        marked = [key for key in table.keys if key in table.marks]
        return tuple((*self.area_path(), key) for key in marked) or ((one,) if one else ())

    def go_to(self, path: Path) -> None:
        """Put the cursor on an activity, or on a role."""
        table = self.together if path[0] == "roles" else self.activities
        self.give_keys(table)
        table.go_to(path[1])

    def title_of(self, command: Command) -> str:
        """What the keys do follows the matrix."""
        if command.id == "blockers":
            return "works with" if self.together.has_focus else "supporting"
        return "profile" if command.id == "open" and self.together.has_focus else super().title_of(command)

    def can_raise(self) -> str:
        """Nothing here is held up."""
        return NOT_HELD_UP

    def can_open(self) -> str:
        """Something has to be selected."""
        return self.can_edit()

    def do_open(self) -> Awaitable[None]:
        """Edit the activity; go to the profile of the role."""
        path = self.selected_path()
        return self.octotui.main.jump(path) if self.together.has_focus and path else self.do_edit()

    def do_back(self) -> None:
        """Go back to the activities; there, clear marks and filter."""
        if self._table.marks:
            self._table.clear_marks()
        elif self.together.has_focus:
            self.give_keys(self.activities)
        elif self.only_mine:
            self.do_mine()
        else:
            self.octotui.main.action_clear_filter()

    def do_mark(self) -> None:
        """Mark the row, or take the mark away."""
        self._table.toggle_mark()
        self.octotui.say(f"{len(self._table.marks)} marked: the keys act on all of them; esc clears.")

    def do_mine(self) -> None:
        """Show only what falls to the user's roles, or all again."""
        self.only_mine = not self.only_mine
        self.show(self.snapshot, None)
        self.octotui.main.show_filter()

    def do_owner(self) -> Awaitable[None]:
        """Choose the role that owns the activity, or type a name."""
        dialog = pick_role(self.snapshot.plan, "Primary owner", getattr(self.selected(), "owner", ""))
        return self.octotui.ask(dialog, lambda picked: self.set_all("owner", picked[0]) if picked else None)

    def can_blockers(self) -> str:
        """Something has to be selected."""
        return self.can_edit()

    def do_blockers(self) -> Awaitable[None]:
        """Choose the roles that support the activity, or those that the role works with."""
        field = "collaborators" if self.together.has_focus else "supporting"
        picked: Sequence[str] = getattr(self.selected(), field, ())
        title = "Works with" if self.together.has_focus else "Supporting"
        dialog = pick_roles(self.snapshot.plan, title, picked)
        return self.octotui.ask(dialog, lambda names: self.set_all(field, names or None) if names is not None else None)

    @on(Table.Opened)
    async def _opened(self) -> None:
        await self.do_open()

    @on(Table.Moved)
    def _moved(self) -> None:
        self.octotui.main.show_footer_soon()

    @property
    def _table(self) -> Table:
        return self.together if self.together.has_focus else self.activities

    def _areas(self) -> tuple[tuple[Table, str], ...]:
        return (self.activities, "responsibilities"), (self.together, "roles")

    def _show_activities(self, shown: Sequence[Responsibility], snapshot: Snapshot) -> None:
        plan = snapshot.plan
        names = (name for one in plan.responsibilities for name in (one.owner, *one.supporting) if name)
        roles = role_columns(plan, names)
        matrix = roles.fits(self.size.width)
        table = self.activities
        table.set_columns((Column("Activity", NAME_MOST, NAME_LEAST), *roles.columns) if matrix else ACTIVITIES)
        table.fill([Row(one.id, partial(self._activity, one, roles if matrix else None, snapshot)) for one in shown])
        legend = f"{self.glyphs.primary} primary owner   {self.glyphs.idle} supports" if matrix else ""
        self._about("#about-activities", "Who answers for what", legend)

    def _show_together(self, shown: Sequence[Role], snapshot: Snapshot) -> None:
        plan = snapshot.plan
        names = (name for role in plan.roles if role.collaborators for name in (role.id, *role.collaborators))
        roles = role_columns(plan, names)
        matrix = roles.fits(self.size.width, OFTEN)
        table = self.together
        table.set_columns((Column("Role", NAME_MOST, NAME_LEAST), *roles.columns, *OFTEN) if matrix else TOGETHER)
        table.fill([Row(role.id, partial(self._role, role, roles if matrix else None, snapshot)) for role in shown])
        legend = f"{self.glyphs.primary} mostly   {self.glyphs.idle} named by the other" if matrix else ""
        self._about("#about-together", "Who works with whom", legend)

    def _about(self, line: str, what: str, legend: str) -> None:
        self.query_one(line, OneLine).show((("  ", ""), (what, "accent bold"), (f"   {legend}", "muted")))

    def _activity(self, one: Responsibility, roles: RoleColumns | None, snapshot: Snapshot) -> Sequence[Line]:
        mine = snapshot.is_mine(one.owner)
        name = say(one.activity, "bold" if mine else "")
        if roles is None:
            return (name,), (self._called(one.owner, snapshot),), self._names(one.supporting, snapshot)
        owns, helps, none = (self.glyphs.primary, "accent"), (self.glyphs.idle, "muted"), (self.glyphs.dot, "line")
        marks = (owns if role == one.owner else helps if role in one.supporting else none for role in roles.roles)
        return ((name,), *roles.cells(marks))

    def _role(self, role: Role, roles: RoleColumns | None, snapshot: Snapshot) -> Sequence[Line]:
        name, often = say(role.name, "bold" if role.id in snapshot.my_roles else ""), say(role.frequency, "muted")
        met = say(", ".join(role.touchpoints), "muted")
        if roles is None:
            return (name,), self._names(role.collaborators, snapshot), (met,), (often,)
        named_by = {other.id for other in snapshot.plan.roles if role.id in other.collaborators}
        return ((name,), *roles.cells(self._mark(role, other, named_by) for other in roles.roles), (often,), (met,))

    def _mark(self, role: Role, other: str, named_by: set[str]) -> Run:
        if other == role.id:
            return (" ", "")
        if other in role.collaborators:
            return (self.glyphs.primary, "accent")
        return (self.glyphs.idle, "muted") if other in named_by else (self.glyphs.dot, "line")

    def _names(self, names: Iterable[str], snapshot: Snapshot) -> Line:
        return (say(", ".join(called_role(snapshot.plan, name) for name in names), "muted"),)

    def _called(self, owner: str, snapshot: Snapshot) -> Run:
        return say(called_role(snapshot.plan, owner)) if owner else ("nobody", "warn")

    def _is_shown(self, one: Responsibility | Role, snapshot: Snapshot) -> bool:
        names = (one.owner, *one.supporting) if isinstance(one, Responsibility) else (one.id, *one.collaborators)
        if self.only_mine and not snapshot.me.means(*(name for name in names if name and name != "all")):
            return False
        words = " ".join((one.id, one.label, *(called_role(snapshot.plan, name) for name in names)))
        if not self.filter_text.strip():
            return True
        area = "responsibilities" if isinstance(one, Responsibility) else "roles"
        return parse_filter(self.filter_text).matches(words, {"owner": words, **self.changed_field((area, one.id))})


def _path(area: str, key: str) -> Path:
    return (area, key)
