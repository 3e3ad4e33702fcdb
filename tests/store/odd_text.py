"""Plans as people may write them: every form and spelling a file may have, and comments everywhere."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from random import Random
from typing import Any

from octotui.plan.base import Entity, fields_of
from octotui.plan.naming import camel
from octotui.plan.plan import Plan


def odd_data(random: Random, data: Mapping[str, Any]) -> dict[str, Any]:
    """The data of a plan in odd spellings: camel case, synonyms, short forms, lists and tables by id."""
    return _table(random, Plan, data)


def _table(random: Random, model: type[Entity], data: Mapping[str, Any]) -> dict[str, Any]:
    shapes = fields_of(model)
    table: dict[str, Any] = {}
    for name, value in data.items():
        shape = shapes.get(name)
        key = _key(random, model, name) if shape else name
        if shape is None or shape.kind == "value":
            table[key] = list(value) if isinstance(value, tuple) else value
        elif shape.kind == "part":
            table[key] = _short(random, shape.model, _table(random, shape.model, value))
        else:
            table[key] = _collection(random, shape.model, value)
    return table


def _key(random: Random, model: type[Entity], name: str) -> str:
    synonyms = [other for other, field in model.synonyms.items() if field == name]
    return random.choice([name] * 4 + [camel(name), name.replace("_", "-"), *synonyms, *map(camel, synonyms)])


def _collection(random: Random, model: type[Entity], entries: list[dict[str, Any]]) -> Any:
    tables = [_table(random, model, entry) for entry in entries]
    if all("id" in table for table in tables) and random.random() < (0.7 if model.keyed else 0.3):
        return ById({table.pop("id"): _short(random, model, table) for table in tables})
    return [_short(random, model, table) for table in tables]


def _short(random: Random, model: type[Entity], table: dict[str, Any]) -> Any:
    names = {model.field_of(key): key for key in table}
    if random.random() < 0.3:
        return table
    if isinstance(model.short, str) and list(names) == [model.short]:
        value = table[names[model.short]]
        return table if isinstance(value, dict) else value
    if isinstance(model.short, tuple) and model.short and set(names) == set(model.short):
        return [table[names[name]] for name in model.short]
    return table


class ById(dict[str, Any]):
    """A collection written as a table from id to entry."""


class OddToml:
    """Writes data as TOML in random layout."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.comments = 0
        self.newline = random.choice(("\n", "\n", "\r\n"))
        self.spaced = random.choice((" = ", "=", "  =  "))

    def text(self, data: Mapping[str, Any]) -> str:
        lines, blocks = self._body((), data)
        head = [self._comment(), ""] if self._may(0.3) else [self._comment()] if self._may(0.2) else []
        out = [*head, *lines]
        for block in self._mixed(blocks):
            out += [""] * self.random.choice((0, 1, 1, 2)) + block
        if self._may(0.3):
            out += [""] * self.random.randint(0, 1) + [self._comment()]
        text = "".join(line + "\n" for line in out).replace("\n", self.newline)
        return text.removesuffix(self.newline) if self._may(0.2) else text

    def _may(self, chance: float) -> bool:
        return self.random.random() < chance

    def _comment(self) -> str:
        self.comments += 1
        return f'# comment {self.comments} [x] = "q'

    def _mixed(self, groups: list[list[list[str]]]) -> list[list[str]]:
        """Blocks of different sections between each other, each section's in order."""
        if self._may(0.7):
            return [block for group in groups for block in group]
        queues = [list(group) for group in groups if group]
        mixed: list[list[str]] = []
        while queues:
            queue = self.random.choice(queues)
            mixed.append(queue.pop(0))
            queues = [queue for queue in queues if queue]
        return mixed

    def _body(self, path: tuple[str, ...], table: Mapping[str, Any]) -> tuple[list[str], list[list[list[str]]]]:
        """The lines under a header, and what comes below in blocks of its own, by key."""
        lines: list[str] = []
        blocks: list[list[list[str]]] = []
        forms = self._forms(table)
        for key, value in table.items():
            if isinstance(value, dict) and forms[key] == "section":
                blocks.append([self._section((*path, key), value)])
            elif isinstance(value, dict) and value and forms[key] == "dotted":
                for inner, held in value.items():
                    lines += self._pair(f"{_quoted(key)}{self.random.choice(('.', ' . '))}{_quoted(inner)}", held)
            elif _is_records(value) and self._may(0.7 if len(path) < 1 else 0.3):
                blocks.append([self._section((*path, key), entry, many=True) for entry in value])
            else:
                lines += self._pair(_quoted(key), value)
        return lines, blocks

    def _forms(self, table: Mapping[str, Any]) -> dict[str, str]:
        """How each table in a table is written; the entries of a collection are written alike."""
        choices = ("inline", "inline", "dotted", "section") if any(table.values()) else ("inline",)
        if isinstance(table, ById):
            bare = any(not isinstance(value, dict) for value in table.values())
            form = self.random.choice(choices[:2] if bare else choices)
            return dict.fromkeys(table, form)
        return {key: self.random.choice((*choices, "section")) for key in table}

    def _section(self, path: tuple[str, ...], table: Mapping[str, Any], *, many: bool = False) -> list[str]:
        name = ".".join(map(_quoted, path))
        lines, blocks = self._body(path, table)
        out = [self._comment() for _ in range(self.random.choice((0, 0, 0, 1, 2)))]
        if out and self._may(0.3):
            out.append("")
        out.append(f"[[{name}]]{self._eol()}" if many else f"[{name}]{self._eol()}")
        out += lines
        if self._may(0.1):
            out.append(self._comment())
        for group in blocks:
            for block in group:
                out += [""] * self.random.choice((0, 1)) + block
        return out

    def _pair(self, key: str, value: Any) -> list[str]:
        out = [self._comment()] if self._may(0.1) else []
        if out and self._may(0.2):
            out.append("")
        indent = "  " if self._may(0.05) else ""
        return [*out, *f"{indent}{key}{self.spaced}{self._value(value, 0)}{self._eol()}".split("\n")]

    def _eol(self) -> str:
        return f" {self._comment()}" if self._may(0.15) else ""

    def _value(self, value: Any, depth: int) -> str:
        if isinstance(value, dict):
            inner = ", ".join(f"{_quoted(key)} = {self._value(item, depth + 9)}" for key, item in value.items())
            return self.random.choice(("{ %s }", "{%s}")) % inner
        if isinstance(value, list):
            return self._array(value, depth)
        if isinstance(value, str):
            return self._string(value, depth)
        if isinstance(value, datetime):
            return value.isoformat().replace("+00:00", "Z")
        if isinstance(value, date):
            return value.isoformat()
        return json.dumps(value)

    def _array(self, value: list[Any], depth: int) -> str:
        if depth or self._may(0.5):
            inner = ", ".join(self._value(item, depth + 1) for item in value)
            return self.random.choice(("[%s]", "[ %s ]")) % inner
        out = ["[" + self._eol()]
        for index, item in enumerate(value):
            out += ["  " + self._comment()] if self._may(0.2) else []
            out += [""] if self._may(0.1) else []
            comma = "," if index < len(value) - 1 or self._may(0.6) else ""
            out.append(f"  {self._value(item, 1)}{comma}{self._eol()}")
        return "\n".join([*out, *(["  " + self._comment()] if self._may(0.1) else []), "]"])

    def _string(self, value: str, depth: int) -> str:
        if "\n" in value and not depth and self._may(0.5):
            return f'"""\n{value}"""'
        if value.isprintable() and "'" not in value and self._may(0.3):
            return f"'{value}'"
        return json.dumps(value)


def odd_json(random: Random, data: Mapping[str, Any]) -> str:
    """Data as JSON in random layout."""
    plain = _json_ready(data)
    indent = random.choice((None, 0, 2, 4, "\t"))
    separators = (
        random.choice((None, (",", ":"), (" , ", " : "))) if indent is None else random.choice((None, (",", ":")))
    )
    text = json.dumps(plain, ensure_ascii=random.random() < 0.3, indent=indent, separators=separators)
    text = random.choice(("", "\n", " ")) + text + random.choice(("", "\n"))
    return text.replace("\n", "\r\n") if random.random() < 0.3 else text


def _json_ready(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _json_ready(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_json_ready(item) for item in value]
    if isinstance(value, datetime):
        return value.isoformat().replace("+00:00", "Z")
    return value.isoformat() if isinstance(value, date) else value


def _is_records(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(item, dict) for item in value)


def _quoted(key: str) -> str:
    return (
        key
        if key.replace("-", "").replace("_", "").isascii() and key.replace("-", "").replace("_", "").isalnum()
        else json.dumps(key)
    )
