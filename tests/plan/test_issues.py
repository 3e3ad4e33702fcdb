"""Issues: their way from open to closed, their way up, and the record of both."""

import pytest

from octotui.plan.edits import apply, invert
from octotui.plan.operations import set_field
from octotui.plan.plan import Plan
from octotui.plan.problems import PlanError
from octotui.plan.reading import read_plan
from octotui.plan.records import with_records
from tests.conftest import NOW


def plan(**fields) -> Plan:
    return read_plan({"issues": [{"id": "i", "title": "I", **fields}]})[0]


def edits(before: Plan, field: str, value: str | None):
    return with_records(before, set_field(before, ("issues", "i", field), value), "ana", NOW)


def after(before: Plan, field: str, value: str | None) -> Plan:
    return apply(before, edits(before, field, value))


def did(of: Plan) -> list[str]:
    return [entry.did for entry in of.issues[0].history]


def test_an_issue_goes_its_way_and_leaves_a_record():
    way = plan()
    for status in ("in-progress", "resolved", "closed", "open", "in-progress", "open"):
        way = after(way, "status", status)
    assert did(way) == ["started", "resolved", "closed", "reopened", "started", "put back"]
    assert {(entry.by, entry.at) for entry in way.issues[0].history} == {("ana", NOW)}


@pytest.mark.parametrize(
    ("status", "wanted"), [("open", "resolved"), ("in-progress", "closed"), ("closed", "resolved")]
)
def test_an_issue_takes_no_step_twice_as_long(status, wanted):
    with pytest.raises(PlanError, match=f'i is {status} and cannot become "{wanted}"; next is '):
        edits(plan(status=status), "status", wanted)


def test_the_day_it_was_resolved_comes_and_goes_with_the_status():
    resolved = after(plan(status="in-progress"), "status", "resolved")
    assert resolved.issues[0].resolved == NOW
    assert after(resolved, "status", "closed").issues[0].resolved == NOW
    assert after(resolved, "status", None).issues[0].resolved is None


def test_an_issue_goes_up_with_a_record_and_never_down():
    before = plan(escalated="manager")
    up = edits(before, "escalated", "director")
    assert did(apply(before, up)) == ["escalated to director"]
    assert apply(apply(before, up), invert(up)) == before
    assert edits(before, "escalated", "manager") == ()
    for below in ("team", None):
        with pytest.raises(PlanError, match='does not go back to "team"'):
            edits(before, "escalated", below)


def test_an_issue_asks_for_what_its_status_should_have_told():
    assert plan(description="slow").issues[0].unwritten == ("impact",)
    assert plan(status="closed", root_cause="x", resolution="y").issues[0].unwritten == ("prevention",)
