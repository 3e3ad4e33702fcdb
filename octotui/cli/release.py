"""``octotui release``: a release as it stands, and the next one from the last."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from octotui.cli import clock
from octotui.cli.complete import complete_releases
from octotui.cli.output import examples, table, talk, tell_json, tell_lines
from octotui.cli.plans import date_option, load, plan_option

if TYPE_CHECKING:
    from octotui.plan.plan import Plan
    from octotui.plan.releases import Release

NEXT: Final = "next"


@click.command(
    epilog=examples(
        "octotui release",
        "octotui release 2026.11 --json",
        "octotui release next",
        'octotui release next 2026.12 --name "The loud one" --window 2026-12-08T08:00Z',
    )
)
@click.argument("words", metavar="[ID | next [ID]]", nargs=-1, shell_complete=complete_releases)
@click.option("--name", help="The next release's name.")
@click.option("--window", metavar="TIME", help="When the next release is deployed: 2026-12-08T08:00Z.")
@date_option
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@plan_option
def release(
    words: tuple[str, ...],
    name: str | None,
    window: str | None,
    as_of: date | None,
    as_json: bool,
    plan: Path | None,
) -> int | None:
    """Print how a release stands, or make the next one from the last.

    Left out, ID is the current release, or the last one's number one higher. The next release has the same owner,
    voters, gates and checklists, and nothing in it is ticked, voted, waived or decided.
    """
    if words[:1] == (NEXT,):
        if as_json or as_of is not None or len(words) > 2:
            raise click.UsageError("write: octotui release next [ID] [--name NAME] [--window TIME]")
        return _make_next(words[1] if len(words) > 1 else "", name or "", window, plan)
    if len(words) > 1 or name is not None or window is not None:
        raise click.UsageError("to make a release, write: octotui release next [ID] [--name NAME] [--window TIME]")
    _print(load(plan).plan, words[0] if words else "", as_of, as_json=as_json)
    return None


def _make_next(release_id: str, name: str, window: str | None, plan: Path | None) -> int:
    from octotui.cli.finding import refusal
    from octotui.cli.update import changed, opened
    from octotui.plan.next_release import next_id, next_release
    from octotui.plan.plan import by_id
    from octotui.plan.problems import quoted

    moment = _moment(window) if window else None
    session = opened(plan)
    wanted = release_id.strip() or next_id(session.plan)
    if wrong := re.search(r"[\s/~]", wanted):
        raise refusal(f"{quoted(wanted)} cannot be an id: no path can name {quoted(wrong[0])}", "write it like 2026.12")
    if by_id(session.plan.releases, wanted):
        raise refusal(f"there is a release {quoted(wanted)} already", f"the next would be {next_id(session.plan)}")
    return changed(session, next_release(session.plan, wanted, name, moment))


def _moment(text: str) -> datetime:
    from octotui.plan.values import as_moment

    try:
        return as_moment(text)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--window") from None


def _print(plan: Plan, wanted: str, as_of: date | None, *, as_json: bool) -> None:
    from octotui.cli.derived import Moment
    from octotui.cli.finding import release_in
    from octotui.cli.records import full_record
    from octotui.plan.progress import current_release

    found = release_in(plan, wanted) if wanted else current_release(plan)
    if found is None:
        talk("no releases in this plan; octotui release next makes the first one")
        return
    if as_json:
        tell_json("release", item=full_record(found, Moment(plan, *clock.moment(as_of))))
    else:
        tell_lines(_lines(plan, found))


def _lines(plan: Plan, one: Release) -> Iterator[str]:
    """A release as it stands: where it is, its tasks, votes, gates, decisions and lists."""
    from octotui.plan.vote_cover import lists_of

    window = f"{one.window.astimezone():%Y-%m-%d %H:%M}" if one.window else "none yet"
    yield " ".join(dict.fromkeys(filter(None, (one.id, one.name))))
    yield from table(
        ("", ""),
        [
            ("status", one.status),
            ("phase", one.phase),
            ("window", window),
            ("owner", plan.person_name(one.owner) or "nobody"),
            ("scope", ", ".join((*one.scope, *one.batches)) or "empty"),
        ],
    )[1:]
    yield from _section("tasks", _tasks(plan, one))
    yield from _section("votes", _votes(plan, one))
    yield from _section("gates", [(gate.id, "passed" if gate.passed else "open", gate.by) for gate in one.gates])
    yield from _section("waivers", [(each.item, f"until {each.until or '?'}", each.by) for each in one.waivers])
    yield from _section("decisions", _decisions(plan, one))
    yield from _section(
        "checklists",
        [(each.id, f"{each.ticked}/{len(each.items)}", each.name) for each in lists_of(plan, one)],
    )


def _tasks(plan: Plan, one: Release) -> list[tuple[str, ...]]:
    from octotui.plan.progress import phase_progress
    from octotui.plan.roles import PHASES

    counts = {phase: phase_progress(plan, one, phase) for phase in PHASES}
    return [(phase, f"{count.done}/{count.total}", "") for phase, count in counts.items() if count.total]


def _votes(plan: Plan, one: Release) -> list[tuple[str, ...]]:
    from octotui.plan.voting import voters_missing

    cast = [(vote.role, vote.vote, vote.condition or vote.note) for vote in one.votes]
    return [*cast, *((role, "missing", "") for role in voters_missing(plan, one))]


def _decisions(plan: Plan, one: Release) -> list[tuple[str, ...]]:
    from octotui.plan.authority import remark, type_of

    rows: list[tuple[str, ...]] = []
    for decision in one.decisions:
        kind = type_of(plan, decision)
        said = remark(plan, kind, decision.by) if kind else ""
        by = f"{plan.person_name(decision.by)}{f' ({said})' if said else ''}"
        rows.append((decision.type, decision.outcome, by))
    return rows


def _section(title: str, rows: list[tuple[str, ...]]) -> Iterator[str]:
    if rows:
        yield ""
        yield title
        yield from (f"  {line}" for line in table(("", "", ""), rows)[1:])
