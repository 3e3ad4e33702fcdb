"""What the overview's parts are told from: a snapshot through a lens, its figures, and words they all use."""

from __future__ import annotations

from functools import cached_property
from typing import Final

from octotui.plan.edits import Path
from octotui.plan.figures import FIGURES, Figure, Look, look_at
from octotui.plan.frozen import replace
from octotui.plan.periods import Lens
from octotui.ui.glyphs import Glyphs
from octotui.ui.meanings import FIGURE_LOOKS
from octotui.ui.snapshot import Snapshot
from octotui.ui.text import Run, say
from octotui.ui.widgets.story import Story

FIGURE: Final = "figure"
"""What the path of a figure begins with; no area is called so."""
MOST_OF_A_NAME: Final = 54
WIDE, OWNER = 84, 13
"""From so many cells on there is room for more in a row; and so many are for a person."""


def figure_path(figure_id: str) -> Path:
    """What a figure goes by in a story."""
    return (FIGURE, figure_id)


class Scene:
    """One plan through one lens; its figures are computed when they are first wanted."""

    def __init__(self, snapshot: Snapshot, lens: Lens, glyphs: Glyphs, *, is_short: bool) -> None:
        """Look at a snapshot; on a short screen there are fewer gaps."""
        self.snapshot, self.lens, self.glyphs, self.is_short = snapshot, lens, glyphs, is_short
        self.plan = snapshot.plan
        self._figures: dict[str, Figure] = {}

    @cached_property
    def look(self) -> Look:
        """What is shown of the plan, through the lens."""
        return look_at(self.plan, self.snapshot.today, self.lens)

    @cached_property
    def whole(self) -> Look:
        """The whole plan through the lens: figures are no secret."""
        snapshot = self.snapshot
        return look_at(snapshot.whole, snapshot.today, self.lens) if snapshot.shown else self.look

    def figure(self, figure_id: str) -> Figure:
        """A figure of the whole plan, with those of its sources that are shown."""
        if figure_id not in self._figures:
            figure, snapshot = FIGURES[figure_id](self.whole), self.snapshot
            if snapshot.shown:
                sources = tuple(one for one in figure.sources if not snapshot.withholds(one.path))
                text, how = snapshot.worded(figure.text), snapshot.worded(figure.how)
                figure = replace(figure, text=text, how=how, sources=sources)
            self._figures[figure_id] = figure
        return self._figures[figure_id]

    def mark(self, figure: Figure) -> Run:
        """The shape of a figure's state."""
        shape, ink, _ = FIGURE_LOOKS[figure.state]
        return (f"{getattr(self.glyphs, shape)} ", ink)

    def section(self, story: Story, figure_id: str, heading: str = "", note: str = "") -> bool:
        """A heading that is a figure; whether the plan says enough for it."""
        figure = self.figure(figure_id)
        if figure.value is None:
            return False
        story.gap()
        with story.part(figure_path(figure_id)):
            story.row(
                (heading or figure.label, "accent bold"), "  ", self.mark(figure), say(note or figure.text, "muted")
            )
        return True

    def owner(self, owner: str) -> Run:
        """Who has it; nobody stands out."""
        return say(self.plan.person_name(owner), "muted") if owner else ("nobody", "warn")

    @staticmethod
    def room(story: Story, others: int) -> int:
        """Room for a name beside what else stands in the row, in cells."""
        return min(MOST_OF_A_NAME, max(14, story.width - others))


def state_word(figure: Figure) -> tuple[Run, ...]:
    """The word for a figure's state, where it has one to tell."""
    _, ink, word = FIGURE_LOOKS[figure.state]
    return ((f"  {word}", ink),) if figure.state != "unknown" else ()
