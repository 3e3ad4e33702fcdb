"""Votes on a release: who has to vote, whose vote is missing, and how one is cast (document 003)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from octotui.plan.edits import Add, Edits, last_id
from octotui.plan.history import to_the_second
from octotui.plan.operations import set_field
from octotui.plan.plan import Plan
from octotui.plan.releases import Release, Vote, VoteChoice
from octotui.plan.vote_cover import changed_since, open_for, role_id


def voters(plan: Plan, release: Release) -> tuple[str, ...]:
    """The ids of the roles that have to vote: those the release names, else every role with a task."""
    named = tuple(dict.fromkeys(role_id(plan, name) for name in release.voters))
    return named or tuple(role.id for role in plan.roles if any(cell.tasks for cell in role.tasks))


def voters_missing(plan: Plan, release: Release) -> tuple[str, ...]:
    """The voters that have not voted yet."""
    voted = {role_id(plan, vote.role) for vote in release.votes}
    return tuple(role for role in voters(plan, release) if role not in voted)


def vote_id(role: str) -> str:
    """The id of a role's vote, cast or not."""
    return Vote.implied_id({"role": role})


def cast_vote(
    plan: Plan, release: Release, role: str, choice: VoteChoice, who: str, now: datetime, condition: str = ""
) -> Edits:
    """A role's vote, or its new vote in the place of the old one: who gave it, when, and what was open then.

    The same word once more is a new vote only if the old one is stale, or nobody noted what was open; what was said
    with it stays. Another word takes the old condition and note away: an objection is no condition of a GO. A condition
    takes the place of the one there is; alone it is no new vote.
    """
    area = ("releases", release.id, "votes")
    value: dict[str, Any] = {"vote": choice, "by": who, "at": to_the_second(now)}
    said = {"condition": condition} if condition else {}
    was_open = {"open": tuple(matter.name for matter in open_for(plan, release, role))}
    there = next((vote for vote in release.votes if role_id(plan, vote.role) == role_id(plan, role)), None)
    if there is None:
        return (Add((*area, vote_id(role)), {"role": role, **value, **said, **was_open}, last_id(release.votes)),)
    stands = there.vote == choice and there.open is not None and not changed_since(plan, release, there)
    unsaid = {} if there.vote == choice else {"condition": None, "note": None}
    wanted = said if stands else {**value, **unsaid, **said, **was_open}
    return tuple(edit for field, held in wanted.items() for edit in set_field(plan, (*area, there.id, field), held))
