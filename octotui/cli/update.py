"""``octotui update`` and ``octotui metrics``: values set from a script or by hand."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from octotui.cli import clock
from octotui.cli.complete import complete_assignments, complete_ids, complete_metrics
from octotui.cli.output import examples, talk, tell, tell_json, tell_lines
from octotui.cli.plans import chosen_plan, load, plan_option

if TYPE_CHECKING:
    from octotui.plan.disputes import Why
    from octotui.plan.edits import Edit, Edits
    from octotui.plan.plan import Plan
    from octotui.session import Session

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
    from octotui.plan.operations import with_records

    session = _opened(plan)
    edits = edits_of(session.plan, path_of(session.plan, thing), values, clock.today())
    return _changed(session, with_records(session.plan, edits, session.who, clock.now()))


@click.command(
    epilog=examples("octotui metrics", "octotui metrics ciPassRate=93.5 prs_merged=12", "octotui metrics --json")
)
@click.argument("values", metavar="KEY=VALUE…", nargs=-1, shell_complete=complete_metrics)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@plan_option
def metrics(values: tuple[str, ...], as_json: bool, plan: Path | None) -> int:
    """Set metrics, or list them.

    A metric that is not there yet is added.
    """
    if values:
        session = _opened(plan)
        return _changed(session, _metric_edits(session.plan, values))
    from octotui.cli.derived import Moment
    from octotui.cli.layout import table_of
    from octotui.cli.records import area_records

    records = area_records(Moment(load(plan).plan, clock.now(), clock.today()), "metrics")
    if as_json:
        tell_json("metrics", items=records)
    else:
        tell_lines(table_of("metrics", records))
    return 0


def _opened(plan: Path | None) -> Session:
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


def _metric_edits(plan: Plan, values: tuple[str, ...]) -> Edits:
    from octotui.cli.assignments import number_of, split
    from octotui.cli.finding import refusal
    from octotui.plan.edits import apply
    from octotui.plan.metrics import Metric
    from octotui.plan.naming import snake
    from octotui.plan.operations import add_thing, set_field
    from octotui.plan.plan import by_id

    edits: Edits = ()
    for key, text in split(values):
        number, metric = number_of(key, text), snake(key)
        if number < 0:
            raise refusal(f"{key} is {text}", "write 0 or more")
        there: Metric | None = by_id(plan.metrics, metric)
        value = ("metrics", metric, "value")
        step = set_field(plan, value, number) if there else add_thing(plan, ("metrics",), metric, {"value": number})
        plan = apply(plan, step)
        edits += step
    return edits


def _changed(session: Session, edits: Edits) -> int:
    """Apply the edits, save, and say what became of them."""
    from octotui.plan.wording import word

    if not edits:
        talk("nothing to change: it says so already")
        return 0
    known = {problem.what for problem in session.document.problems}
    session.apply(edits)
    state = session.save()
    session.close()
    refused = [edit for dispute in session.disputes if dispute.why == "both" for edit in dispute.edits]
    for edit in edits if state.state == "saved" else ():
        if not refused or _is_there(session.plan, edit):
            tell(_said(edit))
    for edit in refused:
        talk(f"not done, somebody changed it at the same moment: {word(edit, session.plan)}")
    for dispute in session.disputes:
        if dispute.why == "over":
            talk(f"another program saved over what {dispute.who} did: {word(dispute.edits[0], session.plan)}")
    for problem in (*state.problems, *(one for one in session.document.problems if one.what not in known)):
        talk(str(problem))
    if not state.problems and not refused:
        return 0
    return TRY_AGAIN if all(problem.passing for problem in state.problems) else FAILED


def _is_there(plan: Plan, edit: Edit) -> bool:
    from octotui.plan.edits import Set, value_at

    there = value_at(plan, edit.path)
    return there == edit.new if isinstance(edit, Set) else there is not None


def _said(edit: Edit) -> str:
    """A change with its values as they are typed: ``batch-1 status: not-started → in-progress``."""
    from octotui.cli.layout import cell_text
    from octotui.cli.records import as_json
    from octotui.plan.edits import Add, Set, path_text

    if isinstance(edit, Add):
        if edit.path[0] == "metrics":
            return f"{edit.path[-1]} value: none → {edit.value['value']}"
        return f"{path_text(edit.path[1:-1])}: added {edit.value.get('did', edit.path[-1])}"
    assert isinstance(edit, Set)
    old, new = (cell_text("", as_json(value)) or "none" for value in (edit.old, edit.new))
    return f"{path_text(edit.path[1:-1])} {edit.path[-1]}: {old} → {new}"
