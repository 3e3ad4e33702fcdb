"""A first plan, and samples to look around in."""

import json
import tomllib
from datetime import date
from pathlib import Path

import pytest

from octotui.config.samples import DEFAULT_SAMPLE, sample_named, sample_names
from octotui.config.templates import template_named, template_names
from octotui.store.document import parse

TASKS_OF_THE_MATRIX = 82
PERSONAS = 8
"""Document 004 has seven profiles and QA in its collaboration matrix."""


def text_of(name):
    return Path(name).read_text(encoding="utf-8")


def test_init_writes_a_plan_that_is_fine_and_teaches(run, tmp_path):
    ran = run("init")

    assert (ran.status, ran.out, ran.err) == (0, "", "wrote plan.toml; open it with: octotui plan.toml\n")
    plan = tomllib.loads(text_of("plan.toml"))
    assert set(plan) == {"project", "batches", "risks", "checklists"}
    assert plan["project"]["start"] == date(2026, 11, 16)
    assert run("validate").status == 0


def test_the_name_and_the_start_may_be_given(run):
    run("init", "my.toml", "--name", 'The "big" one\n', "--start", "2026-12-01")

    project = tomllib.loads(text_of("my.toml"))["project"]
    assert project == {"name": 'The "big" one⏎', "start": date(2026, 12, 1)}


def test_init_writes_json_where_it_is_asked_for(run):
    assert run("init", "plan.json", "--name", "Größe").status == 0

    text = text_of("plan.json")
    assert json.loads(text)["project"]["name"] == "Größe"
    assert "Größe" in text
    assert text.endswith("}\n")
    assert run("validate", "plan.json").status == 0


@pytest.mark.parametrize("name", ["plan.toml", "plan.json"])
def test_the_schema_goes_beside_the_plan_that_points_to_it(run, name):
    assert run("init", name, "--schema").status == 0

    assert "octotui.schema.json" in text_of(name)[:80]
    assert json.loads(text_of("octotui.schema.json"))["title"] == "octotui plan"
    assert run("validate", name).status == 0


@pytest.mark.parametrize("words", [[], ["--from", DEFAULT_SAMPLE], ["--schema"]])
def test_init_never_writes_over_a_file(run, plan, words):
    before = plan.read_bytes()

    ran = run("init", *words)

    assert (ran.status, ran.out) == (2, "")
    assert ran.err == "octotui: plan.toml is there already; open it with: octotui plan.toml\n"
    assert plan.read_bytes() == before
    assert not plan.with_name("octotui.schema.json").exists()


def test_a_folder_gets_a_plan_inside(run, tmp_path):
    (tmp_path / "here" / "sub").mkdir()

    assert run("init", "sub").status == 0
    assert (tmp_path / "here" / "sub" / "plan.toml").exists()


@pytest.mark.parametrize("path", ["plan.yaml", "plan", "no/such/folder/plan.toml"])
def test_a_path_that_cannot_be_is_one_clear_line(run, path):
    ran = run("init", path)

    assert (ran.status, ran.out) == (2, "")
    assert path in ran.err
    assert "Traceback" not in ran.err


@pytest.mark.parametrize("sample", sample_names())
@pytest.mark.parametrize("ending", ["toml", "json"])
def test_every_sample_starts_a_plan_in_either_format(run, sample, ending):
    assert run("init", f"mine.{ending}", "--from", sample, "--name", "Mine").status == 0

    assert run("validate", f"mine.{ending}").status in (0, 1)
    assert json.loads(run("show", "project", "--json", "-p", f"mine.{ending}").out)["items"][0]["name"] == "Mine"


@pytest.mark.parametrize("template", template_names())
@pytest.mark.parametrize("ending", ["toml", "json"])
def test_every_template_starts_a_plan_without_a_warning(run, template, ending):
    assert run("init", f"mine.{ending}", "--template", template, "--name", "Mine").status == 0

    ran = run("validate", f"mine.{ending}")
    assert (ran.status, ran.err) == (0, "")
    assert "warning" not in ran.out
    project = json.loads(run("show", "project", "--json", "-p", f"mine.{ending}").out)["items"][0]
    assert (project["name"], project["start"]) == ("Mine", "2026-11-16")


@pytest.mark.parametrize("template", template_names())
def test_a_template_teaches_and_invents_nobody(template):
    name, data = template_named(template)
    plan = parse(data, name).plan

    assert plan.people == ()
    assert all(batch.progress == 0 and not batch.owner for batch in plan.batches)
    assert not any(item.done for one in plan.checklists for item in one.items)
    assert not any(release.done or release.votes for release in plan.releases)
    assert all(metric.value is None for metric in plan.metrics)
    sections = data.decode().split("\n# ──")
    assert all(section.splitlines()[0].endswith("──") for section in sections[1:])


def test_the_programme_has_what_the_documents_say():
    plan = parse(*reversed(template_named("programme"))).plan
    in_matrix = [role for role in plan.roles if role.tasks]

    assert [role.name for role in in_matrix] == [
        "Release Manager", "Developer", "Product Manager", "QA/Testing", "UX Designer", "Security Lead",
        "Customer Success", "Data Analyst", "Project Manager",
    ]  # fmt: skip
    assert sum(len(cell.tasks) for role in in_matrix for cell in role.tasks) == TASKS_OF_THE_MATRIX
    assert sum(bool(role.goals and role.communication) for role in plan.roles) == PERSONAS
    assert {batch.id: batch.target for batch in plan.batches}["batch-5"] == "Week 9–10"
    assert [risk.score for risk in plan.risks] == [9, 5, 5, 5, 3]
    targets = {metric.id: (metric.target, metric.better) for metric in plan.metrics if metric.target is not None}
    assert targets == {
        "ci_flake_rate": (5, "lower"),
        "coverage": (80, "higher"),
        "critical_vulnerabilities": (0, "lower"),
        "workflow_minutes": (5, "lower"),
        "deployment_minutes": (30, "lower"),
    }
    assert len(next(one for one in plan.checklists if one.id == "execution").items) == 10


def test_an_unknown_template_names_those_there_are(run):
    ran = run("init", "--template", "programm")

    assert (ran.status, ran.out) == (2, "")
    assert ran.err == 'octotui: no template "programm"; did you mean "programme"?\n'
    both = run("init", "--template", "team", "--from", DEFAULT_SAMPLE)
    assert both.status == 2
    assert "leave out --template or --from" in both.err
    assert not Path("plan.toml").exists()


def test_an_unknown_sample_names_those_there_are(run):
    ran = run("init", "--from", "octoacmee")

    assert (ran.status, ran.out) == (2, "")
    assert 'no sample "octoacmee"; did you mean "octoacme"?' in ran.err


def test_a_demo_is_a_copy_that_is_thrown_away(run, monkeypatch):
    from octotui.cli import open as door

    seen = []

    def open_plan(path, who, *, demo):
        seen.append((path, who, demo, path.read_bytes()))
        return 0

    monkeypatch.setattr(door, "open_plan", open_plan)

    assert run("--as", "dana", "demo").status == 0
    (path, who, demo, data) = seen[0]
    assert (who, demo, data) == ("dana", True, sample_named(DEFAULT_SAMPLE)[1])
    assert not path.exists()


def test_the_schema_is_printed_as_json(run):
    for spelling in ("toml", "json"):
        assert json.loads(run("schema", "--format", spelling).out)["$schema"].endswith("2020-12/schema")
