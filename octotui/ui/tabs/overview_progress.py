"""The overview's parts about the work: sprint, milestones, initiatives, batches, release, checklists."""

from __future__ import annotations

from collections.abc import Sequence

from octotui.plan.batches import Batch
from octotui.plan.figures.milestones import key_milestones
from octotui.plan.figures.progress import initiative_progress
from octotui.plan.progress import current_release
from octotui.plan.sprints import SprintPoints, working_day
from octotui.plan.targets import target_text
from octotui.plan.words import days_away, moment_text, short_day, whole_percent
from octotui.plan.words import figure as number
from octotui.ui.glyphs import Glyphs
from octotui.ui.meanings import PHASE_NAMES, bar, status_line
from octotui.ui.tabs.overview_scene import WIDE, Scene, figure_path
from octotui.ui.text import Line, Run, at_most, fit, say, width_of
from octotui.ui.widgets.dashboard import side_by_side
from octotui.ui.widgets.story import Story

MOST_BATCHES, MOST_LISTS = 12, 8


def sprint(scene: Scene, story: Story) -> None:
    """The sprint as one bar, and its four figures."""
    points = scene.whole.sprint
    if points is None or points.planned is None:
        return
    day = working_day(points.sprint, scene.look.today)
    notes = (f"day {day[0]} of {day[1]}" if day else "", points.sprint.goal)
    story.section(say(points.sprint.label)[0], say(f" {scene.glyphs.dot} ".join(filter(None, notes)))[0])
    story.row(*_stacked(points, story.width, scene.glyphs))
    cells = (
        ("sprint-planned", "planned", "", ""),
        ("sprint-completed", "done", "done", "good"),
        ("sprint-in-progress", "in progress", "running", "info"),
        ("sprint-blocked", "blocked", "stuck", "bad"),
    )
    told = [(figure_path(name), [_points(scene, name, label, shape, ink)]) for name, label, shape, ink in cells]
    side_by_side(story, told)


def _points(scene: Scene, figure_id: str, label: str, shape: str, ink: str) -> Line:
    value = scene.figure(figure_id).value
    glyph: Line = ((f"{getattr(scene.glyphs, shape)} ", ink if value else "faint"),) if shape else ()
    return (*glyph, (number(round(value, 1)) if value is not None else "?", "bold"), (f" {label}", "muted"))


def milestones(scene: Scene, story: Story) -> None:
    """The milestones that matter now."""
    note = f"{scene.figure('milestones').text} this {scene.lens}"
    if not scene.section(story, "milestones", "Key milestones", note):
        return
    for one in key_milestones(scene.look):
        due = one.reached if one.status == "reached" and one.reached else scene.look.due(one.due)
        with story.part(("milestones", one.id)):
            story.row(
                *fit(status_line(one.status, scene.glyphs), 11),
                *fit((say(one.name),), scene.room(story, 30)),
                (f"  {short_day(due):>6}" if due else "", "muted"),
                (f"  {days_away(due, scene.look.today)}" if due and one.status != "reached" else "", "muted"),
            )


def initiatives(scene: Scene, story: Story) -> None:
    """The initiatives: how far, and what for."""
    if not scene.look.initiatives:
        return
    story.section("Initiatives")
    wide = story.width >= WIDE
    room = min(34, max(14, story.width - 24))
    for one in scene.look.initiatives:
        done = initiative_progress(scene.whole, scene.snapshot.entire("initiatives", one))
        shown: Line = ((" " * 10, ""), ("   ?  ", "faint"))
        if done is not None:
            shown = (
                *bar(done, 10, scene.glyphs, "good" if done == 100 else "accent"),
                (f"{whole_percent(done):>5}  ", ""),
            )
        with story.part(("initiatives", one.id)):
            story.row(*fit((say(one.name),), room), "  ", *shown, say(one.outcome if wide else "", "muted"))
            if scene.lens == "quarter" and not wide and one.outcome:
                story.row("  ", say(one.outcome, "muted"))


def batches(scene: Scene, story: Story) -> None:
    """The batches: how far, and what they wait on."""
    if not scene.section(story, "batches"):
        return
    room = min(30, max(12, story.width - 46))
    told = _most_telling(scene.plan.batches)
    for batch in told:
        waiting = scene.snapshot.waiting.waiting_on(batch) if not batch.is_done else ()
        ink = "good" if batch.is_done else "bad" if batch.status == "blocked" else "accent"
        with story.part(("batches", batch.id)):
            story.row(
                *fit((say(batch.name),), room),
                "  ",
                *bar(batch.percent_done, 10, scene.glyphs, ink),
                (f"{whole_percent(batch.percent_done):>5}  ", ""),
                *fit(status_line(batch.status, scene.glyphs), 14),
                (f"  {scene.glyphs.stuck} " if waiting else "", "warn"),
                say(", ".join(blocker.name for blocker in waiting), "warn"),
                *(() if waiting else (say(f"  {target_text(batch.target)}", "muted"),)),
            )
    _and_more(story, len(scene.plan.batches) - len(told))


def _most_telling(batches: Sequence[Batch]) -> Sequence[Batch]:
    """All batches if they are few, else those not done, in the plan's order."""
    if len(batches) <= MOST_BATCHES:
        return batches
    in_hand = [batch for batch in batches if batch.status in ("in-progress", "blocked")]
    return (in_hand + [batch for batch in batches if batch.status in ("not-started", "queued")])[:MOST_BATCHES]


def _and_more(story: Story, count: int) -> None:
    if count > 0:
        story.row((f"and {count} more", "faint"))


def release(scene: Scene, story: Story) -> None:
    """The release people work on."""
    one = current_release(scene.plan)
    if one is None:
        return
    window = f", {moment_text(one.window, weekday=True)}" if one.window else ""
    story.gap()
    with story.part(("releases", one.id)):
        story.row(
            ("Release  ", "accent bold"),
            say(f"{one.id}  "),
            (f"{PHASE_NAMES[one.phase]}{window}", "muted"),
        )


def lists(scene: Scene, story: Story) -> None:
    """The checklists somebody has begun."""
    begun = [one for one in scene.plan.checklists if 0 < one.ticked < len(one.items)]
    if not begun:
        return
    story.section("Checklists in progress")
    room = min(40, max(12, story.width - 24))
    for one in begun[:MOST_LISTS]:
        with story.part(("checklists", one.id)):
            story.row(
                *fit((say(one.name),), room),
                "  ",
                *bar(one.progress, 10, scene.glyphs),
                (f"  {one.ticked}/{len(one.items)}", "muted"),
            )
    _and_more(story, len(begun) - MOST_LISTS)


def _stacked(points: SprintPoints, width: int, glyphs: Glyphs) -> Line:
    """The sprint's points as one bar with gaps between its parts; each that is there has a cell."""
    done = points.completed or 0
    left = max(0, points.scope - done - points.in_progress - points.blocked)
    parts = ((done, "good"), (points.in_progress, "info"), (points.blocked, "bad"), (left, "line"))
    there = [(size, ink) for size, ink in parts if size > 0]
    whole, room = sum(size for size, _ in there), width - len(there) + 1
    runs: list[Run] = []
    for size, ink in there:
        is_last = len(runs) == 2 * len(there) - 2
        cells = max(1, width - width_of(tuple(runs)) if is_last else round(room * size / whole))
        runs += [((glyphs.empty if ink == "line" else glyphs.full) * cells, ink), (" ", "")]
    return at_most(tuple(runs[:-1]), width)
