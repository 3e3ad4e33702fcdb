"""From the data of a file to a plan: keys in any spelling, short forms, implied ids; what is wrong as problems."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, Final, Literal, TypeVar, get_args, get_origin

from octotui.plan.base import Entity, FieldShape, fields_of
from octotui.plan.naming import snake
from octotui.plan.plan import Plan
from octotui.plan.problems import Level, PlanError, Problem, RawPath, did_you_mean, has_errors, quoted
from octotui.plan.quick_reading import expand, ids_of, implied_id, quick_entity, written_id
from octotui.plan.rereading import Reading
from octotui.plan.rules import Unfit
from octotui.plan.values import is_countable, is_too_deep, plain

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

__all__ = ["Reading", "expand", "read_entity", "read_plan", "written_id"]

E = TypeVar("E", bound=Entity)

KNOWN_EXTRAS = frozenset({"$schema", "internal"})  # see `plan.secrecy`
IN_SECTION: Final = 2
"""So many steps lead to a thing of a section: the section, and the thing's key or number."""
_NUMBERED: Final = re.compile(r"-\d+$")


def read_plan(raw: Mapping[str, Any], before: Reading | None = None) -> tuple[Plan, list[Problem]]:
    """Read the data of a file as a plan.

    Args:
        raw: The data as the file's parser gives it.
        before: What was read earlier; things whose data is the same are taken from there as they are.

    Returns:
        The plan, and warnings with their place in the data.

    Raises:
        PlanError: Something in the data cannot be understood; every such thing is named.
    """
    reader = _Reader(before)
    plan = reader.entity(Plan, raw, ()) if reader.is_readable(raw) else None
    if plan is None or has_errors(reader.problems):
        raise PlanError(reader.problems)
    return plan, reader.problems


def read_entity(model: type[E], raw: Any, entity_id: str = "") -> E:
    """Read one entity from data in any of its written forms, for a value that an edit adds.

    Raises:
        PlanError: The data does not fit the model.
    """
    reader = _Reader()
    entity = reader.entity(model, raw, (), entity_id)
    if entity is None or has_errors(reader.problems):
        raise PlanError(reader.problems)
    return entity


def key_id(model: type[Entity], key: str) -> str:
    """The id of a thing that is written under a key of a table."""
    return snake(key) if model.snake_ids else key


def children_of(model: type[Entity], raw: Any) -> list[tuple[str | int, Any, str]]:
    """The entries of a collection in either written form: key or position, data, id.

    Ids that are left out follow from the entry, and get ``-2``, ``-3`` … where another has them.
    """
    if isinstance(raw, Mapping):
        return [(key, value, key_id(model, key)) for key, value in raw.items() if value is not None]
    entries = [(index, value) for index, value in enumerate(raw) if value is not None]
    ids = ids_of(model, [value for _, value in entries])
    return [(index, value, entry_id) for (index, value), entry_id in zip(entries, ids, strict=True)]


def _is_numbered(model: type[Entity], raw: Any, entry_id: str) -> bool:
    """Whether an id that nobody wrote got a number, for another thing has the one that follows from its name."""
    if written_id(raw) or not model.writes_id or not _NUMBERED.search(entry_id):
        return False
    return implied_id(model, raw) != entry_id


def _unlike(section: Any, known: Any) -> Any:
    """What of a section is not the very same as what is known; all of it where that is not plain."""
    if section is known:
        return None
    if isinstance(section, list) and isinstance(known, list) and len(section) == len(known):
        return [one for one, other in zip(section, known, strict=True) if one is not other]
    if isinstance(section, dict) and isinstance(known, dict):
        return {key: value for key, value in section.items() if value is not known.get(key)}
    return section


