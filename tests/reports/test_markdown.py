"""Text of a plan stays text in Markdown."""

import pytest

from octotui.reports.markdown import bullets, cell, inline, table, tasks


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a|b", r"a\|b"),
        (r"a\|b", r"a\\\|b"),
        ("two\nlines\r\n\tand a tab", "two lines and a tab"),
        ("<script>x</script> <!-- y", r"\<script>x\</script> \<!-- y"),
        ("flake < 5 %", "flake < 5 %"),
        ("a\x1b[2Jb", "a␛[2Jb"),
        (r"C:\plans", r"C:\plans"),
    ],
)
def test_a_cell_keeps_its_text_in_its_place(text, shown):
    assert cell(text) == shown


def test_a_pipe_outside_of_a_table_is_a_pipe():
    assert inline("a|b") == "a|b"


def test_a_table_has_a_line_for_each_row():
    assert table(["A", "B"], [["1", "x|y"]]) == "| A | B |\n| --- | --- |\n| 1 | x\\|y |\n"


def test_a_list_without_lines_says_so():
    assert bullets([]) == "- None recorded."
    assert tasks([]) == "- None recorded."


def test_boxes_are_ticked_for_what_is_done():
    assert tasks(["a"]) == "- [ ] a"
    assert tasks(["a"], done=True) == "- [x] a"
