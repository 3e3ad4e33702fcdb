"""What the shell offers."""

import pytest

from octotui.cli.main import main


@pytest.fixture
def offered(plan, monkeypatch, capsys):
    """What zsh would be offered behind some words."""

    def offered(*words):
        monkeypatch.setenv("_OCTOTUI_COMPLETE", "bash_complete")
        monkeypatch.setenv("COMP_WORDS", " ".join(["octotui", *words]))
        monkeypatch.setenv("COMP_CWORD", str(len(words)))
        assert main([]) == 0
        return [line.partition(",")[2] for line in capsys.readouterr().out.splitlines() if line]

    return offered


@pytest.mark.parametrize(
    ("words", "some"),
    [
        (["da"], ["dashboard"]),
        (["show", "ri"], ["risks"]),
        (["show", "risks", "r"], ["r-ci"]),
        (["update", "batch"], ["batch-1", "batch-2"]),
        (["update", "risks/"], ["risks/r-ci"]),
        (["update", "batch-1", "sta"], ["status=", "started="]),
        (["update", "batch-1", "status=in"], ["status=in-progress"]),
        (["metrics", "c"], ["coverage=", "ci_flake_rate="]),
        (["init", "--from", "octo"], ["octoacme"]),
        (["report", "per"], ["persona"]),
        (["init", "--template", "t"], ["team"]),
        (["completion", "z"], ["zsh"]),
    ],
)
def test_words_of_the_plan_are_offered(offered, words, some):
    assert offered(*words) == some


def test_without_a_plan_nothing_is_offered_and_nothing_said(offered, plan):
    plan.write_text("broken [")

    assert offered("update", "b") == []


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_every_shell_has_its_script(run, shell):
    ran = run("completion", shell)

    assert ran.status == 0
    assert "_OCTOTUI_COMPLETE" in ran.out
