"""Backups on the command line: list, compare, restore."""

import json

import pytest

from tests.repository import Repository

PLAN = """\
# ours
[[batches]]
id = "one"
name = "One"
progress = 40  # percent
"""


@pytest.fixture
def plan(plan):
    plan.write_text(PLAN)
    return plan


@pytest.fixture
def changed(run, plan):
    """A plan that was saved over twice."""
    run("--as", "ana", "update", "one", "progress=50")
    run("--as", "ben", "update", "one", "owner=ben")
    return plan


def test_without_backups_it_says_so(run, plan):
    ran = run("backups")
    assert (ran.status, ran.out) == (0, "")
    assert ran.err == "no backups of plan.toml: octotui has not saved over it\n"


def test_the_list_says_who_saved_what_over_each(run, changed):
    lines = run("backups").out.splitlines()
    assert lines[0].split() == ["#", "Until", "Then"]
    assert lines[1].startswith("1  ")
    assert lines[1].endswith("ben: one owner: none → ben")
    assert lines[2].endswith("ana: one progress: 40 → 50")
    items = json.loads(run("backups", "--json").out)["items"]
    assert [item["number"] for item in items] == [1, 2]
    assert items[1]["then"] == "ana: one progress: 40 → 50"


def test_the_difference_to_a_backup_in_words(run, changed):
    ran = run("backups", "diff", "2")
    assert ran.status == 1
    assert ran.out.startswith("plan.toml: backup 2 → the file now\n")
    assert "progress: 40 → 50" in ran.out
    assert "owner: none → ben" in ran.out
    assert "progress" not in run("backups", "diff").out, "the newest, if none is named"


def test_a_restore_is_byte_for_byte_and_can_be_taken_back(run, changed):
    latest = changed.read_bytes()
    assert run("backups", "restore", "2").status == 0
    assert changed.read_text() == PLAN
    assert run("backups", "diff", "3").err.startswith("no difference between backup 3 and plan.toml")
    run("backups", "restore", "1")
    assert changed.read_bytes() == latest


def test_a_file_that_is_gone_comes_back(run, changed):
    changed.unlink()
    assert run("backups", "restore", "3", "-p", str(changed)).status == 0
    assert changed.read_text() == PLAN


def test_a_broken_file_is_backed_up_and_replaced(run, changed):
    changed.write_text("batches = = 1")
    assert run("backups", "restore", "1").status == 0
    assert "progress = 50" in changed.read_text()
    ran = run("backups", "diff", "1")
    assert ran.status == 2
    assert "not valid TOML" in ran.err


def test_a_backup_that_is_not_there(run, changed):
    ran = run("backups", "restore", "9")
    assert (ran.status, ran.out) == (2, "")
    assert ran.err == "octotui: no backup 9; there are 2 backups of plan.toml: octotui backups lists them\n"


def test_the_copy_of_what_was_saved_last_comes_first_once_the_file_is_gone(run, changed):
    last = changed.read_bytes()
    changed.unlink()
    ran = run("-p", "plan.toml", "show", "batches")
    assert ran.err == (
        "plan.toml: no such file; bring it back, or take the last copy: octotui -p plan.toml backups restore 1\n"
    )
    assert len(run("-p", "plan.toml", "backups").out.splitlines()) == 4
    assert run("-p", "plan.toml", "backups", "restore", "1").status == 0
    assert changed.read_bytes() == last
    assert len(run("backups").out.splitlines()) == 3


def test_an_older_copy_of_a_file_that_is_gone_is_meant(run, changed):
    changed.unlink()
    run("-p", "plan.toml", "backups", "restore", "3")
    assert changed.read_text() == PLAN
    assert run("--as", "ana", "update", "one", "name=Uno").err == "", "nobody saved over what she did"


def test_a_folder_whose_plan_is_gone_says_how_it_comes_back(run, changed):
    changed.unlink()
    ran = run("backups", "restore", "1")
    assert ran.status == 2
    back = "plan.toml was here; its last copy comes back with: octotui -p plan.toml backups restore 1\n"
    assert ran.err.endswith(f"octotui: {back}")
    assert run().err.endswith(f"\n{back}")


@pytest.mark.parametrize("words", [(), ("restore", "1"), ("diff",)])
def test_a_plan_above_is_not_taken_for_the_one_that_is_gone(run, changed, words):
    above = changed.parent.parent / "plan.toml"
    above.write_text(PLAN)
    run("-p", str(above), "update", "one", "progress=90")
    there = above.read_bytes()
    changed.unlink()
    ran = run("backups", *words)
    assert ran.status == 2
    assert "plan.toml was here" in ran.err
    assert "name the one you mean with -p" in ran.err
    assert above.read_bytes() == there
    assert run("-p", str(above), "backups", "restore", "1").status == 0


def test_a_plan_with_another_name_says_where_its_backups_are(run, changed):
    changed.rename(changed.with_name("my plan.toml"))
    ran = run("-p", "my plan.toml", "backups")
    assert ran.err == (
        "no backups of my plan.toml: octotui has not saved over it; "
        "plan.toml was here and has some: octotui -p plan.toml backups\n"
    )


def test_a_plan_without_backups_says_that_git_has_its_history(run, plan):
    repository = Repository(plan.parent)
    repository.commit()
    assert run("backups").err.endswith("; git has what was committed: octotui log\n")
