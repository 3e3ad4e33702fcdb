"""``octotui merge``: where the result goes, what is said, and what becomes of texts that are no plans."""

from __future__ import annotations

import stat

import pytest

from octotui.cli.merge import Texts, merged
from tests.cli.conftest import PLAN

BASE = PLAN.encode()
OURS = BASE.replace(b"progress = 55", b"progress = 60")
THEIRS = BASE.replace(b'"in-progress"   # soon done', b'"done"   # done')
BOTH = OURS.replace(b'"in-progress"   # soon done', b'"done"   # done')
OTHER = BASE.replace(b"progress = 55", b"progress = 70")


@pytest.fixture
def files(tmp_path):
    """Writes the three versions, under the names that git gives them."""

    def written(base=BASE, ours=OURS, theirs=THEIRS):
        paths = [tmp_path / "here" / name for name in (".merge_file_a", ".merge_file_b", ".merge_file_c")]
        for path, data in zip(paths, (base, ours, theirs), strict=True):
            path.write_bytes(data)
        return paths

    return written


def test_the_result_goes_into_ours(run, files):
    base, ours, theirs = files()
    ours.chmod(0o640)
    ran = run("merge", base, ours, theirs)

    assert (ran.status, ran.out, ran.err) == (0, "", "")
    assert ours.read_bytes() == BOTH
    assert stat.S_IMODE(ours.stat().st_mode) == 0o640
    assert (base.read_bytes(), theirs.read_bytes()) == (BASE, THEIRS)
    assert len([*ours.parent.iterdir()]) == 3


def test_the_result_goes_where_it_is_wanted(run, files, tmp_path):
    base, ours, theirs = files()
    output = tmp_path / "here" / "merged.toml"
    run("merge", base, ours, theirs, "-o", output)

    assert (output.read_bytes(), ours.read_bytes()) == (BOTH, OURS)
    assert run("merge", base, ours, theirs, "--stdout").out == BOTH.decode()
    assert run("merge", base, ours, theirs, "--stdout", "-o", output).status == 2


def test_a_link_stays_a_link(run, files, tmp_path):
    base, ours, theirs = files()
    link = tmp_path / "here" / "link.toml"
    link.symlink_to(ours)
    run("merge", base, link, theirs)

    assert link.is_symlink()
    assert ours.read_bytes() == BOTH


@pytest.mark.parametrize(
    ("theirs", "words"),
    [
        (OTHER, "batch-1 progress: ours 60, theirs 70"),
        (BASE.replace(b'id = "batch-1"', b'id = "batch-x"'), "batch-1: ours changed it, theirs removed it"),
    ],
)
def test_conflicts_are_marked_and_told(run, files, theirs, words):
    paths = files(theirs=theirs)
    ran = run("merge", *paths, "--marker-size", "9")

    assert ran.status == 1
    assert ran.err.splitlines()[0] == words
    assert b"\n<<<<<<<<< ours\n" in paths[1].read_bytes()


def test_both_added_a_thing(run, files):
    new = b'\n[[risks]]\nid = "r-2"\ntitle = "%s"\n'
    ran = run("merge", *files(ours=BASE + new % b"Two", theirs=BASE + new % b"Zwei"), "--stdout")

    assert (ran.status, ran.err) == (1, "r-2: both added it, and not the same\n")
    assert '<<<<<<< ours\ntitle = "Two"\n=======\ntitle = "Zwei"\n>>>>>>> theirs\n' in ran.out


def test_what_both_moved_is_told(run, files):
    text = "".join(f'[[risks]]\nid = "{name}"\ntitle = "T"\n' for name in "abcd")
    parts = {name: f'[[risks]]\nid = "{name}"\ntitle = "T"\n' for name in "abcd"}
    base, ours, theirs = ("".join(parts[name] for name in order).encode() for order in ("abcd", "dabc", "adbc"))
    ran = run("merge", *files(base, ours, theirs), "--stdout")

    assert (ran.status, ran.out.encode()) == (0, ours)
    assert ran.err == "d: both moved it; it stays where ours has it\n"
    assert text.encode() == base


def test_a_comment_that_both_changed_is_told(run, files):
    ran = run("merge", *files(theirs=THEIRS, ours=BASE.replace(b"# soon done", b"# very soon")), "--stdout")

    assert ran.status == 1
    assert ran.err == "comment # done is marked, ours says something else\n"
    assert "# very soon\n=======\n" in ran.out


@pytest.mark.parametrize(("side", "name"), [(0, "base"), (1, "ours"), (2, "theirs")])
def test_a_side_that_is_no_plan_is_named(run, files, side, name):
    texts = [BASE, OURS, BASE.replace(b'name = "Platform hardening"', b'name = "Platform"')]
    texts[side] += b"oops\n"
    ran = run("merge", *files(*texts), "--path", "plan.toml", "--stdout")

    assert ran.status == 0
    assert ran.err.startswith(f"{name}: plan.toml:46:5: ")
    assert ran.err.endswith("merged line by line, as git does it\n")
    assert ("oops" in ran.out) == (name != "base")


def test_lines_of_both_where_one_is_no_plan(run, files):
    ran = run("merge", *files(theirs=OTHER + b"oops\n"), "--stdout")

    assert ran.status == 1
    assert "<<<<<<< ours\nprogress = 60\n=======\nprogress = 70\n>>>>>>> theirs\n" in ran.out


def test_the_format_comes_from_the_path_else_from_the_text():
    base = b'{ "batches": [ { "id": "a", "name": "A" } ] }\n'
    ours = b'{ "batches": [ { "id": "a", "name": "A", "owner": "ana" } ] }\n'
    theirs = b'{ "batches": [ { "id": "a", "name": "Ay" } ] }\n'
    wanted = b'{ "batches": [ { "id": "a", "name": "Ay", "owner": "ana" } ] }\n'

    for name in ("plan.json", "PLAN.JSON", ".merge_file_x"):
        assert merged(Texts(base, ours, theirs), name, 7).data == wanted
    assert b"looks like JSON" in "".join(merged(Texts(base, ours, ours), "plan.toml", 7).words).encode()
    assert merged(Texts(b"", ours, theirs), ".merge_file_x", 7).words == ("a: both added it, and not the same",)


def test_a_file_that_is_not_there(run, files):
    base, ours, _ = files()

    assert run("merge", base, ours, "nowhere.toml").status == 2
    assert ours.read_bytes() == OURS
