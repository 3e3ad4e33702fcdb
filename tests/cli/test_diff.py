"""What changed in a plan between two versions, as a person reads it."""

import json

import pytest

from octotui.cli.main import main
from tests.cli.conftest import PLAN
from tests.repository import ALONE, Repository


@pytest.fixture(autouse=True)
def no_settings(monkeypatch):
    for name, value in ALONE.items():
        monkeypatch.setenv(name, value)


@pytest.fixture
def repository(plan):
    made = Repository(plan.parent)
    made.commit(subject="Week 5")
    return made


def changed(text):
    """The plan after a busy day."""
    for old, new in (
        ('status = "in-progress"   # soon done\nprogress = 55', 'status = "done"   # at last\nprogress = 100'),
        ('impact = "critical"', 'impact = "low"'),
        ('"Hold the go/no-go"', '{ text = "Hold the go/no-go", done = true, by = "ana", at = 2026-11-20T09:00:00Z }'),
        (
            "level = 2",
            'status = "resolved"\nlevel = 2\nresolved = 2026-11-20T09:00:00Z\nresolution = "They mended DNS"',
        ),
        ("coverage = 71", "coverage = 74.5"),
        ('name = "Platform hardening"', 'name = "Platform"'),
    ):
        assert old in text
        text = text.replace(old, new)
    text = text.replace('[[batches]]\nid = "batch-2"\nname = "Infra | 東京"\nblockers = ["batch-1"]\n', "[[batches]]\n")
    return text.replace("[[batches]]\ntarget", '[[batches]]\nid = "batch-3"\nname = "Security"\nowner = "ana"\ntarget')


def test_the_file_is_told_against_the_last_commit(run, repository):
    repository.plan.write_text(changed(PLAN))

    assert run("diff") == (ran := run("diff", "HEAD"))
    assert (ran.status, ran.err) == (1, "")
    assert (
        ran.out
        == """\
plan.toml: HEAD (Mon 16 Nov 14:02, Dana Kim) → the file now

project
  name: Platform hardening → Platform
batches
  batch-1  Critical Blockers  status: in progress → done
                              progress: 55 → 100
  batch-3  Security           added: P2, not started, target 2026-12-04, owner ana
  batch-2  Infra | 東京       removed: P2, not started, target 2026-12-04
risks
  r-ci  CI fixes take longer  score: 9 → 3 (impact: critical → low)
escalations
  e-7  Partner API down  status: open → resolved
                         resolution: none → They mended DNS
checklists
  day  Day of release  ticked “Hold the go/no-go” (ana)
metrics
  coverage  value: 71 → 74.5
"""
    )


def test_two_versions_that_are_the_same_are_no_difference(run, repository):
    ran = run("diff")
    assert (ran.status, ran.out) == (0, "")
    assert ran.err == "no difference: HEAD (Mon 16 Nov 14:02, Dana Kim) and the file now are the same\n"

    repository.plan.write_text(PLAN.replace("# soon done", "# any day now"))
    ran = run("diff")
    assert (ran.status, ran.out) == (0, "")
    assert ran.err.endswith(" say the same, written differently\n")


@pytest.fixture
def three(repository):
    """Three commits, and a file that was changed since."""
    for progress in (60, 70, 80):
        text = PLAN.replace("progress = 55", f"progress = {progress}")
        if progress < 80:
            repository.commit(text, f"To {progress}", "Sam Okafor")
    repository.plan.write_text(text)
    repository.git("tag", "week-5", "HEAD~2")
    return repository


@pytest.mark.parametrize(
    ("words", "heading", "change"),
    [
        ([], "plan.toml: HEAD (Wed 18 Nov 14:02, Sam Okafor) → the file now", "70 → 80"),
        (["HEAD~1"], "plan.toml: HEAD~1 (Tue 17 Nov 14:02, Sam Okafor) → the file now", "60 → 80"),
        (
            ["week-5", "main"],
            "plan.toml: week-5 (Mon 16 Nov 14:02, Dana Kim) → main (Wed 18 Nov 14:02, Sam Okafor)",
            "55 → 70",
        ),
        (["main", "HEAD~1"], "plan.toml: main (Wed 18 Nov 14:02, Sam Okafor) → HEAD~1 (Tue", "70 → 60"),
        (["HEAD~1:plan.toml"], "HEAD~1:plan.toml (Tue 17 Nov 14:02, Sam Okafor) → plan.toml", "60 → 80"),
        (["other.toml"], "other.toml → plan.toml", "10 → 80"),
        (["week-5", "other.toml"], "week-5:plan.toml (Mon 16 Nov 14:02, Dana Kim) → other.toml", "55 → 10"),
        (["other.toml", "HEAD:./plan.toml"], "other.toml → HEAD:./plan.toml (Wed", "10 → 70"),
        ([":plan.toml"], ":plan.toml (staged) → plan.toml", "70 → 80"),
        (["week-5", "elsewhere"], "week-5:plan.toml (Mon 16 Nov 14:02, Dana Kim) → elsewhere/plan.toml", "55 → 20"),
    ],
)
def test_versions_are_files_revisions_and_files_of_revisions(run, three, words, heading, change):
    (three.root / "other.toml").write_text(PLAN.replace("progress = 55", "progress = 10"))
    (three.root / "elsewhere").mkdir()
    (three.root / "elsewhere" / "plan.toml").write_text(PLAN.replace("progress = 55", "progress = 20"))

    ran = run("diff", *words)
    first, _, *lines = ran.out.splitlines()
    assert (ran.status, ran.err) == (1, "")
    assert first.startswith(heading)
    assert lines == ["batches", f"  batch-1  Critical Blockers  progress: {change}"]


