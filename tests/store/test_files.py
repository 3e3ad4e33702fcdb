"""Reading and saving files."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from octotui.plan.problems import PlanError
from octotui.store import files, lock, replace
from octotui.store.files import ChangedOnDisk, read_bytes, read_settled, save_bytes
from octotui.store.lock import lock_path

OLD, NEW = b"old = 1\n", b"new = 2\n"


@pytest.fixture
def plan(tmp_path):
    path = tmp_path / "project" / "plan.toml"
    path.parent.mkdir()
    path.write_bytes(OLD)
    return path


def refused(action, *arguments) -> str:
    with pytest.raises(PlanError) as caught:
        action(*arguments)
    return str(caught.value)


@pytest.fixture
def as_user(monkeypatch):
    """Root may do everything, so what the system would say to a user is put in its mouth."""
    allowed = os.access

    def access(path, mode):
        writable = Path(path).stat().st_mode & stat.S_IWUSR
        return bool(writable) if mode == os.W_OK else allowed(path, mode)

    monkeypatch.setattr(os, "access", access)


def test_a_file_that_is_not_there(tmp_path):
    assert (
        refused(read_bytes, tmp_path / "x.toml")
        == f"{tmp_path}/x.toml: no such file; `octotui init` writes a first plan"
    )


def test_a_folder(tmp_path):
    assert refused(read_bytes, tmp_path).startswith(f"{tmp_path}: a folder, not a file; ")


def test_something_that_is_no_regular_file(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    assert refused(read_bytes, tmp_path / "pipe") == f"{tmp_path}/pipe: not a regular file; name a plan file"


def test_a_link_to_itself(tmp_path):
    link = tmp_path / "loop"
    link.symlink_to(link)
    assert refused(read_bytes, link).startswith(f"{link}: cannot read it: ")


def test_a_file_that_may_not_be_read(plan, monkeypatch):
    def denied(_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", denied)
    assert refused(read_bytes, plan) == f"{plan}: not allowed to read it; ask for the right, or look at the folder's"


def test_an_empty_file(plan):
    plan.write_bytes(b"")
    assert refused(read_bytes, plan) == f"{plan}: the file is empty; `octotui init` writes a first plan"


def test_a_file_of_fifty_megabytes_is_not_even_read(plan):
    with plan.open("wb") as file:
        file.truncate(50_000_000)
    assert refused(read_bytes, plan) == f"{plan}: 50 MB is too large for a plan; a plan has 5 MB at most"


def test_a_save_replaces_the_bytes_and_leaves_nothing_beside_them(plan):
    save_bytes(plan, NEW, OLD)
    assert plan.read_bytes() == NEW
    assert [path.name for path in plan.parent.iterdir()] == ["plan.toml"]


def test_a_save_keeps_mode_and_link(plan, tmp_path):
    plan.chmod(0o640)
    link = tmp_path / "link.toml"
    link.symlink_to(plan)
    save_bytes(link, NEW, OLD)
    assert link.is_symlink()
    assert plan.read_bytes() == NEW
    assert stat.S_IMODE(plan.stat().st_mode) == 0o640


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() != 0, reason="only root gives files away")
def test_a_save_keeps_the_owner(plan):
    os.chown(plan, 1234, 1235)
    save_bytes(plan, NEW, OLD)
    assert (plan.stat().st_uid, plan.stat().st_gid) == (1234, 1235)


def test_a_file_that_somebody_changed_is_not_written(plan):
    plan.write_bytes(b"theirs")
    with pytest.raises(ChangedOnDisk) as caught:
        save_bytes(plan, NEW, OLD)
    assert caught.value.current == b"theirs"
    assert plan.read_bytes() == b"theirs"
    assert [path.name for path in plan.parent.iterdir()] == ["plan.toml"]


def test_a_change_while_we_write_is_seen(plan, monkeypatch):
    written = replace._written_beside

    def and_meanwhile(path, new):
        temporary = written(path, new)
        plan.write_bytes(b"theirs")
        return temporary

    monkeypatch.setattr(replace, "_written_beside", and_meanwhile)
    with pytest.raises(ChangedOnDisk):
        save_bytes(plan, NEW, OLD)
    assert plan.read_bytes() == b"theirs"
    assert [path.name for path in plan.parent.iterdir()] == ["plan.toml"]


def replaced_just_before(monkeypatch, plan, *contents):
    """Somebody who takes no lock replaces the file in the very last moment, once or more often."""
    exchanged, coming = replace._exchanged, list(contents)

    def and_meanwhile(one, other):
        if coming:
            beside = plan.with_name("theirs")
            beside.write_bytes(coming.pop(0))
            beside.replace(plan)
        return exchanged(one, other)

    monkeypatch.setattr(replace, "_exchanged", and_meanwhile)


@pytest.mark.skipif(sys.platform != "linux", reason="an exchange in one step")
@pytest.mark.parametrize(
    "contents", [(b"theirs",), (b"first", b"theirs")], ids=["once", "and again while it is put back"]
)
def test_what_somebody_put_there_in_the_last_moment_is_put_back(plan, monkeypatch, contents):
    replaced_just_before(monkeypatch, plan, *contents)
    with pytest.raises(ChangedOnDisk) as caught:
        save_bytes(plan, NEW, OLD)
    assert caught.value.current == plan.read_bytes() == b"theirs"
    assert [path.name for path in plan.parent.iterdir()] == ["plan.toml"]


def test_without_an_exchange_the_file_is_compared_once_more_and_replaced(plan, monkeypatch):
    monkeypatch.setattr(replace, "_exchanged", lambda *_: False)
    save_bytes(plan, NEW, OLD)
    assert plan.read_bytes() == NEW


def test_a_file_mounted_by_itself_is_written_in_place(plan, monkeypatch):
    def busy(*_):
        raise OSError(16, "Device or resource busy")

    monkeypatch.setattr(replace, "_exchanged", busy)
    number = plan.stat().st_ino
    save_bytes(plan, b"n = 1\n", OLD)
    assert plan.read_bytes() == b"n = 1\n"
    assert plan.stat().st_ino == number
    assert [path.name for path in plan.parent.iterdir()] == ["plan.toml"]


@pytest.mark.skipif(not hasattr(os, "setxattr"), reason="extended attributes")
def test_a_save_keeps_extended_attributes(plan):
    try:
        os.setxattr(plan, "user.tag", b"blue")
    except OSError:
        pytest.skip("the file system has none")
    save_bytes(plan, NEW, OLD)
    assert os.getxattr(plan, "user.tag") == b"blue"


def test_a_file_is_read_when_nobody_has_written_to_it_for_a_moment(plan, monkeypatch):
    """An editor empties the file and writes it in two pieces; each look comes before it has gone on."""
    pieces = iter([b"", b"old = 1\nmore", b"old = 1\nmore = 2\n"])
    looks = []

    def wait(seconds):
        looks.append(seconds)
        if (piece := next(pieces, None)) is not None:
            plan.write_bytes(piece)
        else:
            os.utime(plan, (0, 0))

    plan.write_bytes(b"")
    monkeypatch.setattr(files.time, "sleep", wait)
    assert read_settled(plan, OLD + OLD) == b"old = 1\nmore = 2\n"
    assert looks


def test_what_is_known_or_was_put_there_in_one_piece_is_read_at_once(plan, monkeypatch):
    monkeypatch.setattr(files.time, "sleep", lambda _: pytest.fail("it waits"))
    assert read_settled(plan, OLD) == OLD
    assert read_settled(plan, b"other", whole=lambda data: data == OLD) == OLD


def test_a_file_that_stays_empty_is_named(plan, monkeypatch):
    plan.write_bytes(b"")
    os.utime(plan, (0, 0))
    assert "the file is empty; " in refused(read_settled, plan, OLD)


def test_a_file_that_never_rests_is_named_and_may_be_tried_again(plan, monkeypatch):
    monkeypatch.setattr(files, "PATIENCE_SECONDS", 0.0)
    with pytest.raises(PlanError) as caught:
        read_settled(plan, b"other")
    assert caught.value.problems[0].what == "somebody is writing to it"
    assert caught.value.problems[0].passing


def test_a_read_only_file_is_refused_even_where_the_folder_would_allow_it(plan, as_user):
    plan.chmod(0o444)
    assert "the file is read-only; " in refused(save_bytes, plan, NEW, OLD)
    assert plan.read_bytes() == OLD


def test_a_file_that_is_gone_is_not_made_again(plan):
    plan.unlink()
    assert "no such file" in refused(save_bytes, plan, NEW, OLD)
    assert not plan.exists()


def test_a_folder_that_is_gone_is_named(plan):
    plan.unlink()
    plan.parent.rmdir()
    assert refused(save_bytes, plan, NEW, OLD) == f"{plan}: its folder is not there; bring the folder back, or mount it"


def test_a_link_that_leads_nowhere_is_named(tmp_path):
    link = tmp_path / "plan.toml"
    link.symlink_to("nowhere.toml")
    assert refused(read_bytes, link) == f"{link}: a link to a file that is not there; let it lead to a plan"


@pytest.mark.parametrize(("home", "call"), [(os, "fsync"), (replace, "_exchanged")])
def test_a_failure_leaves_the_file_and_no_rubbish(plan, monkeypatch, home, call):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(home, call, full)
    assert refused(save_bytes, plan, NEW, OLD) == f"{plan}: the disk is full; free some space"
    assert plan.read_bytes() == OLD
    assert [path.name for path in plan.parent.iterdir()] == ["plan.toml"]


def test_what_a_killed_save_left_is_swept_and_other_files_are_not(plan):
    beside = plan.with_name("other.toml")
    beside.write_bytes(OLD)
    stale, theirs = (replace._written_beside(path, b"half") for path in (plan, beside))
    save_bytes(plan, NEW, OLD)
    assert (stale.exists(), theirs.exists()) == (False, True)


def test_the_new_bytes_are_on_disk_before_they_take_the_place_of_the_old(plan, monkeypatch):
    calls: list[str] = []
    for home, name in ((os, "fsync"), (replace, "_exchanged")):
        real = getattr(home, name)
        monkeypatch.setattr(home, name, lambda *a, name=name, real=real: (calls.append(name), real(*a))[1])
    save_bytes(plan, NEW, OLD)
    assert calls == ["fsync", "_exchanged", "fsync"]


HOLDER = """
import fcntl, sys
with open(sys.argv[1], "ab") as lock:
    fcntl.flock(lock, fcntl.LOCK_EX)
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="flock")
def test_a_save_waits_for_another_one_and_not_for_ever(plan, monkeypatch):
    monkeypatch.setattr(lock, "LOCK_SECONDS", 0.05)
    place = lock_path(plan)
    place.parent.mkdir(parents=True)
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, place], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as holder:
        holder.stdout.readline()
        assert refused(save_bytes, plan, NEW, OLD) == f"{plan}: another octotui is saving it; try again"
        holder.stdin.close()
    save_bytes(plan, NEW, OLD)
    assert plan.read_bytes() == NEW


def test_who_holds_the_lock_may_save(plan):
    with lock.locked(plan):
        save_bytes(plan, NEW, OLD)
    assert plan.read_bytes() == NEW
    save_bytes(plan, OLD, NEW)


def test_the_lock_is_outside_of_the_project_and_the_same_for_a_link(plan, tmp_path):
    link = tmp_path / "link.toml"
    link.symlink_to(plan)
    save_bytes(link, NEW, OLD)
    assert lock_path(Path(os.path.realpath(plan))).exists()
    assert plan.parent not in lock_path(plan).parents
