"""The plan changes on disk while it is open: however it is written, the screen follows, and the cursor stays."""

import os
import re
import shutil
import subprocess
import sys
import time
from itertools import count

import pytest

from tests.e2e.terminal import Terminal

SOON = 8.0
"""Seconds that a busy machine may take."""
CURSOR = "batch-2  ·  P1"
"""What the story says of the row that the cursor is on."""

NAME = re.compile(r'"(Observability|Call \d+)"')
"""The name of a batch that changes; the cursor is on another one."""


class Plan:
    """A plan in a git repository, and ways to change one name in it."""

    def __init__(self, path):
        self.path, self.folder = path, path.parent
        self.numbers = count(1)
        self.git("init", "-q", "-b", "main")
        self.git("add", ".")
        self.git("commit", "-qm", "a plan")

    def git(self, *words):
        who = ("-c", "user.name=Ana", "-c", "user.email=ana@example.org", "-c", "gc.auto=0")
        subprocess.run(["git", *who, *words], cwd=self.folder, check=True, capture_output=True)

    def name(self):
        """What a batch will be called next: always as long."""
        return f"Call {next(self.numbers):04}"

    def named(self, name):
        """The text of the plan with this name in it."""
        return NAME.sub(f'"{name}"', self.path.read_text())

    def named_now(self):
        return NAME.search(self.path.read_text())[1]

    def beside(self, text):
        other = self.folder / "plan.toml.new"
        other.write_text(text)
        return other


def replaced(plan):
    plan.beside(plan.named(name := plan.name())).replace(plan.path)
    yield name


def moved_over(plan):
    other = plan.beside(plan.named(name := plan.name()))
    subprocess.run(["mv", "-f", other, plan.path], check=True)
    yield name


def truncated_and_written(plan):
    text = plan.named(name := plan.name())
    with plan.path.open("r+") as file:
        file.truncate(0)
        file.write(text)
    yield name


def sed(plan):
    name = plan.name()
    subprocess.run(["sed", "-i", "-E", f's/"(Observability|Call [0-9]+)"/"{name}"/', plan.path], check=True)
    yield name


def vim(*settings):
    def save(plan):
        name = plan.name()
        change = rf'%s/"\(Observability\|Call \d\+\)"/"{name}"/'
        commands = [word for command in (*settings, change, "wq") for word in ("-c", command)]
        subprocess.run(["vim", "-u", "NONE", "-i", "NONE", "-es", *commands, plan.path], check=True)
        yield name

    return save


def git_checkout(plan):
    plan.git("checkout", "-qB", "other")
    was = plan.named_now()
    plan.path.write_text(plan.named(name := plan.name()))
    yield name
    plan.git("commit", "-qam", "another name")
    plan.git("checkout", "-q", "main")
    yield was
    plan.git("checkout", "-q", "other")
    yield name
    plan.git("checkout", "-q", "main")
    yield was


def git_stash(plan):
    was = plan.named_now()
    plan.path.write_text(plan.named(name := plan.name()))
    yield name
    plan.git("stash", "-q")
    yield was
    plan.git("stash", "pop", "-q")
    yield name
    plan.git("checkout", "-q", ".")
    yield was


def moved_away_and_back(plan):
    away = plan.path.rename(plan.folder / "away.toml")
    away.write_text(NAME.sub(f'"{(name := plan.name())}"', away.read_text()))
    away.rename(plan.path)
    yield name


def deleted_and_created(plan):
    text = plan.named(name := plan.name())
    plan.path.unlink()
    plan.path.write_text(text)
    yield name


def two_in_a_row(plan):
    for save in (truncated_and_written, replaced):
        (name,) = save(plan)
    yield name


def under_a_name_that_is_no_text(plan):
    (plan.folder / os.fsdecode(b"bad\xff\xfe")).touch()
    yield from replaced(plan)


