"""The story of a plan, and of one thing of it, as a person reads it."""

import io
import json
import os
import signal
import subprocess
import sys

import pytest

from octotui.cli.progress import Progress
from tests.cli.conftest import PLAN
from tests.repository import ALONE, Repository

OCTOTUI = [sys.executable, "-c", "import sys; from octotui.cli.main import main; sys.exit(main())"]


@pytest.fixture(autouse=True)
def no_settings(monkeypatch):
    for name, value in ALONE.items():
        monkeypatch.setenv(name, value)


@pytest.fixture
def repository(plan):
    made = Repository(plan.parent)
    made.commit(subject="The plan")
    return made


BUSY = PLAN.replace('status = "in-progress"   # soon done\nprogress = 55', 'status = "blocked"\nprogress = 60')
ISSUE = '\n[[issues]]\nid = "i-1"\ntitle = "Slow tests"\npriority = "high"\nowner = "ana"\n'


@pytest.fixture
def story(repository):
    """Four commits and a change that is not committed."""
    repository.commit(BUSY + ISSUE, "Stand-up", "Sam Okafor")
    repository.commit(BUSY.replace('impact = "critical"', 'impact = "low"') + ISSUE, "Risk review")
    repository.commit(BUSY, "Clean up", "Sam Okafor")
    repository.plan.write_text(BUSY.replace('status = "blocked"', 'status = "done"'))
    return repository


def ids(repository, *names):
    return [repository.git("rev-parse", name)[:8] for name in names]


def test_the_plan_s_story_is_told_newest_first(run, story):
    four, three, two, one = ids(story, "HEAD", "HEAD~1", "HEAD~2", "HEAD~3")
    ran = run("log")

    assert (ran.status, ran.err) == (0, "")
    assert (
        ran.out
        == f"""\
not committed yet
  batch-1  Critical Blockers  status: blocked → done

Thu 19 Nov 14:02  Sam Okafor  {four}  Clean up
  r-ci  CI fixes take longer  score: 3 → 9 (impact: low → critical)
  i-1   Slow tests            removed: category technical, high, open, owner ana

Wed 18 Nov 14:02  Dana Kim  {three}  Risk review
  r-ci  CI fixes take longer  score: 9 → 3 (impact: critical → low)

Tue 17 Nov 14:02  Sam Okafor  {two}  Stand-up
  batch-1  Critical Blockers  status: in progress → blocked
                              progress: 55 → 60
  i-1      Slow tests         added: category technical, high, open, owner ana

Mon 16 Nov 14:02  Dana Kim  {one}  The plan
  the plan begins: people 1, batches 2, risks 1, escalations 1, checklists 1, metrics 2
"""
    )


def test_a_thing_s_story_is_its_own_changes(run, story):
    two, one = ids(story, "HEAD~2", "HEAD~3")

    assert run("log", "batch-1") == run("log", "batches/batch-1")
    assert (
        run("log", "batch-1").out
        == f"""\
batches/batch-1  Critical Blockers

not committed yet
  status: blocked → done

Tue 17 Nov 14:02  Sam Okafor  {two}  Stand-up
  status: in progress → blocked
  progress: 55 → 60

Mon 16 Nov 14:02  Dana Kim  {one}  The plan
  added: P0, in progress, progress 55%, target Week 1–2, owner ana
"""
    )


def headings(ran):
    return [line.rsplit("  ", 1)[-1] for line in ran.out.splitlines() if line[:1] not in ("", " ")]


def test_a_thing_that_is_gone_is_still_found(run, story):
    ran = run("log", "i-1")
    lines = ran.out.splitlines()

    assert (ran.status, ran.err) == (0, "")
    assert lines[0] == "issues/i-1  Slow tests  (no longer in the plan)"
    assert lines[3] == "  removed: category technical, high, open, owner ana"
    assert headings(ran)[1:] == ["Clean up", "Stand-up"]
    assert run("log", "issues/i-1") == ran


def test_a_thing_that_is_gone_is_found_by_the_id_that_followed_from_its_name(run, repository):
    repository.commit(PLAN + '[[issues]]\ntitle = "Tests à la carte: slow!"\n', "came")
    repository.commit(PLAN, "went")

    assert headings(run("log", "tests-a-la-carte-slow"))[1:] == ["went", "came"]


