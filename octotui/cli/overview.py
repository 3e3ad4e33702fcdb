"""``octotui overview``: the execution dashboard of a week, a month or a quarter, and where its figures come from."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from octotui.cli import clock
from octotui.cli.output import examples, table, tell_json, tell_lines
from octotui.cli.plans import chosen_plan, day, load, plan_option, standing

if TYPE_CHECKING:
    from octotui.plan.figures import Figure, Look
    from octotui.plan.issues import Issue
    from octotui.plan.periods import Lens, Period

LENSES: Final = ("week", "month", "quarter")  # as in plan.periods, without its models
WORDS: Final = {"good": "on track", "watch": "to watch", "bad": "off track", "unknown": ""}
WIDTH: Final = 100
TOP: Final = 5
MORE: Final = ("batches", "milestones", "issues", "risks", "escalations", "changes", "metrics", "business", "people")


@click.command(
    epilog=examples(
        "octotui overview",
        "octotui overview --lens quarter --explain",
        "octotui overview --period 2026-10",
        "octotui overview --json | jq '.items[] | select(.state == \"bad\") | .label'",
    )
)
@click.option("--lens", type=click.Choice(LENSES), default="week", help="What to look through: a week unless you say.")
@click.option("--period", "named", metavar="PERIOD", help="Another period: 2026-W46, 2026-10, 2026-Q4, last month.")
@click.option("--date", "as_of", type=day, metavar="DAY", help="As if that day were today (2026-11-20).")
@click.option("--explain", "explained", is_flag=True, help="Say of each figure how it was computed, and from what.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON: all figures with their sources.")
@plan_option
def overview(
    lens: Lens, named: str | None, as_of: date | None, explained: bool, as_json: bool, plan: Path | None
) -> None:
    """Print how the delivery stands: progress, sprint, milestones, issues and risks.

    A figure that the plan does not say enough for is unknown; --explain says what to write to make it known.
    """
    from octotui.plan.figures import figures_of
    from octotui.plan.figures.figure import Look

    asked = as_of or clock.today()
    period = _period(lens, named, asked)
    today, path = min(asked, period.last), chosen_plan(plan)
    stood = standing(path, load(path).plan)(today)
    look = Look(stood.plan, today, period, stood.is_told)
    found = figures_of(look)
    if as_json:
        days = {"id": look.period.id, "first": str(look.period.first), "last": str(look.period.last)}
        tell_json("overview", date=str(today), lens=look.lens, period=days, items=[_data(one) for one in found])
    else:
        tell_lines(_dashboard(look, {one.id: one for one in found}))
        if stood.how:
            tell_lines(["", f"As of {today}, {stood.how}."])
        if today < period.first:
            tell_lines(["", f"This period has not begun yet: the figures are those of {today}."])
        if explained:
            tell_lines(_explained(found))


def _period(lens: Lens, named: str | None, today: date) -> Period:
    from octotui.plan.periods import parse_period, period_of

    if named is None:
        return period_of(lens, today)
    try:
        return parse_period(named, today)
    except ValueError as error:
        raise click.BadParameter(f"{named!r} is not a period, {error}", param_hint="--period") from None


def _data(figure: Figure) -> dict[str, Any]:
    from octotui.plan.edits import path_text

    sources = [{"path": path_text(one.path), "label": one.label, "says": one.says} for one in figure.sources]
    return {
        "id": figure.id,
        "label": figure.label,
        "value": figure.value,
        "text": figure.text,
        "state": figure.state,
        "how": figure.how,
        "sources": sources,
    }


def _dashboard(look: Look, of: dict[str, Figure]) -> Iterator[str]:
    """The dashboard of document 002, and the other figures below."""
    from octotui.plan.figures import HEADLINE, SPRINT

    yield f"{look.plan.name}: execution dashboard, {look.period.label}"
    yield from _block("Overall progress", [_row(of[name]) for name in HEADLINE])
    sprint = f"Current sprint: {look.sprint.sprint.label}" if look.sprint else "Current sprint"
    yield from _block(sprint, [_row(of[name]) for name in SPRINT])
    yield from _block("Key milestones", _milestones(look))
    yield from _block("Top issues and risks", [*_issues(look), *_risks(look)])
    yield from _block("In figures", [_row(of[name]) for name in MORE])


def _block(heading: str, rows: Sequence[Sequence[str]]) -> Iterator[str]:
    if rows:
        yield ""
        yield heading
        yield from (f"  {row}" for row in table([""] * len(rows[0]), rows)[1:])


def _row(figure: Figure) -> tuple[str, str, str]:
    return figure.label, figure.text, WORDS[figure.state]


def _milestones(look: Look) -> list[tuple[str, str, str]]:
    from octotui.plan.figures.milestones import key_milestones

    return [(one.name, one.status.replace("-", " "), _day(look.due(one.due))) for one in key_milestones(look)]


def _issues(look: Look) -> list[tuple[str, ...]]:
    from octotui.plan.figures.open import open_issues

    def row(one: Issue) -> tuple[str, ...]:
        due = _day(look.due(one.target))
        return one.id, one.title, one.priority, one.status.replace("-", " "), _owner(look, one.owner), due

    return [row(one) for one in open_issues(look)[:TOP]]


def _risks(look: Look) -> list[tuple[str, ...]]:
    from octotui.plan.figures.open import open_risks

    return [
        (risk.id, risk.title, f"score {risk.score}", risk.status, _owner(look, risk.owner), risk.mitigation)
        for risk in open_risks(look)[:TOP]
    ]


def _owner(look: Look, owner: str) -> str:
    return look.plan.person_name(owner) if owner else "nobody"


def _day(day: date | None) -> str:
    return f"due {day}" if day else ""


def _explained(figures: Sequence[Figure]) -> Iterator[str]:
    """How each figure was computed, and from what."""
    yield ""
    yield "How these figures were computed"
    for figure in figures:
        yield ""
        yield f"{figure.label}: {figure.text}"
        yield from textwrap.wrap(figure.how, WIDTH, initial_indent="  ", subsequent_indent="  ")
        rows = [("/".join(one.path), one.label, one.says) for one in figure.sources]
        yield from (f"    {row}" for row in table(["", "", ""], rows)[1:])
