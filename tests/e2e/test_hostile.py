"""Nothing that a plan, a file's name or git says reaches the terminal as a command, or the screen as markup."""

import json
import re
import subprocess
import sys
from itertools import cycle

import pytest

from octotui.plan.base import fields_of
from octotui.plan.plan import Plan
from octotui.reports.catalogue import REPORTS
from octotui.store.document import parse
from octotui.ui.tabs import GROUPS
from tests.e2e.hostile import (
    COMMANDS,
    CORPUS,
    FILE_NAME,
    HALVES,
    MARKUP,
    NAME,
    OWN,
    UNSEEN,
    as_json,
    as_toml,
    copied,
    dense,
    foreign,
    foreign_in_print,
    hostile_data,
)
from tests.e2e.terminal import Terminal

OPEN = "esc leave"
"""What every dialog says at its lower edge."""
WAYS = {
    "2": "eobt!D%as",
    "4": "e!D",
    "5": "e!Ds",
    "6": "sW",
    "7": "eD",
}
"""The keys that open a dialog, by tab."""
ENVIRONMENT = {"OCTOTUI_USER": NAME, "SSH_TTY": "/dev/pts/0"}  # over SSH the clipboard is the terminal's


@pytest.fixture
def folder(tmp_path):
    """A folder on a branch whose name means harm, too."""
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "HEAD").write_text("ref: refs/heads/x\x1b[2J[/]\x9b2J\u202e\n", encoding="utf-8")
    return tmp_path


def octotui(path, *arguments, size=(110, 30)):
    return Terminal([sys.executable, "-m", "octotui", str(path), *arguments], size, ENVIRONMENT)


def closed(terminal):
    terminal.expect(lambda: OPEN not in terminal.text)


def dialog(terminal, key):
    """Open a dialog and leave it."""
    terminal.type(key)
    terminal.expect(OPEN)
    terminal.type("\x1b")
    closed(terminal)


def walk(terminal, path):
    """All of the screen that shows text of a plan, and everything that says something about it."""
    for tab, keys in WAYS.items():
        terminal.type(tab)
        terminal.expect(lambda tab=tab: is_here(terminal, tab))
        if "e" in keys:
            terminal.expect("e edit")
        for key in keys:
            dialog(terminal, key)
    for key in ":?Tr":
        dialog(terminal, key)
    see_every_view(terminal)
    terminal.type("2")
    before = len(copied(terminal.raw))
    terminal.type("yY")
    terminal.expect(lambda: len(copied(terminal.raw)) == before + 2)
    saved = path.read_bytes()
    terminal.type("+")
    terminal.expect("(u takes it back)")
    terminal.expect(lambda: path.read_bytes() != saved)
    terminal.type("/[/]")
    terminal.expect("filter  [/]")
    terminal.type("\x1b")
    terminal.expect(lambda: "filter  [/]" not in terminal.text)
    terminal.type("1")
    broken = as_toml({"batches": [{"name": "x", "status": "".join(COMMANDS.values())}]})
    path.write_bytes(
        broken if path.suffix == ".toml" else json.dumps({"batches": [{"name": "x", "status": "\x1b[2J"}]}).encode()
    )
    terminal.expect("status: unknown value")
    terminal.expect("cannot be read")


def see_every_view(terminal):
    """Go through all views, and in each into the story of the first thing."""
    for group in GROUPS:
        for view in group.views:
            terminal.type(group.key)
            terminal.expect(lambda group=group: is_here(terminal, group.key))
            if len(group.views) > 1:
                terminal.expect(lambda view=view: is_underlined(terminal, view.title))
            terminal.type("\tjjj")


def is_underlined(terminal, title):
    """Whether a view is the one in sight, by the line of views."""
    cells = terminal.screen.buffer[2]
    line = "".join(cells[x].data for x in range(terminal.screen.columns))
    return title in line and cells[line.index(title)].underscore


def is_here(terminal, tab):
    """Whether a tab is the one in sight: its name is underlined."""
    cells = terminal.screen.buffer[1]
    line = "".join(cells[x].data for x in range(terminal.screen.columns))
    return cells[re.search(rf"(?<!\S){tab} (?=[A-Z])", line).end()].underscore


def assert_harmless(terminal):
    assert foreign(terminal.raw) == []
    for text in copied(terminal.raw):
        assert foreign_in_print(text) == []
    assert terminal.process.poll() is None, terminal.text


def test_the_screen_shows_hostile_text_and_obeys_none_of_it(folder):
    path = folder / FILE_NAME
    path.write_bytes(as_toml(hostile_data(dense(CORPUS))))
    with octotui(path, "--as", NAME) as terminal:
        terminal.expect("Overview")
        walk(terminal, path)
        assert_harmless(terminal)
        terminal.type("q")
        assert terminal.wait() == 0


