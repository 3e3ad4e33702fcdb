"""What is wrong with a file: what is printed, the exit status, and that the file stays."""

import json

import pytest

A = '[[batches]]\nid = "a"\nname = "A"\n'

BROKEN = {
    "toml syntax": ("plan.toml", b'[[batches]\nname = "A"\n', "plan.toml:1:", 2),
    "json syntax": ("plan.json", b'{"batches": [}', "plan.json:1:", 2),
    "json ends early": ("plan.json", b'{"batches": [', "plan.json:1:", 2),
    "json that is no table": ("plan.json", b"[1, 2]", "plan.json", 2),
    "not utf-8": ("plan.toml", b'[[batches]]\nname = "\xff"\n', "plan.toml:2:", 2),
    "binary": ("plan.toml", b"\x00\x01\x02", "plan.toml", 2),
    "wrong type": ("plan.toml", b"[[batches]]\nname = 5\n", "plan.toml:2:", 2),
    "unknown status": (
        "plan.toml",
        A.encode() + b'status = "dnoe"\n',
        'status: unknown value "dnoe"; did you mean "done"?',
        2,
    ),
    "progress 101": ("plan.toml", A.encode() + b"progress = 101\n", "plan.toml:4:", 2),
    "id twice": ("plan.toml", (A + A).encode(), "plan.toml:5:", 2),
    "a list for a table": ("plan.toml", b"project = []\n", '"project" is a list', 2),
    "a text for a list": ("plan.toml", b'batches = "A"\n', '"batches" is the text "A"', 2),
    "no name": ("plan.toml", b'[[batches]]\nid = "a"\n', "a batch without name", 2),
    "unknown key": (
        "plan.toml",
        A.encode() + b'ownr = "x"\n',
        'unknown key "ownr", kept as it is; did you mean "owner"?',
        1,
    ),
    "dangling blocker": ("plan.toml", A.encode() + b'blockers = ["a-9"]\n', "plan.toml:4:", 1),
    "a circle": (
        "plan.toml",
        (A + 'blockers = ["b"]\n[[batches]]\nid = "b"\nname = "B"\nblockers = ["a"]\n').encode(),
        "a → b → a",
        1,
    ),
}


@pytest.mark.parametrize(("name", "data", "said", "status"), BROKEN.values(), ids=BROKEN.keys())
def test_a_problem_is_one_line_with_its_place(run, plan, name, data, said, status):
    path = plan.with_name(name)
    path.write_bytes(data)

    ran = run("validate", name)

    assert ran.status == status
    lines = ran.out.splitlines()
    assert lines
    assert said in ran.out
    assert all(line.startswith(name) for line in lines)
    later = "; warnings are looked for when the plan can be read" if status == 2 else ""
    noun = "error" if status == 2 else "warning"
    assert ran.err == f"{len(lines)} {noun}{'s' if len(lines) > 1 else ''}{later}\n"
    assert path.read_bytes() == data


@pytest.mark.parametrize(
    "words",
    [
        ["dashboard"],
        ["weekly", "Week 1"],
        ["show", "batches", "--json"],
        ["update", "a", "progress=5"],
        ["metrics", "coverage=5"],
    ],
)
@pytest.mark.parametrize("kind", [kind for kind, row in BROKEN.items() if row[3] == 2])
def test_other_commands_name_the_errors_beside_the_data_and_leave_the_file(run, plan, words, kind):
    name, data, said, _ = BROKEN[kind]
    path = plan.with_name(name)
    path.write_bytes(data)

    ran = run(*words, "-p", name)

    assert (ran.status, ran.out) == (2, "")
    assert said in ran.err
    assert path.read_bytes() == data


@pytest.mark.parametrize("kind", [kind for kind, row in BROKEN.items() if row[3] == 1])
def test_a_plan_with_warnings_works(run, plan, kind):
    name, data, _, _ = BROKEN[kind]
    plan.with_name(name).write_bytes(data)

    assert run("update", "a", "progress=5", "-p", name).status == 0


def test_every_error_is_named_not_just_the_first(run, plan):
    plan.write_text('[[batches]]\nname = 5\n[[risks]]\ntitle = "R"\nimpact = "huge"\nowner = 1\n')

    ran = run("validate")

    assert [line.split(":")[1] for line in ran.out.splitlines()] == ["2", "5", "6"]
    assert ran.err == "3 errors; warnings are looked for when the plan can be read\n"


def test_a_fine_plan_says_what_is_in_it(run, plan):
    ran = run("validate")

    assert ran.status == 0
    assert ran.out.endswith("plan.toml: fine: 2 batches, 1 risk, 1 escalation, 1 checklist\n")
    assert ran.err == ""


@pytest.mark.parametrize(("name", "data"), [("plan.toml", b"# nothing yet\n"), ("plan.json", b"{}")])
def test_a_plan_with_nothing_in_it_is_fine(run, plan, name, data):
    plan.with_name(name).write_bytes(data)

    ran = run("validate", name)

    assert (ran.status, ran.out) == (0, f"{name}: fine: nothing in it yet\n")


def test_a_folder_and_a_file_that_is_not_there_are_one_line(run, plan):
    (plan.parent / "sub").mkdir()

    for name in ("sub", "missing.toml"):
        ran = run("validate", name)

        assert ran.status == 2
        assert name in ran.out + ran.err
        assert len((ran.out + ran.err).splitlines()) <= 2


def test_problems_as_json_have_place_and_mend(run, plan):
    plan.write_text(A + 'status = "dnoe"\n')

    envelope = json.loads(run("validate", "--json").out)

    assert envelope["kind"] == "problems"
    (problem,) = envelope["items"]
    assert problem["level"] == "error"
    assert (problem["line"], problem["file"].rpartition("/")[2]) == (4, "plan.toml")
    assert problem["mend"] == 'did you mean "done"?'


def test_a_fine_plan_as_json_is_an_empty_list(run, plan):
    ran = run("validate", "--json")

    assert ran.status == 0
    assert json.loads(ran.out)["items"] == []


def test_warnings_know_their_line(run, plan):
    plan.write_text(plan.read_text().replace('blockers = ["batch-1"]', 'blockers = ["batch-7"]'))

    ran = run("validate")

    assert ran.status == 1
    line = plan.read_text().splitlines().index('blockers = ["batch-7"]') + 1
    assert f"plan.toml:{line}:" in ran.out
    assert 'warning: blocker "batch-7" is nowhere' in ran.out


def test_a_huge_file_is_refused_or_read_but_never_a_traceback(run, plan):
    plan.write_bytes(b"# x\n" * (50_000_000 // 4))

    ran = run("validate")

    assert ran.status in (0, 2)
    assert len((ran.out + ran.err).splitlines()) <= 2


def test_what_is_still_to_come_is_not_on_record(run, plan):
    plan.write_text('[[risks]]\ntitle = "R"\nreviews = [{ on = 2026-11-20 }, { on = 2026-11-21 }]\n')

    assert run("validate").out == (
        "plan.toml:3:35: warning: on 2026-11-21 is still to come; write the day on which it was\n"
    )


def test_what_does_not_go_together_is_told_and_is_not_in_the_way(run, plan):
    plan.write_text(
        '[[releases]]\nid = "1"\nwindow = 2026-11-24T08:00:00Z\nvotes = [{ role = "qa", vote = "no-go" }]\n'
    )

    assert run("update", "releases/1", "status=released").status == 0
    assert [line.partition("warning: ")[2].split(";")[0] for line in run("validate").out.splitlines()] == [
        "it is released before its window, 2026-11-24T08:00:00Z",
        "it is released, and qa said NO-GO",
    ]
