"""The team update."""


def test_the_sprint_is_told_in_points_beside_the_last_one(sections):
    found = sections("team")["Sprint performance"]

    assert found[:3] == [
        "- **Sprint 5** (16 Nov – 27 Nov): Releases without a manual step",
        "  - 34 points planned, 5 points completed, 21 points in progress, 11 points blocked",
        "- **Sprint 4:** 23 of 30 points completed",
    ]


def test_what_is_in_the_way_comes_worst_first_with_owner_and_need(sections):
    found = sections("team")["Issues and blockers"]

    assert found[0] == (
        "- Issue: Sign-in takes four seconds on Monday mornings – critical, in progress, 李静, due 23 Nov"
    )
    levels = [line.split(" – ")[1].split(",")[0] for line in found if line.startswith("- Escalation")]
    assert [level.split(" (")[0] for level in levels] == [
        "security", "level 3", "level 2", "level 2", "level 1", "level 1",
    ]  # fmt: skip
    assert any(line.endswith("Waits on: Partner API down since Tuesday") for line in found)


def test_team_health_is_what_was_said_and_measured_and_stays_in_the_team(sections):
    assert sections("team")["Team health"][0] == "3.6 of 5; Omar needs a quiet week."
    assert "Omar needs" not in str(sections("team", audience="stakeholder"))


def test_who_has_too_much_in_hand_is_told(sections):
    batches = [{"id": f"b{n}", "name": f"B{n}", "status": "in-progress", "owner": "ana"} for n in range(4)]

    assert sections("team", {"people": {"ana": "Ana Ruiz"}, "batches": batches})["Team health"] == [
        "- Ana Ruiz has 4 batches in hand"
    ]


def test_numbers_are_of_the_whole_plan_for_whomever_it_is(sections):
    team, stakeholder = (sections("team", audience=who)["Sprint performance"] for who in ("team", "stakeholder"))

    assert team == stakeholder


def test_a_card_that_is_done_is_not_blocked_whatever_its_mark_says(sections):
    card = {"id": "c", "title": "Switch", "column": "done", "blocked": True, "started": "2026-11-12"}

    for kind, title in (("team", "Issues and blockers"), ("weekly", "⚠️ Blockers"), ("weekly", "🚧 In Progress")):
        assert "Switch" not in str(sections(kind, {"items": [card]}).get(title))


def test_a_sprint_that_is_over_is_told_once(sections):
    sprints = {"s1": {"name": "Sprint 1", "start": "2026-11-02", "end": "2026-11-13", "planned": 9, "completed": 8}}

    assert str(sections("team", {"sprints": sprints})["Sprint performance"]).count("Sprint 1") == 1
