"""``octotui metrics``: the metrics by their groups, and new values for them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from octotui.cli import clock
from octotui.cli.complete import complete_metrics
from octotui.cli.output import examples, talk, tell_json, tell_lines
from octotui.cli.plans import load, plan_option

HEAD: Final = ("ID", "GROUP", "VALUE", "TARGET", "STATE", "TREND", "READ")

if TYPE_CHECKING:
    from collections.abc import Sequence

    from octotui.plan.edits import Edits
    from octotui.plan.metrics import Metric
    from octotui.plan.plan import Plan


@click.command(
    epilog=examples("octotui metrics", "octotui metrics ciPassRate=93.5 prs_merged=12", "octotui metrics --json")
)
@click.argument("values", metavar="KEY=VALUE…", nargs=-1, shell_complete=complete_metrics)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@plan_option
def metrics(values: tuple[str, ...], as_json: bool, plan: Path | None) -> int:
    """Set metrics, or list them.

    A metric that is not there yet is added. Today's value is kept in the history of each that has more than a
    number in the plan; another one today takes its place.
    """
    if values:
        from octotui.cli.update import changed, opened

        session = opened(plan)
        return changed(session, _edits(session.plan, values))
    _list(load(plan).plan, as_json=as_json)
    return 0


def _list(plan: Plan, *, as_json: bool) -> None:
    from octotui.cli.derived import Moment
    from octotui.cli.output import table
    from octotui.cli.records import full_record
    from octotui.plan.readings import grouped

    listed = grouped(plan.metrics)
    if as_json:
        moment = Moment(plan, clock.now(), clock.today())
        tell_json("metrics", items=[full_record(metric, moment) for metric in listed])
    elif listed:
        tell_lines(table(HEAD, [_row(metric) for metric in listed]))
    else:
        talk("no metrics in this plan; octotui metrics coverage=80 adds one")


def _row(metric: Metric) -> tuple[str, ...]:
    from octotui.plan.readings import bound_text, group_of, last_read, trend_text, value_text

    value = value_text(metric.value, metric.unit)
    read = str(last_read(metric) or "")
    return (metric.id, group_of(metric), value, bound_text(metric), metric.state, trend_text(metric), read)


def _edits(plan: Plan, words: tuple[str, ...]) -> Edits:
    """The edits that set metrics as ``key=value`` says.

    Raises:
        PlanError: A value is no number, or below nothing.
    """
    from octotui.cli.assignments import number_of, split
    from octotui.cli.finding import refusal
    from octotui.plan.edits import apply
    from octotui.plan.naming import snake
    from octotui.plan.operations import add_thing
    from octotui.plan.plan import by_id
    from octotui.plan.readings import is_bare, take_reading

    edits: Edits = ()
    known, new = [metric.id for metric in plan.metrics], list[str]()
    for key, text in split(words):
        number, metric = number_of(key, text), snake(key)
        if number < 0:
            raise refusal(f"{key} is {text}", "write 0 or more")
        if by_id(plan.metrics, metric):
            step = take_reading(plan, metric, number, clock.today())
        else:
            new.append(metric)
            beside = next((other.id for other in reversed(plan.metrics) if is_bare(other)), None)
            step = add_thing(plan, ("metrics",), metric, {"value": number}, beside)
        plan = apply(plan, step)
        edits += step
    for metric in new:
        _wonder(metric, known)
    return edits


def _wonder(new: str, known: Sequence[str]) -> None:
    """Say that a metric is new, and which one that is there it looks like: most likely a letter is wrong."""
    from difflib import get_close_matches

    from octotui.plan.problems import quoted

    nearest = get_close_matches(new, known, n=1, cutoff=0.8)
    talk(f"{new} is a new metric" + (f"; did you mean {quoted(nearest[0])}?" if nearest else ""))
