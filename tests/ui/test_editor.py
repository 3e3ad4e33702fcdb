from pathlib import Path

import pytest

from octotui.ui.editor import editor_command


@pytest.fixture
def path(tmp_path):
    return tmp_path / "my plan.toml"


@pytest.fixture
def program(tmp_path, monkeypatch):
    """Programs that are there: none but those."""
    monkeypatch.setenv("PATH", str(tmp_path))

    def there(name):
        file = tmp_path / name
        file.write_text("")
        file.chmod(0o755)

    return there


@pytest.mark.parametrize(
    ("editor", "wanted"),
    [
        ("vim", ["vim", "+12", "{}"]),
        ("emacsclient -t", ["emacsclient", "-t", "+12", "{}"]),
        ("code", ["code", "--wait", "--goto", "{}:12"]),
        ("code --wait", ["code", "--wait", "--goto", "{}:12"]),
        ("/usr/bin/hx", ["/usr/bin/hx", "{}:12"]),
        ("'/opt/my editor/vim' -n", ["/opt/my editor/vim", "-n", "+12", "{}"]),
        ("vim '", ["vim '", "+12", "{}"]),
    ],
)
def test_an_editor_is_opened_at_the_line(path, monkeypatch, editor, wanted):
    monkeypatch.setenv("EDITOR", editor)
    assert editor_command(path, 12) == [part.replace("{}", str(path)) for part in wanted]


def test_octotuis_own_variable_goes_first_then_visual_then_editor(path, monkeypatch):
    for name in ("EDITOR", "VISUAL", "OCTOTUI_EDITOR"):
        monkeypatch.setenv(name, name.lower())
        command = editor_command(path, 1)
        assert command is not None
        assert command[0] == name.lower()


def test_without_a_variable_the_first_that_is_there_is_taken(path, program):
    assert editor_command(path, 1) is None
    program("vi")
    assert editor_command(path, 3) == ["vi", "+3", str(path)]
    program("nano")
    assert editor_command(path, 3) == ["nano", "+3", str(path)]


def test_a_path_with_braces_is_left_as_it_is(tmp_path, monkeypatch):
    monkeypatch.setenv("EDITOR", "vim")
    assert editor_command(tmp_path / "{line}.toml", 1) == ["vim", "+1", str(tmp_path / "{line}.toml")]


@pytest.mark.parametrize(
    "name", ["-c :!touch x.toml", "+x.toml", "--version", "a b.toml", "a\nb.toml", "$(x).toml", "a\x1b"]
)
@pytest.mark.parametrize("editor", ["vim", "code --wait", "emacsclient -t", "hx"])
def test_a_files_name_is_never_an_option_or_two_words(tmp_path, monkeypatch, editor, name):
    monkeypatch.setenv("EDITOR", editor)
    monkeypatch.chdir(tmp_path)
    *_, last = editor_command(Path(name), 7)
    assert last.removesuffix(":7") == str(tmp_path / name)
