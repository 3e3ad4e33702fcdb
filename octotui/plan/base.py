"""What every thing in a plan is: an unchangeable model with an id, that keeps the keys it does not know."""

from __future__ import annotations

import sys
import types
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from typing import (
    TYPE_CHECKING,
    Any,
    ClassVar,
    Final,
    Literal,
    NoReturn,
    Self,
    TypeVar,
    Union,
    dataclass_transform,
    get_args,
    get_origin,
)

from octotui.plan.frozen import Frozen
from octotui.plan.naming import slug, snake
from octotui.plan.rules import DOUBT, Quick, quick_for

Kind = Literal["value", "part", "collection"]
E = TypeVar("E", bound="Entity")

if TYPE_CHECKING:
    from abc import ABCMeta as Class  # without a metaclass, mypy takes ``type[Entity]`` for nothing to cache by
else:
    Class = type


@dataclass_transform(frozen_default=True, kw_only_default=True)
class _Model:
    """Tells type checkers that the annotations of what comes from it are fields."""

    __slots__ = ("_extras",)

    _extras: Mapping[str, Any]


class Entity(_Model, metaclass=Class):
    """A thing in a plan. Its class says how it may be written, so that one reader serves them all.

    The annotations are its fields; a field with a default may be left out. An instance holds what was given, a default
    stays in the class.

    Attributes:
        id: Unique in its collection. If the file leaves it out, it follows from ``identity``.
    """

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

    def __init__(self, **values: Any) -> None:
        """A thing of these fields and unknown keys.

        Raises:
            Unfit: A value does not fit its field.
        """
        own, extras = judged(type(self), values)
        self.__dict__.update(own)
        _set_extras(self, extras)

    def __setattr__(self, name: str, *_: Any) -> NoReturn:
        raise AttributeError(f"{name} cannot be changed: a thing in a plan is frozen")

    __delattr__ = __setattr__

    def __eq__(self, other: object) -> bool:
        """Whether it says the same: what is left out says its default."""
        if self is other:
            return True
        if type(self) is not type(other):
            return NotImplemented
        assert isinstance(other, Entity)
        mine, theirs = self.__dict__, other.__dict__
        return self._extras == other._extras and (
            mine == theirs or all(getattr(self, name) == getattr(other, name) for name in mine.keys() | theirs.keys())
        )

    def __hash__(self) -> int:
        return hash((type(self), *(getattr(self, name) for name in fields_of(type(self)))))

    def __reduce__(self) -> tuple[Any, ...]:
        return made, (type(self), self.__dict__, dict(self._extras))

    def __repr__(self) -> str:
        given = ", ".join(f"{name}={value!r}" for name, value in self.given().items())
        return f"{type(self).__name__}({given})"

    @property
    def extras(self) -> Mapping[str, Any]:
        """The keys nobody knows, kept as they came."""
        return self._extras

    def is_given(self, name: str) -> bool:
        """Whether a field was given, be it with its default."""
        return name in self.__dict__

    @property
    def label(self) -> str:
        """What a person calls it: its name, title or text, else its id."""
        for name in ("name", "title", "text"):
            if value := getattr(self, name, ""):
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
        here = self.__dict__
        return {name: here[name] for name in ("id", *fields_of(type(self))) if name in here} | dict(self._extras)

    def values(self) -> dict[str, Any]:
        """What every field says, given or not."""
        return {name: getattr(self, name) for name in ("id", *fields_of(type(self)))}

    @property
    def is_empty(self) -> bool:
        """Whether nothing was given; an empty part is the same as none."""
        return all(value in (None, ()) for value in self.given().values())

    @classmethod
    def built(cls, values: Mapping[str, Any]) -> Self:
        """An entity of these fields and unknown keys.

        Raises:
            Unfit: A value does not fit its field.
        """
        return made(cls, *judged(cls, values))

    def changed(self, field: str, value: Any) -> Self:
        """A copy with another value of a field or an unknown key; None takes it away.

        Raises:
            Unfit: The value does not fit the field.
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


_NOTHING: Final[Mapping[str, Any]] = types.MappingProxyType({})
_REQUIRED: Final = object()
_set_extras: Final = vars(_Model)["_extras"].__set__


def made(model: type[E], own: Mapping[str, Any], extras: Mapping[str, Any] = _NOTHING) -> E:
    """An entity of values that are known to fit."""
    entity = object.__new__(model)
    entity.__dict__.update(own)
    _set_extras(entity, extras)
    return entity


def judged(model: type[Entity], values: Mapping[str, Any]) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    """The values as a model's fields hold them, and the keys it does not know.

    Raises:
        Unfit: A value does not fit its field, or one that is needed is not there.
    """
    fields = quick_fields(model)
    own: dict[str, Any] = {}
    extras: dict[str, Any] = {}
    for name, value in values.items():
        judge = fields.get(name)
        if judge is None:
            extras[name] = value
        elif (found := judge(value)) is DOUBT:
            break
        else:
            own[name] = found
    else:
        if needed_by(model) <= own.keys():
            return own, extras
    from octotui.plan.judging import judge as judge_thoroughly  # brings pydantic along, for the few who need it

    return judge_thoroughly(model, values)


class FieldShape(Frozen, beside=("annotation",)):
    """How a field is built: a value, one entity, or many of them.

    Attributes:
        name: The field.
        kind: ``value``, ``part`` (one entity or none) or ``collection`` (entities by id).
        model: The entity's class, for parts and collections.
        annotation: Its type, with the rules for its values.
        default: What it says where it was not given; None for one that is required.
        is_required: Whether it must be given.
    """

    name: str
    kind: Kind
    model: type[Entity]
    annotation: Any
    default: Any = None
    is_required: bool = False


@cache
def fields_of(model: type[Entity]) -> Mapping[str, FieldShape]:
    """The shape of a model's fields, in order, without ``id``."""
    return {name: _shape(model, name, hint) for name, hint in _hints(model).items() if name != "id"}


