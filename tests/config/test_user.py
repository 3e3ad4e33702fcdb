import getpass
import shutil
import subprocess

import pytest

from octotui.config.user import handle_of, who_is_there
from octotui.plan.reading import read_plan

needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="there is no git here")


@pytest.fixture
def repository(tmp_path, own_home):
    """A folder in which git knows a name."""
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    subprocess.run(["git", "-C", str(tmp_path), "config", "user.name", "Git Name"], check=True)
    return tmp_path


def nobody():
    raise OSError("no such user")


def test_a_name_that_is_given_goes_first(tmp_path):
    assert who_is_there("dana", {"OCTOTUI_USER": "li"}, tmp_path) == "dana"
    assert who_is_there(None, {"OCTOTUI_USER": "li"}, tmp_path) == "li"


@needs_git
def test_git_knows_the_name_else_the_login_does(repository, monkeypatch):
    monkeypatch.setattr(getpass, "getuser", lambda: "login")
    assert who_is_there("", {"OCTOTUI_USER": ""}, repository) == "Git Name"
    assert who_is_there(None, {}, repository / "missing") == "login"


@needs_git
def test_a_name_in_another_encoding_is_no_crash(repository, monkeypatch):
    config = repository / ".git" / "config"
    config.write_bytes(config.read_bytes().replace(b"Git Name", b"J\xf6rg"))
    assert who_is_there(None, {}, repository).startswith("J")


def test_where_nobody_has_a_name_it_is_someone(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(getpass, "getuser", nobody)
    assert who_is_there(None, {}, tmp_path) == "someone"


def test_a_git_that_does_not_answer_is_not_waited_for(tmp_path, monkeypatch):
    def slow(*_, timeout, **__):
        raise subprocess.TimeoutExpired("git", timeout)

    monkeypatch.setattr(subprocess, "run", slow)
    monkeypatch.setattr(getpass, "getuser", lambda: "login")
    assert who_is_there(None, {}, tmp_path) == "login"


@pytest.mark.parametrize("name", ["dana", "DANA", "Dana Okafor", "dana okafor"])
def test_a_handle_or_a_name_is_that_person(name):
    plan, _ = read_plan({"people": {"dana": "Dana Okafor", "li": {}}})
    assert handle_of(name, plan) == "dana"


def test_a_name_nobody_has_stays():
    plan, _ = read_plan({"people": {"dana": "Dana Okafor", "li": {}}})
    assert handle_of("Stranger", plan) == "Stranger"
