"""What a plan tells of a day that is over, and what it does not."""

from datetime import UTC, date, datetime

from hypothesis import given

from octotui.plan.figures import figures_of
from octotui.plan.figures.figure import Look
from octotui.plan.periods import period_of
from octotui.plan.reading import read_plan
from octotui.plan.stood import as_told, told
from tests.plan.plans import plans

DAY, NOW = date(2026, 11, 12), date(2026, 11, 20)


def on(day):
    return date(2026, 11, day)


def stood(**areas):
    return told(read_plan(areas)[0], DAY).plan


def known(day=DAY, **areas):
    """The figures of a day that are known, as text."""
    look = Look(told(read_plan(areas)[0], day).plan, day, period_of("week", day), is_told=True)
    return {one.id: one.text for one in figures_of(look) if one.value is not None}


def test_a_day_that_is_not_over_is_the_plan_itself():
    plan = read_plan({"metrics": {"coverage": 80}})[0]

    assert as_told(plan, NOW)(NOW).plan is plan
    assert as_told(plan, NOW)(DAY).is_told


def test_a_metric_that_nobody_read_by_then_has_no_value():
    plan = stood(metrics={"bare": 4, "read": {"value": 9, "history": [[on(2), 5], [on(10), 7]]}})

    assert [metric.value for metric in plan.metrics] == [None, 7]


def test_how_far_a_batch_was_is_unknown_unless_it_was_done_or_not_begun():
    done = {"id": "1", "name": "A", "status": "done", "progress": 80, "started": on(2), "finished": on(10)}
    begun_later = {"id": "2", "name": "B", "status": "in-progress", "progress": 40, "started": on(14)}
    begun = begun_later | {"started": on(3)}

    assert known(batches=[done, begun_later])["progress"] == "50%"
    assert "progress" not in known(batches=[done, begun])
    assert "progress" not in known(batches=[begun], initiatives={"i": {"name": "I", "batches": ["2"], "progress": 70}})


def test_gates_that_nobody_knows_when_they_were_passed_are_not_told():
    at = datetime(2026, 11, 10, 9, tzinfo=UTC)
    plan = stood(
        batches=[
            {"id": "1", "name": "A", "gates": {"unit": True, "smoke": False}},
            {"id": "2", "name": "B", "gates": {"unit": {"passed": True, "at": at}, "smoke": False}},
        ]
    )

    assert [len(batch.gates) for batch in plan.batches] == [0, 2]


def test_the_column_a_card_was_in_is_not_told():
    plan = stood(
        items=[
            {"id": "1", "title": "A", "column": "qa", "started": on(10)},
            {"id": "2", "title": "B", "column": "ready", "blocked": True},
            {"id": "3", "title": "C", "column": "done", "finished": on(10)},
        ]
    )

    assert [card.column for card in plan.items] == ["in-progress", "backlog", "done"]
    assert not plan.items[1].blocked


def test_before_the_project_began_nothing_is_known():
    areas = {"project": {"start": on(16)}, "batches": [{"name": "A"}], "risks": [{"title": "R"}]}

    assert known(**areas) == {}
    assert known(day=on(17), **areas)


@given(plans())
def test_of_no_plan_is_told_what_it_does_not_tell(plan):
    past = told(plan, DAY).plan

    assert told(past, DAY).plan == past
    assert not [one for one in past.metrics if one.value is not None and not one.history]
