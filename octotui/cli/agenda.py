"""``octotui agenda``: what is overdue and what comes, day by day; for people, for programs, and for calendars."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from octotui.cli import clock
from octotui.cli.output import examples, table, talk, tell_json, tell_lines
from octotui.cli.plans import date_option, day, load, plan_option
from octotui.plan.plaintext import one_line
from octotui.plan.words import day_text

if TYPE_CHECKING:
    from octotui.plan.agenda import Entry
    from octotui.plan.plan import Plan

DAYS: Final = 14
"""So many days are told unless another number is asked for: the coming two weeks."""
WIDEST: Final = 48
WIDEST_NAME: Final = 24
STDOUT: Final = "-"


@click.command(
    epilog=examples(
        "octotui agenda",
        "octotui agenda --days 1",
        "octotui agenda --since 2026-11-16",
        "octotui agenda --json | jq -r '.items[] | select(.state == \"overdue\").what'",
        "octotui agenda --ics team.ics",
    )
)
@click.option("--days", type=click.IntRange(1, 366), metavar="N", help=f"So many days, today the first; else {DAYS}.")
@click.option("--since", type=day, metavar="DAY", help="Instead: what was and was not from that day to today.")
@date_option
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option(
    "--ics", is_flag=False, flag_value=STDOUT, metavar="[FILE]", help="As iCalendar, printed or to a .ics file."
)
@click.option("--force", is_flag=True, help="Write over a calendar that is there.")
@plan_option
def agenda(
    days: int | None,
    since: date | None,
    as_of: date | None,
    as_json: bool,
    ics: str | None,
    force: bool,
    plan: Path | None,
) -> None:
    """Print what is overdue, and what falls on the coming days.

    Meetings, checkpoints, messages of the communication plan, batches, milestones, checklists, releases, next
    actions, issues, changes, steps against risks, runbooks, answers to escalations and the ends of sprints. In a
    calendar what is overdue stands on today, and what is imported again brings its events up to date; it is made
    to be passed on, so it does not say what a security escalation is about, as the table does.
    """
    today = as_of or clock.today()
    first, last = _span(today, days, since)
    if ics is not None and as_json:
        raise click.UsageError("--json and --ics are two formats; choose one")
    if ics is not None:
        _give_calendar(load(plan).plan, today, first, last, ics, force=force)
        return
    from octotui.plan.agenda import agenda as agenda_of
    from octotui.plan.agenda import overdue

    found = load(plan).plan
    entries = tuple(dict.fromkeys((*overdue(found, today), *agenda_of(found, today, first, last))))
    if as_json:
        tell_json("agenda", items=[_record(found, entry) for entry in entries])
    elif entries:
        tell_lines(_table(found, entries, today))
    else:
        talk(f"nothing from {first} to {last}")


def _span(today: date, days: int | None, since: date | None) -> tuple[date, date]:
    if since is None:
        return today, today + timedelta(days=(days or DAYS) - 1)
    if days is not None:
        raise click.UsageError("--days looks ahead and --since looks back; choose one")
    if since > today:
        raise click.BadParameter(f"{since} is after today, {today}", param_hint="--since")
    return since, today


def _give_calendar(plan: Plan, today: date, first: date, last: date, name: str, *, force: bool) -> None:
    path = Path(name)
    if name != STDOUT and path.suffix.lower() != ".ics":
        raise click.BadParameter(f"{name} is no name for a calendar; it ends in .ics", param_hint="--ics")
    from octotui.reports.ics import calendar

    data = calendar(plan, today, first, last, clock.now())
    if name == STDOUT:
        click.echo(data, nl=False)
        return
    try:
        with path.open("wb" if force else "xb") as file:
            file.write(data)
    except FileExistsError:
        raise click.ClickException(f"{path} is there already; --force writes over it") from None
    talk(f"wrote {path}")


def _table(plan: Plan, entries: Sequence[Entry], today: date) -> list[str]:
    """The entries as a table, each day named once; what comes every day is told for today, then in one row."""
    every_day = {entry.path: entry for entry in entries if entry.every == "day" and entry.state == "next"}
    rows, told = [], None
    for entry in (*(one for one in entries if one.every != "day" or one.state != "next"), *every_day.values()):
        named = "working days" if entry.path in every_day and entry.state == "next" else _day_text(entry.day, today)
        rows.append([named if named != told else "", *_cells(plan, entry)])
        told = named
    return table(("DAY", "TIME", "WHAT", "KIND", "WHO", "STATE"), rows)


def _cells(plan: Plan, entry: Entry) -> tuple[str, ...]:
    at = f"{entry.at:%H:%M}" if entry.at else ""
    return at, one_line(entry.what, WIDEST), entry.kind, one_line(plan.person_name(entry.lead), WIDEST_NAME), entry.word


def _day_text(day: date, today: date) -> str:
    return day_text(day) if day.year == today.year else f"{day_text(day)} {day.year}"


def _record(plan: Plan, entry: Entry) -> dict[str, Any]:
    from octotui.plan.attendance import spoken
    from octotui.plan.edits import path_text

    return {
        "day": entry.day.isoformat(),
        "at": f"{entry.at:%H:%M}" if entry.at else None,
        "minutes": entry.minutes,
        "kind": entry.kind,
        "what": entry.what,
        "state": entry.state,
        "daysLate": entry.late,
        "every": entry.every,
        "lead": entry.lead,
        "leadName": plan.person_name(entry.lead),
        "attendees": list(entry.attendees),
        "attendeeNames": [spoken(plan, name) for name in entry.attendees],
        "path": path_text(entry.path),
    }
