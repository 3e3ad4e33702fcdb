"""The contingency plan begins, and that is taken back."""

from __future__ import annotations

from datetime import UTC, datetime

from octotui.plan.edits import apply
from octotui.plan.reading import read_plan
from octotui.plan.risk_response import activate

NOW = datetime(2026, 11, 20, 9, 30, 0, 123, tzinfo=UTC)


def plan_of(**risk):
    return read_plan({"risks": [{"id": "r", "title": "R", **risk}]})[0]


def test_a_contingency_begins_with_who_and_when_and_the_status_stays():
    plan = plan_of(status="mitigating", contingency={"trigger": "T", "plan": "P"})

    after = apply(plan, activate(plan.risks[0], "ana", NOW)).risks[0]

    assert after.contingency.activated == NOW.replace(microsecond=0)
    assert (after.contingency.activated_by, after.status) == ("ana", "mitigating")


def test_a_second_time_takes_it_back():
    plan = plan_of(contingency="go round")
    begun = apply(plan, activate(plan.risks[0], "ana", NOW))

    assert apply(begun, activate(begun.risks[0], "bob", NOW)) == plan


def test_without_a_plan_nothing_begins():
    assert activate(plan_of().risks[0], "ana", NOW) == ()
