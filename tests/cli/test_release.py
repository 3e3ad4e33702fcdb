"""``octotui release``: how a release stands, and the next one from the last."""

import json

import pytest

RELEASES = """
[[roles]]
id = "rm"
name = "Release Manager"
[roles.tasks]
pre-release = ["Plan it", "Book it"]

[decision_types]
go-no-go = { name = "Go/no-go", owner = ["rm"] }

[[releases]]
id = "2026.11"
name = "The quiet switch"
window = 2026-11-24T08:00:00Z
scope = ["Databases"]
gates = { unit = true, smoke = false }
decisions = [{ type = "go-no-go", outcome = "GO", by = "ana" }]
done = [{ role = "rm", task = "Plan it", by = "ana" }]
"""
SHOWN = """\
2026.11 The quiet switch
status  active
phase   pre-release
window  2026-11-24 08:00
owner   nobody
scope   Databases

tasks
  pre-release  1/2

votes
  rm  missing

gates
  unit   passed
  smoke  open

decisions
  go-no-go  GO  Ana Ruiz (not the owner: Release Manager decides)

checklists
  day  1/2  Day of release
"""


@pytest.fixture
def released(plan):
    """The plan of the tests, with a release that its checklist is for."""
    text = plan.read_text(encoding="utf-8").replace('id = "day"\n', 'id = "day"\nrelease = "2026.11"\n')
    plan.write_text(text + RELEASES, encoding="utf-8")
    return plan


def test_the_current_release_is_shown(run, released):
    ran = run("release")

    assert (ran.status, ran.out, ran.err) == (0, SHOWN, "")
    assert run("release", "2026.11").out == ran.out
    assert json.loads(run("release", "--json").out)["item"]["id"] == "2026.11"


def test_the_next_one_is_made_from_the_last_and_leaves_it_as_it_is(run, released):
    before = released.read_text(encoding="utf-8")
    ran = run("release", "next", "--name", "The loud one", "--window", "2026-12-08T08:00Z")

    assert (ran.status, ran.err) == (0, "")
    assert ran.out.splitlines() == ["releases: added 2026.12", "checklists: added day-2026.12"]
    after = released.read_text(encoding="utf-8")
    assert [line for line in before.splitlines() if line not in after.splitlines()] == []
    shown = run("release", "2026.12").out
    for line in (
        "2026.12 The loud one",
        "status  planned",
        "window  2026-12-08 08:00",
        "pre-release  0/2",
        "day-2026.12  0/2",
    ):
        assert line in shown


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("next", "2026.11"), 'there is a release "2026.11" already; the next would be 2026.12'),
        (("next", "--window", "tuesday"), '"tuesday" is not a time'),
        (("next", "a", "b"), "write: octotui release next [ID]"),
        (("--name", "x"), "to make a release, write: octotui release next"),
        (("2026.1",), 'no "2026.1" in releases; did you mean "2026.11"?'),
    ],
)
def test_what_cannot_be_meant_is_one_line_and_nothing_is_written(run, released, words, said):
    before = released.read_bytes()
    ran = run("release", *words)

    assert (ran.status, ran.out) == (2, "")
    assert said in ran.err.splitlines()[0]
    assert released.read_bytes() == before


def test_a_plan_without_releases_says_how_to_make_one(run, plan):
    assert run("release").err.strip() == "no releases in this plan; octotui release next makes the first one"
    assert run("release", "next").out.strip() == "releases: added 1.0"


def test_a_status_takes_only_sensible_steps(run, released):
    assert run("update", "2026.11", "status=planned").status == 2
    assert run("update", "2026.11", "status=released").status == 0
    assert run("update", "2026.11", "status=active").err.strip().endswith("next is rolled-back")


def test_an_id_that_no_path_can_name_is_refused(run, released):
    ran = run("release", "next", "a b/c")

    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith('octotui: "a b/c" cannot be an id')
