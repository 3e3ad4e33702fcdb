"""Comments behind values stay in their column when a value gets longer or shorter."""

from __future__ import annotations

import re
from typing import Final

from octotui.store.changed import changed_lines

_STRING: Final = r"\"(?:\\.|[^\"\\])*\"|'[^']*'"
_COMMENTED: Final = re.compile(rf"^(?P<code>(?:[^#\"']|{_STRING})*?)(?P<space>[ \t]*)(?P<comment>#.*)$")


def in_column(text: str, old: str) -> str:
    """The text with the comments of changed lines where they stood, if there is room.

    Args:
        text: The text after an edit.
        old: The text before it. Where lines came or went, nothing is moved: nobody knows which line is which.
    """
    start, old_end, new_end = changed_lines(old, text)
    before, after = old[start:old_end].split("\n"), text[start:new_end].split("\n")
    if len(before) != len(after):
        return text
    changed = "\n".join(line if line == was else _like(line, was) for line, was in zip(after, before, strict=True))
    return text[:start] + changed + text[new_end:]


def _key(code: str) -> str:
    key, equals, _ = code.partition("=")
    return key if equals and not key.lstrip().startswith(("{", "[", '"', "'")) else code


def _like(line: str, was: str) -> str:
    new, old = _COMMENTED.match(line), _COMMENTED.match(was)
    if not new or not old or new["comment"] != old["comment"] or _key(new["code"]) != _key(old["code"]):
        return line
    column = max(old.start("comment"), len(new["code"]) + 1)
    return f"{new['code']:<{column}}{new['comment']}"
