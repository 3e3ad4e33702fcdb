"""The parts of a thing: mitigations of a risk, approvals of a change, the pull request of a card."""

from __future__ import annotations

from typing import Final

from octotui.plan.base import Entity, FieldShape, fields_of
from octotui.plan.edits import Path
from octotui.plan.escalations import HistoryEntry
from octotui.plan.naming import snake
from octotui.plan.releases import Release

RECORDED: Final = frozenset({HistoryEntry})
"""Parts that octotui writes as things happen."""
TICKS_OF_THE_MATRIX: Final = (Release, "done")


def name_of(model: type[Entity]) -> str:
    """What people call a kind of thing: ``RiskReview`` is "risk review"."""
    return snake(model.__name__).replace("_", " ")


def shape_at(model: type[Entity], path: Path) -> FieldShape:
    """How the field is built that a path leads to, or that holds the thing it leads to.

    Args:
        model: What the path starts in.
        path: Ids and fields; each collection's name is followed by an id, but perhaps the last.
    """
    shape = fields_of(model)[path[0]]
    rest = path[2 if shape.kind == "collection" else 1 :]
    return shape_at(shape.model, rest) if rest else shape


def parts_to_add(thing: Entity) -> list[FieldShape]:
    """The kinds of parts that a person can give to a thing: any number of some, one of others while there is none."""
    return [
        shape
        for shape in fields_of(type(thing)).values()
        if shape.kind != "value"
        and shape.model not in RECORDED
        and (type(thing), shape.name) != TICKS_OF_THE_MATRIX
        and (shape.kind == "collection" or getattr(thing, shape.name) is None)
    ]


def has_to_be_named(model: type[Entity]) -> bool:
    """Whether a new one needs an id from whoever makes it, because none follows from its fields."""
    return bool(model.identity) and not any(field in fields_of(model) for field in model.identity)
