"""Versions compared quickly say the same as plans compared whole."""

from datetime import UTC, datetime
from random import Random

import pytest
import tomlrt
from hypothesis import HealthCheck, assume, given, note, settings
from hypothesis import strategies as st

from octotui.plan.diff import diff
from octotui.plan.edits import Add, Move, Remove, Set
from octotui.plan.operations import tick_item
from octotui.plan.problems import PlanError
from octotui.store.document import new_document, parse
from octotui.store.editing import edited
from octotui.store.toml_sections import toml_sections
from octotui.store.versions import Version, difference, overruled, own_difference
from tests.conftest import SAMPLES
from tests.store.made_up import made_edits, made_plan
from tests.store.odd_text import OddToml, odd_data, odd_json

quick = settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
thorough = settings(quick, max_examples=2000, derandomize=False)

TRICKY = '''\
# A comment with [batches] and "quotes" in it.
[project] # [risks]
name = "a \\" [risks] # no comment"
notes = """
[batches]
"" two quotes, \\""" and an escape
[[risks]]"""
more = \'\'\'
[batches]\'\'\'\'
list = [
  ["a", "b"],
  [1], # [weeks]
  { x = [ "}" ] },
]
["batches".one]
name = 'One # [x'
[ risks . "r.1" ]
title = "R"
  [[batches.two.actions]]
  text = "T"
["\\u0070eople"]
ana = "Ana"
'''


def version(text, name="plan.toml"):
    return Version(text.encode(), name)


def test_sections_are_found_whatever_looks_like_one():
    sections = toml_sections(TRICKY)

    assert list(sections) == ["project", "batches", "risks", "people"]
    assert {key: tomlrt.loads(text).to_dict()[key] for key, text in sections.items()} == tomlrt.loads(TRICKY).to_dict()


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.toml")), ids=lambda path: path.name)
def test_sections_read_one_by_one_are_the_whole(path):
    text = path.read_text(encoding="utf-8")
    sections = dict(toml_sections(text))
    above = sections.pop("", "")

    whole = tomlrt.loads(above).to_dict()
    for key, section in sections.items():
        whole[key] = tomlrt.loads(section).to_dict()[key]
    assert whole == tomlrt.loads(text).to_dict()


VALUES = st.one_of(
    st.text(st.sampled_from("ab[]{}\"'#\n\\=, \t"), max_size=12),
    st.lists(st.text(st.sampled_from("a[]\"'#"), max_size=5), max_size=3),
    st.integers(),
)
TABLES = st.dictionaries(st.text("ab[]. \"'#", min_size=1, max_size=4), VALUES, max_size=3)


@given(st.dictionaries(st.text("abc[]. \"'#", min_size=1, max_size=4), TABLES, max_size=4))
def test_any_text_is_cut_where_its_sections_begin(data):
    text = tomlrt.dumps(data)
    sections = toml_sections(text)

    assert {key: value for key, value in data.items() if key in sections} == {
        key: tomlrt.loads(section).to_dict()[key] for key, section in sections.items() if key
    }
    assert "".join(sections.values()).strip() == text.strip()


@pytest.fixture(scope="module")
def programme():
    return parse((SAMPLES / "octoacme.toml").read_bytes(), "octoacme.toml")


NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
SMOKE = ("checklists", "day-of-release", "items")
CHANGES = [
    (Set(("batches", "batch-3", "status"), None, "done"),),
    (Set(("risks", "r-zap", "impact"), None, "low"), Set(("project", "name"), None, "Other")),
    (Add(("issues", "i-99"), {"title": "New", "id": "i-99"}, None), Set(("mood",), None, "good")),
]


@pytest.mark.parametrize("edits", CHANGES)
def test_what_differs_is_what_plans_compared_whole_say(programme, edits):
    after = edited(programme, edits)
    found = difference(version(programme.text), version(after.text))

    assert found.edits == diff(programme.plan, after.plan)
    back = difference(version(after.text), version(programme.text))
    assert back.edits == diff(after.plan, programme.plan)


def check_any(seed, form):
    random = Random(seed)
    data = odd_data(random, made_plan(random))
    text = OddToml(random).text(data) if form == "toml" else odd_json(random, data)
    before = parse(text.encode(), f"plan.{form}")
    edits = made_edits(random, before.plan, 3)
    assume(edits)
    after = edited(before, edits)
    old, new = (Version(document.to_bytes(), document.name) for document in (before, after))
    note(before.text)
    note(after.text)

    assert difference(old, new).edits == diff(before.plan, after.plan)
    for area in {edit.path[0] for edit in edits}:
        told = difference(old, new, (area,)).edits
        assert told == tuple(edit for edit in diff(before.plan, after.plan) if edit.path[0] == area)


@quick
@given(st.integers(0, 2**32), st.sampled_from(["toml", "json"]))
def test_however_a_plan_is_written_the_difference_is_the_same(seed, form):
    check_any(seed, form)


@pytest.mark.long
@thorough
@given(st.integers(0, 2**32), st.sampled_from(["toml", "json"]))
def test_however_a_plan_is_written_the_difference_is_the_same_long(seed, form):
    check_any(seed, form)


