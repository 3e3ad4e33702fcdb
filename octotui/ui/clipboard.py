"""The clipboard: the system's own, else the terminal's, else a file; and it says which."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from octotui.plan.plaintext import plain_lines

LONGEST_FOR_TERMINAL = 74_994
"""Terminals cut an OSC 52 sequence of more than 100,000 bytes; in base 64 that is this many."""


def copy(text: str, to_terminal: Callable[[str], None], folder: Path) -> str:
    """Copy a text; where no clipboard takes it, into a file.

    Args:
        text: What to copy. A control character would be obeyed where it is pasted, so none goes along.
        to_terminal: Hands a text to the terminal's clipboard.
        folder: Where a file would go.

    Returns:
        Where it went, in words.
    """
    text = plain_lines(text)
    if not _is_remote() and _copy_native(text):
        return "to the clipboard"
    if len(text.encode()) <= LONGEST_FOR_TERMINAL and os.environ.get("TERM", "") not in ("", "dumb", "linux"):
        to_terminal(text)
        return "to the terminal's clipboard"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "copied.txt"
    path.write_text(text, encoding="utf-8")
    return f"to {path}"


def _is_remote() -> bool:
    """Over SSH the system's clipboard is the wrong machine's."""
    return bool(os.environ.get("SSH_CONNECTION") or os.environ.get("SSH_TTY"))


def _copy_native(text: str) -> bool:
    import pyperclip  # looks for clipboard programs when imported: not at start-up

    try:
        pyperclip.copy(text)
    except (pyperclip.PyperclipException, OSError):
        return False
    return True
