"""The plan as it stood."""

from datetime import UTC, date, datetime, timedelta
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from octotui.plan.past import as_of, happened_in
from octotui.plan.past_rules import day_of, is_later
from octotui.plan.plan import by_id
from octotui.plan.reading import read_plan
from octotui.store.document import parse
from tests.conftest import SAMPLES
from tests.plan.plans import plans

TODAY = date(2026, 11, 20)
DAYS = st.one_of(
    st.dates(date(2024, 1, 1), date(2027, 1, 1)), st.sampled_from([date(2026, 11, 12), date(2026, 11, 19), TODAY])
)


@cache
def octoacme():
    return parse((SAMPLES / "octoacme.toml").read_bytes(), "octoacme.toml").plan


def test_today_is_the_plan_itself():
    assert as_of(octoacme(), TODAY) is octoacme()
    assert as_of(octoacme(), date(2026, 11, 1), today=date(2026, 11, 1)) is octoacme()


@given(st.integers(0, 45))
def test_the_sample_has_nothing_from_after_the_day(back):
    day = TODAY - timedelta(days=back)
    past = as_of(octoacme(), day)

    assert not any(is_later(on, day) for on in happened_in(past))
    assert as_of(past, day) == past


@settings(max_examples=150)
@given(plans(), DAYS)
def test_no_plan_has_anything_from_after_the_day(plan, day):
    past = as_of(plan, day)

    assert not any(is_later(on, day) for on in happened_in(past))
    assert as_of(past, day) == past


@settings(max_examples=50)
@given(plans())
def test_a_day_after_all_that_happened_is_the_plan_itself(plan):
    assert as_of(plan, max(map(day_of, happened_in(plan)), default=TODAY)) is plan


def plan_of(**areas):
    plan, problems = read_plan(areas)
    assert not [one for one in problems if one.level == "error"], problems
    return plan


def at(day):
    return datetime(2026, 11, day, 9, tzinfo=UTC)


def on(day):
    return date(2026, 11, day)


LATER = on(14)
OUT = {"status": "released", "window": at(14)}
TICK = {"role": "qa", "phase": "release", "task": "T", "at": at(11)}


@pytest.mark.parametrize(
    ("area", "thing", "then"),
    [
        ("batches", {"status": "done", "started": on(2), "finished": LATER}, {"status": "in-progress"}),
        ("batches", {"progress": 40, "started": LATER, "status": "blocked"}, {"status": "not-started", "progress": 0}),
        ("batches", {"status": "in-progress", "progress": 40, "started": on(2)}, {"progress": 40}),
        ("items", {"column": "done", "started": on(2), "finished": LATER}, {"column": "in-progress"}),
        ("items", {"column": "in-review", "started": LATER}, {"column": "backlog"}),
        ("milestones", {"status": "reached", "reached": LATER}, {"status": "planned", "reached": None}),
        ("milestones", {"status": "missed", "due": LATER}, {"status": "planned"}),
        ("risks", {"status": "closed", "closed": LATER, "mitigation": "try"}, {"status": "mitigating", "closed": None}),
        ("risks", {"status": "happened", "happened": LATER}, {"status": "open"}),
        ("escalations", {"status": "resolved", "resolved": at(14), "resolution": "x"}, {"status": "open"}),
        ("issues", {"status": "closed", "resolved": at(14), "prevention": "x"}, {"status": "open", "prevention": ""}),
        ("changes", {"status": "implemented", "decided": on(2), "implemented": LATER}, {"status": "approved"}),
        ("changes", {"status": "rejected", "decided": LATER, "lessons": "x"}, {"status": "proposed", "lessons": ""}),
        ("sprints", {"start": on(2), "end": LATER, "completed": 20}, {"completed": None}),
        ("cadences", {"held": [on(2), LATER]}, {"held": (on(2),)}),
        ("communications", {"sent": [on(2), LATER]}, {"sent": (on(2),)}),
        ("metrics", {"value": 9, "history": [[on(2), 5], [on(10), 7], [LATER, 9]]}, {"value": 7}),
        ("metrics", {"value": 9, "history": [[LATER, 9]]}, {"value": None}),
        ("releases", {"status": "released", "window": at(14)}, {"status": "active"}),
        ("releases", OUT | {"phase": "post-release", "notes": "Live"}, {"notes": "", "phase": "pre-release"}),
        ("releases", OUT | {"phase": "post-release", "done": [TICK]}, {"phase": "release", "status": "active"}),
        ("changes", {"status": "rejected", "decided": LATER, "impact": {"scope": "x"}}, {"status": "proposed"}),
        ("releases", {"votes": [{"role": "qa", "vote": "go", "at": at(14)}]}, {"votes": ()}),
    ],
)  # fmt: skip
def test_what_came_later_is_not_yet_so(area, thing, then):
    named = {"id": "x", "name": "X"} | ({"what": "W"} if area == "communications" else {})
    plan = plan_of(**{area: [named | thing], "meetings": [{"kind": "standup", "at": at(14)}]})

    (one,) = getattr(as_of(plan, on(12)), area)

    assert {name: getattr(one, name) for name in then} == then


