"""``key=value`` from the command line as edits of one thing."""

from __future__ import annotations

import re
import types
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Annotated, Any, Final, Union, get_args, get_origin

from octotui.cli.finding import model_at, refusal
from octotui.plan.base import Entity, fields_of
from octotui.plan.edits import Edits, Path, apply, value_at
from octotui.plan.naming import snake
from octotui.plan.operations import set_field
from octotui.plan.plan import Plan
from octotui.plan.problems import did_you_mean, quoted
from octotui.plan.targets import parse_target

NUMBER: Final = re.compile(r"[+-]?\d+(\.\d+)?")
FLAGS: Final = {"yes": True, "true": True, "no": False, "false": False}


def split(words: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Key and value of each ``key=value``.

    Raises:
        PlanError: A word is none.
    """
    for word in words:
        key, equals, value = word.partition("=")
        if not equals or not key.strip():
            raise refusal(f"{quoted(word)} gives nothing a value", "write key=value, such as progress=50")
        yield key.strip(), value.strip()


def edits_of(plan: Plan, path: Path, words: Sequence[str], today: date) -> Edits:
    """The edits that give the fields of one thing their new values.

    Args:
        plan: The plan as it is.
        path: The thing.
        words: ``key=value``, keys in any spelling; lists are comma-separated, an empty value takes away.
        today: What ``fri`` and ``+3d`` count from.

    Raises:
        PlanError: A key or a value is unknown.
    """
    model = model_at(path)
    edits: Edits = ()
    for key, text in split(words):
        here = (*path, _field_named(model, key))
        value = _value(model, here[-1], text, today)
        after = apply(plan, set_field(plan, here, value))
        edits += set_field(plan, here, value_at(after, here) if value is not None else None)
        plan = after
    return edits


def number_of(key: str, text: str) -> int | float:
    """A number; a percent sign behind it is understood.

    Raises:
        PlanError: It is none.
    """
    digits = text.removesuffix("%").rstrip()
    if not NUMBER.fullmatch(digits):
        raise refusal(f"{key} is {quoted(text)}", "write a number")
    return float(digits) if "." in digits else int(digits)


def _field_named(model: type[Entity], key: str) -> str:
    field = model.field_of(key)
    values = [name for name, shape in fields_of(model).items() if shape.kind == "value"]
    if field is None:
        known = [*values, *model.synonyms]
        raise refusal(f"unknown key {quoted(key)}", did_you_mean(snake(key), known) or f"one of {', '.join(values)}")
    if field == "id":
        raise refusal("an id stays as it is", "change it in the file, together with what names it")
    if field not in values:
        raise refusal(f"{field} holds things of its own", f"change one of them by its path: …/{field}/ID")
    return field


def _value(model: type[Entity], field: str, text: str, today: date) -> Any:
    """The text as a value of the field's kind; what it may be is for the model to say."""
    kinds = set(_kinds(fields_of(model)[field].annotation))
    if field in model.identity and len(text.splitlines()) > 1:
        raise refusal(f"{field} has a line break", "write it on one line")
    if tuple in kinds:
        return _names(field, text)
    if not text:
        return "" if fields_of(model)[field].is_required and kinds == {str} else None
    if date in kinds:
        return _day(field, text, today, is_target=str in kinds)
    if bool in kinds:
        return FLAGS.get(text.casefold(), text)
    return number_of(field, text) if kinds & {int, float} and str not in kinds else text


def _names(field: str, text: str) -> tuple[str, ...]:
    if text.startswith("[") and text.endswith("]"):
        names = ",".join(name.strip(" \"'") for name in text[1:-1].split(","))
        raise refusal(f"{field} is {quoted(text)}", f"write the names alone: {field}={names}")
    return tuple(part for item in text.split(",") if (part := item.strip()))


def _day(field: str, text: str, today: date, *, is_target: bool) -> date | str:
    try:
        return parse_target(text, today)
    except ValueError as error:
        if is_target:
            raise refusal(f"{field} is {quoted(text)}", str(error)) from None
        return text  # what a day may be is for the model to say


def _kinds(annotation: Any) -> Iterator[type]:
    origin = get_origin(annotation)
    if origin in (Union, types.UnionType):
        for choice in get_args(annotation):
            yield from _kinds(choice)
    elif origin is Annotated:
        yield from _kinds(get_args(annotation)[0])
    elif isinstance(origin or annotation, type):
        yield origin or annotation
