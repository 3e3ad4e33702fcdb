"""Reading a file: every mistake in one line, with its place, what is wrong and what would be right."""

import pytest

from octotui.plan.problems import PlanError
from octotui.store.document import parse, place_of


def said(data: bytes | str, name: str = "p.toml") -> str:
    with pytest.raises(PlanError) as caught:
        parse(data if isinstance(data, bytes) else data.encode(), name)
    return str(caught.value)


BATCH = '[[batches]]\nname = "A"\n'
TOML = [
    (
        '[project]\n<<<<<<< HEAD\nname = "a"\n=======\n',
        '2:1: a merge conflict is still in the file; settle it and take the marks out',
    ),
    ('[project]\nname = “a”\n', '2:8: a typographic quote “; write plain quotes: "…"'),
    ("[[batches]]\nstatus = in progress # soon\n", '2:10: a text without quotes; write "in progress"'),
    ('[project]\nname: "a"\n', "2:5: a colon after a key; write key = value"),
    ("batches:\n  - id: a\n", "1:8: a colon after a key; write key = value"),
    ("[[items]]\nblocked = True\n", "2:11: True is no word of TOML; write true"),
    ("[[items]]\nowner = None\n", "2:9: None is no word of TOML; leave the key out"),
    (
        '[project]\nname = "C:\\data"\n',
        "2:11: a backslash in a text starts an escape; write it twice (\\\\), or the text in single quotes",
    ),
    (
        '[project]\nname = "abc\nx = 1\n',
        "2:12: quotes that are not closed; close them, or write three for a text of several lines",
    ),
    ('[project]\ngoals = ["abc",\n\n[x]\n', "2:15: a list that is not closed; add a ]"),
    ('[project]\nname = "a"\nname = "b"\n', '3:1: the key "name" is there twice; keep one of the two'),
    ("[project]\n[project]\n", '2:1: the table "project" is there twice; put all of it under one header'),
    ("[project]\nname =\n", '2:6: a key without a value; write a value, or ""'),
    ("[project\nx = 1\n", "1:9: a header without its end; write [name], or [[name]] for one of many"),
    ("[project]\njust words\n", "2:6: a line that is no key = value; write key = value, or # in front of a comment"),
    ('[project]\nname = "a";\n', "2:11: something behind the value; put it in the quotes, or on a line of its own"),
    ("[metrics]\nx = " + "9" * 5000, "2:5: a number with thousands of digits; write a shorter one"),
    ("x = " + "[" * 5000, "1:105: too many tables and lists inside of each other; flatten it"),
    ('{"batches": []}', "1:1: this looks like JSON; give the file a name that ends with .json"),
    (b'[project]\nname = "\xe9"\n', "2:9: not UTF-8: the byte 0xe9 is no character; save it as UTF-8"),
    ("[project]\n".encode("utf-16"), "1:1: saved as UTF-16, not as UTF-8; save it as UTF-8"),
    ("[project]\nna\0me = 1\n", "2:3: a NUL character; take it out, or save the file as UTF-8"),
    (BATCH + 'status = "blocekd"\n', '3:10: status: unknown value "blocekd"; did you mean "blocked"?'),
    (BATCH + "progress = 101\n", "3:12: progress is 101; write 0 to 100"),
    (BATCH + 'id = "a"\n\n' + BATCH + 'id = "a"\n', '7:6: id "a" is there twice in "batches"; give it another id'),
    ('project = ["x"]\n', '1:11: "project" is a list; write a table with name, start, end …'),
    ("batches = 3\n", '1:11: "batches" is 3; write a list of tables with name, priority, status …'),
    ('# first\n[[batches]]\nid = "a"\n', "2:1: a batch without name; add name = …"),
    (
        '[[checklists]]\nname = "C"\nitems = [\n  "one",\n  { text = "two", done = "yes" },\n]\n',
        '5:26: done is the text "yes"; write true or false',
    ),
]  # fmt: skip
JSON = [
    ("[]", '1:1: a list where a table belongs; write { "batches": [ … ] }'),
    ('{\n"a": 1,\n"a": 2}', '3:1: the key "a" is there twice; keep one of the two'),
    ('{"metrics": {"a":\n NaN}}', "2:2: NaN is no number of JSON; write a number, or leave the key out"),
    ('{\n// x\n"a": 1}', "2:1: a comment, which JSON has not; take it out, or write the plan as TOML"),
    ('{"a": 1,\n}', "1:8: a comma before the end; take it out"),
    ("{'a': 1}", '1:2: single quotes; write "…"'),
    ("{a: 1}", '1:2: a key without double quotes; write "key": value'),
    ('{"a": True}', "1:7: True is no word of JSON; write true"),
    ('{"a": 1\n"b": 2}', "2:1: something behind a value; is a comma missing in front of it?"),
    ('{"a": [1', "1:9: the file ends too early; close every { and ["),
    ("", "1:1: the file is empty; `octotui init` writes a first plan"),
    ("[" * 100_000, "1:1: too many tables and lists inside of each other; flatten it"),
    ('{"a": ' + "9" * 5000 + "}", "1:1001: a number with thousands of digits; write a shorter one"),
    ('{"a": "x\ny"}', "1:9: a line end or a tab inside of a text; write \\n or \\t"),
    ("[[batches]]\n", "1:3: this looks like TOML; give the file a name that ends with .toml"),
    (
        '{\n  "batches": [\n    { "name": "a", "status": "x" }\n  ]\n}',
        '3:30: status: unknown value "x"; one of not-started, queued, in-progress, blocked, done',
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "line"), TOML)
def test_a_mistake_in_toml_is_one_line_with_its_place_and_its_mend(text, line):
    assert said(text) == f"p.toml:{line}"


