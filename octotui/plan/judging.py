"""The values that are not plainly right: pydantic makes out what they mean, or says what is wrong.

For each model there is a twin of pydantic's with the same fields and rules, made when the first value asks for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, InstanceOf, ValidationError, create_model

from octotui.plan.base import Entity, FieldShape, fields_of
from octotui.plan.rules import Unfit


def judge(model: type[Entity], values: Mapping[str, Any]) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    """The values as a model's fields hold them, and the keys it does not know.

    Raises:
        Unfit: A value does not fit its field, or one that is needed is not there.
    """
    try:
        found = twin_of(model).model_validate(values)
    except ValidationError as error:
        raise Unfit(error.errors(include_url=False)) from None
    given = found.model_fields_set - (found.model_extra or {}).keys()
    return {name: getattr(found, name) for name in given}, found.model_extra or {}


@cache
def twin_of(model: type[Entity]) -> type[BaseModel]:
    """The model as pydantic knows it."""
    fields: dict[str, Any] = {"id": (str, "")}
    for name, shape in fields_of(model).items():
        fields[name] = (_type_of(shape), ... if shape.is_required else shape.default)
    twin: type[BaseModel] = create_model(model.__name__, __config__=ConfigDict(extra="allow"), **fields)
    return twin


def _type_of(shape: FieldShape) -> Any:
    if shape.kind == "value":
        return shape.annotation
    inner = Annotated[InstanceOf[shape.model], BeforeValidator(lambda value: _built(shape.model, value))]  # type: ignore[name-defined]
    return tuple[inner, ...] if shape.kind == "collection" else inner | None


def _built(model: type[Entity], value: Any) -> Any:
    return model.built(value) if isinstance(value, Mapping) else value
