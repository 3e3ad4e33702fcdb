"""What is plainly right is read at once, and as pydantic and the thorough reading would; what was read is kept."""

from __future__ import annotations

import copy
import math
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from octotui.plan import reading
from octotui.plan.base import Entity, fields_of, quick_fields
from octotui.plan.judging import twin_of
from octotui.plan.plan import Plan
from octotui.plan.problems import PlanError
from octotui.plan.reading import Reading, read_plan
from octotui.plan.rereading import alike
from octotui.plan.rules import DOUBT
from tests.conftest import SAMPLES
from tests.plan.plans import POOL, raw_entities, values_for

ODD: tuple[Any, ...] = (
    *("\ud800", " ", "security", "1", 1, 2, "Week 3", "2026-11-20T09:30:00Z", "20261120", " 2026-11-20 "),
    *(-1, 101, 100.5, 10**15, 10**15 + 1, 2**70, math.nan, math.inf, -0.0, 1.0, None, b"bytes", object),
    *(date(1800, 1, 1), datetime(2026, 11, 20, 9, 30), datetime(1, 1, 1, tzinfo=UTC)),  # noqa: DTZ001
    datetime(9999, 12, 31, 23, tzinfo=timezone(-timedelta(hours=5))),
    *((1,), ("a", 1), (None,), [], ["a"], [date(2026, 1, 1)], {}, {"id": "a"}),
)
MODELS = sorted(
    {model for shape in fields_of(Plan).values() for model in (shape.model,)}
    | {inner.model for shape in fields_of(Plan).values() for inner in fields_of(shape.model).values()} - {Entity},
    key=lambda model: model.__name__,
)


@pytest.mark.parametrize("model", MODELS)
def test_what_is_taken_at_once_is_what_pydantic_makes_of_it(model):
    for name, judge in quick_fields(model).items():
        if name != "id" and fields_of(model)[name].kind != "value":
            continue
        for value in (*POOL, *ODD):
            found = judge(value)
            if found is not DOUBT:
                assert same(found, thoroughly(model, name, value)), (name, value)


def thoroughly(model, name, value):
    needed = {shape.name: values_for(model, shape.name)[0] for shape in fields_of(model).values() if shape.is_required}
    try:
        return getattr(twin_of(model).model_validate({**needed, name: value}), name)
    except ValidationError:
        return DOUBT


def same(one, other):
    return type(one) is type(other) and repr(one) == repr(other)


@settings(max_examples=150, deadline=None)
@given(raw=raw_entities(Plan))
def test_both_ways_of_reading_read_the_same(raw):
    at_once = outcome(raw)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "quick_entity", lambda *_: None)
        assert outcome(raw) == at_once


def outcome(raw, before=None):
    try:
        plan, noted = read_plan(raw, before)
    except PlanError as error:
        return error.problems
    return said(plan), noted


def said(entity: Entity) -> Any:
    """All that an entity and those in it were given, in order."""
    return [(name, told(value)) for name, value in entity.given().items()]


def told(value: Any) -> Any:
    if isinstance(value, Entity):
        return said(value)
    if isinstance(value, tuple):
        return [told(item) for item in value]
    return repr(value)


@settings(max_examples=150, deadline=None)
@given(one=raw_entities(Plan), other=raw_entities(Plan), data=st.data())
def test_what_was_read_before_changes_nothing_in_what_is_read(one, other, data):
    try:
        before = Reading(one, *read_plan(one))
    except PlanError:
        return
    taken = data.draw(st.sets(st.sampled_from([*other, "nothing"]))) - {"nothing"}
    mixed = copy.deepcopy(one) | {key: other[key] for key in taken}
    assert outcome(mixed, before) == outcome(mixed)


@pytest.mark.parametrize("name", ["octoacme.toml", "execution-plan.json"])
def test_of_a_plan_with_one_change_all_but_what_changed_are_the_same_things(name):
    from octotui.store.document import parse

    data = (SAMPLES / name).read_bytes()
    before = parse(data, name)
    raw = copy.deepcopy(before.raw)
    entries = raw["batches"]
    key = next(iter(entries)) if isinstance(entries, dict) else 0
    entries[key]["owner"] = "somebody else"
    plan, _ = read_plan(raw, Reading(before.raw, before.plan, before.noted))

    first, *others = plan.batches
    assert first.owner == "somebody else"
    assert all(one is other for one, other in zip(others, before.plan.batches[1:], strict=True))
    assert plan.risks is before.plan.risks


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (1, True),
        (1, 1.0),
        (0.0, -0.0),
        ({"a": 1}, {"a": 1.0}),
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}),
        ([{"a": [1]}], [{"a": [True]}]),
        (date(2026, 1, 1), datetime(2026, 1, 1, tzinfo=UTC)),
        (datetime(2026, 1, 1, 10, tzinfo=UTC), datetime(2026, 1, 1, 12, tzinfo=timezone(timedelta(hours=2)))),
    ],
)
def test_data_that_only_looks_the_same_is_not_alike(one, other):
    assert not alike(one, other)
    assert alike(one, copy.deepcopy(one))
    assert alike(other, copy.deepcopy(other))


def test_a_plan_that_is_plainly_right_is_read_without_pydantic():
    code = "import sys; from octotui.store.document import parse; parse(open(sys.argv[1], 'rb').read(), 'p.toml');"
    code += "print('pydantic' in sys.modules)"
    run = [sys.executable, "-c", code, str(SAMPLES / "octoacme.toml")]
    assert subprocess.run(run, capture_output=True, text=True, check=True).stdout.strip() == "False"
