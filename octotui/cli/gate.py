"""``octotui gate``: GO, NO-GO or HOLD for a release, for people and for pipelines."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from octotui.cli import clock
from octotui.cli.complete import complete_release_ids
from octotui.cli.output import examples, nobody_reads, tell_json, tell_lines
from octotui.cli.plans import date_option, load, plan_option

if TYPE_CHECKING:
    from octotui.plan.plan import Plan
    from octotui.plan.releases import Release
    from octotui.plan.verdict import Verdict

STATUS: Final = {"GO": 0, "NO-GO": 1, "HOLD": 3}
"""The exit status of each verdict; 2 is a plan that cannot be read, or a release that is not in it."""
HEADINGS: Final = {"NO-GO": "NO-GO", "HOLD": "HOLD", "note": "notes"}


@click.command(
    epilog=examples("octotui gate", "octotui gate 2026.11 && ./deploy", "octotui gate --json | jq -r '.reasons[].text'")
)
@click.argument("release", metavar="[RELEASE]", required=False, shell_complete=complete_release_ids)
@date_option
@click.option("--json", "as_json", is_flag=True, help="Print JSON: verdict, decision, reasons and votes.")
@plan_option
def gate(release: str | None, as_of: date | None, as_json: bool, plan: Path | None) -> int:
    """Say whether a release may go: GO, NO-GO or HOLD, and why.

    NO-GO: a role that has to vote says so, a mandatory point of its gate lists or one of its gates is open, or an
    escalation of level 3 or security; unless it is waived. HOLD: a vote is missing or stale, or a waiver has run out.
    A recorded decision of NO-GO or HOLD counts as well; a decided GO lets nothing through that the verdict does not.
    Left out, RELEASE is the one people work on.

    The exit status is 0 for GO, 1 for NO-GO and 3 for HOLD; 2 if there is no such plan or release, or the plan
    cannot be read.
    """
    from octotui.cli.finding import release_in
    from octotui.plan.verdict import standing

    found = load(plan).plan
    one, (_, today) = release_in(found, release), clock.moment(as_of)
    said = standing(found, one, today)
    try:
        if as_json:
            tell_json("gate", **_data(found, one, said))
        else:
            tell_lines(_lines(one, said))
        sys.stdout.flush()
    except BrokenPipeError:  # who reads the first line alone gets the verdict's status all the same
        nobody_reads()
    return STATUS[said.outcome]


def _lines(one: Release, said: Verdict) -> Iterator[str]:
    yield " ".join(dict.fromkeys(filter(None, (said.outcome, one.id, one.name))))
    for weighs, heading in HEADINGS.items():
        reasons = [reason.text for reason in said.reasons if reason.weighs == weighs]
        if reasons:
            yield ""
            yield heading
            yield from (f"  {text}" for text in reasons)


def _data(plan: Plan, one: Release, said: Verdict) -> dict[str, Any]:
    from octotui.plan.edits import path_text

    reasons = [
        {
            "weighs": reason.weighs,
            "text": reason.text,
            "path": path_text(reason.path) if reason.path else None,
            "role": reason.role or None,
        }
        for reason in said.reasons
    ]
    return {
        "release": one.id,
        "verdict": said.outcome,
        "decision": _decision(plan, one),
        "reasons": reasons,
        "votes": list(_votes(plan, one)),
    }


def _decision(plan: Plan, one: Release) -> dict[str, Any] | None:
    """The decision that counts; None if nothing was decided."""
    from octotui.cli.records import record_of
    from octotui.plan.ballots import standing_decision

    decision = standing_decision(plan, one)
    return {name: record_of(decision)[name] for name in ("outcome", "by", "at", "reason")} if decision else None


def _votes(plan: Plan, one: Release) -> Iterator[dict[str, Any]]:
    """The votes as the plan has them, then those that are missing: their vote is null."""
    from octotui.cli.records import record_of
    from octotui.plan.base import fields_of
    from octotui.plan.naming import camel
    from octotui.plan.releases import Vote
    from octotui.plan.vote_cover import changed_since, role_id
    from octotui.plan.voting import vote_id, voters, voters_missing

    required = voters(plan, one)
    for vote in one.votes:
        role, stale = role_id(plan, vote.role), bool(changed_since(plan, one, vote))
        yield {**record_of(vote), "role": role, "required": role in required, "stale": stale}
    nothing = dict.fromkeys(map(camel, fields_of(Vote)))
    for role in voters_missing(plan, one):
        yield {"id": vote_id(role), **nothing, "role": role, "required": True, "stale": False}
