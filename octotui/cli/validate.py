"""``octotui validate``: everything that is wrong with a plan, with its place in the file and its mend."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from octotui.cli import clock
from octotui.cli.output import examples, talk, tell, tell_json
from octotui.cli.plans import chosen_plan, plan_option
from octotui.plan.frozen import values_of
from octotui.plan.problems import PlanError, Problem, has_errors
from octotui.plan.words import counted

if TYPE_CHECKING:
    from octotui.plan.plan import Plan

FINDING, BROKEN = 1, 2
LATER: Final = "warnings are looked for when the plan can be read"
COUNTED: Final = {
    "batches": "batch",
    "items": "card",
    "risks": "risk",
    "escalations": "escalation",
    "checklists": "checklist",
}
"""What a plan without problems is said to have."""


@click.command(epilog=examples("octotui validate", "octotui validate plan.toml --json | jq '.items[].what'"))
@click.argument("path", metavar="[PLAN]", required=False, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@plan_option
def validate(path: Path | None, as_json: bool, plan: Path | None) -> int:
    """Check a plan: everything that is wrong, and what would be right.

    One line for each problem: file:line:column: what is wrong; what would be right. The exit status is 0 if
    all is fine, 1 if there are warnings, 2 if there are errors.
    """
    chosen = chosen_plan(path, plan)
    problems, found = _look(chosen, max(clock.today(), clock.now().date()))
    if as_json:
        tell_json("problems", items=[_record(problem) for problem in problems])
    else:
        for problem in problems:
            tell(str(problem))
    if found is not None and not problems and not as_json:
        tell(f"{chosen}: fine: {_contents(found)}")
    elif problems:
        talk(_summary(problems) + (f"; {LATER}" if found is None else ""))
    return BROKEN if has_errors(problems) else FINDING if problems else 0


def _look(path: Path, today: date) -> tuple[tuple[Problem, ...], Plan | None]:
    """The problems of a file, each with its place, and its plan if it has one."""
    from octotui.store.document import parse
    from octotui.store.files import read_bytes

    data = read_bytes(path)
    try:
        document = parse(data, str(path))
    except PlanError as error:
        return error.problems, None
    return document.problems_on(today), document.plan


def _record(problem: Problem) -> dict[str, object]:
    from octotui.plan.edits import path_text

    fields = values_of(problem)
    del fields["raw_path"]
    return fields | {"path": path_text(problem.path) or None, "mend": problem.mend or None}


def _summary(problems: tuple[Problem, ...]) -> str:
    errors = sum(problem.level == "error" for problem in problems)
    parts = [(errors, "error"), (len(problems) - errors, "warning")]
    return ", ".join(counted(number, noun) for number, noun in parts if number)


def _contents(plan: Plan) -> str:
    there = [(len(getattr(plan, area)), noun) for area, noun in COUNTED.items() if getattr(plan, area)]
    return ", ".join(counted(number, noun) for number, noun in there) or "nothing in it yet"
