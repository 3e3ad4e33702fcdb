"""My day: everything that falls to a person or a role, from all over the plan, late first."""

from __future__ import annotations

from collections.abc import Awaitable, Mapping, Sequence
from typing import Any

from textual.app import ComposeResult

from octotui.plan.base import Entity
from octotui.plan.claims import ClaimState
from octotui.plan.edits import Path, parse_path, path_text, value_at
from octotui.plan.mine import Duty, duties, open_counts
from octotui.plan.whose import Whose, filled_by, whose
from octotui.plan.words import percent
from octotui.session import PlanChanged
from octotui.ui.dialogs.pick import Option, Pick
from octotui.ui.meanings import bar, score_run, status_line
from octotui.ui.snapshot import Snapshot
from octotui.ui.tabs import View
from octotui.ui.tabs.duties import DutyTab, open_path
from octotui.ui.tabs.duty_lines import due_run, kind_of, label_line, open_line
from octotui.ui.tabs.setting import NOTHING
from octotui.ui.text import Line, say
from octotui.ui.widgets.chrome import OneLine
from octotui.ui.widgets.story import Story
from octotui.ui.widgets.table import Column, Table

HEADINGS: Mapping[ClaimState, tuple[str, str]] = {
    "late": ("Late", "bold bad"),
    "today": ("Today", "bold accent"),
    "soon": ("Within a week", "bold"),
    "open": ("Open", "bold muted"),
}


