"""``octotui backups``: what the plan was before octotui saved over it; list, compare, restore."""

from __future__ import annotations

import os
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from octotui.cli import clock
from octotui.cli.output import examples, table, talk, tell, tell_json, tell_lines
from octotui.cli.plans import chosen_plan, gone_from_here, how_it_comes_back, plan_option
from octotui.plan.words import counted

if TYPE_CHECKING:
    from octotui.plan.edits import Edits
    from octotui.store.backups import Backup
    from octotui.store.document import Document

DIFFERENT = 1


@click.group(
    invoke_without_command=True,
    epilog=examples(
        "octotui backups",
        "octotui backups diff 3          # what changed since the third newest",
        "octotui backups restore 3       # what is there now becomes backup 1",
    ),
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@plan_option
@click.pass_context
def backups(context: click.Context, as_json: bool, plan: Path | None) -> int:
    """List what the plan was before octotui saved over it, the newest first.

    The copies are outside of the plan's folder: the newest thirty, then the last of each hour for a day and of
    each day for a month.
    """
    if context.invoked_subcommand is not None:
        return 0
    from octotui.cli.changes import when_text

    path = _plan_of(context, plan)
    kept = _backups_of(path)
    then = _what_came_then(path, kept)
    if as_json:
        tell_json(
            "backups", items=[_record(number, *one) for number, one in enumerate(zip(kept, then, strict=True), 1)]
        )
        return 0
    if not kept:
        talk(f"no backups of {path}: octotui has not saved over it{_elsewhere(path)}")
    rows = [
        [str(number), when_text(backup.at, clock.today()), words]
        for number, (backup, words) in enumerate(zip(kept, then, strict=True), 1)
    ]
    tell_lines(table(["#", "Until", "Then"], rows) if rows else ())
    return 0


@backups.command("diff", epilog=examples("octotui backups diff", "octotui backups diff 3"))
@click.argument("number", metavar="[N]", type=click.IntRange(min=1), default=1)
@plan_option
@click.pass_context
def compare(context: click.Context, number: int, plan: Path | None) -> int:
    """Say what changed since backup N; left out, the newest. The exit status is 1 if anything did."""
    from octotui.cli.changes import changed_things, lines_of
    from octotui.plan.diff import diff
    from octotui.store.document import parse
    from octotui.store.files import read_bytes

    path = _plan_of(context, plan)
    before = _document(path, _chosen(path, number))
    after = parse(read_bytes(path), str(path))
    edits = diff(before.plan, after.plan)
    if not edits:
        talk(f"no difference between backup {number} and {path}" + _but_text(before, after))
        return 0
    tell(f"{path}: backup {number} → the file now")
    tell("")
    tell_lines(lines_of(changed_things(edits, before.plan, after.plan)))
    return DIFFERENT


@backups.command("restore", epilog=examples("octotui backups restore 3"))
@click.argument("number", metavar="N", type=click.IntRange(min=1))
@plan_option
@click.pass_context
def restore(context: click.Context, number: int, plan: Path | None) -> int:
    """Put backup N in the plan's place, byte for byte; what is there now is backed up first."""
    from octotui.store.journal import Entry
    from octotui.store.saving import PlanFile
    from octotui.store.state import digest

    path = _plan_of(context, plan)
    backup = _chosen(path, number)
    data = backup.read()
    if not os.path.lexists(path):
        PlanFile(path).bring_back(data)
    elif (there := path.read_bytes()) != data:
        edits = _edits_between(path, there, data)
        PlanFile(path).save(data, there, Entry(clock.now(), _who(path), edits, digest(there), digest(data)))
    from octotui.cli.changes import when_text

    talk(f"{path} is what it was until {when_text(backup.at, clock.today())}")
    return 0


def _plan_of(context: click.Context, plan: Path | None) -> Path:
    """The plan named behind the subcommand or in front of it, else the one found.

    Raises:
        PlanError: It was found in a folder above, but one was here that is gone: that may well be the one.
    """
    from octotui.config.paths import PLAN_VARIABLES

    named = (plan, *(above.params.get("plan") for above in _above(context)))
    path = chosen_plan(*named)
    is_above = path.absolute().parent != Path.cwd() and not any((*named, *map(os.environ.get, PLAN_VARIABLES)))
    if is_above and (gone := gone_from_here()):
        from octotui.cli.finding import refusal

        raise refusal(f"{how_it_comes_back(gone[0])}; the plan above is {path}", "name the one you mean with -p")
    return path


def _above(context: click.Context) -> Iterator[click.Context]:
    while context.parent is not None:
        context = context.parent
        yield context


def _elsewhere(path: Path) -> str:
    """Where an earlier state of a plan without backups may be: in git, or under the name that it had."""
    from octotui.store.git_traces import GitTraces

    is_here = path.absolute().parent == Path.cwd()
    places = [
        f"{name} was here and has some: octotui -p {shlex.quote(str(name))} backups"
        for name in (gone_from_here() if is_here else ())
    ]
    if path.is_file() and GitTraces(path).has(path.read_bytes()):
        places.append("git has what was committed: octotui log")
    return "".join(f"; {place}" for place in places)


def _backups_of(path: Path) -> list[Backup]:
    from octotui.store.backups import backups_of

    return backups_of(path)


def _chosen(path: Path, number: int) -> Backup:
    from octotui.cli.finding import refusal

    kept = _backups_of(path)
    if number > len(kept):
        there = f"there {'is' if len(kept) == 1 else 'are'} {counted(len(kept), 'backup')} of {path}"
        raise refusal(f"no backup {number}", f"{there}: octotui backups lists them" if kept else there)
    return kept[number - 1]


def _document(path: Path, backup: Backup) -> Document:
    """What a backup says; its name tells the format."""
    from octotui.store.document import parse

    return parse(backup.read(), str(path))


def _what_came_then(path: Path, kept: list[Backup]) -> list[str]:
    """For each backup, who saved over it and what that changed."""
    from octotui.plan.plan import Plan
    from octotui.plan.wording import summarise
    from octotui.store.journal import Journal

    entries = Journal(path).entries()
    nothing = Plan.built({})
    found = []
    for backup in kept:
        saved_over = [entry for entry in entries if entry.before == backup.content]
        entry = min(saved_over, key=lambda entry: abs(entry.at - backup.at), default=None)
        found.append(f"{entry.who}: {summarise(entry.edits, nothing)}" if entry else "")
    return found


def _record(number: int, backup: Backup, then: str) -> dict[str, object]:
    from octotui.cli.records import as_json

    return {"number": number, "until": as_json(backup.at), "then": then or None, "file": str(backup.file)}


def _edits_between(path: Path, old: bytes, new: bytes) -> Edits:
    """What a restore changes, for the journal; nothing where one of the two is no plan."""
    from octotui.plan.diff import diff
    from octotui.plan.problems import PlanError
    from octotui.store.document import parse

    try:
        return diff(parse(old, str(path)).plan, parse(new, str(path)).plan)
    except PlanError:
        return ()


def _but_text(before: Document, after: Document) -> str:
    return "" if before.text == after.text else ", but in how it is written"


def _who(path: Path) -> str:
    from octotui.config.user import who_is_there

    return who_is_there(click.get_current_context().find_root().params.get("who"), os.environ, path.absolute().parent)
