"""What a terminal would obey never gets through."""

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from octotui.plan.plaintext import one_line

ANY_TEXT = st.text(alphabet=st.characters(codec=None, categories=None))


def test_ordinary_text_comes_back_as_it_is():
    text = "Batch 1 – Größe 東京 👩‍💻 [bold]x[/] e\u0301\u00a0."

    assert one_line(text) is text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x1b[2Jb", "a␛[2Jb"),
        ("a\x1b]52;c;eA==\x07b", "a␛]52;c;eA==␇b"),
        ("a\nb\r\nc", "a⏎b␍⏎c"),
        ("a\tb", "a  b"),
        ("a\x00b\x7fc", "a␀b␡c"),
        ("a\x9b2Jb\x85", "a�2Jb�"),
        ("\u202eexe.txt\u2066", "�exe.txt�"),
        ("a\u200bb\u2060c\ufeff\u2028\u2029", "a�b�c���"),
        ("a\ud800b", "a�b"),
        ("a\u200e\u061cb\u2062", "a��b�"),
        ("e" + "\u0301" * 100 + "!", "e" + "\u0301" * 4 + "�!"),
        ("a" + "\u200d" * 100 + "b", "a\u200d�b"),
    ],
)
def test_what_would_do_something_is_shown_instead(text, shown):
    assert one_line(text) == shown


@pytest.mark.parametrize(
    ("text", "limit", "shown"),
    [
        ("abcdef", 6, "abcdef"),
        ("abcdefg", 6, "abcde…"),
        ("\t\t\t\t", 6, "     …"),
        ("abc", 1, "…"),
        ("abc", 0, ""),
        ("x" * 10_000_000, 4, "xxx…"),
    ],
)
def test_a_long_text_is_cut_to_its_limit(text, limit, shown):
    assert one_line(text, limit) == shown


@given(ANY_TEXT)
def test_nothing_a_terminal_obeys_is_left_and_twice_is_once(text):
    shown = one_line(text)

    assert len(shown.splitlines()) <= 1
    assert not any(char < " " or "\x7f" <= char <= "\x9f" for char in shown)
    assert one_line(shown) == shown
    shown.encode()


def test_every_character_is_harmless_or_replaced():
    every = "".join(map(chr, range(sys.maxunicode + 1)))

    assert len(one_line(every).splitlines()) == 1
