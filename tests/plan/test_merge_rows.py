"""The order of a merged row: who moved or added something says where it stands."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from octotui.plan.merge_rows import merged_list, merged_row, natural

quick = settings(max_examples=120)
LETTERS = "abcdefgh"
rows = st.lists(st.sampled_from(LETTERS), unique=True)


@st.composite
def sides(draw):
    """A row, and two that were made of it: things taken out, moved, and new ones put in."""
    base = draw(rows)
    return base, _changed(draw, base, "xyzuv"), _changed(draw, base, "uvwst")


def _changed(draw, base, new):
    row = [item for item in base if draw(st.integers(0, 4))]
    for _ in range(draw(st.integers(0, 3))):
        if row:
            row.insert(draw(st.integers(0, len(row) - 1)), row.pop(draw(st.integers(0, len(row) - 1))))
    for item in draw(st.lists(st.sampled_from(new), unique=True, max_size=3)):
        row.insert(draw(st.integers(0, len(row))), item)
    return row


def merged(base, one, other):
    return merged_list(base, one, other)


@pytest.mark.parametrize(
    ("base", "standing", "coming", "wanted"),
    [
        ("abc", "abc", "abc", "abc"),
        ("abc", "abcx", "abcy", "abcxy"),  # both append
        ("abc", "abcy", "abcx", "abcxy"),
        ("abc", "xabc", "abyc", "xabyc"),
        ("abc", "axyzbc", "awbc", "awxyzbc"),  # runs stay together
        ("abc", "cab", "abc", "cab"),  # one moves
        ("abc", "cab", "bc", "cb"),  # what one takes out goes, though the other moved beside it
        ("abc", "cab", "abcx", "cabx"),  # what was appended stays at the end
        ("abcd", "bacd", "abdc", "badc"),
        ("ab", "axb", "axyb", "axyb"),  # both add x at one place
        ("ab", "xab", "abx", "xab"),  # and at two
        ("abc", "cab", "bca", "cba"),
        ("", "ab", "ba", "ab"),
    ],
)
def test_rows(base, standing, coming, wanted):
    assert "".join(merged(base, standing, coming).items) == wanted


def test_what_both_move_to_different_places_is_named_and_the_standing_place_holds():
    row = merged("abcd", "dabc", "adbc")

    assert (row.items, row.moved_twice) == (tuple("dabc"), ("d",))


def test_what_both_put_at_one_place_may_have_something_of_one_side_in_front():
    row = merged("ab", "akzb", "azb")

    assert (row.items, row.moved_twice) == (tuple("akzb"), ())


def test_new_ones_at_one_place_stand_as_people_count():
    assert merged(("r-1",), ("r-1", "r-10"), ("r-1", "r-2")).items == ("r-1", "r-2", "r-10")


@pytest.mark.parametrize(
    "wanted", [("r-2", "r-10"), ("r-2", "r-02x"), ("2", "10", "a"), ("", "a"), ("9" * 5000, "1" + "0" * 5000)]
)
def test_people_count(wanted):
    assert sorted(set(wanted), key=natural) == list(wanted)


@given(sides())
@quick
def test_a_row_that_one_side_left_alone_is_the_other_side_s(rows):
    base, one, other = rows

    assert merged(base, one, one).items == tuple(one)
    assert merged(base, base, other).items == tuple(other)
    assert merged(base, one, base).items == tuple(one)
    assert merged(base, one, one).moved_twice == ()


@given(sides())
@quick
def test_sides_can_be_swapped(rows):
    base, one, other = rows
    there, back = merged(base, one, other), merged(base, other, one)

    assert set(there.moved_twice) == set(back.moved_twice)
    assert there.moved_twice or there.items == back.items


@given(sides())
@quick
def test_what_stays_is_what_neither_took_out_and_each_once(rows):
    base, one, other = rows
    wanted = {item for item in {*base, *one, *other} if (item in one) == (item in other) or item not in base}

    items = merged(base, one, other).items
    assert len(items) == len(set(items))
    assert set(items) == wanted - (set(base) - set(one) - set(other))


@given(sides(), st.randoms(use_true_random=False))
@quick
def test_a_row_keeps_what_it_is_told_to(rows, random):
    base, one, other = rows
    kept = {item for item in (*one, *other) if random.random() < 0.7}

    assert set(merged_row(base, one, other, kept).items) == kept


def test_a_list_that_says_something_twice_is_no_set():
    assert merged_list(("a", "a"), ("a",), ("a", "b")) is None


def test_thousands_of_things_are_put_in_order_at_once():
    base = [f"b-{number}" for number in range(10_000)]
    one, other = [*base[::-1], "x"], [item for pair in zip(base[1::2], base[::2], strict=True) for item in pair]
    started = time.process_time()
    row = merged_list(base, one, other)

    assert row is not None
    assert len(row.items) == 10_001
    assert time.process_time() - started < 1
