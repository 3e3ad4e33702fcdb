"""Which plan a command is about."""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from octotui.cli import clock
from octotui.plan.plaintext import one_line

if TYPE_CHECKING:
    from octotui.plan.plan import Plan
    from octotui.plan.stood import Standing
    from octotui.store.document import Document

_LIKE_A_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
F = TypeVar("F", bound=Callable[..., Any])


class NoPlan(click.ClickException):
    """Nobody named a plan, and none is here."""

    def __init__(self) -> None:
        none = "no plan here or in a folder above; name one with -p, or start one with: octotui init"
        super().__init__("\n".join((none, *map(how_it_comes_back, gone_from_here()))))


def gone_from_here() -> list[Path]:
    """The plans that were in this folder, and of which there are backups."""
    from octotui.store.backups import plans_gone_from

    return [Path(plan.name) for plan in plans_gone_from(Path.cwd())]


def how_it_comes_back(plan: Path) -> str:
    """What to do about a plan that is gone."""
    return f"{plan} was here; its last copy comes back with: octotui -p {shlex.quote(str(plan))} backups restore 1"


def day(text: str) -> date:
    """A day, written as 2026-12-01; the type of an option."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        no_day = "is not a day of the calendar" if _LIKE_A_DAY.fullmatch(text) else "is not a day"
        raise click.BadParameter(f"{one_line(text)} {no_day}; write it like 2026-12-01") from None


def date_option(command: F) -> F:
    """Add ``--date``, which hands the command the day it is to be told as of."""
    text = "As if that day were today (2026-11-20)."
    return click.option("--date", "as_of", type=day, metavar="DAY", help=text)(command)


def plan_option(command: F) -> F:
    """The option that names the plan."""
    return click.option(
        "-p",
        "--plan",
        type=click.Path(path_type=Path),
        help="The plan; left out, OCTOTUI_PLAN, EXECUTION_PLAN_PATH, or plan.toml here or above.",
    )(command)


def chosen_plan(*named: Path | None) -> Path:
    """The plan that is meant: the first that is named, also in front of the command, else the one found.

    Raises:
        NoPlan: There is none.
    """
    context = click.get_current_context(silent=True)
    in_front = context.find_root().params.get("plan") if context else None
    for path in (*named, in_front):
        if path is not None:
            return _in_folder(Path(path))
    from octotui.config.paths import find_plan

    here = Path.cwd()
    found = find_plan(here, os.environ)
    if found is None:
        raise NoPlan
    return found.relative_to(here) if found.is_relative_to(here) else found


def _in_folder(path: Path) -> Path:
    """The plan in a folder that is named instead of the file; the path itself if there is none."""
    from octotui.config.paths import PLAN_NAMES

    found = next((path / name for name in PLAN_NAMES if (path / name).is_file()), path)
    if found.is_dir():
        raise click.ClickException(f"{path} is a folder: name the plan in it, such as {path / PLAN_NAMES[0]}")
    return found


def load(*named: Path | None) -> Document:
    """Read the plan that is meant.

    Raises:
        NoPlan: There is none.
        PlanError: It cannot be read, or what it says cannot be understood.
    """
    from octotui.store.document import parse
    from octotui.store.files import read_bytes

    path = chosen_plan(*named)
    return parse(read_bytes(path), str(path))


def standing(path: Path, plan: Plan) -> Standing:
    """How a plan stood on a day that is over: as it was kept, as git has it, else as it tells."""
    from octotui.store.standing import as_kept

    return as_kept(path, plan, clock.now())
