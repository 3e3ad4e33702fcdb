"""Two texts of a plan are put together: no change, no comment and no conflict of either side goes unsaid."""

from __future__ import annotations

import re
from collections import Counter
from random import Random

import pytest
from hypothesis import HealthCheck, assume, given, settings

from octotui.plan.diff import diff
from octotui.plan.edits import apply
from octotui.plan.frozen import replace
from octotui.plan.merge import merge, names_thing, taking
from octotui.store.document import Document, parse
from octotui.store.editing import edited
from octotui.store.git import GitFailed
from octotui.store.merge import merge_texts
from octotui.store.merge_lines import comments_apart, comments_back
from octotui.store.raw import EditRefused
from octotui.store.toml_scan import toml_comments
from octotui.store.verify import same_plan
from tests.conftest import SAMPLES
from tests.store.made_up import made_edits
from tests.store.test_properties import COUNTS, SEEDS, json_document, toml_document

quick = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much]
)
thorough = settings(quick, max_examples=1500, derandomize=False)

PLAN = """\
# The plan
[project]
name = "Octo"   # the name

[[batches]]
id = "a"
name = "A"
status = "not-started"  # soon
progress = 1

[[batches]]
id = "b"
name = "B"

[[risks]]
id = "r-1"
title = "One"  # the first
"""
JSON_PLAN = """\
{
  "project": { "name": "Octo" },
  "batches": [
    { "id": "a", "name": "A", "status": "not-started", "progress": 1 },
    { "id": "b", "name": "B" }
  ],
  "risks": [
    { "id": "r-1", "title": "One" }
  ]
}
"""


def merged(base, ours, theirs, name="plan.toml"):
    texts = (text if isinstance(text, bytes) else text.encode() for text in (base, ours, theirs))
    return merge_texts(*(parse(text, name) for text in texts))


def swapped(text, *pairs):
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    return text


def sides_of(marked):
    """Both texts of a text with marks, and how many conflicts it has."""
    texts, now, count = (["", ""], (0, 1), 0)
    for line in re.findall(r"[^\n]*\n|[^\n]+", marked):
        mark = line[:7]
        if mark == "<<<<<<<":
            now, count = (0,), count + 1
        elif mark == "=======" and now == (0,):
            now = (1,)
        elif mark == ">>>>>>>":
            now = (0, 1)
        else:
            for side in now:
                texts[side] += line
    return *texts, count


def test_changes_of_neighbouring_lines_and_their_comments_are_all_kept():
    ours = swapped(PLAN, ("not-started", "done"), ("# The plan", "# The plan of dana"))
    theirs = swapped(PLAN, ("# soon", "# was soon"), ("progress = 1", "progress = 5 # up"))

    found = merged(PLAN, ours, theirs)
    assert (found.conflicts, found.lost) == ((), ())
    assert found.marked().decode() == swapped(ours, ("# soon", "# was soon"), ("progress = 1", "progress = 5 # up"))


def test_both_append_a_risk():
    ours = PLAN + '\n# seen by dana\n[[risks]]\nid = "r-2"\ntitle = "Two"\n'
    theirs = PLAN + '\n[[risks]]\nid = "r-3"  # next\ntitle = "Three"\n'

    found = merged(PLAN, ours, theirs)
    assert (found.conflicts, found.lost) == ((), ())
    assert found.document.text == ours + theirs.removeprefix(PLAN)
    assert merged(PLAN, theirs, ours).document.text == found.document.text


def test_both_append_a_risk_in_json():
    ours = swapped(JSON_PLAN, ('"One" }', '"One" },\n    { "id": "r-2", "title": "Two" }'))
    theirs = swapped(JSON_PLAN, ('"One" }', '"One" },\n    { "id": "r-3", "title": "Three" }'))

    found = merged(JSON_PLAN, ours, theirs, "plan.json")
    assert found.conflicts == ()
    assert found.document.text == swapped(ours, ('"Two" }', '"Two" },\n    { "id": "r-3", "title": "Three" }'))


