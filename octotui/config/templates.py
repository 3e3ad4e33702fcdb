"""The plans that people start from: sections, put together as what they are about asks for."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files
from typing import Final

from octotui.plan.problems import PlanError, Problem, did_you_mean, quoted

FIRST_TEMPLATE: Final = "minimal"
"""What one gets who asks for none."""
PURPOSES: Final[Mapping[str, str]] = {
    "minimal": "a batch, a risk, a checklist",
    "programme": "everything: batches, board, roles, releases, rhythm, metrics",
    "release": "release roles with their tasks, checkpoints, decisions, channels",
    "team": "board, risks, rhythm, working checklists, metrics",
}
_SECTIONS: Final[Mapping[str, str]] = {
    "minimal": "minimal",
    "programme": "project batches board risks routes roles responsibilities authority release working incident "
    "readiness rhythm runbooks metrics",
    "release": "project routes roles authority release incident readiness runbooks metrics",
    "team": "project board risks routes roles responsibilities working incident rhythm runbooks metrics",
}
"""The files of each, in order."""


def template_names() -> list[str]:
    """The names of the templates."""
    return list(PURPOSES)


def template_named(name: str) -> tuple[str, bytes]:
    """A file name and the text of a template, in TOML.

    Raises:
        PlanError: There is no such template.
    """
    if name not in _SECTIONS:
        raise PlanError([Problem("error", f"no template {quoted(name)}", did_you_mean(name, template_names()))])
    folder = files("octotui") / "templates"
    texts = ((folder / f"{section}.toml").read_bytes() for section in _SECTIONS[name].split())
    return f"{name}.toml", b"\n".join(texts)
