"""The overview's parts about what is open: issues, risks, escalations, changes, metrics, people."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from octotui.plan.escalations import LEVELS
from octotui.plan.figures.open import late_escalations, open_issues, open_risks
from octotui.plan.metrics import Metric
from octotui.plan.periods import Lens
from octotui.plan.words import figure as number
from octotui.plan.words import short_day
from octotui.ui.meanings import LEVEL_INKS, score_run, status_line
from octotui.ui.tabs.overview_scene import OWNER, WIDE, Scene
from octotui.ui.text import fit, say
from octotui.ui.widgets.story import Story

TOP: Final[dict[Lens, int]] = {"week": 5, "month": 4, "quarter": 3}
"""So many of each are told."""
LABEL = 9
PRIORITY_INKS: Final = {"critical": "bad bold", "high": "warn", "medium": "", "low": "muted"}


def issues(scene: Scene, story: Story) -> None:
    """The most urgent issues: owner, due day."""
    if not scene.section(story, "issues", "Top issues"):
        return
    for one in open_issues(scene.look)[: TOP[scene.lens]]:
        due = scene.look.due(one.target)
        with story.part(("issues", one.id)):
            story.row(
                *fit(((one.priority, PRIORITY_INKS[one.priority]),), LABEL),
                *fit((say(one.title),), scene.room(story, LABEL + 2 + OWNER + 8)),
                "  ",
                *fit((scene.owner(one.owner),), OWNER),
                (f"  {short_day(due):>6}" if due else "", "muted"),
            )


def risks(scene: Scene, story: Story) -> None:
    """The worst risks: owner, status."""
    if not scene.section(story, "risks", "Top risks"):
        return
    wide = story.width >= WIDE
    first = LABEL if wide else 3  # as wide as a priority, where there is room
    for risk in open_risks(scene.look)[: TOP[scene.lens]]:
        with story.part(("risks", risk.id)):
            story.row(
                *fit((score_run(risk.score),), first),
                *fit((say(risk.title),), scene.room(story, first + 2 + OWNER + (16 if wide else 0))),
                "  ",
                *fit((scene.owner(risk.owner),), OWNER),
                *(((("  ", ""), *status_line(risk.status, scene.glyphs))) if wide else ()),
            )


def escalations(scene: Scene, story: Story) -> None:
    """The highest escalations, and which are late."""
    if not scene.section(story, "escalations"):
        return
    late = late_escalations(scene.look)
    found = sorted((one for one in scene.plan.escalations if one.is_open), key=lambda one: -LEVELS.index(one.level))
    for one in found[: TOP[scene.lens]]:
        level = one.level if one.level == "security" else f"level {one.level}"
        mark = (f"  {scene.glyphs.warn} late", "bad") if one.id in late else ("", "")
        with story.part(("escalations", one.id)):
            story.row(
                *fit(((level, LEVEL_INKS[one.level]),), LABEL),
                *fit((say(one.title),), scene.room(story, LABEL + 2 + OWNER + 8)),
                "  ",
                *fit((scene.owner(one.owner),), OWNER),
                mark,
            )


def changes(scene: Scene, story: Story) -> None:
    """The changes that wait for a decision."""
    if scene.section(story, "changes") and scene.lens != "week":
        for one in (one for one in scene.plan.changes if one.status in ("proposed", "assessed")):
            with story.part(("changes", one.id)):
                story.row(
                    *fit(status_line(one.status, scene.glyphs), 12),
                    *fit((say(one.title),), scene.room(story, 32)),
                    "  ",
                    scene.owner(one.owner),
                )


def metrics(scene: Scene, story: Story) -> None:
    """How many metrics are met; for the month, those that are not."""
    if scene.section(story, "metrics") and scene.lens == "month":
        _metric_rows(scene, story, [one for one in scene.plan.metrics if one.state == "missed"][: TOP["week"]])


def business(scene: Scene, story: Story) -> None:
    """The metrics of the business group."""
    if scene.section(story, "business"):
        _metric_rows(scene, story, [one for one in scene.plan.metrics if one.group.casefold() == "business"])


def _metric_rows(scene: Scene, story: Story, metrics: Sequence[Metric]) -> None:
    for one in metrics:
        unit = f" {one.unit}" if one.unit else ""
        side = "at most" if one.better == "lower" else "at least"
        wanted = f"  wanted {side} {number(one.target)}{unit}" if one.target is not None else ""
        shape, ink = {"met": ("done", "good"), "missed": ("warn", "warn")}.get(one.state, ("idle", "faint"))
        value = number(one.value) + unit if one.value is not None else "?"
        with story.part(("metrics", one.id)):
            story.row(
                (f"{getattr(scene.glyphs, shape)} ", ink),
                *fit((say(one.label),), scene.room(story, 40)),
                *fit((say(value),), 12, "right"),
                say(wanted, "muted"),
            )


def people(scene: Scene, story: Story) -> None:
    """How many have work in hand."""
    scene.section(story, "people")
