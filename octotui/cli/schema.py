"""``octotui schema``: the JSON Schema of a plan file."""

from __future__ import annotations

import json

import click

from octotui.cli.output import examples


@click.command(epilog=examples("octotui schema > octotui.schema.json", "octotui init --schema"))
@click.option(
    "--format",
    "spelling",
    type=click.Choice(["toml", "json"]),
    default="toml",
    show_default=True,
    help="Whose spelling of keys comes first.",
)
def schema(spelling: str) -> None:
    """Print the JSON Schema of a plan file, for editors."""
    click.echo(schema_text(spelling == "json"), nl=False)


def schema_text(as_json: bool) -> str:
    """The schema as text.

    Args:
        as_json: Whether keys are offered as JSON has them, camelCase, rather than as TOML does.
    """
    from octotui.plan.schema import plan_schema

    return json.dumps(plan_schema("camel" if as_json else "snake"), indent=2, ensure_ascii=False) + "\n"