@pytest.mark.parametrize(("plan", "name"), [(PLAN, "plan.toml"), (JSON_PLAN, "plan.json")], ids=["toml", "json"])
@pytest.mark.parametrize("ends", ["\n", "\r\n"], ids=["lf", "crlf"])
@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"], ids=["", "bom"])
def test_a_conflict_is_marked_and_nothing_beside_it(plan, name, ends, bom):
    def written(text):
        return bom + text.replace("\n", ends).encode()

    ours = swapped(plan, ("not-started", "done"))
    theirs = swapped(plan, ("not-started", "blocked"), ('"One"', '"Uno"'))
    marked = merged(written(plan), written(ours), written(theirs), name).marked()

    assert marked.startswith(bom)
    assert marked.count(b"\r\n") == (marked.count(b"\n") if ends == "\r\n" else 0)
    text = re.sub(" +# soon", "  # soon", marked.removeprefix(bom).decode())  # each side has it in a column of its own
    found = sides_of(text.replace("\r\n", "\n"))
    assert found == (swapped(ours, ('"One"', '"Uno"')), theirs, 1)
    assert len(marked.splitlines()) == len(plan.splitlines()) + 4


def test_a_text_without_a_last_line_end_stays_one():
    found = merged(PLAN.rstrip(), swapped(PLAN, ('"B"', '"Bee"')).rstrip(), swapped(PLAN, ('"A"', '"Ay"')).rstrip())

    assert found.document.text == swapped(PLAN, ('"B"', '"Bee"'), ('"A"', '"Ay"')).rstrip()


def test_line_ends_that_one_side_changed_are_taken():
    found = merged(PLAN, PLAN + "\n# more\n", swapped(PLAN, ("\n", "\r\n"), ('"B"', '"Bee"')))

    assert found.document.text == swapped(PLAN + "\n# more\n", ('"B"', '"Bee"'), ("\n", "\r\n"))


def test_marks_have_the_wanted_size():
    found = merged(PLAN, swapped(PLAN, ('"B"', '"1"')), swapped(PLAN, ('"B"', '"2"')))

    assert [line[:13] for line in found.marked(12).decode().splitlines() if line[0:1] in "<=>" and line] == [
        "<<<<<<<<<<<< ",
        "============",
        ">>>>>>>>>>>> ",
    ]


def test_a_thing_that_one_side_removed_and_the_other_changed_is_shown_as_that_side_wrote_it():
    ours = swapped(PLAN, ('[[batches]]\nid = "b"\nname = "B"\n\n', ""))
    theirs = swapped(PLAN, ('name = "B"', 'name = "Bee"  # hums'))

    found = merged(PLAN, ours, theirs)
    assert found.lost == ()
    assert sides_of(found.marked().decode()) == (ours, theirs, 1)
    assert sides_of(merged(PLAN, theirs, ours).marked().decode()) == (theirs, ours, 1)


ABOUT_B = """\
# about b
[[batches]]  # its header
id = "b"
# inside
name = "B"  # behind

"""
WITH_COMMENTS = swapped(PLAN, ('[[batches]]\nid = "b"\nname = "B"\n\n', ABOUT_B))
NESTED = (
    PLAN
    + """
[[checklists]]
id = "c"
name = "C"

# the first item
[[checklists.items]]
id = "i-1"  # its id
# inside
text = "T"
"""
)


INLINE = 'risks = [\n  # one\n  { id = "r", title = "R" }, # tail\n  { id = "s", title = "S" },\n]\n'


@pytest.mark.parametrize(
    ("base", "block", "change", "beside"),
    [
        (WITH_COMMENTS, ABOUT_B, ('name = "B"', 'name = "Bee"'), ('"A"', '"Ay"')),
        (NESTED, NESTED[NESTED.index("\n# the first") :], ('text = "T"', 'text = "Tea"'), ('"A"', '"Ay"')),
        (JSON_PLAN, ',\n    { "id": "b", "name": "B" }', ('"B"', '"Bee"'), ('"One"', '"Uno"')),
        (INLINE, '  # one\n  { id = "r", title = "R" }, # tail\n', ('"R"', '"Are"'), ('"S"', '"Es"')),
    ],
    ids=["table", "nested", "json", "inline"],
)
@pytest.mark.parametrize("name", ["alone", "beside"])
def test_what_one_side_removed_stays_word_for_word_as_the_other_wrote_it(base, block, change, beside, name):
    gone, changed = swapped(base, (block, "")), swapped(base, change)
    if name == "beside":
        gone = swapped(gone, beside)
    wanted = swapped(changed, beside) if name == "beside" else changed
    name = "plan.json" if base.startswith("{") else "plan.toml"

    found = merged(base, gone, changed, name)
    assert found.lost == ()
    assert sides_of(found.marked().decode()) == (gone, wanted, 1)
    assert sides_of(merged(base, changed, gone, name).marked().decode()) == (wanted, gone, 1)


