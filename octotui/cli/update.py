"""``octotui update``: values set from a script or by hand; and how a command changes a plan."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from octotui.cli import clock
from octotui.cli.complete import complete_assignments, complete_ids
from octotui.cli.output import examples, talk, tell
from octotui.cli.plans import chosen_plan, plan_option
from octotui.plan.frozen import replace

if TYPE_CHECKING:
    from octotui.plan.disputes import Why
    from octotui.plan.edits import Edit, Edits
    from octotui.plan.plan import Plan
    from octotui.plan.problems import Problem
    from octotui.session import Session
    from octotui.store.document import Document

FAILED, TRY_AGAIN = 2, 3
KEPT: Final[tuple[Why, ...]] = ("over",)
"""What the next start of the screen offers; of the rest, the exit status tells."""


@click.command(
    epilog=examples(
        "octotui update batch-1 status=in-progress progress=50 owner=alice",
        "octotui update batch-2 blockers=batch-1,e-7 target=2026-12-01",
        "octotui update risks/r-ci probability=low",
        "octotui update checklists/day-of-release/items/smoke-tests done=yes",
    )
)
@click.argument("thing", metavar="ID", shell_complete=complete_ids)
@click.argument("values", metavar="KEY=VALUE…", nargs=-1, required=True, shell_complete=complete_assignments)
@plan_option
def update(thing: str, values: tuple[str, ...], plan: Path | None) -> int:
    """Give fields of a batch, or of anything else, another value.

    ID is an id, or an area and an id: risks/r-ci. Lists are comma-separated; an empty value takes one away.
    """
    from octotui.cli.assignments import edits_of
    from octotui.cli.finding import path_of
    from octotui.plan.leftover import with_leftovers
    from octotui.plan.records import with_records

    session = opened(plan)
    edits = edits_of(session.plan, path_of(session.plan, thing), values, clock.today())
    recorded = with_records(session.plan, edits, session.who, clock.now())
    refuse_new_warnings(session.plan, edits)
    status = changed(session, recorded)
    if status == 0 and (left := with_leftovers("", lambda: session.plan, edits)):
        talk(left.removeprefix("; "))
    return status


def refuse_new_warnings(plan: Plan, edits: Edits) -> None:
    """Refuse values that `octotui validate` would complain about.

    What was wrong before stays as it is, and what a change makes wrong in other areas is told when it is done.

    Raises:
        PlanError: The plan would have a warning about what is set that it did not have.
    """
    from octotui.plan.checks import check
    from octotui.plan.edits import apply
    from octotui.plan.problems import PlanError

    areas = {edit.path[0] for edit in edits}
    found = [one for one in check(apply(plan, edits)) if one.path[0] in areas]
    known = {(one.path, one.what) for one in check(plan)} if found else set()
    if new := next((one for one in found if (one.path, one.what) not in known), None):
        raise PlanError([replace(new, level="error")])


def opened(plan: Path | None) -> Session:
    """The chosen plan, to be changed by whoever is at the keyboard."""
    from octotui.session import Session

    readonly = bool(click.get_current_context().find_root().params.get("readonly"))
    session = Session.open(chosen_plan(plan), readonly=readonly, clock=clock.now, keeps=KEPT)
    session.who = _who(session)
    return session


def _who(session: Session) -> str:
    """The handle of whoever is at the keyboard."""
    from octotui.config.user import handle_of, who_is_there

    named = click.get_current_context().find_root().params.get("who")
    return handle_of(who_is_there(named, os.environ, session.path.absolute().parent), session.plan)


def changed(session: Session, edits: Edits) -> int:
    """Apply the edits, save, and say what became of them.

    Returns:
        The exit status.
    """
    from octotui.plan.wording import word

    if not edits:
        talk("nothing to change: it says so already")
        return 0
    before = session.document
    session.apply(edits)
    state = session.save()
    session.close()
    refused = [edit for dispute in session.disputes if dispute.why == "both" for edit in dispute.edits]
    for edit in _told(edits) if state.state == "saved" else ():
        if not refused or _is_there(session.plan, edit):
            tell(_said(edit))
    for edit in refused:
        talk(f"not done, somebody changed it at the same moment: {word(edit, session.plan)}")
    for dispute in session.disputes:
        if dispute.why == "over":
            talk(f"another program saved over what {dispute.who} did: {word(dispute.edits[0], session.plan)}")
    for problem in (*state.problems, *_new_problems(before, session.document)):
        talk(str(problem))
    if not state.problems and not refused:
        return 0
    return TRY_AGAIN if all(problem.passing for problem in state.problems) else FAILED


def _new_problems(before: Document, now: Document) -> list[Problem]:
    """The warnings that a change brought."""
    known = {problem.what for problem in before.problems} if now.problems else set()
    return [problem for problem in now.problems if problem.what not in known]


def _is_there(plan: Plan, edit: Edit) -> bool:
    from octotui.plan.edits import Set, value_at

    there = value_at(plan, edit.path)
    return there == edit.new if isinstance(edit, Set) else there is not None


def _told(edits: Edits) -> Edits:
    """The changes without the readings that go with a metric's new value."""
    set_anew = {edit.path[1] for edit in edits if edit.path[0] == "metrics" and edit.path[2:] == ("value",)}
    return tuple(edit for edit in edits if edit.path[2:3] != ("history",) or edit.path[1] not in set_anew)


def _said(edit: Edit) -> str:
    """A change with its values as they are typed: ``batch-1 status: not-started → in-progress``."""
    from octotui.cli.layout import cell_text
    from octotui.cli.records import as_json
    from octotui.plan.edits import Add, Set, path_text

    if isinstance(edit, Add):
        if edit.path[0] == "metrics":
            again = f" again on {edit.path[-1]}" if len(edit.path) > 2 else ""
            return f"{edit.path[1]} value: {'read' if again else 'none →'} {edit.value['value']}{again}"
        where = path_text(edit.path[1:-1]) or edit.path[0].replace("_", " ")
        return f"{where}: added {edit.value.get('did', edit.path[-1])}"
    assert isinstance(edit, Set)
    old, new = (cell_text("", as_json(value)) or "none" for value in (edit.old, edit.new))
    return f"{path_text(edit.path[1:-1] or edit.path[:1])} {edit.path[-1]}: {old} → {new}"
