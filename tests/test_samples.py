"""The sample plans: they read without a word of complaint, and hold what the documents ask for."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import tomlrt

from octotui.plan.board import Item
from octotui.plan.checks import check
from octotui.plan.escalations import is_overdue, route_for
from octotui.plan.plan import Plan, by_id
from octotui.plan.problems import Problem
from octotui.plan.reading import read_plan
from octotui.plan.roles import PHASES

SAMPLES = Path(__file__).parent.parent / "sample-plans"
FRIDAY = datetime(2026, 11, 20, 14, 0, tzinfo=UTC)


def read_sample(name: str) -> tuple[Plan, list[Problem]]:
    """A sample and what is wrong with it."""
    return read_plan(data_of_sample(name))


def data_of_sample(name: str) -> dict[str, Any]:
    """A sample's data, as its file's parser gives it."""
    text = (SAMPLES / name).read_text(encoding="utf-8")
    data: dict[str, Any] = json.loads(text) if name.endswith(".json") else tomlrt.loads(text).to_dict()
    return data


@pytest.fixture(scope="module")
def programme() -> Plan:
    """The whole programme of ``octoacme.toml``."""
    return read_sample("octoacme.toml")[0]


@pytest.mark.parametrize("name", sorted(path.name for path in SAMPLES.iterdir()))
def test_a_sample_reads_without_a_problem(name: str) -> None:
    assert read_sample(name)[1] == []


@pytest.mark.parametrize("name", sorted(path.name for path in SAMPLES.iterdir()))
def test_a_sample_names_nothing_that_is_not_there(name: str) -> None:
    assert check(read_sample(name)[0]) == []


def test_the_batches_are_those_of_document_001_in_use(programme: Plan) -> None:
    assert [(batch.name, batch.priority, batch.target) for batch in programme.batches] == [
        ("Critical Blockers", "P0", "Week 1–2"),
        ("Infrastructure", "P1", "Week 3–4"),
        ("Security", "P1", "Week 5–6"),
        ("AI/ML", "P1", "Week 7–8"),
        ("Observability", "P2", "Week 9–10"),
    ]
    assert [batch.status for batch in programme.batches] == ["done", "in-progress", "blocked", "queued", "queued"]
    assert all(
        {"unit", "integration", "smoke", "security", "manual-qa"} == {g.id for g in b.gates} for b in programme.batches
    )


def test_nine_roles_have_tasks_in_all_four_phases_as_in_document_003(programme: Plan) -> None:
    rows = {role.id: tuple(len(role.tasks_in(phase)) for phase in PHASES) for role in programme.roles if role.tasks}
    assert rows == {
        "release-manager": (3, 3, 3, 3),
        "developer": (3, 2, 2, 2),
        "product-manager": (3, 2, 2, 2),
        "qa": (3, 2, 2, 2),
        "ux-designer": (2, 1, 2, 1),
        "security-lead": (3, 2, 2, 2),
        "customer-success": (3, 2, 3, 2),
        "data-analyst": (2, 2, 2, 2),
        "project-manager": (3, 3, 2, 2),
    }


def test_the_eight_personas_of_document_004_have_a_whole_profile(programme: Plan) -> None:
    personas = {role.id for role in programme.roles if role.goals}
    assert personas == {
        "developer",
        "product-manager",
        "project-manager",
        "release-manager",
        "customer-success",
        "security-lead",
        "technical-writer",
        "qa",
    }
    for role in programme.roles:
        if role.id in personas:
            assert role.summary, role.id
            assert role.responsibilities, role.id
            assert role.communication, role.id
            assert role.collaborators, role.id
            assert role.touchpoints, role.id
            assert role.frequency, role.id


def test_every_checklist_of_the_documents_is_there_with_all_its_points(programme: Plan) -> None:
    assert {checklist.id: len(checklist.items) for checklist in programme.checklists} == {
        "execution": 10,
        "one-week-before": 5,
        "day-of-release": 6,
        "after-release": 4,
        "kick-off": 8,
        "pre-release-readiness": 8,
        "incident-response": 7,
        "system-set-up": 5,
        "ongoing-management": 5,
        "continuous-improvement": 5,
        "dev-set-up": 2,
        "dev-implementation": 3,
        "pre-pr": 5,
        "pr-template": 5,
    }
    assert [checklist.id for checklist in programme.checklists if checklist.gate] == [
        "day-of-release",
        "pre-release-readiness",
    ]


def test_a_ticked_point_says_who_and_when(programme: Plan) -> None:
    ticked = [item for checklist in programme.checklists for item in checklist.items if item.done]
    assert ticked
    assert all(item.by and item.at for item in ticked)


def test_every_tick_of_a_release_is_a_task_of_the_matrix(programme: Plan) -> None:
    tasks = {(role.id, task.text) for role in programme.roles for cell in role.tasks for task in cell.tasks}
    ticks = {(tick.role, tick.task) for release in programme.releases for tick in release.done}
    assert ticks <= tasks


def test_one_release_is_out_with_a_decision_and_one_waits_for_votes(programme: Plan) -> None:
    assert {release.id: (release.status, release.phase) for release in programme.releases} == {
        "2026.10": ("released", "post-release"),
        "2026.11": ("active", "pre-release"),
    }
    past, coming = programme.releases
    assert (len(past.votes), past.decisions[0].outcome) == (9, "GO")
    assert len(coming.votes) == 2
    assert coming.window == datetime(2026, 11, 24, 8, 0, tzinfo=UTC)


def test_the_twenty_risks_spread_over_all_bands_and_states(programme: Plan) -> None:
    risks = programme.risks
    assert len(risks) == 20
    assert {"r-ci", "r-debt", "r-burnout", "r-scope", "r-breaking"} <= {risk.id for risk in risks}
    assert {risk.band for risk in risks} == {"critical", "high", "watch"}
    assert {risk.status for risk in risks} == {"open", "mitigating", "closed", "happened"}


def test_the_attention_list_finds_risks_to_name(programme: Plan) -> None:
    waiting = [risk for risk in programme.risks if risk.is_open]
    assert {risk.id for risk in waiting if not risk.owner} == {"r-privacy", "r-bill"}
    late = {risk.id for risk in waiting if risk.last_review is None or (FRIDAY.date() - risk.last_review).days > 7}
    assert late == {"r-gpu", "r-privacy", "r-vendor", "r-bill"}


def test_the_twelve_escalations_have_all_levels_and_some_wait_too_long(programme: Plan) -> None:
    levels = [escalation.level for escalation in programme.escalations]
    assert sorted(escalation.id for escalation in programme.escalations) == sorted(f"e-{n}" for n in range(1, 13))
    assert set(levels) == {"1", "2", "3", "security"}
    assert levels.count("security") == 2
    overdue = {e.id for e in programme.escalations if is_overdue(e, route_for(e.level, programme.routes), FRIDAY)}
    assert overdue == {"e-9", "e-11"}


def test_the_board_shows_cards_that_break_the_pull_request_rules(programme: Plan) -> None:
    assert len(programme.items) == 24
    in_review = [card for card in programme.items if card.column == "in-review"]
    limit = (
        next(column.limit for column in programme.board.columns if column.id == "in-review") if programme.board else 0
    )
    assert limit is not None
    assert len(in_review) > limit
    assert any(_lines_of(card) > 400 for card in in_review)
    assert any(card.pr and card.pr.ci == "failed" for card in in_review)
    assert any(card.pr and card.pr.approvals == 0 for card in in_review)
    assert any(not card.acceptance for card in in_review)


def _lines_of(card: Item) -> int:
    return (card.pr.lines if card.pr else 0) or 0


def test_the_rest_of_the_programme_is_told(programme: Plan) -> None:
    counts = {
        "sprints": 5,
        "issues": 6,
        "changes": 5,
        "responsibilities": 8,
        "decision_types": 5,
        "channels": 4,
        "runbooks": 4,
        "weeks": 2,
        "meetings": 1,
    }
    assert {area: len(getattr(programme, area)) for area in counts} == counts
    assert {metric.group for metric in programme.metrics} >= {"efficiency", "quality", "team", "business"}


@pytest.mark.parametrize(
    ("metric", "target", "better"),
    [
        ("ci_flake_rate", 5, "lower"),
        ("workflow_minutes", 5, "lower"),
        ("critical_vulnerabilities", 0, "lower"),
        ("coverage", 80, "higher"),
        ("deployment_minutes", 30, "lower"),
    ],
)
def test_the_targets_of_document_001_are_kept(programme: Plan, metric: str, target: int, better: str) -> None:
    found = by_id(programme.metrics, metric)
    assert found is not None
    assert (found.target, found.better) == (target, better)


def test_the_json_plan_has_the_shape_in_use() -> None:
    text = (SAMPLES / "execution-plan.json").read_text(encoding="utf-8")
    data = json.loads(text)
    keys = ["id", "name", "priority", "status", "progress", "targetDate", "blockers", "owner", "notes"]
    assert list(data) == ["batches", "metrics"]
    assert [list(batch) for batch in data["batches"]] == [keys] * 5
    assert list(data["metrics"]) == ["ciPassRate", "coverage", "deploymentMinutes", "productionIncidents", "prsMerged"]
    assert text == json.dumps(data, indent=2, ensure_ascii=False) + "\n"


def test_the_smallest_plan_stays_small() -> None:
    plan, _ = read_sample("minimal.toml")
    assert (len(plan.batches), len(plan.risks), len(plan.checklists)) == (3, 2, 1)
    assert len((SAMPLES / "minimal.toml").read_text(encoding="utf-8").splitlines()) <= 40


def test_the_go_no_go_sample_has_every_reason_not_to_go() -> None:
    plan, _ = read_sample("release.toml")
    release = plan.releases[0]
    waived = {waiver.item for waiver in release.waivers}
    open_points = {
        f"{checklist.id}/{item.id}"
        for checklist in plan.checklists
        if checklist.gate and checklist.release == release.id
        for item in checklist.items
        if not item.done and not item.optional
    }
    assert waived == {"day-of-release/baseline"}
    assert waived < open_points
    assert set(release.voters) - {vote.role for vote in release.votes} == {"release-manager", "customer-success"}
    assert [(e.level, e.release) for e in plan.escalations if e.is_open] == [("3", "2026.12")]
    assert {risk.release for risk in plan.risks} == {"2026.12"}
