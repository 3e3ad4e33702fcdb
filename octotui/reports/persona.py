"""A role's profile as a prompt (document 004, "How these personas are used")."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from octotui.plan.plan import Plan
from octotui.plan.roles import PHASES, PhaseName, Role
from octotui.plan.whose import filled_by
from octotui.reports.brief import Brief
from octotui.reports.markdown import literal
from octotui.reports.phrases import joined, person, role_name, sentence
from octotui.reports.report import Report, Section, point, points

PHASE_TITLES: Final[dict[PhaseName, str]] = {
    "pre-release": "Pre-release",
    "release": "During the release",
    "post-release": "Post-release",
    "incident": "Incident or rollback",
}


def persona(brief: Brief, role: Role) -> Report:
    """Who the role is, what it wants and whom it works with, said to whoever is to play it."""
    plan, name = brief.plan, literal(role.name)
    return Report(
        f"Persona: {name}",
        (f"You are the {name}{_where(plan)}.", sentence(literal(role.summary)), _played(plan, role)),
        (
            Section.of("Responsibilities", points(map(literal, role.responsibilities))),
            Section.of("Goals", points(map(literal, role.goals))),
            Section.of("How you communicate", points(map(literal, role.communication))),
            Section.of("Whom you work with", points(_collaboration(plan, role)), points(_interactions(plan, role))),
            Section.of("What you do in a release", _tasks(role)),
            Section.of("What you answer for", points(_activities(plan, role))),
            Section.of("What you decide", points(_decisions(plan, role))),
        ),
    )


def _where(plan: Plan) -> str:
    return f" of {literal(plan.project.name)}" if plan.project and plan.project.name else ""


def _played(plan: Plan, role: Role) -> str:
    """Who fills the role."""
    people = [person(plan, handle) for handle in filled_by(plan, role)]
    return f"In this team that is {joined(people)}." if people else ""


def _collaboration(plan: Plan, role: Role) -> Iterator[str]:
    """Its row of the collaboration matrix."""
    if role.collaborators:
        yield f"**Mostly:** {joined(role_name(plan, other) for other in role.collaborators)}"
    if role.touchpoints:
        yield f"**Where:** {joined(map(literal, role.touchpoints))}"
    if role.frequency:
        yield f"**How often:** {literal(role.frequency)}"


def _interactions(plan: Plan, role: Role) -> Iterator[str]:
    """What it does together with each of the others."""
    for interaction in role.interactions:
        yield f"{role_name(plan, interaction.id)}: {literal(interaction.about)}"


def _tasks(role: Role) -> Iterator[str]:
    """Its row of the release matrix, phase by phase."""
    for phase in PHASES:
        tasks = role.tasks_in(phase)
        if tasks:
            yield point(f"**{PHASE_TITLES[phase]}**")
            yield from points((literal(task.text) for task in tasks), depth=1)


def _activities(plan: Plan, role: Role) -> Iterator[str]:
    """The activities it owns, then those it supports."""
    for one in plan.responsibilities:
        if one.owner == role.id:
            support = joined(role_name(plan, other) for other in one.supporting)
            yield literal(one.activity) + (f" – supported by {support}" if support else "")
    for one in plan.responsibilities:
        if role.id in one.supporting:
            yield f"{literal(one.activity)} – you support the {role_name(plan, one.owner)}"


def _decisions(plan: Plan, role: Role) -> Iterator[str]:
    """The decisions it takes, alone or with others, and where they go from there."""
    for kind in plan.decision_types:
        if role.id in kind.owner:
            others = joined(role_name(plan, other) for other in kind.owner if other != role.id)
            path = " → ".join(role_name(plan, step) for step in kind.path)
            together = f", together with the {others}" if others else ""
            yield literal(kind.name) + together + (f"; beyond you: {path}" if path else "")