class _Reader:
    """Walks the data by the models' shapes and collects what is wrong on the way."""

    def __init__(self, before: Reading | None = None) -> None:
        self.problems: list[Problem] = []
        self._before = before

    def is_readable(self, raw: Mapping[str, Any]) -> bool:
        """Whether the data can be walked at all; what was walked before can."""
        known = self._before.raw if self._before else {}
        for key in (key for key, value in raw.items() if is_too_deep(_unlike(value, known.get(key)))):
            self._say((key,), "too many tables and lists inside of each other", "flatten it")
        return not self.problems

    def entity(self, model: type[E], raw: Any, place: RawPath, entity_id: str = "") -> E | None:
        if place and (known := self._known(model, raw, place, entity_id)):
            return known
        data = expand(model, raw)
        if not isinstance(data, Mapping):
            self._say(place, f"{_name_of(place)} is {_kind_of(raw)}", f"write a table with {_keys_of(model)}")
            return None
        values: dict[str, Any] = {}
        keys: dict[str, RawPath] = {}
        shapes = fields_of(model)
        for key, value in data.items():
            field = model.field_of(str(key))
            here = (*place, key) if data is raw else place
            if field is None:
                self._unknown(model, str(key), value, here)
                if value is not None:
                    values[str(key)] = plain(value)
            elif field in keys:
                self._say(here, f"{quoted(key)} says {field} a second time", "keep one of the two")
            elif value is not None:
                keys[field] = here
                read = self._field(shapes.get(field), value, here)
                if read is not None:
                    values[field] = read
        if entity_id:
            self._keep_id(values, keys, entity_id)
        return self._build(model, values, keys, place)

    def _known(self, model: type[E], raw: Any, place: RawPath, entity_id: str) -> E | None:
        """What was read before, or can be read without a word."""
        if self._before and len(place) == IN_SECTION:
            before = self._before.thing(place, entity_id, raw)
            if isinstance(before, model):
                return before
        return quick_entity(model, raw, entity_id)

    def _keep_id(self, values: dict[str, Any], keys: dict[str, RawPath], entity_id: str) -> None:
        written = values.get("id")
        if written == "":
            self._say(keys["id"], "id is empty", "give it an id, or leave the key out")
        elif isinstance(written, str) and written != entity_id:
            self._say(keys["id"], f"id {quoted(written)} is not its key {quoted(entity_id)}", "leave the id out")
        if written is None or isinstance(written, str):
            values["id"] = entity_id

    def _field(self, shape: FieldShape | None, value: Any, place: RawPath) -> Any:
        if shape is None or shape.kind == "value":
            return plain(value)
        if shape.kind == "part":
            part = self.entity(shape.model, value, place)
            return None if part is None or part.is_empty else part
        return self._collection(shape.model, value, place)

    def _collection(self, model: type[Entity], raw: Any, place: RawPath) -> tuple[Entity, ...] | None:
        if not isinstance(raw, (Mapping, list, tuple)):
            self._say(place, f"{_name_of(place)} is {_kind_of(raw)}", f"write a list of tables with {_keys_of(model)}")
            return None
        if self._before and len(place) < IN_SECTION and (before := self._before.section(place, raw)) is not None:
            return before
        seen: set[str] = set()
        entities: list[Entity] = []
        for key, value, entry_id in children_of(model, raw):
            if entry_id in seen:
                self._say(
                    (*place, key, "id"),
                    f"id {quoted(entry_id)} is there twice in {_name_of(place)}",
                    "give it another id",
                )
            elif len(place) < IN_SECTION and isinstance(key, int) and _is_numbered(model, value, entry_id):
                what = f"the id of this one is {quoted(entry_id)}, for another one before it is called the same"
                self._say((*place, key), what, "give it an id of its own, or another name", "warning")
            seen.add(entry_id)
            if (entity := self.entity(model, value, (*place, key), entry_id)) is not None:
                entities.append(entity)
        return tuple(entities)

    def _build(self, model: type[E], values: dict[str, Any], keys: Mapping[str, RawPath], place: RawPath) -> E | None:
        try:
            return model.built(values)
        except Unfit as error:
            for detail in _once_per_field(error.details):
                field = str(detail["loc"][0]) if detail["loc"] else ""
                self._say(keys.get(field, place), *explain(model, field, detail))
            return None

    def _unknown(self, model: type[Entity], key: str, value: Any, place: RawPath) -> None:
        if not is_countable(value):
            what = f"{quoted(key)} has a number or a day that nobody can count with"
            self._say(place, what, "write a finite number of at most 18 digits, and years from 2 to 9998")
        if key not in KNOWN_EXTRAS:
            known = [*fields_of(model), *model.synonyms]
            self._say(place, f"unknown key {quoted(key)}, kept as it is", did_you_mean(snake(key), known), "warning")

    def _say(self, place: RawPath, what: str, mend: str = "", level: Level = "error") -> None:
        self.problems.append(Problem(level, what, mend, raw_path=place))


