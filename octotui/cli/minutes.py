"""``octotui minutes``: the minutes of a meeting as Markdown, or which meetings there were."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from octotui.cli.complete import complete_meetings
from octotui.cli.output import examples, table, talk, tell_lines
from octotui.cli.plans import chosen_plan, date_option, load, plan_option

if TYPE_CHECKING:
    from octotui.plan.plan import Plan
    from octotui.plan.rhythm import Meeting, MeetingKind

KINDS: Final = ("standup", "go-no-go", "risk-review", "delivery-sync", "demo", "retrospective", "review")
"""Those of the model, which takes long to import: the help does without it."""
WIDEST: Final = 60


@click.command(
    epilog=examples(
        "octotui minutes | pbcopy",
        "octotui minutes --kind go-no-go --output minutes.md",
        "octotui minutes --date 2026-11-18",
        "octotui minutes --list",
        "octotui minutes risk-review-2026-11-18",
    )
)
@click.argument("meeting", metavar="[MEETING]", required=False, shell_complete=complete_meetings)
@click.option("--kind", type=click.Choice(KINDS), metavar="KIND", help=f"Of this kind: {', '.join(KINDS)}.")
@date_option
@click.option("--list", "listed", is_flag=True, help="Say which meetings there were, the latest first.")
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help="Write it to a file.")
@click.option("--force", is_flag=True, help="Write over a file that is there.")
@plan_option
def minutes(
    meeting: str | None,
    kind: MeetingKind | None,
    as_of: date | None,
    listed: bool,
    output: Path | None,
    force: bool,
    plan: Path | None,
) -> None:
    """Print the minutes of a meeting as Markdown: of the latest, unless one is named.

    MEETING is its id, or as much of its beginning as is needed.
    """
    from octotui.cli.report import write
    from octotui.reports.minutes import minutes as written

    path = chosen_plan(plan)
    opened = load(path).plan
    found = _held(opened, kind, as_of or date.max)
    if listed:
        _list(opened, found)
        return
    text = written(opened, _meant(found, meeting, kind))
    if output is None:
        tell_lines(text.splitlines())
    else:
        write(text, output, path, force)


def _held(plan: Plan, kind: MeetingKind | None, until: date) -> list[Meeting]:
    """The meetings of a kind up to a day, the latest first."""
    found = (one for one in plan.meetings if kind in (None, one.kind) and one.at.astimezone().date() <= until)
    return sorted(found, key=lambda one: one.at, reverse=True)


def _meant(found: Sequence[Meeting], name: str | None, kind: MeetingKind | None) -> Meeting:
    """The meeting of this id, or the only one whose id begins so; the latest without a name.

    Raises:
        PlanError: There is none, or it could be several.
    """
    from octotui.plan.problems import PlanError, Problem, did_you_mean, quoted
    from octotui.plan.rhythm import MEETING_NAMES

    ids = [one.id for one in found]
    if not found:
        what = f"no {MEETING_NAMES[kind].casefold()}" if kind else "no meeting"
        mend = "a meeting leaves its record when it ends: press m on the screen"
        raise PlanError([Problem("error", f"there is {what} in the plan to tell of", mend)])
    if name is None or name in ids:
        return found[0 if name is None else ids.index(name)]
    begun = [one for one in found if one.id.startswith(name.casefold())]
    if len(begun) == 1:
        return begun[0]
    mend = f"it could be {' or '.join(one.id for one in begun)}" if begun else did_you_mean(name, ids)
    raise PlanError([Problem("error", f"no meeting {quoted(name)}", mend or "see: octotui minutes --list")])


def _list(plan: Plan, found: Sequence[Meeting]) -> None:
    """The meetings, a line each."""
    if not found:
        talk("no meeting is on record")
        return
    tell_lines(table(("ID", "WHEN", "LEAD", "SUMMARY"), [_row(plan, one) for one in found]))


def _row(plan: Plan, one: Meeting) -> tuple[str, ...]:
    from octotui.plan.plaintext import one_line

    return one.id, f"{one.at.astimezone():%Y-%m-%d %H:%M}", plan.person_name(one.lead), one_line(one.summary, WIDEST)
