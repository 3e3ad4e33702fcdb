"""The house as it is meant to be: arrows run one way, files are small, and text of a plan is literal everywhere."""

import ast
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

import octotui
from octotui.ui.ink import BLENDS, MODIFIERS, PLAIN_INKS

HOUSE = Path(octotui.__file__).parent
ROOT = Path(__file__).parent.parent
UI = sorted((HOUSE / "ui").rglob("*.py"))
SHOWN_BY_TEXTUAL = frozenset({"Static", "Label", "Button", "notify", "update"})
"""Calls whose first argument Textual would read as markup."""
READ_AS_MARKUP = frozenset({"border_title", "border_subtitle", "tooltip"})
MADE_LITERAL = frozenset({"words", "Content", "Text", "say"})
"""Functions that take text as it is."""
FIELDS = frozenset({"name", "title", "text", "label", "owner", "notes", "summary", "ask", "resolution", "mitigation"})
"""Fields of a plan that hold any text."""
PROGRAMS_OWN = frozenset({"command", "column", "tab", "theme"})
"""What has a title or a name of the program's own."""
RUNNERS = frozenset({"ui/outside.py", "config/user.py", "store/git.py", "store/history.py"})
"""Who starts a program: the user's editor, and git."""
INKS = frozenset({*PLAIN_INKS, *BLENDS, *MODIFIERS})


def test_arrows_run_one_way():
    program = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"
    ran = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr


@cache
def _tree(path):
    return ast.parse(path.read_text(encoding="utf-8"))


def _name_of(function):
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _is_literal(value):
    """Whether a text is the program's own, or was made literal."""
    if isinstance(value, ast.Constant):
        return True
    return isinstance(value, ast.Call) and _name_of(value.func) in MADE_LITERAL


def _markup_risks(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _name_of(node.func) in SHOWN_BY_TEXTUAL and node.args:
            if not _is_literal(node.args[0]):
                yield node
        elif isinstance(node, ast.Assign) and not _is_literal(node.value):
            yield from (node for target in node.targets if getattr(target, "attr", "") in READ_AS_MARKUP)


@pytest.mark.parametrize("path", UI, ids=lambda path: str(path.relative_to(HOUSE)))
def test_no_text_reaches_textual_as_markup(path):
    risks = [f"{path.name}:{node.lineno}" for node in _markup_risks(_tree(path))]
    assert not risks


@pytest.mark.parametrize(
    "code",
    ["Static(f'{x}')", "self.notify(text)", "Label(batch.name)", "a.border_title = f'{x}'", "w.update(str(x))"],
)
def test_the_scan_sees_text_that_would_be_markup(code):
    assert list(_markup_risks(ast.parse(code)))


@pytest.mark.parametrize(
    "code", ["Static('plain')", "Static(self.words(x))", "Static()", "a.border_title = self.words(x)", "x = f'{y}'"]
)
def test_the_scan_lets_literal_text_through(code):
    assert not list(_markup_risks(ast.parse(code)))


@pytest.mark.parametrize("path", UI, ids=lambda path: str(path.relative_to(HOUSE)))
def test_nothing_of_a_library_reads_or_escapes_markup(path):
    """Textual's `escape` lets ``[/ path`` end the app, and leaves a word in brackets out."""
    names = {
        name.split(".")[-1]
        for node in ast.walk(_tree(path))
        for name in (
            *((alias.name for alias in node.names) if isinstance(node, (ast.Import, ast.ImportFrom)) else ()),
            *((node.attr,) if isinstance(node, ast.Attribute) else ()),
        )
    }
    assert not names & {"markup", "from_markup", "from_text", "Markdown", "open_url", "webbrowser"}
    assert "escape" not in names


@pytest.mark.parametrize("path", sorted(HOUSE.rglob("*.py")), ids=lambda path: str(path.relative_to(HOUSE)))
def test_programs_are_run_in_three_places_and_never_through_a_shell(path):
    """A plan's commands and links are text: only git and the user's editor are started."""
    tree = _tree(path)
    imported = {
        name
        for node in ast.walk(tree)
        if isinstance(node, (ast.Import, ast.ImportFrom))
        for name in (getattr(node, "module", None), *(alias.name for alias in node.names))
    }
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    assert not imported & {"webbrowser", "pty"}
    assert not any(_name_of(call.func) in {"system", "popen", "startfile", "open_url"} for call in calls)
    assert not any(keyword.arg == "shell" and keyword.value.value for call in calls for keyword in call.keywords)
    if "subprocess" in imported:
        assert path.relative_to(HOUSE).as_posix() in RUNNERS


def _pieces(text):
    """The expressions that a text is made of."""
    if isinstance(text, ast.JoinedStr):
        return [part.value for part in text.values if isinstance(part, ast.FormattedValue)]
    return [text]


def _is_of_a_plan(value):
    owner = value.value if isinstance(value, ast.Attribute) else None
    return owner is not None and value.attr in FIELDS and getattr(owner, "id", "") not in PROGRAMS_OWN


def _bare_runs(tree):
    """Pairs ``(thing.name, "ink")``: runs whose text did not come through `say`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Tuple) and len(node.elts) == 2 and any(map(_is_of_a_plan, _pieces(node.elts[0]))):
            ink = node.elts[1]
            if isinstance(ink, ast.Constant) and isinstance(ink.value, str) and {*ink.value.split()} <= INKS:
                yield node


@pytest.mark.parametrize("path", UI, ids=lambda path: str(path.relative_to(HOUSE)))
def test_text_of_a_plan_becomes_a_run_by_say_alone(path):
    assert not [f"{path.name}:{node.lineno}" for node in _bare_runs(_tree(path))]


def test_the_scan_sees_a_run_that_is_not_said():
    assert list(_bare_runs(ast.parse("line = ((batch.name, 'bold'), ('x', ''))")))
    assert list(_bare_runs(ast.parse("line = ((f'  {thing.owner}', ''),)")))
    assert not list(_bare_runs(ast.parse("line = (say(batch.name, 'bold'), (command.title, 'muted'))")))


def test_files_stay_small():
    long = {
        str(path.relative_to(HOUSE)): count
        for path in HOUSE.rglob("*.py")
        if (count := len(path.read_text(encoding="utf-8").splitlines())) > 400
    }
    assert not long


def test_a_view_is_imported_when_one_goes_there():
    program = (
        "import sys, octotui.ui.app; from octotui.ui.tabs import VIEWS;"
        "print(*(set(sys.modules) & {f'octotui.ui.tabs.{name}' for name in VIEWS}))"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ran.stdout.split() == []


@pytest.mark.parametrize("path", sorted(HOUSE.rglob("*.py")), ids=str)
def test_values_are_made_at_once(path):
    """Each dataclass compiles functions at import, a start would wait for seventy of them; see `plan.frozen`."""
    assert "frozen=True" not in path.read_text(encoding="utf-8")
