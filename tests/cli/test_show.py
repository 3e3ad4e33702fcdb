"""Areas and things of a plan, for people and for programs."""

import json

import pytest

from octotui.cli.layout import COLUMNS
from octotui.cli.output import width_of
from octotui.plan.base import fields_of
from octotui.plan.plan import Plan


def items(ran):
    envelope = json.loads(ran.out)
    assert (ran.status, envelope["schemaVersion"]) == (0, 1)
    return envelope["items"]


def test_every_area_has_its_columns():
    assert set(COLUMNS) == {*fields_of(Plan), "attention"}


@pytest.mark.parametrize("area", COLUMNS)
def test_every_area_is_shown_as_text_and_as_json(run, plan, area):
    assert run("show", area).status == 0
    assert isinstance(items(run("show", area, "--json")), list)


def test_a_table_is_aligned_whatever_the_width_of_its_characters(run, plan):
    head, *rows = run("show", "batches").out.splitlines()

    assert head.split() == [
        "ID",
        "NAME",
        "PRIORITY",
        "STATUS",
        "PROGRESS",
        "TARGET",
        "OWNER",
        "WAITING",
        "ON",
        "OVERDUE",
    ]
    assert "55%" in rows[0]
    assert "batch-1" in rows[1]
    starts = {width_of(row[: row.index(word)]) for row, word in [(head, "PRIORITY"), (rows[0], "P0"), (rows[1], "P2")]}
    assert len(starts) == 1


def test_an_area_may_be_spelled_any_way(run, plan):
    for area in ("decision_types", "decision-types", "decisionTypes"):
        assert items(run("show", area, "--json")) == []


def test_an_unknown_area_names_the_nearest(run, plan):
    ran = run("show", "risk")

    assert (ran.status, ran.out) == (2, "")
    assert ran.err == 'octotui: no area "risk"; did you mean "risks"?\n'


def test_an_area_with_nothing_in_it_says_so_beside_the_data(run, plan):
    ran = run("show", "issues")

    assert (ran.status, ran.out, ran.err) == (0, "", "no issues in this plan\n")


def test_json_has_every_field_in_camel_case(run, plan):
    first, second = items(run("show", "batches", "--json"))

    assert first["id"] == "batch-1"
    assert first["target"] == "Week 1–2"
    assert first["finished"] is None
    assert first["gates"] == []
    assert first["overdue"] is True
    assert second["owner"] is None
    assert second["target"] == "2026-12-04"
    assert second["waitingOn"] == ["batch-1", "e-7"]


def test_json_is_ascii_and_times_are_utc(run, plan):
    ran = run("show", "escalations", "--json")

    assert ran.out.isascii()
    (escalation,) = items(ran)
    assert escalation["raised"] == {"by": "ana", "at": "2026-11-18T09:10:00Z"}
    assert escalation["level"] == "2"
    assert escalation["due"] == "2026-11-20"
    assert escalation["overdue"] is False


def test_json_of_risks_has_score_and_band(run, plan):
    (risk,) = items(run("show", "risks", "--json"))

    assert (risk["score"], risk["band"], risk["reviewed"]) == (9, "critical", "2026-11-13")
    assert risk["reviews"][0]["on"] == "2026-11-13"


def test_unknown_keys_are_in_the_json_as_they_came(run, plan):
    plan.write_text('[[batches]]\nname = "A"\ncost_centre = 7\n')

    assert items(run("show", "batches", "--json"))[0]["cost_centre"] == 7


def test_one_thing_is_shown_whole_and_without_what_it_has_not(run, plan):
    ran = run("show", "risks", "r-ci")

    assert ran.out.splitlines() == [
        "id           r-ci",
        "title        CI fixes take longer",
        "probability  high",
        "impact       critical",
        "status       open",
        "reviews",
        "  - id           2026-11-13",
        "    on           2026-11-13",
        "    probability  high",
        "    impact       high",
        "score        9",
        "band         critical",
        "reviewed     2026-11-13",
    ]


def test_one_thing_as_json_is_a_list_of_one(run, plan):
    assert [item["id"] for item in items(run("show", "risks", "r-ci", "--json"))] == ["r-ci"]


def test_an_unknown_thing_names_the_nearest(run, plan):
    ran = run("show", "batches", "batch-9")

    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith('octotui: no "batch-9" in batches; did you mean "batch-')


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("critical", ["batch-1"]),
        ("owner:ana", ["batch-1"]),
        ("!owner:ana", ["batch-2"]),
        ("status:in-progress", ["batch-1"]),
        ("waiting_on:e-7", ["batch-2"]),
        ("東京", ["batch-2"]),
        ("nothing like it", []),
    ],
)
def test_a_filter_lets_through_what_it_describes(run, plan, wanted, found):
    assert [item["id"] for item in items(run("show", "batches", "--json", "--filter", wanted))] == found


def test_the_project_is_shown_whole(run, plan):
    assert "overallProgress  27%" in run("show", "project").out


def test_text_of_the_plan_never_drives_the_terminal(run, plan):
    plan.write_text('[[batches]]\nname = "a\\u001b[2J\\u202eb"\nnotes = "one\\ntwo\\u0007"\n')

    for words in (["show", "batches"], ["show", "batches", "a-2j-b"], ["dashboard"], ["weekly", "1"]):
        out = run(*words).out

        assert "\x1b" not in out
        assert "\u202e" not in out
        assert "\x07" not in out


def test_an_id_in_the_place_of_an_area_says_where_it_is(run, plan):
    assert run("show", "r-ci").err == 'octotui: no area "r-ci"; the risk of that name: octotui show risks r-ci\n'
    assert run("show", "nonsense").err == 'octotui: no area "nonsense"; octotui show --help names them\n'
