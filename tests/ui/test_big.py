"""Large letters: as large as there is room for, accents and all; text that the fonts do not know stays text."""

import pytest

from octotui.ui.big import big
from octotui.ui.glyphs import ASCII, UNICODE


@pytest.mark.parametrize(
    ("width", "height", "lines"), [(120, 8, 5), (60, 8, 3), (120, 4, 3), (20, 8, 1), (120, 2, 1), (0, 0, 1)]
)
def test_the_largest_font_that_fits(width, height, lines):
    found = big("Omar Haddad", width, height, UNICODE.letters)
    assert len(found) == lines
    assert lines == 1 or max(map(len, found)) <= width


def test_accents_stand_above_and_below():
    lines = big("Ngọễ", 80, 8, UNICODE.letters)
    assert "^" in lines[0]
    assert "." in lines[-1]
    assert len(set(map(len, lines))) == 1


@pytest.mark.parametrize("text", ["李静", "Łódź", "a\u0488", "🚀", ""])
def test_what_the_fonts_do_not_know_is_just_the_text(text):
    assert big(text, 200, 20, UNICODE.letters) == [text]


def test_plain_glyphs_make_plain_letters():
    assert "".join(big("GO", 80, 8, ASCII.letters)).isascii()
