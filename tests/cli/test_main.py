"""Finding the command and the plan, and what happens when something is wrong."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from octotui import __version__
from octotui.cli.main import COMMANDS, main

OCTOTUI = [sys.executable, "-c", "import sys; from octotui.cli.main import main; sys.exit(main())"]


def in_a_process(*words, **options):
    return subprocess.run([*OCTOTUI, *words], capture_output=True, check=False, **options)


def test_the_version_is_one_line(run):
    assert run("--version").out == run("-V").out == f"octotui {__version__}\n"


@pytest.mark.parametrize("command", [[], *([name] for name in COMMANDS)])
@pytest.mark.parametrize("option", ["-h", "--help"])
def test_every_command_has_help_with_an_example(run, command, option):
    ran = run(*command, option)

    assert ran.status == 0
    assert "Example" in ran.out
    assert "octotui" in ran.out


def test_no_plan_at_all_gives_a_welcome_that_says_what_to_do(run):
    ran = run()

    assert (ran.status, ran.out) == (2, "")
    for words in ("octotui demo", "octotui init", "octotui PATH"):
        assert words in ran.err


@pytest.mark.parametrize("words", [["show", "risks"], ["dashboard"], ["validate"], ["update", "batch-1", "progress=1"]])
def test_a_command_without_a_plan_says_how_to_name_one(run, words):
    ran = run(*words)

    assert (ran.status, ran.out) == (2, "")
    assert ran.err == "octotui: no plan here or in a folder above; name one with -p, or start one with: octotui init\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["dashbord"], 'no such command or file: "dashbord"; did you mean "dashboard"?'),
        (["xyzzy"], 'no such command or file: "xyzzy"'),
        ([""], 'no such command or file: ""'),
        (["a\x1b[2J"], 'no such command or file: "a␛[2J"'),
        (["show"], "Missing argument 'AREA'."),
        (["show", "risks", "--nonsense"], "No such option"),
        (["--nonsense"], "No such option"),
        (["weekly", "Week 1", "--date", "soon"], "soon is not a day; write it like 2026-12-01"),
        (
            ["report", "team", "--since", "2026-11-31"],
            "2026-11-31 is not a day of the calendar; write it like 2026-12-01",
        ),
    ],
)
def test_a_mistake_on_the_command_line_is_named_with_its_mend(run, words, said):
    ran = run(*words)

    assert (ran.status, ran.out) == (2, "")
    first, hint = ran.err.splitlines()
    assert first.startswith("octotui: ")
    assert said in first
    assert "--help" in hint


@pytest.mark.parametrize(
    "words", [["nonsuchfile.toml"], ["open", "nonsuchfile.toml"], ["show", "risks", "-p", "nonsuchfile.toml"]]
)
def test_a_file_that_is_not_there_is_one_clear_line(run, words):
    ran = run(*words)

    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith("nonsuchfile.toml: ")
    assert len(ran.err.splitlines()) == 1


def test_a_plan_is_opened_on_a_terminal_only(run, plan):
    for words in ([], ["plan.toml"], ["open"], ["open", "plan.toml"], ["-p", "plan.toml"]):
        ran = run(*words)

        assert (ran.status, ran.out) == (2, "")
        assert ran.err.startswith("octotui: a terminal is needed")


@pytest.fixture
def opened(monkeypatch):
    """What would be opened on the screen, were there one."""
    from octotui.cli import open as door

    calls = []
    monkeypatch.setattr(door, "open_plan", lambda path, who, **options: calls.append((str(path), who, options)) or 0)
    return calls


@pytest.mark.parametrize(
    "words",
    [
        ["plan.toml", "--as", "dana", "--readonly"],
        ["--as", "dana", "--readonly", "plan.toml"],
        ["--as", "dana", "--readonly", "open", "plan.toml"],
        ["-p", "plan.toml", "--as", "dana", "--readonly"],
        ["open", "-p", "plan.toml", "--as", "dana", "--readonly"],
    ],
)
def test_a_plan_is_named_in_any_place(run, plan, opened, words):
    assert run(*words).status == 0
    assert opened == [("plan.toml", "dana", {"readonly": True})]


def test_a_folder_stands_for_the_plan_in_it(run, plan, opened):
    run(str(plan.parent))

    assert opened == [(str(plan), None, {"readonly": False})]


@pytest.mark.parametrize("variable", ["OCTOTUI_PLAN", "EXECUTION_PLAN_PATH"])
def test_a_variable_names_the_plan(run, plan, monkeypatch, variable):
    other = plan.rename(plan.with_name("custom.toml"))
    monkeypatch.setenv(variable, str(other))

    assert "Critical Blockers" in run("dashboard").out


def test_a_plan_in_a_folder_above_is_found(run, plan, monkeypatch):
    deep = plan.parent / "a" / "b"
    deep.mkdir(parents=True)
    monkeypatch.chdir(deep)

    assert "Critical Blockers" in run("dashboard").out


def test_the_plan_behind_the_command_goes_before_the_one_in_front(run, plan):
    other = plan.with_name("other.toml")
    other.write_text('[[batches]]\nname = "Another"\n')

    assert "Another" in run("-p", "plan.toml", "dashboard", "-p", "other.toml").out
    assert "Another" in run("-p", "other.toml", "dashboard").out


def test_an_interrupt_ends_quietly(monkeypatch, capsys):
    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("octotui.cli.main._run", interrupted)

    assert main([]) == 130
    assert capsys.readouterr() == ("", "")


def test_a_reader_that_has_seen_enough_is_no_error(plan):
    plan.write_text("".join(f'[[batches]]\nname = "Batch {number}"\n' for number in range(3000)))
    with subprocess.Popen([*OCTOTUI, "show", "batches"], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        process.stdout.readline()
        process.stdout.close()
        said = process.stderr.read()

    assert (process.returncode, said) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is full")
def test_output_that_cannot_be_written_is_one_line(plan):
    with Path("/dev/full").open("w") as full:
        ran = subprocess.run([*OCTOTUI, "dashboard"], stdout=full, stderr=subprocess.PIPE, check=False)

    assert ran.returncode == 2
    assert b"Traceback" not in ran.stderr
    assert b"No space left" in ran.stderr


def test_output_is_utf8_whatever_the_locale(plan):
    ran = in_a_process("dashboard", env={**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"})

    assert "🟡 In Progress".encode() in ran.stdout
    assert "東京".encode() in ran.stdout


USED = {
    "show": ["show", "risks"],
    "show one": ["show", "risks", "r-ci"],
    "attention": ["show", "attention"],
    "validate": ["validate"],
    "update": ["update", "batch-1", "progress=60"],
    "metrics": ["metrics"],
    "dashboard": ["dashboard"],
    "weekly": ["weekly", "Week 3"],
    "schema": ["schema"],
    "completion": ["completion", "fish"],
    "init": ["init", "other.toml"],
    "help": ["--help"],
    "version": ["--version"],
    "no such": ["dashbord"],
}


@pytest.mark.parametrize("words", USED.values(), ids=USED.keys())
def test_commands_that_print_import_nothing_of_the_screen(plan, words):
    script = (
        "import sys\nfrom octotui.cli.main import main\nmain(sys.argv[1:])\n"
        "print(*sorted({name.split('.')[0] for name in sys.modules} & {'textual', 'rich'}), file=sys.stderr)\n"
        "print(*[name for name in sys.modules if name.startswith('octotui.ui')], file=sys.stderr)"
    )
    ran = subprocess.run([sys.executable, "-c", script, *words], capture_output=True, text=True, check=False)

    assert ran.stderr.splitlines()[-2:] == ["", ""]


def test_help_and_version_need_no_models(plan):
    script = (
        "import sys\nfrom octotui.cli.main import main\nmain(sys.argv[1:])\n"
        "print(*({'pydantic', 'tomlrt', 'watchfiles'} & set(sys.modules)), file=sys.stderr)"
    )
    for words in (["--help"], ["--version"], ["show", "--help"]):
        ran = subprocess.run([sys.executable, "-c", script, *words], capture_output=True, text=True, check=False)

        assert ran.stderr == "\n"


@pytest.fixture
def bug(monkeypatch):
    """``octotui schema`` has a bug."""
    import octotui.cli.schema

    def fail(**_):
        raise ZeroDivisionError("planted")

    monkeypatch.setattr(octotui.cli.schema.schema, "callback", fail)


def test_an_internal_error_is_one_line_with_the_place_of_its_report(run, bug, tmp_path):
    ran = run("schema")

    (report,) = (tmp_path / "home").rglob("crash-*.txt")
    assert (ran.status, ran.out) == (70, "")
    assert ran.err == f"octotui: internal error: ZeroDivisionError: planted; what happened is in {report}\n"
    assert "Traceback" in report.read_text()


def test_the_traceback_of_an_internal_error_is_shown_to_who_asks(run, bug, monkeypatch):
    monkeypatch.setenv("OCTOTUI_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        run("schema")


@pytest.mark.parametrize("closed", ["0<&-", "1>&-", "2>&-", "0<&- 1>&- 2>&-"])
@pytest.mark.parametrize(("words", "status"), [("validate", 0), ("", 2)])
def test_a_stream_that_is_closed_is_no_bug(plan, tmp_path, closed, words, status):
    ran = subprocess.run(
        ["sh", "-c", f'"$0" "$@" {words} {closed}', *OCTOTUI], capture_output=True, cwd=plan.parent, check=False
    )

    assert ran.returncode == status
    assert list((tmp_path / "home").rglob("crash-*.txt")) == []


def test_a_folder_without_a_plan_says_to_name_the_plan(run, tmp_path):
    ran = run("validate", "-p", str(tmp_path))

    assert ran.err == f"octotui: {tmp_path} is a folder: name the plan in it, such as {tmp_path}/plan.toml\n"
