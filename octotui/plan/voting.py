"""Votes on a release: who has to vote, whose vote is missing, and how one is cast (document 003)."""

from __future__ import annotations

from datetime import datetime

from octotui.plan.edits import Add, Edits, last_id
from octotui.plan.operations import set_field
from octotui.plan.plan import Plan
from octotui.plan.releases import Release, Vote, VoteChoice


def voters(plan: Plan, release: Release) -> tuple[str, ...]:
    """The ids of the roles that have to vote: those the release names, else every role with a task."""
    return release.voters or tuple(role.id for role in plan.roles if any(cell.tasks for cell in role.tasks))


def voters_missing(plan: Plan, release: Release) -> tuple[str, ...]:
    """The voters that have not voted yet."""
    voted = {vote.role for vote in release.votes}
    return tuple(role for role in voters(plan, release) if role not in voted)


def vote_id(role: str) -> str:
    """The id of a role's vote, cast or not."""
    return Vote.implied_id({"role": role})


def cast_vote(plan: Plan, release: Release, role: str, choice: VoteChoice, who: str, now: datetime) -> Edits:
    """A role's vote, or its new vote in the place of the old one, with who gave it and when."""
    area, at = ("releases", release.id, "votes"), now.replace(microsecond=0)
    there = next((vote for vote in release.votes if vote.role == role), None)
    if there is None:
        value = {"role": role, "vote": choice, "by": who, "at": at}
        return (Add((*area, vote_id(role)), value, last_id(release.votes)),)
    wanted = {"vote": choice, "by": who, "at": at} if there.vote != choice else {}
    return tuple(edit for field, value in wanted.items() for edit in set_field(plan, (*area, there.id, field), value))
