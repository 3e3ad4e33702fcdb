"""A file in which git left a conflict: every one is named with its lines and what to keep."""

from __future__ import annotations

import pytest

from octotui.plan.problems import PlanError
from octotui.store.conflict_marks import conflicts_in
from octotui.store.document import parse

PLAIN = """\
[[batches]]
name = "A"
<<<<<<< HEAD
status = "done"
owner = "ana"
=======
status = "blocked"
>>>>>>> feature
progress = 5
"""
DIFF3 = """\
[[batches]]
<<<<<<< ours
name = "A"
||||||| base
name = "B"
=======
name = "C"
>>>>>>> theirs
<<<<<<< ours
||||||| base
progress = 5
=======
progress = 7
>>>>>>> theirs
"""
STILL = "a merge conflict is still in the file"
LONG = "<<<<<<<<<< ours\n=======\n==========\n>>>>>>>>>> theirs\n"


def said(text, name="plan.toml"):
    with pytest.raises(PlanError) as caught:
        parse(text.encode(), name)
    return str(caught.value).replace(f"{name}:", "").split("\n")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            PLAIN,
            [f"3:1: {STILL}; keep lines 4–5 or line 7, and take lines 3, 6 and 8 out"],
        ),
        (
            DIFF3,
            [
                f"2:1: {STILL}; keep line 3 or line 7, and take lines 2, 4–6 and 8 out",
                f"9:1: {STILL}; keep nothing or line 13, and take lines 9, 10–12 and 14 out",
            ],
        ),
        (LONG, [f"1:1: {STILL}; keep line 2 or nothing, and take lines 1, 3 and 4 out"]),
        (">>>>>>> x\n", [f"1:1: {STILL}; settle it and take the marks out"]),
    ],
)
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_conflicts_are_named(text, wanted, ends):
    assert said(text.replace("\n", ends)) == wanted


def test_conflicts_in_json_are_named():
    text = '{\n"batches": [\n<<<<<<< a\n{ "name": "A" }\n=======\n{ "name": "B" }\n>>>>>>> b\n]}\n'

    assert said(text, "plan.json")[0].startswith(f"3:1: {STILL}; keep line 4 or line 6")


def test_another_mistake_above_the_marks_is_told_first():
    assert said("status = todo\n" + PLAIN)[0].startswith("1:10: a text without quotes")


def test_a_line_of_equal_signs_is_no_conflict():
    assert list(conflicts_in("=======\n<<<<<<< a\n>>>>>>> b\n")) == []


def test_a_conflict_inside_of_a_text_is_a_warning():
    text = '[[batches]]\nname = "A"\nnotes = """\none\n<<<<<<< ours\ntwo\n=======\nthree\n>>>>>>> theirs\n"""\n'
    (problem,) = parse(text.encode(), "plan.toml").problems

    assert str(problem) == f"plan.toml:5:1: warning: {STILL}; keep line 6 or line 8, and take lines 5, 7 and 9 out"
