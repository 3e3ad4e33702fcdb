"""Whatever the file looks like, an edit does what it says to the plan, and nothing else to the text."""

from collections import Counter
from random import Random

import pytest
from hypothesis import HealthCheck, assume, given, note, settings
from hypothesis import strategies as st

from octotui.plan.diff import diff
from octotui.plan.edits import Edit, Move, Set, apply, invert
from octotui.store.document import Document, parse
from octotui.store.editing import edited
from octotui.store.raw import EditRefused
from octotui.store.toml_scan import toml_comments
from tests.store.made_up import made_edits, made_plan
from tests.store.odd_text import OddToml, odd_data, odd_json

SEEDS = st.integers(0, 2**32)
COUNTS = st.sampled_from((1, 1, 4))
quick = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much]
)
thorough = settings(quick, max_examples=12_000, derandomize=False)


def toml_document(random: Random) -> Document:
    text = OddToml(random).text(odd_data(random, made_plan(random)))
    return parse(text.encode(), "plan.toml")


def json_document(random: Random) -> Document:
    text = odd_json(random, odd_data(random, made_plan(random)))
    return parse(text.encode(), "plan.json")


def check_edits(document: Document, random: Random, count: int) -> None:
    edits = made_edits(random, document.plan, count)
    assume(edits)
    note(document.text)
    note(str(edits))
    try:
        after = edited(document, edits)
    except EditRefused as refused:
        # TOML has no way to say it: what stands in a line comes before what has a header
        if any(isinstance(edit, Move) for edit in edits) and "written in lines and in blocks" in str(refused):
            return
        raise
    note(after.text)
    assert diff(apply(document.plan, edits), parse(after.to_bytes(), document.name).plan) == ()
    assert edited(document, ()).text == document.text
    assert ("\r\n" in after.text) == ("\r\n" in document.text) or "\n" not in document.text
    if document.format == "toml" and all(isinstance(edit, Set) and edit.new is not None for edit in edits):
        check_comments(document, after)
    if len(edits) == 1:
        check_lines(document.text, after.text, edits[0])
    back = edited(after, invert(edits))
    assert diff(document.plan, back.plan) == ()


def check_comments(document: Document, after: Document) -> None:
    """No comment is lost but those inside of a value that was replaced."""
    before, now = (Counter(d.text[start:end] for start, end in toml_comments(d.text)) for d in (document, after))
    outside = Counter(line.strip() for line in document.text.splitlines() if line.startswith("#"))
    assert not outside & (before - now)


def check_lines(before: str, after: str, edit: Edit) -> None:
    """A value on one line that gets another value changes that line, and no other one."""
    if not (isinstance(edit, Set) and isinstance(edit.old, (int, float)) and isinstance(edit.new, (int, float))):
        return
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    if len(new) > len(old):  # it was a default, which nobody had written
        return
    assert sum(one != other for one, other in zip(old, new, strict=True)) <= 1


@quick
@given(SEEDS, COUNTS)
def test_edits_of_toml_change_what_they_say_and_nothing_else(seed, count):
    random = Random(seed)
    check_edits(toml_document(random), random, count)


@quick
@given(SEEDS, COUNTS)
def test_edits_of_json_change_what_they_say_and_nothing_else(seed, count):
    random = Random(seed)
    check_edits(json_document(random), random, count)


@pytest.mark.long
@pytest.mark.parametrize("make", [toml_document, json_document])
def test_thousands_of_edits_change_what_they_say_and_nothing_else(make):
    tried = Counter()

    @thorough
    @given(SEEDS, COUNTS)
    def check(seed, count):
        random = Random(seed)
        check_edits(make(random), random, count)
        tried[count] += 1

    check()
    print(f"\n{tried.total()} plans × edits ({tried[1]} of one edit, {tried[4]} of up to four), 0 bad")
