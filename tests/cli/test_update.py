"""Values set from the command line."""

import json
import os

import pytest


@pytest.mark.parametrize(
    ("words", "said", "line"),
    [
        (
            ["batch-1", "status=blocked"],
            "batch-1 status: in-progress → blocked",
            'status = "blocked"       # soon done',
        ),
        (["batch-1", "progress=60"], "batch-1 progress: 55 → 60", "progress = 60"),
        (["batch-1", "progress=60%"], "batch-1 progress: 55 → 60", "progress = 60"),
        (["batch-1", "progress=12.5"], "batch-1 progress: 55 → 12.5", "progress = 12.5"),
        (["batch-1", "owner=Bob Ray"], "batch-1 owner: ana → Bob Ray", 'owner = "Bob Ray"'),
        (["batch-1", "name=New = name"], "batch-1 name: Critical Blockers → New = name", 'name = "New = name"'),
        (["batch-1", "targetDate=2026-12-01"], "batch-1 target: Week 1–2 → 2026-12-01", "target = 2026-12-01"),
        (["batch-1", "target=week 3-4"], "batch-1 target: Week 1–2 → Week 3–4", 'target = "Week 3–4"'),
        (["batch-1", "target-date=+3d"], "batch-1 target: Week 1–2 → 2026-11-23", "target = 2026-11-23"),
        (
            ["batch-1", "blockers=e-7, the lawyers"],
            "batch-1 blockers: none → e-7, the lawyers",
            'blockers = ["e-7", "the lawyers"]',
        ),
        (["batch-1", "started=2026-11-02"], "batch-1 started: none → 2026-11-02", "started = 2026-11-02"),
        (["batches/batch-2", "priority=P1"], "batch-2 priority: P2 → P1", 'priority = "P1"'),
        (["r-ci", "probability=low"], "r-ci probability: high → low", 'probability = "low"'),
        (["e-7", "level=3"], "e-7 level: 2 → 3", "level = 3"),
        (["day", "gate=yes"], "day gate: none → yes", "gate = true"),
        (["coverage", "target=80"], "coverage target: none → 80", "coverage = { value = 71, target = 80 }"),
        (["ciFlakeRate", "better=higher"], "ci_flake_rate better: lower → higher", 'better = "higher"'),
    ],
)
def test_a_field_gets_another_value_and_says_so(run, plan, words, said, line):
    before = plan.read_text().splitlines()

    ran = run("update", *words)

    assert (ran.status, ran.out) == (0, said + "\n")
    changed = [text for text in plan.read_text().splitlines() if text not in before]
    assert len(changed) == 1
    assert line in changed[0]


def test_a_thing_inside_of_another_is_named_by_its_path(run, plan):
    ran = run("update", "checklists/day/items/smoke", "done=no")

    assert (ran.status, ran.out) == (0, "day/items/smoke done: yes → none\n")
    assert "done = true" not in plan.read_text()


def test_several_values_are_one_change(run, plan):
    ran = run("update", "batch-1", "status=done", "progress=100", 'notes=Ana’s fix, in "main"')

    assert ran.status == 0
    assert len(ran.out.splitlines()) == 3
    assert run("validate").status == 0


def test_an_empty_value_takes_away(run, plan):
    assert run("update", "batch-2", "target=", "blockers=").status == 0

    (batch,) = json.loads(run("show", "batches", "batch-2", "--json").out)["items"]
    assert (batch["target"], batch["blockers"]) == (None, [])


def test_a_value_it_has_already_changes_nothing(run, plan):
    before = plan.read_bytes()

    ran = run("update", "batch-1", "progress=55")

    assert (ran.status, ran.out) == (0, "")
    assert plan.read_bytes() == before


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["batch-9", "progress=1"], 'no "batch-9" in the plan; did you mean "batch-'),
        (["risks/r-cl", "owner=x"], 'no "risks/r-cl" in the plan; did you mean "r-ci"?'),
        (["batch-1", "progres=1"], 'unknown key "progres"; did you mean "progress"?'),
        (["batch-1", "status=in-progres"], 'status: unknown value "in-progres"; did you mean "in-progress"?'),
        (
            ["batch-1", "status=xyz"],
            'status: unknown value "xyz"; one of not-started, queued, in-progress, blocked, done',
        ),
        (["batch-1", "progress=101"], "progress is 101; write 0 to 100"),
        (["batch-1", "progress=-1"], "progress is -1; write 0 to 100"),
        (["batch-1", "progress=nan"], 'progress is "nan"; write a number'),
        (["batch-1", "progress=half"], 'progress is "half"; write a number'),
        (["batch-1", "name="], "name: empty, give it some text"),
        (["batch-1", "progress"], '"progress" gives nothing a value; write key=value'),
        (["batch-1", "=5"], '"=5" gives nothing a value; write key=value'),
        (["batch-1", "id=b"], "an id stays as it is"),
        (["batch-1", "gates=unit"], "gates holds things of its own"),
        (["batch-2", 'blockers=["e-7", "e-9"]'], "write the names alone: blockers=e-7,e-9"),
        (["batch-1", "started=soon"], 'started: "soon" is not a day'),
        (["day", "gate=perhaps"], "gate is the text"),
        (["batch-1", "progress=60", "status=xyz"], 'status: unknown value "xyz"'),
    ],
)
def test_what_cannot_be_is_refused_with_a_mend_and_the_file_stays(run, plan, words, said):
    before = plan.read_bytes()

    ran = run("update", *words)

    assert (ran.status, ran.out) == (2, "")
    assert said in ran.err
    assert len(ran.err.splitlines()) == 1
    assert plan.read_bytes() == before