@pytest.mark.parametrize("ends", ["\n", "\r\n"], ids=["lf", "crlf"])
@pytest.mark.parametrize(
    ("base", "gone"),
    [
        (ABOUT_B, ""),
        (ABOUT_B + PLAN[PLAN.index("[[risks]]") :], PLAN[PLAN.index("[[risks]]") :]),
        (WITH_COMMENTS, swapped(WITH_COMMENTS, (ABOUT_B, "# about b\n"))),
        ('risks = [\n  # one\n  { id = "r", title = "B" }, # tail\n]\n', "risks = [\n]\n"),
    ],
    ids=["all", "first", "but its comment", "the only one"],
)
def test_what_one_side_removed_by_hand_is_cut_as_it_cut_it(base, gone, ends):
    base, gone = base.replace("\n", ends), gone.replace("\n", ends)
    changed = swapped(base, ('"B"', '"Bee"'))

    for ours, theirs in ((gone, changed), (changed, gone)):
        found = merged(base, ours, theirs)
        assert found.lost == ()
        assert (found.document.text, found.coming.text) == (ours, theirs)


def test_a_note_in_place_of_what_was_removed_stays_too():
    gone = swapped(WITH_COMMENTS, (ABOUT_B, "# b went on monday\n"))
    changed = swapped(WITH_COMMENTS, ('"B"', '"Bee"'))

    for ours, theirs in ((gone, changed), (changed, gone)):
        found = merged(WITH_COMMENTS, ours, theirs)
        for text in (found.document.text, found.coming.text):
            assert "# b went on monday" in text
        assert ABOUT_B.replace('"B"', '"Bee"') in found.marked().decode()


def test_a_file_that_one_side_emptied_is_marked_too():
    changed = swapped(PLAN, ('"B"', '"Bee"'))

    assert merged(PLAN, "", changed).marked().startswith(b"<<<<<<< ours\n=======\n")
    assert merged(PLAN, changed, "").marked().endswith(b"=======\n>>>>>>> theirs\n")


def test_a_comment_that_both_changed_is_told_and_marked():
    ours = swapped(PLAN, ("# soon", "# sooner"), ("progress = 1", "progress = 2"))
    theirs = swapped(PLAN, ("# soon", "# later"), ("# the first", "# number one"))
    found = merged(PLAN, ours, theirs)
    wanted = swapped(ours, ("# the first", "# number one"))

    assert (found.conflicts, found.lost) == ((), ("# later",))
    assert found.document.text == wanted
    assert sides_of(found.marked().decode()) == (wanted, swapped(theirs, ("progress = 1", "progress = 2")), 1)


def test_comments_that_both_put_at_one_place_all_stay():
    def noted(text, comment):
        return swapped(text, ("[[risks]]", f"{comment}\n[[risks]]"))

    found = merged(PLAN, noted(PLAN, "# ana: soon"), noted(PLAN, "# bo: late"))
    assert (found.marked().decode(), found.lost) == (noted(PLAN, "# ana: soon\n# bo: late"), ())

    ours, theirs = swapped(PLAN, ('"B"', '"B"  # ana')), swapped(PLAN, ('"B"', '"B"  # bo'))
    assert sides_of(merged(PLAN, ours, theirs).marked().decode()) == (ours, theirs, 1)


def test_a_comment_that_goes_with_the_thing_is_told():
    gone = swapped(PLAN, ('[[batches]]\nid = "b"\nname = "B"\n\n', ""))
    found = merged(PLAN, gone, swapped(PLAN, ('"B"', '"B"  # hums')))

    assert (found.marked().decode(), found.lost) == (gone, ("# hums",))


def test_lines_that_fit_but_say_something_else_are_not_taken():
    """Both take out another entry beside the same one: by lines, one of them would come back."""
    base = swapped(PLAN, ('name = "B"', 'name = "B"\nblockers = [\n  "x",\n  "y",\n  "z",\n]'))
    found = merged(
        base, swapped(base, ('  "x",\n', "")), swapped(base, ('  "z",\n', ""), ('  "y",\n', '  "w",\n  "y",\n'))
    )

    assert found.document.plan.batches[1].blockers == ("w", "y")
    assert found.conflicts == ()


def test_a_text_of_several_lines_that_both_changed():
    base = swapped(PLAN, ('name = "B"', 'name = "B"\nnotes = """\none\ntwo\nthree\n"""'))
    found = merged(base, swapped(base, ("\none", "\nONE")), swapped(base, ("\nthree", "\nTHREE")))
    marked = found.marked()

    assert [conflict.path for conflict in found.conflicts] == [("batches", "b", "notes")]
    assert sides_of(marked.decode())[:2] == (found.document.text, found.coming.text)
    assert [problem.line for problem in parse(marked, "plan.toml").problems] == [15]


