"""What is kept for the next start: whose it is, and that no moment loses it."""

from datetime import UTC, date, datetime, timedelta

import pytest

from octotui.plan.disputes import Dispute
from octotui.plan.edits import Add, Set
from octotui.plan.frozen import replace
from octotui.plan.ground import Ground
from octotui.store.held import Held, adopt
from octotui.store.state import state_of

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
ONE = Dispute("unsaved", (Set(("batches", "b", "target"), None, date(2026, 12, 1)),), "ana", NOW)
TWO = Dispute("both", (Add(("batches", "c"), {"name": "\x1b[2J", "blockers": ("b",)}, "b"),), "ben", NOW + timedelta(1))


@pytest.fixture
def plan(tmp_path):
    return tmp_path / "plan.toml"


@pytest.fixture
def held(plan):
    """Makes places for sessions, and closes them in the end."""
    made = []

    def make():
        made.append(Held(plan))
        return made[-1]

    yield make
    for one in made:
        one.close()


def files(plan):
    folder = state_of(plan) / "held"
    return list(folder.iterdir()) if folder.exists() else []


def test_what_a_session_left_is_taken_over_once_the_oldest_first(plan, held):
    for dispute in (TWO, ONE):
        session = held()
        session.keep((dispute,))
        session.close()
    assert adopt(plan, held()) == (ONE, TWO)
    assert len(files(plan)) == 1, "the new session keeps it now"
    assert adopt(plan, held()) == ()


def test_what_a_change_was_made_on_is_kept_with_it(plan, held):
    ground = Ground(("batches", "b"), {"name": "B", "target": date(2026, 12, 1), "blockers": ("a",)}, ("a", "b"))
    grounded = replace(ONE, grounds=(ground,))
    session = held()
    session.keep((grounded,))
    session.close()
    assert adopt(plan, held()) == (grounded,)


def test_what_a_living_session_keeps_is_its_own(plan, held):
    held().keep((ONE,))
    assert adopt(plan, held()) == ()


def test_what_is_kept_after_the_session_was_closed_is_left_for_the_next(plan, held):
    one = held()
    one.close()
    one.keep((ONE,))
    assert adopt(plan, held()) == (ONE,)


def test_the_last_that_was_kept_holds(plan, held):
    session = held()
    session.keep((ONE,))
    session.keep((ONE, TWO))
    session.keep((TWO,))
    session.close()
    assert adopt(plan, held()) == (TWO,)


def test_nothing_is_left_when_nothing_is_held(plan, held):
    session = held()
    session.keep((ONE,))
    session.keep(())
    assert files(plan) == []
    session.keep((TWO,))
    assert len(files(plan)) == 1


@pytest.mark.parametrize("cut", [1, 10, 40])
def test_a_line_cut_short_by_a_kill_leaves_the_one_before(plan, held, cut):
    session = held()
    session.keep((ONE,))
    whole = files(plan)[0].read_bytes()
    session.keep((ONE, TWO))
    session.close()
    written = files(plan)[0].read_bytes()
    files(plan)[0].write_bytes(written[: len(whole) + cut])
    assert adopt(plan, held()) == (ONE,)


def test_rubbish_is_nothing(plan, held):
    session = held()
    session.keep((ONE,))
    session.close()
    files(plan)[0].write_bytes(b'\xff\n[{"why": "boredom"}]\n{}\n')
    assert adopt(plan, held()) == ()
