"""The sample plans: in the installed package, or beside it in a checkout."""

from __future__ import annotations

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Final

from octotui.plan.problems import PlanError, Problem, did_you_mean, quoted

DEFAULT_SAMPLE: Final = "octoacme"


def sample_names() -> list[str]:
    """The names of the samples, which are their files' names without the ending."""
    return sorted(_samples())


def sample_named(name: str) -> tuple[str, bytes]:
    """The file name and the bytes of a sample.

    Raises:
        PlanError: There is no such sample.
    """
    samples = _samples()
    if name not in samples:
        raise PlanError([Problem("error", f"no sample {quoted(name)}", did_you_mean(name, sorted(samples)))])
    return samples[name].name, samples[name].read_bytes()


def _samples() -> dict[str, Traversable]:
    return {
        entry.name.rpartition(".")[0]: entry for entry in _folder().iterdir() if entry.name.endswith((".toml", ".json"))
    }


def _folder() -> Traversable:
    installed = files("octotui") / "samples"
    return installed if installed.is_dir() else Path(__file__).parents[2] / "sample-plans"
