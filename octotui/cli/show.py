"""``octotui show``: what is in the plan, for people and for programs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from octotui.cli import clock
from octotui.cli.complete import complete_areas, complete_ids_of_area
from octotui.cli.output import examples, talk, tell_json, tell_lines
from octotui.cli.plans import load, plan_option

if TYPE_CHECKING:
    from octotui.cli.derived import Moment
    from octotui.cli.records import Record
    from octotui.plan.plan import Plan


@click.command(
    epilog=examples(
        "octotui show batches",
        "octotui show risks r-ci",
        'octotui show risks --filter "owner:dana !closed"',
        "octotui show escalations --json | jq '.items[] | select(.overdue)'",
    )
)
@click.argument("area", shell_complete=complete_areas)
@click.argument("thing", metavar="[ID]", required=False, shell_complete=complete_ids_of_area)
@click.option("--json", "as_json", is_flag=True, help="Print JSON: all fields, keys in camelCase.")
@click.option("--filter", "wanted", metavar="TEXT", help='Only what has these words: "dana status:blocked !done".')
@plan_option
def show(area: str, thing: str | None, as_json: bool, wanted: str | None, plan: Path | None) -> None:
    """Print an area of the plan, or one thing of it.

    AREA is batches, risks, escalations, roles, releases, checklists, items, issues, metrics, people, project,
    attention … – any section of the plan file.
    """
    from octotui.cli.derived import Moment
    from octotui.cli.finding import area_named
    from octotui.cli.layout import table_of, whole

    found = load(plan).plan
    area = area if area == "attention" else area_named(area, found)
    moment = Moment(found, clock.now(), clock.today())
    records = _records(moment, area, thing, wanted)
    if as_json:
        tell_json(area, items=records)
    elif thing is not None or area == "project":
        tell_lines(line for record in records for line in whole(record))
    elif records:
        tell_lines(table_of(area, records))
    else:
        talk(f"no {area.replace('_', ' ')}{' that fit' if wanted else ' in this plan'}")


def _records(moment: Moment, area: str, thing: str | None, wanted: str | None) -> list[Record]:
    from octotui.cli.finding import thing_in
    from octotui.cli.records import area_records, full_record, notice_records

    if thing is not None:
        return [full_record(thing_in(moment.plan, area, thing), moment)]
    records = notice_records(moment) if area == "attention" else area_records(moment, area)
    return _filtered(records, wanted, moment.plan) if wanted else records


def _filtered(records: list[Record], wanted: str, plan: Plan) -> list[Record]:
    """The records that a filter lets through, by their keys in any spelling; an owner's name counts too."""
    from octotui.cli.layout import cell_text
    from octotui.plan.naming import snake
    from octotui.plan.search import parse_filter

    def named(record: Record) -> Record:
        owner = record.get("owner")
        return {**record, "owner": f"{owner} {plan.person_name(owner)}"} if owner else record

    conditions = parse_filter(wanted)
    return [
        record
        for record in records
        if conditions.matches("", {snake(key): cell_text(key, value) for key, value in named(record).items()})
    ]