@cache
def quick_fields(model: type[Entity]) -> Mapping[str, Quick]:
    """What judges each field's values at once, by field, ``id`` among them."""
    return {name: quick_for(hint) for name, hint in _hints(model).items()}


@cache
def needed_by(model: type[Entity]) -> frozenset[str]:
    """The fields that must be given."""
    return frozenset(name for name, shape in fields_of(model).items() if shape.is_required)


@cache
def _hints(model: type[Entity]) -> Mapping[str, Any]:
    """The types of the fields, ``id`` first."""
    found: dict[str, Any] = {}
    for kind in reversed(model.__mro__[:-1]):
        for name, hint in kind.__annotations__.items():
            if not name.startswith("_") and not str(hint).startswith("ClassVar"):
                found[name] = _type(hint, kind.__module__)
    return found


@cache
def _type(hint: Any, module: str) -> Any:
    """What an annotation of a module stands for."""
    return eval(hint, vars(sys.modules[module])) if isinstance(hint, str) else hint  # noqa: S307  # our own annotations


def _shape(model: type[Entity], name: str, annotation: Any) -> FieldShape:
    kind, inner = _kind_of(annotation)
    default = getattr(model, name, _REQUIRED)
    is_required = default is _REQUIRED
    return FieldShape(name, kind, inner, annotation, None if is_required else default, is_required)


def _kind_of(annotation: Any) -> tuple[Kind, type[Entity]]:
    origin = get_origin(annotation)
    if origin is tuple:
        inner = get_args(annotation)[0]
        if isinstance(inner, type) and issubclass(inner, Entity):
            return "collection", inner
    choices = get_args(annotation) if origin in (Union, types.UnionType) else (annotation,)
    for choice in choices:
        if isinstance(choice, type) and issubclass(choice, Entity):
            return "part", choice
    return "value", Entity
