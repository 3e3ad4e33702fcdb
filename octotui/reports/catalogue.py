"""The reports there are, listed once: the command, its completion and the screen's menu come from here."""

from __future__ import annotations

from datetime import date
from importlib import import_module
from typing import TYPE_CHECKING, Final, Literal

from octotui.plan.audience import Audience
from octotui.plan.base import Entity
from octotui.plan.frozen import Frozen, replace
from octotui.plan.periods import Lens, Period
from octotui.plan.plan import Plan, by_id
from octotui.plan.problems import PlanError, Problem, did_you_mean, quoted

if TYPE_CHECKING:
    from octotui.plan.stood import Standing
    from octotui.reports.brief import Brief
    from octotui.reports.report import Report

Area = Literal["changes", "roles", "releases", "meetings"]


class Kind(Frozen):
    """A kind of report.

    Attributes:
        id: Its name on the command line.
        title: Its name in a menu.
        purpose: What it is for, in a few words.
        made_by: The module in this package, and its function.
        lens: What it looks through unless one says: a week, a month, a quarter; empty if it is about no period.
        of: The area of the thing it is about; empty if it is about the whole plan.
        audience: Whom it is for unless one says.
    """

    id: str
    title: str
    purpose: str
    made_by: str
    lens: Lens | Literal[""] = ""
    of: Area | Literal[""] = ""
    audience: Audience = "team"


REPORTS: Final = (
    Kind(
        "weekly",
        "Weekly progress report",
        "what was done, what is next, who needs help",
        "weekly:weekly_report",
        "week",
    ),
    Kind("team", "Team update", "progress, sprint, blockers, team health", "team:team", "week"),
    Kind("monthly", "Initiative review", "initiatives, milestones, quality, risks", "monthly:monthly", "month"),
    Kind(
        "quarterly", "Strategic review", "business impact, goals, resources, lessons", "quarterly:quarterly", "quarter"
    ),
    Kind(
        "executive",
        "Executive summary",
        "green, yellow or red, and why; what is needed",
        "executive:executive",
        "month",
    ),
    Kind(
        "stakeholder",
        "Stakeholder report",
        "each initiative, nothing internal",
        "stakeholder:stakeholder",
        "month",
        audience="stakeholder",
    ),
    Kind("risks", "Risk dashboard", "open risks by score, trends, mitigation", "risks:risks", "week"),
    Kind(
        "release",
        "Release summary",
        "scope, votes, gates, decisions, who did what",
        "release:release_summary",
        of="releases",
    ),
    Kind(
        "change",
        "Change and its impact",
        "impact, risks, approvals of one change",
        "change:change_report",
        of="changes",
    ),
    Kind(
        "minutes",
        "Minutes of a meeting",
        "decisions, changes, actions with owners",
        "minutes:minutes_report",
        of="meetings",
    ),
    Kind("persona", "Persona as a prompt", "a role's profile, to be copied", "persona:persona", of="roles"),
)
"""The reports, in the order of the menu."""
MOST_NAMED: Final = 20
"""So many of what there is to choose from are named."""
NOUNS: Final[dict[Area, str]] = {
    "changes": "change",
    "roles": "role",
    "releases": "release",
    "meetings": "meeting",
}


class Wish(Frozen):
    """How somebody wants a report; what is left out is as the report has it.

    Attributes:
        today: The day it is made.
        period: The days it is about.
        audience: Whom it is for.
        explain: Whether its figures have notes that say how they were made.
        thing: The id of what it is about.
        now: The day it is, if ``today`` is another one.
        standing: What knows how the plan stood on a day that is over; left out, that is what the plan tells.
    """

    today: date
    period: Period | None = None
    audience: Audience | None = None
    explain: bool = False
    thing: str = ""
    standing: Standing | None = None


def kind_named(name: str) -> Kind:
    """The report of this name.

    Raises:
        PlanError: There is none.
    """
    found = next((kind for kind in REPORTS if kind.id == name.casefold()), None)
    if found is None:
        raise _refusal(
            f"no report {quoted(name)}", did_you_mean(name, [kind.id for kind in REPORTS]) or "see: octotui report"
        )
    return found


def written(kind: Kind, plan: Plan, wish: Wish) -> str:
    """A report as Markdown: the same text each time for the same plan and wish.

    Raises:
        PlanError: What it is to be about is not in the plan, or not for this audience.
    """
    from octotui.plan.stood import as_told
    from octotui.reports.brief import Brief, period_for

    period = wish.period or period_for(plan, kind.lens or "week", wish.today)
    audience = wish.audience or kind.audience
    standing = wish.standing or as_told(plan, wish.today)
    brief = Brief.of(wish.today, period, audience, explain=wish.explain, standing=standing)
    module, name = kind.made_by.split(":")
    make = getattr(import_module(f"octotui.reports.{module}"), name)
    report: Report = make(brief, _seen(kind, brief, wish.thing)) if kind.of else make(brief)
    return replace(report, sections=(*report.sections, brief.notes.section)).markdown


def _seen(kind: Kind, brief: Brief, name: str) -> Entity:
    """What a report is about, if this audience may know of it."""
    seen, every = (things_for(kind, plan) for plan in (brief.plan, brief.whole.plan))
    if name and _named(every, name) and not _named(seen, name):
        raise _refusal(f"{name} is withheld from {brief.audience}s", "make the report for the team")
    return thing_for(kind, brief.plan, name)


def thing_for(kind: Kind, plan: Plan, name: str) -> Entity:
    """What a report is about: by its id or its name. Left out, the current release, or the latest meeting.

    Raises:
        PlanError: There is no such thing in the plan.
    """
    assert kind.of
    noun, things = NOUNS[kind.of], things_for(kind, plan)
    if not name and kind.of == "releases" and things:
        from octotui.plan.progress import current_release

        return current_release(plan) or things[0]
    if not name and kind.of == "meetings" and things:
        return things[0]
    if not things:
        raise _refusal(f"there is no {noun} in the plan to report on")
    if not name:
        raise _refusal(f"{kind.id} needs to know which {noun}", _one_of(things))
    found = _named(things, name)
    if found is None:
        nearest = did_you_mean(name, [thing.id for thing in things])
        raise _refusal(f"no {noun} {quoted(name)}", nearest or _one_of(things))
    return found


def _named(things: tuple[Entity, ...], name: str) -> Entity | None:
    return by_id(things, name) or next((one for one in things if one.label.casefold() == name.casefold()), None)


def _one_of(things: tuple[Entity, ...]) -> str:
    ids = [thing.id for thing in things[:MOST_NAMED]]
    return f"one of {', '.join(ids)}{' …' if len(things) > MOST_NAMED else ''}"


def things_for(kind: Kind, plan: Plan) -> tuple[Entity, ...]:
    """What a report can be about, in the plan's order; of meetings the latest first."""
    if kind.of == "meetings":
        return tuple(sorted(plan.meetings, key=lambda meeting: meeting.at, reverse=True))
    things: tuple[Entity, ...] = getattr(plan, kind.of) if kind.of else ()
    return things


def _refusal(what: str, mend: str = "") -> PlanError:
    return PlanError([Problem("error", what, mend)])
