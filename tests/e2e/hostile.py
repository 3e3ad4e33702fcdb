"""Text that means harm, plans that have it in every field, and what may reach a terminal all the same."""

from __future__ import annotations

import base64
import codecs
import json
import re
from collections.abc import Iterator
from itertools import cycle
from typing import Any, Final

import tomli_w

from octotui.plan.base import Entity, FieldShape, fields_of
from octotui.plan.plan import Plan
from octotui.plan.reading import literals
from tests.plan.plans import values_for

COMMANDS: Final = {
    "clear": "\x1b[2J\x1b[3J",
    "colour": "\x1b[31;7;9m",
    "jump": "\x1b[99;99f",
    "leave the screen": "\x1b[?1049l\x1b[?9h",
    "report the cursor": "\x1b[6n",
    "report the device": "\x1b[c\x1b[>q",
    "clipboard": "\x1b]52;c;UFdORUQ=\x07",
    "link": "\x1b]8;;https://bad.example/\x1b\\here\x1b]8;;\x1b\\",
    "title": "\x1b]0;PWNED\x07",
    "notice": "\x1b]9;PWNED\x1b\\",
    "device control": '\x1bP$q"p\x1b\\',
    "picture": "\x1b_Gf=24,t=f;L2V0Yy9wYXNzd2Q=\x1b\\",
    "private": "\x1b^PWNED\x1b\\",
    "string": "\x1bXPWNED\x1b\\",
    "reset": "\x1bc",
    "half": "\x1b",
    "C1 clear": "\x9b2J",
    "C1 clipboard": "\x9d52;c;UFdORUQ=\x9c",
    "C1 device control": "\x90$q\x9c",
    "next line": "a\x85b",
    "bell": "\x07",
    "NUL": "\x00",
    "delete": "\x7f",
    "return": "safe\rEVIL",
    "back": "\x08\x08\x08",
    "feeds": "a\x0b\x0cb",
    "other letters": "\x0e\x1b(0",
    "two lines": "one\ntwo",
    "tab": "a\tb",
}
"""What a terminal would obey."""
UNSEEN: Final = {
    "backwards": "\u202egpj.exe",
    "isolate": "\u2066\u2067\u2068\u2069",
    "marks": "\u200e\u200f\u061c",
    "separators": "a\u2028b\u2029c",
    "no width": "\u200b\u2060\ufeff" * 30,
    "joiners": "\u200d" * 200,
    "stack": "e" + "\u0301" * 100,
}
"""What hides, turns or piles up the text around it."""
MARKUP: Final = {
    "end": "[/]",
    "end of nothing": "[/b] x",
    "half an end": "[/ path",
    "action": "[@click=app.quit]x[/]",
    "screen action": "[@click=screen.dismiss]x[/]",
    "link": "[link=https://bad.example]x[/link]",
    "colours": "[red on blue]x[/red on blue]",
    "word": "[TODO] x",
    "unknown": "[$error 50%]x",
    "Markdown link": "[x](https://bad.example)",
    "Markdown picture": "![x](https://bad.example/x.png)",
    "page": "<script>alert(1)</script><a href='https://bad.example'>x</a>",
    "table": "a | b \\| c",
    "address": "https://bad.example/?a=1&b=2",
    "emoji name": ":skull: x",
    "braces": "{0} {line} {path} %s %(x)d $error ${HOME}",
    "shell": "$(touch pwned) `touch pwned`; touch pwned",
}
"""What a library on the way to the screen could take for markup. It is shown as it is."""
ODD: Final = {
    "family": "👨\u200d👩\u200d👧\u200d👦",
    "right to left": "مرحبا بالعالم",
    "wide": "李静" * 40,
    "long": "x" * 3_000,  # in every field at once it has to stay below the size of a plan, and of a clipboard
    "spaces": "   x   ",
}
"""What is harmless, and must not break a layout."""
HALVES: Final = {"half": "\ud800 x", "other half": "x \udcff"}
"""What JSON can carry as an escape, and no encoding can write."""
CORPUS: Final = {**COMMANDS, **UNSEEN, **MARKUP, **ODD}

UNSEEN_SIGNS: Final = re.compile(
    "[\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]|\u200d{2,}|\u0301{5,}"
)
FILE_NAME: Final = "pl\x1b]0;PWNED\x07[@click=app.quit]\x9b2J\u202e\nan.toml"
NAME: Final = "eve\x1b]0;PWNED\x07[/]\x9b2J\u202e"

