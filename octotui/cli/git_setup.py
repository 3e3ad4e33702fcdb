"""``octotui git-setup``: let git merge the plan with ``octotui merge``."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from octotui.cli.output import examples, talk
from octotui.cli.plans import chosen_plan, plan_option

FINDING = 1


@click.command("git-setup", epilog=examples("octotui git-setup", "octotui git-setup --undo"))
@click.option("--undo", is_flag=True, help="Let git merge the plan as any other text again.")
@plan_option
def git_setup(undo: bool, plan: Path | None) -> int:
    """Let git merge the plan thing by thing and field by field, with octotui merge.

    It adds a line to .gitattributes, which you commit, and a command to this repository's own settings. Where
    the command is missing, as in a colleague's clone, git merges as it always does.
    """
    from octotui.store.merge_driver import SECTION, Repository

    path = chosen_plan(plan)
    repository = Repository.of(path)
    attributes = repository.attributes
    if undo:
        repository.undo()
        talk(f"git merges {path} as any other text again; {attributes} and the settings of {SECTION} no longer name it")
        return 0
    holds = repository.set_up(sys.executable)
    talk(f"{attributes}: {repository.line}")
    talk(f"git config --local: {SECTION}.driver runs octotui merge with {sys.executable}")
    if not holds:
        talk(f"another line of a .gitattributes says how {path} is merged, and it wins; take it out")
        return FINDING
    talk(f"git now merges {path} with octotui. Commit .gitattributes; each of you runs octotui git-setup once.")
    talk("To undo it: octotui git-setup --undo")
    return 0
