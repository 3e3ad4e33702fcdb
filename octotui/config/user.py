"""Who is at the keyboard: the name on ticks, votes and raises."""

from __future__ import annotations

import getpass
import subprocess
from collections.abc import Mapping
from pathlib import Path

from octotui.plan.plan import Plan


def who_is_there(named: str | None, environment: Mapping[str, str], folder: Path) -> str:
    """The user: ``--as``, else ``OCTOTUI_USER``, else git's user.name, else the login name."""
    return named or environment.get("OCTOTUI_USER") or _git_name(folder) or _login_name() or "someone"


def handle_of(name: str, plan: Plan) -> str:
    """The handle of the person with this handle or name; the name itself if nobody has it."""
    wanted = name.casefold()
    for person in plan.people:
        if wanted in (person.id.casefold(), person.name.casefold()):
            return person.id
    return name


def _git_name(folder: Path) -> str:
    try:
        asked = subprocess.run(  # a fixed command, no shell
            ["git", "config", "user.name"],  # noqa: S607  # the user's own git, wherever it is
            cwd=folder,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=2,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return asked.stdout.strip()


def _login_name() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return ""
