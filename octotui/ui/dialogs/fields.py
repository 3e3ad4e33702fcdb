"""The fields of a form, made from a model: what each holds, how it is typed, and what it reads as."""

from __future__ import annotations

import contextlib
import math
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Literal, get_args

from octotui.plan.base import Entity, fields_of
from octotui.plan.frozen import Frozen, replace
from octotui.plan.parts import has_to_be_named
from octotui.plan.reading import literals
from octotui.plan.targets import parse_target
from octotui.plan.values import Target

FieldKind = Literal["choice", "flag", "names", "days", "day", "target", "moment", "number", "text", "long"]
LONG_FIELDS = frozenset(
    {
        "notes", "summary", "mitigation", "description", "impact", "root_cause", "resolution", "prevention", "reason",
        "lessons", "alternatives", "recommendation", "ask", "goal", "purpose", "outcome",
    }
)  # fmt: skip
"""Fields that are likely to take more than a line."""
RECORDED = frozenset({"history", "resolved", "raised", "activated", "activated_by", "at", "by", "noted_by", "open"})
"""Fields that octotui writes as things happen; a form leaves them alone, unless a thing goes by just this one."""


class FormField(Frozen):
    """A field of a form.

    Attributes:
        name: The model's field.
        kind: How it is typed.
        choices: What may be chosen, for choices.
        needed: Whether it may not be empty.
    """

    name: str
    kind: FieldKind
    choices: tuple[str, ...] = ()
    needed: bool = False

    @property
    def title(self) -> str:
        """The field as people read it."""
        return self.name.replace("_", " ")


def form_fields(model: type[Entity], *, new: bool = False) -> tuple[FormField, ...]:
    """The fields of a model that a person edits, in the model's order.

    Args:
        model: The model.
        new: Whether it is for a new thing: that needs its name, or its id first if none follows from its fields.
    """
    named = (FormField("id", "text", (), needed=True),) if new and has_to_be_named(model) else ()
    return named + tuple(
        replace(_field(model, name), needed=True) if new and name == "name" in model.identity else _field(model, name)
        for name, shape in fields_of(model).items()
        if shape.kind == "value" and (name not in RECORDED or model.identity == (name,))
    )


def typed(value: Any) -> str:
    """A value as it stands in a form."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ", ".join(str(item) for item in value)
    if isinstance(value, datetime):
        return value.isoformat().replace("+00:00", "Z")
    return str(value)


def understood(field: FormField, text: str, today: date) -> Any:
    """What was typed, as the model's value; None for an empty field.

    Raises:
        ValueError: It cannot be understood; the message says what would be.
    """
    text = text.strip()
    if not text:
        return None
    if field.kind == "flag":
        return text == "yes"
    if field.kind in ("names", "days"):
        parts = tuple(part for word in text.split(",") if (part := word.strip()))
        return tuple(_day(part, today) for part in parts) if field.kind == "days" else parts
    if field.kind == "day":
        return _day(text, today)
    if field.kind == "target":
        return parse_target(text, today)
    if field.kind == "number":
        return _number(text)
    return int(text) if field.name == "level" and text.isdigit() else text


def _day(text: str, today: date) -> date:
    wanted = parse_target(text, today)
    if not isinstance(wanted, date):
        raise ValueError("a day is wanted: 2026-12-01, fri, +3d")
    return wanted


def _number(text: str) -> int | float:
    for kind, spelled in ((int, text), (float, text.replace(",", "."))):
        with contextlib.suppress(ValueError):
            if math.isfinite(number := kind(spelled)):
                return number
    raise ValueError(f"{text!r} is not a number")


def _field(model: type[Entity], name: str) -> FormField:
    shape = fields_of(model)[name]
    needed = shape.is_required
    choices = literals(shape.annotation)
    if choices:
        return FormField(name, "choice", choices, needed)
    return FormField(name, _kind(name, shape.annotation), (), needed)


def _kind(name: str, annotation: Any) -> FieldKind:
    types = _types(annotation)
    if tuple in types:
        return "days" if date in types else "names"
    if bool in types:
        return "flag"
    if datetime in types:
        return "moment"
    if date in types:
        return "target" if str in types or annotation is Target else "day"
    if int in types or float in types:
        return "number"
    return "long" if name in LONG_FIELDS else "text"


def _types(annotation: Any) -> set[type]:
    if isinstance(annotation, type):
        return {annotation}
    found: set[type] = {tuple} if getattr(annotation, "__origin__", None) is tuple else set()
    parts: Sequence[Any] = get_args(annotation)
    for part in parts:
        found |= _types(part)
    return found
