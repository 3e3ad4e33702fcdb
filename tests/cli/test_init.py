"""A first plan, and samples to look around in."""

import json
import tomllib
from datetime import date
from pathlib import Path

import pytest

from octotui.config.samples import DEFAULT_SAMPLE, sample_named, sample_names


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
