"""What the overview tells: the dashboard of document 002 through its three lenses, and how a figure came about."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from octotui.plan.figures import FIGURES, HEADLINE, Figure, Source
from octotui.plan.figures.figure import amount
from octotui.plan.periods import LENSES, Lens
from octotui.plan.sprints import VELOCITY_OF, finished_sprints
from octotui.plan.words import figure as number
from octotui.ui.meanings import FIGURE_LOOKS, bar
from octotui.ui.tabs import overview_open as open_things
from octotui.ui.tabs import overview_progress as work
from octotui.ui.tabs.overview_scene import Scene, figure_path, state_word
from octotui.ui.text import Line, fit, say, width_of
from octotui.ui.widgets.dashboard import room_for, side_by_side
from octotui.ui.widgets.story import Story

Telling = Callable[[Scene, Story], None]

SECTIONS: Final[Mapping[Lens, Sequence[Telling]]] = {
    "week": (
        work.sprint, work.milestones, open_things.issues, open_things.risks, open_things.escalations, work.batches,
        work.release, work.lists, open_things.people, open_things.changes, open_things.metrics,
    ),
    "month": (
        work.milestones, work.initiatives, open_things.issues, open_things.risks, open_things.metrics, work.sprint,
        work.batches, open_things.escalations, open_things.changes, open_things.people, work.release,
    ),
    "quarter": (
        work.initiatives, work.milestones, open_things.business, open_things.risks, open_things.issues,
        open_things.changes, work.batches, open_things.people, open_things.metrics, work.sprint,
        open_things.escalations,
    ),
}  # fmt: skip
"""What each lens tells, in order: operational, tactical, strategic (document 002, "Tracking Levels")."""
SHORT: Final = {"progress": "Progress", "on-time": "Timeline", "quality": "Quality", "velocity": "Velocity"}
ROOM_FOR_LABEL, ROOM_FOR_WORD = 20, 18
MOST_SOURCES = 400


def tell(scene: Scene, story: Story) -> None:
    """Tell the dashboard; its figures and things are parts, each with its path."""
    _lens(scene, story)
    _headline(scene, story)
    for section in SECTIONS[scene.lens]:
        section(scene, story)
    _not_known(scene, story)


def explain(scene: Scene, figure_id: str, story: Story) -> None:
    """Tell how a figure came about, and from what: each source is a part with its own path."""
    figure = scene.figure(figure_id)
    ink = FIGURE_LOOKS[figure.state][1]
    story.title(figure.label, (scene.mark(figure), say(figure.text, f"{ink} bold"), *state_word(figure)))
    if not scene.is_short:
        story.gap()
    story.text(figure.how)
    if figure.sources:
        story.section("From", amount(len(figure.sources), "thing"))
        _sources(figure.sources[:MOST_SOURCES], story)


def _sources(sources: Sequence[Source], story: Story) -> None:
    """What each is and says: in two columns, or one under the other where there is no room for that."""
    label = max(width_of((say(one.label),)) for one in sources)
    in_columns = label + 2 + max(width_of((say(one.says),)) for one in sources) <= story.width
    for one in sources:
        with story.part(one.path):
            if in_columns:
                story.row(*fit((say(one.label),), label), "  ", say(one.says, "muted"))
            else:
                story.row(say(one.label))
                story.row("  ", say(one.says, "muted"))


def _lens(scene: Scene, story: Story) -> None:
    dot = (f" {scene.glyphs.dot} ", "faint")
    week, month, quarter = ((name, "accent bold" if name == scene.lens else "muted") for name in LENSES)
    story.row(week, dot, month, dot, quarter, "   ", say(scene.look.period.label, "muted"))
    if not scene.is_short:
        story.gap()


def _headline(scene: Scene, story: Story) -> None:
    room = room_for(story, len(HEADLINE))
    side_by_side(story, [(figure_path(name), _cell(scene, scene.figure(name), room)) for name in HEADLINE])


def _cell(scene: Scene, figure: Figure, room: int) -> Sequence[Line]:
    """A figure of the headline: its name, its value, and a bar, each in one line."""
    ink = FIGURE_LOOKS[figure.state][1]
    label = figure.label if room >= ROOM_FOR_LABEL else SHORT[figure.id]
    word = state_word(figure) if room >= ROOM_FOR_WORD else ()
    value = (scene.mark(figure), say(figure.text.partition(" a ")[0], f"{ink} bold"), *word)
    return ((say(label, "muted"),), value, _under(scene, figure, room, ink))


def _under(scene: Scene, figure: Figure, room: int, ink: str) -> Line:
    if figure.value is None:
        return ((scene.glyphs.empty * room, "line"),)
    if figure.id == "velocity":
        last = finished_sprints(scene.snapshot.whole, scene.look.today, VELOCITY_OF)
        return ((" ".join(number(points.completed or 0) for points in last), "muted"),)
    return bar(figure.value * (10 if figure.id == "quality" else 1), room, scene.glyphs, ink)


def _not_known(scene: Scene, story: Story) -> None:
    """The figures that the plan does not say enough for, and what would make them known."""
    elsewhere = (*HEADLINE, *(name for name in FIGURES if name.startswith("sprint-")))
    silent = [figure for name in FIGURES if name not in elsewhere and (figure := scene.figure(name)).value is None]
    if not silent:
        return
    story.section("Not known yet")
    for one in silent:
        with story.part(figure_path(one.id)):
            story.row(*fit((say(one.label, "muted"),), 18), say(one.how, "faint"))
