"""How it goes, all in all: green, yellow or red, and why (document 002, "Executive Summary")."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Final, Literal, TypeAlias

from octotui.plan.edits import Path
from octotui.plan.escalations import Escalation
from octotui.plan.figures.figure import Look, amount
from octotui.plan.figures.open import late_escalations, open_issues, open_risks
from octotui.plan.figures.quality import quality
from octotui.plan.frozen import Frozen
from octotui.plan.plan import Plan, by_id

Colour: TypeAlias = Literal["green", "yellow", "red", "unknown"]
SEVERITY: Final[tuple[Colour, ...]] = ("red", "yellow", "green", "unknown")
TOO_LATE: Final = timedelta(days=7)
"""A batch that is later than this needs more than its team."""


class Reason(Frozen):
    """Why the colour is not green.

    Attributes:
        colour: Yellow or red.
        path: The thing it is about.
        label: What a person calls that.
        what: What is the matter, in a few words.
    """

    colour: Colour
    path: Path
    label: str
    what: str


class Overall(Frozen):
    """How it goes: the worst colour of its reasons, which stand the worst first."""

    colour: Colour
    reasons: tuple[Reason, ...]


def overall(look: Look) -> Overall:
    """How it goes on a day, seen through a period.

    Red, for it needs somebody above the team:

    - an escalation to the sponsor (level 3) or about security had no answer in time
    - a batch is more than a week past its target
    - a critical issue is past its target
    - a critical risk (score 7–9) is open, and nobody wrote down what makes it smaller
    - a critical risk came true, and is not closed

    Yellow, for it may become red:

    - an escalation of these levels is open, and was answered
    - a batch is blocked, or past its target up to a week
    - a critical issue is open
    - a critical risk is open, with a mitigation
    - a milestone of the period was missed, is at risk, or is past its day
    - a role said no-go to a release that is not over
    - the quality score is bad

    Green is everything else; unknown, if the plan has no batches, milestones, risks, issues and escalations to judge.
    """
    rules = (_escalations, _batches, _issues, _risks, _milestones, _releases, _quality)
    reasons = [reason for rule in rules for reason in rule(look)]
    reasons.sort(key=lambda reason: SEVERITY.index(reason.colour))
    if reasons:
        return Overall(reasons[0].colour, tuple(reasons))
    return Overall("green" if _can_be_judged(look.plan) else "unknown", ())


def _can_be_judged(plan: Plan) -> bool:
    return bool(plan.batches or plan.milestones or plan.risks or plan.issues or plan.escalations)


def _escalations(look: Look) -> Iterator[Reason]:
    late = late_escalations(look)
    for one in look.plan.escalations:
        if one.is_open and one.level in ("3", "security"):
            colour: Colour = "red" if one.id in late else "yellow"
            what = f"{_level(one)}, {'no answer in time' if one.id in late else 'being worked on'}"
            yield Reason(colour, ("escalations", one.id), one.label, what)


def _level(one: Escalation) -> str:
    return "security" if one.level == "security" else "with the sponsor"


def _batches(look: Look) -> Iterator[Reason]:
    for batch in look.plan.batches:
        if batch.is_done:
            continue
        due = look.due(batch.target)
        late = look.today - due if due else timedelta()
        stuck = batch.status == "blocked"
        what = [f"{amount(late.days, 'day')} late"] * (late > timedelta()) + ["blocked"] * stuck
        if what:
            colour: Colour = "red" if late > TOO_LATE else "yellow"
            yield Reason(colour, ("batches", batch.id), batch.label, " and ".join(what))


def _issues(look: Look) -> Iterator[Reason]:
    for issue in open_issues(look):
        if issue.priority == "critical":
            due = look.due(issue.target)
            late = due is not None and due < look.today
            what = f"critical{', past its day' if late else ''}"
            yield Reason("red" if late else "yellow", ("issues", issue.id), issue.label, what)


def _risks(look: Look) -> Iterator[Reason]:
    for risk in open_risks(look):
        if risk.band == "critical":
            bare = not risk.mitigation and not risk.actions
            lacks = ", and nothing is done about it" if bare else "" if risk.owner else ", nobody owns it"
            what = f"critical, score {risk.score}{lacks}"
            yield Reason("red" if bare else "yellow", ("risks", risk.id), risk.label, what)
    for risk in look.plan.risks:
        if risk.band == "critical" and risk.status == "happened":
            yield Reason("red", ("risks", risk.id), risk.label, f"critical, score {risk.score}, and it came true")


def _milestones(look: Look) -> Iterator[Reason]:
    for one in look.plan.milestones:
        due = look.due(one.due)
        if one.status == "reached" or due is None or due not in look.period:
            continue
        what = "missed" if one.status == "missed" else "past its day" if due < look.today else "at risk"
        if what != "at risk" or one.status == "at-risk":
            yield Reason("yellow", ("milestones", one.id), one.label, what)


def _releases(look: Look) -> Iterator[Reason]:
    for release in look.plan.releases:
        against = [vote.role for vote in release.votes if vote.vote == "no-go"]
        if against and release.status in ("planned", "active"):
            roles = (by_id(look.plan.roles, role) for role in against)
            names = ", ".join(role.name if role else name for role, name in zip(roles, against, strict=True))
            yield Reason("yellow", ("releases", release.id), release.id, f"no-go of {names}")


def _quality(look: Look) -> Iterator[Reason]:
    score = quality(look)
    if score.state == "bad":
        yield Reason("yellow", ("metrics",), "Quality score", score.text)
