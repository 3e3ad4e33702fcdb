"""``octotui gate``: the verdict first, its reasons under it, and an exit status that a pipeline can trust."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

ROLES = """
[[roles]]
id = "qa"
name = "QA"
tasks = { pre-release = ["Test"] }

[[roles]]
id = "sec"
name = "Security Lead"

[[releases]]
id = "2026.11"
name = "The quiet switch"
voters = ["qa", "sec"]
gates = { unit = true, smoke = false }
waivers = [{ item = "smoke", by = "ana", reason = "no runner today", until = 2026-11-20 }]
votes = [
  { role = "qa", vote = "go", by = "ana", at = 2026-11-20T09:00:00Z, condition = "the flag stays off" },
  { role = "sec", vote = "go" },
]
"""
OPEN = """
[[checklists]]
id = "today"
name = "Today"
release = "2026.11"
gate = true
items = [{ text = "Tag it", role = "qa" }]
"""
GO = """\
GO 2026.11 The quiet switch

notes
  QA says GO (Ana Ruiz): the flag stays off
  waived: smoke (gate), by Ana Ruiz until 20 Nov: no runner today
"""


@pytest.fixture
def going(plan):
    """The plan of the tests, with a release that may go."""
    plan.write_text(plan.read_text(encoding="utf-8") + ROLES, encoding="utf-8")
    return plan


def rewrite(plan, old, new):
    text = plan.read_text(encoding="utf-8")
    assert old in text
    plan.write_text(text.replace(old, new), encoding="utf-8")


def test_a_release_that_may_go(run, going):
    ran = run("gate")

    assert (ran.status, ran.out, ran.err) == (0, GO, "")
    assert run("gate", "2026.11").out == ran.out


@pytest.mark.parametrize(
    ("old", "new", "status", "first", "reason"),
    [
        ('{ role = "sec", vote = "go" }', '{ role = "sec", vote = "no-go" }', 1, "NO-GO", "Security Lead says NO-GO"),
        ('{ role = "sec", vote = "go" },', "", 3, "HOLD", "Security Lead has not voted"),
        ("", OPEN, 1, "NO-GO", "open: Tag it (Today; QA)"),
    ],
)
def test_the_outcome_comes_first_and_is_the_exit_status(run, going, old, new, status, first, reason):
    if old:
        rewrite(going, old, new)
    else:
        going.write_text(going.read_text(encoding="utf-8") + new, encoding="utf-8")
    ran = run("gate")

    assert (ran.status, ran.out.splitlines()[0]) == (status, f"{first} 2026.11 The quiet switch")
    assert ran.out.splitlines()[2:4] == [first, f"  {reason}"]
    assert json.loads(run("gate", "--json").out)["verdict"] == first
    assert run("gate", "--json").status == status


def test_a_waiver_runs_out_by_the_day_that_is_given(run, going):
    ran = run("gate", "--date", "2026-11-21")

    assert ran.status == 1
    assert ran.out.splitlines()[2:7] == [
        "NO-GO",
        "  open: smoke (gate)",
        "",
        "HOLD",
        "  waiver of smoke (gate) by Ana Ruiz ran out on 20 Nov",
    ]


def test_json_has_the_verdict_the_reasons_and_the_votes(run, going):
    rewrite(going, '{ role = "sec", vote = "go" },', "")
    told = json.loads(run("gate", "--json").out)

    assert {key: told[key] for key in ("schemaVersion", "kind", "release", "verdict")} == {
        "schemaVersion": 1,
        "kind": "gate",
        "release": "2026.11",
        "verdict": "HOLD",
    }
    assert told["reasons"][0] == {
        "weighs": "HOLD",
        "text": "Security Lead has not voted",
        "path": "releases/2026.11/votes/sec",
        "role": "sec",
    }
    assert [one["weighs"] for one in told["reasons"]] == ["HOLD", "note", "note"]
    assert told["votes"] == [
        {
            "id": "qa",
            "role": "qa",
            "vote": "go",
            "by": "ana",
            "at": "2026-11-20T09:00:00Z",
            "condition": "the flag stays off",
            "note": None,
            "open": None,
            "required": True,
            "stale": False,
        },
        {
            "id": "sec",
            "role": "sec",
            "vote": None,
            "by": None,
            "at": None,
            "condition": None,
            "note": None,
            "open": None,
            "required": True,
            "stale": False,
        },
    ]


def test_a_vote_that_another_command_makes_stale_is_a_hold(run, going):
    text = OPEN.replace('{ text = "Tag it", role = "qa" }', '{ text = "Tag it", role = "qa", done = true }')
    going.write_text(going.read_text(encoding="utf-8") + text, encoding="utf-8")
    for vote in ("abstain", "go"):
        assert run("update", "releases/2026.11/votes/qa", f"vote={vote}").status == 0
    assert 'open = ["tasks/pre-release/test", "gates/smoke"]' in going.read_text(encoding="utf-8")
    assert run("gate").status == 0

    assert run("update", "checklists/today/items/tag-it", "done=false").status == 0
    assert run("update", "checklists/today/items/tag-it", "done=true").status == 0
    rewrite(going, "at = 2026-11-20T14:00:00Z }]", "at = 2026-11-20T14:00:01Z }]")
    ran = run("gate")

    assert ran.status == 3
    assert "  vote of QA is stale" in ran.out.splitlines()[3]
    assert ran.out.splitlines()[3].endswith("since then Tag it was done again")
    assert [one["stale"] for one in json.loads(run("gate", "--json").out)["votes"]] == [True, False]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("2026.1",), 'no "2026.1" in releases; did you mean "2026.11"?'),
        (("nothing-like-it",), 'no "nothing-like-it" in releases'),
        (("2026.11/gates/unit",), '"2026.11/gates/unit" is only a part of a release; name the release alone'),
        (("--date", "tuesday"), "is not a day"),
    ],
)
def test_what_cannot_be_meant_is_one_line_and_no_verdict(run, going, words, said):
    ran = run("gate", *words)

    assert (ran.status, ran.out) == (2, "")
    assert said in ran.err.splitlines()[0]


def test_a_plan_without_releases_is_no_verdict(run, plan):
    for words in ((), ("2026.11",)):
        ran = run("gate", *words)
        assert (ran.status, ran.out) == (2, "")
        assert ran.err.strip().endswith("no releases in this plan; octotui release next makes the first one")


@pytest.mark.parametrize("text", ['vote = "no-gö"', "<<<<<<< ours", "status = 7"])
def test_a_plan_that_cannot_be_read_is_no_verdict(run, going, text):
    rewrite(going, '{ role = "sec", vote = "go" }', f'{{ role = "sec", {text} }}')
    ran = run("gate")

    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith("plan.toml:")


def test_no_plan_is_no_verdict(run):
    assert (run("gate").status, run("gate").out) == (2, "")


@pytest.mark.parametrize(("status", "first"), [("cancelled", "was cancelled"), ("rolled-back", "was rolled back")])
def test_a_release_that_is_not_to_be_is_a_no_go(run, going, status, first):
    rewrite(going, 'name = "The quiet switch"', f'name = "The quiet switch"\nstatus = "{status}"')
    ran = run("gate")

    assert (ran.status, ran.out.splitlines()[3]) == (1, f"  2026.11 {first}")


@pytest.mark.parametrize("more", [0, 3000])
def test_the_status_stays_the_verdicts_when_nobody_reads_on(going, more):
    points = ", ".join(f'"Point {number}"' for number in range(more))
    text = OPEN.replace('{ text = "Tag it", role = "qa" }', points or '"Tag it"')
    going.write_text(going.read_text(encoding="utf-8") + text, encoding="utf-8")
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "wb") as pipe:
        ran = subprocess.run(
            [sys.executable, "-m", "octotui", "gate"], stdout=pipe, stderr=subprocess.PIPE, check=False
        )

    assert (ran.returncode, ran.stderr) == (1, b"")


@pytest.mark.parametrize(
    ("outcome", "status", "heading"), [("NO-GO", 1, "NO-GO"), ("HOLD", 3, "HOLD"), ("GO", 0, "notes")]
)
def test_a_recorded_decision_counts(run, going, outcome, status, heading):
    assert json.loads(run("gate", "--json").out)["decision"] is None
    decided = f'[[releases.decisions]]\ntype = "go-no-go"\noutcome = "{outcome}"\nby = "ana"\n'
    with going.open("a", encoding="utf-8") as file:
        file.write(f'{decided}at = 2026-11-20T10:00:00Z\nreason = "storm warning"\n')
    ran = run("gate")

    assert ran.status == status
    assert ran.out.splitlines()[2:4] == [heading, f"  decided {outcome} by Ana Ruiz: storm warning"]
    assert json.loads(run("gate", "--json").out)["decision"] == {
        "outcome": outcome,
        "by": "ana",
        "at": "2026-11-20T10:00:00Z",
        "reason": "storm warning",
    }
