"""The list of reports."""

import pytest

from octotui.plan.problems import PlanError
from octotui.reports.catalogue import REPORTS, kind_named


def test_each_report_is_there_once_and_can_be_made(reported):
    assert len({kind.id for kind in REPORTS}) == len(REPORTS) == 11
    for kind in REPORTS:
        assert reported(kind.id, thing={"changes": "c-1", "roles": "qa"}.get(kind.of, "")).startswith("## ")


@pytest.mark.parametrize(("name", "said"), [("weeky", 'did you mean "weekly"'), ("zzz", "octotui report")])
def test_an_unknown_report_is_refused(name, said):
    with pytest.raises(PlanError, match=said):
        kind_named(name)


def test_which_role_has_to_be_said(reported):
    with pytest.raises(PlanError, match="release-manager"):
        reported("persona")


def test_minutes_are_of_the_latest_meeting_unless_one_is_named(reported):
    days = {"standup": "2026-11-18", "demo": "2026-11-19", "review": "2026-11-17"}
    raw = {"meetings": [{"kind": kind, "at": f"{day}T09:00:00Z"} for kind, day in days.items()]}

    assert reported("minutes", raw).startswith("## Demo, 19 Nov 2026")
    assert reported("minutes", raw, thing="standup-2026-11-18t09-00-00z").startswith("## Standup, 18 Nov 2026")
    with pytest.raises(PlanError, match='did you mean "standup-2026-11-18t09-00-00z"'):
        reported("minutes", raw, thing="standup-2026-11-17t09-00-00z")
