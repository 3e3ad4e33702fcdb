"""The weekly progress report."""

from datetime import date

import pytest

from octotui.plan.reading import read_plan
from octotui.reports.weekly import weekly

TODAY = date(2026, 11, 20)

PLAN = {
    "project": {"name": "P", "start": date(2026, 11, 2)},
    "people": {"ana": "Ana Ruiz"},
    "batches": [
        {"id": "b1", "name": "First", "status": "done", "progress": 100, "finished": date(2026, 11, 18)},
        {"id": "b2", "name": "Second", "status": "in-progress", "progress": 45, "owner": "ana", "target": "Week 4"},
        {"id": "b3", "name": "Third", "status": "blocked", "blockers": ["b2"], "notes": "Wait for the <key> vault."},
        {"id": "b4", "name": "Old", "status": "done", "finished": date(2026, 10, 1)},
        {"id": "b5", "name": "Undated", "status": "done"},
        {"id": "b6", "name": "Sixth", "status": "blocked"},
    ],
    "items": [
        {"title": "Card done", "column": "done", "finished": date(2026, 11, 17)},
        {"title": "Card open", "column": "in-review", "started": date(2026, 11, 17)},
    ],
    "escalations": [
        {"id": "e-1", "title": "Partner API down", "level": 2, "ask": "A date from the partner"},
        {"id": "e-2", "title": "Key leaked to the mirror", "level": "security", "blocks": ["b6"]},
        {"id": "e-3", "title": "Over", "status": "resolved"},
    ],
    "milestones": [
        {"name": "Beta", "due": date(2026, 11, 25)},
        {"name": "Alpha", "status": "reached", "reached": date(2026, 11, 19)},
    ],
    "weeks": [
        {"week": "Week 3", "completed": ["Pool live"], "goals": ["Talk to QA"], "help": ["A tester"], "wins": ["Green"]}
    ],
    "metrics": {
        "ciPassRate": 93.5,
        "coverage": {"value": 78, "target": 80},
        "flake": {"value": 7.5, "target": 5, "better": "lower", "unit": "%"},
        "plain": 3,
    },
}


def sections(text):
    """The report by heading: the lines below each."""
    found = {}
    for block in text.split("\n### ")[1:]:
        title, _, body = block.partition("\n")
        found[title.split(" ", 1)[1]] = [line for line in body.splitlines() if line]
    return found


@pytest.fixture(scope="module")
def report():
    plan, _ = read_plan(PLAN)
    return weekly(plan, "Week 3", TODAY)


def test_the_headings_are_those_of_the_template(report):
    assert report.startswith("## Weekly Progress Report - Week 3\n")
    assert [line for line in report.splitlines() if line.startswith("###")] == [
        "### 🎯 Current Batch: Second",
        "### ✅ Completed This Week",
        "### 🚧 In Progress",
        "### ⚠️ Blockers",
        "### 📊 Metrics This Week",
        "### 📅 Next Week Goals",
        "### 🆘 Help Needed",
        "### 🎉 Wins",
    ]
    assert sections(report)["Current Batch: Second"] == ["**Overall Progress:** 57% complete"]


def test_completed_is_what_was_said_and_what_was_finished_in_that_week(report):
    assert sections(report)["Completed This Week"] == [
        "- [x] Pool live",
        "- [x] First",
        "- [x] Undated",
        "- [x] Card done",
    ]


def test_in_progress_names_owner_and_percent(report):
    assert sections(report)["In Progress"] == [
        "- [ ] Second - Ana Ruiz - 45%",
        "- [ ] Card open - Unassigned - in review",
    ]


def test_blockers_come_with_their_resolution_plan(report):
    assert sections(report)["Blockers"] == [
        "- Partner API down (level 2, Cross-team) - A date from the partner",
        "- Security escalation e-2 (details withheld) - ask the security on-call",
        r"- Third waits on Second - Wait for the \<key> vault.",
    ]


def test_a_security_escalation_is_not_told_in_a_report_that_is_pasted_around(report):
    assert "leaked" not in report


def test_the_five_metrics_are_always_there_and_others_with_a_target(report):
    assert sections(report)["Metrics This Week"] == [
        "- PRs merged: n/a",
        "- CI pass rate: 93.5%",
        "- Test coverage: 78% (target at least 80%: missed)",
        "- Production incidents: n/a",
        "- Mean time to deploy: n/a",
        "- Flake: 7.5% (target at most 5%: missed)",
    ]


def test_goals_are_what_was_said_and_what_is_due_in_the_week_after(report):
    assert sections(report)["Next Week Goals"] == [
        "- [ ] Talk to QA",
        "- [ ] Finish Second (45% now)",
        "- [ ] Milestone: Beta",
    ]


def test_help_and_wins_are_what_was_said(report):
    assert sections(report)["Help Needed"] == ["- A tester"]
    assert sections(report)["Wins"] == ["- Green", "- Alpha: reached"]


