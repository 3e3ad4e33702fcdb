"""The initiative review."""


def test_each_initiative_stands_with_its_progress_over_its_batches(sections):
    found = sections("monthly")["Initiatives"]

    assert found[:2] == ["- **A release every week** – 90%, Ana Ruiz", "  - Critical Blockers – done 30 Oct"]


def test_without_initiatives_the_batches_stand_for_them(sections):
    raw = {"batches": [{"id": "b", "name": "B", "progress": 40, "owner": "x"}]}

    assert sections("monthly", raw)["Initiatives"] == ["- B – 40%, x"]


def test_milestones_of_the_month_are_counted_and_told(sections):
    found = sections("monthly")["Milestones"]

    assert found[0] == "1 of 4 reached."
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


def test_nobody_is_idle_because_of_what_is_withheld(sections):
    raw = {
        "people": {"ana": "Ana", "ben": "Ben"},
        "items": [{"title": "Close the hole", "column": "in-progress", "owner": "ben", "category": "security"}],
    }

    found = sections("monthly", raw, audience="stakeholder")

    assert "- Ben: 1 thing in hand" in found["People"]
    assert "Close the hole" not in str(found)


def test_a_release_is_no_achievement_of_a_day_to_come(sections):
    release = {"id": "1", "status": "released"}

    def achieved(day):
        return sections("monthly", {"releases": [release | {"window": f"2026-11-{day}T08:00:00Z"}]})["Achieved"]

    assert achieved(17) == ["- Release 1 live on 17 Nov"]
    assert achieved(24) == ["Nothing was finished in this period."]


def test_a_milestone_counts_on_the_day_it_was_reached(sections):
    one = {"name": "M", "due": "2026-11-01", "status": "reached", "reached": "2026-10-29"}
    raw = {"milestones": [one, {"name": "N", "due": "2026-11-02"}]}

    assert sections("monthly", raw)["Milestones"][0] == "0 of 1 reached."
    assert sections("monthly", raw, period="2026-10")["Milestones"][0] == "1 of 1 reached."