@pytest.mark.parametrize(
    ("thing", "told"),
    [
        ("risks", ["Clean up", "Risk review", "The plan"]),
        ("issues", ["Clean up", "Stand-up"]),
        ("project", ["The plan"]),
        ("checklists/day/items/smoke", ["The plan"]),
        ("ciFlakeRate", ["The plan"]),
    ],
)
def test_an_area_a_section_or_a_part_has_a_story_too(run, story, thing, told):
    assert headings(run("log", thing))[1:] == told


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["bacth-1"], 'octotui: no "bacth-1" in the plan, nor in its history; did you mean "batch-1"?\n'),
        (["risks/r-cl"], 'octotui: no "risks/r-cl" in the plan, nor in its history; did you mean "r-ci"?\n'),
        (["-p", "nonsuch.toml"], "nonsuch.toml: no such file; `octotui init` writes a first plan\n"),
    ],
)
def test_what_never_was_is_refused_with_the_nearest(run, story, words, said):
    ran = run("log", *words)

    assert (ran.status, ran.out) == (2, "")
    assert ran.err == said


def test_an_id_that_several_things_have_is_asked_back(run, repository):
    repository.plan.write_text(PLAN + '[[issues]]\nid = "r-ci"\ntitle = "CI"\n')

    assert "write risks/r-ci or issues/r-ci" in run("log", "r-ci").err


def test_the_last_few_and_those_since_a_day(run, story):
    assert headings(run("log", "-n", "2")) == ["not committed yet", "Clean up"]
    assert headings(run("log", "--since", "2026-11-18")) == ["not committed yet", "Clean up", "Risk review"]
    assert headings(run("log", "r-ci", "-n", "1"))[1:] == ["Clean up"]
    ran = run("log", "r-ci", "--since", "2026-11-20")
    assert (ran.status, ran.out, ran.err) == (0, "", "nothing changed since 2026-11-20\n")
    assert run("log", "-n", "0").status == 2


def test_json_has_each_commit_with_its_edits(run, story):
    told = json.loads(run("log", "batch-1", "--json").out)

    assert (told["kind"], told["plan"], told["thing"]) == ("log", "plan.toml", "batches/batch-1")
    now, two, _ = told["items"]
    assert (now["commit"], now["author"], now["at"], now["broken"]) == (None, None, None, None)
    assert two["commit"] == story.git("rev-parse", "HEAD~2")
    assert (two["author"], two["at"], two["subject"]) == ("Sam Okafor", "2026-11-17T14:02:00Z", "Stand-up")
    assert [edit["words"] for edit in two["edits"]] == [
        "batch-1 status: in progress → blocked",
        "batch-1 progress: 55 → 60",
    ]


def test_a_version_that_cannot_be_read_is_named_and_stepped_over(run, repository):
    repository.commit(BUSY.replace('owner = "ana"', "owner = ana"), "A slip", "Sam Okafor")
    repository.commit(BUSY.replace("progress = 60", "progress = 70"), "Mended")
    (slip,) = ids(repository, "HEAD~1")

    for words in ([], ["batch-1"]):
        lines = run("log", *words).out.splitlines()
        assert sum("cannot be read" in line for line in lines) == 1
        assert any(line.startswith(f"  cannot be read: {slip}:plan.toml:16:") for line in lines)
        assert sum("progress: 55 → 70" in line for line in lines) == 1
        assert not any("60" in line for line in lines if "progress" in line)


def test_of_many_reasons_the_first_is_told(run, repository):
    repository.commit(PLAN.replace("progress = 55", "progress = 900").replace("level = 2", "level = 9"), "Slips")
    (slip,) = ids(repository, "HEAD")
    reason = run("log", "-n", "1").out.splitlines()[1]

    assert reason.startswith(f"  cannot be read: {slip}:plan.toml:14:")
    assert reason.endswith(" (and 1 more)")


def test_a_file_that_cannot_be_read_now_does_not_hide_its_past(run, story):
    story.plan.write_text("[[batches]\n")
    ran = run("log", "i-1")

    assert ran.status == 0
    assert ran.out.splitlines()[2:4][1].startswith("  cannot be read: plan.toml:1:")
    assert headings(ran)[1:] == ["not committed yet", "Clean up", "Stand-up"]


