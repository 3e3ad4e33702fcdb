"""``octotui demo``: a sample plan to play with, in a copy that is thrown away."""

from __future__ import annotations

import tempfile
from pathlib import Path

import click

from octotui.cli.complete import complete_samples
from octotui.cli.output import examples


@click.command(epilog=examples("octotui demo", "octotui demo --sample execution-plan"))
@click.option("--sample", metavar="NAME", help="Which sample plan.", shell_complete=complete_samples)
@click.option("--as", "who", metavar="NAME", help="Who you are: the name on ticks and votes.")
@click.pass_context
def demo(context: click.Context, sample: str | None, who: str | None) -> int:
    """Look around in a sample plan; nothing you do there is kept."""
    from octotui.cli.open import open_plan
    from octotui.config.samples import DEFAULT_SAMPLE, sample_named
    from octotui.store.state import forget

    name, data = sample_named(sample or DEFAULT_SAMPLE)
    with tempfile.TemporaryDirectory(prefix="octotui-demo-") as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        try:
            return open_plan(path, who or context.find_root().params.get("who"), demo=True)
        finally:
            forget(path)
