"""Answering a risk (document 002, "Risk Response Integration"), as edits: the contingency plan begins."""

from __future__ import annotations

from datetime import datetime

from octotui.plan.edits import Edits, Set
from octotui.plan.risks import Risk


def activate(risk: Risk, who: str, now: datetime) -> Edits:
    """Begin a risk's contingency plan, or take that back.

    The status stays: a trigger is a sign that the plan named beforehand, and often comes before the harm. The risk
    may still pass, so whether it happened is for people to say.

    Args:
        risk: The risk; without a contingency plan there is nothing to begin, and no edits.
        who: Whoever begins it.
        now: When.
    """
    plan = risk.contingency
    if plan is None:
        return ()
    begun = plan.activated is not None
    wanted = {
        "activated": None if begun else now.replace(microsecond=0),
        "activated_by": None if begun else who,
    }
    given = plan.given()
    path = ("risks", risk.id, "contingency")
    return tuple(
        Set((*path, name), given.get(name), value) for name, value in wanted.items() if given.get(name) != value
    )
