"""An id that follows from the fields is the same in both formats."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from octotui.plan.escalations import HistoryEntry
from octotui.plan.reading import read_plan

EAST = timezone(timedelta(hours=2))


@pytest.mark.parametrize(
    "at", [datetime(2026, 11, 20, 14, tzinfo=UTC), datetime(2026, 11, 20, 16, tzinfo=EAST), "2026-11-20T14:00:00Z"]
)
def test_a_moment_is_the_same_in_an_id_as_data_and_as_text(at):
    assert HistoryEntry.implied_id({"at": at, "did": "raised"}) == "2026-11-20t14-00-00z-raised"


def test_two_of_one_name_without_an_id_are_named():
    _, (problem,) = read_plan({"risks": [{"title": "Same"}, {"title": "same"}]})

    assert (problem.level, problem.raw_path) == ("warning", ("risks", 1))
    assert problem.what == 'the id of this one is "same-2", for another one before it is called the same'
    assert read_plan({"risks": [{"title": "Same"}, {"title": "Same", "id": "same-2"}, {"title": "Step-2"}]})[1] == []
