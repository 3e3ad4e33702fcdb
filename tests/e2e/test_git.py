"""Real repositories that merge plans with octotui: only what both sides changed is asked about."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections import Counter
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from random import Random

import pytest

from octotui.cli.main import main
from octotui.cli.merge import Texts, merged
from octotui.plan.merge import Merged
from octotui.plan.problems import PlanError
from octotui.store.document import parse
from octotui.store.editing import edited
from octotui.store.merge_lines import merge_file
from tests.conftest import SAMPLES
from tests.plan.test_merge import changed_twice, check_each_side_is_heard
from tests.store.made_up import made_edits

TOML = """\
# The plan of the team
[project]
name = "Octo"

[[batches]]
id = "batch-1"
name = "Blockers"
status = "in-progress"  # nearly there
progress = 40
owner = "ana"

[[batches]]
id = "batch-2"
name = "Infra"

[[risks]]
id = "r-1"
title = "Late"
"""
OCTOTUI = (sys.executable, "-P", "-m", "octotui")
JSON = """\
{
  "project": { "name": "Octo" },
  "batches": [
    {
      "id": "batch-1",
      "name": "Blockers",
      "status": "in-progress",
      "progress": 40,
      "owner": "ana"
    },
    { "id": "batch-2", "name": "Infra" }
  ],
  "risks": [
    { "id": "r-1", "title": "Late" }
  ]
}
"""


class Repository:
    """A repository with a plan in it."""

    def __init__(self, folder, name="plan.toml", text=TOML):
        self.folder, self.plan = folder, folder / name
        self.plan.parent.mkdir(parents=True, exist_ok=True)
        self("init", "-q", "-b", "main", ".")
        self.write(text)
        self.octotui("git-setup")
        self.commit("begin")

    def __call__(self, *arguments, fails=False):
        done = subprocess.run(["git", *arguments], cwd=self.folder, capture_output=True, text=True, check=False)
        assert (done.returncode != 0) == fails, (arguments, done.stdout, done.stderr)
        return done.stdout + done.stderr

    def octotui(self, *arguments, status=0):
        """Run a command in this process, which is quicker; git starts a program of its own to merge."""
        said = io.StringIO()
        with pytest.MonkeyPatch.context() as here, redirect_stdout(said), redirect_stderr(said):
            here.chdir(self.plan.parent)
            here.setenv("OCTOTUI_PLAN", self.plan.name)
            assert main(arguments) == status, (arguments, said.getvalue())
        return said.getvalue()

    def read(self):
        return self.plan.read_bytes().decode()

    def write(self, text):
        self.plan.write_bytes(text.encode())

    def swap(self, *pairs):
        text = self.read()
        for old, new in pairs:
            assert old in text
            text = text.replace(old, new)
        self.write(text)

    def commit(self, message="change"):
        self("add", "-A")
        self("commit", "-qm", message)

    def plan_read(self):
        return parse(self.plan.read_bytes(), self.plan.name).plan

    def sides(self, ours, theirs):
        """One branch with each change: we are on ours, the other is `theirs`."""
        self("checkout", "-qb", "theirs")
        self.swap(*theirs)
        self.commit("theirs")
        self("checkout", "-q", "main")
        self.swap(*ours)
        self.commit("ours")


@pytest.fixture(autouse=True)
def git_user(monkeypatch):
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{role}_NAME", "Ana")
        monkeypatch.setenv(f"GIT_{role}_EMAIL", "ana@example.org")
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")


@pytest.fixture
def repository(tmp_path):
    return Repository(tmp_path / "repository")


OURS = [("progress = 40", "progress = 60"), ('"Late"\n', '"Late"\n\n[[risks]]\nid = "r-2"\ntitle = "Two"\n')]
THEIRS = [
    ('"in-progress"  # nearly there', '"done"  # at last'),
    ('"Late"\n', '"Late"\n\n# seen by bo\n[[risks]]\nid = "r-3"\ntitle = "Three"\n'),
]
MERGED = TOML.replace("progress = 40", "progress = 60").replace(
    '"in-progress"  # nearly there', '"done"  # at last'
) + ('\n[[risks]]\nid = "r-2"\ntitle = "Two"\n\n# seen by bo\n[[risks]]\nid = "r-3"\ntitle = "Three"\n')


def test_git_alone_would_ask(repository):
    repository.octotui("git-setup", "--undo")
    repository.commit()
    repository.sides(OURS, THEIRS)

    assert "CONFLICT" in repository("merge", "theirs", fails=True)


def test_neighbouring_lines_and_two_new_risks_are_merged(repository):
    repository.sides(OURS, THEIRS)
    repository("merge", "-q", "theirs")

    assert repository.read() == MERGED
    assert "fine" in repository.octotui("validate")


def test_json_is_merged(tmp_path):
    repository = Repository(tmp_path, "plan.json", JSON)
    repository.sides(
        [('"progress": 40', '"progress": 60'), ('"Late" }', '"Late" },\n    { "id": "r-2", "title": "Two" }')],
        [('"in-progress"', '"done"'), ('"Late" }', '"Late" },\n    { "id": "r-3", "title": "Three" }')],
    )
    repository("merge", "-q", "theirs")
    plan = repository.plan_read()

    assert (plan.batches[0].status, plan.batches[0].progress) == ("done", 60)
    assert [risk.id for risk in plan.risks] == ["r-1", "r-2", "r-3"]
    assert '    { "id": "r-2", "title": "Two" },\n' in repository.read()


def test_windows_line_ends_stay(tmp_path):
    repository = Repository(tmp_path, text=TOML.replace("\n", "\r\n"))
    repository.sides(
        [(old.replace("\n", "\r\n"), new.replace("\n", "\r\n")) for old, new in OURS],
        [(old.replace("\n", "\r\n"), new.replace("\n", "\r\n")) for old, new in THEIRS],
    )
    repository("merge", "-q", "theirs")

    assert repository.read() == MERGED.replace("\n", "\r\n")


def test_a_conflict_is_marked_named_settled_and_committed(repository):
    repository.sides(
        [('"in-progress"', '"done"'), ("progress = 40", "progress = 100")], [('"in-progress"', '"blocked"')]
    )
    said = repository("merge", "theirs", fails=True)

    assert "batch-1 status: ours done, theirs blocked" in said
    assert "UU plan.toml" in repository("status", "--short")
    marked = repository.read().splitlines()
    start, middle, end = (marked.index(mark) for mark in ("<<<<<<< ours", "=======", ">>>>>>> theirs"))
    assert [line.split("#")[0].strip() for line in (marked[start + 1], marked[middle + 1])] == [
        'status = "done"',
        'status = "blocked"',
    ]
    assert (middle, end) == (start + 2, start + 4)
    assert f"plan.toml:{start + 1}:1: a merge conflict" in repository.octotui("validate", status=2)

    repository.write("\n".join([*marked[:start], marked[start + 1], *marked[end + 1 :], ""]))
    assert "fine" in repository.octotui("validate")
    repository.commit("settled")
    assert repository.plan_read().batches[0].status == "done"
    assert repository.plan_read().batches[0].progress == 100


def test_a_thing_that_one_removed_and_the_other_changed(repository):
    gone = ('[[batches]]\nid = "batch-2"\nname = "Infra"\n\n', "")
    repository.sides([gone], [('"Infra"', '"Infrastructure"')])

    assert "batch-2: ours removed it, theirs changed it" in repository("merge", "theirs", fails=True)
    assert "<<<<<<< ours\n=======\n[[batches]]\n" in repository.read()


def test_three_commits_are_rebased(repository):
    repository("checkout", "-qb", "theirs")
    for number in range(2, 5):
        repository.octotui("update", "batch-1", f"progress={40 + number}")
        repository.write(f'{repository.read()}\n[[risks]]\nid = "t-{number}"\ntitle = "T{number}"\n')
        repository.commit(f"step {number}")
    repository("checkout", "-q", "main")
    repository.swap(('"in-progress"', '"done"'))
    repository.write(f'{repository.read()}\n[[risks]]\nid = "m-1"\ntitle = "M"\n')
    repository.commit("main")
    repository("checkout", "-q", "theirs")
    repository("rebase", "-q", "main")
    plan = repository.plan_read()

    assert [risk.id for risk in plan.risks] == ["r-1", "m-1", *(f"t-{number}" for number in range(2, 5))]
    assert (plan.batches[0].status, plan.batches[0].progress) == ("done", 44)
    assert repository("log", "--oneline").count("step") == 3


def test_a_commit_is_picked_and_a_stash_popped(repository):
    repository.sides(OURS, THEIRS)
    repository("cherry-pick", "theirs")
    assert repository.read() == MERGED

    repository.swap(('owner = "ana"', 'owner = "bo"'))
    repository("stash", "-q")
    repository.swap(("progress = 60", "progress = 70"), ('name = "Octo"', 'name = "Octopus"'))
    repository.commit()
    repository("stash", "pop", "-q")
    assert 'owner = "bo"' in repository.read()
    assert "progress = 70" in repository.read()


def test_comments_of_one_side_beside_values_of_the_other_stay(repository):
    repository.sides(
        [("# nearly there", "# nearly, says ana"), ("# The plan of the team", "# The plan")],
        [('"in-progress"', '"done"'), ("progress = 40", "progress = 99  # so bo")],
    )
    repository("merge", "-q", "theirs")
    text = repository.read()

    assert text.startswith("# The plan\n")
    assert "# nearly, says ana\nprogress = 99  # so bo\n" in text
    assert 'status = "done"' in text


def test_bases_that_are_in_conflict_themselves(repository):
    """Two branches that settled one conflict in two ways: git first merges what they have in common."""
    repository.sides([("progress = 40", "progress = 60")], [("progress = 40", "progress = 70")])
    for branch, other, settled in (("main", "theirs", 60), ("theirs", "main~1", 70)):
        repository("checkout", "-q", branch)
        repository("merge", other, fails=True)
        repository.write(TOML.replace("progress = 40", f"progress = {settled}"))
        repository.commit(f"{branch} settled")
    repository.swap(('"Infra"', '"Infrastructure"'))
    repository.commit()
    repository("checkout", "-q", "main")
    repository.swap(('owner = "ana"', 'owner = "bo"'))
    repository.commit()

    said = repository("merge", "theirs", fails=True)
    assert "batch-1 progress: ours 60, theirs 70" in said
    assert "base" not in said
    assert '<<<<<<< ours\nprogress = 60\n=======\nprogress = 70\n>>>>>>> theirs\nowner = "bo"\n' in repository.read()
    assert '"Infrastructure"' in repository.read()


def test_both_begin_the_same_plan(tmp_path):
    repository = Repository(tmp_path)
    repository("rm", "-q", "plan.toml")
    repository.commit()
    repository("checkout", "-qb", "theirs")
    repository.write(TOML.replace('owner = "ana"', 'target = "Week 3"'))
    repository.commit()
    repository("checkout", "-q", "main")
    repository.write(TOML)
    repository.commit()
    repository("merge", "-q", "theirs")

    assert (repository.plan_read().batches[0].owner, repository.plan_read().batches[0].target) == ("ana", "Week 3")


def test_a_side_that_is_no_plan_is_merged_by_lines_and_its_mistake_is_named(repository):
    repository.sides([("progress = 40", "progress = 60")], [('title = "Late"', "title = Late")])
    said = repository("merge", "theirs")

    assert "theirs: plan.toml:18:9: a text without quotes" in said
    assert "title = Late" in repository.read()
    assert "progress = 60" in repository.read()


def test_a_name_with_spaces_in_a_folder(tmp_path):
    repository = Repository(tmp_path / "it's a [repository]", 'the plans/my * "plan".toml')
    repository.sides(OURS, THEIRS)
    repository("merge", "-q", "theirs")

    assert repository.read() == MERGED


def test_a_worktree_and_a_submodule(repository, tmp_path):
    repository("checkout", "-qb", "other")
    repository("checkout", "-q", "main")
    repository("worktree", "add", "-q", str(tmp_path / "worktree"), "other")
    linked = object.__new__(Repository)
    linked.folder, linked.plan = tmp_path / "worktree", tmp_path / "worktree" / "plan.toml"
    assert "git now merges" in linked.octotui("git-setup")
    linked.swap(*THEIRS)
    linked.commit()
    repository.swap(*OURS)
    repository.commit()
    linked("merge", "-q", "main")
    assert parse(linked.plan.read_bytes(), "p").plan == parse(MERGED.encode(), "p").plan

    outer = Repository(tmp_path / "outer")
    outer("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(repository.folder), "inner")
    inner = object.__new__(Repository)
    inner.folder, inner.plan = outer.folder / "inner", outer.folder / "inner" / "plan.toml"
    assert "git now merges" in inner.octotui("git-setup")
    assert "octotui" in inner("config", "--local", "merge.octotui.driver")


def test_without_octotui_git_marks_what_it_cannot_merge(repository, monkeypatch):
    command = repository("config", "merge.octotui.driver").strip()
    repository("config", "merge.octotui.driver", command.replace(sys.executable, "/nowhere/python"))
    folders = [folder for folder in os.environ["PATH"].split(os.pathsep) if not (Path(folder) / "octotui").exists()]
    monkeypatch.setenv("PATH", os.pathsep.join(folders))
    repository.sides(OURS, THEIRS)
    repository("merge", "theirs", fails=True)

    assert ">>>>>>> theirs" in repository.read()


def test_the_setting_comes_once_and_goes_again(repository):
    attributes, config = repository.folder / ".gitattributes", repository.folder / ".git" / "config"
    before = config.read_bytes(), attributes.read_bytes()
    repository.octotui("git-setup")
    assert (config.read_bytes(), attributes.read_bytes()) == before

    assert "as any other text again" in repository.octotui("git-setup", "--undo")
    assert b"octotui" not in config.read_bytes()
    assert not attributes.exists()
    repository.octotui("git-setup", "--undo")


@pytest.mark.parametrize("there", [b"*.png binary\r\n", b"*.png binary", b"# none\n\n", b"/plan.toml text"])
def test_what_stood_in_the_attributes_stays(repository, there):
    attributes = repository.folder / ".gitattributes"
    repository.octotui("git-setup", "--undo")
    attributes.write_bytes(there)
    repository.octotui("git-setup")
    assert attributes.read_bytes().startswith(there)
    assert "octotui" in repository("check-attr", "merge", "plan.toml")

    repository.octotui("git-setup", "--undo")
    assert attributes.read_bytes() == there


def test_another_line_that_wins_is_told(repository):
    (repository.folder / ".git" / "info" / "attributes").write_text("plan.toml merge=union\n")

    assert "it wins" in repository.octotui("git-setup", status=1)


def test_outside_of_a_repository(tmp_path):
    (tmp_path / "plan.toml").write_text(TOML)
    done = subprocess.run([*OCTOTUI, "git-setup"], cwd=tmp_path, capture_output=True, text=True, check=False)

    assert done.returncode == 2
    assert "not in the files of a git repository" in done.stderr


@pytest.mark.long
@pytest.mark.parametrize("name", ["octoacme.toml", "release.toml"])
def test_six_hundred_random_pairs(name):
    """Nothing is merged wrong, and no conflict is marked that is none; git's own figures stand beside it."""
    base, random = parse((SAMPLES / name).read_bytes(), "plan.toml"), Random(name)
    counts = {"octotui": Counter(), "git": Counter()}
    while sum(counts["git"].values()) < 600:
        try:
            sides = [base, *(edited(base, made_edits(random, base.plan, random.randint(1, 3))) for _ in "ab")]
        except PlanError:  # an edit that the text cannot take
            continue
        texts = Texts(*(side.to_bytes() for side in sides))
        counts["octotui"][result_of(sides, *merged(texts, "plan.toml", 7)[:2])] += 1
        text, conflicts = merge_file(texts.ours, texts.base, texts.theirs)
        counts["git"][result_of(sides, text, not conflicts)] += 1

    print({who: dict(count) for who, count in counts.items()})
    assert set(counts["octotui"]) <= {"right", "a real conflict"}


def result_of(sides, text, is_clean):
    """What a merge came to, found from what each side changed."""
    plans = [side.plan for side in sides]
    if not is_clean:
        return "a real conflict" if changed_twice(*plans) else "a conflict that is none"
    try:
        plan = parse(text, "plan.toml").plan
        check_each_side_is_heard(*plans, Merged(plan, (), ()))
    except (PlanError, AssertionError):
        return "wrong"
    return "wrong" if changed_twice(*plans) else "right"
