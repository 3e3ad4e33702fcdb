"""From a path of ids to where it stands in a file's own keys and positions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

from octotui.plan.base import Entity, FieldShape, fields_of
from octotui.plan.edits import Path
from octotui.plan.frozen import Frozen
from octotui.plan.plan import Plan
from octotui.plan.problems import RawPath
from octotui.plan.reading import children_of, written_id

Index: TypeAlias = dict[int, dict[str, tuple[str | int, Any]]]
"""Key and data of the entries by id, for each collection that was looked into; it is known by its identity."""


class Spot(Frozen):
    """An entity in the data of a file, in whatever form it is written there; ``beside`` is the collection it is in."""

    model: type[Entity]
    raw: Any
    place: RawPath
    beside: Any = None

    @property
    def is_short(self) -> bool:
        """Whether it is a bare value that stands for a table."""
        return not isinstance(self.raw, Mapping)


class Field(Frozen):
    """A field of an entity: where its value stands, if it is written."""

    shape: FieldShape | None
    raw: Any
    place: RawPath


def key_of(spot: Spot, field: str) -> str | None:
    """The key that a field, or an unknown key, has in the file; one with a value comes first."""
    if spot.is_short:
        return None
    if spot.model.field_of(field) != field:
        return field if field in spot.raw else None
    keys = [key for key in spot.raw if spot.model.field_of(str(key)) == field]
    return next((key for key in keys if spot.raw[key] is not None), keys[0] if keys else None)


def field_at(spot: Spot, name: str) -> Field | None:
    """A field of an entity as it is written; None if it is not."""
    shape = fields_of(spot.model).get(name)
    short = spot.model.short
    if not spot.is_short:
        key = key_of(spot, name)
        return None if key is None else Field(shape, spot.raw[key], (*spot.place, key))
    if short == name:
        return Field(shape, spot.raw, spot.place)
    if isinstance(short, tuple) and name in short:
        index = short.index(name)
        return Field(shape, spot.raw[index], (*spot.place, index))
    return None


def entry_at(field: Field, wanted: str, index: Index | None = None) -> Spot | None:
    """The entry of a collection with an id; None if there is none."""
    if field.shape is None or field.raw is None:
        return None
    if index is None and wanted and isinstance(field.raw, list):  # an id that is written is nobody else's
        written = next((at for at, value in enumerate(field.raw) if written_id(value) == wanted), None)
        if written is not None:
            return Spot(field.shape.model, field.raw[written], (*field.place, written), field.raw)
    index = {} if index is None else index
    entries = index.get(id(field.raw))
    if entries is None:
        children = reversed(children_of(field.shape.model, field.raw))  # of two with the same id the first counts
        entries = index[id(field.raw)] = {entry_id: (key, value) for key, value, entry_id in children}
    if wanted not in entries:
        return None
    key, value = entries[wanted]
    return Spot(field.shape.model, value, (*field.place, key), field.raw)


def entity_at(raw: Mapping[str, Any], path: Path, index: Index | None = None) -> Spot | None:
    """The entity at a path (the empty path is the plan); None if the path leads to nothing that is written.

    Args:
        raw: The data of a file.
        path: A path of ids.
        index: For who looks for many things in data that does not change meanwhile; it is kept up.
    """
    spot: Spot | None = Spot(Plan, raw, ())
    steps = list(path)
    while steps and spot is not None:
        field = field_at(spot, steps.pop(0))
        if field is None or field.shape is None or field.raw is None:
            return None
        if field.shape.kind == "part":
            spot = Spot(field.shape.model, field.raw, field.place)
        elif field.shape.kind == "collection" and steps:
            spot = entry_at(field, steps.pop(0), index)
        else:
            return None
    return spot


def collection_at(raw: Mapping[str, Any], path: Path, index: Index | None = None) -> Field | None:
    """The collection at a path that ends in its field; None if it is not written. See `entity_at`."""
    owner = entity_at(raw, path[:-1], index)
    field = field_at(owner, path[-1]) if owner else None
    return field if field is not None and field.raw is not None else None


def nearest_place(raw: Mapping[str, Any], path: Path, index: Index | None = None) -> RawPath:
    """The place of what a path names, or of the nearest thing around it that is written. See `entity_at`."""
    index = {} if index is None else index
    for length in range(len(path), 0, -1):
        if (spot := entity_at(raw, path[:length], index)) is not None:
            return spot.place
        owner = entity_at(raw, path[: length - 1], index)
        if owner is not None and (field := field_at(owner, path[length - 1])) is not None:
            return field.place
    return ()