@pytest.mark.parametrize(("text", "line"), JSON)
def test_a_mistake_in_json_is_one_line_with_its_place_and_its_mend(text, line):
    assert said(text, "p.json") == f"p.json:{line}"


def test_every_problem_of_a_plan_is_told_in_the_order_of_the_file():
    assert said('[[batches]]\nprogress = -1\nname = "A"\n\n[[risks]]\nimpact = "huge"\ntitle = "R"\n').splitlines() == [
        "p.toml:2:12: progress is -1; write 0 to 100",
        'p.toml:6:10: impact: unknown value "huge"; one of low, medium, high, critical',
    ]


def test_unknown_keys_are_warnings_at_the_key():
    document = parse(b'[[batches]]\nname = "A"\n  progres = 3\n', "p.toml")
    assert [str(problem) for problem in document.problems] == [
        'p.toml:3:3: warning: unknown key "progres", kept as it is; did you mean "progress"?'
    ]


def test_warnings_about_the_plan_have_their_place_too():
    document = parse(b'[[batches]]\nname = "A"\nblockers = ["nobody"]\n', "p.toml")
    assert [(problem.line, problem.column) for problem in document.problems] == [(3, 1)]
    document = parse(b'{"batches": [\n{"name": "A",\n "blockers": ["b-17"]}]}', "p.json")
    assert all(problem.line == 3 for problem in document.problems)


@pytest.mark.parametrize(
    ("text", "path", "place"),
    [
        (BATCH + 'owner = "x"\n', "batches/a/owner", (3, 1)),
        (BATCH + 'owner = "x"\n', "batches/a", (1, 1)),
        (BATCH, "batches/a/progress", (1, 1)),
        (BATCH, "batches/z", (1, 1)),
        (BATCH, "risks/r", None),
        ('# c\n[people]\nana = { name = "A" }\n', "people/ana/name", (3, 9)),
        ('[[roles]]\nname = "R"\n[roles.tasks]\nrelease = [\n "a",\n "b" ]\n', "roles/r/tasks/release/tasks/b", (6, 2)),
        ('[project]\n"na\\u006de" = """\n]\n"""\nend = 2026-01-01 # x\n', "project/end", (5, 1)),
        ("[metrics]\nx = {history = [[2026-01-01, 3], [2026-01-02, 4]]}\n", "metrics/x/history/2026-01-02/on", (2, 35)),
        ('[a]\nb = 1\n[[items]]\ntitle = "x"\n[a.c]\n[[items]]\ntitle = "y"\n', "items/y", (6, 1)),
    ],
)  # fmt: skip
def test_everything_has_a_place(text, path, place):
    assert place_of(parse(text.encode(), "p.toml"), tuple(path.split("/"))) == place


def test_places_in_json_are_those_of_the_keys():
    document = parse(b'{\n  "batches": {\n    "a": {"name": "A"}\n  }\n}\n', "p.json")
    assert place_of(document, ("batches", "a", "name")) == (3, 11)
    assert place_of(document, ("batches", "a")) == (3, 5)


def test_the_name_says_the_format():
    assert parse(b"{}", "Plan.JSON").format == "json"
    assert parse(b"", "plan.toml").format == "toml"
    assert parse(b"", "plan").format == "toml"


def test_a_byte_order_mark_is_no_part_of_the_text():
    document = parse(b"\xef\xbb\xbf# x\n", "p.toml")
    assert (document.text, document.bom, document.to_bytes()) == ("# x\n", True, b"\xef\xbb\xbf# x\n")
