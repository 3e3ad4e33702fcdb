from pathlib import Path

import pytest

from octotui.config.paths import PLAN_NAMES, find_plan, settings_file, state_folder


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "repo" / "docs" / "team"
    folder.mkdir(parents=True)
    return folder


def test_a_plan_in_the_folder_is_found(folder):
    (folder / "plan.json").write_text("{}")
    assert find_plan(folder, {}) == folder / "plan.json"


def test_the_nearest_plan_above_is_found(folder):
    (folder.parents[1] / "plan.toml").write_text("")
    assert find_plan(folder, {}) == folder.parents[1] / "plan.toml"
    (folder.parent / "execution-plan.json").write_text("{}")
    assert find_plan(folder, {}) == folder.parent / "execution-plan.json"


def test_of_several_plans_in_one_folder_the_order_of_names_decides(folder):
    for name in reversed(PLAN_NAMES):
        (folder / name).write_text("")
        assert find_plan(folder, {}) == folder / name


def test_a_folder_that_is_called_like_a_plan_is_none(folder):
    (folder / "plan.toml").mkdir()
    assert find_plan(folder, {}) is None


def test_a_variable_goes_before_any_folder_even_if_nothing_is_there(folder):
    (folder / "plan.toml").write_text("")
    both = {"EXECUTION_PLAN_PATH": "b.json", "OCTOTUI_PLAN": "a.toml"}
    assert find_plan(folder, both) == Path("a.toml")
    assert find_plan(folder, {"EXECUTION_PLAN_PATH": "b.json", "OCTOTUI_PLAN": ""}) == Path("b.json")


def test_settings_are_where_the_variable_says_else_in_the_users_folder(own_home):
    assert settings_file({"OCTOTUI_CONFIG": "mine.toml"}) == Path("mine.toml")
    assert settings_file({}) == own_home / "config" / "octotui" / "config.toml"


def test_what_is_remembered_is_apart_from_the_settings(own_home):
    assert state_folder() == own_home / "state" / "octotui"
