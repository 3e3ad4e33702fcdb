"""Texts merged by lines, as git does it: `git merge-file` is asked, which needs no repository."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path
from typing import Final

from octotui.store.conflict_marks import Marks, conflicts_in
from octotui.store.git import GitFailed, running
from octotui.store.toml_scan import toml_comments

MOST_CONFLICTS: Final = 127
"""So many git counts; a higher exit status says that it could not merge."""
PUT_IN: Final = "\x01"
"""Begins the lines that are put in: no valid plan has this character."""
OWN_SIZE: Final = 41
"""How long marks are that nobody gets to see: longer than any in a text."""
LABELS: Final = ("-L", "ours", "-L", "base", "-L", "theirs")


def merged_lines(base: str, ours: str, theirs: str) -> str | None:
    """The text with the changes of both sides, line by line.

    Args:
        base: What both sides started from.
        ours: The text of one side.
        theirs: The text of the other side.

    Returns:
        None if both changed the same lines.

    Raises:
        GitFailed: There is no git, or it cannot merge them.
    """
    if theirs in (base, ours):
        return ours
    if base == ours:
        return theirs
    text, conflicts = merge_file(ours.encode(), base.encode(), theirs.encode())
    return None if conflicts else text.decode()


def settled_lines(base: str, ours: str, theirs: str, *, keep_both: bool) -> str:
    """The same, with our lines where both changed the same ones.

    Args:
        base: What both sides started from.
        ours: The text of one side.
        theirs: The text of the other side.
        keep_both: Whether lines that both put in at one place all stay: ours, then theirs.

    Raises:
        GitFailed: There is no git, or it cannot merge them.
    """
    options = ("--diff3", f"--marker-size={OWN_SIZE}")
    text = merge_file(ours.encode(), base.encode(), theirs.encode(), *options)[0].decode()
    lines = text.split("\n")
    for marks in reversed([*conflicts_in(text, OWN_SIZE)]):
        assert marks.base is not None, "it was asked for"
        mine, other = lines[marks.ours : marks.base - 1], lines[marks.theirs : marks.end - 1]
        is_new = marks.base == marks.theirs - 1 and not any(line.startswith(PUT_IN) for line in (*mine, *other))
        both = [*mine, *(line for line in other if line not in mine)]
        lines[marks.ours - 1 : marks.end] = both if keep_both and is_new else mine
    return "\n".join(lines)


def marked_lines(ours: str, theirs: str, marker_size: int) -> bytes:
    """Both texts in one: wherever their lines differ, both stand between git's marks of a conflict.

    Raises:
        GitFailed: There is no git, or it cannot compare them.
    """
    neither = f"{PUT_IN}\n".encode()  # texts that share nothing with their ancestor are in conflict where they differ
    marked, _ = merge_file(ours.encode(), neither, theirs.encode(), f"--marker-size={marker_size}")
    if "\r\n" not in ours:
        return marked
    marks = rb"^((?:<{%d} ours)|(?:={%d})|(?:>{%d} theirs))$" % ((marker_size,) * 3)
    return re.sub(marks, rb"\1\r", marked, flags=re.MULTILINE)


def cut_as_in(other: str, text: str, first: int, last: int) -> str:
    """The text without the lines that another lacks, where they differ at some line from ``first`` to ``last``.

    Lines are counted from 1. What the other has more than the text is left out.

    Raises:
        GitFailed: There is no git, or it cannot compare them.
    """
    marked = marked_lines(text, other, OWN_SIZE).decode()
    lines = marked.split("\n")
    places: list[tuple[Marks, bool]] = []
    added = 0
    for marks in conflicts_in(marked, OWN_SIZE):
        start, end = marks.ours - added, marks.theirs - 2 - added  # the lines that only the text has
        places.append((marks, start <= last and end >= first))
        added += marks.end - marks.theirs + 2
    for marks, is_there in reversed(places):
        own, kept = lines[marks.ours : marks.theirs - 1], lines[marks.theirs : marks.end - 1]
        lines[marks.ours - 1 : marks.end] = [line for line in kept if line in own] if is_there else own
    return "\n".join(lines)


def comments_apart(text: str) -> str:
    """A TOML text with the comment behind a value, and the space between them, on lines of their own.

    A comment can then be merged apart from the value it is about and from the comment on the line above.
    """
    end = "\r\n" if "\r\n" in text else "\n"
    pieces: list[str] = []
    done = 0
    for start, _ in toml_comments(text):
        begin = text.rfind("\n", 0, start) + 1
        if code := text[begin:start].rstrip():
            space = text[begin + len(code) : start]
            pieces.append(f"{text[done:begin]}{PUT_IN}-{end}{PUT_IN}={space}{end}{code}{end}{PUT_IN}")
            done = start
    return "".join((*pieces, text[done:]))


def comments_back(text: str) -> str:
    """The text with its comments behind their values again."""
    lines: list[str] = []
    space = ""
    for line in text.split("\n"):
        if not line.startswith(PUT_IN):
            lines.append(line)
        elif line.startswith(f"{PUT_IN}="):
            space = line[2:].rstrip("\r")
        elif line.startswith(f"{PUT_IN}#") and lines:
            lines[-1] = lines[-1].rstrip("\r") + space + line[1:]
    return "\n".join(lines)


def merge_file(ours: bytes, base: bytes, theirs: bytes, *options: str, folder: Path | None = None) -> tuple[bytes, int]:
    """The merged text, and how many conflicts are marked in it.

    Args:
        ours: The text of one side.
        base: What both sides started from.
        theirs: The text of the other side.
        options: Options of `git merge-file`.
        folder: Where git runs, for the settings of a repository; left out, outside of any.

    Raises:
        GitFailed: There is no git, or it cannot merge them.
    """
    with tempfile.TemporaryDirectory(prefix="octotui-") as name:
        files = [Path(name) / side for side in ("ours", "base", "theirs")]
        for file, data in zip(files, (ours, base, theirs), strict=True):
            file.write_bytes(data)
        command = ("merge-file", "-p", *LABELS, *options, "--", *map(str, files))
        text: bytes | None = None
        try:
            with running(folder or Path(name), *command) as process:
                assert process.stdout is not None, "it was started with a pipe"
                text = process.stdout.read()
                process.wait()
        except GitFailed as failed:
            if text is None or not 0 < failed.status <= MOST_CONFLICTS:
                raise
            return text, failed.status
    return text, 0
