"""``octotui metrics``: set, kept with their day, listed."""

import json

import pytest

TABLE = """\
ID             GROUP    VALUE  TARGET  STATE    TREND         READ
ci_flake_rate  quality  7.5%   ≤ 5%    missed   down, better
coverage                71             unknown
"""


@pytest.fixture
def measured(plan):
    """The plan of the tests, with a metric that has a group and a history."""
    text = plan.read_text(encoding="utf-8").replace(
        'unit = "%" }', 'unit = "%", group = "Quality", history = [[2026-11-06, 11.5], [2026-11-13, 9.0]] }'
    )
    plan.write_text(text, encoding="utf-8")
    return plan


def test_metrics_are_set_in_either_spelling_and_new_ones_added(run, plan):
    ran = run("metrics", "coverage=72", "ciFlakeRate=6.5", "prsMerged=12")

    assert (ran.status, ran.err) == (0, "prs_merged is a new metric\n")
    assert ran.out.splitlines() == [
        "coverage value: 71 → 72",
        "ci_flake_rate value: 7.5 → 6.5",
        "prs_merged value: none → 12",
    ]
    text = plan.read_text()
    for line in ("coverage = 72\nprs_merged = 12\n", "value = 6.5, target = 5", "history = [[2026-11-20, 6.5]]"):
        assert line in text


def test_a_second_value_of_the_day_takes_the_firsts_place_and_the_next_days_joins_it(run, measured, monkeypatch):
    from datetime import date

    from octotui.cli import clock

    run("metrics", "ci_flake_rate=6.5")
    run("metrics", "ci_flake_rate=6")
    monkeypatch.setattr(clock, "today", lambda: date(2026, 11, 21))

    ran = run("metrics", "ci_flake_rate=6")

    assert (ran.status, ran.out) == (0, "ci_flake_rate value: read 6 again on 2026-11-21\n")
    (metric,) = json.loads(run("show", "metrics", "ci_flake_rate", "--json").out)["items"]
    assert [reading["value"] for reading in metric["history"]] == [11.5, 9.0, 6, 6]
    assert (metric["trend"], metric["improving"], metric["margin"]) == ("flat", None, -1)


def test_update_keeps_the_reading_too(run, measured):
    assert run("update", "ci_flake_rate", "value=4").out == "ci_flake_rate value: 7.5 → 4\n"
    assert "[2026-11-20, 4]" in measured.read_text()


def test_a_json_plan_of_numbers_stays_one_of_numbers(run, plan):
    path = plan.with_name("execution-plan.json")
    text = '{\n  "batches": [],\n  "metrics": {\n    "ciPassRate": 93,\n    "coverage": 0\n  }\n}\n'
    path.write_text(text)

    assert run("metrics", "ciPassRate=92", "-p", str(path)).out == "ci_pass_rate value: 93 → 92\n"

    assert path.read_text() == text.replace("93", "92")


def test_a_new_metric_that_looks_like_a_slip_is_wondered_at(run, plan):
    ran = run("metrics", "coverge=72")

    assert (ran.status, ran.out) == (0, "coverge value: none → 72\n")
    assert ran.err == 'coverge is a new metric; did you mean "coverage"?\n'


@pytest.mark.parametrize(
    "word", ["coverage=many", "coverage=-1", "coverage=nan", "coverage=inf", "coverage=", "coverage", "=1"]
)
def test_a_metric_that_is_no_number_is_refused(run, plan, word):
    before = plan.read_bytes()

    ran = run("metrics", "prs_merged=1", word)

    assert (ran.status, ran.out) == (2, "")
    assert len(ran.err.splitlines()) == 1
    assert plan.read_bytes() == before


def test_metrics_alone_are_listed_by_their_groups(run, measured):
    assert run("metrics").out == TABLE
    first, second = json.loads(run("metrics", "--json").out)["items"]
    assert (first["state"], first["read"], second["id"], second["trend"]) == ("missed", None, "coverage", None)


def test_the_day_is_told_on_which_the_value_was_read(run, measured):
    run("metrics", "ciFlakeRate=9")

    assert "2026-11-20" in run("metrics").out


def test_a_plan_without_metrics_says_how_one_comes_to_be(run, plan):
    plan.write_text("[[batches]]\nname = 'B'\n")

    ran = run("metrics")

    assert (ran.status, ran.out) == (0, "")
    assert "octotui metrics coverage=80" in ran.err
