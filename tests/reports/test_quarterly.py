"""The strategic review."""


def test_it_has_goals_value_lessons_and_what_changes_cost(sections):
    found = sections("quarterly")

    assert "- Anyone on the team can release on a Tuesday morning" in found["Goals"]
    assert "- A release every week: Customers get a fix in 7 days instead of 31." in found["Business impact"]
    assert "- A second engineer on CI: Ask on day one. We lost two days hoping." in found["What we learnt"]
    assert "- Buy a key vault instead of running one (proposed): 4,800 a year" in found["Resources"]


def test_initiatives_are_those_of_the_quarter_and_the_next_ones_come_last(sections):
    found = sections("quarterly")

    assert not any("stand behind" in line for line in found["Initiatives"])
    assert found["Ahead: Q1 2027"][0].startswith("- **Answers we can stand behind** – 5%, Priya Raman")


def test_large_numbers_can_be_read(sections):
    assert any(
        line.startswith("- Weekly users: 18,240 (target at least 20,000")
        for line in sections("quarterly")["Business impact"]
    )
