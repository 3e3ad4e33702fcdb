"""From the bytes of a file to data; whatever is wrong with them comes out as problems with a line and a column."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from octotui.plan.problems import PlanError, Problem, quoted
from octotui.store.toml_quick import plain_data, quick_toml

_ESCAPE: Final = re.compile(
    r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(u[dD][89a-fA-F][0-9a-fA-F]{2})|.)", re.DOTALL
)
"""An escape of JSON; the group is one half of a pair that has no other half."""
TOO_DEEP: Final = Problem("error", "too many tables and lists inside of each other", "flatten it", line=1, column=1)


def decoded(data: bytes) -> str:
    """The text of a file, without its byte order mark.

    Raises:
        PlanError: The bytes are not UTF-8, or hold a NUL.
    """
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise PlanError([Problem("error", "saved as UTF-16, not as UTF-8", "save it as UTF-8", line=1, column=1)])
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8-sig", "replace")
        what = f"not UTF-8: the byte 0x{data[error.start]:02x} is no character"
        raise PlanError([_at(before, len(before), what, "save it as UTF-8")]) from None
    if "\0" in text:
        raise PlanError([_at(text, text.index("\0"), "a NUL character", "take it out, or save the file as UTF-8")])
    return text


def read_toml(text: str) -> dict[str, Any]:
    """The data of a TOML text.

    Raises:
        PlanError: It is not valid TOML.
    """
    data = quick_toml(text)
    return exact_toml(text) if data is None else data


def exact_toml(text: str) -> dict[str, Any]:
    """The same, by the parser whose word counts: it is ten times as slow, and says what is wrong where.

    Raises:
        PlanError: It is not valid TOML.
    """
    import tomlrt  # some milliseconds, and few texts need it

    try:
        return plain_data(tomlrt.loads(text).to_dict(), text)
    except tomlrt.TOMLParseError as error:
        from octotui.store.conflict_marks import conflict_problems  # what words mistakes is imported for them
        from octotui.store.syntax import toml_problem

        marks = conflict_problems(text, error.line)
        raise PlanError(marks or [toml_problem(text, error.line, error.col, str(error.args[0]))]) from None
    except RecursionError:
        raise PlanError([TOO_DEEP]) from None
    except ValueError:  # Python reads no number of more than 4,300 digits
        raise PlanError([_too_long(text)]) from None


def read_json(text: str) -> Mapping[str, Any]:
    """The data of a JSON text; what Python takes and JSON has not is an error: NaN, a key twice, half a character.

    Raises:
        PlanError: It is not valid JSON, or not an object.
    """
    seen: list[str] = []

    def pairs(items: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(items)
        if len(found) != len(items):
            seen.append("twice")
        return found

    try:
        data = json.loads(text, object_pairs_hook=pairs, parse_constant=seen.append)
    except json.JSONDecodeError as error:
        from octotui.store.conflict_marks import conflict_problems
        from octotui.store.syntax import json_problem

        raise PlanError(conflict_problems(text, error.lineno) or [json_problem(text, error)]) from None
    except RecursionError:
        raise PlanError([TOO_DEEP]) from None
    except ValueError:
        raise PlanError([_too_long(text)]) from None
    if not isinstance(data, dict):
        kind = "a list" if isinstance(data, list) else "a bare value"
        raise PlanError(
            [Problem("error", f"{kind} where a table belongs", 'write { "batches": [ … ] }', line=1, column=1)]
        )
    if seen:
        raise PlanError(_json_slips(text))
    escapes = _ESCAPE.finditer(text) if "\\ud" in text or "\\uD" in text else ()
    if half := next((match for match in escapes if match[1]), None):
        raise PlanError([_at(text, half.start(), "half a character", "write the whole one, or take the escape out")])
    return data


def _json_slips(text: str) -> Iterator[Problem]:
    """What Python reads and JSON does not allow: a key twice, NaN, Infinity."""
    from octotui.store.json_places import holders

    for members in holders(text):
        keys: set[str] = set()
        for member in members:
            if member.key is not None and member.key in keys:
                yield _at(text, member.start, f"the key {quoted(member.key)} is there twice", "keep one of the two")
            keys.add(member.key or "")
            value = text[member.value : member.end]
            if value in ("NaN", "Infinity", "-Infinity"):
                yield _at(text, member.value, f"{value} is no number of JSON", "write a number, or leave the key out")


def _at(text: str, offset: int, what: str, mend: str) -> Problem:
    line = text.count("\n", 0, offset) + 1
    return Problem("error", what, mend, line=line, column=offset - text.rfind("\n", 0, offset))


def _too_long(text: str) -> Problem:
    run = max(range(0, len(text), 1000), key=lambda at: sum(char.isdigit() for char in text[at : at + 1000]))
    return _at(text, run, "a number with thousands of digits", "write a shorter one")
