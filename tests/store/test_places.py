"""Where things stand: in any layout, and after an edit, of which only the part that changed is looked at."""

import json
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, assume, given, note, reject, settings
from hypothesis import strategies as st

from octotui.plan.problems import PlanError
from octotui.store import toml_places as toml_module
from octotui.store.document import parse
from octotui.store.editing import edited
from octotui.store.json_places import JsonPlaces
from octotui.store.source import read_toml
from octotui.store.toml_places import TomlPlaces, toml_places
from tests.store.made_up import made_edits, made_plan
from tests.store.odd_text import OddToml, odd_data, odd_json

SAMPLES = Path(__file__).parents[2] / "sample-plans"
SEEDS = st.integers(0, 2**32)
quick = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much]
)
thorough = settings(quick, max_examples=8_000, derandomize=False)


def all_places(data, place=()):
    """The place of everything in data."""
    items = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for step, value in items:
        yield (*place, step)
        yield from all_places(value, (*place, step))


def at(data, place):
    for step in place:
        data = data[step]
    return data


def check_toml(document):
    """A value is where its mark is; a table that has none has a header, or keys with dots."""
    text = document.text
    ends = "\r\n" if "\r\n" in text else "\n"
    for place in all_places(document.raw):
        mark, here = document.places.mark(place), at(document.raw, place)
        stretches = document.places.stretches(place)
        if stretches and stretches[0].is_block:
            assert text[mark.start] == "["
            assert mark.start in [stretch.start for stretch in stretches]
            assert mark.end == stretches[-1].end
        elif isinstance(here, dict) and text[mark.start] != "{":
            assert mark.key == stretches[0].start
            assert mark.start < stretches[-1].end
        else:
            assert read_toml(f"x = {text[mark.start : mark.end]}{ends}")["x"] == here


def check_json(document):
    for place in all_places(document.raw):
        mark = document.places.mark(place)
        assert json.loads(document.text[mark.start : mark.end]) == at(document.raw, place)
        assert (
            isinstance(place[-1], int)
            or json.loads(document.text[mark.key : mark.start].rstrip(": \t\r\n")) == place[-1]
        )
    assert document.places.mark(("nowhere", 3)) is None


def toml_document(random):
    return parse(OddToml(random).text(odd_data(random, made_plan(random))).encode(), "plan.toml")


def json_document(random):
    return parse(odd_json(random, odd_data(random, made_plan(random))).encode(), "plan.json")


CHECKS = {toml_document: check_toml, json_document: check_json}
FRESH = {toml_document: toml_places, json_document: JsonPlaces}


def check_after(make, random):
    """What is known of the places after an edit is what one finds who looks anew."""
    before = make(random)
    edits = made_edits(random, before.plan, random.choice((1, 1, 3)))
    assume(edits)
    note(before.text)
    note(str(edits))
    for place in random.sample([*all_places(before.raw)], min(5, len([*all_places(before.raw)]))):
        before.places.mark(place)
    try:
        now = edited(before, edits)
    except PlanError:  # a comment that belongs to what an edit took away, and to what stays
        reject()
    note(now.text)
    fresh = FRESH[make](now.text)
    after = before.places.after(now.text)
    for place in all_places(now.raw):
        assert after.mark(place) == fresh.mark(place)
        if isinstance(fresh, TomlPlaces):
            assert after.stretches(place) == fresh.stretches(place)


@pytest.mark.parametrize("make", CHECKS)
def test_everything_stands_where_it_says(make):
    @quick
    @given(SEEDS)
    def check(seed):
        document = make(Random(seed))
        note(document.text)
        CHECKS[make](document)

    check()


@pytest.mark.parametrize(
    "sample", sorted(SAMPLES.glob("*.*ml")) + sorted(SAMPLES.glob("*.json")), ids=lambda path: path.name
)
def test_everything_in_the_samples_stands_where_it_says(sample):
    document = parse(sample.read_bytes(), sample.name)
    CHECKS[json_document if sample.suffix == ".json" else toml_document](document)


@pytest.mark.parametrize("make", CHECKS)
def test_after_an_edit_everything_is_where_it_is(make):
    quick(given(SEEDS)(lambda seed: check_after(make, Random(seed))))()


@pytest.mark.long
@pytest.mark.parametrize("make", CHECKS)
def test_after_thousands_of_edits_everything_is_where_it_is(make):
    thorough(given(SEEDS)(lambda seed: check_after(make, Random(seed))))()


def check_block(random):
    """A text whose block was edited is the text that comes of editing all of it."""
    before = toml_document(random)
    edits = made_edits(random, before.plan, random.choice((1, 1, 4)))
    assume(edits)
    note(before.text)
    note(str(edits))
    texts = []
    for around in (TomlPlaces.block_around, lambda *_: None):
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(toml_module.TomlPlaces, "block_around", around)
            try:
                texts.append(edited(before, edits).text)
            except PlanError as error:
                texts.append(str(error))
    assert texts[0] == texts[1]


@quick
@given(SEEDS)
def test_editing_a_block_gives_the_text_that_editing_all_of_it_gives(seed):
    check_block(Random(seed))


@pytest.mark.long
def test_editing_thousands_of_blocks_gives_the_texts_that_editing_all_of_each_gives():
    thorough(given(SEEDS)(lambda seed: check_block(Random(seed))))()


@pytest.mark.parametrize(
    ("text", "place", "found"),
    [
        ("[[a]]\nx = 1\n[a.b]\ny = 2\n[[a]]\nx = 3\n", ("a", 0, "x"), ("a", 0)),
        ("[[a]]\nx = 1\n[a.b]\ny = 2\n[[a]]\nx = 3\n", ("a", 0, "b", "y"), ("a", 0, "b")),
        ("x = 1\n[a]\ny = 2\n", ("x",), ()),
        ("[a]\ny = 2\n", ("x",), None),  # the top has nothing yet
        ("x.y = 1\n[x.z]\ny = 2\n", ("x", "y"), None),  # not all of x is at the top
        ("[a.b]\ny = 2\n", ("a", "x"), None),  # a has no header
        ("[a]\nx = 1\n[c]\n[a.b]\ny = 2\n", ("a", "x"), None),  # a is in two pieces
    ],
)
def test_a_block_is_given_only_if_all_of_the_thing_is_in_it(text, place, found):
    block = toml_places(text).block_around(place)
    assert (block and block[0]) == found