SEQUENCE: Final = re.compile(
    r"\x1b\[[0-?]*[ -/]*(?:[@-~]|$)"  # CSI
    r"|\x1b[\]P_^X][^\x07\x1b]*(?:\x07|\x1b\\)?"  # OSC and the other strings
    r"|\x1b[ -/]*[0-~]?"
    r"|\r\n|[\x00-\x1f\x7f-\x9f]"
)
OWN: Final = re.compile(
    r"\x1b\[[0-9;]*m|\x1b\[\d+;\d+H|\r\n"
    r"|\x1b\[\?(?:1000|1003|1004|1006|1015|1049|2004|25|7|2048)[hl]"  # mouse, focus, paste, the other screen, cursor
    r"|\x1b\[\?(?:2026|2048)\$p|\x1b\[\?2026[hl]|\x1b\[>\d+u|\x1b\[<u"  # what the terminal can do; its keyboard
    r"|\x1b\]22;[a-z]+\x07"  # the shape of the pointer
    r"|\x1b\]52;c;[A-Za-z0-9+/=]+\x07"  # what the user copied: see `copied`
)
"""What the screen sends for a plan without any of this."""


def dense(texts: dict[str, str]) -> Iterator[str]:
    """A few of the texts in one, beginning with another of them each time: a narrow column shows the beginning."""
    twice = [*texts.values()] * 2
    return cycle("·".join(text[:200] for text in twice[start : start + 6]) for start in range(len(texts)))


def hostile_data(texts: Iterator[str]) -> dict[str, Any]:
    """The data of a plan: the next text in every field that takes any text, in ids, unknown keys and their values."""
    return _entity(Plan, texts, 0)


def as_toml(data: dict[str, Any]) -> bytes:
    """TOML with control characters as escapes, which is how they get in."""
    return tomli_w.dumps(data).encode()


def as_json(data: dict[str, Any]) -> bytes:
    """JSON in ASCII."""
    return json.dumps(data, default=str).encode()


def foreign(raw: bytes) -> list[str]:
    """What of an output of the screen octotui does not send of itself; nothing if all is well."""
    text = codecs.getincrementaldecoder("utf-8")("surrogateescape").decode(raw)
    sequences = {match[0] for match in SEQUENCE.finditer(text) if match.end() < len(text)}  # the last may go on
    found = [sequence for sequence in sequences if not OWN.fullmatch(sequence)]
    found += [payload for payload in COMMANDS.values() if payload[0] == "\x1b" and len(payload) > 1 and payload in text]
    return sorted({repr(sequence) for sequence in (*found, *UNSEEN_SIGNS.findall(text))})


def foreign_in_print(text: str) -> list[str]:
    """The same for what a command prints: lines of text, and nothing else."""
    found = [match[0] for match in SEQUENCE.finditer(text) if match[0] != "\n"]
    return sorted({repr(sequence) for sequence in (*found, *UNSEEN_SIGNS.findall(text))})


def copied(raw: bytes) -> list[str]:
    """The texts that went to the terminal's clipboard."""
    return [base64.b64decode(found).decode() for found in re.findall(rb"\x1b\]52;c;([A-Za-z0-9+/=]+)\x07", raw)]


def _entity(model: type[Entity], texts: Iterator[str], depth: int) -> dict[str, Any]:
    shapes = fields_of(model)
    data = {name: _field(model, shape, texts, depth) for name, shape in shapes.items()}
    known = {name: value for name, value in data.items() if value not in (None, {}, [])}
    return {**known, "x-" + next(texts)[:40]: {next(texts)[:40]: [next(texts)]}}


def _field(model: type[Entity], shape: FieldShape, texts: Iterator[str], depth: int) -> Any:
    if shape.kind == "part":
        return _entity(shape.model, texts, depth + 1)
    if shape.kind == "value":
        return _value(model, shape.name, texts)
    if depth > 2:
        return None
    entries = [_entity(shape.model, texts, depth + 1) for _ in range(2)]
    if shape.model.writes_id:
        entries = [{"id": f"{number}{next(texts)[:60]}", **entry} for number, entry in enumerate(entries)]
    return entries


def _value(model: type[Entity], name: str, texts: Iterator[str]) -> Any:
    fitting = values_for(model, name)
    if "plain" in fitting:
        return next(texts)
    if ("two words",) in fitting:
        return [next(texts), next(texts)]
    words = literals(fields_of(model)[name].annotation)
    return next((value for value in (*words, *fitting) if value not in ("done", "met", "resolved", ())), None)
