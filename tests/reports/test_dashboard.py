"""The Markdown table of batches."""

from octotui.plan.reading import read_plan
from octotui.reports.dashboard import dashboard


def lines_of(**raw):
    plan, _ = read_plan(raw)
    return dashboard(plan).splitlines()


def test_every_status_has_its_sign_and_empty_fields_have_their_word():
    batches = [
        {"id": f"batch-{number}", "name": status, "status": status}
        for number, status in enumerate(["not-started", "queued", "in-progress", "blocked", "done"], 1)
    ]

    head, rule, *rows = lines_of(batches=batches)

    assert head == "| Batch | Priority | Status | Progress | Target Date | Owner | Blockers |"
    assert rule == "| --- | --- | --- | --- | --- | --- | --- |"
    assert [row.split(" | ")[2] for row in rows] == [
        "🔴 Not Started",
        "⚪ Queued",
        "🟡 In Progress",
        "🟥 Blocked",
        "✅ Done",
    ]
    assert rows[0] == "| not-started | P2 | 🔴 Not Started | 0% | None | Unassigned | None |"


def test_a_full_row_shows_names_of_people_and_ids_of_blockers():
    batch = {
        "name": "Infra|structure",
        "priority": "P1",
        "status": "in-progress",
        "progress": 12.5,
        "targetDate": "Week 3–4",
        "owner": "ana",
        "blockers": ["batch-1", "batch-2"],
    }

    rows = lines_of(people={"ana": "Ana Ruiz"}, batches=[batch])

    assert rows[2] == r"| Infra\|structure | P1 | 🟡 In Progress | 12.5% | Week 3–4 | Ana Ruiz | batch-1, batch-2 |"


def test_a_plan_without_batches_is_an_empty_table():
    assert len(lines_of()) == 2