def test_a_plan_whose_first_versions_cannot_be_read_begins_with_the_first_that_can(run, plan):
    repository = Repository(plan.parent)
    repository.commit("[[batches]\n", "A slip")
    repository.commit(PLAN, "The plan")

    ran = run("log", "batch-1")
    assert headings(ran)[1:] == ["A slip", "The plan"] or headings(ran)[1:] == ["The plan", "A slip"]
    assert "  added: P0, in progress, progress 55%, target Week 1–2, owner ana" in ran.out


def test_a_renamed_and_converted_plan_keeps_its_story(run, repository):
    repository.git("mv", "plan.toml", "delivery.toml")
    repository.plan = repository.root / "delivery.toml"
    assert headings(run("log", "batch-1", "-p", "delivery.toml"))[1:] == ["The plan"]

    repository.commit(subject="Renamed")
    repository.commit(BUSY, "Stand-up")
    ran = run("log", "-p", "delivery.toml")
    assert headings(ran) == ["Stand-up", "Renamed", "The plan"]
    assert "  the file was called plan.toml before" in ran.out
    assert headings(run("log", "batch-1", "-p", "delivery.toml"))[1:] == ["Stand-up", "The plan"]


def test_a_plan_in_json_has_a_story(run, plan, sample):
    path = sample("execution-plan.json").rename(plan.parent / "execution-plan.json")
    plan.unlink()
    repository = Repository(plan.parent, path.name)
    repository.commit(subject="one")
    data = json.loads(path.read_text())
    data["batches"][0]["progress"] = 99
    repository.commit(json.dumps(data), "two")

    assert headings(run("log")) == ["two", "one"]
    assert "→ 99" in run("log", "batches").out


def test_a_merge_tells_what_it_changed_itself(run, repository):
    repository.git("checkout", "-q", "-b", "side")
    repository.commit(PLAN.replace("coverage = 71", "coverage = 75"), "On the side", "Sam Okafor")
    repository.git("checkout", "-q", "main")
    repository.commit(BUSY, "On main")
    repository.git("merge", "-q", "--no-commit", "side")
    merged = BUSY.replace("coverage = 71", "coverage = 75").replace("level = 2", "level = 3")
    repository.commit(merged, "Both")

    ran = run("log")
    assert set(headings(ran)) == {"Both", "On main", "On the side", "The plan"}
    both = ran.out.split("\n\n")[0]
    assert both.splitlines()[1:] == ["  e-7  Partner API down  level: 2 → 3"]
    assert headings(run("log", "coverage"))[1:] == ["On the side", "The plan"]


def test_a_plain_merge_says_nothing(run, repository):
    repository.git("checkout", "-q", "-b", "side")
    repository.commit(PLAN.replace("coverage = 71", "coverage = 75"), "On the side")
    repository.git("checkout", "-q", "main")
    repository.commit(BUSY, "On main")
    repository.git("merge", "-q", "side", "-m", "Both")

    assert "Both" not in headings(run("log"))


def forked(repository, ours, theirs, result, change_ours="Li's", change_theirs="Dana's"):
    """A merge of two branches that somebody settled by hand."""
    repository.git("checkout", "-q", "-b", "side")
    repository.commit(theirs, change_theirs)
    repository.git("checkout", "-q", "main")
    repository.commit(ours, change_ours, "Li Wei")
    repository.git("merge", "-q", "--no-commit", "-s", "ours", "side")
    repository.commit(result, "Both")


LI, DANA = (PLAN.replace('owner = "ana"', f'owner = "{name}"', 1) for name in ("li", "dana"))
RISK = '[[risks]]\nid = "r-li"\ntitle = "Late"\n'


def lines_below(ran, subject):
    """What is told of the commit with a subject."""
    heading = next(block for block in ran.out.split("\n\n") if block.partition("\n")[0].endswith(f"  {subject}"))
    return heading.splitlines()[1:]


@pytest.mark.parametrize("beside", ["", "\n# seen"], ids=["as one side has it", "as no side has it"])
def test_a_merge_tells_which_side_it_took(run, repository, beside):
    forked(repository, LI, DANA, DANA + beside)

    assert headings(run("log", "batch-1"))[1:] == ["Both", "Li's", "Dana's", "The plan"]
    assert lines_below(run("log", "batch-1"), "Both") == ["  owner: li → dana"]
    assert lines_below(run("log"), "Both") == ["  batch-1  Critical Blockers  owner: li → dana"]
    newest = json.loads(run("log", "batch-1", "--json").out)["items"][0]
    assert (newest["subject"], [edit["words"] for edit in newest["edits"]]) == ("Both", ["batch-1 owner: li → dana"])
    assert headings(run("log", "r-ci"))[1:] == ["The plan"]