def explain(model: type[Entity], field: str, detail: ErrorDetails) -> tuple[str, str]:
    """A validation error in plain words: what is wrong, and what would be right."""
    kind, value, context = detail["type"], detail.get("input"), detail.get("ctx", {})
    if kind == "missing":
        return f"{_article(model)} without {field}", f"add {field} = …"
    if kind == "literal_error":
        shape = fields_of(model)[field].annotation
        return f"{field}: unknown value {quoted(value)}", did_you_mean(str(value), literals(shape))
    if kind in ("greater_than_equal", "less_than_equal"):
        return f"{field} is {_kind_of(value)}", _range_of(field, value, context)
    if kind == "value_error":
        return f"{field}: {context.get('error', detail['msg'])}", ""
    if kind == "tuple_type" and isinstance(value, date):
        return f"{field} is {value}", f"write a list of days: {field} = [{value}]"
    wanted = _WANTED.get(kind, detail["msg"].lower())
    return f"{field} is {_kind_of(value)}", f"write {wanted}"


_WANTED = {
    "string_type": "text in quotes",
    "bool_type": "true or false",
    "int_type": "a number",
    "float_type": "a number",
    "tuple_type": "a list of texts",
    "model_type": "a table",
}


def literals(annotation: Any) -> tuple[str, ...]:
    """The words a field may hold, if it is a choice; else none. Looks through Optional and Annotated."""
    if get_origin(annotation) is Literal:
        return tuple(str(value) for value in get_args(annotation))
    return next((found for inner in get_args(annotation) if (found := literals(inner))), ())


def _once_per_field(details: Iterable[ErrorDetails]) -> Iterable[ErrorDetails]:
    """A union says what each of its members missed; one of them is enough, and a bound tells more than a type."""
    best: dict[str, ErrorDetails] = {}
    for detail in details:
        field = str(detail["loc"][0]) if detail["loc"] else ""
        if field not in best or detail["type"] in ("greater_than_equal", "less_than_equal"):
            best[field] = detail
    return best.values()


def _range_of(field: str, value: Any, bounds: Mapping[str, Any]) -> str:
    if field == "progress":
        return "write 0 to 100"
    if isinstance(value, float) and math.isnan(value):
        return "write a number, or leave the key out"
    return f"write {bounds['ge']:g} or more" if "ge" in bounds else f"write {bounds['le']:g} or less"


def _article(model: type[Entity]) -> str:
    name = model.__name__.lower()
    return f"{'an' if name[0] in 'aeiou' else 'a'} {name}"


def _keys_of(model: type[Entity]) -> str:
    return ", ".join(list(fields_of(model))[:3]) + " …"


def _name_of(place: RawPath) -> str:
    return next((quoted(part) for part in reversed(place) if isinstance(part, str)), "the plan")


def _kind_of(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Mapping):
        return "a table"
    if isinstance(value, (list, tuple)):
        return "a list"
    if isinstance(value, str):
        return f"the text {quoted(value)}"
    return str(value) if is_countable(value) or isinstance(value, float) else "a number of many digits"
