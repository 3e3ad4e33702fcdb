"""Where things are: the plan to open, the settings, the state."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

PLAN_NAMES = ("plan.toml", "plan.json", "execution-plan.toml", "execution-plan.json")
PLAN_VARIABLES = ("OCTOTUI_PLAN", "EXECUTION_PLAN_PATH")


def find_plan(folder: Path, environment: Mapping[str, str]) -> Path | None:
    """The plan that is meant when nobody names one.

    Args:
        folder: Where to look; then its parents, up to the root.
        environment: ``OCTOTUI_PLAN``, then ``EXECUTION_PLAN_PATH``, name a plan before any folder does.

    Returns:
        The path, or None if there is no plan; a path from a variable is returned whether it exists or not.
    """
    for variable in PLAN_VARIABLES:
        if named := environment.get(variable):
            return Path(named)
    for place in (folder, *folder.parents):
        for name in PLAN_NAMES:
            if (candidate := place / name).is_file():
                return candidate
    return None


def state_folder() -> Path:
    """Where what octotui remembers lives: locks, screenshots, copies that found no clipboard."""
    from platformdirs import user_state_path  # some milliseconds, and most commands keep nothing

    return user_state_path("octotui")


def settings_file(environment: Mapping[str, str]) -> Path:
    """The settings: ``OCTOTUI_CONFIG``, else ``config.toml`` in the user's folder for configuration."""
    named = environment.get("OCTOTUI_CONFIG")
    if named:
        return Path(named)
    from platformdirs import user_config_path

    return user_config_path("octotui") / "config.toml"
