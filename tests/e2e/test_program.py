import sys
from datetime import date
from pathlib import Path

from octotui.store.document import parse
from tests.e2e.terminal import Terminal


def octotui(*arguments, **options):
    return Terminal([sys.executable, "-m", "octotui", *map(str, arguments)], **options)


def test_a_meeting_from_open_to_quit(sample):
    path = sample()
    before = path.read_text()
    with octotui(path, size=(100, 30)) as terminal:
        terminal.expect("Needs attention")
        terminal.type("2")
        terminal.type("j")
        terminal.expect("Waits on it")
        terminal.type("sd")
        terminal.expect(lambda: path.read_text().count('"done"') > before.count('"done"'))
        terminal.expect("in progress → done")
        terminal.type("u")
        terminal.expect(lambda: path.read_text() == before)
        other = path.with_suffix(".new")
        other.write_text(before.replace('"Observability"', '"Seeing things"'))
        other.replace(path)
        terminal.expect("Seeing things")
        terminal.type("q")
        assert terminal.wait() == 0
    assert "Traceback" not in terminal.text


def test_the_demo_opens_a_copy():
    with octotui("demo") as terminal:
        terminal.expect("OctoAcme")
        terminal.expect(" demo ")
        terminal.type("q")
        assert terminal.wait() == 0


def test_a_bad_plan_is_one_clear_line(tmp_path):
    path = tmp_path / "plan.toml"
    path.write_text('[[batches]]\nname = "x"\nstatus = "doin"\n')
    with octotui(path) as terminal:
        assert terminal.wait() == 2
        said = terminal.text.replace("\n", "")  # the folder's name decides where the lines break
        assert "plan.toml:3:10" in said
        assert "done" in said
        assert "Traceback" not in terminal.text


def test_the_editor_opens_at_the_line_and_its_changes_come_back(tmp_path, sample):
    path = sample("minimal.toml")
    editor = Path(tmp_path / "editor")
    editor.write_text(f'#!/bin/sh\necho "$@" > {tmp_path}/called\nsed -i "s/^name .*/name = \\"Edited\\"/" "$2"\n')
    editor.chmod(0o755)
    with octotui(path, env={"OCTOTUI_EDITOR": str(editor)}) as terminal:
        terminal.expect("Overview")
        terminal.type("2E")
        terminal.expect("Edited")
        line = next(n for n, row in enumerate(path.read_text().splitlines(), 1) if row.startswith("[[batches]]"))
        assert (tmp_path / "called").read_text().split() == [f"+{line}", str(path)]
        terminal.type("q")
        assert terminal.wait() == 0


def test_keys_that_arrive_together_are_taken_in_their_order(tmp_path):
    path = tmp_path / "plan.toml"
    path.write_text("".join(f'[[batches]]\nid = "b{n}"\nname = "Number"\ntarget = "Week 1"\n\n' for n in range(4)))
    with octotui(path) as terminal:
        terminal.expect("Overview")
        terminal.type("2jt\x15+3d\r")
        terminal.expect("b1 target")
        terminal.type("e\x1b[Fabc\x7f\x7fxy\r")
        terminal.expect(lambda: 'name = "Numberaxy"' in path.read_text())
        terminal.type("jsdjsb")
        terminal.expect(lambda: 'status = "blocked"' in path.read_text())
    batches = parse(path.read_bytes(), "plan.toml").plan.batches
    assert [batch.status for batch in batches] == ["not-started", "not-started", "done", "blocked"]
    assert isinstance(batches[1].target, date)
