"""``octotui dashboard`` and ``octotui weekly``: reports as Markdown on standard output."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from octotui.cli import clock
from octotui.cli.output import examples, tell_lines
from octotui.cli.plans import chosen_plan, day, load, plan_option, standing


@click.command(epilog=examples("octotui dashboard", "octotui dashboard -p execution-plan.json > dashboard.md"))
@plan_option
def dashboard(plan: Path | None) -> None:
    """Print the batches as a Markdown table."""
    from octotui.reports.dashboard import dashboard as report

    tell_lines(report(load(plan).plan).splitlines())


@click.command(epilog=examples('octotui weekly "Week 3"', 'octotui weekly "Week 3" --date 2026-11-20 | pbcopy'))
@click.argument("label", metavar="LABEL", nargs=-1, required=True)
@click.option("--date", "as_of", type=day, metavar="DAY", help="As if that day were today (2026-11-20).")
@plan_option
def weekly(label: tuple[str, ...], as_of: date | None, plan: Path | None) -> None:
    """Print the progress report of a week as Markdown.

    LABEL is the week as the plan calls it: Week 3.
    """
    from octotui.reports.weekly import weekly as report

    path = chosen_plan(plan)
    opened = load(path).plan
    try:
        text = report(opened, " ".join(label), as_of or clock.today(), standing(path, opened))
    except ValueError as error:
        raise click.UsageError(f'"{" ".join(label)}": {error}') from None
    tell_lines(text.splitlines())