def test_markup_is_shown_as_it_is(folder):
    texts = cycle(MARKUP.values())
    path = folder / "plan.json"
    path.write_bytes(as_json(hostile_data(texts)))
    with octotui(path) as terminal:
        terminal.expect("Overview")
        seen = terminal.text
        for tab in "234561":
            terminal.type(tab)
            terminal.expect(lambda tab=tab: is_here(terminal, tab))
            while terminal.read(0.3):  # the story comes a frame behind its list
                pass
            seen += terminal.text
        assert_harmless(terminal)
    missing = [text for text in MARKUP.values() if text[:12] not in seen]
    assert missing == []


def every_command(path, folder):
    """Every command that says something about a plan, with what may go wrong in it."""
    plan = ["-p", str(path)]
    areas = ["attention", *fields_of(Plan)]
    bad = NAME
    found = parse(path.read_bytes(), path.name).plan
    things = [("show", area, getattr(found, area)[0].id) for area in areas[1:] if getattr(found, area, None)
              and isinstance(getattr(found, area), tuple)]  # fmt: skip
    for json_too in ([], ["--json"]):
        yield from (["show", area, *plan, *json_too] for area in areas)
        yield from ([*thing, *plan, *json_too] for thing in things)
        yield ["show", "risks", "--filter", "x", *plan, *json_too]
        yield ["dashboard", *plan, *json_too]
        yield ["validate", *plan, *json_too]
        yield ["validate", str(path), str(folder / "none\x1b[2J.toml"), *json_too]
        yield from (["metrics", *plan, *json_too], ["agenda", *plan, *json_too], ["board", *plan, *json_too])
        yield from (["sprint", *plan, *json_too], ["mine", *plan, *json_too], ["release", *plan, *json_too])
        yield ["overview", *plan, *json_too]
    yield from (["report", kind.id, *plan, "--explain"] for kind in REPORTS if kind.id not in ("change", "persona"))
    yield from (["report", "change", found.changes[0].id, *plan], ["report", "persona", found.roles[0].id, *plan])
    yield from (["report", bad, *plan], ["report", "weekly", "--period", bad, *plan], ["report", "change", bad, *plan])
    yield from (["agenda", "--ics", *plan], ["mine", bad, *plan], ["sprint", bad, *plan], ["release", bad, *plan])
    yield from (["overview", "--explain", *plan], ["release", "next", bad, *plan], ["board", "--sprint", bad, *plan])
    yield from (["minutes", *plan], ["minutes", "--list", *plan], ["minutes", bad, *plan])
    yield from (["show", bad, *plan], ["show", "risks", bad, *plan], [bad], [f"--{bad}"], ["open", bad])
    yield from (["update", bad, "status=done", *plan], ["metrics", f"{bad}=x", *plan], ["schema", bad])
    batch = found.batches[0].id
    yield from (["update", batch, f"{bad}=1", *plan], ["update", batch, f"status={bad}", *plan])
    yield from (["update", batch, "progress=7", *plan], ["update", batch, f"summary={bad}", *plan])
    yield from (["init", str(path)], ["init", str(folder / "no" / bad / "plan.toml")], ["completion", bad])
    yield from (["open", str(path)], ["demo", bad], ["weekly", "Week 3", *plan], ["weekly", bad, *plan])
    yield from (["weekly", "Week 3", "--date", bad, *plan], ["show", "risks", "-p", bad], ["log", bad, *plan])
    yield from (["diff", str(path), str(folder / "none.toml")], ["diff", bad, *plan], ["backups", bad, *plan])
    yield from (["backups", *plan], ["git-setup", *plan], ["merge", str(path), str(path), bad])


def assert_prints_are_harmless(capsys, path, folder):
    from octotui.cli.main import main

    for arguments in every_command(path, folder):
        status = main(arguments)
        out, err = capsys.readouterr()
        if "--ics" in arguments:
            out = out.replace("\r\n", "\n")  # the line end of calendars
        assert foreign_in_print(out + err) == [], arguments
        assert status in (0, 1, 2), arguments
        if "--json" in arguments and out:
            json.loads(out)
        assert "Traceback" not in err


@pytest.mark.usefixtures("read_once")
def test_no_command_prints_hostile_text_raw(folder, capsys, monkeypatch):
    monkeypatch.setenv("OCTOTUI_USER", NAME)
    monkeypatch.chdir(folder)
    path = folder / FILE_NAME
    path.write_bytes(as_toml(hostile_data(dense({**COMMANDS, **UNSEEN, **MARKUP}))))
    assert_prints_are_harmless(capsys, path, folder)


