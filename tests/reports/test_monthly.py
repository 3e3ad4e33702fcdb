"""The initiative review."""


def test_each_initiative_stands_with_its_progress_over_its_batches(sections):
    found = sections("monthly")["Initiatives"]

    assert found[:2] == ["- **A release every week** – 90%, Ana Ruiz", "  - Critical Blockers – done 30 Oct"]


def test_without_initiatives_the_batches_stand_for_them(sections):
    raw = {"batches": [{"id": "b", "name": "B", "progress": 40, "owner": "x"}]}

    assert sections("monthly", raw)["Initiatives"] == ["- B – 40%, x"]


def test_milestones_of_the_month_are_counted_and_told(sections):
    found = sections("monthly")["Milestones"]

    assert found[0] == "2 of 5 reached."
    assert "- Rollback under two minutes – **missed**, due 13 Nov, 7 days late, Omar Haddad" in found


def test_metrics_say_target_and_trend(sections):
    found = sections("monthly")["Quality and performance"]

    assert "- Test coverage: 78.4% (target at least 80%, missed by 1.6%); up from 77.1%, better" in found
    assert "- CI flake rate: 6.5% (target at most 5%, missed by 1.5%); down from 9%, better" in found


def test_issues_of_another_month_are_counted_there(sections):
    assert sections("monthly")["Issues"][-1] == "- 4 issues opened in this period, 2 resolved"
    assert sections("monthly", period="2026-10")["Issues"][-1] == "- 2 issues opened in this period, 1 resolved"


def test_people_are_told_by_how_much_they_have_in_hand(sections):
    raw = {
        "people": {"ana": {"name": "Ana", "capacity": 40}, "ben": "Ben", "cleo": "Cleo"},
        "batches": [
            {"id": "1", "name": "A", "status": "blocked", "owner": "Ben"},
            {"id": "2", "name": "B", "status": "in-progress", "owner": "ben"},
            {"id": "3", "name": "C", "status": "in-progress", "owner": "ana"},
            {"id": "4", "name": "D", "status": "done", "owner": "cleo"},
        ],
    }

    assert sections("monthly", raw)["People"][1:] == [
        "- Ben: 2 things in hand",
        "- Ana: 1 thing in hand, 40% of a week",
        "- No batch or card in hand: Cleo",
    ]
