"""The issues: what went wrong, who mends it, and how far up it has gone."""

from __future__ import annotations

from collections.abc import Awaitable, Mapping, Sequence
from datetime import date, timedelta

from octotui.plan.edits import Edit, value_at
from octotui.plan.issue_moves import escalate
from octotui.plan.issues import ISSUE_LEVELS, PRIORITIES, Issue, level_above
from octotui.plan.targets import due_day
from octotui.plan.words import age_text, day_text, moment_text
from octotui.ui.dialogs.ask import Ask
from octotui.ui.dues import due_line, target_line
from octotui.ui.meanings import PRIORITY_INKS, name_run, status_line, words_of
from octotui.ui.snapshot import Snapshot
from octotui.ui.tabs.belonging import tell_batches
from octotui.ui.tabs.feed import tell_history
from octotui.ui.tabs.listing import ListTab
from octotui.ui.tabs.setting import NOTHING
from octotui.ui.text import Line, say
from octotui.ui.widgets.story import Story
from octotui.ui.widgets.table import Column

FIELDS = ("description", "impact", "root_cause", "resolution", "prevention")


class IssuesTab(ListTab):
    """Open ones first, by priority and by due day; the story has the whole template and what was done."""

    model = Issue
    broad = True
    titles = {"raise": "escalate"}  # noqa: RUF012  # a ClassVar in the base
    columns = (
        Column("Priority", 8, 8),
        Column("Issue", 0, 26),
        Column("Category", 10, 8, rank=5),
        Column("Status", 13, 8),
        Column("With", 10, 4, rank=3),
        Column("Owner", 16, 6, rank=2),
        Column("Age", 5, 4, rank=4),
        Column("Due", 12, 8, rank=1),
    )
    teaches = (
        "The issues: what went wrong, why, and what keeps it from coming back.",
        "",
        "Press a to add the first one, or write it in the file:",
        "",
        "[[issues]]",
        'title = "Sign-in takes four seconds on Mondays"',
        'category = "technical"      # technical, process, business',
        'priority = "critical"       # critical, high, medium, low',
        'impact = "Two key accounts called."',
        "",
        "s moves it on: open, in progress, resolved, closed. ! takes it up: team, manager, director, executive.",
    )

    def things(self, snapshot: Snapshot) -> Sequence[Issue]:
        """Open before resolved before closed, the highest priority first, then what is due first."""
        return sorted(
            snapshot.plan.issues,
            key=lambda one: (
                not one.is_open,
                one.status == "closed",
                PRIORITIES.index(one.priority),
                due_day(one.target, snapshot.start) or date.max,
                one.opened or date.max,
            ),
        )

    def cells(self, thing: Issue, snapshot: Snapshot) -> Sequence[Line]:
        """The cells of a row."""
        ink = "" if thing.is_open else "muted"
        higher = thing.escalated != ISSUE_LEVELS[0]
        return (
            ((thing.priority, PRIORITY_INKS[thing.priority] if thing.is_open else "muted"),),
            (say(thing.title, ink),),
            ((thing.category, "muted"),),
            status_line(thing.status, self.glyphs),
            ((f"{self.glyphs.up} " if higher else "", "warn"), (thing.escalated, ink if higher else "muted")),
            (name_run(snapshot.plan.person_name(thing.owner)),),
            ((self._age(thing, snapshot), "muted"),),
            due_line(thing.target, snapshot, self.glyphs, done=not thing.is_open),
        )

    def words(self, thing: Issue, snapshot: Snapshot) -> str:
        """Id, title, notes, and the whole template."""
        return f"{super().words(thing, snapshot)} {' '.join(getattr(thing, field) for field in FIELDS)}"

    def fields(self, thing: Issue, snapshot: Snapshot) -> Mapping[str, str]:
        """``priority:high``, ``category:process``, ``escalated:director``, ``batch:batch-2``."""
        reporter = f"{thing.reporter} {snapshot.plan.person_name(thing.reporter)}"
        return {**super().fields(thing, snapshot), "reporter": reporter, "batch": " ".join(thing.batches)}

    def is_mine(self, thing: Issue, snapshot: Snapshot) -> bool:
        """Owned by the user, or reported by them."""
        return super().is_mine(thing, snapshot) or snapshot.is_mine(thing.reporter)

    def tell(self, thing: Issue, snapshot: Snapshot, story: Story) -> None:
        """Where it stands and with whom, the template, what waits on it, what was done."""
        plan = snapshot.plan
        priority = (f"{thing.priority} priority", PRIORITY_INKS[thing.priority] or "muted")
        dot = (f"  {self.glyphs.dot}  ", "faint")
        story.title(thing.title, (say(thing.id, "muted"), dot, priority, dot, (thing.category, "muted")))
        story.gap()
        story.fact("Status", *status_line(thing.status, self.glyphs))
        story.fact("With", *self._chain(thing))
        story.fact("Owner", name_run(plan.person_name(thing.owner)))
        story.fact("Reported by", say(plan.person_name(thing.reporter)))
        story.fact("Opened", *self._opened_on(thing, snapshot))
        story.fact("Target", *target_line(thing.target, snapshot, self.glyphs, done=not thing.is_open))
        if thing.resolved:
            story.fact("Resolved", moment_text(thing.resolved, weekday=True))
        for field in FIELDS:
            if text := getattr(thing, field):
                story.section(words_of(field.replace("_", "-")).capitalize())
                story.text(text)
        if thing.unwritten:
            story.gap()
            names = ", ".join(field.replace("_", " ") for field in thing.unwritten)
            story.text(f"Not written yet: {names} (e).", "muted" if thing.is_open else "warn")
        self._tell_others(thing, snapshot, story)
        tell_history(thing.history, plan, self.glyphs, story)
        if thing.notes:
            story.section("Notes")
            story.text(thing.notes)

    def can_raise(self) -> str:
        """An open issue can go up until it is with the executives; anything else can have a blocker raised on it."""
        thing = self.selected()
        if thing is None:
            return NOTHING
        if not isinstance(thing, Issue):
            return super().can_raise()
        if not thing.is_open:
            return f"{thing.id} is {words_of(thing.status)}; s opens it again."
        return "" if level_above(thing.escalated) else f"{thing.id} is with the executives: there is nobody above."

    def do_raise(self) -> Awaitable[None]:
        """Take the selected issues up by a level, with a record and a word why."""
        thing, paths = self.selected(), self.selected_paths()
        if not isinstance(thing, Issue):
            return super().do_raise()
        up = f"{thing.id} to the {level_above(thing.escalated)}" if len(paths) == 1 else f"{len(paths)} by a level"
        dialog = Ask(f"Escalate {up}", "Say why, or leave it empty. It does not come down again.")
        return self.octotui.ask(dialog, lambda note: self._escalate(note) if note is not None else None)

    def _escalate(self, note: str) -> None:
        app = self.octotui
        edits: list[Edit] = []
        for path in self.acted_on():
            thing = value_at(app.plan, path)
            above = level_above(thing.escalated) if isinstance(thing, Issue) and thing.is_open else None
            edits += escalate(thing, above, app.who, app.clock(), note) if above else ()
        names = ", ".join(path[1] for path in self.acted_on())
        app.change(tuple(edits), f"{names} escalated")

    def _chain(self, issue: Issue) -> Line:
        here = ISSUE_LEVELS.index(issue.escalated)
        runs: list[tuple[str, str]] = []
        for place, level in enumerate(ISSUE_LEVELS):
            runs.append((level, "bold" if place == here else "muted" if place < here else "faint"))
            runs.append((f" {self.glyphs.arrow} ", "faint"))
        return tuple(runs[:-1])

    def _tell_others(self, issue: Issue, snapshot: Snapshot, story: Story) -> None:
        tell_batches(issue.batches, snapshot, story, self.glyphs)
        raised = [one for one in snapshot.plan.escalations if one.is_open and issue.id in one.blocks]
        if raised:
            story.section("Held up by")
        for escalation in raised:
            with story.part(("escalations", escalation.id)):
                story.point((self.glyphs.stuck, "bad"), f"{escalation.id}  {escalation.title}")
        waiters = snapshot.waiting.waiters_of(issue.id)
        if waiters:
            story.section("Waits on it")
        for waiter in waiters:
            story.point((self.glyphs.arrow, "muted"), f"{waiter.id}  {waiter.label}")

    @staticmethod
    def _opened_on(issue: Issue, snapshot: Snapshot) -> Line:
        if issue.opened is None:
            return ()
        ago = snapshot.today - issue.opened
        age = (f"  {age_text(ago)} ago", "muted") if ago >= timedelta(days=1) else ("  today", "muted")
        return ((day_text(issue.opened), ""), age)

    @staticmethod
    def _age(issue: Issue, snapshot: Snapshot) -> str:
        if issue.opened is None:
            return ""
        end = issue.resolved.astimezone().date() if issue.resolved else snapshot.today
        return age_text(max(end - issue.opened, timedelta()))
