"""``octotui board`` and ``octotui sprint``: the cards in their columns, and a sprint in figures."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from octotui.cli import clock
from octotui.cli.complete import complete_sprints
from octotui.cli.output import examples, talk, tell_json, tell_lines
from octotui.cli.plans import date_option, load, plan_option

if TYPE_CHECKING:
    from octotui.plan.board import Item, Sprint
    from octotui.plan.board_rules import BoardRules
    from octotui.plan.board_stages import Lane
    from octotui.plan.plan import Plan
    from octotui.plan.sprints import SprintPoints

HEAD: Final = ("CARD", "TITLE", "POINTS", "OWNER", "SPRINT", "FLAGS")
WIDEST: Final = 48
"""A title is told in so many characters."""


@click.command(
    epilog=examples(
        "octotui board", "octotui board --sprint s5", "octotui board --json | jq '.columns[] | select(.over)'"
    )
)
@click.option("--sprint", metavar="ID", help="Only the cards of this sprint.", shell_complete=complete_sprints)
@date_option
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@plan_option
def board(sprint: str | None, as_of: date | None, as_json: bool, plan: Path | None) -> None:
    """Print the board: its columns, their cards, and the rules that these break.

    A limit counts all cards of a column, also where only a sprint's are printed.
    """
    from octotui.plan.board_rules import BoardRules
    from octotui.plan.board_stages import lanes_of

    given = load(plan).plan
    only = _sprint_named(given, sprint).id if sprint is not None else None
    lanes, rules = lanes_of(given), BoardRules(given.board)
    if as_json:
        tell_json("board", columns=[_column(lane, given, only, as_of) for lane in lanes])
    elif any(_cards(lane, only) for lane in lanes):
        tell_lines(_lines(lanes, rules, only))
    else:
        talk(f"no cards in {sprint}" if sprint else "no cards in this plan")


@click.command(epilog=examples("octotui sprint", "octotui sprint s4", "octotui sprint --json | jq .points.blocked"))
@click.argument("sprint_id", metavar="[ID]", required=False, shell_complete=complete_sprints)
@date_option
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@plan_option
def sprint(sprint_id: str | None, as_of: date | None, as_json: bool, plan: Path | None) -> None:
    """Print a sprint: its points, its burndown with a forecast, and the velocity.

    Without an ID it is the one that runs, else the last one before today.
    """
    from octotui.plan.sprints import sprint_at

    given, (_, today) = load(plan).plan, clock.moment(as_of)
    wanted = _sprint_named(given, sprint_id) if sprint_id is not None else sprint_at(given, today)
    if wanted is None:
        talk('no sprints in this plan; add [sprints] s1 = { name = "Sprint 1", start = …, end = … }')
    elif as_json:
        tell_json("sprint", **_sprint_record(given, wanted, today))
    else:
        tell_lines(_sprint_lines(given, wanted, today))


def _sprint_named(plan: Plan, text: str) -> Sprint:
    from octotui.cli.finding import thing_in
    from octotui.plan.board import Sprint

    found = thing_in(plan, "sprints", text)
    assert isinstance(found, Sprint)
    return found


def _cards(lane: Lane, only: str | None) -> list[Item]:
    return [card for card in lane.cards if only is None or card.sprint == only]


def _lines(lanes: tuple[Lane, ...], rules: BoardRules, only: str | None) -> Iterator[str]:
    """A table of all cards, with each column's heading in between."""
    from octotui.cli.output import table

    rows = iter(table(HEAD, [_row(card, rules) for lane in lanes for card in _cards(lane, only)]))
    yield next(rows)
    for lane in lanes:
        yield ""
        yield _heading(lane)
        yield from (next(rows) for _ in _cards(lane, only))


def _heading(lane: Lane) -> str:
    from octotui.plan.board_rules import over_limit
    from octotui.plan.words import counted, figure

    limit = f", at most {lane.column.limit}" if lane.column.limit is not None else ""
    held = over_limit(lane) or f"{counted(len(lane.cards), 'card')}{limit}"
    over = " (over its limit)" if lane.is_over else ""
    return f"{lane.column.name}: {held}{over}, {figure(lane.points)} points"