def test_a_merge_that_takes_of_each_side_something_tells_both(run, repository):
    ours, theirs = LI.replace("level = 2", "level = 3"), DANA.replace("level = 2", "level = 1")
    forked(repository, ours, theirs, DANA.replace("level = 2", "level = 3"))

    assert lines_below(run("log", "batch-1"), "Both") == ["  owner: li → dana"]
    assert lines_below(run("log", "e-7"), "Both") == ["  level: 1 → 3"]


def test_what_neither_side_said_is_told_once(run, repository):
    forked(repository, LI, DANA, PLAN.replace('owner = "ana"', 'owner = "bo"', 1))

    assert lines_below(run("log", "batch-1"), "Both") == ["  owner: li → bo"]


@pytest.mark.parametrize("is_kept", [True, False])
def test_a_merge_that_kept_what_one_side_removed_or_removed_what_one_side_changed(run, repository, is_kept):
    repository.commit(PLAN + RISK, "The risk")
    kept, gone = PLAN + RISK.replace("Late", "Later"), PLAN
    forked(repository, gone, kept, kept if is_kept else gone)

    story = run("log", "r-li")
    assert headings(story)[1] == "Both"
    assert lines_below(story, "Both")[0].startswith("  added" if is_kept else "  removed")


def test_a_merge_that_brings_what_only_one_side_changed_has_nothing_to_say(run, repository):
    """The other side changed something else of the same thing."""
    ours, theirs = LI, PLAN.replace("progress = 55", "progress = 60")
    forked(repository, ours, theirs, LI.replace("progress = 55", "progress = 60"))

    assert "Both" not in headings(run("log"))


def test_a_merge_that_kept_the_file_that_one_side_took_away(run, repository):
    repository.git("checkout", "-q", "-b", "side")
    repository.plan.unlink()
    repository.commit(subject="Gone")
    repository.git("checkout", "-q", "main")
    repository.commit(LI, "Li's")
    repository.git("merge", "-q", "--no-commit", "-s", "ours", "side")
    repository.commit(LI, "Both")

    assert lines_below(run("log"), "Both") == ["  the file was kept: a side of the merge had taken it away"]
    assert headings(run("log", "batch-1"))[1] == "Both"


def test_a_shallow_clone_does_not_say_that_all_began_there(run, story, tmp_path, monkeypatch):
    clone = tmp_path / "clone"
    subprocess.run(["git", "clone", "-q", "--depth", "2", f"file://{story.root}", clone], check=True)
    monkeypatch.chdir(clone)

    for words in ([], ["batch-1"]):
        out = run("log", *words).out
        assert out.splitlines()[-1].startswith("  there already; the clone is shallow, what came before is not known")
        assert "added" not in out
        assert "begins" not in out
    last = json.loads(run("log", "--json").out)["items"][-1]
    assert (last["shallow"], last["edits"]) == (True, [])


def test_a_plan_taken_away_still_has_its_story(run, story):
    story.plan.unlink()
    ran = run("log", "-p", "plan.toml")
    assert ran.out.splitlines()[:2] == ["not committed yet", "  the file was taken away"]

    story.commit(subject="Gone")
    ran = run("log", "-p", "plan.toml")
    assert ran.status == 0
    assert headings(ran)[0] == "Gone"
    assert headings(run("log", "batch-1", "-p", "plan.toml"))[1] == "Gone"


def test_a_copied_plan_begins_as_a_copy(run, repository):
    repository.plan = repository.root / "next.toml"
    repository.commit(PLAN, "The next one")
    ran = run("log", "-p", "next.toml")

    assert headings(ran) == ["The next one"]
    assert "  the plan begins, as a copy of plan.toml: people 1" in ran.out


