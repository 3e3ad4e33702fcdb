"""``octotui open``: the one door from the command line to the screen."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from octotui.cli.output import examples, talk
from octotui.cli.plans import chosen_plan, plan_option
from octotui.plan.frozen import Frozen
from octotui.plan.problems import PlanError
from octotui.plan.words import counted

if TYPE_CHECKING:
    from octotui.plan.rhythm import MeetingKind


class NoTerminal(click.ClickException):
    """A screen was asked for where there is none."""

    def __init__(self) -> None:
        super().__init__("a terminal is needed to open a plan; octotui show, dashboard and weekly print without one")


@click.command("open", epilog=examples("octotui open plan.toml", "octotui plan.toml --readonly"))
@click.argument("path", metavar="[PLAN]", required=False, type=click.Path(path_type=Path))
@plan_option
@click.option("--as", "who", metavar="NAME", help="Who you are: the name on ticks and votes.")
@click.option("--readonly", is_flag=True, help="Look, don't touch.")
@click.pass_context
def open_command(context: click.Context, path: Path | None, plan: Path | None, who: str | None, readonly: bool) -> int:
    """Open a plan on the screen."""
    in_front = context.find_root().params
    return open_plan(
        chosen_plan(path, plan), who or in_front.get("who"), readonly=readonly or bool(in_front.get("readonly"))
    )


class Meeting(Frozen):
    """A meeting to open a plan in: its kind, and the release a go/no-go is about; empty is the current one."""

    kind: MeetingKind
    release: str = ""


def open_plan(
    path: Path, who: str | None, *, readonly: bool = False, demo: bool = False, meeting: Meeting | None = None
) -> int:
    """Open a plan on the screen and stay until the user leaves.

    Args:
        path: The file.
        who: The user's name, if one was given.
        readonly: Whether edits are refused.
        demo: Whether it is a copy that nobody keeps.
        meeting: The meeting to go to; None is the Overview.

    Returns:
        The exit status.

    Raises:
        NoTerminal: Input or one of the outputs is not a terminal, or one that cannot move its cursor.
        PlanError: The plan cannot be read, or has no such release.
    """
    from octotui.cli.finding import release_in
    from octotui.session import Session
    from octotui.store.held import is_anything_left

    try:
        session = Session.open(path, readonly=readonly)
    except PlanError:
        if is_anything_left(path):
            talk(f"changes of {path} that are not in it are kept; they are offered once it can be opened")
        raise
    if meeting is not None and meeting.kind == "go-no-go":
        release_in(session.plan, meeting.release)
    streams = (sys.stdin, sys.stdout, sys.stderr)  # the screen is drawn on the last
    if not all(stream.isatty() for stream in streams) or os.environ.get("TERM") == "dumb":
        raise NoTerminal
    from octotui.config.user import who_is_there
    from octotui.ui.running import run_app

    where = (meeting.kind, meeting.release) if meeting else None
    status = run_app(
        session,
        who=who_is_there(who, os.environ, path.parent),
        demo=demo,
        meeting=where,
    )
    if waiting := session.unsaved + len(session.disputes):
        talk(f"{counted(waiting, 'change')} of {path} not in it yet; kept, and offered at the next start")
    return status
