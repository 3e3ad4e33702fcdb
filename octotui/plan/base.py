"""What every thing in a plan is: a frozen model with an id, that keeps the keys it does not know."""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any, ClassVar, Literal, Self, Union, get_args, get_origin

from pydantic import BaseModel, ConfigDict

from octotui.plan.naming import slug, snake

Kind = Literal["value", "part", "collection"]


class Entity(BaseModel):
    """A thing in a plan. Its class says how it may be written, so that one reader serves them all.

    Attributes:
        id: Unique in its collection. If the file leaves it out, it follows from ``identity``.
    """

    model_config = ConfigDict(frozen=True, extra="allow", defer_build=True)

    identity: ClassVar[tuple[str, ...]] = ("name",)
    """The fields an unwritten id follows from; none for what there is one of, without an id."""
    writes_id: ClassVar[bool] = True
    """Whether a new one is written with its id, or left to follow from ``identity``."""
    short: ClassVar[str | tuple[str, ...]] = ()
    """The field a bare value stands for, or the fields a bare list stands for, in order."""
    keyed: ClassVar[bool] = False
    """Whether a new collection is written as a table from id to thing rather than as a list."""
    snake_ids: ClassVar[bool] = False
    """Whether ids are keys in disguise (``ciPassRate`` is ``ci_pass_rate``)."""
    synonyms: ClassVar[Mapping[str, str]] = {}
    """Other names of a field, in snake case."""
    steps: ClassVar[Mapping[str, tuple[str, ...]]] = {}
    """Which status may follow on which; empty: any on any."""

    id: str = ""

    @property
    def extras(self) -> Mapping[str, Any]:
        """The keys nobody knows, kept as they came."""
        return self.model_extra or {}

    @property
    def label(self) -> str:
        """What a person calls it: its name, title or text, else its id."""
        for field in ("name", "title", "text"):
            if value := getattr(self, field, ""):
                return str(value)
        return self.id

    def missing_for(self, status: str) -> tuple[str, ...]:
        """What has to be there before it can get a status, in words; most things want nothing."""
        del status
        return ()

    @classmethod
    def implied_id(cls, data: Mapping[str, Any]) -> str:
        """The id that follows from the fields in ``identity``."""
        return slug(" ".join(_in_id(data[field]) for field in cls.identity if data.get(field) is not None))

    @classmethod
    def field_of(cls, key: str) -> str | None:
        """The field that a key names, however it is spelled; None if there is none."""
        field = snake(key)
        field = cls.synonyms.get(field, field)
        return field if field in fields_of(cls) or field == "id" else None

    def given(self) -> dict[str, Any]:
        """The fields, in the model's order, and unknown keys that were given, as they are; children stay entities."""
        own = {name: getattr(self, name) for name in type(self).model_fields if name in self.model_fields_set}
        return {**own, **self.extras}

    @property
    def is_empty(self) -> bool:
        """Whether nothing was given; an empty part is the same as none."""
        return all(value in (None, ()) for value in self.given().values())

    @classmethod
    def built(cls, values: Mapping[str, Any]) -> Self:
        """An entity of these fields and unknown keys.

        Raises:
            pydantic.ValidationError: A value does not fit its field.
        """
        return cls.model_validate(values)

    def changed(self, field: str, value: Any) -> Self:
        """A copy with another value of a field or an unknown key; None takes it away.

        Raises:
            pydantic.ValidationError: The value does not fit the field.
        """
        return type(self).built(
            {name: item for name, item in {**self.given(), field: value}.items() if item is not None}
        )


def _in_id(value: Any) -> str:
    """A value in an implied id: a moment is spelled as JSON has it, so that both formats imply the same id."""
    if not isinstance(value, datetime):
        return str(value)
    try:
        moment = value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
    except OverflowError:  # in the first or the last year there is; no field takes it
        moment = value
    return moment.isoformat().replace("+00:00", "Z")


@dataclass(frozen=True, slots=True)
class FieldShape:
    """How a field is built: a value, one entity, or many of them.

    Attributes:
        name: The field.
        kind: ``value``, ``part`` (one entity or none) or ``collection`` (entities by id).
        model: The entity's class, for parts and collections.
    """

    name: str
    kind: Kind
    model: type[Entity]


@cache
def fields_of(model: type[Entity]) -> Mapping[str, FieldShape]:
    """The shape of a model's fields, in order, without ``id``."""
    return {name: _shape(name, info.annotation) for name, info in model.model_fields.items() if name != "id"}


def _shape(name: str, annotation: Any) -> FieldShape:
    origin = get_origin(annotation)
    if origin is tuple:
        inner = get_args(annotation)[0]
        if isinstance(inner, type) and issubclass(inner, Entity):
            return FieldShape(name, "collection", inner)
    choices = get_args(annotation) if origin in (Union, types.UnionType) else (annotation,)
    for choice in choices:
        if isinstance(choice, type) and issubclass(choice, Entity):
            return FieldShape(name, "part", choice)
    return FieldShape(name, "value", Entity)
