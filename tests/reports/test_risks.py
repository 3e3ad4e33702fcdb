"""The risk dashboard as a report."""

from datetime import date


def test_risks_stand_in_bands_the_worst_first_with_the_steps_that_are_left(sections):
    found = sections("risks")["Critical risks (score 7–9)"]

    assert found[:4] == [
        "- A high finding goes live with 2026.11 – score 9, mitigating (83% done), Samuel Okafor",
        "  - Replace the XML parser – 90%, Jonas Lindqvist, due 20 Nov",
        "  - Fix the other three – 60%, Nguyễn Thị Ngọc, due 23 Nov",
        "  - If scan still shows a high finding on Monday noon: ship without the import page",
    ]


def test_the_trends_are_those_of_the_period(sections):
    assert "- **Resolved:** 1 (Batch 1 ends with CI half mended)" in sections("risks", period="2026-11")["Risk trends"]
    assert "- **Resolved:** none" in sections("risks", period="week")["Risk trends"]
    assert "- **Score trend:** up, from 73 to 81" in sections("risks", period="week")["Risk trends"]


def test_a_first_period_is_not_compared_with_nothing(sections):
    trends = sections("risks", period="2026-Q4")["Risk trends"]

    assert "- **Score trend:** up to 81; no risk was open before" in trends


def test_of_many_new_risks_the_first_five_are_named(sections):
    raw = {"risks": [{"title": f"R{number}", "identified": date(2026, 11, 18)} for number in range(8)]}

    assert sections("risks", raw)["Risk trends"][0] == "- **New in this period:** 8 (R0; R1; R2; R3; R4 and 3 more)"


def test_what_nobody_looks_after_is_told(sections):
    raw = {"risks": [{"title": "R", "identified": date(2026, 11, 1)}]}

    assert sections("risks", raw)["To look at"] == ["- R – no owner, no mitigation and last seen 1 Nov"]


def test_a_plan_without_risks_says_so(reported):
    assert reported("risks", {}).endswith("The plan records no risks.\n")
