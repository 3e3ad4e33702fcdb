"""``octotui report``: a report as Markdown, on standard output or into a file."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from octotui.cli import clock
from octotui.cli.complete import complete_report_things, complete_reports
from octotui.cli.output import examples, table, talk, tell_lines
from octotui.cli.plans import chosen_plan, day, load, plan_option, standing

if TYPE_CHECKING:
    from octotui.plan.audience import Audience
    from octotui.plan.periods import Period
    from octotui.plan.plan import Plan
    from octotui.reports.catalogue import Kind


@click.command(
    epilog=examples(
        "octotui report weekly",
        'octotui report team --period "Week 5" | pbcopy',
        "octotui report executive --period 2026-Q4 --explain",
        "octotui report change c-4 --output c-4.md",
        "octotui report persona release-manager",
    )
)
@click.argument("kind", metavar="[REPORT]", required=False, shell_complete=complete_reports)
@click.argument("thing", metavar="[ID]", nargs=-1, shell_complete=complete_report_things)
@click.option("--period", metavar="PERIOD", help='"Week 5", 2026-W47, 2026-11, 2026-Q4, week, "last month" …')
@click.option("--since", type=day, metavar="DAY", help="From this day (2026-11-09) until today.")
@click.option("--date", "as_of", type=day, metavar="DAY", help="As if that day were today.")
@click.option("--audience", type=click.Choice(["team", "stakeholder"]), help="Whom it is for.")
@click.option("--explain", is_flag=True, help="Say of each figure how it was made, and from what.")
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help="Write it to a file.")
@click.option("--force", is_flag=True, help="Write over a file that is there.")
@plan_option
def report(
    kind: str | None,
    thing: tuple[str, ...],
    period: str | None,
    since: date | None,
    as_of: date | None,
    audience: Audience | None,
    explain: bool,
    output: Path | None,
    force: bool,
    plan: Path | None,
) -> None:
    """Print a report as Markdown; without a name, say which there are.

    REPORT is weekly, team, monthly, quarterly, executive, stakeholder, risks, release [ID], change ID,
    minutes [ID] or persona ROLE.
    """
    from octotui.reports.catalogue import REPORTS, Wish, kind_named, written

    if kind is None:
        tell_lines(table(("REPORT", "WHAT IT SAYS"), [(_called(one), one.purpose) for one in REPORTS]))
        return
    wanted = kind_named(kind)
    if thing and not wanted.of:
        raise click.UsageError(f"{wanted.id} is about the whole plan, not about {' '.join(thing)}")
    path, today = chosen_plan(plan), as_of or clock.today()
    opened = load(path).plan
    days = _period(wanted, opened, today, period, since)
    text = written(wanted, opened, Wish(today, days, audience, explain, " ".join(thing), standing(path, opened)))
    if output is None:
        tell_lines(text.splitlines())
    else:
        write(text, output, path, force)


def _called(kind: Kind) -> str:
    """A report with what it needs: ``change ID``."""
    return f"{kind.id} {WORDS[kind.id]}" if kind.id in WORDS else kind.id


WORDS = {"release": "[ID]", "change": "ID", "minutes": "[ID]", "persona": "ROLE"}


def _period(kind: Kind, plan: Plan, today: date, typed: str | None, first: date | None) -> Period | None:
    """The days that are meant; None if the report knows best."""
    if typed is None and first is None:
        return None
    if not kind.lens:
        raise click.UsageError(f"{kind.id} is about no period")
    if typed is not None and first is not None:
        raise click.UsageError("--period and --since both say which days; give one of them")
    from octotui.plan.periods import since
    from octotui.reports.brief import asked_period

    try:
        return since(first, today) if first else asked_period(plan, typed or "", today)
    except ValueError as error:
        said = f"--since: {error}" if first else f'--period "{typed}": {error}'
        raise click.UsageError(said) from None


def write(text: str, output: Path, plan: Path, force: bool) -> None:
    """Write a report to a file, and never over the plan."""
    if output.exists() and output.samefile(plan):
        raise click.UsageError(f"{output} is the plan itself; name another file")
    try:
        with output.open("w" if force else "x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        raise click.ClickException(f"{output} is there already; --force writes over it") from None
    talk(f"wrote {output}")
