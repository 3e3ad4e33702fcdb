"""What was worked out for one plan is used for the next only where nobody touched what it follows from."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from octotui.plan.attention import attention
from octotui.plan.base import fields_of
from octotui.plan.edits import apply
from octotui.plan.kept import Kept
from octotui.plan.plan import Plan
from octotui.plan.reading import read_plan
from octotui.store.document import parse
from tests.conftest import SAMPLES
from tests.plan.plans import edits_for, plans

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
SAMPLE = parse((SAMPLES / "octoacme.toml").read_bytes(), "octoacme.toml").plan
BUSY = read_plan(
    {
        "people": {"li": {"name": "Li", "roles": ["rm"]}},
        "roles": [{"id": "rm", "name": "Release Manager"}, {"id": "qa", "name": "QA"}],
        "batches": [{"id": f"b-{n}", "name": f"B {n}", "owner": "li", "status": "in-progress"} for n in range(5)],
    }
)[0]
"""Where somebody has too much in hand, and one role of two is filled."""


def without(plan: Plan, area: str) -> Plan:
    return Plan.built({name: value for name, value in plan.given().items() if name != area})


def test_it_is_worked_out_once_for_the_same_parts_and_anew_for_others():
    kept, works = Kept(), []
    things = ("a", "b")
    for parts in ((1, things), (1, ("a", "b")), (2, things), (2, things)):
        kept.of("sum", parts, lambda: works.append(1))
    assert len(works) == 2


@pytest.mark.parametrize("area", fields_of(Plan))
def test_every_rule_of_attention_says_which_areas_it_looks_at(area):
    for plan in (SAMPLE, BUSY):
        kept = Kept()
        attention(plan, NOW, kept)
        assert attention(without(plan, area), NOW, kept) == attention(without(plan, area), NOW)


@settings(max_examples=60)
@given(st.data())
def test_after_any_edits_attention_is_what_it_is_without_the_plan_before(data):
    plan, kept = data.draw(plans()), Kept()
    attention(plan, NOW, kept)
    after = apply(plan, data.draw(edits_for(plan)))
    assert attention(after, NOW, kept) == attention(after, NOW)