def test_an_empty_plan_gives_a_whole_report():
    plan, _ = read_plan({})

    found = sections(weekly(plan, "7", TODAY))

    assert weekly(plan, "7", TODAY).startswith("## Weekly Progress Report - Week 7\n")
    assert found["Current Batch: None"] == ["**Overall Progress:** 0% complete"]
    assert found["Completed This Week"] == found["Blockers"] == found["Wins"] == ["- None recorded."]


def test_a_label_that_is_no_week_means_the_seven_days_up_to_today_where_weeks_have_no_days():
    plan, _ = read_plan(PLAN | {"project": {"name": "P"}})

    found = sections(weekly(plan, "the week | of the <beta>", TODAY))

    assert "- [x] Card done" in found["Completed This Week"]
    assert "- [x] Pool live" not in found["Completed This Week"]


def test_as_a_report_it_leaves_out_what_it_does_not_know(reported):
    text = reported("weekly", PLAN | {"metrics": {"coverage": 78}, "weeks": []}, period="Week 3")

    assert text.startswith("## Weekly Progress Report - Week 3 (16–22 November 2026)\n")
    assert "- Test coverage: 78\n" in text.replace("78%", "78")
    assert "n/a" not in text
    assert "None" not in text
    assert "Help Needed" not in text
    assert "leaked" not in text


def test_as_a_report_of_a_quiet_plan_it_says_so_in_words(sections):
    found = sections("weekly", {"batches": [{"id": "b", "name": "B", "status": "done", "finished": date(2026, 1, 1)}]})

    assert found["🎯 All batches are done"] == ["**Progress of the batches:** 100% complete"]
    assert found["✅ Completed This Week"] == ["Nothing was finished this week."]
    assert found["⚠️ Blockers"] == ["Nothing is blocked."]


def test_of_several_weeks_it_gathers_what_was_said_and_the_last_goals(sections):
    found = sections("weekly", period="2026-11")

    assert "- [x] Postgres pool live since Thursday" in found["✅ Completed In This Period"]
    assert "- [x] Image builds in 50 seconds" in found["✅ Completed In This Period"]
    assert "- [ ] Release 2026.11 on Tuesday" in found["📅 Next Goals"]
    assert "- [ ] Switch to blue and back on staging" not in found["📅 Next Goals"]


def test_stakeholders_are_not_told_that_there_is_no_plan_where_it_is_in_a_note(sections):
    raw = {"batches": [{"id": "b", "name": "B", "status": "blocked", "notes": "Wait for Mara."}]}

    assert sections("weekly", raw)["⚠️ Blockers"] == ["- B is blocked - Wait for Mara."]
    assert sections("weekly", raw, audience="stakeholder")["⚠️ Blockers"] == ["- B is blocked"]


@pytest.mark.parametrize("label", ["foo", "Week 0", "0", "Week 99", "Week 4-3"])
def test_a_label_that_is_no_week_of_the_project_is_refused(label):
    plan, _ = read_plan({"project": {"name": "P", "start": date(2026, 11, 2), "end": date(2026, 12, 1)}})

    with pytest.raises(ValueError, match="week"):
        weekly(plan, label, TODAY)


def test_a_label_that_people_wrote_about_is_taken_and_any_where_weeks_have_no_days():
    dated, _ = read_plan({"project": {"name": "P", "start": date(2026, 11, 2)}, "weeks": [{"week": "Kick-off"}]})
    undated, _ = read_plan({})

    assert "Kick-off" in weekly(dated, "Kick-off", TODAY)
    assert "Week 1\n" in weekly(undated, "Week 1", TODAY)


def test_a_week_that_is_over_is_told_as_it_was():
    plan, _ = read_plan(
        {
            "project": {"name": "P", "start": date(2026, 11, 2)},
            "escalations": [{"title": "Late news", "raised": {"at": "2026-11-19T09:00:00Z"}}],
            "metrics": {"coverage": {"value": 80, "history": [[date(2026, 11, 13), 70]]}},
        }
    )

    text = weekly(plan, "Week 2", TODAY)

    assert "As of 15 Nov, as far as the plan tells.\n" in text
    assert "Late news" not in text
    assert "Test coverage: 70%" in text
    assert "Late news" in weekly(plan, "Week 3", TODAY)
    assert "As of" not in weekly(plan, "Week 3", TODAY)


def test_what_is_late_is_a_goal_of_the_next_week():
    late = {"name": "Infrastructure", "progress": 80, "status": "in-progress", "target": date(2026, 11, 15)}
    plan, _ = read_plan({"batches": [late], "milestones": [{"name": "Rollback", "due": date(2026, 11, 18)}]})

    assert sections(weekly(plan, "Week 3", TODAY))["Next Week Goals"] == [
        "- [ ] Finish Infrastructure (80% now, 5 days late)",
        "- [ ] Milestone: Rollback (2 days late)",
    ]
