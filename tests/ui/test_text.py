import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.color import Color

from octotui.plan.plaintext import one_line
from octotui.ui.harmless import Harmless
from octotui.ui.ink import Inks
from octotui.ui.text import ELLIPSIS, fit, line, say, strip_of, width_of, wrap
from octotui.ui.themes import THEMES

SIGNS = (*"ab -\n\t\x1b\x00\u202e李🎉[/]\\", "e\u0301", "👨\u200d👩")
TEXTS = st.lists(st.sampled_from(SIGNS), max_size=30).map("".join)
INKS = Inks(THEMES[0].to_color_system().generate())
quick = settings(max_examples=80, deadline=None)


def text_of(runs):
    return "".join(text for text, _ in runs)


@pytest.mark.parametrize("nasty", ["a\x1b[2Jb", "a\nb", "a\tb", "\x9b31m", "a\u202eb", "a\u2028b", "\x07", "\ud800"])
def test_what_is_said_is_one_line_without_a_control_character(nasty):
    text, ink = say(nasty, "bad")
    assert ink == "bad"
    assert text.isprintable()


def test_what_is_said_is_never_markup():
    assert say("[bold]x[/bold] [/]") == ("[bold]x[/bold] [/]", "")
    assert say(42) == ("42", "")


def test_a_line_takes_the_programs_own_words_in_the_plain_ink():
    assert line("on ", say("main", "muted")) == (("on ", ""), ("main", "muted"))


def test_a_line_that_is_too_long_ends_in_an_ellipsis():
    assert text_of(fit((("abc", ""), ("defgh", "bad")), 6)) == f"abcde{ELLIPSIS}"
    assert text_of(fit((("abc", ""), ("def", "")), 6)) == "abcdef"
    assert text_of(fit((("abc", ""), ("def", "")), 4)) == f"abc{ELLIPSIS}"


def test_a_short_line_is_padded_on_its_far_side():
    assert text_of(fit((("7", ""),), 3)) == "7  "
    assert text_of(fit((("7", ""),), 3, "right")) == "  7"


@quick
@given(st.lists(TEXTS, max_size=4), st.integers(0, 24), st.sampled_from(("left", "right")))
@example(["李李"], 2, "left")
@example(["a", "李", "b"], 3, "right")
def test_a_line_fits_its_cells_exactly_whatever_is_in_it(texts, width, align):
    assert width_of(fit(tuple(say(text) for text in texts), width, align)) == width


@quick
@given(TEXTS, st.integers(2, 24))
@example("李李李", 3)
@example("a" * 50, 7)
@example("  lead  and   gaps ", 5)
def test_wrapped_lines_fit_and_keep_every_character(text, width):
    rows = [text_of(row) for row in wrap(text, width)]
    assert all(cell_len(row) <= width for row in rows)
    kept = "".join(say(part)[0] for part in text.splitlines()).replace(" ", "")
    assert "".join(rows).replace(" ", "") == kept


def test_words_stay_whole_and_the_texts_own_line_breaks_stay():
    assert [text_of(row) for row in wrap("one two three\nfour", 8)] == ["one two", "three", "four"]
    assert [text_of(row) for row in wrap("one\n\ntwo", 8)] == ["one", "", "two"]
    assert [text_of(row) for row in wrap("", 8)] == [""]


@pytest.mark.parametrize("width", [0, -3, 1])
def test_no_room_at_all_is_no_crash(width):
    assert wrap("some words 李", width)
    assert width_of(fit((("abc", ""),), width)) <= 1


def test_a_strip_is_as_wide_as_asked_and_wears_its_inks():
    strip = strip_of((("a", "bad"), ("b", "")), 5, INKS, Style(bgcolor="red"))
    assert strip.cell_length == 5
    first, second, *_ = list(strip)
    assert first.style == Style(bgcolor="red") + INKS["bad"]
    assert second.style == Style(bgcolor="red")
    assert strip_of((("abcdef", ""),), 3, INKS, Style()).text == "abc"


@pytest.mark.parametrize("nasty", ["a\x1b[2Jb", "\u202eab\u200b", "\ud800", "e" + "\u0301" * 50, "\x9b31m李"])
def test_the_last_filter_takes_commands_out_and_keeps_the_width(nasty):
    (segment,) = Harmless().apply([Segment(nasty)], Color(0, 0, 0))
    assert one_line(segment.text) == segment.text
    assert cell_len(segment.text) == cell_len(nasty)
    command = Segment("\x1b[2J", None, [(1,)])
    assert Harmless().apply([command], Color(0, 0, 0)) == [command]
