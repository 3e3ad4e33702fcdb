"""``octotui mine``: what falls to a person or a role, late first."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from octotui.cli import clock
from octotui.cli.complete import complete_whose
from octotui.cli.output import examples, table, talk, tell_json, tell_lines
from octotui.cli.plans import chosen_plan, date_option, load, plan_option
from octotui.plan.plaintext import one_line
from octotui.plan.problems import quoted
from octotui.plan.words import counted

if TYPE_CHECKING:
    from octotui.plan.claims import Claim, ClaimKind
    from octotui.plan.mine import Duty
    from octotui.plan.plan import Plan
    from octotui.plan.whose import Whose

HEAD: Final = ("DUE", "WHAT", "KIND", "WHY", "ID")
WIDEST: Final = 52
LATE_IN: Final[dict[ClaimKind, str]] = {"risk": "review", "escalation": "answer", "approval": "word"}
"""What is late about things that are not late themselves."""


@click.command(
    epilog=examples(
        "octotui mine",
        "octotui mine dana",
        'octotui mine "Release Manager" --date 2026-11-24',
        "octotui mine --json | jq -r '.items[] | select(.state == \"late\").path'",
    )
)
@click.argument("whom", metavar="[PERSON|ROLE]", required=False, shell_complete=complete_whose)
@date_option
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@plan_option
def mine(whom: str | None, as_of: date | None, as_json: bool, plan: Path | None) -> None:
    """Print what falls to a person or a role: late first, then today's, this week's, and the rest.

    Batches, cards, risks, escalations, issues, changes to approve, next actions, points of checklists, release
    tasks, votes, checkpoints, messages. Left out, it is about whoever is at the keyboard, as for update.
    """
    from octotui.plan.claims import claims
    from octotui.plan.mine import duties
    from octotui.plan.whose import whose

    found, (now, today) = load(plan).plan, clock.moment(as_of)
    waiting = claims(found, now, today)
    who = whose(found, whom or _at_the_keyboard(found, plan))
    is_known = _is_known(found, who, waiting)
    if whom is not None and not is_known:
        raise _unknown(found, whom)
    theirs = duties(waiting, who, today)
    if as_json:
        tell_json("mine", who=who.name, date=today.isoformat(), items=[_record(duty) for duty in theirs])
        return
    if theirs:
        tell_lines(table(HEAD, [_row(duty) for duty in theirs]))
    late = sum(duty.state == "late" for duty in theirs)
    talk(f"{who.name}: {counted(len(theirs), 'thing')} open{f', {late} late' if late else ''}")
    if not is_known:
        talk(f"the plan has no person and no role {quoted(who.name)}; name one: octotui mine NAME")


def _at_the_keyboard(plan: Plan, named: Path | None) -> str:
    from octotui.config.user import handle_of, who_is_there

    chosen = click.get_current_context().find_root().params.get("who")
    return handle_of(who_is_there(chosen, os.environ, chosen_plan(named).absolute().parent), plan)


def _is_known(plan: Plan, who: Whose, waiting: tuple[Claim, ...]) -> bool:
    """Whether the plan has this person or role, or somebody of that name owns something."""
    people = any(who.is_named(person.id) for person in plan.people)
    return people or bool(who.roles) or any(who.is_named(name) for claim in waiting for name in claim.names)


def _unknown(plan: Plan, whom: str) -> Exception:
    from octotui.cli.finding import refusal
    from octotui.plan.problems import did_you_mean

    named = [(one.id, one.name) for one in plan.people] + [(one.id, one.name) for one in plan.roles]
    names = [word for words in named for word in words if word]
    return refusal(
        f"there is no person and no role {quoted(whom)}",
        did_you_mean(whom, names) or "octotui show people and octotui show roles list them",
    )


def _row(duty: Duty) -> tuple[str, ...]:
    what = f"{duty.label} ({duty.of})" if duty.of else duty.label
    when = f"{LATE_IN[duty.kind]} {duty.when}" if duty.state == "late" and duty.kind in LATE_IN else duty.when
    return (when, one_line(what, WIDEST), duty.kind, duty.why, duty.id)


def _record(duty: Duty) -> dict[str, Any]:
    return {
        "path": duty.id,
        "kind": duty.kind,
        "label": duty.label,
        "of": duty.of or None,
        "why": duty.why,
        "due": duty.due.isoformat() if duty.due else None,
        "state": duty.state,
        "daysLate": duty.late,
    }
