"""Problems say where, what, and what would be right."""

from __future__ import annotations

import pytest

from octotui.plan.problems import PlanError, Problem, did_you_mean, has_errors, quoted


def test_a_problem_is_one_line_with_its_place_and_mend():
    problem = Problem("error", 'status: unknown value "doing"', 'did you mean "done"?').at("plan.toml", 12, 10)

    assert str(problem) == 'plan.toml:12:10: status: unknown value "doing"; did you mean "done"?'
    assert str(Problem("warning", "unknown key")) == "warning: unknown key"
    assert str(Problem("error", "broken").at("plan.json", None, None)) == "plan.json: broken"


def test_an_error_carries_all_its_problems():
    problems = [Problem("error", "first"), Problem("warning", "second")]

    assert PlanError(problems).problems == tuple(problems)
    assert str(PlanError(problems)) == "first\nwarning: second"
    assert has_errors(problems)
    assert not has_errors(problems[1:])


@pytest.mark.parametrize(
    ("word", "known", "mend"),
    [
        ("in_progres", ["queued", "in-progress"], 'did you mean "in-progress"?'),
        ("Batch-1", ["batch-1", "risk"], 'did you mean "batch-1"?'),
        ("zzz", ["low", "high"], "one of low, high"),
        ("zzz", [f"b-{number}" for number in range(10)], ""),
        ("zzz", [], ""),
    ],
)
def test_the_nearest_known_word_is_offered_else_all_if_they_are_few(word, known, mend):
    assert did_you_mean(word, known) == mend


def test_a_quoted_value_is_short_and_on_one_line():
    assert quoted("a\x1b[2J\nb") == '"a␛[2J⏎b"'
    assert len(quoted("x" * 1000)) == 60


@pytest.mark.parametrize(
    ("word", "known", "mend"),
    [
        ("accepted", ["proposed", "rejected"], "one of proposed, rejected"),
        ("late", ["planned", "reached"], "one of planned, reached"),
        ("huge", ["low", "high"], "one of low, high"),
        ("dnoe", ["done", "node-x"], 'did you mean "done"?'),
        ("batch", ["batches", "issues"], 'did you mean "batches"?'),
    ],
)
def test_a_word_is_offered_only_if_it_is_really_near(word, known, mend):
    assert did_you_mean(word, known) == mend
