"""The executive summary."""

from datetime import date


def test_it_begins_with_the_colour_and_each_reason_for_it(sections):
    status = sections("executive")["Overall status"]

    assert status[0] == "🔴 **Red** – something needs help from above the team."
    assert status[1] == ("- 🔴 Escalations: No budget line for the key vault (with the sponsor, no answer in time)")
    assert "- 🟡 Batches: Infrastructure (5 days late), Security (blocked)" in status


def test_there_are_at_most_three_of_each_that_the_template_asks_three_of(sections):
    found = sections("executive")

    assert [len(found[title]) for title in ("Key achievements", "Current focus", "Goals for December 2026")] == [
        3,
        3,
        3,
    ]
    assert found["Key achievements"][0] == "- Databases tuned, reached on 12 Nov"


def test_who_has_to_decide_what_is_named_with_its_cost(sections):
    needs = sections("executive")["Resource needs"]

    assert (
        "- Mara Voss: decide on “Buy a key vault instead of running one” (the money); resources: 4,800 a year" in needs
    )
    assert "- Mara: the vault, 4,800 a year" not in needs, "that is asked already"


def test_nobody_is_said_to_be_on_what_nobody_owns(sections):
    risk = {"title": "R", "probability": "high", "impact": "high", "mitigation": "m"}

    assert sections("executive", {"risks": [risk]})["Overall status"][0].endswith("1 thing of these has no owner.")
    owned = sections("executive", {"risks": [risk | {"owner": "ana"}]})["Overall status"][0]
    assert owned.endswith("some things may go wrong.")


def test_stakeholders_see_the_true_colour_and_no_security_item(sections):
    raw = {
        "batches": [{"id": "b", "name": "B", "target": date(2026, 12, 1)}],
        "escalations": [{"title": "Leak", "level": "security"}],
        "risks": [{"title": "Keys", "probability": "high", "impact": "critical", "category": "security"}],
    }

    assert sections("executive", raw)["Overall status"][0].startswith("🔴")
    assert sections("executive", raw, audience="stakeholder")["Overall status"] == [
        "🔴 **Red** – something needs help from above the team.",
        "- 🔴 Risks: 1 withheld",
        "- 🟡 Escalations: 1 withheld",
    ]


def test_what_is_empty_is_said_in_words(sections):
    found = sections("executive", {})

    assert found["Overall status"] == ["⚪ **Not known** – the plan has nothing yet by which to judge."]
    assert found["Key achievements"] == ["Nothing was finished in this period."]
    assert found["Issues and risks"] == ["Nothing critical is open."]


def test_the_status_of_a_period_that_is_over_is_that_of_its_last_day(sections):
    assert "Overall status" in sections("executive", period="2026-10")


def test_what_cannot_be_judged_is_said(sections):
    raw = {"batches": [{"name": "A", "target": "Week 1"}, {"name": "B", "target": "Week 2", "status": "done"}]}

    assert sections("executive", raw)["Overall status"][1] == (
        "- ⚪ Not judged: 1 target in weeks; nothing says when week 1 is"
    )
    dated = raw | {"project": {"start": date(2026, 11, 16)}}
    assert "Not judged" not in str(sections("executive", dated))