def test_an_id_of_a_commit_is_a_version(run, three):
    commit = three.git("rev-parse", "--short", "week-5")

    assert run("diff", commit).out.startswith(f"plan.toml: {commit} (Mon 16 Nov 14:02, Dana Kim) → the file now\n")


def test_the_plan_may_be_elsewhere(run, three, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    assert run("diff", "-p", "here/plan.toml").out.startswith("here/plan.toml: HEAD (Wed")
    assert run("diff", "-p", str(three.plan), "HEAD~1", "HEAD").status == 1
    assert run("diff").err.startswith("octotui: no plan here")


def test_a_renamed_plan_is_found_under_its_old_name(run, three):
    three.git("commit", "-qam", "eighty")
    three.git("mv", "plan.toml", "delivery.toml")
    assert "progress: 70 → 80" in run("diff", "HEAD~1", "-p", "delivery.toml").out

    three.git("commit", "-qm", "renamed")
    assert "progress: 55 → 80" in run("diff", "week-5", "-p", "delivery.toml").out


def test_another_year_is_named(run, repository):
    repository.when = repository.when.replace(year=2025)
    repository.commit(changed(PLAN))
    repository.plan.write_text(PLAN)

    assert run("diff").out.startswith("plan.toml: HEAD (Mon 17 Nov 2025 14:02, Dana Kim) → the file now\n")


def test_json_says_from_to_and_each_edit(run, repository):
    repository.plan.write_text(changed(PLAN))
    ran = run("diff", "--json")
    told = json.loads(ran.out)

    assert ran.status == 1
    assert (told["schemaVersion"], told["kind"]) == (1, "diff")
    assert told["from"] == {
        "file": "plan.toml",
        "revision": "HEAD",
        "commit": repository.git("rev-parse", "HEAD"),
        "author": "Dana Kim",
        "at": "2026-11-16T14:02:00Z",
        "subject": "Week 5",
    }
    assert told["to"]["file"] == "plan.toml"
    assert told["to"]["commit"] is told["to"]["revision"] is None
    edits = {edit["path"]: edit for edit in told["edits"]}
    assert edits["batches/batch-1/status"] == {
        "op": "set",
        "path": "batches/batch-1/status",
        "label": "Critical Blockers",
        "old": "in-progress",
        "new": "done",
        "words": "batch-1 status: in progress → done",
    }
    assert edits["batches/batch-3"]["op"] == "add"
    assert edits["batches/batch-3"]["new"]["target"] == "2026-12-04"
    assert edits["batches/batch-2"]["old"]["blockers"] == ["batch-1"]
    assert edits["escalations/e-7/resolved"]["new"] == "2026-11-20T09:00:00Z"


def test_json_of_no_difference_has_no_edits(run, repository):
    ran = run("diff", "--json")

    assert (ran.status, json.loads(ran.out)["edits"]) == (0, [])


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["HAED"], 'octotui: no file and no revision "HAED"; did you mean "HEAD"?'),
        (["HEAD", "nonsuch.toml"], "nonsuch.toml: no such file; `octotui init` writes a first plan"),
        (["HEAD~9"], 'octotui: no revision "HEAD~9": the history here does not go so far back; it has 1 commit\n'),
        (["HEAD:plam.toml"], 'octotui: no file "plam.toml" in "HEAD"; did you mean "HEAD:plan.toml"?'),
        (["HEAD..main"], 'octotui: "HEAD..main" is a range; write the two: octotui diff HEAD main'),
        (["\x1b[2J"], 'octotui: no file and no revision "'),
    ],
)
def test_a_version_that_is_not_there_is_one_line_with_its_mend(run, repository, words, said):
    ran = run("diff", *words)

    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith(said)
    assert len(ran.err.splitlines()) == 1
    assert "\x1b" not in ran.err


