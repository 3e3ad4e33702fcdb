"""JSON text under edit: values are spliced into it, and every other byte stays."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final

from octotui.plan.problems import Problem, RawPath, quoted
from octotui.store.json_places import Holder, JsonPlaces, Member
from octotui.store.raw import UNPRINTED, EditRefused, RawText, plain_value, utc_text

_STRING: Final = re.compile(r'"(?:\\.|[^"\\])*"', re.DOTALL)


class JsonText(RawText):
    """A JSON text under edit; see `RawText`."""

    def __init__(self, places: JsonPlaces, data: Mapping[str, Any]) -> None:
        """A text, of which it is known where everything stands, and its data."""
        super().__init__(data)
        self._places = places
        self._text = text = places.text
        self._newline = "\r\n" if "\r\n" in text else "\n"
        root = self._holder(())
        lead = _lead(text, root)
        self._unit: str | None = lead.rpartition("\n")[2] if "\n" in lead else None
        if not root.members:
            self._unit = "  "
        first = root.members[0] if root.members else None
        key_end = _STRING.match(text, first.start) if first else None
        self._colon = text[key_end.end() : first.value] if first and key_end else ": "

    def render(self) -> str:
        """The text as it is now."""
        return self._text

    def _write(self, place: RawPath, value: Any) -> None:
        holder = self._holder(place[:-1])
        index = holder.number(place[-1])
        if index is None:
            self._put(holder, len(holder.members), str(place[-1]), value)
            return
        member = holder.members[index]
        old = self._text[member.value : member.end]
        self._splice(member.value, member.end, self._written(value, self._indent_at(member.start), like=old))

    def _write_entry(self, place: RawPath, index: int, value: Any) -> None:
        self._put(self._holder(place), index, None, value)

    def _write_key(self, place: RawPath, key: str, value: Any, after: str | None) -> None:
        holder = self._holder(place)
        behind = holder.number(after) if after is not None else None
        self._put(holder, 0 if behind is None else behind + 1, key, value)

    def _cut(self, place: RawPath) -> None:
        holder = self._holder(place[:-1])
        index = holder.number(place[-1])
        if index is None:
            raise KeyError(place[-1])
        members = holder.members
        if len(members) == 1:
            self._splice(holder.start + 1, holder.close, "")
        elif index:
            self._splice(members[index - 1].end, members[index].end, "")
        else:
            self._splice(members[0].start, members[1].start, "")

    def _shift(self, place: RawPath, old: int, new: int) -> None:
        members = self._holder(place).members
        texts = [self._text[member.start : member.end] for member in members]
        texts.insert(new, texts.pop(old))
        for member, text in reversed(list(zip(members, texts, strict=True))):
            self._splice(member.start, member.end, text)

    def _holder(self, place: RawPath) -> Holder:
        holder = self._places.holder(place)
        if holder is None:
            raise KeyError(*place[-1:])
        return holder

    def _splice(self, start: int, end: int, text: str) -> None:
        self._text = self._text[:start] + text + self._text[end:]
        self._places = self._places.after(self._text)

    def _put(self, holder: Holder, index: int, key: str | None, value: Any) -> None:
        members = holder.members
        if not members:
            self._fill(holder, key, value)
            return
        lead = _lead(self._text, holder)
        label = "" if key is None else _scalar(key) + self._colon
        one_line = "\n" not in lead
        indent = lead.rpartition("\n")[2]
        beside = [self._text[member.value : member.end] for member in members if key is None]
        like = beside[max(index - 1, 0)] if beside and not any("\n" in one for one in beside) else ""
        written = label + (_flat(value, self._text, like) if one_line else self._written(value, indent, like))
        gap = self._gap(members, lead)
        if index:
            at = members[index - 1].end
            self._splice(at, at, gap + written)
        else:
            self._splice(members[0].start, members[0].start, written + gap)

    def _gap(self, members: Sequence[Member], lead: str) -> str:
        """What stands between two entries."""
        if len(members) > 1:
            return self._text[members[0].end : members[1].start]
        return "," + (lead if "\n" in lead else " " if ", " in self._text else "")

    def _fill(self, holder: Holder, key: str | None, value: Any) -> None:
        """The first entry of an empty object or array."""
        label = "" if key is None else _scalar(key) + self._colon
        outer = self._indent_at(holder.start)
        if self._unit is None:
            inside = label + _flat(value, self._text)
        else:
            inner = outer + self._unit
            inside = f"{self._newline}{inner}{label}{self._written(value, inner)}{self._newline}{outer}"
        self._splice(holder.start + 1, holder.close, inside)

    def _written(self, value: Any, indent: str, like: str = "") -> str:
        """A value as JSON, in lines if the file is written in lines and the old text does not say otherwise."""
        one_line = self._unit is None or (like[:1] in ("[", "{") and "\n" not in like and len(like) > 2)
        if one_line:
            return _flat(value, self._text, like)
        text = json.dumps(
            _ready(value), ensure_ascii=False, allow_nan=False, indent=self._unit, separators=(",", self._colon)
        )
        return escaped(text.replace("\n", self._newline + indent))

    def _indent_at(self, offset: int) -> str:
        """The white space that the line of an offset starts with."""
        line = self._text[self._text.rfind("\n", 0, offset) + 1 : offset]
        return line[: len(line) - len(line.lstrip())] if self._unit is not None else ""


def _lead(text: str, holder: Holder) -> str:
    """The white space before the first entry."""
    return text[holder.start + 1 : holder.members[0].start] if holder.members else ""


def _flat(value: Any, text: str, like: str = "") -> str:
    """A value on one line, spaced as the file is, and within its braces as another value of its kind."""
    spaced = '": ' in text or ", " in text
    separators = (", ", ": ") if spaced else (",", ":")
    flat = escaped(json.dumps(_ready(value), ensure_ascii=False, allow_nan=False, separators=separators))
    return f"{{ {flat[1:-1]} }}" if like.startswith("{ ") and flat[:1] == "{" and len(flat) > 2 else flat


def _scalar(value: Any) -> str:
    return escaped(json.dumps(value, ensure_ascii=False))


def escaped(text: str) -> str:
    """JSON with what nobody sees written as escapes; the line ends between values stay."""
    return UNPRINTED.sub(lambda m: m[0] if m[0] in "\r\n\t" else f"\\u{ord(m[0]):04x}", text)


def _ready(value: Any) -> Any:
    """Plain data as JSON holds it: days and moments as text."""
    value = plain_value(value)
    if isinstance(value, dict):
        return {key: _ready(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_ready(item) for item in value]
    if isinstance(value, datetime):
        return utc_text(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (str, int, float, bool)):
        return value
    raise EditRefused([Problem("error", f"{quoted(value)} cannot be written as JSON")])
