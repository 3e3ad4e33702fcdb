"""When things are due: late, today, a weekday nearby, else as it is written."""

from datetime import date

import pytest

from octotui.plan.reading import read_plan
from octotui.ui.dues import due_line, target_line
from octotui.ui.glyphs import UNICODE
from octotui.ui.snapshot import Snapshot
from tests.conftest import NOW


@pytest.fixture
def snapshot():
    plan, _ = read_plan({"project": {"name": "P", "start": "2026-11-02"}})
    return Snapshot(plan, NOW, "ana")


def text(line):
    return "".join(part for part, _ in line)


@pytest.mark.parametrize(
    ("target", "short", "long"),
    [
        (date(2026, 11, 17), "▲ 3 d late", "2026-11-17  ▲ 3 d late"),
        (date(2026, 11, 20), "today", "2026-11-20  today"),
        (date(2026, 11, 26), "Thu 26 Nov", "2026-11-26  in 6 d"),
        (date(2026, 12, 1), "1 Dec", "2026-12-01  in 11 d"),
        ("Week 2", "▲ 5 d late", "Week 2  ▲ 5 d late"),
        ("week 3-4", "Week 3–4", "Week 3–4  in 9 d"),
        ("some day", "some day", "some day"),
        (None, "", ""),
    ],
)
def test_a_target_is_told_as_people_look_at_it(snapshot, target, short, long):
    assert text(due_line(target, snapshot, UNICODE)) == short
    assert text(target_line(target, snapshot, UNICODE)) == long


def test_what_is_done_is_never_late(snapshot):
    line = due_line(date(2026, 11, 1), snapshot, UNICODE, done=True)
    assert line == (("2026-11-01", "muted"),)
    assert target_line(date(2026, 11, 1), snapshot, UNICODE, done=True) == line
