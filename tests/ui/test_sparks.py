"""Small drawings of figures over time."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from octotui.ui.glyphs import ASCII, UNICODE
from octotui.ui.sparks import Scale, columns, sparkline
from octotui.ui.text import width_of

FIGURES = st.lists(st.floats(-1e15, 1e15) | st.integers(-(10**15), 10**15), min_size=1, max_size=20)


def test_a_sparkline_goes_from_the_least_to_the_greatest_of_the_last_values():
    assert sparkline((100, 1, 2, 3, 4), 4, UNICODE) == "▁▃▅▇"
    assert sparkline((1, 2), 4, ASCII) == "_*"
    assert sparkline((), 4, UNICODE) == ""


def test_values_that_are_all_the_same_stand_in_the_middle():
    assert sparkline((5, 5, 5), 4, UNICODE) == "▄▄▄"


def test_upright_bars_take_the_lines_they_need():
    assert columns((0, 1, 2, 4), 2, 2, 4, UNICODE) == ["         ▇▇", "   ▄▄ ██ ██"]
    assert columns((0, 0), 1, 1, 0, UNICODE) == ["   "]


def test_a_scale_shows_each_value_and_the_mark():
    scale = Scale((1, 3), 5, 5)

    assert "".join(text for text, _ in scale.row(1, UNICODE, "")) == "●───│"
    assert "".join(text for text, _ in scale.row(3, ASCII, "")) == "--o-|"
    assert "".join(text for text, _ in scale.row(5, UNICODE, "")) == "────●"


@given(FIGURES, st.none() | st.floats(-1e15, 1e15), st.integers(-3, 60))
def test_whatever_the_figures_a_drawing_has_its_width(values, mark, width):
    scale = Scale(values, mark, width)

    assert {width_of(scale.row(value, UNICODE, "")) for value in values} == {max(width, 2)}
    assert len(sparkline(values, 8, ASCII)) == min(len(values), 8)