class MyDayTab(DutyTab):
    """What is late, due today, due within a week, and open; space ticks, enter goes there, W looks at another's."""

    titles = {"open": "go there", "tick": "done"}  # noqa: RUF012  # a ClassVar in the base
    keeps_order = False  # the headings say when
    reflects_all = True
    columns = (
        Column("Due", 13, 5),
        Column("What", 0, 34),
        Column("Kind", 12, 4, rank=2),
        Column("Why", 24, 8, rank=1),
    )
    teaches = (
        "Nothing falls to you.",
        "",
        "Here is what you own, and what your roles have to do: batches, cards, risks, points of checklists,",
        "release tasks, votes, approvals, checkpoints and messages, the late ones first.",
        "",
        "Say in the file which roles you have:",
        "",
        "[people]",
        'dana = { name = "Dana Kim", roles = ["release-manager"] }',
        "",
        "W looks at the day of somebody else, or of a role.",
    )

    SCOPED_CSS = False  # its layout follows the size of the screen, which is outside of it
    DEFAULT_CSS = """
    MyDayTab > #whose { dock: top; margin: 0 0 1 0; }
    MainScreen.-short MyDayTab > #whose { margin: 0; }
    MyDayTab > #list { height: 1fr; }
    MyDayTab > #side { height: 7; }
    MainScreen.-tall MyDayTab > #side { height: 12; }
    MainScreen.-wide MyDayTab > #list { width: 66%; height: 100%; }
    MainScreen.-wide MyDayTab > #side { width: 34%; height: 100%; }
    """

    def __init__(self, view: View) -> None:
        """Make the tab: it is the user's until another is chosen."""
        super().__init__(view)
        self._whose: str | None = None

    def compose(self) -> ComposeResult:
        """Whose day it is, over the list and the story."""
        yield OneLine(id="whose")
        yield from super().compose()

    @property
    def who(self) -> Whose:
        """Whose day is shown."""
        return whose(self.snapshot.plan, self._whose) if self._whose else self.snapshot.me

    def things(self, snapshot: Snapshot) -> Sequence[Any]:
        """Their duties, late first."""
        return duties(snapshot.claims, self.who, snapshot.today)

    def show(self, snapshot: Snapshot, change: PlanChanged | None) -> None:
        """The list, and whose it is."""
        super().show(snapshot, change)
        theirs = self.things(snapshot)
        late = sum(duty.state == "late" for duty in theirs)
        roles = ", ".join(dict.fromkeys(self.who.roles.values())) if self.who.handles else "role"
        dot = (f"  {self.glyphs.dot}  ", "faint")
        self.query_one("#whose", OneLine).show(
            (
                ("  ", ""),
                say(self.who.name, "bold"),
                say(f"  {roles}", "muted"),
                dot,
                (f"{len(theirs)} open", "muted"),
                *((dot, (f"{self.glyphs.warn} {late} late", "bad")) if late else ()),
            )
        )

    def group_of(self, thing: Duty, snapshot: Snapshot) -> Line:
        """Late, today, within a week, or open."""
        del snapshot
        return (HEADINGS[thing.state],)

    def cells(self, thing: Duty, snapshot: Snapshot) -> Sequence[Line]:
        """The cells of a row."""
        del snapshot
        return (
            (due_run(thing, self.glyphs),),
            label_line(thing, self.glyphs),
            ((kind_of(thing), "muted"),),
            (say(thing.why, "muted"),),
        )

    def words(self, thing: Duty, snapshot: Snapshot) -> str:
        """Id, label, kind, and what it belongs to."""
        del snapshot
        return f"{thing.id} {thing.label} {thing.kind} {thing.of}"

    def fields(self, thing: Duty, snapshot: Snapshot) -> Mapping[str, str]:
        """``kind:card``, ``state:late``, ``why:release``."""
        del snapshot
        return {"kind": kind_of(thing), "state": thing.state, "why": thing.why}

    def is_mine(self, thing: Duty, snapshot: Snapshot) -> bool:
        """All of it."""
        del thing, snapshot
        return True

    def tell(self, thing: Any, snapshot: Snapshot, story: Story) -> None:
        """What it is, when it is due, why it is theirs, and how it stands."""
        duty = thing
        story.title(duty.label, ((kind_of(duty), "muted"), say(f"  {duty.of}", "muted")))
        story.gap()
        day = f"  {duty.due}" if duty.state in ("late", "today") and duty.due else ""
        story.fact("Due", due_run(duty, self.glyphs), (day, "muted"))
        story.fact("Why", say(duty.why))
        it = value_at(snapshot.plan, duty.path)
        if not isinstance(it, Entity):
            return
        status = getattr(it, "status", getattr(it, "state", ""))
        story.fact("Status", *(status_line(status, self.glyphs) if status else ()))
        if duty.kind in ("batch", "mitigation"):
            progress = getattr(it, "progress", 0)
            story.fact("Progress", *bar(progress, 12, self.glyphs), (f" {percent(progress)}", "muted"))
        if duty.kind == "risk":
            story.fact("Score", score_run(getattr(it, "score", 0)))
        story.fact("Blockers", say(", ".join(getattr(it, "blockers", ()))))
        for field in ("summary", "ask", "mitigation", "description", "reason", "needed", "purpose", "notes"):
            if text := getattr(it, field, ""):
                story.gap()
                story.text(text, "muted")

    def path_of(self, key: str) -> Path:
        """The rows are of all collections, so the key of each is its path."""
        return parse_path(key)

    def key_of(self, path: Path) -> str:
        """The path of the thing."""
        return path_text(path)

    def row_thing(self) -> Any:
        """The duty under the cursor."""
        key = self.table.key
        return next((duty for duty in self.things(self.snapshot) if duty.id == key), None) if key else None

    def whole_of(self) -> Path | None:
        """Nothing is added here."""
        return None

    def can_add(self) -> str:
        """Things are added where they are at home."""
        return "Nothing is added here: enter goes to where a thing is at home."

    def can_open(self) -> str:
        """Something has to be selected."""
        return "" if self.row_path() else NOTHING

    def do_open(self) -> Awaitable[None] | None:
        """Go to where it is at home."""
        path = self.row_path()
        return open_path(self.octotui.main, path) if path else None

    def can_mine(self) -> str:
        """There has to be another's day in sight."""
        return "" if self._whose else "It is your own day; W looks at somebody else's."

    def do_mine(self) -> None:
        """Look at the user's own day again."""
        self._look_at(None)

    def do_whose(self) -> Awaitable[None]:
        """Choose whose day to look at."""
        plan = self.snapshot.plan
        people = [
            (one.id, one.name or one.id, ", ".join(dict.fromkeys(whose(plan, one.id).roles.values())))
            for one in plan.people
        ]
        roles = [
            (role.name, role.name, ", ".join(plan.person_name(name) for name in filled_by(plan, role)) or "nobody")
            for role in plan.roles
        ]
        everybody = (*people, *roles)
        counts = open_counts(self.snapshot.claims, {value: whose(plan, value) for value, _, _ in everybody})
        options = [
            Option(
                value,
                ((say(name),), (say(who, "muted"),), open_line(counts[value], self.glyphs)),
                f"{value} {name} {who}",
            )
            for value, name, who in everybody
        ]
        dialog = Pick("Whose day", [Column("Person or role", 30), Column("Who"), Column("Open", 12)], options)
        return self.octotui.ask(dialog, lambda picked: self._look_at(picked[0]) if picked else None)

    def _look_at(self, name: str | None) -> None:
        self._whose = name
        self.show(self.snapshot, None)
        self.query_one("#list", Table).do_top()
        self.octotui.main.show_footer()
