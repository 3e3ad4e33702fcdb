"""Progress of batches, and of the cells of the release matrix."""

from __future__ import annotations

from datetime import date

import pytest

from octotui.plan.plan import Plan
from octotui.plan.progress import (
    Cell,
    cell,
    current_batch,
    current_release,
    expected_progress,
    overall_progress,
    phase_progress,
    progress_of_initiative,
    role_progress,
)
from octotui.plan.reading import read_plan


def plan_of(**sections) -> Plan:
    return read_plan(sections)[0]


MATRIX = plan_of(
    roles=[
        {
            "id": "qa",
            "name": "QA",
            "tasks": {"pre-release": ["Plan tests", "Freeze"], "release": ["Smoke"], "incident": ["Retest"]},
        },
        {"id": "ops", "name": "Ops", "tasks": {"release": ["Deploy", "Watch"]}},
    ],
    releases=[
        {
            "id": "r1",
            "done": [
                {"role": "qa", "task": "plan tests"},  # no phase: the one that has the task
                {"role": "qa", "phase": "release", "task": "Smoke"},
                {"role": "ops", "phase": "pre-release", "task": "Deploy"},  # another cell's tick
            ],
        }
    ],
)


def test_the_whole_is_the_mean_of_its_batches_and_done_counts_whole():
    batches = [
        {"name": "a", "status": "done", "progress": 90},
        {"name": "b", "status": "in-progress", "progress": 50},
        {"name": "c"},
    ]

    assert overall_progress(plan_of(batches=batches)) == 50
    assert overall_progress(plan_of()) == 0


def test_the_current_batch_is_the_first_that_is_not_done():
    batches = [{"name": "a", "status": "done"}, {"name": "b", "status": "queued"}, {"name": "c"}]

    assert current_batch(plan_of(batches=batches)).id == "b"
    assert current_batch(plan_of(batches=batches[:1])) is None


@pytest.mark.parametrize(
    ("statuses", "current"),
    [
        (("released", "active", "active"), 1),
        (("planned", "active"), 1),
        (("released", "planned", "planned"), 1),
        (("released", "rolled-back"), 1),
        ((), None),
    ],
)
def test_the_current_release_is_active_else_planned_else_the_last(statuses, current):
    plan = plan_of(releases=[{"id": f"r{number}", "status": status} for number, status in enumerate(statuses)])
    release = current_release(plan)

    assert (release and release.id) == (None if current is None else f"r{current}")


def test_a_cell_counts_its_tasks_and_those_ticked_for_the_release():
    qa, ops = MATRIX.roles
    release = MATRIX.releases[0]

    assert cell(MATRIX, release, qa, "pre-release") == Cell(1, 2)
    assert cell(MATRIX, release, qa, "release") == Cell(1, 1)
    assert cell(MATRIX, release, ops, "release") == Cell(0, 2)
    assert cell(MATRIX, release, ops, "post-release") == Cell(0, 0)
    assert cell(MATRIX, None, qa, "release") == Cell(0, 1)


def test_roles_and_phases_add_up_and_an_incident_is_not_expected():
    release = MATRIX.releases[0]

    assert role_progress(MATRIX, release, MATRIX.roles[0]) == Cell(2, 3)
    assert phase_progress(MATRIX, release, "release") == Cell(1, 3)
    assert [Cell(1, 3).percent, Cell(3, 3).percent, Cell(0, 0).percent] == [33, 100, 100]


@pytest.mark.parametrize(
    ("today", "percent"),
    [
        (date(2026, 10, 18), 0),
        (date(2026, 10, 19), 7),
        (date(2026, 10, 25), 50),
        (date(2026, 11, 1), 100),
        (date(2027, 1, 1), 100),
    ],
)
def test_a_batch_is_expected_to_go_evenly_through_its_weeks(today, percent):
    plan = plan_of(project={"start": "2026-10-19"}, batches=[{"name": "a", "target": "Week 1–2"}])

    assert expected_progress(plan, plan.batches[0], today) == percent


def test_a_batch_with_a_day_is_expected_from_the_day_it_started():
    batches = [{"name": "a", "target": "2026-11-10"}, {"name": "b", "target": "2026-11-10", "started": "2026-11-01"}]
    plan = plan_of(batches=[*batches, {"name": "c"}])

    assert [expected_progress(plan, batch, date(2026, 11, 5)) for batch in plan.batches] == [None, 50, None]


def test_an_initiative_is_as_far_as_it_says_else_as_its_batches():
    batches = [{"name": "A", "status": "done"}, {"name": "B", "progress": 50}]
    initiatives = {
        "own": {"name": "Own", "progress": 0, "batches": ["a"]},
        "from": {"name": "From", "batches": ["a", "b", "nowhere"]},
        "none": {"name": "None"},
    }
    plan, _ = read_plan({"batches": batches, "initiatives": initiatives})

    assert [progress_of_initiative(plan, one) for one in plan.initiatives] == [0, 75, None]
