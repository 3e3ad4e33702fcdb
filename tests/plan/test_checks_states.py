"""What a plan says of itself that cannot be."""

from datetime import date

import pytest

from octotui.plan.checks_states import check_states
from octotui.plan.reading import read_plan

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("raw", "path", "what"),
    [
        (
            {"batches": [{"id": "b", "name": "B", "progress": 5}]},
            "batches/b/progress",
            "it is not started, and progress is 5",
        ),
        (
            {"batches": [{"id": "b", "name": "B", "status": "queued", "finished": TODAY}]},
            "batches/b/finished",
            "it has a finished day, and status is queued",
        ),
        (
            {"milestones": {"m": {"name": "M", "status": "reached"}}},
            "milestones/m/status",
            "it is reached, and nothing says when",
        ),
        (
            {"milestones": {"m": {"name": "M", "reached": TODAY}}},
            "milestones/m/reached",
            "it has the day it was reached, and status is planned",
        ),
        (
            {"cadences": [{"id": "c", "name": "C", "held": [TODAY, date(2026, 11, 21)]}]},
            "cadences/c/held",
            "held 2026-11-21 is still to come",
        ),
        (
            {"metrics": {"m": {"value": 1, "history": [[date(2027, 1, 1), 1]]}}},
            "metrics/m/history/2027-01-01/on",
            "on 2027-01-01 is still to come",
        ),
    ],
)
def test_it_is_said_where_it_stands(raw, path, what):
    (problem,) = check_states(read_plan(raw)[0], TODAY)

    assert (problem.level, "/".join(problem.path), problem.what) == ("warning", path, what)
    assert problem.mend
