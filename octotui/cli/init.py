"""``octotui init``: a first plan to start from; it never writes over a file."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from octotui.cli import clock
from octotui.cli.complete import complete_samples, complete_templates
from octotui.cli.output import examples, talk
from octotui.cli.plans import day
from octotui.plan.plaintext import one_line

if TYPE_CHECKING:
    from octotui.plan.edits import Edits
    from octotui.plan.plan import Plan

SCHEMA_NAME: Final = "octotui.schema.json"
ENDINGS: Final = (".toml", ".json")


@click.command(
    epilog=examples(
        "octotui init",
        'octotui init --template team --name "Platform"',
        "octotui init plan.json --template release",
        "octotui init --from octoacme",
    )
)
@click.argument("path", metavar="[PATH]", required=False, type=click.Path(path_type=Path))
@click.option("--name", help="The project's name.")
@click.option("--start", type=day, metavar="DAY", help="The first day of week 1; left out, this week's Monday.")
@click.option(
    "--template", metavar="NAME", help="programme, release, team or minimal.", shell_complete=complete_templates
)
@click.option("--from", "sample", metavar="SAMPLE", help="Start from a sample plan.", shell_complete=complete_samples)
@click.option("--schema", "with_schema", is_flag=True, help=f"Write {SCHEMA_NAME} beside it, for editors.")
def init(
    path: Path | None,
    name: str | None,
    start: date | None,
    template: str | None,
    sample: str | None,
    with_schema: bool,
) -> None:
    """Start a plan, in plan.toml or at PATH: short, with comments that teach.

    A template has the roles, lists, rhythm and targets of a programme, a release or a team, and nobody's progress;
    a sample is a plan in use.
    """
    if template and sample:
        raise click.UsageError("a plan starts from a template or from a sample: leave out --template or --from")
    path = _place(path or Path("plan.toml"))
    source, data = _source(template, sample)
    if not sample and start is None:
        start = clock.today() - timedelta(days=clock.today().weekday())
    data = _first_text(path, source, data, name, start)
    _write_new(path, _pointing_to_schema(path, data) if with_schema else data)
    if with_schema:
        from octotui.cli.schema import schema_text

        path.with_name(SCHEMA_NAME).write_text(schema_text(path.suffix == ".json"), encoding="utf-8")
    talk(f"wrote {path}; open it with: octotui {path}")


def _place(path: Path) -> Path:
    path = path / "plan.toml" if path.is_dir() else path
    if path.suffix not in ENDINGS:
        raise click.UsageError(f"{path} is no name for a plan; it ends in .toml or .json")
    return path


def _source(template: str | None, sample: str | None) -> tuple[str, bytes]:
    if sample:
        from octotui.config.samples import sample_named

        return sample_named(sample)
    from octotui.config.templates import FIRST_TEMPLATE, template_named

    return template_named(template or FIRST_TEMPLATE)


def _first_text(path: Path, source: str, data: bytes, name: str | None, start: date | None) -> bytes:
    """The text of the new plan with its name and start, in the format of the path."""
    from octotui.store.document import parse
    from octotui.store.editing import edited

    document = parse(data, source)
    document = edited(document, _naming(document.plan, name, start))
    return document.to_bytes() if source.endswith(path.suffix) else _in_other_format(document.plan, path)


def _in_other_format(plan: Plan, path: Path) -> bytes:
    from octotui.plan.diff import diff
    from octotui.plan.plan import Plan
    from octotui.store.document import parse
    from octotui.store.editing import edited

    empty = parse(b"{}\n" if path.suffix == ".json" else b"", path.name)
    return edited(empty, diff(Plan(), plan)).to_bytes()


def _naming(plan: Plan, name: str | None, start: date | None) -> Edits:
    from octotui.plan.operations import set_field

    named = set_field(plan, ("project", "name"), one_line(name)) if name else ()
    return (*named, *(set_field(plan, ("project", "start"), start) if start else ()))


def _pointing_to_schema(path: Path, data: bytes) -> bytes:
    """The text with the line by which editors find the schema."""
    if path.suffix == ".toml":
        return f"#:schema ./{SCHEMA_NAME}\n\n".encode() + data
    content = {"$schema": f"./{SCHEMA_NAME}", **json.loads(data)}
    return (json.dumps(content, indent=2, ensure_ascii=False) + "\n").encode()


def _write_new(path: Path, data: bytes) -> None:
    """Write a file that is not there yet; an empty one counts as not there."""
    is_empty = path.is_file() and path.stat().st_size == 0
    try:
        with path.open("r+b" if is_empty else "xb") as file:
            file.write(data)
    except FileExistsError:
        raise click.ClickException(f"{path} is there already; open it with: octotui {path}") from None