def test_a_plan_in_json_is_compared_with_one_in_toml():
    data = {"batches": [{"id": "a", "name": "A", "target": "2026-12-01"}], "people": {"ana": "Ana"}}
    toml, json = (new_document(data, form, f"plan.{form}") for form in ("toml", "json"))
    other = edited(json, [Set(("batches", "a", "name"), "A", "B")])

    assert difference(version(toml.text), version(json.text, "plan.json")).edits == ()
    assert difference(version(toml.text), version(other.text, "plan.json")).edits == diff(toml.plan, other.plan)
    assert difference(version(json.text, "plan.json"), version(other.text, "plan.json"), ("people",)).edits == ()


def test_only_what_is_at_the_path_is_told(programme):
    item = next(iter(next(one for one in programme.plan.checklists if one.id == "day-of-release").items))
    path = (*SMOKE, item.id)
    ticks = tick_item(programme.plan, path, "dana", NOW)
    after = edited(programme, [*ticks, Set(("checklists", "kick-off", "name"), None, "Start")])

    def told(*where):
        return {edit.path for edit in difference(version(programme.text), version(after.text), where).edits}

    assert told(*path) == {edit.path for edit in ticks}
    assert told("checklists", "kick-off") == {("checklists", "kick-off", "name")}
    assert told("checklists", "after-release") == told("risks") == set()


def test_a_thing_comes_and_goes_with_what_is_around_it():
    empty = version('[project]\nname = "P"\n')
    full = version('[project]\nname = "P"\n[[checklists]]\nid = "c"\nname = "C"\nitems = ["One"]\n')
    path = ("checklists", "c", "items", "one")

    assert [type(edit) for edit in difference(empty, full, path).edits] == [Add]
    assert [(type(edit), edit.path) for edit in difference(full, empty, path).edits] == [(Remove, path)]


def batches(**names):
    return version("".join(f'[[batches]]\nid = "{key}"\nname = "{name}"\n' for key, name in names.items()))


def test_a_merge_says_only_what_no_parent_said():
    left, right = batches(a="left", b="B"), batches(a="A", b="right")

    assert own_difference([left, right], batches(a="left", b="right")).edits == ()
    mine = own_difference([left, right], batches(a="both", b="right")).edits
    assert mine == (Set(("batches", "a", "name"), "left", "both"),)


def test_a_merge_overrules_a_parent_only_where_that_had_changed_something():
    base, left, right = batches(a="A", b="B"), batches(a="left", b="B"), batches(a="right", b="also right")

    (against,) = overruled(base, [left, right], batches(a="right", b="also right"))
    assert against.edits == (Set(("batches", "a", "name"), "left", "right"),)
    assert overruled(base, [left, right], batches(a="right", b="also right"), (), against.edits) == ()
    assert overruled(base, [left, right], batches(a="right", b="also right"), ("batches", "b")) == ()
    assert [one.edits[0].old for one in overruled(base, [left, right], batches(a="left", b="B"))] == ["right"]


def test_a_thing_that_one_parent_moved_and_the_other_changed_was_no_choice():
    base, changed = batches(a="A", b="B", c="C"), batches(a="A", b="B", c="Cee")
    moved = batches(c="C", a="A", b="B")

    assert overruled(base, [moved, changed], batches(c="Cee", a="A", b="B")) == ()
    (against,) = overruled(base, [moved, changed], changed)
    assert {type(edit) for edit in against.edits} == {Move}


def test_a_thing_new_in_one_parent_is_not_the_merge_s_own_but_what_the_merge_made_of_it_is():
    left, right = batches(a="A", new="New"), batches(a="other")

    assert own_difference([left, right], batches(a="other", new="New")).edits == ()
    assert own_difference([left, right], batches(a="other", new="Newer")).edits == (
        Set(("batches", "new", "name"), "New", "Newer"),
    )


BROKEN = [
    '[[batches]]\nid = "a"\nname = """A\n[[risks]]\nid = "r"\ntitle = "R"\n',
    '<<<<<<< HEAD\n[[batches]]\nid = "a"\nname = "A"\n[[risks]]\nid = "r"\ntitle = "R"\n',
    '[[batches]]\nid = "a"\nname = "A"\n[[risks]]\nid = "r"\ntitle = "R"\n>>>>>>> main\n',
    '[[batches]]\nid = "a"\nname = "A\n[[risks]]\nid = "r"\ntitle = "R"\n',
    '[[batches]]\nid = "b"\nname = "B"\n[[Batches]]\nid = "a"\nname = "A"\n[[risks]]\nid = "r"\ntitle = "R"\n',
]


@pytest.mark.parametrize("text", BROKEN)
def test_a_text_that_cannot_be_read_is_no_change(text):
    well = version('[[batches]]\nid = "a"\nname = "A"\n[[risks]]\nid = "r"\ntitle = "R"\n')

    for one, other in ((well, version(text)), (version(text), well)):
        with pytest.raises(PlanError):
            difference(one, other)
    assert version(text).why_broken("1a2b:plan.toml").problems[0].file == "1a2b:plan.toml"


@pytest.mark.parametrize("area", ["batches", "risks"])
@pytest.mark.parametrize("text", BROKEN)
def test_of_a_text_that_cannot_be_read_no_thing_is_said_to_have_gone(text, area):
    well = version('[[batches]]\nid = "a"\nname = "A"\n[[risks]]\nid = "r"\ntitle = "R"\n')
    try:
        assert difference(well, version(text), (area,)).edits == ()
    except PlanError:
        assert version(text).why_broken() is not None
