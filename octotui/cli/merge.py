"""``octotui merge``: two versions of a plan put together by things and fields; also as git's merge driver."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

import click

from octotui.cli.output import examples, talk
from octotui.plan.problems import PlanError

if TYPE_CHECKING:
    from octotui.plan.merge import Conflict
    from octotui.plan.plan import Plan
    from octotui.store.document import Document
    from octotui.store.merge import MergedText

CONFLICTS: Final = 1
SIDES: Final = ("base", "ours", "theirs")


class Texts(NamedTuple):
    """The three versions that git hands to a merge driver."""

    base: bytes
    ours: bytes
    theirs: bytes


class Outcome(NamedTuple):
    """What came of a merge: the bytes, whether nothing is left to settle, and what is to be said about it."""

    data: bytes
    is_clean: bool
    words: tuple[str, ...]


@click.command(
    epilog=examples(
        "octotui merge before.toml mine.toml yours.toml --stdout",
        "octotui merge before.toml mine.toml yours.toml -o plan.toml",
        "octotui git-setup      # let git merge plans in this way",
    )
)
@click.argument("base", type=click.Path(path_type=Path))
@click.argument("ours", type=click.Path(path_type=Path))
@click.argument("theirs", type=click.Path(path_type=Path))
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Where the result goes; left out, into OURS.")
@click.option("--stdout", "to_stdout", is_flag=True, help="Print the result.")
@click.option("--marker-size", type=click.IntRange(1, 99), default=7, help="How long the marks of a conflict are.")
@click.option("--path", "name", metavar="NAME", help="What the plan is called; its ending says the format.")
def merge(
    base: Path, ours: Path, theirs: Path, output: Path | None, to_stdout: bool, marker_size: int, name: str | None
) -> int:
    """Put two versions of a plan together that were made of BASE.

    What only one side changed is taken, thing by thing and field by field; comments of both sides stay. What
    both changed differently is marked as git does it, and named. The exit status is 0 if all is settled, 1 if not.
    """
    if output is not None and to_stdout:
        raise click.UsageError("--output and --stdout say two different things; name one of them")
    texts = Texts(*(path.read_bytes() for path in (base, ours, theirs)))
    outcome = merged(texts, name or ours.name, marker_size)
    for line in outcome.words:
        talk(line)
    if to_stdout:
        sys.stdout.buffer.write(outcome.data)
    else:
        _put(output or ours, outcome.data)
    return 0 if outcome.is_clean else CONFLICTS


def merged(texts: Texts, name: str, marker_size: int) -> Outcome:
    """Put three texts together; one that is no plan is merged line by line, as git does it.

    Args:
        texts: What both sides started from, and what they made of it.
        name: What the plan is called.
        marker_size: How long the marks of a conflict are.

    Raises:
        GitFailed: There is no git, or it cannot merge them either.
    """
    from octotui.store.merge import merge_texts

    documents, unreadable = _read(texts, name)
    if unreadable:
        return _by_lines(texts, marker_size, unreadable, trusted=True)
    try:
        found = merge_texts(*documents)
    except PlanError as error:
        return _by_lines(texts, marker_size, tuple(str(problem) for problem in error.problems), trusted=False)
    return Outcome(found.marked(marker_size), found.is_settled, tuple(_words(found)))


def _read(texts: Texts, name: str) -> tuple[list[Document], tuple[str, ...]]:
    """The plans that could be read, and what is wrong with the others."""
    from octotui.store.conflict_marks import without_conflicts
    from octotui.store.document import parse

    is_json = name.lower().endswith(".json") or (
        not name.lower().endswith(".toml") and texts.ours.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{")
    )
    name = name if is_json == name.lower().endswith(".json") else f"{name}.json"
    # Where git merges the bases first, theirs may be in conflict: neither side of that is what both started from.
    base = without_conflicts(texts.base)
    base = b"{}\n" if is_json and not base.strip() else base
    documents: list[Document] = []
    wrong: list[str] = []
    for side, data in zip(SIDES, (base, texts.ours, texts.theirs), strict=True):
        try:
            documents.append(parse(data, name))
        except PlanError as error:
            wrong += [f"{side}: {problem}" for problem in error.problems]
    return documents, tuple(wrong)


def _by_lines(texts: Texts, marker_size: int, why: tuple[str, ...], *, trusted: bool) -> Outcome:
    """What git makes of the texts, and why it is asked.

    Args:
        texts: The three texts.
        marker_size: How long the marks of a conflict are.
        why: Why they are not merged as plans.
        trusted: Whether lines without a conflict are as good as it gets; else somebody has to look at them.
    """
    from octotui.store.merge_lines import merge_file

    data, conflicts = merge_file(
        texts.ours, texts.base, texts.theirs, f"--marker-size={marker_size}", folder=Path.cwd()
    )
    is_clean = trusted and not conflicts
    told = "merged line by line, as git does it" + ("" if is_clean else "; look at it before you commit it")
    return Outcome(data, is_clean, (*why, told))


def _words(found: MergedText) -> list[str]:
    """What is left to settle, and what somebody may miss, a line for each."""
    from octotui.plan.wording import place_words

    plan = found.document.plan
    said = [_conflict_words(conflict, plan) for conflict in found.conflicts]
    said += [f"{place_words(path, plan)}: both moved it; it stays where ours has it" for path in found.moved_twice]
    kept = "is marked, ours says something else" if not found.is_settled else "went with what it was about"
    return said + [f"comment {comment} {kept}" for comment in found.lost]


def _conflict_words(conflict: Conflict, plan: Plan) -> str:
    """A conflict in words: ``batch-3 status: ours done, theirs blocked``."""
    from octotui.plan.merge import names_thing
    from octotui.plan.wording import place_words, value_words

    place = place_words(conflict.path, plan)
    if not names_thing(conflict.path):
        ours, theirs = (value_words(conflict.path, value) for value in (conflict.standing, conflict.coming))
        return f"{place}: ours {ours}, theirs {theirs}"
    if conflict.base is None:
        return f"{place}: both added it, and not the same"
    ours, theirs = ("removed" if value is None else "changed" for value in (conflict.standing, conflict.coming))
    return f"{place}: ours {ours} it, theirs {theirs} it"


def _put(path: Path, data: bytes) -> None:
    """Write the file in one piece; a link stays one, and so do the rights of what was there."""
    real = Path(os.path.realpath(path))
    number, name = tempfile.mkstemp(prefix=".octotui-", dir=real.parent)
    temporary = Path(name)
    try:
        with os.fdopen(number, "wb") as file:
            file.write(data)
        if real.exists():
            shutil.copymode(real, temporary)
        temporary.replace(real)
    finally:
        temporary.unlink(missing_ok=True)