def test_of_a_large_change_the_first_lines_are_told_and_how_to_see_all(run, repository):
    many = "".join(f'[[issues]]\nid = "i-{number}"\ntitle = "Issue {number}"\n' for number in range(40))
    repository.commit(PLAN + many, "Import")
    (short,) = ids(repository, "HEAD")
    lines = run("log", "-n", "1").out.splitlines()

    assert len(lines) == 14
    assert lines[-1] == f"  … and 28 more: octotui diff {short}^ {short}"
    assert run("diff", f"{short}^", short).out.count("added") == 40


def test_a_plan_that_git_does_not_have_is_one_line(run, plan):
    assert run("log").err.startswith("octotui: plan.toml is in no git repository, so it has no history; ")
    repository = Repository(plan.parent)
    assert run("log").err.startswith("octotui: no commits in this repository yet; git add plan.toml")
    repository.git("commit", "-q", "--allow-empty", "-m", "nothing")
    ran = run("log", "batch-1")
    assert (ran.status, ran.out) == (2, "")
    assert ran.err == 'octotui: "plan.toml" is in no commit yet; git add plan.toml and git commit begin its history\n'


HOSTILE = "Eve \x1b]52;c;aGk=\x07\x1b[2J\u202e\x9b31m\r"


def test_hostile_names_subjects_and_plans_are_text(run, repository):
    repository.commit(BUSY.replace("Critical Blockers", "C \\u001b[2J\\u202e\\u009b"), HOSTILE + "subject", HOSTILE)
    for words in ([], ["batch-1"], ["--json"], ["\x1b[2J"]):
        ran = run("log", *words)
        for char in "\x1b\x07\u202e\x9b\r":
            assert char not in ran.out + ran.err
    assert "Eve ␛]52;c;aGk=␇␛[2J��31m" in run("log").out


def on_a_terminal(folder, **environment):
    """What the plan's story sends to a terminal."""
    ours, theirs = os.openpty()
    with subprocess.Popen(
        [*OCTOTUI, "log"], cwd=folder, env=os.environ | environment, stdout=theirs, stderr=theirs, stdin=theirs
    ) as process:
        os.close(theirs)
        said = b""
        try:
            while chunk := os.read(ours, 65536):
                said += chunk
        except OSError:  # how the end of a terminal is told
            pass
        assert process.wait(timeout=30) == 0
    os.close(ours)
    return said


def test_subjects_are_dim_on_a_terminal_and_hostile_ones_are_text(repository):
    repository.commit(BUSY, HOSTILE + "subject", HOSTILE)
    said = on_a_terminal(repository.root)

    assert said.count(b"\x1b") == 4
    assert said.count(b"  \x1b[2m") == said.count(b"\x1b[0m\r\n") == 2
    assert b"\x07" not in said
    assert b"\x1b" not in on_a_terminal(repository.root, NO_COLOR="1")


def test_a_reader_who_has_seen_enough_ends_it(story):
    with subprocess.Popen([*OCTOTUI, "log"], cwd=story.root, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout.readline() == b"not committed yet\n"
        process.stdout.close()
        assert process.wait(timeout=30) == 0
        assert process.stderr.read() == b""


def test_ctrl_c_ends_it_without_a_word(repository):
    for number in range(60):
        repository.commit(PLAN.replace("progress = 55", f"progress = {number}"), str(number))
    repository.plan.write_text(BUSY)
    with subprocess.Popen(
        [*OCTOTUI, "log"], cwd=repository.root, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as one:
        assert one.stdout.readline() == b"not committed yet\n"
        one.send_signal(signal.SIGINT)
        _, err = one.communicate(timeout=30)
    assert (one.returncode, err) in ((130, b""), (0, b""))  # it may have been done already


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_somebody_who_waits_is_told_so_and_nobody_else(monkeypatch):
    monkeypatch.setattr(sys, "stdout", Terminal())
    for stream, seen in ((Terminal(), True), (io.StringIO(), False)):
        monkeypatch.setattr(sys, "stderr", stream)
        progress = Progress("looking", patience=0)
        assert list(progress.over("ab")) == ["a", "b"]
        assert ("looking: 1 …" in stream.getvalue()) == seen
        progress.clear()
        assert stream.getvalue().endswith("\r") == seen

    monkeypatch.setattr(sys, "stderr", patient := Terminal())
    assert list(Progress("looking", patience=60).over("ab")) == ["a", "b"]
    assert patient.getvalue() == ""