def test_a_version_that_cannot_be_read_is_named_with_its_place(run, repository):
    repository.commit(PLAN.replace('owner = "ana"', "owner = 'ana\""), "A slip")
    repository.plan.write_text(PLAN)
    ran = run("diff")
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith("HEAD:plan.toml:16:")

    ran = run("diff", "HEAD:plan.toml")
    assert ran.err.startswith("HEAD:plan.toml:16:")

    repository.plan.write_text("[[batches]]\nname = 7\n")
    assert run("diff", "HEAD~1").err.startswith("plan.toml:2:")


def test_a_plan_that_git_does_not_have_is_one_line(run, plan):
    said = "octotui: plan.toml is in no git repository, so it has no history; keep it in git: git init, git add, "
    assert run("diff").err == f"{said}git commit\n"
    repository = Repository(plan.parent)
    assert run("diff").err.startswith("octotui: no commits in this repository yet; git add plan.toml")
    repository.git("commit", "-q", "--allow-empty", "-m", "nothing")
    assert run("diff").err.startswith('octotui: "plan.toml" is in no commit yet; git add plan.toml')
    assert run("diff", "main").status == 2


HOSTILE = "Eve \x1b]52;c;aGk=\x07\x1b[2J\u202e\x9b31m"


def test_a_hostile_author_and_a_hostile_plan_are_text(run, repository):
    repository.commit(PLAN, "again", HOSTILE)
    repository.commit(PLAN.replace("Ana Ruiz", "Ana \\u001b[31m\\u202e"), HOSTILE, HOSTILE)
    repository.plan.write_text(PLAN.replace("Ana Ruiz", "Ana \\u009b2J"))
    for words in ([], ["HEAD~1", "HEAD"], ["--json"]):
        ran = run("diff", *words)
        assert ran.status == 1
        for char in "\x1b\x07\u202e\x9b":
            assert char not in ran.out + ran.err
            if words == ["--json"]:
                assert char not in json.loads(ran.out)["from"]["author"]


def test_long_texts_are_told_from_where_they_part(run, repository):
    sentence = "The partner's interface answers too late on most mornings of the week"
    repository.commit(PLAN.replace('id = "e-7"', f'id = "e-7"\nnotes = "{sentence}"'))
    repository.plan.write_text(PLAN.replace('id = "e-7"', f'id = "e-7"\nnotes = "{sentence}, and at noon"'))

    assert "notes: …week → …week, and at noon" in run("diff").out


def test_plans_in_json_are_told_alike(run, plan, sample):
    path = sample("execution-plan.json").rename(plan.parent / "execution-plan.json")
    plan.unlink()
    repository = Repository(plan.parent, path.name)
    repository.commit()
    data = json.loads(path.read_text())
    first = next(iter(data["batches"])) if isinstance(data["batches"], list) else None
    first["progress"] = 99
    path.write_text(json.dumps(data))

    ran = run("diff")
    assert ran.status == 1
    assert "→ 99" in ran.out
    assert len(ran.out.splitlines()) == 4


def test_the_shell_offers_branches_and_tags_else_files(run, repository, monkeypatch):
    repository.git("tag", "week-5")
    monkeypatch.setenv("_OCTOTUI_COMPLETE", "bash_complete")
    monkeypatch.setenv("COMP_CWORD", "2")
    for typed, offered in (("we", "plain,week-5\n"), ("plan", "file,plan\n")):
        monkeypatch.setenv("COMP_WORDS", f"octotui diff {typed}")
        assert run().out == offered


def test_the_exit_status_is_the_program_s(repository, capsys):
    assert main(["diff"]) == 0
    assert main(["diff", "nonsense"]) == 2
    capsys.readouterr()


def test_what_changed_since_a_day_needs_no_git(run, plan):
    ran = run("diff", "--since", "2026-11-18")
    assert (ran.status, ran.err) == (1, "")
    assert ran.out == (
        "plan.toml: Wed 18 Nov, as far as the plan tells → the file now\n\n"
        "escalations\n  e-7  Partner API down  added: level 2, open, blocks batch-2\n"
    )
    data = json.loads(run("diff", "--since", "2026-11-18", "--json").out)
    assert data["from"]["since"] == "Wed 18 Nov"
    assert (data["from"]["how"], data["from"]["exact"]) == ("as far as the plan tells", False)
    assert [edit["path"] for edit in data["edits"]] == ["escalations/e-7"]

    ran = run("diff", "--since", "yesterday")
    assert (ran.status, ran.out) == (0, "")
    assert ran.err == "nothing changed since Thu 19 Nov, as far as the plan tells\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--since", "standup"], "no standup is on record"),
        (["--since", "HEAD"], '"HEAD" is no meeting and no day'),
        (["--since", "2030-01-01"], '"2030-01-01" is still to come'),
        (["--since", "yesterday", "HEAD"], "--since compares with the file as it is now"),
    ],
)
def test_what_cannot_be_compared_with_is_said(run, plan, words, said):
    ran = run("diff", *words)
    assert ran.status == 2
    assert said in ran.err
