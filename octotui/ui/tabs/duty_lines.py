"""Duties as stories tell them: a few lines, each a part that the keys act on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from octotui.plan.claims import ClaimKind
from octotui.plan.mine import Duty
from octotui.plan.words import day_text
from octotui.ui.glyphs import Glyphs
from octotui.ui.text import Line, Run, say
from octotui.ui.widgets.story import Story

KINDS: Mapping[ClaimKind, str] = {"item": "checklist", "task": "release task"}
"""Kinds that a word of their own says better."""
WHEN = 12


def kind_of(duty: Duty) -> str:
    """What a duty is, in a word or two."""
    return KINDS.get(duty.kind, duty.kind)


def due_run(duty: Duty, glyphs: Glyphs) -> Run:
    """When a duty is due; late ones in red."""
    if duty.state == "late":
        return (f"{glyphs.warn} {f'{duty.late} d late' if duty.late else 'late'}", "bad")
    if duty.state == "today":
        return ("today", "accent")
    return (day_text(duty.due) if duty.due else "", "muted")


def open_line(count: tuple[int, int], glyphs: Glyphs) -> Line:
    """How many duties somebody has, and how many of them are late."""
    of, late = count
    return ((f"{of}" if of else "", "muted"), (f"  {glyphs.warn} {late} late" if late else "", "bad"))


def label_line(duty: Duty, glyphs: Glyphs) -> Line:
    """What a duty is called, and what it belongs to."""
    of: Line = ((f"  {glyphs.dot} ", "faint"), say(duty.of, "faint")) if duty.of else ()
    return (say(duty.label), *of)


def tell_duties(story: Story, theirs: Sequence[Duty], glyphs: Glyphs) -> None:
    """What is open, late first."""
    late = sum(duty.state == "late" for duty in theirs)
    story.section("Open", f"{len(theirs)}{f', {late} late' if late else ''}" if theirs else "nothing")
    for duty in theirs:
        with story.part(duty.path):
            when, ink = due_run(duty, glyphs)
            story.row((f"{when:<{WHEN}}", ink), *label_line(duty, glyphs))
