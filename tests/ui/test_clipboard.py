import pyperclip
import pytest

from octotui.ui.clipboard import LONGEST_FOR_TERMINAL, copy


@pytest.fixture
def native(monkeypatch):
    """The system's clipboard; it can be taken away."""
    taken = []
    monkeypatch.setattr(pyperclip, "copy", taken.append)
    for name in ("SSH_CONNECTION", "SSH_TTY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    return taken


@pytest.fixture
def no_native(native, monkeypatch):
    def none(text):
        raise pyperclip.PyperclipException("there is no clipboard")

    monkeypatch.setattr(pyperclip, "copy", none)


def test_the_systems_clipboard_is_taken_where_there_is_one(native, tmp_path):
    terminal = []
    assert copy("text", terminal.append, tmp_path) == "to the clipboard"
    assert (native, terminal) == (["text"], [])


def test_what_is_copied_holds_nothing_that_a_terminal_obeys(native, tmp_path):
    copy("a\x1b[2Jb\r\n\tc\x9b\u202e\ud800\n", [].append, tmp_path)
    assert native == ["a␛[2Jb␍\n  c���\n"]


def test_over_ssh_the_terminals_clipboard_is_the_users(native, tmp_path, monkeypatch):
    monkeypatch.setenv("SSH_TTY", "/dev/pts/1")
    terminal = []
    assert copy("text", terminal.append, tmp_path) == "to the terminal's clipboard"
    assert (native, terminal) == ([], ["text"])


@pytest.mark.usefixtures("no_native")
def test_without_a_clipboard_of_the_system_the_terminals_is_taken(tmp_path):
    terminal = []
    assert copy("text", terminal.append, tmp_path) == "to the terminal's clipboard"
    assert terminal == ["text"]


@pytest.mark.usefixtures("no_native")
def test_what_a_terminal_would_cut_goes_to_a_file_whole(tmp_path):
    terminal = []
    text = "é" * (LONGEST_FOR_TERMINAL // 2 + 1)
    where = copy(text, terminal.append, tmp_path / "new")
    assert terminal == []
    assert where == f"to {tmp_path / 'new' / 'copied.txt'}"
    assert (tmp_path / "new" / "copied.txt").read_text(encoding="utf-8") == text


@pytest.mark.usefixtures("no_native")
@pytest.mark.parametrize("term", ["", "dumb", "linux"])
def test_a_terminal_without_a_clipboard_is_not_asked(tmp_path, monkeypatch, term):
    monkeypatch.setenv("TERM", term)
    terminal = []
    assert copy("text", terminal.append, tmp_path).endswith("copied.txt")
    assert terminal == []
