"""The list of reports."""

import pytest

from octotui.plan.problems import PlanError
from octotui.reports.catalogue import REPORTS, kind_named


def test_each_report_is_there_once_and_can_be_made(reported):
    assert len({kind.id for kind in REPORTS}) == len(REPORTS) == 10
    for kind in REPORTS:
        assert reported(kind.id, thing={"changes": "c-1", "roles": "qa"}.get(kind.of, "")).startswith("## ")


@pytest.mark.parametrize(("name", "said"), [("weeky", 'did you mean "weekly"'), ("zzz", "octotui report")])
def test_an_unknown_report_is_refused(name, said):
    with pytest.raises(PlanError, match=said):
        kind_named(name)


def test_which_role_has_to_be_said(reported):
    with pytest.raises(PlanError, match="release-manager"):
        reported("persona")
