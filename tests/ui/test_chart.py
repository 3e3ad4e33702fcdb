"""Charts as lines: what is where, in any size, without a control code."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from octotui.ui.glyphs import ASCII, UNICODE
from octotui.ui.text import width_of
from octotui.ui.widgets.chart import Area, Axes, Bar, Curve, bars, legend, plot

numbers = st.floats(0, 1000, allow_nan=False)


def texts(lines):
    return ["".join(text for text, _ in line) for line in lines]


def test_a_curve_goes_from_corner_to_corner():
    lines = texts(plot([Curve("left", [(0, 10), (5, 0)], "accent")], Axes(5, 10), 30, 8, ASCII))
    assert lines[0].index("*") == lines[0].index("|") + 1
    assert lines[7].rstrip().endswith("*")
    assert [line.split("|")[0].strip() for line in lines[:8] if line.split("|")[0].strip()] == ["10", "5", "0"]


def test_what_comes_later_is_on_top():
    below, above = Curve("a", [(0, 5), (5, 5)], "muted", "."), Curve("b", [(0, 5), (5, 5)], "accent", "*")
    lines = texts(plot([below, above], Axes(5, 10), 20, 7, ASCII))
    assert not any("." in line for line in lines)


def test_a_dotted_curve_has_fewer_dots_than_a_line():
    def dots(*, dotted):
        curve = Curve("c", [(0, 0), (10, 10)], "accent", dotted=dotted)
        return sum(
            (ord(char) - 0x2800).bit_count()
            for line in texts(plot([curve], Axes(10, 10), 40, 10, UNICODE))
            for char in line
            if 0x2800 <= ord(char) <= 0x28FF
        )

    assert 0 < dots(dotted=True) < dots(dotted=False) / 3


def test_an_area_is_between_its_lines():
    lines = texts(plot([Area("f", [(0, 5, 5), (10, 0, 10)], "info")], Axes(10, 10), 30, 9, ASCII))
    assert all(":" in line[-4:] for line in lines[:9])
    assert lines[4].count(":") > lines[0].count(":")


def test_words_under_the_axis_leave_each_other_room():
    lines = texts(plot([], Axes(10, 10, [(0, "16 Nov"), (1, "17 Nov"), (10, "27 Nov")]), 30, 5, UNICODE))
    assert lines[-1].split("  ") != []
    assert "16 Nov" in lines[-1]
    assert "17 Nov" not in lines[-1]
    assert lines[-1].endswith("27 Nov")


def test_columns_are_as_high_as_their_values_and_say_them():
    lines = texts(bars([Bar("s1", 10), Bar("s2", 5, wanted=10)], None, 20, 11, UNICODE))
    heights = [sum(line[start] == "█" for line in lines) for start in (1, 10)]
    assert heights == [10, 5]
    assert "10" in lines[0]
    assert "─" in lines[0]
    assert lines[-1].split() == ["s1", "s2"]


def test_of_many_columns_the_last_have_room():
    lines = texts(bars([Bar(f"s{number}", number) for number in range(100)], 50, 40, 6, UNICODE))
    assert lines[-1].split()[-1] == "s99"
    assert all(len(line) <= 42 for line in lines)


@pytest.mark.parametrize("glyphs", [UNICODE, ASCII], ids=["unicode", "ascii"])
@given(
    values=st.lists(numbers, min_size=1, max_size=12),
    width=st.integers(1, 120),
    height=st.integers(1, 30),
    top=st.floats(0.001, 1e6),
)
def test_any_values_in_any_room_are_lines_of_text(glyphs, values, width, height, top):
    shapes = [
        Area("a", [(x, min(v, top), min(v, top)) for x, v in enumerate(values)], "info"),
        Curve("b", list(enumerate(values)), "accent"),
        Curve("c", list(enumerate(values)), "accent", dotted=True),
    ]
    lines = [*plot(shapes, Axes(len(values), top), width, height, glyphs), legend(shapes, glyphs)]
    columns = bars([Bar("x", value, top) for value in values], top / 2, width, height, glyphs)
    assert len(lines) == height + 2
    assert len(columns) == height + 1
    assert all(text.isprintable() for text in texts([*lines, *columns]))
    assert len({width_of(line) for line in lines[: height + 1]}) == 1
