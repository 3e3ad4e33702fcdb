"""``octotui diff``: what changed in a plan between two versions, in plain words."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from octotui.cli import clock
from octotui.cli.output import examples, talk, tell, tell_json, tell_lines
from octotui.cli.plans import NoPlan, chosen_plan, plan_option
from octotui.plan.frozen import Frozen
from octotui.plan.plaintext import one_line

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from octotui.plan.edits import Edits
    from octotui.store.document import Document
    from octotui.store.history import Commit, Home

DIFFERENT: Final = 1
PLAN_ENDS: Final = (".toml", ".json")
LONGEST_AT: Final = 60


def complete_versions(_: click.Context, __: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Branches and tags, else files."""
    from click.shell_completion import CompletionItem

    from octotui.store.git import GitFailed
    from octotui.store.revision import ref_names

    try:
        names = [name for name in ref_names(Path.cwd()) if name.startswith(incomplete)]
    except GitFailed:
        names = []
    return [CompletionItem(name) for name in names] or [CompletionItem(incomplete, type="file")]


@click.command(
    epilog=examples(
        "octotui diff                      # what is not committed yet",
        "octotui diff HEAD~5               # the last five commits, and what came after",
        "octotui diff v1.0 main",
        "octotui diff --since standup      # or risk-review, yesterday, monday, -3d, 2026-11-18",
        "octotui diff HEAD~5:plan.toml other.toml --json | jq -r '.edits[].words'",
    )
)
@click.argument("old", metavar="[A]", required=False, shell_complete=complete_versions)
@click.argument("new", metavar="[B]", required=False, shell_complete=complete_versions)
@click.option(
    "--since", metavar="WHEN", help="Compare the file now with the plan as it was after a meeting, or when a day began."
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@plan_option
def diff(old: str | None, new: str | None, since: str | None, as_json: bool, plan: Path | None) -> int:
    """Say what changed in the plan between two versions.

    A and B are each a plan file, or a revision of git: HEAD~3, a branch, a tag, an id, REV:path. Left out, A is
    HEAD and B is the file as it is now. WHEN needs no git: what octotui kept as it saved, and what the plan tells
    of its past, do as well. The exit status is 0 without a difference, 1 with one, 2 if a version
    cannot be read.
    """
    if since is not None:
        from octotui.cli.since import tell_since

        if old is not None:
            raise click.UsageError("--since compares with the file as it is now; name no version beside it")
        return DIFFERENT if tell_since(chosen_plan(plan), since, as_json=as_json) else 0
    from octotui.plan.diff import diff as difference

    before, after = _side(old or "HEAD", plan), _side(new, plan)
    edits = difference(before.document.plan, after.document.plan)
    if as_json:
        _tell_data(before, after, edits)
    elif edits:
        _tell_words(before, after, edits, plan)
    else:
        how = "are the same" if before.document.text == after.document.text else "say the same, written differently"
        talk(f"no difference: {' and '.join(_names(before, after))} {how}")
    return DIFFERENT if edits else 0


class _Side(Frozen):
    """One of the two versions.

    Attributes:
        document: What it says.
        file: The file: as it was typed, or from the top of the repository.
        name: What it is called beside another version of the plan; empty for a file that is not the plan.
        at: Behind the name, where it is from.
        revision: The revision, as it was typed.
        commit: Its commit.
    """

    document: Document
    file: str
    name: str = ""
    at: str = ""
    revision: str | None = None
    commit: Commit | None = None

    @property
    def full_name(self) -> str:
        """What it is called beside a file that is not the plan."""
        return self.document.name

    @property
    def record(self) -> dict[str, Any]:
        """Where it is from, as JSON data."""
        from octotui.cli.changes import record_of_commit

        return {"file": self.file, "revision": self.revision} | record_of_commit(self.commit)


def _side(word: str | None, plan: Path | None) -> _Side:
    """The version behind a word; the plan as it is now without one."""
    path = chosen_plan(plan if word is None else Path(word))
    if word is not None and not path.is_file() and (":" in word or not word.endswith(PLAN_ENDS)):
        return _revision_side(word, plan)
    from octotui.store.document import parse
    from octotui.store.files import read_bytes

    return _Side(parse(read_bytes(path), str(path)), str(path), "the file now" if word is None else "")


def _revision_side(word: str, plan: Path | None) -> _Side:
    from octotui.cli.changes import when_text
    from octotui.store.document import parse
    from octotui.store.revision import bytes_of, revision_of

    root, home = _repository(word, plan)
    found = revision_of(root, word, home)
    full = f"{word}:{found.path}" if found.is_of_plan else word
    document = parse(bytes_of(root, found, full), full)
    commit = found.commit
    at = f"{when_text(commit.at, clock.today())}, {commit.author}" if commit else "staged"
    return _Side(document, found.path, word if found.is_of_plan else "", at, word, commit)


def _repository(word: str, plan: Path | None) -> tuple[Path, Home | None]:
    """The plan's repository; where a file is named, and no plan is here, this folder's."""
    from octotui.store.history import home_of

    try:
        home = home_of(chosen_plan(plan))
    except NoPlan:
        if ":" not in word:
            raise
        return Path.cwd(), None
    return home.root, home


def _tell_words(before: _Side, after: _Side, edits: Edits, plan: Path | None) -> None:
    from octotui.cli.changes import changed_things, lines_of

    of_plan = f"{chosen_plan(plan)}: " if before.name and after.name else ""
    tell(of_plan + " → ".join(_names(before, after)))
    tell("")
    tell_lines(lines_of(changed_things(edits, before.document.plan, after.document.plan)))


def _names(before: _Side, after: _Side) -> list[str]:
    """What the two are called: short names where both are versions of the plan."""
    is_short = bool(before.name and after.name)
    return [
        (side.name if is_short else side.full_name) + (f" ({one_line(side.at, LONGEST_AT)})" if side.at else "")
        for side in (before, after)
    ]


def _tell_data(before: _Side, after: _Side, edits: Edits) -> None:
    from octotui.cli.changes import record_of_edit

    old, new = before.document.plan, after.document.plan
    sides = {"from": before.record, "to": after.record}
    tell_json("diff", **sides, edits=[record_of_edit(edit, old, new) for edit in edits])
