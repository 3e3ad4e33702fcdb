"""Values with named fields, as frozen dataclasses are, whose classes cost nothing to make.

A dataclass compiles six functions of its own when it is imported, which takes 0.6 ms, and a start imports seventy of
them. These share theirs.
"""

# ruff: noqa: SLF001  # a class and its metaclass are one

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from itertools import chain
from operator import attrgetter
from typing import Any, NoReturn, TypeVar, dataclass_transform


@dataclass_transform(frozen_default=True)
class _FrozenType(type):
    """Makes the annotations of a class its fields, each with a slot; what one is set to is its default."""

    _fields: tuple[str, ...]
    _defaults: Mapping[str, Any]
    _rest: tuple[Any, ...]
    _setters: tuple[Callable[[Any, Any], None], ...]
    _compared: Callable[[Any], Any]

    def __new__(
        cls, name: str, bases: tuple[type, ...], space: dict[str, Any], *, eq: bool = True, beside: tuple[str, ...] = ()
    ) -> _FrozenType:
        """Make a class.

        Args:
            name: Its name.
            bases: What it comes from.
            space: What its body says.
            eq: Whether those that say the same are equal; else each is equal to itself alone.
            beside: Fields that are neither compared nor shown.
        """
        above = [base for base in bases if isinstance(base, _FrozenType)]
        own = [field for field, hint in space.get("__annotations__", {}).items() if not hint.startswith("ClassVar")]
        fields = tuple(dict.fromkeys([*chain.from_iterable(base._fields for base in above), *own]))
        defaults = {field: space.pop(field) for field in own if field in space}
        remembers = any(isinstance(value, cached_property) for value in space.values())
        space |= {"__slots__": (*own, "__dict__") if remembers else tuple(own), "__match_args__": fields}
        if not eq:
            space |= {"__eq__": object.__eq__, "__hash__": object.__hash__}
        made = super().__new__(cls, name, bases, space)
        made._fields = fields
        made._defaults = dict(chain.from_iterable(base._defaults.items() for base in above)) | defaults
        made._rest = tuple(made._defaults.values())  # as in a dataclass, behind the fields without one
        made._setters = tuple(getattr(made, field).__set__ for field in fields)
        compared = [field for field in fields if field not in beside]
        made._compared = attrgetter(*compared) if compared else type
        return made


class Frozen(metaclass=_FrozenType):
    """A value that never changes; its class names the fields, as that of a dataclass does."""

    def __init__(self, *values: Any, **named: Any) -> None:
        """A value of these fields; those with a default may be left out.

        Raises:
            TypeError: A field is missing, given twice, or unknown.
        """
        kind = type(self)
        missing = len(kind._fields) - len(values)
        if not named and 0 < missing <= len(kind._rest):
            values += kind._rest[-missing:]
        elif named or missing:
            values = _filled(kind, values, named)
        for put, value in zip(kind._setters, values, strict=True):
            put(self, value)

    def __setattr__(self, name: str, *_: Any) -> NoReturn:
        raise AttributeError(f"{name} cannot be changed: it is frozen")

    __delattr__ = __setattr__

    def __eq__(self, other: object) -> bool:
        kind = type(self)
        if kind is not type(other):
            return NotImplemented
        return self is other or bool(kind._compared(self) == kind._compared(other))

    def __hash__(self) -> int:
        return hash(type(self)._compared(self))

    def __repr__(self) -> str:
        shown = ", ".join(f"{field}={value!r}" for field, value in values_of(self).items())
        return f"{type(self).__qualname__}({shown})"

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), tuple(values_of(self).values())


F = TypeVar("F", bound=Frozen)


def values_of(value: Frozen) -> dict[str, Any]:
    """What the fields say, by name."""
    return {field: getattr(value, field) for field in type(value)._fields}


def replace(value: F, **changes: Any) -> F:
    """A copy with other values of some fields.

    Raises:
        TypeError: There is no such field.
    """
    return type(value)(**values_of(value) | changes)


def _filled(kind: _FrozenType, values: Sequence[Any], named: Mapping[str, Any]) -> tuple[Any, ...]:
    """The values of all fields, in order."""
    fields = kind._fields
    given = {**kind._defaults, **dict(zip(fields, values, strict=False)), **named}
    wrong = [*(field for field in fields[: len(values)] if field in named), *(given.keys() - fields)]
    wrong += [field for field in fields if field not in given]
    if wrong or len(values) > len(fields):
        raise TypeError(f"{kind.__qualname__}({', '.join(fields)}): {', '.join(wrong) or 'too many values'}")
    return tuple([given[field] for field in fields])
