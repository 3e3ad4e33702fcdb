"""``octotui standup``, ``gonogo`` and ``riskreview``: open a plan in a meeting, or go on with the one that was left."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from octotui.cli.complete import complete_release_ids
from octotui.cli.output import examples
from octotui.cli.plans import chosen_plan, plan_option

if TYPE_CHECKING:
    from octotui.plan.rhythm import MeetingKind

who_option = click.option("--as", "who", metavar="NAME", help="Who you are: the name on ticks, votes and the minutes.")


@click.command(epilog=examples("octotui standup", "octotui standup --plan plan.toml"))
@who_option
@plan_option
def standup(who: str | None, plan: Path | None) -> int:
    """Run the standup: one person or batch at a time, blocked first.

    One that was left, even by a crash, goes on where it was.
    """
    return _hold("standup", who, plan)


@click.command(epilog=examples("octotui gonogo", "octotui gonogo 2026.11 --as dana"))
@click.argument("release", metavar="[RELEASE]", required=False, shell_complete=complete_release_ids)
@who_option
@plan_option
def gonogo(release: str | None, who: str | None, plan: Path | None) -> int:
    """Run the go/no-go of a release: role by role, the verdict always in sight.

    Left out, RELEASE is the one people work on. One that was left, even by a crash, goes on where it was.
    """
    return _hold("go-no-go", who, plan, release or "")


@click.command(epilog=examples("octotui riskreview"))
@who_option
@plan_option
def riskreview(who: str | None, plan: Path | None) -> int:
    """Run the risk review: the worst first, then what nobody looked at for longest.

    One that was left, even by a crash, goes on where it was.
    """
    return _hold("risk-review", who, plan)


def _hold(kind: MeetingKind, who: str | None, plan: Path | None, release: str = "") -> int:
    from octotui.cli.open import Meeting, open_plan

    who = who or click.get_current_context().find_root().params.get("who")
    return open_plan(chosen_plan(plan), who, meeting=Meeting(kind, release))
