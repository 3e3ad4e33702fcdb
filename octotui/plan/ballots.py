"""The go/no-go role by role: who speaks for it, its vote, what that covers, the risks that fall to it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Final

from octotui.plan.attendance import called
from octotui.plan.frozen import Frozen
from octotui.plan.naming import slug
from octotui.plan.plan import Plan
from octotui.plan.releases import Decision, Release, Vote
from octotui.plan.risks import Risk
from octotui.plan.roles import DecisionType
from octotui.plan.vote_cover import Matter, changed_since, covered, role_id
from octotui.plan.voting import voters
from octotui.plan.whose import filled_by, person_named, role_named, whose

GO_NO_GO: Final = DecisionType(id="go-no-go", name="Go/no-go")
"""The kind of decision that a go/no-go takes, where the plan does not name it."""
TALLY: Final = (("go", "GO"), ("no-go", "NO-GO"), ("abstain", "abstain"), ("", "not voted"))


class Ballot(Frozen):
    """A role in the go/no-go.

    Attributes:
        role: Its id; the word that stands there if it is no role of the plan.
        name: What it is called.
        people: Who fills it: handles, or names that are nobody's.
        has_to: Whether it has to vote.
        vote: Its vote; None if it has not voted.
        came_up: What makes the vote stale.
        covers: What the vote covers, open or done.
        risks: The open risks to the release that fall to it, the worst first.
    """

    role: str
    name: str
    people: tuple[str, ...]
    has_to: bool
    vote: Vote | None
    came_up: tuple[Matter, ...]
    covers: tuple[Matter, ...]
    risks: tuple[Risk, ...]


def ballots(plan: Plan, release: Release) -> tuple[Ballot, ...]:
    """The roles that have to vote, in their order; then those that voted beside them."""
    votes = {role_id(plan, vote.role): vote for vote in release.votes}
    have_to = voters(plan, release)
    risks = risks_to(plan, release)

    def ballot(role: str) -> Ballot:
        vote = votes.get(role)
        return Ballot(
            role,
            called(plan, role),
            people_of(plan, role),
            role in have_to,
            vote,
            changed_since(plan, release, vote) if vote else (),
            covered(plan, release, role),
            tuple(risk for risk in risks if _falls_to(plan, risk, role)),
        )

    return tuple(map(ballot, dict.fromkeys((*have_to, *votes))))


def people_of(plan: Plan, role: str) -> tuple[str, ...]:
    """Who fills a role: handles of people, or names that are nobody's."""
    found = role_named(plan, role)
    return filled_by(plan, found) if found else ()


def speakers(plan: Plan, release: Release, role: str, user: str) -> tuple[str, ...]:
    """Who gives a role's vote, in the room: the user if they fill it, or the only one who does.

    Where several fill it, whoever of them spoke for it the last time does, in this release or in another.

    Returns:
        One name; several where nobody knows which of them, none where nobody fills the role.
    """
    people = people_of(plan, role)
    if user in people:
        return (user,)
    spoke = (name for name in _spoke_before(plan, release, role) if name in people)
    return people if len(people) < 2 else next(((name,) for name in spoke), people)


def risks_to(plan: Plan, release: Release) -> tuple[Risk, ...]:
    """The open risks to a release or to one of its batches, the worst first."""
    batches = set(release.batches)
    found = (one for one in plan.risks if one.release == release.id or not batches.isdisjoint(one.batches))
    return tuple(sorted((one for one in found if one.is_open), key=lambda one: -one.score))


def tally(found: Iterable[Ballot]) -> str:
    """How those voted that have to: ``7 GO, 1 NO-GO, 1 not voted``; empty if nobody has to."""
    counts = Counter(one.vote.vote if one.vote else "" for one in found if one.has_to)
    return ", ".join(f"{counts[vote]} {word}" for vote, word in TALLY if counts[vote])


def decision_type(plan: Plan) -> DecisionType:
    """The kind of decision that a go/no-go takes: the plan's own, by its id or its name."""
    named = (one for one in plan.decision_types if GO_NO_GO.id in (slug(one.id), slug(one.name)))
    return next(named, GO_NO_GO)


def decisions_on(plan: Plan, release: Release) -> tuple[Decision, ...]:
    """The go/no-go decisions on a release, in their order."""
    kind = decision_type(plan).id
    return tuple(one for one in release.decisions if one.type == kind)


def standing_decision(plan: Plan, release: Release) -> Decision | None:
    """The go/no-go decision on a release that counts: the latest; of those without a moment, the last in the plan."""
    taken = enumerate(decisions_on(plan, release))
    latest = max(taken, key=lambda one: (one[1].at.timestamp() if one[1].at else 0.0, one[0]), default=None)
    return latest[1] if latest else None


def _falls_to(plan: Plan, risk: Risk, role: str) -> bool:
    if not risk.owner:
        return False
    people = {name.casefold() for name in people_of(plan, role)}
    owner = person_named(plan, risk.owner)
    return whose(plan, role).means(risk.owner) or (owner.id if owner else risk.owner).casefold() in people


def _spoke_before(plan: Plan, release: Release, role: str) -> list[str]:
    """Who gave a role's votes: the one on this release first, then the latest."""
    others = sorted((one for one in plan.releases if one is not release), key=_window, reverse=True)
    cast = [vote for one in (release, *others) for vote in one.votes if role_id(plan, vote.role) == role]
    return [found.id if (found := person_named(plan, vote.by)) else vote.by for vote in cast]


def _window(release: Release) -> float:
    return release.window.timestamp() if release.window else 0.0
