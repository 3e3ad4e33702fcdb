"""The board and its sprints on the command line."""

import json

import pytest

PLAN = """\
[board]
columns = ["Backlog", { name = "Doing", limit = 1 }, "Review", "Done"]

[sprints]
s1 = { name = "One", start = 2026-11-02, end = 2026-11-13, planned = 10, completed = 8 }
s2 = { name = "Two", start = 2026-11-16, end = 2026-11-27, planned = 10, goal = "Ship it" }

[[items]]
id = "a"
title = "Later"

[[items]]
id = "b"
title = "Now"
column = "doing"
sprint = "s2"
points = 5
acceptance = ["It works"]

[[items]]
id = "c"
title = "Also now"
column = "doing"
sprint = "s2"
points = 3
blocked = true
acceptance = ["It works, too"]

[[items]]
id = "d"
title = "Nearly"
column = "review"
pr = { url = "https://example.org/1", lines = 612, approvals = 0, ci = "failed" }

[[items]]
id = "e"
title = "Done"
column = "done"
sprint = "s2"
points = 2
finished = 2026-11-18
"""


@pytest.fixture
def board(plan):
    plan.write_text(PLAN)
    return plan


def test_the_board_has_its_columns_in_order_with_what_is_wrong(board, run):
    ran = run("board")
    assert ran.status == 0
    assert [line for line in ran.out.splitlines() if line and line[0].isupper() and ":" in line] == [
        "Backlog: 1 card, 0 points",
        "Doing: 2 cards, at most 1 (over its limit), 8 points",
        "Review: 1 card, 0 points",
        "Done: 1 card, 2 points",
    ]
    nearly = next(line for line in ran.out.splitlines() if line.startswith("d "))
    assert nearly.endswith(
        "no acceptance criteria; no issue link; 612 changed lines, at most 400; no approval, at least 1; CI failed"
    )
    assert next(line for line in ran.out.splitlines() if line.startswith("c ")).endswith("blocked")


def test_the_board_of_a_sprint_keeps_the_limits_of_all(board, run):
    ran = run("board", "--sprint", "s2")
    cards = [line.split()[0] for line in ran.out.splitlines() if line[:2] in ("a ", "b ", "c ", "d ", "e ")]
    assert cards == ["b", "c", "e"]
    assert "(over its limit)" in ran.out


def test_the_board_as_data(board, run):
    columns = {column["id"]: column for column in json.loads(run("board", "--json").out)["columns"]}
    assert list(columns) == ["backlog", "doing", "review", "done"]
    assert (columns["doing"]["over"], columns["doing"]["limit"], columns["doing"]["points"]) == (True, 1, 8)
    flags = columns["review"]["cards"][0]["flags"]
    assert {"rule": "lines", "reason": "612 changed lines, at most 400"} in flags


def test_a_sprint_in_words(board, run):
    out = run("sprint").out
    assert out.startswith("Two  16–27 Nov  active  7 days left  Ship it\n")
    lines = {line.split("  ")[0]: line.split()[-1] for line in out.splitlines() if line}
    assert [lines[label] for label in ("Planned", "Completed", "In progress", "Blocked")] == ["10", "2", "5", "3"]
    assert "Forecast     " in out
    assert "Velocity     8 a sprint" in out


def test_a_sprint_as_data(board, run):
    told = json.loads(run("sprint", "s2", "--json").out)
    assert told["points"] == {
        "planned": 10,
        "added": 0,
        "completed": 2,
        "inProgress": 5,
        "blocked": 3,
        "toDo": 0,
        "scope": 10,
        "unsized": 0,
    }
    assert (told["velocity"], told["sprint"]["state"]) == (8, "active")
    assert [day["left"] for day in told["burndown"]][:5] == [10, 10, 8, 8, 8]
    assert told["forecast"][-1]["day"] == "2026-11-27"


@pytest.mark.parametrize("words", [("sprint", "s9"), ("board", "--sprint", "s9")])
def test_a_sprint_that_is_not_there_is_named(board, run, words):
    ran = run(*words)
    assert (ran.status, ran.out) == (2, "")
    assert 'no "s9" in sprints; ' in ran.err


def test_a_plan_without_cards_or_sprints_says_so(plan, run):
    plan.write_text('[project]\nname = "New"\n')
    assert (run("board").out, run("sprint").out) == ("", "")
    assert "no cards" in run("board").err
    assert "no sprints" in run("sprint").err


def test_an_update_of_the_column_notes_the_day_as_the_board_does(board, run):
    assert run("update", "b", "column=done").status == 0
    card = json.loads(run("show", "items", "b", "--json").out)["items"][0]
    assert (card["column"], card["started"], card["finished"]) == ("done", "2026-11-20", "2026-11-20")


def test_a_sprint_is_told_as_of_another_day(board, run):
    assert "One  2–13 Nov  active  3 days left" in run("sprint", "--date", "2026-11-10").out
    assert run("board", "--date", "2026-11-10").status == 0
    assert run("board", "--date", "soon").status == 2
