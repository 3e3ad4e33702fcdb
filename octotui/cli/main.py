"""The command line: the commands, each imported when it is asked for, and what happens when one fails."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from octotui import __version__
from octotui.cli.output import examples, nobody_reads, talk
from octotui.cli.plans import NoPlan, plan_option
from octotui.plan.problems import PlanError, did_you_mean, quoted

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

NAME: Final = "octotui"
COMPLETE_VARIABLE: Final = "_OCTOTUI_COMPLETE"
FAILED, INTERRUPTED = 2, 130
DEBUG_VARIABLE: Final = "OCTOTUI_DEBUG"

COMMANDS: Final = {
    "open": "open:open_command",
    "demo": "demo:demo",
    "init": "init:init",
    "standup": "meetings:standup",
    "gonogo": "meetings:gonogo",
    "riskreview": "meetings:riskreview",
    "show": "show:show",
    "overview": "overview:overview",
    "mine": "mine:mine",
    "release": "release:release",
    "gate": "gate:gate",
    "board": "board:board",
    "sprint": "board:sprint",
    "agenda": "agenda:agenda",
    "validate": "validate:validate",
    "diff": "diff:diff",
    "log": "log:log",
    "update": "update:update",
    "metrics": "metrics:metrics",
    "dashboard": "reports:dashboard",
    "weekly": "reports:weekly",
    "report": "report:report",
    "minutes": "minutes:minutes",
    "merge": "merge:merge",
    "git-setup": "git_setup:git_setup",
    "backups": "backups:backups",
    "schema": "schema:schema",
    "completion": "completion:completion",
}
"""The commands in the order of the help, and where each is: module and name."""

WELCOME: Final = """\
There is no plan here yet.

  octotui demo     look around in a sample plan
  octotui init     start a plan in this folder
  octotui PATH     open a plan that is somewhere else
  octotui --help   all commands"""


class Commands(click.Group):
    """The commands by name; a first word that is none of them is a plan to open."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in the order of the help."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of this name, imported now."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        module, name = COMMANDS[cmd_name].split(":")
        command = getattr(import_module(f"octotui.cli.{module}"), name)
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Take a path for ``open PATH``."""
        word = args[0]
        if word not in COMMANDS and not word.startswith("-"):
            if not _names_a_file(word):
                raise click.UsageError(_no_such(word), ctx)
            args = ["open", *args]
        return super().resolve_command(ctx, args)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Complete a command's name, else a file's."""
        from click.shell_completion import CompletionItem

        found = super().shell_complete(ctx, incomplete)
        return found or [CompletionItem(incomplete, type="file")]


@click.command(
    cls=Commands,
    invoke_without_command=True,
    subcommand_metavar="[PLAN | COMMAND …]",
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog=examples("octotui demo", "octotui plan.toml", "octotui --as dana --readonly", "octotui show risks"),
)
@plan_option
@click.option("--as", "who", metavar="NAME", help="Who you are: the name on ticks and votes.")
@click.option("--readonly", is_flag=True, help="Look, don't touch.")
@click.version_option(__version__, "-V", "--version", prog_name=NAME, message="%(prog)s %(version)s")
@click.pass_context
def octotui(context: click.Context, plan: Path | None, who: str | None, readonly: bool) -> int | None:
    """Run a delivery from one plain-text plan, in the terminal.

    Without a command it opens the plan that you name, or the one in this folder or above it.
    """
    if context.invoked_subcommand is not None:
        return None
    from octotui.cli.open import open_plan
    from octotui.cli.plans import chosen_plan, gone_from_here, how_it_comes_back

    try:
        path = chosen_plan(plan)
    except NoPlan:
        talk(WELCOME)
        for gone in gone_from_here():
            talk(f"\n{how_it_comes_back(gone)}")
        return FAILED
    return open_plan(path, who, readonly=readonly)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program.

    Args:
        arguments: The words behind its name; left out, those it was started with.

    Returns:
        The exit status: 0 fine, 1 a finding, 2 a mistake in what was asked or in the plan, 3 worth
        trying again, 70 an internal error (with ``OCTOTUI_DEBUG`` set, its traceback), 130 interrupted;
        128 and a signal's number if the terminal went away, or the system ended the program.
    """
    _stand_in()
    _speak_utf8()
    try:
        return _answered(list(sys.argv[1:] if arguments is None else arguments))
    except OSError:  # of what was done, each is answered: this one is of standard error, and there is nobody to tell
        return FAILED
    except Exception as error:
        if os.environ.get(DEBUG_VARIABLE):
            raise
        from octotui.config import crash

        _complain(crash.told(error))
        return crash.STATUS


def _answered(arguments: list[str]) -> int:
    """Run the program, and say what went wrong where that is the user's to mend."""
    try:
        status = _run(arguments)
        sys.stdout.flush()
    except click.ClickException as error:
        _complain(error.format_message())
        if isinstance(error, click.UsageError):
            talk(f'Try "{error.ctx.command_path if error.ctx else NAME} --help".')
    except PlanError as error:
        for problem in error.problems:
            _complain(str(problem), who="" if problem.file else NAME)
    except (KeyboardInterrupt, click.Abort):
        return INTERRUPTED
    except BrokenPipeError:
        nobody_reads()
        return 0
    except OSError as error:
        _complain(": ".join(str(part) for part in (error.filename, error.strerror or error) if part))
    else:
        return status
    return FAILED


def _run(arguments: list[str]) -> int:
    if instruction := os.environ.get(COMPLETE_VARIABLE):
        from click.shell_completion import shell_complete

        return shell_complete(octotui, {}, NAME, COMPLETE_VARIABLE, instruction)
    try:
        with octotui.make_context(NAME, arguments) as context:
            return octotui.invoke(context) or 0
    except click.exceptions.Exit as left:
        return left.exit_code


def _complain(text: str, who: str = NAME) -> None:
    for line in text.splitlines():
        talk(f"{who}: {line}" if who else line)


def _stand_in() -> None:
    """Python has None for a stream that was closed before the start (``>&-``): nowhere stands in for it."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115, PTH123  # to stay open


def _speak_utf8() -> None:
    """A plan is UTF-8, and so is what is said about it, whatever the locale."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")


def _names_a_file(word: str) -> bool:
    path = Path(word)
    return word != "" and (path.suffix.lower() in (".toml", ".json") or len(path.parts) > 1 or path.exists())


def _no_such(word: str) -> str:
    nearest = did_you_mean(word, COMMANDS)
    return f"no such command or file: {quoted(word)}{'; ' if nearest else ''}{nearest}"
