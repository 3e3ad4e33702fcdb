"""Things by their ids, in short collections and in long ones."""

from __future__ import annotations

import pytest

from octotui.plan import lookup
from octotui.plan.lookup import FEW, by_id
from octotui.plan.reading import read_plan


def risks(count: int):
    return read_plan({"risks": [{"id": f"r-{number}", "title": "R"} for number in range(count)]})[0].risks


@pytest.mark.parametrize("count", [0, 1, FEW, FEW + 1, 500])
def test_each_is_found_and_what_is_not_there_is_not(count):
    things = risks(count)
    assert [by_id(things, one.id) for one in things] == list(things)
    assert by_id(things, "nobody") is None


def test_of_two_with_one_id_it_is_the_first():
    one, other = risks(1)[0], risks(1)[0]
    assert by_id((*risks(FEW)[1:], one, other, *risks(FEW)[1:]), "r-0") is one


def test_a_long_collection_is_looked_through_once():
    things = risks(FEW + 1)
    lookup._index.cache_clear()
    for _ in range(5):
        by_id(things, "r-3")
    assert lookup._index.cache_info().misses == 1
