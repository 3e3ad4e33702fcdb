"""Rules of single values, stated once and judged twice: at once where a value is plainly right, by pydantic otherwise.

Nearly every value in nearly every file is plainly right. pydantic takes longer to import than a plan takes to read, so
it is asked only about the others: it understands what can be understood and words what is wrong.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Sequence
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal, Protocol, Union, get_args, get_origin

from octotui.plan.frozen import Frozen

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler
    from pydantic_core import CoreSchema, ErrorDetails

Quick = Callable[[Any], Any]
"""Gives the value as its field holds it, or `DOUBT`; where it gives a value, pydantic would give the same."""


class _Doubt:
    def __repr__(self) -> str:
        return "DOUBT"


DOUBT: Final = _Doubt()


class Unfit(ValueError):  # noqa: N818  # what it is, not that it is an error
    """Values do not fit their fields.

    Attributes:
        details: What is wrong with each.
    """

    def __init__(self, details: Sequence[ErrorDetails]) -> None:
        super().__init__("; ".join(f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in details))
        self.details = details


class Rule(Protocol):
    """Stands behind the type in an ``Annotated``."""

    def quick(self, inner: Quick) -> Quick:
        """The rule around what is known of the type itself."""
        ...

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """The rule as pydantic applies it."""
        ...


class Understood(Frozen):
    """The value is made out of what is written.

    Attributes:
        read: From what is written to the value; what it does not know it gives back, or raises a ValueError.
        written_as: What may be written, for a schema; left out, the type itself.
    """

    read: Callable[[Any], Any]
    written_as: Any = None

    def quick(self, inner: Quick) -> Quick:
        """See `Rule`."""
        read = self.read

        def understand(value: Any) -> Any:
            try:
                return inner(read(value))
            except ValueError:
                return DOUBT

        return understand

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """See `Rule`."""
        from pydantic_core import core_schema

        written = None if self.written_as is None else handler.generate_schema(self.written_as)
        return core_schema.no_info_before_validator_function(
            self.read, handler(source), json_schema_input_schema=written
        )


class Checked(Frozen):
    """The value has its type and is more than that; ``check`` gives it back or raises a ValueError."""

    check: Callable[[Any], Any]

    def quick(self, inner: Quick) -> Quick:
        """See `Rule`."""
        check = self.check

        def checked(value: Any) -> Any:
            value = inner(value)
            try:
                return value if value is DOUBT else check(value)
            except ValueError:
                return DOUBT

        return checked

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """See `Rule`."""
        from pydantic_core import core_schema

        return core_schema.no_info_after_validator_function(self.check, handler(source))


class Exact(Frozen):
    """No other type stands for it: 1 is not true."""

    def quick(self, inner: Quick) -> Quick:
        """See `Rule`."""
        return inner

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """See `Rule`."""
        from pydantic import Strict

        return handler.generate_schema(Annotated[source, Strict()])


class Between(Frozen):
    """A number, not a text of digits, with its bounds."""

    least: float
    most: float

    def quick(self, inner: Quick) -> Quick:
        """See `Rule`."""
        least, most = self.least, self.most

        def between(value: Any) -> Any:
            value = inner(value)
            return value if value is not DOUBT and least <= value <= most else DOUBT

        return between

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """See `Rule`."""
        from pydantic import Field, Strict

        choices = get_args(source) or (source,)
        bounded = tuple(Annotated[kind, Strict(), Field(ge=self.least, le=self.most)] for kind in choices)
        return handler.generate_schema(Union[bounded])  # noqa: UP007  # made of a tuple


@cache
def quick_for(annotation: Any) -> Quick:
    """What judges the values of a type at once."""
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        judge = quick_for(inner[0])
        for rule in inner[1:]:
            judge = rule.quick(judge)
        return judge
    if origin is Literal:
        return _one_of(inner)
    if origin is tuple and inner[1:] == (...,):
        return _many(quick_for(inner[0]))
    if origin in (Union, types.UnionType):
        return _either([quick_for(choice) for choice in inner])
    if annotation is str:
        return _text
    if origin is None and isinstance(annotation, type):
        return _exactly(annotation)
    return lambda _: DOUBT


def _text(value: Any) -> Any:
    if type(value) is not str:
        return DOUBT
    return value if value.isascii() or _is_whole(value) else DOUBT


def _is_whole(text: str) -> bool:
    """Whether a text can be written as UTF-8: half a character cannot."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _exactly(kind: type) -> Quick:
    return lambda value: value if type(value) is kind else DOUBT


def _one_of(words: tuple[Any, ...]) -> Quick:
    known = frozenset(words)
    return lambda value: value if type(value) is str and value in known else DOUBT


def _either(choices: list[Quick]) -> Quick:
    def either(value: Any) -> Any:
        for choice in choices:
            if (found := choice(value)) is not DOUBT:
                return found
        return DOUBT

    return either


def _many(judge: Quick) -> Quick:
    def many(value: Any) -> Any:
        if type(value) is not tuple:
            return DOUBT
        found = tuple(map(judge, value))
        return DOUBT if DOUBT in found else found

    return many
