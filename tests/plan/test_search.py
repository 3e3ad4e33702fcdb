"""The filter finds what people mean."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from octotui.plan.search import Filter, folded, parse_filter

WORDS = "batch-3 Security Größe & Überwachung, e-7 https://ci.example/runs"
FIELDS = {"owner": "Dana Kim", "status": "in-progress", "level": "3"}


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("", True),
        ("security", True),
        ("SECUR", True),
        ("grosse", True),
        ("uberwach", True),
        ("security batch-3", True),
        ("batch 3", True),
        ("security batch-4", False),
        ('"security große"', True),
        ('"große security"', False),
        ("dana", True),
        ("owner:dana", True),
        ("owner:KIM", True),
        ("owner:an", False),
        ('owner:"dana k', True),
        ("Status:in-progress", True),
        ("status:in_p", True),
        ('status:"in progress"', True),
        ("status:done", False),
        ("level:3", True),
        ("level:1", False),
        ("!status:done", True),
        ("-security", False),
        ("!owner:dana", False),
        ("security !owner:li", True),
        ("https://ci.example", True),
        ("https:nothing", False),
        ("nosuchfield:dana", False),
    ],
)
def test_a_filter_lets_through_what_it_says(typed, found):
    assert parse_filter(typed).matches(WORDS, FIELDS) is found


@pytest.mark.parametrize("typed", ["owner:", "!owner:", "!", "-", '"', '""', "  ", 'owner:"'])
def test_what_is_not_finished_yet_asks_for_nothing(typed):
    assert parse_filter(typed) == Filter()


@given(st.text(max_size=30), st.text(max_size=30))
@settings(deadline=None, max_examples=150, derandomize=True)
def test_anything_is_a_filter(typed, words):
    assert parse_filter(typed).matches(words, FIELDS) in (True, False)


@given(st.text(alphabet="aäß -_Éé9\n", max_size=12))
@settings(deadline=None, max_examples=100, derandomize=True)
def test_folded_text_is_folded_once_and_for_all(text):
    assert folded(folded(text)) == folded(text) == folded(text.upper().lower())


@pytest.mark.parametrize(
    ("typed", "kind", "let_through"),
    [
        ("changed:", "new", True),
        ("changed:", "", False),
        ("!changed:", "", True),
        ("Changed: words", "closed", True),
        ("changed:cl", "closed", True),
        ("changed:cl", "changed", False),
        ("changed:", None, False),
        ("owner:", "", True),
    ],
)
def test_what_changed_is_asked_for_by_the_field_alone(typed, kind, let_through):
    fields = {} if kind is None else {"changed": kind}
    assert parse_filter(typed).matches("some words", fields) is let_through