def test_both_begin_a_plan():
    found = merged(b"", PLAN, swapped(PLAN, ('"B"', '"Bee"'), ("progress = 1", "progress = 1\nowner = 'dana'")))

    assert [conflict.path for conflict in found.conflicts] == [("batches", "b")]
    assert found.document.plan.batches[0].owner == "dana"


def test_without_git_values_are_merged_and_lost_comments_are_told(monkeypatch):
    monkeypatch.setenv("PATH", "")
    theirs = swapped(PLAN, ("progress = 1", "progress = 5  # up"))
    found = merged(PLAN, swapped(PLAN, ("not-started", "done")), theirs)

    assert (found.document.plan.batches[0].progress, found.lost) == (5, ("# up",))
    with pytest.raises(GitFailed):
        merged(PLAN, swapped(PLAN, ("progress = 1", "progress = 2")), theirs).marked()


def descendant(document: Document, random: Random, count: int) -> Document:
    """The document after random edits, and a comment somewhere."""
    try:
        after = edited(document, made_edits(random, document.plan, count))
    except EditRefused:
        assume(False)  # it is not about what a text cannot take
    if document.format == "json" or not random.randrange(3):
        return after
    lines = after.text.split("\n")
    free = [index for index, line in enumerate(lines) if line.startswith("[") or not line.strip()]
    lines.insert(random.choice(free or [0]), f"# {random.choice(('seen', 'checked', 'why'))} {random.randrange(99)}")
    try:
        return parse("\n".join(lines).encode(), document.name)
    except Exception:  # noqa: BLE001  # in a text of several lines
        return after


def check_merge(base: Document, random: Random, count: int) -> str:
    standing, coming = descendant(base, random, count), descendant(base, random, count)
    wanted = merge(base.plan, standing.plan, coming.plan)
    found = merge_texts(base, standing, coming)
    assert same_plan(found.document.plan, wanted.plan)
    assert found.conflicts == wanted.conflicts
    marked = found.marked().decode()
    ours, theirs, count = sides_of(marked)
    assert bool(count) == (not found.is_settled)
    assert count or not wanted.conflicts
    assert (ours.rstrip(), theirs.rstrip()) == (found.document.text.rstrip(), found.coming.text.rstrip())
    check_comments(base, standing, coming, found)
    return "conflict" if count else "clean"


def check_comments(base, standing, coming, found):
    """What a side wrote is there, or told."""
    if base.format == "json":
        return
    was, ours, theirs, now, other = (comments(side) for side in (base, standing, coming, found.document, found.coming))
    assert not (ours - was) - now - other - Counter(dict.fromkeys(found.lost, 9))
    assert not (theirs - was) - now - other - Counter(dict.fromkeys(found.lost, 9))
    for conflict in found.conflicts:
        if names_thing(conflict.path) and conflict.base and None in (conflict.standing, conflict.coming):
            survivor = standing if conflict.coming is None else coming
            without = apply(survivor.plan, taking(replace(conflict, coming=None), survivor.plan))
            about = comments(survivor) - comments(edited(survivor, diff(survivor.plan, without)))
            assert not about - now - other - Counter(dict.fromkeys(found.lost, 9))


def comments(document):
    return Counter(document.text[start:end].strip() for start, end in toml_comments(document.text))


@quick
@given(SEEDS, COUNTS)
def test_random_edits_of_toml_are_merged(seed, count):
    random = Random(seed)
    check_merge(toml_document(random), random, count)


@quick
@given(SEEDS, COUNTS)
def test_random_edits_of_json_are_merged(seed, count):
    random = Random(seed)
    check_merge(json_document(random), random, count)


@quick
@given(SEEDS)
def test_comments_that_were_set_apart_come_back(seed):
    text = toml_document(Random(seed)).text

    assert comments_back(comments_apart(text)) == text


@pytest.mark.long
@pytest.mark.parametrize("make", [toml_document, json_document])
def test_thousands_of_merges(make):
    counts = Counter()

    @thorough
    @given(SEEDS, COUNTS)
    def check(seed, count):
        random = Random(seed)
        counts[check_merge(make(random), random, count)] += 1

    check()
    print(dict(counts))


@given(SEEDS)
@settings(quick, max_examples=3)
def test_the_sample_plan_is_merged(seed):
    base = parse((SAMPLES / "octoacme.toml").read_bytes(), "plan.toml")
    check_merge(base, Random(seed), 3)