def test_an_id_of_several_things_has_to_be_told_apart(run, plan):
    plan.write_text(plan.read_text() + '\n[[issues]]\nid = "r-ci"\ntitle = "I"\n')

    ran = run("update", "r-ci", "owner=Bob Ray")

    assert ran.status == 2
    assert "write risks/r-ci or issues/r-ci" in ran.err
    assert run("update", "issues/r-ci", "owner=Bob Ray").status == 0


def test_a_batch_goes_before_other_things_of_its_id(run, plan):
    plan.write_text(plan.read_text() + '\n[[issues]]\nid = "batch-1"\ntitle = "I"\n')

    assert run("update", "batch-1", "progress=60").status == 0
    assert "progress = 60" in plan.read_text()


def test_a_json_plan_keeps_its_shape(run, plan):
    path = plan.with_name("execution-plan.json")
    text = """{
  "batches": [
    {
      "id": "batch-1",
      "name": "Größe",
      "priority": "P0",
      "status": "not-started",
      "progress": 0,
      "targetDate": "Week 1–2",
      "blockers": [],
      "owner": ""
    }
  ],
  "metrics": {
    "ciPassRate": 0
  }
}
"""
    path.write_text(text, encoding="utf-8")

    words = ("status=in-progress", "progress=50", "owner=alice", "targetDate=Week 3")
    assert run("update", "batch-1", *words, "-p", str(path)).status == 0
    assert run("metrics", "ci_pass_rate=93.5", "-p", str(path)).status == 0

    wanted = text.replace("not-started", "in-progress").replace('"progress": 0', '"progress": 50')
    wanted = (
        wanted.replace('"owner": ""', '"owner": "alice"')
        .replace("Week 1–2", "Week 3")
        .replace('Rate": 0', 'Rate": 93.5')
    )
    assert path.read_text(encoding="utf-8") == wanted


def test_a_plan_that_may_only_be_looked_at_stays(run, plan):
    before = plan.read_bytes()

    assert run("--readonly", "update", "batch-1", "progress=1").status == 2
    assert plan.read_bytes() == before


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_is_a_mistake_not_a_matter_of_time(run, plan):
    plan.parent.chmod(0o500)
    try:
        ran = run("update", "batch-1", "progress=60")
    finally:
        plan.parent.chmod(0o700)

    assert (ran.status, ran.out) == (2, "")


def test_a_plan_that_another_one_is_saving_may_be_tried_again(run, plan, monkeypatch):
    from octotui.store import lock

    before = plan.read_bytes()
    monkeypatch.setattr(lock, "LOCK_SECONDS", 0.0)
    place = lock.lock_path(plan)
    place.parent.mkdir(parents=True, exist_ok=True)
    with place.open("ab") as another:
        assert lock.try_lock(another)
        ran = run("update", "batch-1", "progress=60")

    assert (ran.status, ran.out) == (3, "")
    assert "another octotui is saving it" in ran.err
    assert plan.read_bytes() == before


def test_a_file_that_keeps_changing_may_be_tried_again(run, plan, monkeypatch):
    from octotui.store import saving
    from octotui.store.files import ChangedOnDisk

    def changes_once_more(path, new, expected, **_):
        raise ChangedOnDisk(expected + b"# more\n")

    monkeypatch.setattr(saving, "save_bytes", changes_once_more)

    ran = run("update", "batch-1", "progress=60")

    assert (ran.status, ran.out) == (3, "")
    assert "keeps changing" in ran.err


def test_what_somebody_changed_at_the_same_moment_is_not_written_over(run, plan, monkeypatch):
    from octotui.store import files, saving

    def after_somebody(path, new, expected, **how):
        monkeypatch.setattr(saving, "save_bytes", files.save_bytes)
        path.write_bytes(expected.replace(b"progress = 55", b"progress = 70"))
        files.save_bytes(path, new, expected, **how)

    monkeypatch.setattr(saving, "save_bytes", after_somebody)

    ran = run("update", "batch-1", "progress=60", "owner=Bob Ray")

    assert ran.status == 3
    assert ran.out == "batch-1 owner: ana → Bob Ray\n"
    assert ran.err.startswith("not done, somebody changed it at the same moment: batch-1")
    assert "progress = 70" in plan.read_text()