def _row(card: Item, rules: BoardRules) -> tuple[str, ...]:
    from octotui.plan.plaintext import one_line
    from octotui.plan.words import figure

    flags = [*(["blocked"] if rules.is_blocked(card) else []), *(broken.reason for broken in rules.broken(card))]
    points = figure(card.points) if card.points is not None else ""
    return (card.id, one_line(card.title, WIDEST), points, card.owner, card.sprint, "; ".join(flags))


def _column(lane: Lane, plan: Plan, only: str | None, as_of: date | None) -> dict[str, Any]:
    from octotui.cli.derived import Moment
    from octotui.cli.records import full_record

    moment = Moment(plan, *clock.moment(as_of))
    return {
        "id": lane.column.id or None,
        "name": lane.column.name,
        "limit": lane.column.limit,
        "count": len(lane.cards),
        "over": lane.is_over,
        "points": lane.points,
        "cards": [full_record(card, moment) for card in _cards(lane, only)],
    }


def _sprint_lines(plan: Plan, wanted: Sprint, today: date) -> Iterator[str]:
    from octotui.plan.burndown import burndown
    from octotui.plan.sprint_words import days_left, forecast_text, sprint_days, sprint_state
    from octotui.plan.sprints import sprint_points

    state = sprint_state(wanted, today)
    told = (wanted.name or wanted.id, sprint_days(wanted), state, days_left(wanted, today), wanted.goal)
    yield "  ".join(filter(None, told))
    yield ""
    yield from _points_lines(sprint_points(plan, wanted))
    burn = burndown(plan, wanted, today)
    if burn and burn.ahead:
        yield f"Forecast     {forecast_text(burn)}, at the pace of the last sprints"
    yield from _velocity_lines(plan, today)
    if burn:
        from octotui.cli.output import table
        from octotui.plan.words import figure

        days = [day for day in burn.days if day.left is not None]
        rows = [(f"{day.day:%a} {day.day}", figure(day.left or 0), figure(round(day.ideal, 1))) for day in days]
        yield ""
        yield from table(("DAY", "LEFT", "IDEAL"), rows)


def _points_lines(points: SprintPoints) -> Iterator[str]:
    from octotui.plan.words import counted, figure

    told = (
        ("Planned", points.planned),
        ("Added", points.added or None),
        ("Completed", points.completed),
        ("In progress", points.in_progress),
        ("Blocked", points.blocked),
        ("To do", points.to_do),
    )
    yield from (f"{label:12} {figure(value)}" for label, value in told if value is not None)
    if points.unsized:
        yield f"{'Not sized':12} {counted(points.unsized, 'card')}"


def _velocity_lines(plan: Plan, today: date) -> Iterator[str]:
    from octotui.plan.sprints import spread, velocity
    from octotui.plan.words import figure

    pace, known = velocity(plan, today), spread(plan, today)
    if pace is not None and known is not None:
        yield f"{'Velocity':12} {figure(round(pace, 1))} a sprint, {figure(known.least)}–{figure(known.most)} lately"


def _sprint_record(plan: Plan, wanted: Sprint, today: date) -> dict[str, Any]:
    from octotui.cli.records import as_json, record_of
    from octotui.plan.burndown import burndown
    from octotui.plan.frozen import values_of
    from octotui.plan.sprint_words import sprint_state
    from octotui.plan.sprints import spread, sprint_points, velocity

    points, burn, known = sprint_points(plan, wanted), burndown(plan, wanted, today), spread(plan, today)
    return {
        "sprint": record_of(wanted) | {"state": sprint_state(wanted, today)},
        "points": {
            "planned": points.planned,
            "added": points.added,
            "completed": points.completed,
            "inProgress": points.in_progress,
            "blocked": points.blocked,
            "toDo": points.to_do,
            "scope": points.scope,
            "unsized": points.unsized,
        },
        "velocity": velocity(plan, today),
        "spread": values_of(known) if known else None,
        "burndown": as_json([values_of(day) for day in burn.days]) if burn else [],
        "forecast": as_json([values_of(day) for day in burn.ahead]) if burn else [],
    }
