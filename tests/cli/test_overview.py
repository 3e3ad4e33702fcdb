"""The dashboard on the command line, and where its figures come from."""

import json

import pytest

from tests.conftest import SAMPLES

SAMPLE = str(SAMPLES / "octoacme.toml")


def test_the_dashboard_says_the_essential(run):
    ran = run("overview", "-p", SAMPLE)

    assert (ran.status, ran.err) == (0, "")
    lines = [" ".join(line.split()) for line in ran.out.splitlines()]
    assert lines[0] == "OctoAcme platform hardening: execution dashboard, Week 47, 16–22 November 2026"
    for said in (
        "Initiative progress 38% to watch",
        "Velocity 22.7 points a sprint to watch",
        "Current sprint: Sprint 5",
        "Blocked 11 points off track",
        "Release 2026.11 live at risk due 2026-11-24",
        "i-5 Nobody knows who approves a hotfix at night high open Dana Kim due 2026-11-25",
        "Metrics 5 of 15 met off track",
    ):
        assert said in lines
    assert not any("How these figures" in line for line in lines)


@pytest.mark.parametrize(
    ("words", "heading", "milestones"),
    [
        (("--lens", "month"), "November 2026", "1 of 4 reached"),
        (("--lens", "quarter"), "Q4 2026", "3 of 8 reached"),
        (("--lens", "month", "--date", "2026-10-20"), "October 2026", "0 of 1 reached"),
        (("--period", "2026-10"), "October 2026", "2 of 2 reached"),
        (("--period", "last month"), "October 2026", "2 of 2 reached"),
    ],
)
def test_it_looks_through_a_lens(run, words, heading, milestones):
    out = run("overview", "-p", SAMPLE, *words).out

    assert out.splitlines()[0].endswith(heading)
    assert milestones in out


def test_it_explains_every_figure(run):
    out = run("overview", "-p", SAMPLE, "--explain").out.partition("How these figures were computed")[2]

    assert "0 of 2 in time" in out
    assert "batches/batch-2  Infrastructure  5 d late" in out


def test_programs_get_every_figure_with_its_sources(run):
    data = json.loads(run("overview", "-p", SAMPLE, "--json", "--lens", "quarter").out)

    assert (data["kind"], data["lens"], data["period"]["id"]) == ("overview", "quarter", "2026-Q4")
    velocity = next(one for one in data["items"] if one["id"] == "velocity")
    assert velocity["sources"][0] == {"path": "sprints/s2", "label": "Sprint 2", "says": "19 points of 24 points"}


def test_what_the_plan_does_not_say_is_unknown_and_never_nothing(run, plan):
    plan.write_text('[project]\nname = "Quiet"\n')

    items = json.loads(run("overview", "--json").out)["items"]

    assert {(one["value"], one["text"], one["state"]) for one in items} == {(None, "unknown", "unknown")}
    assert "  Initiative" not in run("overview").out


def test_a_period_that_is_none_is_refused(run, plan):
    ran = run("overview", "--period", "soon")

    assert (ran.status, ran.out) == (2, "")
    assert "--period: 'soon' is not a period, write 2026-W47" in ran.err
