from datetime import date

import pytest

from octotui.plan.edits import apply, invert
from octotui.plan.operations import set_field
from octotui.plan.plan import Plan
from octotui.plan.reading import read_plan
from octotui.plan.records import next_steps, status_field, with_records
from octotui.plan.releases import Vote
from octotui.plan.risks import Risk
from tests.conftest import NOW


def plan(**areas) -> Plan:
    return read_plan(areas)[0]


def after(before: Plan, path, value) -> Plan:
    return apply(before, with_records(before, set_field(before, path, value), "ana", NOW))


def test_a_stamp_comes_with_the_status_and_goes_with_it():
    told = {"impact": {"timeline": "a week"}, "approvals": [{"id": "mara", "by": "mara", "state": "approved"}]}
    before = plan(changes=[{"id": "c", "title": "C", "status": "assessed", **told}])
    approved = after(before, ("changes", "c", "status"), "approved")
    assert approved.changes[0].decided == date(2026, 11, 20)
    implemented = after(approved, ("changes", "c", "status"), "implemented")
    assert (implemented.changes[0].decided, implemented.changes[0].implemented) == (date(2026, 11, 20),) * 2
    assert after(approved, ("changes", "c", "status"), "assessed") == before


def test_a_gate_that_passed_says_who_saw_it_and_when():
    before = plan(batches=[{"id": "b", "name": "B", "gates": [{"id": "unit"}]}])
    gate = after(before, ("batches", "b", "gates", "unit", "passed"), True).batches[0].gates[0]
    assert (gate.by, gate.at) == ("ana", NOW)


@pytest.mark.parametrize("others_finished", [True, False])
def test_a_batch_is_stamped_as_finished_where_the_plan_speaks_of_such_days(others_finished):
    other = {"id": "a", "name": "A", "status": "done"} | ({"finished": "2026-11-02"} if others_finished else {})
    before = plan(batches=[other, {"id": "b", "name": "B"}])
    edits = with_records(before, set_field(before, ("batches", "b", "status"), "done"), "ana", NOW)
    assert len(edits) == 1 + others_finished
    assert apply(apply(before, edits), invert(edits)) == before


def test_what_has_no_steps_may_become_anything():
    assert next_steps(Risk(id="r", title="R"), "status") == ("mitigating", "closed", "happened")
    assert (status_field(Risk), status_field(Vote)) == ("status", "vote")