def test_what_another_program_saved_over_is_told(run, plan):
    stale = plan.read_bytes()
    run("update", "batch-1", "progress=60")
    plan.write_bytes(stale)  # an editor that had the file open all along

    ran = run("update", "batch-1", "owner=Bob Ray")

    assert (ran.status, ran.out) == (0, "batch-1 owner: ana → Bob Ray\n")
    assert ran.err.startswith("another program saved over what ")
    assert "batch-1 progress: 55 → 60" in ran.err
    assert "saved over" not in run("update", "batch-1", "owner=Cem Oz").err, "it is told once"


CHANGE = """
[[changes]]
id = "c-1"
title = "Move the date"
approvals = ["dana"]
"""


def test_a_change_is_assessed_and_approved_part_by_part(run, plan):
    plan.write_text(plan.read_text() + CHANGE)

    refused = run("update", "c-1", "status=assessed")
    assert (refused.status, refused.out) == (2, "")
    assert refused.err == 'octotui: c-1 cannot become "assessed": its impact is not assessed\n'
    assert run("update", "changes/c-1/impact", "timeline=+5 days").out == "c-1/impact timeline: none → +5 days\n"
    assert run("update", "c-1", "status=assessed").status == 0

    early = run("update", "c-1", "status=approved")
    assert early.err == 'octotui: c-1 cannot become "approved": dana has not approved it yet\n'
    assert run("update", "changes/c-1/approvals/dana", "state=approved").status == 0
    assert run("update", "c-1", "status=approved").status == 0
    assert '{ by = "dana", state = "approved", at = 2026-11-20T14:00:00Z' in plan.read_text()


@pytest.mark.parametrize("path", ["changes/c-1/approvals/eva", "changes/c-9/impact", "changes/c-1/impact/scope"])
def test_a_part_of_nothing_cannot_be_updated(run, plan, path):
    plan.write_text(plan.read_text() + CHANGE)

    ran = run("update", path, "note=x")

    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith(f'octotui: no "{path}" in the plan')


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["items/x", "column=nowhere"], 'there is no column "nowhere"; one of backlog, ready'),
        (["cadences/sync", "on=blursday"], 'on "blursday" is not a weekday; '),
        (["s5", "end=2026-11-01"], "end 2026-11-01 is before start 2026-11-16; "),
        (["s5", "start=2026-11-30"], "end 2026-11-27 is before start 2026-11-30; "),
        (["batch-1", "blockers=batch-9"], 'blocker "batch-9" is nowhere; '),
        (["batch-1", "owner=anna"], 'owner "anna" is not one of the people; did you mean "ana"?'),
        (["batch-1", "blockers=batch-2"], "blockers go in a circle: batch-1 → batch-2 → batch-1; take one of them out"),
    ],
)
def test_what_validate_would_complain_about_is_not_written(run, plan, words, said):
    plan.write_text(plan.read_text() + MORE)
    before = plan.read_bytes()

    ran = run("update", *words)

    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith(f"octotui: {said}")
    assert len(ran.err.splitlines()) == 1
    assert plan.read_bytes() == before


MORE = """
[[items]]
id = "x"
title = "X"

[cadences]
sync = { name = "Sync", on = "tuesday" }

[sprints]
s5 = { start = 2026-11-16, end = 2026-11-27 }
"""


def test_what_was_wrong_before_keeps_nothing_from_being_set(run, plan):
    plan.write_text(plan.read_text() + '\n[[items]]\nid = "x"\ntitle = "X"\ncolumn = "nowhere"\n')

    assert run("update", "items/x", "points=3").status == 0


def test_an_empty_owner_is_taken_out_of_the_file(run, plan):
    assert run("update", "batch-1", "owner=").out == "batch-1 owner: ana → none\n"

    assert 'owner = ""' not in plan.read_text()
    assert run("update", "batch-1", "owner=").err == "nothing to change: it says so already\n"


def test_what_is_said_to_be_done_says_what_is_still_open(run, plan):
    ran = run("update", "batch-2", "status=done")

    assert (ran.status, ran.err) == (0, "still open: waits on batch-1, e-7\n")


def test_a_gate_that_nobody_passed_says_nothing_of_nobody(run, plan):
    plan.write_text(plan.read_text().replace('name = "Infra', 'gates = { unit = true }\nname = "Infra'))

    assert run("update", "batches/batch-2/gates/unit", "passed=no").out == "batch-2/gates/unit passed: yes → none\n"


def test_a_name_has_no_line_break(run, plan):
    ran = run("update", "batch-1", "name=A\nB")

    assert (ran.status, ran.err) == (2, "octotui: name has a line break; write it on one line\n")