def test_no_error_prints_hostile_text_raw(folder, capsys, monkeypatch):
    from octotui.cli.main import main

    monkeypatch.chdir(folder)
    for number, text in enumerate({**CORPUS, **HALVES}.values()):
        data = {"batches": [{"name": text, "status": text, "progress": text, "target": text, "x-" + text: text}],
                "risks": text, "metrics": {text: {"value": text}}}  # fmt: skip
        path = folder / f"{number}{FILE_NAME[:30]}.json"
        path.write_bytes(as_json(data))
        for arguments in (
            ["validate", str(path)],
            ["validate", str(path), "--json"],
            ["show", "risks", "-p", str(path)],
        ):
            assert main(arguments) in (1, 2)
            out, err = capsys.readouterr()
            assert foreign_in_print(out + err) == [], (arguments, text)
        broken = path.with_suffix(".toml")
        broken.write_bytes(b'name = "' + text.encode(errors="surrogatepass") + b"\nx = [1\n<<<<<<< HEAD\n")
        assert main(["validate", str(broken)]) == 2
        out, err = capsys.readouterr()
        assert foreign_in_print(out + err) == [], text


def test_what_git_says_is_printed_harmless(tmp_path, capsys, monkeypatch):
    from octotui.cli.main import main

    def git(*words):
        who = ["-c", f"user.name={NAME}", "-c", "user.email=eve@example.org"]
        subprocess.run(["git", *who, *words], cwd=tmp_path, check=True, capture_output=True)

    monkeypatch.chdir(tmp_path)
    path = tmp_path / "plan.toml"
    git("init", "-q", "-b", "main")
    for text in ("".join(COMMANDS.values()), "".join(UNSEEN.values())):
        path.write_bytes(as_toml({"batches": [{"id": "b", "name": "x", "summary": text, "owner": text}]}))
        git("add", ".")
        git("commit", "-q", "-m", "subject " + text.replace("\x00", ""))
    for words in (["log"], ["log", "b"], ["log", "risks"], ["diff", "HEAD~1"], ["diff", "HEAD~1", "HEAD"]):
        for json_too in ([], ["--json"]):
            assert main([*words, *json_too]) in (0, 1, 2)
            out, err = capsys.readouterr()
            assert foreign_in_print(out + err) == [], words
            assert out or err


def test_a_shell_is_offered_no_hostile_id(folder, capsys, monkeypatch):
    from octotui.cli.main import COMPLETE_VARIABLE, main

    path = folder / "plan.toml"
    path.write_bytes(as_toml(hostile_data(dense(CORPUS))))
    monkeypatch.chdir(folder)
    monkeypatch.setenv("COMP_WORDS", "octotui show batches ")
    monkeypatch.setenv("COMP_CWORD", "3")
    for shell in ("bash", "zsh", "fish"):
        monkeypatch.setenv(COMPLETE_VARIABLE, f"{shell}_complete")
        main([])
        out, err = capsys.readouterr()
        assert foreign_in_print(out + err) == []


def test_the_scan_sees_what_a_terminal_obeys():
    for payload in {**COMMANDS, **UNSEEN}.values():
        if payload != COMMANDS["two lines"]:
            assert foreign(f"\x1b[1;1Hab{payload}c".encode()), payload
            assert foreign_in_print(f"ab{payload}c"), payload
    assert foreign(b"\x1b[2;3Htext\x1b[0m\r\n\x1b[?1049h") == []
    assert not OWN.fullmatch(COMMANDS["clipboard"] + "x")


@pytest.mark.long
@pytest.mark.parametrize("ending", ["toml", "json"])
@pytest.mark.parametrize("name", CORPUS)
def test_the_screen_withstands_each_text_in_every_field(folder, name, ending):
    text = CORPUS[name]
    path = folder / f"plan.{ending}"
    path.write_bytes((as_toml if ending == "toml" else as_json)(hostile_data(cycle([text]))))
    with octotui(path) as terminal:
        terminal.expect("Overview")
        walk(terminal, path)
        assert_harmless(terminal)
        if name in MARKUP:
            assert text[:12] in terminal.text
        terminal.type("q")
        assert terminal.wait() == 0


@pytest.mark.long
@pytest.mark.usefixtures("read_once")
@pytest.mark.parametrize("name", CORPUS)
def test_no_command_prints_any_of_it_raw(folder, capsys, monkeypatch, name):
    monkeypatch.chdir(folder)
    path = folder / "plan.json"
    path.write_bytes(as_json(hostile_data(cycle([CORPUS[name]]))))
    assert_prints_are_harmless(capsys, path, folder)
