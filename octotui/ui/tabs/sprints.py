"""The sprints: what each was to bring and brought, the burndown with its forecast, and the velocity."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from octotui.plan.base import Entity
from octotui.plan.board import Sprint
from octotui.plan.sprint_words import days_left, sprint_days, sprint_state
from octotui.plan.sprints import CardState, SprintPoints, sprint_at, sprint_points, sprints_in_order
from octotui.plan.words import counted, figure
from octotui.session import PlanChanged
from octotui.ui.meanings import status_line
from octotui.ui.snapshot import Snapshot
from octotui.ui.tabs.listing import ListTab
from octotui.ui.tabs.sprint_charts import tell_burndown, tell_velocity
from octotui.ui.text import Line, Run, at_most, fit, say
from octotui.ui.widgets.story import Story
from octotui.ui.widgets.table import Column

CARDS: Final[Mapping[CardState, str]] = {
    "blocked": "blocked",
    "in-progress": "in-progress",
    "to-do": "not-started",
    "done": "done",
}
"""Cards of a sprint, in the order they are told: where they stand → the status they look like."""


class SprintsTab(ListTab):
    """Days, points and state of each sprint; beside them the charts."""

    model = Sprint
    columns = (
        Column("Sprint", 0, 10),
        Column("Days", 14, 11),
        Column("Points", 9, 6, align="right"),
        Column("State", 9, 8, rank=1),
    )
    teaches = (
        "Sprints: what was planned, what came of it, and how it goes on.",
        "",
        "Press a to add the first one, or write it in the file; cards name it:",
        "",
        "[sprints]",
        's1 = { name = "Sprint 1", start = 2026-11-16, end = 2026-11-27, planned = 30 }',
        "",
        "[[items]]",
        'title = "Blue-green switch for the API"',
        'sprint = "s1"',
        "points = 8",
    )

    SCOPED_CSS = False  # its layout follows the size of the screen, which is outside of it
    DEFAULT_CSS = """
    MainScreen.-narrow SprintsTab > #list { height: 6; }
    MainScreen.-narrow SprintsTab > #side { height: 1fr; }
    MainScreen.-wide SprintsTab > #list { width: 52; }
    MainScreen.-wide SprintsTab > #side { width: 1fr; }
    MainScreen SprintsTab.-empty > #side { width: 100%; height: 100%; }
    """

    def things(self, snapshot: Snapshot) -> Sequence[Entity]:
        """The latest first."""
        return sprints_in_order(snapshot.plan)[::-1]

    def show(self, snapshot: Snapshot, change: PlanChanged | None) -> None:
        """The sprints; at first the cursor is on the one that runs."""
        first = self.table.key is None
        super().show(snapshot, change)
        sprint = sprint_at(snapshot.plan, snapshot.today)
        if first and sprint is not None:
            self.table.go_to(sprint.id)

    def on_resize(self) -> None:
        """The charts are as high as there is room."""
        self.call_after_refresh(self._tell, from_top=False)

    def cells(self, thing: Sprint, snapshot: Snapshot) -> Sequence[Line]:
        """The cells of a row."""
        points = sprint_points(snapshot.whole, snapshot.entire("sprints", thing))
        done = figure(points.completed) if points.completed is not None else "?"
        wanted = figure(points.planned) if points.planned is not None else "?"
        state = sprint_state(thing, snapshot.today)
        return (
            (say(thing.name or thing.id, "bold" if state == "active" else ""),),
            ((sprint_days(thing), "muted"),),
            ((done, "good" if (points.completed or 0) >= (points.planned or 0) else ""), (f" of {wanted}", "muted")),
            status_line(state, self.glyphs),
        )

    def words(self, thing: Sprint, snapshot: Snapshot) -> str:
        """Id, name, goal and notes."""
        return f"{super().words(thing, snapshot)} {thing.goal}"

    def tell(self, thing: Sprint, snapshot: Snapshot, story: Story) -> None:
        """The goal, the points in words, the burndown, the velocity, the cards."""
        points = sprint_points(snapshot.whole, snapshot.entire("sprints", thing))
        with story.part(("sprints", thing.id)):
            story.title(thing.name or thing.id, at_most(self._when(thing, snapshot), story.width))
        height = self._height()
        numbers = self._numbers(points, story.width)
        tell_burndown(thing, snapshot, story, self.glyphs, height, numbers)
        tell_velocity(snapshot, story, self.glyphs, max(height * 2 // 3, 4))
        self._tell_cards(sprint_points(snapshot.plan, thing) if snapshot.shown else points, story)
        if thing.notes:
            story.section("Notes")
            story.text(thing.notes)

    def _height(self) -> int:
        """The lines of a burndown: so many that the velocity has room below, too."""
        return min(max((self.story.size.height - 14) * 3 // 5, 6), 22)

    def _when(self, sprint: Sprint, snapshot: Snapshot) -> Line:
        """How it stands, its days, how many are left, what it is for."""
        told = (
            (sprint_days(sprint), "muted"),
            (days_left(sprint, snapshot.today), ""),
            say(sprint.goal, "muted"),
        )
        dot: Run = (f"  {self.glyphs.dot}  ", "faint")
        state = status_line(sprint_state(sprint, snapshot.today), self.glyphs)
        return (*state, *(run for fact in told if fact[0] for run in (dot, fact)))

    def can_mine(self) -> str:
        """A sprint is the team's."""
        return "A sprint is nobody's alone; the board shows your cards."

    def can_raise(self) -> str:
        """What is blocked is a card."""
        return "A blocker is raised on a card or a batch."

    def _numbers(self, points: SprintPoints, width: int) -> list[Line]:
        """The points in words, with a bar of how they stand."""
        told: list[tuple[str, float | None, str]] = [
            ("Planned", points.planned, ""),
            ("Added", points.added or None, "warn"),
            ("Completed", points.completed, "good"),
            ("In progress", points.in_progress or None, "info"),
            ("Blocked", points.blocked or None, "bad"),
            ("To do", points.to_do or None, "muted"),
        ]
        rows: list[Line] = [
            (*fit(((label, "muted"),), 13), *fit(((figure(value), ink),), 4, "right"))
            for label, value, ink in told
            if value is not None
        ]
        if points.unsized:
            cards = f"{counted(points.unsized, 'card')} not sized"
            rows.append(((cards, "warn"),))
        return [_share(points, min(width, 17), self.glyphs.full), (), *rows]

    def _tell_cards(self, points: SprintPoints, story: Story) -> None:
        if not any(points.cards.values()):
            return
        story.section("Cards", "enter goes there")
        for state, status in CARDS.items():
            ((shape, ink),) = status_line(status, self.glyphs)
            for card in points.cards[state]:
                with story.part(("items", card.id)):
                    size = figure(card.points) if card.points is not None else "?"
                    story.row((f"{shape[0]} ", ink), (f"{size:>3}  ", "muted"), say(card.title))


def _share(points: SprintPoints, width: int, shape: str) -> Line:
    """All the points as one bar: done, in progress, blocked, and the rest."""
    whole = points.scope or 1
    parts = ((points.completed or 0, "good"), (points.in_progress, "info"), (points.blocked, "bad"))
    runs: list[Run] = []
    end = taken = 0.0
    for value, ink in parts:
        end += value
        cells = min(round(end / whole * width), width)
        runs.append((shape * (cells - int(taken)), ink))
        taken = cells
    return (*runs, (shape * (width - int(taken)), "line"))
