"""The people: which roles they have, how much of a week, what they own, and whether it is too much."""

from __future__ import annotations

from collections.abc import Awaitable, Sequence

from octotui.plan.load import Load, loads
from octotui.plan.mine import duties, open_counts
from octotui.plan.project import Person
from octotui.plan.whose import roles_of, whose
from octotui.plan.words import figure, percent
from octotui.session import PlanChanged
from octotui.ui.snapshot import Snapshot
from octotui.ui.tabs import View
from octotui.ui.tabs.duties import NOT_HELD_UP, DutyTab, open_path
from octotui.ui.tabs.duty_lines import open_line, tell_duties
from octotui.ui.text import Line, say
from octotui.ui.widgets.story import Story
from octotui.ui.widgets.table import Column


class PeopleTab(DutyTab):
    """People with their roles, their capacity, the batches in hand, and what is open."""

    model = Person
    reflects_all = True  # what they have in hand comes from all over the plan
    columns = (
        Column("Person", 0, 18),
        Column("Roles", 30, 10, rank=2),
        Column("Week", 6, 5, rank=3, align="right"),
        Column("Batches", 10, 7, rank=1),
        Column("Open", 12, 4),
    )
    teaches = (
        "The people of the team; owners, ticks and votes name them by their handle.",
        "",
        "Press a to add the first one, or write it in the file:",
        "",
        "[people]",
        'dana = { name = "Dana Kim", roles = ["release-manager"] }',
        'noor = { name = "Noor El-Sayed", roles = ["data-analyst"], capacity = 50 }   # percent of a week',
    )

    def __init__(self, view: View) -> None:
        """Make the tab; what is open is counted with each snapshot."""
        super().__init__(view)
        self._open: dict[str, tuple[int, int]] = {}
        self._loads: dict[str, Load] = {}

    def show(self, snapshot: Snapshot, change: PlanChanged | None) -> None:
        """The people, with what they have in hand."""
        plan = snapshot.plan
        self._open = open_counts(snapshot.claims, {person.id: whose(plan, person.id) for person in plan.people})
        self._loads = loads(plan)
        super().show(snapshot, change)

    def cells(self, thing: Person, snapshot: Snapshot) -> Sequence[Line]:
        """The cells of a row."""
        me = ((f"{self.glyphs.bullet} ", "accent"),) if thing.id == snapshot.who else ()
        capacity = percent(thing.capacity) if thing.capacity is not None else ""
        return (
            (*me, say(thing.name or thing.id)),
            (say(self._roles(thing, snapshot), "muted"),),
            ((capacity, "muted"),),
            self._load(thing),
            open_line(self._open.get(thing.id, (0, 0)), self.glyphs),
        )

    def words(self, thing: Person, snapshot: Snapshot) -> str:
        """Handle, name, roles and notes."""
        return f"{super().words(thing, snapshot)} {self._roles(thing, snapshot)}"

    def is_mine(self, thing: Person, snapshot: Snapshot) -> bool:
        """Whether it is the user."""
        return thing.id == snapshot.who

    def tell(self, thing: Person, snapshot: Snapshot, story: Story) -> None:
        """Roles, capacity, load, and everything that is open."""
        plan, load = snapshot.plan, self._loads.get(thing.id, Load(0))
        story.title(thing.name or thing.id, (say(thing.id, "muted"),))
        story.gap()
        known = roles_of(plan, thing)
        for number, role in enumerate(known):
            with story.part(("roles", role.id)):
                story.fact("" if number else "Roles", say(role.name))
        if not known:
            story.fact("Roles", say(", ".join(thing.roles)) if thing.roles else ("none", "faint"))
        story.fact("Week", say(percent(load.capacity)))
        over = (f"  {self.glyphs.warn} too much", "warn") if load.is_over else ("", "")
        story.fact("Batches", (f"{load.batches} in hand, {figure(load.most)} at most", ""), over)
        story.fact("Email", say(thing.email))
        if thing.notes:
            story.section("Notes")
            story.text(thing.notes)
        tell_duties(story, duties(snapshot.claims, whose(plan, thing.id), snapshot.today), self.glyphs)

    def can_raise(self) -> str:
        """Only what is open may be held up."""
        return super().can_raise() if self.story.part else NOT_HELD_UP

    def do_open(self) -> Awaitable[None] | None:
        """Go into the story; there, to the role or the thing under the cursor."""
        part = self.story.part
        return super().do_open() if part is None else open_path(self.octotui.main, part)

    @staticmethod
    def _roles(person: Person, snapshot: Snapshot) -> str:
        return ", ".join(dict.fromkeys(whose(snapshot.plan, person.id).roles.values()))

    def _load(self, person: Person) -> Line:
        load = self._loads.get(person.id, Load(0))
        if not load.batches:
            return ()
        flag = (f"{self.glyphs.warn} ", "warn") if load.is_over else ("", "")
        return (flag, (f"{load.batches} of {figure(load.most)}", "warn" if load.is_over else "muted"))
