"""A go/no-go on a shared screen: judged by the whole plan, told without what is secret and without notes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from octotui.plan.ballots import Ballot
from octotui.plan.edits import Path, value_at
from octotui.plan.frozen import replace
from octotui.plan.plaintext import one_line
from octotui.plan.plan import by_id
from octotui.plan.releases import Release, Waiver
from octotui.plan.shown import ELSEWHERE, Shown
from octotui.plan.verdict import Reason, Verdict
from octotui.plan.vote_cover import Matter, matters

TERMS: Final = "a waiver (details withheld)"


def shown_verdict(found: Verdict, release: Release, shown: Shown | None) -> Verdict:
    """A verdict whose reasons tell nothing that is withheld.

    Args:
        found: The verdict on the whole plan: nothing is judged by a part of it.
        release: The release in the whole plan.
        shown: What is shown of the plan; None if all is.
    """
    if shown is None:
        return found
    secret = tuple(_secret_texts(release, shown))
    return replace(found, reasons=tuple(_shown_reason(one, secret, shown) for one in found.reasons))


def shown_ballot(ballot: Ballot, release: Release, shown: Shown | None) -> Ballot:
    """A role's ballot in which nothing is told of what is withheld, but for its number."""
    if shown is None:
        return ballot
    votes = value_at(shown.plan, ("releases", release.id, "votes")) or ()
    return replace(
        ballot,
        vote=by_id(votes, ballot.vote.id) if ballot.vote else None,
        came_up=tuple(_shown_matter(one, shown) for one in ballot.came_up),
        covers=tuple(_shown_matter(one, shown) for one in ballot.covers),
        risks=tuple(seen for risk in ballot.risks if (seen := by_id(shown.plan.risks, risk.id))),
    )


def shown_waivers(waived: Mapping[Path, Waiver], shown: Shown | None) -> Mapping[Path, Waiver]:
    """What is let through, without the reasons for what is withheld."""
    if shown is None:
        return waived
    return {
        path: waiver.changed("reason", ELSEWHERE) if shown.hides(path) else waiver for path, waiver in waived.items()
    }


def _shown_matter(one: Matter, shown: Shown) -> Matter:
    return replace(one, label=shown.name_of(one.path), of="", owner="") if shown.hides(one.path) else one


def _shown_reason(reason: Reason, secret: tuple[str, ...], shown: Shown) -> Reason:
    path = reason.path or ()
    if shown.hides(path):
        return replace(reason, text=f"open: {shown.name_of(path)}")
    if value_at(shown.plan, path) is None and value_at(shown.whole, path) is not None:
        return replace(reason, text=TERMS)
    text = reason.text
    for words in secret:
        text = text.replace(words, ELSEWHERE)
    return replace(reason, text=shown.worded(text))


def _secret_texts(release: Release, shown: Shown) -> Iterator[str]:
    """What reasons may tell of what is withheld: points of a list, and notes on votes."""
    yield from (one_line(one.label) for one in matters(shown.whole, release) if shown.hides(one.path))
    yield from (one_line(vote.note) for vote in release.votes if vote.note)
