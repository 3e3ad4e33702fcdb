"""The escalation queue: what is in the way, on which level, and who has to hear of it next."""

from __future__ import annotations

from collections.abc import Awaitable, Mapping, Sequence
from datetime import datetime, timedelta

from octotui.plan.escalations import (
    LEVELS,
    Escalation,
    is_overdue,
    late_by,
    next_level,
    response_due,
    route_for,
)
from octotui.plan.words import age_text, counted, day_text, moment_text
from octotui.ui.meanings import LEVEL_INKS, LEVEL_NAMES, name_run, status_line
from octotui.ui.snapshot import Snapshot
from octotui.ui.tabs.feed import tell_history
from octotui.ui.tabs.listing import ListTab
from octotui.ui.text import Line, say
from octotui.ui.widgets.story import Story
from octotui.ui.widgets.table import Column

LONG_AGO = ""
"""Sorts before any moment: nobody wrote since when it waits."""


class EscalationsTab(ListTab):
    """Security first, then levels 3, 2 and 1; the age against the response time of the route."""

    model = Escalation
    keeps_order = False  # the headings say the level, so a row goes where its level is
    columns = (
        Column("Id", 8, 4, rank=4),
        Column("Blocker", 0, 34),
        Column("Status", 12, 8, rank=1),
        Column("Age", 8, 4),
        Column("Answer due", 14, 8),
        Column("Owner", 16, 6, rank=2),
        Column("Blocks", 14, 6, rank=3),
    )
    teaches = (
        "The escalation queue: blockers that somebody has to clear, by level.",
        "",
        "Press ! on a batch or a risk to raise one from it, a to add one here, or write it in the file:",
        "",
        "[[escalations]]",
        'title = "Partner API is down"',
        'level = 2                # 1 team, 2 cross-team, 3 sponsor, or "security"',
        'blocks = ["batch-2"]',
        'raised = { by = "li", at = 2026-11-18T09:10:00Z }',
    )

    def things(self, snapshot: Snapshot) -> Sequence[Escalation]:
        """Open before resolved, the highest level first, the longest waiting first."""
        return sorted(
            snapshot.plan.escalations,
            key=lambda one: (not one.is_open, -LEVELS.index(one.level), _since(one)),
        )

    def group_of(self, thing: Escalation, snapshot: Snapshot) -> Line:
        """The level and where it leads; resolved ones stand at the end."""
        if not thing.is_open:
            return (("Resolved", "bold muted"),)
        route = route_for(thing.level, snapshot.plan.routes)
        told = ", ".join(route.told)
        name = f" {route.name}" if route.name and thing.level != "security" else ""
        return (
            (LEVEL_NAMES[thing.level], f"bold {LEVEL_INKS[thing.level].split()[0]}"),
            say(name, "bold"),
            (f"  {self.glyphs.arrow} " if told else "", "faint"),
            say(told, "muted"),
        )

    def cells(self, thing: Escalation, snapshot: Snapshot) -> Sequence[Line]:
        """The cells of a row."""
        return (
            (say(thing.id, "muted"),),
            (say(thing.title, "" if thing.is_open else "muted"),),
            status_line(thing.status, self.glyphs),
            (self._age(thing, snapshot),),
            self._due(thing, snapshot),
            (name_run(snapshot.plan.person_name(thing.owner)),),
            (say(", ".join(thing.blocks), "muted"),),
        )

    def words(self, thing: Escalation, snapshot: Snapshot) -> str:
        """Id, title, notes, what is asked and what it blocks."""
        return f"{super().words(thing, snapshot)} {thing.ask} {' '.join(thing.blocks)}"

    def fields(self, thing: Escalation, snapshot: Snapshot) -> Mapping[str, str]:
        """``level:3``, ``blocks:batch-2``, ``overdue:yes``."""
        late = is_overdue(thing, route_for(thing.level, snapshot.plan.routes), snapshot.now)
        more = {"level": thing.level, "blocks": " ".join(thing.blocks), "overdue": "yes" if late else "no"}
        return {**super().fields(thing, snapshot), **more}

    def is_mine(self, thing: Escalation, snapshot: Snapshot) -> bool:
        """Owned by the user, or raised by them."""
        return super().is_mine(thing, snapshot) or bool(thing.raised and thing.raised.by == snapshot.who)

    def tell(self, thing: Escalation, snapshot: Snapshot, story: Story) -> None:
        """Where it stands, its route and the next one, what would clear it, what was done."""
        plan = snapshot.plan
        ink = LEVEL_INKS[thing.level].split()[0]
        story.title(thing.title, (say(thing.id, "muted"), ("  ", ""), (f" {LEVEL_NAMES[thing.level]} ", f"on {ink}")))
        story.gap()
        story.fact("Status", *status_line(thing.status, self.glyphs))
        story.fact("Owner", name_run(plan.person_name(thing.owner)))
        if thing.raised:
            at = moment_text(thing.raised.at, weekday=True) if thing.raised.at else ""
            story.fact("Raised", say(f"{at}  {plan.person_name(thing.raised.by)}".strip()))
        if thing.is_open:
            story.fact("Answer due", *self._due(thing, snapshot))
        story.fact("Blocks", say(", ".join(thing.blocks)) if thing.blocks else "")
        for heading, text in (("What would clear it", thing.ask), ("Resolution", thing.resolution)):
            if text:
                story.section(heading)
                story.text(text)
        self._tell_routes(thing, snapshot, story)
        tell_history(thing.history, plan, self.glyphs, story)
        if thing.notes:
            story.section("Notes")
            story.text(thing.notes)

    def can_more(self) -> str:
        """A level up is what `!` does."""
        return self.can_raise()

    def do_more(self) -> Awaitable[None]:
        """A level up."""
        return self.do_raise()

    def can_less(self) -> str:
        """Levels go one way."""
        return "A level is not taken back: resolve it with s, or undo with u."

    def can_set(self) -> str:
        """There is no progress to set."""
        return "An escalation has no progress."

    def _tell_routes(self, thing: Escalation, snapshot: Snapshot, story: Story) -> None:
        route = route_for(thing.level, snapshot.plan.routes)
        story.section("Who is in it")
        story.fact("Raised by", say(", ".join(route.raised_by)))
        story.fact("Told", say(", ".join(route.told)))
        story.fact("Supports", say(", ".join(route.supports)))
        story.fact("Answer", say("at once" if route.at_once else _days(float(route.respond_days))))
        above = next_level(thing.level)
        if above and thing.is_open:
            up = route_for(above, snapshot.plan.routes)
            story.fact("Told next", say(f"{', '.join(up.told)} (level {above}, with !)"))
        if route.how:
            story.text(route.how, "muted")

    @staticmethod
    def _age(thing: Escalation, snapshot: Snapshot) -> tuple[str, str]:
        if thing.raised is None or thing.raised.at is None:
            return ("?", "faint")
        end = snapshot.now if thing.is_open else thing.resolved or snapshot.now
        return (age_text(max(end - thing.raised.at, timedelta())), "" if thing.is_open else "muted")

    def _due(self, thing: Escalation, snapshot: Snapshot) -> Line:
        route = route_for(thing.level, snapshot.plan.routes)
        due = response_due(thing, route)
        if not thing.is_open:
            return ()
        if thing.answered:
            return ((f"{self.glyphs.done} answered", "muted"),)
        if due is None:
            return (("nobody knows", "faint"),)
        late = late_by(thing, route, snapshot.now)
        if late is not None:
            return ((f"{self.glyphs.warn} {age_text(late)} late", "bad"),)
        day = due.date() if isinstance(due, datetime) else due
        return (("today", "warn") if day == snapshot.today else (day_text(day), "muted"),)


def _since(escalation: Escalation) -> str:
    at = escalation.raised.at if escalation.raised else None
    return at.isoformat() if at else LONG_AGO


def _days(days: float) -> str:
    return "the same day" if days == 0 else f"within {counted(days, 'day')}"
