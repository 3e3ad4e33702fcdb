"""Changes: assessed before they are decided, approved by everyone who is asked before they are carried out."""

import pytest

from octotui.plan.changes import Change
from octotui.plan.edits import apply
from octotui.plan.operations import set_field
from octotui.plan.plan import Plan
from octotui.plan.problems import PlanError
from octotui.plan.reading import read_plan
from octotui.plan.records import with_records
from tests.conftest import NOW

ASSESSED = {"status": "assessed", "impact": {"timeline": "a week"}}


def plan(**fields) -> Plan:
    return read_plan({"changes": [{"id": "c", "title": "C", **fields}]})[0]


def approval(by: str, state: str = "approved") -> dict[str, str]:
    return {"id": by, "by": by, "state": state}


def after(before: Plan, value: str | None, *path: str, now=NOW) -> Plan:
    where = ("changes", "c", *path)
    return apply(before, with_records(before, set_field(before, where, value), "ana", now))


def refusal(before: Plan, status: str) -> str:
    with pytest.raises(PlanError) as error:
        after(before, status, "status")
    return str(error.value)


def test_a_change_goes_its_way_and_no_other():
    assert refusal(plan(), "implemented").startswith('c is proposed and cannot become "implemented"; next is assessed')
    way = plan(impact={"scope": "one screen"}, approvals=[approval("mara")])
    for status in ("assessed", "approved", "implemented", "approved", "assessed", "rejected", "proposed"):
        way = after(way, status, "status")
        assert way.changes[0].status == status


def test_nothing_is_assessed_without_an_impact_in_some_area():
    assert refusal(plan(), "assessed") == 'c cannot become "assessed": its impact is not assessed'
    assert "not assessed" in refusal(plan(impact={"scope": "  "}), "assessed")
    assert after(plan(impact={"scope": "one screen"}), "assessed", "status").changes[0].status == "assessed"


@pytest.mark.parametrize(
    ("approvals", "why"),
    [
        ([], "nobody is named to approve it"),
        ([approval("mara"), approval("priya", "pending")], "priya has not approved it yet"),
        ([approval("li", "pending"), approval("mo", "pending")], "li and mo have not approved it yet"),
        (
            [approval("mara", "rejected"), approval("li", "pending")],
            "li has not approved it yet, and mara has rejected it",
        ),
    ],
)
def test_nothing_is_approved_without_the_word_of_everyone_who_is_asked(approvals, why):
    before = plan(**ASSESSED, approvals=approvals)
    assert refusal(before, "approved") == f'c cannot become "approved": {why}'
    assert after(before, "rejected", "status").changes[0].decided


def test_an_approval_taken_back_keeps_a_change_from_being_carried_out():
    before = plan(**ASSESSED | {"status": "approved"}, approvals=[approval("mara", "rejected")])
    assert "mara has rejected it" in refusal(before, "implemented")
    assert after(before, "assessed", "status").changes[0].status == "assessed"


def test_a_word_that_is_changed_is_stamped_anew():
    before = plan(approvals=[approval("mara", "pending")])
    said = after(before, "approved", "approvals", "mara", "state")
    assert said.changes[0].approvals[0].at == NOW
    later = NOW.replace(hour=17)
    changed = after(said, "rejected", "approvals", "mara", "state", now=later)
    assert changed.changes[0].approvals[0].at == later
    assert after(changed, "pending", "approvals", "mara", "state").changes[0].approvals[0].at is None


def test_what_was_carried_out_without_lessons_is_known():
    assert Change(title="C", status="implemented").lacks_lessons
    assert not Change(title="C", status="implemented", lessons="Ask on day one.").lacks_lessons
    assert not Change(title="C", status="approved").lacks_lessons
