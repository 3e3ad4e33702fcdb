"""What is still open in something that is said to be done."""

from __future__ import annotations

import pytest

from octotui.plan.edits import Set
from octotui.plan.leftover import still_open, with_leftovers
from octotui.plan.reading import read_plan

BATCH = {
    "id": "batch-2",
    "name": "Infra",
    "status": "done",
    "gates": {"unit": True, "smoke": False, "security": False},
    "blockers": ["e-7"],
}
RELEASE = {
    "id": "2026.11",
    "status": "released",
    "gates": {"unit": False, "smoke": False, "security": True},
    "waivers": [{"item": "smoke"}],
    "votes": [{"role": "sec", "vote": "no-go"}],
}
ROLES = [
    {"id": "sec", "name": "Security Lead", "tasks": {"pre-release": ["Scan"]}},
    {"id": "qa", "name": "QA", "tasks": {"post-release": ["Look"]}},
]
CARD = {
    "id": "inf-55",
    "title": "X",
    "column": "done",
    "issue": "http://x",
    "acceptance": ["it works"],
    "pr": {"lines": 612, "ci": "passed"},
}


@pytest.mark.parametrize(
    ("raw", "path", "left"),
    [
        (
            {"batches": [BATCH], "escalations": [{"id": "e-7", "title": "E"}]},
            ("batches", "batch-2"),
            ("2 gates", "waits on e-7"),
        ),
        (
            {"batches": [BATCH], "escalations": [{"id": "e-7", "title": "E", "status": "resolved"}]},
            ("batches", "batch-2"),
            ("2 gates",),
        ),
        ({"batches": [{**BATCH, "status": "in-progress"}]}, ("batches", "batch-2"), ()),
        (
            {"items": [CARD]},
            ("items", "inf-55"),
            ("612 changed lines, at most 400", "no approval, at least 1"),
        ),
        ({"items": [{**CARD, "column": "qa"}]}, ("items", "inf-55"), ()),
        (
            {"releases": [RELEASE], "roles": ROLES},
            ("releases", "2026.11"),
            ("1 gate", "1 task", "1 vote missing", "NO-GO of Security Lead"),
        ),
        ({"releases": [{**RELEASE, "status": "active"}], "roles": ROLES}, ("releases", "2026.11"), ()),
        ({"releases": [{**RELEASE, "status": "cancelled"}], "roles": ROLES}, ("releases", "2026.11"), ()),
    ],
)
def test_what_is_done_says_what_it_leaves_open(raw, path, left):
    assert still_open(read_plan(raw)[0], path) == left


def test_it_stands_behind_the_change_and_only_behind_one_of_how_far_a_thing_is():
    plan, _ = read_plan({"batches": [BATCH], "escalations": [{"id": "e-7", "title": "E"}]})
    done = (Set(("batches", "batch-2", "status"), "in-progress", "done"),)

    assert with_leftovers("batch-2 done", lambda: plan, done) == "batch-2 done; still open: 2 gates, waits on e-7"
    assert with_leftovers("noted", lambda: plan, (Set(("batches", "batch-2", "notes"), "", "x"),)) == "noted"
