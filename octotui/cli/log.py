"""``octotui log``: the story of a plan, or of one thing of it, from git, in plain words."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from datetime import date
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from octotui.cli import clock
from octotui.cli.complete import complete_ids
from octotui.cli.output import examples, talk, tell, tell_json
from octotui.cli.plans import chosen_plan, day, plan_option
from octotui.cli.progress import Progress

if TYPE_CHECKING:
    from octotui.cli.story import Wanted
    from octotui.store.history import Home, Step
    from octotui.store.timeline import Timeline, Told
    from octotui.store.versions import Version


@click.command(
    epilog=examples(
        "octotui log batch-3",
        "octotui log risks/r-zap",
        "octotui log checklists/day-of-release --since 2026-11-01",
        "octotui log -n 5 --json | jq '.items[].edits[].words'",
    )
)
@click.argument("thing", metavar="[THING]", required=False, shell_complete=complete_ids)
@click.option("-n", "number", type=click.IntRange(min=1), metavar="N", help="The last N changes.")
@click.option("--since", type=day, metavar="DAY", help="Nothing older than that day (2026-11-01).")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@plan_option
def log(thing: str | None, number: int | None, since: date | None, as_json: bool, plan: Path | None) -> None:
    """Tell what changed in the plan, commit by commit, the newest first.

    THING is an id, or an area and an id: risks/r-ci. Then it is the story of that thing alone, also of one that
    the plan no longer has. An area, such as risks, is the story of everything in it. Of a merge it tells what was
    chosen where its sides had changed the same.
    """
    from octotui.cli.story import wanted_in
    from octotui.store.history import home_of
    from octotui.store.timeline import timeline_of

    path = chosen_plan(plan)
    home = home_of(path)
    progress = Progress("looking through the versions")
    try:
        with timeline_of(home, _now(path)) as timeline:
            wanted = wanted_in(timeline, lambda: progress.over(_steps(home, timeline, path)), thing)
            steps = (step for step in progress.over(_steps(home, timeline, path)) if _is_recent(step, since))
            found = islice(_worded(home, timeline.told(steps, wanted.path), wanted), number)
            count = _tell_data(found, wanted, path) if as_json else _tell_blocks(found, wanted, progress)
    finally:
        progress.clear()
    if not count:
        talk(f"nothing changed{f' since {since}' if since else ''}")


class _Block(NamedTuple):
    """A commit, the words for it, and whether it is where a shallow clone begins."""

    told: Told
    lines: list[str]
    is_cut_off: bool


def _now(path: Path) -> Version | None:
    """The plan as it is on disk, whatever it says; none if there is no file."""
    from octotui.store.files import read_bytes
    from octotui.store.versions import Version

    return Version(read_bytes(path), str(path)) if os.path.lexists(path) else None


def _steps(home: Home, timeline: Timeline, path: Path) -> Iterator[Step]:
    """What was done to the file: since the last commit, and in each, newest first."""
    from octotui.store.files import read_bytes
    from octotui.store.history import has_commits, steps
    from octotui.store.revision import content_at, never_committed

    name, content = content_at(home, "HEAD") if has_commits(home) else ("", "")
    committed = steps(home, name) if has_commits(home) else iter(())
    first = next(committed, None)
    if first is None:
        read_bytes(path)  # if there is no such file at all, that is what is wrong
        raise never_committed(home)
    yield timeline.uncommitted(name or home.path, content)
    yield first
    yield from committed


def _is_recent(step: Step, since: date | None) -> bool:
    return since is None or not step.is_committed or step.commit.at.astimezone().date() >= since


def _worded(home: Home, found: Iterator[Told], wanted: Wanted) -> Iterator[_Block]:
    """The commits that changed what is wanted, each with the words for it."""
    from octotui.cli.story import lines_of
    from octotui.store.history import cut_off

    ends = cut_off(home)
    for told in found:
        is_cut_off = told.step.commit.id in ends
        if lines := lines_of(told, wanted, is_cut_off=is_cut_off):
            yield _Block(told, lines, is_cut_off)


def _tell_blocks(found: Iterator[_Block], wanted: Wanted, progress: Progress) -> int:
    from octotui.cli.story import heading_of, title_of

    title, count, today = title_of(wanted), 0, clock.today()
    for block in found:
        progress.clear()
        if count == 0 and title:
            tell(title)
        if count or title:
            tell("")
        _tell_heading(*heading_of(block.told, today))
        for line in block.lines:
            tell(f"  {line}")
        sys.stdout.flush()
        count += 1
    return count


def _tell_heading(who: str, subject: str) -> None:
    """A line with its second half dim, where a terminal shows that; both are harmless already."""
    dim = f"  {click.style(subject, dim=True)}" if subject else ""
    click.echo(f"{who}{dim}", color=False if os.environ.get("NO_COLOR") else None)


def _tell_data(found: Iterator[_Block], wanted: Wanted, path: Path) -> int:
    from octotui.cli.story import record_of
    from octotui.plan.edits import path_text

    items = [record_of(block.told, is_cut_off=block.is_cut_off) for block in found]
    tell_json("log", plan=str(path), thing=path_text(wanted.path) or None, items=items)
    return len(items)
