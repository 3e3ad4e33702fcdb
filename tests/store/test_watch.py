"""Following a file: each way to save it is seen."""

import asyncio
import os
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from octotui.store import watch
from octotui.store.watch import changes


class Follower:
    """Reads the file at each hint, as a session does."""

    def __init__(self, path):
        self.path = path
        self.stop = asyncio.Event()
        self.seen: list[bytes] = []
        self.task = asyncio.create_task(self._follow())

    async def _follow(self):
        async for _ in changes(self.path, self.stop):
            with suppress(OSError):
                self.seen.append(self.path.read_bytes())

    async def until(self, data: bytes, seconds: float = 8):
        async with asyncio.timeout(seconds):
            while data not in self.seen:
                await asyncio.sleep(0.005)

    async def end(self):
        self.stop.set()
        await asyncio.wait_for(self.task, 5)


@pytest.fixture
async def follow():
    followers: list[Follower] = []

    def start(path):
        followers.append(Follower(path))
        return followers[-1]

    yield start
    for follower in followers:
        await follower.end()


@pytest.fixture
def plan(tmp_path):
    path = tmp_path / "plan.toml"
    path.write_bytes(b"0")
    return path


def replace(path, data):
    other = path.with_suffix(".tmp")
    other.write_bytes(data)
    other.replace(path)


def rewrite(path, data):
    path.write_bytes(data)


def delete_and_create(path, data):
    path.unlink()
    path.write_bytes(data)


@pytest.mark.parametrize("save", [replace, rewrite, delete_and_create])
async def test_every_save_is_seen(plan, follow, save):
    follower = follow(plan)
    for data in (b"first", b"second", b"third"):
        save(plan, data)
        await follower.until(data)


async def test_a_link_that_leads_elsewhere_is_seen_and_so_is_what_happens_there(tmp_path, follow):
    for name in "ab":
        (tmp_path / name).mkdir()
        (tmp_path / name / "plan.toml").write_bytes(name.encode())
    link = tmp_path / "plan.toml"
    link.symlink_to(tmp_path / "a" / "plan.toml")
    follower = follow(link)
    replace(tmp_path / "a" / "plan.toml", b"a2")
    await follower.until(b"a2")
    (tmp_path / "new").symlink_to(tmp_path / "b" / "plan.toml")
    (tmp_path / "new").replace(link)
    await follower.until(b"b")
    rewrite(tmp_path / "b" / "plan.toml", b"b2")
    await follower.until(b"b2")


async def test_a_save_is_seen_without_any_watcher(plan, follow, monkeypatch):
    async def none(path, hint):
        raise OSError(28, "inotify watch limit reached")

    monkeypatch.setattr(watch, "_watch_once", none)
    monkeypatch.setattr(watch, "STAT_SECONDS", 0.02)
    follower = follow(plan)
    replace(plan, b"seen")
    await follower.until(b"seen")


async def test_a_folder_that_is_swapped_is_followed(tmp_path, follow, monkeypatch):
    monkeypatch.setattr(watch, "REARM_SECONDS", 0.02)
    monkeypatch.setattr(watch, "STAT_SECONDS", 0.05)
    folder = tmp_path / "project"
    folder.mkdir()
    (folder / "plan.toml").write_bytes(b"0")
    follower = follow(folder / "plan.toml")
    folder.rename(tmp_path / "away")
    folder.mkdir()
    (folder / "plan.toml").write_bytes(b"1")
    await follower.until(b"1")
    replace(folder / "plan.toml", b"2")
    await follower.until(b"2")


async def test_what_happens_to_other_files_is_no_hint(plan, follow):
    follower = follow(plan)
    rewrite(plan, b"ready")
    await follower.until(b"ready")
    hints = len(follower.seen)
    for number in range(20):
        (plan.parent / f"other-{number}").write_bytes(b"x")
    rewrite(plan, b"last")
    await follower.until(b"last")
    assert len(follower.seen) <= hints + 4


async def test_a_file_name_that_is_no_text_does_not_end_it(plan, follow, monkeypatch):
    monkeypatch.setattr(watch, "REARM_SECONDS", 0.02)
    follower = follow(plan)
    rewrite(plan, b"1")
    await follower.until(b"1")
    Path(os.fsdecode(os.fsencode(plan.parent) + b"/bad\xff\xfe")).touch()
    rewrite(plan, b"2")
    await follower.until(b"2")


async def test_it_ends_when_it_is_told_to(plan, follow):
    follower = follow(plan)
    await follower.end()
    assert follower.task.done()


async def test_a_bug_in_what_looks_at_the_file_is_told(plan, monkeypatch):
    def fail(_):
        raise ZeroDivisionError("planted")

    monkeypatch.setattr(watch, "STAT_SECONDS", 0.02)
    monkeypatch.setattr(watch, "_seen", fail)
    follower = Follower(plan)
    await asyncio.wait([follower.task], timeout=5)
    with pytest.raises(ZeroDivisionError, match="planted"):
        follower.task.result()


@pytest.mark.skipif(sys.platform != "linux", reason="Linux has a watcher of its own")
async def test_the_watcher_of_other_systems_sees_every_save_too(plan, follow, monkeypatch):
    monkeypatch.setattr(watch.sys, "platform", "other")
    await test_every_save_is_seen(plan, follow, replace)


@pytest.mark.skipif(sys.platform != "linux", reason="for Linux alone")
async def test_the_system_alone_tells(plan, follow, monkeypatch):
    monkeypatch.delattr(watch, "_watch_anywhere")
    monkeypatch.setattr(watch, "STAT_SECONDS", 3600)
    monkeypatch.setattr(watch, "REARM_SECONDS", 3600)
    follower = follow(plan)
    async with asyncio.timeout(8):
        while b"1" not in follower.seen:  # the first may come before the watch stands
            replace(plan, b"1")
            await asyncio.sleep(0.005)
