"""The verdict of a go/no-go: GO, NO-GO or HOLD, and why (document 003, "Go/No-Go").

- NO-GO: a role that has to vote says so; a mandatory point of a gate list, or a gate of the release, is open; an
  escalation on the release that is of level 3 or security is open. Each unless it is waived. So is a release that was
  cancelled or rolled back.
- HOLD: nobody has to vote; a vote is missing, or stale; nobody who has to vote says GO; a waiver of something that is
  still open has run out.
- GO otherwise.

A waiver counts with a reason, a name, and a last day that is not over; without one of them it counts for nothing.

A decision that was recorded is no part of the verdict; see `standing` for the two together.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain
from typing import Final, Literal, TypeAlias

from octotui.plan.attendance import called, spoken
from octotui.plan.ballots import standing_decision
from octotui.plan.edits import Path
from octotui.plan.frozen import Frozen
from octotui.plan.naming import slug
from octotui.plan.plaintext import one_line
from octotui.plan.plan import Plan
from octotui.plan.releases import Decision, Release, Vote, Waiver
from octotui.plan.vote_cover import Matter, changed_since, matters, role_id
from octotui.plan.voting import vote_id, voters, voters_missing
from octotui.plan.waivers import Aim, aims, waived, waivers_by_path
from octotui.plan.whose import EVERYONE
from octotui.plan.words import short_day

Outcome: TypeAlias = Literal["GO", "NO-GO", "HOLD"]
Weight: TypeAlias = Literal["NO-GO", "HOLD", "note"]

WEIGHTS: Final[tuple[Weight, ...]] = ("NO-GO", "HOLD", "note")
"""The decisive first."""
NOT_TO_BE_RELEASED: Final = {"cancelled": "was cancelled", "rolled-back": "was rolled back"}
DECIDED: Final[tuple[tuple[re.Pattern[str], Weight], ...]] = (
    (re.compile(r"no-?go\b|rejected\b"), "NO-GO"),
    (re.compile(r"go\b(?!.*no-?go\b)|approved\b"), "note"),
)
"""How the outcome of a decision begins, as words of an id, and what it asks for; any other asks to wait."""
SAYS: Final = {"go": "says GO", "no-go": "says NO-GO", "abstain": "abstains"}
MOST_NAMED: Final = 3
"""So many changes are named that make a vote stale."""


class Reason(Frozen):
    """Something that speaks for a verdict, or that one should know beside it.

    Attributes:
        weighs: The verdict it asks for; a note asks for none.
        text: What it is, on one line.
        path: Where it is.
        role: Whose it is: a role's id; empty if it is nobody's in particular.
    """

    weighs: Weight
    text: str
    path: Path | None
    role: str = ""


class Verdict(Frozen):
    """What follows from the plan for a release.

    Attributes:
        outcome: The heaviest that a reason asks for; GO if none asks for anything.
        reasons: All of them, the decisive first.
    """

    outcome: Outcome
    reasons: tuple[Reason, ...]


def verdict(plan: Plan, release: Release, today: date) -> Verdict:
    """The verdict on a release, as the plan stands.

    Args:
        plan: The plan.
        release: The release.
        today: The day, on which waivers count or have run out.
    """
    look = _Look(plan, release, today)
    return _weighed(reason for rule in _RULES for reason in rule(look))


def standing(plan: Plan, release: Release, today: date) -> Verdict:
    """The verdict on a release together with what was decided, for those who act on both.

    The latest go/no-go decision that is recorded stops a release, or holds it; it lets nothing through that the
    verdict does not: a waiver does.

    Args:
        plan: The plan.
        release: The release.
        today: The day, on which waivers count or have run out.
    """
    follows, decision = verdict(plan, release, today), standing_decision(plan, release)
    return _weighed((_decided(plan, release, decision, follows), *follows.reasons)) if decision else follows


def _weighed(found: Iterable[Reason]) -> Verdict:
    """The verdict that reasons come to."""
    reasons = tuple(sorted(found, key=lambda reason: WEIGHTS.index(reason.weighs)))
    heaviest = reasons[0].weighs if reasons else "note"
    return Verdict("GO" if heaviest == "note" else heaviest, reasons)


class _Look:
    """A look at one release on one day; each method is a rule."""

    def __init__(self, plan: Plan, release: Release, today: date) -> None:
        self._plan = plan
        self._release = release
        self._today = today
        self._path = ("releases", release.id)
        self._voters = voters(plan, release)
        self._required = tuple(vote for vote in release.votes if role_id(plan, vote.role) in self._voters)
        self._matters = matters(plan, release)
        self._waivers = waivers_by_path(plan, release)
        self._waived = waived(plan, release, today)

    def status(self) -> Iterator[Reason]:
        """A release that is not to be released, or that is live already."""
        status = self._release.status
        if status in NOT_TO_BE_RELEASED:
            yield _reason("NO-GO", f"{self._release.id} {NOT_TO_BE_RELEASED[status]}", self._path)
        elif status == "released":
            yield _reason("note", f"{self._release.id} is released already", self._path)

    def votes(self) -> Iterator[Reason]:
        """NO-GO by those who have to vote, and by others; conditions; abstentions."""
        for vote in self._release.votes:
            path, role = self._vote_path(vote), role_id(self._plan, vote.role)
            has_to = vote in self._required
            name = called(self._plan, role) + ("" if has_to else ", which does not have to vote,")
            text = f"{name} {SAYS[vote.vote]}{self._by(vote.by)}{_said(vote)}"
            if vote.vote == "no-go" and has_to and path not in self._waived:
                yield _reason("NO-GO", f"{text}{self._useless(path)}", path, role)
            elif vote.vote != "go" or vote.condition:
                yield _reason("note", text, path, role)

    def open_matters(self) -> Iterator[Reason]:
        """Mandatory points, gates and escalations that are open, and not waived."""
        for one in self._matters:
            if one.is_open and one.mandatory and one.path not in self._waived:
                text = f"open: {self._named(one)}{self._useless(one.path)}"
                yield _reason("NO-GO", text, one.path, role_id(self._plan, one.role))

    def missing(self) -> Iterator[Reason]:
        """Who has to vote and has not; that nobody has to; that nobody of them is for it."""
        if not self._voters:
            text = "nobody has to vote: the release names no voters, and no role has a task"
            yield _reason("HOLD", text, (*self._path, "voters"))
        missing = voters_missing(self._plan, self._release)
        for role in missing:
            path = (*self._path, "votes", vote_id(role))
            yield _reason("HOLD", f"{spoken(self._plan, role)} has not voted", path, role)
        if self._required and not missing and all(vote.vote != "go" for vote in self._required):
            yield _reason("HOLD", "nobody who has to vote says GO", (*self._path, "votes"))

    def stale(self) -> Iterator[Reason]:
        """Votes that were cast before something came up; who says NO-GO need not say it again."""
        for vote in self._required:
            path, role = self._vote_path(vote), role_id(self._plan, vote.role)
            since = changed_since(self._plan, self._release, vote)
            if since and (vote.vote != "no-go" or path in self._waived):
                text = f"vote of {called(self._plan, role)} is stale{self._by(vote.by)}: {_what_came_up(since)}"
                yield _reason("HOLD", text, path, role)

    def waivers(self) -> Iterator[Reason]:
        """What is waived; waivers that have run out; waivers that name nothing, or too much."""
        for path, waivers in self._waivers.items():
            what, counts = self._against(path), self._waived.get(path)
            if what and counts:
                terms = f"by {self._plan.person_name(counts.by)} until {self._day(counts.until)}: {counts.reason}"
                yield _reason("note", f"waived: {what}, {terms}", self._waiver_path(counts))
            elif what:
                yield from (self._run_out(one, what) for one in waivers if one.has_run_out(self._today))
        for aim in aims(self._plan, self._release):
            if len(aim.paths) != 1:
                yield _reason("note", _unclear(aim), self._waiver_path(aim.waiver))

    def _run_out(self, one: Waiver, what: str) -> Reason:
        by = f" by {self._plan.person_name(one.by)}" if one.by else ""
        return _reason("HOLD", f"waiver of {what}{by} ran out on {self._day(one.until)}", self._waiver_path(one))

    def _against(self, path: Path) -> str:
        """What a waiver at a path lets through, in words; empty if there is nothing to let through, or not any more."""
        open_there = (self._named(one) for one in self._matters if one.path == path and one.is_open)
        no_there = (
            f"NO-GO of {called(self._plan, vote.role)}"
            for vote in self._required
            if vote.vote == "no-go" and self._vote_path(vote) == path
        )
        return next(chain(open_there, no_there), "")

    def _named(self, one: Matter) -> str:
        """What a matter is called, with what it belongs to and whose it is."""
        of = f"escalation {one.path[-1]}, {one.of}" if one.kind == "escalation" else one.of
        whose = "everyone" if one.role == EVERYONE else called(self._plan, one.role or one.owner)
        return f"{one.label} ({'; '.join(filter(None, (of, whose)))})"

    def _useless(self, path: Path) -> str:
        """What the waivers lack that would let something through."""
        lacks = dict.fromkeys(lack for one in self._waivers.get(path, ()) for lack in one.lacks)
        return f"; its waiver does not count: {', '.join(lacks)}" if lacks else ""

    def _by(self, by: str) -> str:
        return f" ({self._plan.person_name(by)})" if by else ""

    def _day(self, day: date | None) -> str:
        """A day, with its year if that is not this one."""
        if day is None:
            return "?"
        return short_day(day) if day.year == self._today.year else f"{short_day(day)} {day.year}"

    def _vote_path(self, vote: Vote) -> Path:
        return (*self._path, "votes", vote.id)

    def _waiver_path(self, one: Waiver) -> Path:
        return (*self._path, "waivers", one.id)


def _decided(plan: Plan, release: Release, decision: Decision, follows: Verdict) -> Reason:
    """What a decision speaks for: a GO for nothing that is not a GO already."""
    words = slug(decision.outcome)
    weighs: Weight = next((meant for shape, meant in DECIDED if shape.match(words)), "HOLD")
    by = f" by {plan.person_name(decision.by)}" if decision.by else ""
    text = f"decided {decision.outcome}{by}{f': {decision.reason}' if decision.reason else ''}"
    departs = weighs == "note" and follows.outcome != "GO"
    path = ("releases", release.id, "decisions", decision.id)
    return _reason(weighs, f"{text}{'; the gate keeps to the verdict' * departs}", path)


def _reason(weighs: Weight, text: str, path: Path, role: str = "") -> Reason:
    return Reason(weighs, one_line(text), path, role)


def _said(vote: Vote) -> str:
    """What was said with a vote."""
    said = "; ".join(filter(None, (vote.condition, vote.note)))
    return f": {said}" if said else ""


def _what_came_up(since: tuple[Matter, ...]) -> str:
    """What came up after a vote: ``since then Smoke tests is open, unit was done again, and 2 more``."""
    told = [f"{one.label} {'is open' if one.is_open else 'was done again'}" for one in since[:MOST_NAMED]]
    more = [f"and {len(since) - MOST_NAMED} more"] if len(since) > MOST_NAMED else []
    return f"since then {', '.join(told + more)}"


def _unclear(aim: Aim) -> str:
    """Why a waiver lets nothing through: nothing is called so, or several things are."""
    if not aim.paths:
        return f"waiver of “{aim.waiver.item}” counts for nothing: nothing here is called so"
    return f"waiver of “{aim.waiver.item}” counts for nothing: it could be {' or '.join(aim.names)}"


_RULES: Final = (_Look.status, _Look.votes, _Look.open_matters, _Look.missing, _Look.stale, _Look.waivers)
"""In the order in which reasons of one weight are listed."""
