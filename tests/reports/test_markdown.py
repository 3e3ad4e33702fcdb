"""Text of a plan stays text in Markdown."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from octotui.plan.plaintext import one_line
from octotui.reports.markdown import bullets, cell, inline, literal, table, tasks

MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a|b", r"a\|b"),
        (r"a\|b", r"a\\\|b"),
        ("two\nlines\r\n\tand a tab", "two lines and a tab"),
        ("<script>x</script> <!-- y", r"\<script>x\</script> \<!-- y"),
        ("flake < 5%", "flake < 5%"),
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


@settings(max_examples=300)
@given(st.text(alphabet="ab 12.)#-+=*_`[](){}!<>&;~\\|:/\"'@\t\n", max_size=14))
def test_literal_text_stays_text(text):
    said = one_line(" ".join(text.split()))
    for lead in ("", "- ", "- a: "):
        tokens = [token for token in MARKDOWN.parse(lead + literal(text)) if token.type == "inline"]
        if said:
            children = tokens[0].children
            assert {child.type for child in children} <= {"text", "text_special"}
            assert "".join(child.content for child in children).endswith(said)


def test_literal_text_is_left_alone_where_nothing_is_meant():
    for text in ("ci_pass_rate", "2 < 3 & 4", "#12 is it", "-5 to +1", "a-b", "x = y", "2026.11", "C:/x"):
        assert literal(text) == text
