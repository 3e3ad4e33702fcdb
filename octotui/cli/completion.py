"""``octotui completion``: the script that lets a shell complete commands, areas and ids."""

from __future__ import annotations

import click

from octotui.cli.output import examples


@click.command(
    epilog=examples(
        'eval "$(octotui completion bash)"    # in ~/.bashrc',
        'eval "$(octotui completion zsh)"     # in ~/.zshrc',
        "octotui completion fish > ~/.config/fish/completions/octotui.fish",
    )
)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion(context: click.Context, shell: str) -> None:
    """Print the completion script of a shell."""
    from click.shell_completion import get_completion_class

    from octotui.cli.main import COMPLETE_VARIABLE, NAME

    kind = get_completion_class(shell)
    assert kind is not None
    click.echo(kind(context.find_root().command, {}, NAME, COMPLETE_VARIABLE).source())