def with_the_same_time_and_size(plan):
    yield from replaced(plan)  # so that the name is as long as the next
    before = plan.path.stat()
    text = plan.named(name := plan.name())
    with plan.path.open("r+") as file:
        file.write(text)
    os.utime(plan.path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert (before.st_size, before.st_mtime_ns) == (plan.path.stat().st_size, plan.path.stat().st_mtime_ns)
    yield name


WAYS = {
    "editors": {
        "another file renamed over it": replaced,
        "mv": moved_over,
        "truncated and written": truncated_and_written,
        "sed -i": sed,
        "vim": vim(),
        "vim, backupcopy=yes": vim("set backup backupcopy=yes"),
        "vim, backupcopy=no": vim("set backup backupcopy=no"),
    },
    "git": {
        "git checkout": git_checkout,
        "git stash": git_stash,
    },
    "odd ways": {
        "moved away and back": moved_away_and_back,
        "deleted and created": deleted_and_created,
        "two in a row": two_in_a_row,
        "the same time and size": with_the_same_time_and_size,
        "a file name that is no text": under_a_name_that_is_no_text,
    },
}


@pytest.fixture
def plan(tmp_path, sample):
    (tmp_path / "project").mkdir()
    return Plan(sample().rename(tmp_path / "project" / "plan.toml"))


def opened(path):
    terminal = Terminal([sys.executable, "-m", "octotui", str(path)], size=(170, 40))
    terminal.expect("Needs attention")
    terminal.type("2j")
    terminal.expect(CURSOR)
    return terminal


def assert_whole(terminal):
    """Nothing of a half plan is on the screen, and nothing is complained about."""
    text = terminal.text
    assert re.search(r"Batches \d/5  3 Board \d+  4 Risks 18  5 Escalations 6", text), text
    assert not any(row.strip().startswith("▲") for row in text.splitlines()[2:4]), text


def follow(terminal, name, what):
    """Wait until a name is on the screen; how many milliseconds that took is printed."""
    start = time.monotonic()
    row = re.compile(rf"^ *P2 +{name} ", re.MULTILINE)
    while not row.search(terminal.text):
        assert time.monotonic() < start + SOON, f"{name} did not come:\n{terminal.text}"
        terminal.read(0.01)
        assert_whole(terminal)
    print(f"{what}: {(time.monotonic() - start) * 1000:.0f} ms")  # shown by -rP
    terminal.expect(CURSOR)
    assert_whole(terminal)


def follow_all(plan, kind, rounds=1):
    with opened(plan.path) as terminal:
        for what, way in list(WAYS[kind].items()) * rounds:
            for name in way(plan):
                follow(terminal, name, what)


@pytest.mark.parametrize("kind", WAYS)
def test_it_is_followed_however_it_is_written(plan, kind):
    follow_all(plan, kind)


def test_a_plan_that_is_written_slowly_is_never_half_on_the_screen(plan):
    with opened(plan.path) as terminal:
        text = plan.named(name := plan.name())
        with plan.path.open("w") as file:
            for start in range(0, len(text), step := len(text) // 10):
                file.write(text[start : start + step])
                file.flush()
                end = time.monotonic() + 0.1  # the writer's pace
                while time.monotonic() < end:
                    terminal.read(0.01)
                    assert_whole(terminal)
        follow(terminal, name, "written over a second")


def test_a_link_that_leads_elsewhere_is_followed_and_so_is_its_new_target(plan):
    link, second = plan.folder / "linked.toml", plan.folder / "second.toml"
    link.symlink_to(plan.path)
    with opened(link) as terminal:
        second.write_text(plan.named(name := plan.name()))
        (plan.folder / "new").symlink_to(second)
        (plan.folder / "new").replace(link)
        follow(terminal, name, "a link that leads elsewhere")
        plan.path = second
        for way in (replaced, truncated_and_written):
            for name in way(plan):
                follow(terminal, name, "its new target")


def test_a_folder_that_is_swapped_behind_a_link_is_followed(plan, tmp_path):
    current = tmp_path / "current"
    current.symlink_to(plan.folder)
    shutil.copytree(plan.folder, tmp_path / "second")
    with opened(current / "plan.toml") as terminal:
        plan.path = tmp_path / "second" / "plan.toml"
        (name,) = replaced(plan)
        (tmp_path / "new").symlink_to(tmp_path / "second")
        (tmp_path / "new").replace(current)
        follow(terminal, name, "a swapped folder")
        for name in replaced(plan):
            follow(terminal, name, "in the new folder")


def progress(plan):
    return re.findall(r"progress = (\d+)", plan.path.read_text())[1]


def test_a_save_right_after_it_goes_on_top_of_it(plan):
    with opened(plan.path) as terminal:
        for way in (truncated_and_written, replaced, moved_over):
            before = progress(plan)
            (name,) = way(plan)
            terminal.type("-")
            terminal.expect(lambda: progress(plan) != before)  # noqa: B023  # called at once
            assert name in plan.path.read_text()
            follow(terminal, name, "with a save right after it")


@pytest.mark.long
@pytest.mark.parametrize("kind", WAYS)
def test_it_is_followed_ten_times(plan, kind):
    follow_all(plan, kind, rounds=10)
