"""Opening the plan in the user's editor, at a line."""

from __future__ import annotations

import os
import shlex
import shutil
from pathlib import Path

LINE_STYLES = {
    "code": "--wait --goto {path}:{line}",
    "codium": "--wait --goto {path}:{line}",
    "subl": "--wait {path}:{line}",
    "zed": "--wait {path}:{line}",
    "hx": "{path}:{line}",
    "helix": "{path}:{line}",
}
"""How editors take a line, where it is not ``+12 file``."""


def editor_command(path: Path, line: int) -> list[str] | None:
    """The command that opens a file at a line, from 1.

    ``OCTOTUI_EDITOR``, else ``VISUAL``, else ``EDITOR``, with their arguments; else the first of nano, vim, vi.

    Returns:
        The command, or None if there is no editor.
    """
    named = next((os.environ[name] for name in ("OCTOTUI_EDITOR", "VISUAL", "EDITOR") if os.environ.get(name)), "")
    program = _words(named) or [found for found in ("nano", "vim", "vi") if shutil.which(found)][:1]
    if not program:
        return None
    style = LINE_STYLES.get(Path(program[0]).name, "+{line} {path}")
    whole = path.absolute()  # a name that starts with - or + would be an option
    arguments = [part.format(path=whole, line=line) for part in style.split(" ")]
    return [*program, *(part for part in arguments if part not in program)]


def _words(command: str) -> list[str]:
    """A command in its words; one with an open quote is a name as it stands."""
    try:
        return shlex.split(command)
    except ValueError:
        return [command]
