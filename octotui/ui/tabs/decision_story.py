"""Decisions and channels as stories tell them, of a release and of a kind of decision."""

from __future__ import annotations

from datetime import datetime

from octotui.plan.attendance import called
from octotui.plan.authority import remark, type_of
from octotui.plan.plan import Plan
from octotui.plan.releases import Decision
from octotui.plan.whose import role_named
from octotui.plan.words import moment_text
from octotui.ui.glyphs import Glyphs
from octotui.ui.meanings import PHASE_NAMES
from octotui.ui.text import say
from octotui.ui.widgets.story import Story


def called_role(plan: Plan, name: str) -> str:
    """What a role is called; ``everyone`` for all; a name that is no role as it is."""
    role = role_named(plan, name)
    return role.name if role else "Everyone" if name == "all" else name


def signature(plan: Plan, by: str, at: datetime | None) -> str:
    """Who did something, and when."""
    when = moment_text(at) if at else ""
    return ", ".join(filter(None, (plan.person_name(by), when)))


def tell_decision(story: Story, decision: Decision, plan: Plan, glyphs: Glyphs, of: str = "") -> None:
    """A decision: what, by whom, when and why, who owns its kind, and whether it was theirs to take.

    Args:
        story: Where it is told.
        decision: The decision.
        plan: The plan it is in.
        glyphs: The set to draw with.
        of: The release it was taken for, where that does not go without saying: its kind then does.
    """
    kind = type_of(plan, decision)
    named = of or (kind.name if kind else decision.type)
    story.row((f"{glyphs.bullet} ", "faint"), say(decision.outcome, "bold"), say(f"  {named}", "muted"))
    _below(story, signature(plan, decision.by, decision.at), "faint")
    _below(story, decision.reason, "")
    _below(story, decision.notes, "muted")
    if kind is None:
        return
    if said := remark(plan, kind, decision.by):
        escalated = said.startswith("by escalation")
        story.point((" ", ""), said if escalated else f"{glyphs.warn} {said}", "muted" if escalated else "warn")
    if not of:
        path = f" {glyphs.arrow} ".join(called(plan, name) for name in kind.path)
        owner = " or ".join(called(plan, name) for name in kind.owner)
        _below(story, f"{owner} decides{f', then {path}' if path else ''}" if owner else "", "faint")


def tell_channels(story: Story, plan: Plan, glyphs: Glyphs, phase: str = "") -> None:
    """Where people talk, phase by phase; the phase that counts stands out."""
    if plan.channels:
        story.section("Where people talk")
    for channel in plan.channels:
        with story.part(("channels", channel.id)):
            here = channel.id == phase
            story.row(say(PHASE_NAMES.get(channel.id, channel.id), "bold accent" if here else "muted"))
            for through in channel.through:
                story.point((glyphs.bullet, "faint"), through, "" if here or not phase else "muted", 1)


def _below(story: Story, text: str, ink: str) -> None:
    if text:
        story.point((" ", ""), text, ink)
