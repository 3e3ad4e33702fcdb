"""Frozen values: what dataclasses do, they do."""

from __future__ import annotations

import copy
import pickle
from functools import cached_property
from typing import ClassVar

import pytest

from octotui.plan.frozen import Frozen, replace, values_of


class Point(Frozen):
    axes: ClassVar[int] = 2

    x: int
    y: int = 0

    @cached_property
    def far(self) -> int:
        return self.x + self.y


class Named(Point, beside=("note",)):
    name: str = ""
    note: str = ""


class Other(Frozen):
    x: int
    y: int = 0


class Alone(Frozen, eq=False):
    x: int


def test_fields_are_given_by_place_or_by_name_and_defaults_stand_in() -> None:
    assert values_of(Point(1)) == values_of(Point(x=1)) == {"x": 1, "y": 0}
    assert values_of(Point(1, 2)) == values_of(Point(y=2, x=1)) == {"x": 1, "y": 2}
    assert values_of(Named(1, name="a")) == {"x": 1, "y": 0, "name": "a", "note": ""}


@pytest.mark.parametrize(
    ("values", "named", "told"),
    [((), {}, "x"), ((1,), {"x": 2}, "x"), ((1,), {"z": 2}, "z"), ((1, 2, 3), {}, "too many")],
)
def test_a_wrong_field_is_named(values: tuple[int, ...], named: dict[str, int], told: str) -> None:
    with pytest.raises(TypeError, match=told):
        Point(*values, **named)


def test_nothing_changes() -> None:
    point = Point(1)
    for name in ("x", "axes", "new"):
        with pytest.raises(AttributeError):
            setattr(point, name, 5)
    with pytest.raises(AttributeError):
        del point.x


def test_equal_is_what_says_the_same_and_is_of_the_same_kind() -> None:
    assert Point(1, 2) == Point(1, 2) != Point(1, 3)
    assert Point(1, 2) != Other(1, 2)
    assert len({Point(1), Point(1, 0), Point(2)}) == 2
    assert Named(1, note="a") == Named(1, note="b")
    assert Alone(1) != Alone(1)
    known = Point(1)
    assert known.far == 1
    assert known == Point(1)  # what was worked out is no field


def test_a_copy_with_another_value() -> None:
    assert replace(Named(1, 2, "a"), y=3) == Named(1, 3, "a")
    with pytest.raises(TypeError, match="z"):
        replace(Point(1), z=3)


def test_it_is_shown_copied_and_taken_apart() -> None:
    point = Point(1, 2)
    assert repr(point) == "Point(x=1, y=2)"
    assert copy.deepcopy(point) == pickle.loads(pickle.dumps(point)) == point
    match point:
        case Point(x, y):
            assert (x, y) == (1, 2)
