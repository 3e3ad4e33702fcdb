"""The JSON Schema of a plan file, from the models by their shapes: editors complete and check plans with it."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final, Literal

from octotui.plan.base import Entity, FieldShape, fields_of
from octotui.plan.naming import camel
from octotui.plan.plan import Plan

Spelling = Literal["snake", "camel"]
Schema = dict[str, Any]

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
_ATTRIBUTE: Final = re.compile(r"^ {4}(\w+): (.*(?:\n {8}.*)*)", re.MULTILINE)
_NOISE: Final = ("title", "default")


def plan_schema(spelling: Spelling = "snake") -> Schema:
    """The schema, in JSON Schema 2020-12.

    Args:
        spelling: How keys are offered first: ``snake`` as TOML has them, ``camel`` as JSON has them. Either
            spelling is understood in either format, so the other one is there too.

    Returns:
        A schema that allows unknown keys, for a plan keeps them.
    """
    definitions = {model.__name__: _object(model, spelling) for model in _models(Plan) if model is not Plan}
    plan = _object(Plan, spelling)
    plan["properties"] = {"$schema": {"type": "string"}, **plan["properties"]}
    return {"$schema": DIALECT, "title": "octotui plan", **plan, "$defs": dict(sorted(definitions.items()))}


def _models(model: type[Entity]) -> set[type[Entity]]:
    found, waiting = set[type[Entity]](), [model]
    while waiting:
        here = waiting.pop()
        if here not in found:
            found.add(here)
            waiting += [shape.model for shape in fields_of(here).values() if shape.kind != "value"]
    return found


def _object(model: type[Entity], spelling: Spelling) -> Schema:
    """A model as a table."""
    properties: Schema = {} if model is Plan else {"id": {"type": "string", "minLength": 1}}
    required: list[str] = []
    either: list[Schema] = []
    about = _attributes(model)
    for name, shape in fields_of(model).items():
        schema = _field(model, shape)
        if name in about:
            schema = {"description": about[name], **schema}
        spellings = list(_spellings(model, name, spelling))
        properties |= dict.fromkeys(spellings, schema)
        if shape.is_required and len(spellings) == 1:
            required.append(name)
        elif shape.is_required:
            either.append({"anyOf": [{"required": [key]} for key in spellings]})
    found = {"type": "object", "description": _summary(model), "properties": properties, "additionalProperties": True}
    return found | ({"required": required} if required else {}) | ({"allOf": either} if either else {})


def _spellings(model: type[Entity], name: str, spelling: Spelling) -> Iterator[str]:
    """The keys that name a field, the best first."""
    names = [name, *(other for other, field in model.synonyms.items() if field == name)]
    for known in names:
        both = (known, camel(known)) if spelling == "snake" else (camel(known), known)
        yield from dict.fromkeys(both)


def _field(model: type[Entity], shape: FieldShape) -> Schema:
    if shape.kind == "value":
        return _value(model, shape.name)
    if shape.kind == "part":
        return _written(shape.model)
    one = _written(shape.model)
    forms: list[Schema] = [{"type": "array", "items": one}, {"type": "object", "additionalProperties": one}]
    return {"anyOf": forms[::-1] if shape.model.keyed else forms}


def _written(model: type[Entity]) -> Schema:
    """One entity in any of its written forms: the table, and the short form where there is one."""
    table = {"$ref": f"#/$defs/{model.__name__}"}
    shapes = fields_of(model)
    if isinstance(model.short, str):
        return {"anyOf": [table, _field(model, shapes[model.short])]} if model.short else table
    if not model.short:
        return table
    entries = [_field(model, shapes[name]) for name in model.short]
    row = {"type": "array", "prefixItems": entries, "minItems": len(entries), "maxItems": len(entries)}
    return {"anyOf": [table, row]}


def _value(model: type[Entity], name: str) -> Schema:
    """A plain value, as pydantic describes it, without what only pydantic wants to know."""
    from pydantic import TypeAdapter

    described: Schema = TypeAdapter(fields_of(model)[name].annotation).json_schema()
    return _tidy(described)


def _tidy(schema: Mapping[str, Any]) -> Schema:
    tidy = {key: value for key, value in schema.items() if key not in _NOISE}
    if "items" in tidy:
        tidy["items"] = _tidy(tidy["items"])
    if tidy.get("format") == "date-time":
        return {"type": "string", "anyOf": [{"format": "date-time"}, {"format": "date"}]}
    if "anyOf" not in tidy:
        return tidy
    choices = [_tidy(choice) for choice in tidy.pop("anyOf") if choice != {"type": "null"}]
    kinds = [choice.get("type") for choice in choices]
    if "integer" in kinds and "number" in kinds:
        return choices[kinds.index("number")]
    if kinds == ["string", "string"]:  # a day or weeks in words
        return {"type": "string"}
    return choices[0] if len(choices) == 1 else {"anyOf": choices}


def _summary(model: type[Entity]) -> str:
    """The first paragraph of the docstring."""
    return _flowing(inspect.getdoc(model) or "").split("\n\n")[0].replace("\n", " ")


def _attributes(model: type[Entity]) -> dict[str, str]:
    """What the docstring says about the fields, by field."""
    _, _, section = (inspect.getdoc(model) or "").partition("Attributes:\n")
    return {match[1]: " ".join(_flowing(match[2]).split()) for match in _ATTRIBUTE.finditer(section)}


def _flowing(text: str) -> str:
    return text.replace("``", "")