@pytest.mark.parametrize(
    ("area", "thing"),
    [
        ("risks", {"title": "R", "identified": LATER}),
        ("escalations", {"title": "E", "raised": {"by": "ana", "at": at(14)}}),
        ("issues", {"title": "I", "opened": LATER}),
        ("changes", {"title": "C", "proposed": LATER}),
        ("meetings", {"kind": "standup", "at": at(14)}),
    ],
)
def test_what_began_later_is_not_there(area, thing):
    assert getattr(as_of(plan_of(**{area: [thing]}), on(12)), area) == ()
    assert getattr(as_of(plan_of(**{area: [thing]}), LATER), area)


def test_a_batch_that_a_later_escalation_blocks_was_not_blocked():
    past = as_of(
        plan_of(
            batches=[{"id": "b", "name": "B", "status": "blocked", "started": on(2), "blockers": ["e"]}],
            escalations=[{"id": "e", "title": "E", "raised": {"at": at(14)}}],
        ),
        on(12),
    )

    assert (past.batches[0].status, past.batches[0].blockers) == ("in-progress", ())


def test_a_level_and_a_status_come_from_the_history():
    history = [
        {"at": at(5), "did": "raised to level 2"},
        {"at": at(6), "did": "resolved"},
        {"at": at(13), "did": "reopened"},
        {"at": at(14), "did": "raised to level 3"},
    ]
    plan = plan_of(escalations=[{"id": "e", "title": "E", "level": 3, "history": history}])

    def level_and_status(day):
        one = as_of(plan, on(day)).escalations[0]
        return one.level, one.status

    assert [level_and_status(day) for day in (4, 5, 6, 13, 14)] == [
        ("1", "open"), ("2", "open"), ("2", "resolved"), ("2", "open"), ("3", "open"),
    ]  # fmt: skip


def test_a_risk_has_the_score_of_its_last_review():
    past = as_of(octoacme(), date(2026, 11, 11))

    risk = by_id(past.risks, "r-ci") or past.risks[0]
    assert all(review.on <= date(2026, 11, 11) for review in risk.reviews)


def test_a_moment_parts_its_day_where_the_plan_knows_the_time():
    plan = plan_of(
        escalations=[
            {"id": "before", "title": "E", "raised": {"by": "ana", "at": at(14)}},
            {"id": "after", "title": "F", "raised": {"by": "ana", "at": at(14) + timedelta(hours=2)}},
        ],
        items=[{"id": "card", "title": "C", "column": "in-progress", "started": LATER}],
    )

    then = as_of(plan, at(14) + timedelta(hours=1))

    assert [one.id for one in then.escalations] == ["before"]
    assert then.items[0].column == "in-progress", "what has only a day counts as earlier on its day"
    assert as_of(plan, at(14) + timedelta(hours=2)) is plan
    assert as_of(plan, at(13)).items[0].column == "backlog"
