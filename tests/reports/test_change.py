"""A change and its impact."""

import pytest

from octotui.plan.problems import PlanError


def test_the_template_is_filled(sections):
    found = sections("change", thing="c-4")

    assert found["Impact areas"][0] == "- **Timeline:** +5 working days for batches 3 to 5"
    assert [line.split(":")[0] for line in found["Risk assessment"]] == ["- **High", "- **Medium", "- **Low"]
    assert found["Approval required"] == [
        "- Priya Raman: the new order of work – **approved 19 Nov**",
        "- Mara Voss: the later end – **not yet answered**",
    ]


def test_a_change_nobody_looked_at_says_so(reported):
    text = reported("change", {"changes": [{"title": "Later"}]}, thing="later")

    assert "A change of scope. **Proposed**." in text
    assert "Nobody looks after it yet." in text
    assert "- Nobody has assessed the impact yet." in text


def test_an_unknown_change_is_refused_with_the_nearest(reported):
    with pytest.raises(PlanError, match='no change "c-44"; did you mean "c-4"'):
        reported("change", thing="c-44")


def test_an_internal_change_is_withheld_from_stakeholders(reported):
    raw = {"changes": [{"id": "c-1", "title": "Quiet", "internal": True}]}

    with pytest.raises(PlanError, match="c-1 is withheld from stakeholders"):
        reported("change", raw, thing="c-1", audience="stakeholder")
