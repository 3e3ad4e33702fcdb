"""Saves that are killed at any moment: no torn file, no acknowledged edit lost."""

import itertools
import os
import random
import signal
import time
from pathlib import Path

import pytest

from octotui.plan.operations import set_field
from octotui.plan.problems import PlanError
from octotui.session import Session
from octotui.store.document import parse
from tests.conftest import SAMPLES
from tests.hardship.fleet import ended, fork, save_until_call, save_until_killed

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are forked")

SMALL = b'# ours\n[metrics]\nticker = { value = 0, unit = "n" }  # kept\n'


def kill_saves(path: Path, kills: int, seed: int, most: float) -> tuple[int, int, int]:
    """Kill that many processes in the midst of saving, each within so many seconds of its start.

    Returns:
        How many saves were acknowledged, how many of them are not there, and how many files could not be read.
    """
    draw = random.Random(seed)
    acknowledged = number = lost = torn = 0
    for _ in range(kills):
        heard, told = os.pipe()
        process = fork(lambda told=told, number=number: save_until_killed(path, told, "ticker", number + 1))
        os.close(told)
        first = os.read(heard, 65536)  # it has begun
        time.sleep(draw.uniform(0, most))
        os.kill(process, signal.SIGKILL)
        assert ended(process) == -signal.SIGKILL, first
        rest = b"".join(iter(lambda heard=heard: os.read(heard, 65536), b""))
        os.close(heard)
        said = [int(line) for line in (first + rest).split() if line != b"begun"]
        acknowledged += len(said)
        try:
            plan = parse(path.read_bytes(), str(path)).plan
        except PlanError as error:
            torn += 1
            print(error)
            continue
        there = next(metric.value for metric in plan.metrics if metric.id == "ticker")
        lost += bool(said) and there < said[-1]
        number = int(there)
    return acknowledged, lost, torn


def assert_nothing_is_left_over(path: Path) -> None:
    assert b"# kept" in path.read_bytes() or path.stat().st_size > 10_000
    stale = [file for file in path.parent.iterdir() if file.name.startswith(".octotui")]
    assert len(stale) <= 1, "the next save sweeps what a kill left"


@pytest.mark.parametrize("kills", [20, pytest.param(1_000, marks=pytest.mark.long)])
def test_a_small_plan(tmp_path, kills):
    path = tmp_path / "plan.toml"
    path.write_bytes(SMALL)
    acknowledged, lost, torn = kill_saves(path, kills, seed=kills, most=0.08)
    print(f"\nkilled {kills} times, {acknowledged} saves acknowledged, {lost} lost, {torn} files torn")
    assert (lost, torn) == (0, 0)
    assert_nothing_is_left_over(path)


@pytest.mark.parametrize("kills", [2, pytest.param(100, marks=pytest.mark.long)])
def test_the_sample(tmp_path, kills):
    path = tmp_path / "plan.toml"
    sample = (SAMPLES / "octoacme.toml").read_text()
    path.write_text(sample.replace("[metrics]\n", "[metrics]\nticker = 0\n", 1))
    acknowledged, lost, torn = kill_saves(path, kills, seed=kills, most=0.6)
    print(f"\nkilled {kills} times, {acknowledged} saves acknowledged, {lost} lost, {torn} files torn")
    assert (lost, torn) == (0, 0)
    assert_nothing_is_left_over(path)


def test_at_every_call_of_a_save(tmp_path):
    """Before each file that a save opens, renames or removes: the plan is the old one or the new one, never less."""
    path = tmp_path / "plan.toml"
    seen = []
    for call in itertools.count(1):
        path.write_bytes(SMALL)
        killed = ended(fork(lambda call=call: save_until_call(path, call))) == -signal.SIGKILL
        there = path.read_bytes()
        assert there in (SMALL, SMALL.replace(b"value = 0", b"value = 1"))
        session = Session.open(path)
        session.recover()
        session.apply(set_field(session.plan, ("metrics", "ticker", "value"), 2))
        assert session.save().state == "saved"
        session.close()
        assert b"value = 2" in path.read_bytes()
        assert [file.name for file in tmp_path.iterdir()] == ["plan.toml"]
        seen.append(there == SMALL)
        if not killed:
            break
    print(
        f"\nkilled before each of {len(seen) - 1} calls: {seen.count(True)} left the old plan, the others the new one"
    )
    assert len(seen) > 10
    assert {*seen} == {True, False}
